"""From the words of an expression to its tree, with the precedence of CEL."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, get_args

from pipecheck.policy.expression.fault import Fault, Malformed
from pipecheck.policy.expression.lexer import Token, tokens
from pipecheck.policy.expression.syntax import (
    Call,
    Choice,
    Index,
    ListOf,
    Literal,
    Loop,
    Macro,
    MapOf,
    Name,
    Node,
    Select,
    depth,
)

LONGEST: Final = 10_000
"""Characters of an expression."""
DEEPEST: Final = 60
"""Levels of an expression: brackets in brackets, and operators in a row."""

_MACROS = frozenset(get_args(Macro))
_CONSTANTS: Mapping[str, bool | None] = MappingProxyType({"true": True, "false": False, "null": None})
_RESERVED = frozenset(
    (
        *("as", "break", "const", "continue", "else", "for", "function", "if", "import", "in", "let"),
        *("loop", "namespace", "package", "return", "var", "void", "while"),
    )
)
# From loose to tight; `&&` and `||` take all operands of one row together.
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("||",),
    ("&&",),
    ("<", "<=", ">=", ">", "==", "!=", "in"),
    ("+", "-"),
    ("*", "/", "%"),
)
_WIDEST = 2**63
_WORDS = {"and": "&&", "or": "||", "not": "!", "is": "=="}


def parse(text: str) -> Node:
    """The tree of an expression. Raises Malformed at the first place where it cannot be read on."""
    if len(text) > LONGEST:
        raise Malformed(
            [Fault(0, len(text), f"an expression has at most {LONGEST:,} characters; this has {len(text):,}")]
        )
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = tuple(tokens(text))
        self._next = 0
        self._level = 0

    def whole(self) -> Node:
        node = self._expression()
        token = self._peek
        if token.kind != "end":
            raise _unexpected(token, "an operator")
        if depth(node) > DEEPEST:
            raise _too_deep(node.start, node.end)
        return node

    # ---- words

    @property
    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._peek
        self._next += token.kind != "end"
        return token

    def _is(self, *signs: str) -> bool:
        token = self._peek
        return token.value in signs and token.kind in ("sign", "name")

    def _want(self, sign: str, after: str) -> Token:
        if not self._is(sign):
            raise _unexpected(self._peek, f"`{sign}` {after}")
        return self._take()

    @property
    def _end(self) -> int:
        """Where the last word ended."""
        return self._tokens[self._next - 1].end

    # ---- operators

    def _expression(self) -> Node:
        self._level += 1
        if self._level > DEEPEST:
            raise _too_deep(self._peek.start, self._peek.end)
        node = self._operators(0)
        if self._is("?"):
            self._take()
            then = self._operators(0)
            self._want(":", "between the two results of `?`")
            other = self._expression()
            node = Choice(node.start, other.end, node, then, other)
        self._level -= 1
        return node

    def _operators(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._signed()
        node = self._operators(level + 1)
        row: list[Node] = [node]
        while self._is(*_LEVELS[level]):
            sign = self._take()
            right = self._operators(level + 1)
            row.append(right)
            name = "@in" if sign.value == "in" else f"_{sign.value}_"
            together = tuple(row) if level < 2 else (node, right)
            node = Call(node.start, right.end, name, together, (sign.start, sign.end))
        return node

    def _signed(self) -> Node:
        token = self._peek
        if not self._is("!", "-"):
            return self._member()
        self._take()
        number = self._peek
        if token.value == "-" and number.kind in ("int", "double"):
            self._take()
            value = -number.value  # type: ignore[operator]  # these two kinds hold numbers
            return self._members(_number(token.start, number.end, value))
        self._level += 1
        if self._level > DEEPEST:
            raise _too_deep(token.start, token.end)
        inner = self._signed()
        self._level -= 1
        return Call(token.start, inner.end, f"{token.value}_", (inner,), (token.start, token.end))

    # ---- members

    def _member(self) -> Node:
        return self._members(self._primary())

    def _members(self, node: Node) -> Node:
        while self._is(".", "["):
            if self._take().value == "[":
                key = self._expression()
                self._want("]", "after the index")
                node = Index(node.start, self._end, node, key)
                continue
            token = self._take()
            if token.kind not in ("name", "quoted") or token.value in ("true", "false", "null", "in"):
                raise _unexpected(token, "a field's name after `.`")
            name = str(token.value)
            if token.kind == "name" and self._is("("):
                node = self._method(node, name, token)
            else:
                node = Select(node.start, token.end, node, name, (token.start, token.end))
        return node

    def _method(self, node: Node, name: str, token: Token) -> Node:
        args = self._arguments()
        at = (token.start, token.end)
        if name in _MACROS:
            return self._loop(node, name, at, args)
        return Call(node.start, self._end, name, (node, *args), at, method=True)

    def _loop(self, over: Node, macro: str, at: tuple[int, int], args: tuple[Node, ...]) -> Node:
        wanted = (2, 3) if macro == "map" else (2,)
        if len(args) not in wanted:
            form = f"`list.{macro}(x, …)`"
            raise Malformed(
                [Fault(*at, f"`{macro}` wants a name for the item and what to do with it", f"write {form}")]
            )
        name, *rest = args
        if not isinstance(name, Name):
            raise Malformed([Fault(name.start, name.end, f"`{macro}` wants a simple name for the item here")])
        condition = rest[0] if len(rest) == 2 else None
        place = (name.start, name.end)
        return Loop(over.start, self._end, macro, over, name.name, place, condition, rest[-1])  # type: ignore[arg-type]

    def _arguments(self) -> tuple[Node, ...]:
        self._want("(", "")
        found: list[Node] = []
        while not self._is(")"):
            found.append(self._expression())
            if not self._is(")"):
                self._want(",", "or `)` after an argument")
                if self._is(")"):
                    raise _unexpected(self._peek, "an argument after `,`")
        self._take()
        return tuple(found)

    # ---- what stands for itself

    def _primary(self) -> Node:
        token = self._take()
        if token.kind == "text":
            return Literal(token.start, token.end, str(token.value))
        if token.kind in ("int", "double"):
            return _number(token.start, token.end, token.value)  # type: ignore[arg-type]
        if token.kind == "name":
            return self._named(token)
        if token.value == "(" and token.kind == "sign":
            node = self._expression()
            self._want(")", "for the `(` before")
            return node._replace(start=token.start, end=self._end)
        if token.value == "[" and token.kind == "sign":
            return self._list(token)
        if token.value == "{" and token.kind == "sign":
            return self._map(token)
        raise _unexpected(token, "a value")

    def _named(self, token: Token) -> Node:
        name = str(token.value)
        if name in _CONSTANTS:
            return Literal(token.start, token.end, _CONSTANTS[name])
        if name in _RESERVED:
            raise Malformed([Fault(token.start, token.end, f"`{name}` is a word that CEL keeps for itself")])
        at = (token.start, token.end)
        if not self._is("("):
            return Name(*at, name)
        args = self._arguments()
        if name == "has":
            return self._has(token, args)
        return Call(token.start, self._end, name, args, at)

    def _has(self, token: Token, args: tuple[Node, ...]) -> Node:
        if len(args) != 1 or not isinstance(args[0], Select) or args[0].test:
            message = "`has` wants one field of something"
            raise Malformed([Fault(token.start, self._end, message, "write `has(pipeline.area)`")])
        return args[0]._replace(start=token.start, end=self._end, test=True)

    def _list(self, opening: Token) -> Node:
        items: list[Node] = []
        while not self._is("]"):
            items.append(self._expression())
            if not self._is("]"):
                self._want(",", "or `]` after an item")
        self._take()
        return ListOf(opening.start, self._end, tuple(items))

    def _map(self, opening: Token) -> Node:
        entries: list[tuple[Node, Node]] = []
        while not self._is("}"):
            key = self._expression()
            self._want(":", "after a key")
            entries.append((key, self._expression()))
            if not self._is("}"):
                self._want(",", "or `}` after an entry")
        self._take()
        return MapOf(opening.start, self._end, tuple(entries))


def _number(start: int, end: int, value: int | float) -> Literal:
    if isinstance(value, int) and not -_WIDEST <= value < _WIDEST:
        raise Malformed([Fault(start, end, f"{value} is too large: whole numbers have 64 bits")])
    return Literal(start, end, value)


def _too_deep(start: int, end: int) -> Malformed:
    return Malformed([Fault(start, end, f"an expression is at most {DEEPEST} levels deep", "make it several rules")])


def _unexpected(token: Token, wanted: str) -> Malformed:
    if token.kind == "end":
        return Malformed([Fault(max(0, token.start - 1), token.end, f"the expression ends where {wanted} is wanted")])
    instead = _WORDS.get(str(token.value)) if token.kind == "name" else None
    hint = f"write `{instead}`" if instead else ""
    said = "a text" if token.kind == "text" else f"'{token.value}'"
    return Malformed([Fault(token.start, token.end, f"here stands {said} where {wanted} is wanted", hint)])
