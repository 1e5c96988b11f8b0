"""Expressions made at random from a seed: every operator, macro and function, well typed for the most part, and with
errors and missing fields strewn in."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import NamedTuple, TypeAlias

DEEPEST = 6

ACCESSORS = (
    "getFullYear",
    "getMonth",
    "getDate",
    "getDayOfMonth",
    "getDayOfWeek",
    "getDayOfYear",
    "getHours",
    "getMinutes",
    "getSeconds",
    "getMilliseconds",
)
OF_LENGTHS = ("getHours", "getMinutes", "getSeconds", "getMilliseconds")
KINDS = ("int", "double", "string", "bool", "timestamp", "duration", "ints", "texts", "table")
SCALARS = ("int", "double", "string", "bool", "timestamp", "duration")
ORDERED = ("int", "double", "string", "bool", "timestamp", "duration")
MACROS = ("all", "exists", "exists_one", "filter", "map", "map/3")
FEATURES = frozenset(
    (
        *("+", "-", "*", "/", "%", "negative", "!", "&&", "||", "==", "!=", "<", "<=", ">", ">=", "in", "?:"),
        *("index", "select", "has", "list", "map{}", *MACROS),
        *("size", "matches", "startsWith", "endsWith", "contains", *ACCESSORS),
        *("int", "double", "string", "bool", "timestamp", "duration", "dyn", "type"),
    )
)
"""What must be met often enough."""

_TEXTS = (
    "",
    "a",
    "ab",
    "orders",
    "Orders",
    "aab",
    "b",
    "äöü",
    "äöü",
    "ä",
    "12",
    "-7",
    "1.5",
    "true",
    "x y",
    " 12",
    "0x10",
)
_INSTANTS = (
    "2026-01-05T09:30:15Z",
    "2024-02-29T23:59:59.500Z",
    "1969-12-31T00:00:00Z",
    "2026-07-01T12:00:00+02:00",
    "2000-01-01T00:00:00-05:30",
    "2026-01-05T09:30:15.000000001Z",
    "2026-01-05",
)
_LENGTHS = ("1h", "90m", "1h30m", "-15s", "1.5s", "250ms", "0s", "36h", "-1h0.5s", "2d", "3w", "1ns")
_ZONES = ("UTC", "+01:00", "-08:30", "America/New_York", "Europe/Berlin", "Nowhere/City")
_PATTERNS = (
    *("^a", "b$", "a+b", "[0-9]+", "(a|b)*", ".", "^$", "o.d", "(", "a{2}"),
    *("\\\\d", "\\\\w$", "^\\\\w+$", "\\\\w"),
)
_VARIABLES = {
    "int": ("i", "j", "r.count", "r.gone"),
    "double": ("f", "r.ratio"),
    "string": ("s", "r.name", "r.lost"),
    "bool": ("b", "r.flag", "r.unsure"),
    "timestamp": ("ts",),
    "duration": ("dur",),
    "ints": ("li", "r.many"),
    "texts": ("ls",),
    "table": ("m",),
}
_MISSING = ("r.gone", "r.lost", "r.unsure")


Way: TypeAlias = tuple[str, Callable[[int], str]]
"""A feature, and what makes an expression of it, at most so deep."""


class Made(NamedTuple):
    """An expression, what it is made of, and whether an error or a missing field was put into it."""

    text: str
    kind: str
    features: frozenset[str]
    troubled: bool


class Generator:
    """Makes expressions, rare features before frequent ones."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self.counts: Counter[str] = Counter()
        self._used: set[str] = set()
        self._locals: list[tuple[str, str]] = []
        self._troubled = False
        self._spoil = 0.0

    def make(self) -> Made:
        """One expression of any kind."""
        self._used, self._locals, self._troubled = set(), [], False
        self._spoil = self._random.choice((0.0, 0.0, 0.08, 0.25))
        kind = self._random.choice((*KINDS, "bool", "bool", "bool"))
        text = self._of(kind, self._random.randint(1, DEEPEST))
        self.counts.update(self._used)
        return Made(text, kind, frozenset(self._used), self._troubled)

    # ---- choosing

    def _of(self, kind: str, depth: int, *, may_swap: bool = True) -> str:
        """An expression of a kind, at most so deep; now and then one that cannot be right."""
        roll = self._random.random()
        if roll < self._spoil * 0.6:
            self._troubled = True
            return self._failing(kind)
        if roll < self._spoil * 0.7 and may_swap:
            self._troubled = True
            kind = self._random.choice(KINDS)
        if depth <= 1 or self._random.random() < 0.12:
            return self._leaf(kind)
        ways = self._ways(kind)
        first, second = self._random.choice(ways), self._random.choice(ways)
        # Of two ways the one whose feature was met less often.
        name, make = min(first, second, key=lambda way: self.counts[way[0]])
        self._used.add(name)
        return make(depth - 1)

    def _leaf(self, kind: str) -> str:
        named = [name for name, of in self._locals if of == kind]
        if named and self._random.random() < 0.6:
            return self._random.choice(named)
        if self._random.random() < 0.5:
            name = self._random.choice(_VARIABLES[kind])
            if "." in name:
                self._used.add("select")
            self._troubled = self._troubled or name in _MISSING
            return name
        return self._literal(kind)

    def _literal(self, kind: str) -> str:
        choose = self._random.choice
        if kind == "int":
            return choose(("0", "1", "2", "3", "-1", "7", "100", "0x1F", "9223372036854775807", "-9223372036854775808"))
        if kind == "double":
            return choose(("0.0", "1.0", "0.5", "-2.5", "1e3", "3.25", "1e300", ".5"))
        if kind == "string":
            return self._text()
        if kind == "bool":
            return choose(("true", "false"))
        if kind in ("timestamp", "duration"):
            self._used.add(kind)
            return f'{kind}("{choose(_INSTANTS if kind == "timestamp" else _LENGTHS)}")'
        if kind == "table":
            self._used.add("map{}")
            return choose(("{}", "{'a': 1}", "{'a': 1, 'b': -2}", "{'x': 3, 'y': 4,}"))
        self._used.add("list")
        return choose(("[]", "[1, 2, 3]", "[0]", "[5, -5,]") if kind == "ints" else ("[]", "['a', 'b']", '["orders"]'))

    def _left_out(self, depth: int) -> str:
        """What CEL has and pipecheck has not, or has otherwise."""
        number, other = self._of("int", depth), self._of("double", depth)
        sign = self._random.choice(("==", "!=", "<", "<=", ">", ">="))
        self._used.add(sign)
        forms = (
            f"({number} {sign} {other})",
            f"({other} {sign} {number})",
            f"({self._of('timestamp', depth)} == null)",
        )
        odd = ("(1u == 1u)", "(b'a' == b'a')", "{true: 1}[true] == 1")
        return self._random.choice((*forms, self._random.choice(odd)))

    def _text(self) -> str:
        text, quote = self._random.choice(_TEXTS), self._random.choice(("'", '"', "'''", '"""'))
        prefix = self._random.choice(("", "", "", "r"))
        return f"{prefix}{quote}{text}{quote}" if self._random.random() < 0.7 else "'a\\u0062\\x41\\n'"

    def _failing(self, kind: str) -> str:
        """Something of that kind that has no value."""
        choose = self._random.choice
        if kind == "int":
            found = choose(("(1 / 0)", "(7 % 0)", "li[99]", "m['none']", "r.gone", "int('x')", "[][0]", "int(1e300)"))
        elif kind == "double":
            found = choose(("double('x')", "{'a': 1.5}['b']"))
        elif kind == "string":
            found = choose(("r.lost", "ls[-1]", "{'a': 'b'}['c']"))
        elif kind == "bool":
            found = choose(("r.unsure", "bool('perhaps')", "(1 / 0 == 1)", "'a'.matches('(')", "[true][3]"))
        elif kind == "timestamp":
            found = choose(("timestamp('never')", "timestamp('2026-13-01T00:00:00Z')"))
        elif kind == "duration":
            found = choose(("duration('long')", "duration('99999999999999h')"))
        else:
            found = {"ints": "[li][1]", "texts": "[ls][5]", "table": "{'a': m}['b']"}[kind]
        for name in ("int", "double", "bool", "timestamp", "duration"):
            if found.startswith(f"{name}("):
                self._used.add(name)
        return found

    # ---- ways to make something of a kind

    def _ways(self, kind: str) -> list[Way]:
        own: dict[str, list[Way]] = {
            "int": self._ints(),
            "double": [
                *((sign, self._infix(sign, "double")) for sign in "+-*/"),
                ("negative", self._negative("double")),
                ("double", self._converted("double", ("int", "double", "string"))),
            ],
            "string": [
                ("+", self._infix("+", "string")),
                ("string", self._converted("string", SCALARS)),
                ("index", self._indexed("texts")),
            ],
            "bool": self._bools(),
            "timestamp": [
                ("+", self._moved("+")),
                ("-", self._moved("-")),
                ("timestamp", self._converted("timestamp", ("int", "string", "timestamp"))),
            ],
            "duration": [
                ("+", self._infix("+", "duration")),
                ("-", self._infix("-", "duration")),
                ("-", self._infix("-", "timestamp")),
                ("duration", self._converted("duration", ("string", "duration"))),
            ],
            "ints": self._lists("int", "ints"),
            "texts": [*self._lists("string", "texts"), ("map", self._keys)],
            "table": [("map{}", self._table)],
        }
        return [*own[kind], ("?:", self._choice(kind)), ("dyn", lambda depth: f"dyn({self._of(kind, depth)})")]

    def _ints(self) -> list[Way]:
        sized = self._random.choice(("string", "ints", "texts", "table"))
        return [
            *((sign, self._infix(sign, "int")) for sign in "+-*/%"),
            ("negative", self._negative("int")),
            ("size", lambda depth: f"size({self._of(sized, depth)})"),
            ("size", lambda depth: f"{self._operand(sized, depth)}.size()"),
            ("int", self._converted("int", ("int", "double", "string", "timestamp"))),
            ("index", self._indexed("ints")),
            ("index", self._looked_up),
            ("select", lambda depth: f"{self._operand('table', depth)}.a"),
            *((name, self._accessor(name)) for name in ACCESSORS),
            *((name, self._of_length(name)) for name in OF_LENGTHS),
        ]

    def _bools(self) -> list[Way]:
        kind, ordered = self._random.choice(KINDS), self._random.choice(ORDERED)
        return [
            *((sign, self._infix(sign, kind)) for sign in ("==", "!=")),
            *((sign, self._infix(sign, ordered)) for sign in ("<", "<=", ">", ">=")),
            *((sign, self._infix(sign, "bool")) for sign in ("&&", "||", "&&", "||")),
            ("!", lambda depth: f"!{self._operand('bool', depth)}"),
            ("in", lambda depth: f"({self._of('int', depth)} in {self._of('ints', depth)})"),
            ("in", lambda depth: f"({self._of('string', depth)} in {self._of('table', depth)})"),
            ("has", self._asked),
            *((name, self._text_test(name)) for name in ("startsWith", "endsWith", "contains")),
            ("matches", self._matched),
            *((macro, self._macro(macro)) for macro in ("all", "exists", "exists_one")),
            ("bool", self._converted("bool", ("bool", "string"))),
            ("type", self._typed),
            *((("==", self._left_out),) if self._random.random() < 0.15 else ()),
        ]

    def _lists(self, item: str, kind: str) -> list[Way]:
        def listed(depth: int) -> str:
            return "[" + ", ".join(self._of(item, depth) for _ in range(self._random.randint(0, 3))) + "]"

        macros = [(macro, self._gathering(macro, item, kind)) for macro in ("filter", "map", "map/3")]
        return [("list", listed), ("+", self._infix("+", kind)), *macros]

    # ---- forms

    def _operand(self, kind: str, depth: int) -> str:
        return f"({self._of(kind, depth)})"

    def _infix(self, sign: str, kind: str) -> Callable[[int], str]:
        of_time = kind in ("timestamp", "duration")

        def make(depth: int) -> str:
            one, other = (self._of(kind, depth, may_swap=not of_time) for _ in range(2))
            return f"({one} {sign} {other})"

        return make

    def _negative(self, kind: str) -> Callable[[int], str]:
        return lambda depth: f"-{self._operand(kind, depth)}"

    def _converted(self, name: str, kinds: tuple[str, ...]) -> Callable[[int], str]:
        # Google's CEL knows conversions by name that it cannot run: only those it can are asked for.
        return lambda depth: f"{name}({self._of(self._random.choice(kinds), depth, may_swap=False)})"

    def _choice(self, kind: str) -> Callable[[int], str]:
        return lambda depth: f"({self._of('bool', depth)} ? {self._of(kind, depth)} : {self._of(kind, depth)})"

    def _indexed(self, kind: str) -> Callable[[int], str]:
        return lambda depth: f"{self._operand(kind, depth)}[{self._of('int', min(depth, 2))}]"

    def _looked_up(self, depth: int) -> str:
        return f"{self._operand('table', depth)}[{self._of('string', min(depth, 2))}]"

    def _moved(self, sign: str) -> Callable[[int], str]:
        def make(depth: int) -> str:
            when, length = (self._of(kind, depth, may_swap=False) for kind in ("timestamp", "duration"))
            turned = sign == "+" and self._random.random() < 0.3
            return f"({length} + {when})" if turned else f"({when} {sign} {length})"

        return make

    def _accessor(self, name: str) -> Callable[[int], str]:
        def make(depth: int) -> str:
            zone = f"'{self._random.choice(_ZONES)}'" if self._random.random() < 0.3 else ""
            self._troubled = self._troubled or "Nowhere" in zone
            return f"{self._operand('timestamp', depth)}.{name}({zone})"

        return make

    def _of_length(self, name: str) -> Callable[[int], str]:
        return lambda depth: f"{self._operand('duration', depth)}.{name}()"

    def _asked(self, depth: int) -> str:
        if self._random.random() < 0.3:
            return f"has({self._operand('table', depth)}.{self._random.choice(('a', 'b', 'zz'))})"
        field = self._random.choice(("gone", "lost", "unsure", "name", "count", "flag", "ratio"))
        self._troubled = self._troubled or f"r.{field}" in _MISSING
        return f"has(r.{field})"

    def _text_test(self, name: str) -> Callable[[int], str]:
        return lambda depth: f"{self._operand('string', depth)}.{name}({self._of('string', min(depth, 2))})"

    def _matched(self, depth: int) -> str:
        pattern = f"'{self._random.choice(_PATTERNS)}'"
        self._troubled = self._troubled or pattern == "'('"
        text = self._of("string", depth)
        return f"matches({text}, {pattern})" if self._random.random() < 0.4 else f"({text}).matches({pattern})"

    def _typed(self, depth: int) -> str:
        kind = self._random.choice(("int", "double", "string", "bool", "ints", "table"))
        name = {"ints": "list", "table": "map"}.get(self._random.choice((kind, "int", "string")), "bool")
        return f"(type({self._of(kind, depth)}) == {name})"

    def _table(self, depth: int) -> str:
        keys = self._random.sample(("a", "b", "c", "zz"), self._random.randint(0, 3))
        return "{" + ", ".join(f"'{key}': {self._of('int', depth)}" for key in keys) + "}"

    # ---- macros

    def _bound(self, item: str) -> str:
        name = f"v{len(self._locals)}"
        self._locals.append((name, item))
        return name

    def _macro(self, macro: str) -> Callable[[int], str]:
        def make(depth: int) -> str:
            kind, item = self._random.choice((("ints", "int"), ("texts", "string"), ("table", "string")))
            over = self._operand(kind, min(depth, 3))
            name = self._bound(item)
            body = self._of("bool", depth)
            self._locals.pop()
            return f"{over}.{macro}({name}, {body})"

        return make

    def _gathering(self, macro: str, item: str, kind: str) -> Callable[[int], str]:
        def make(depth: int) -> str:
            if macro == "filter":
                over_kind, over_item = kind, item
            else:
                over_kind, over_item = self._random.choice((("ints", "int"), ("texts", "string")))
            over = self._operand(over_kind, min(depth, 3))
            name = self._bound(over_item)
            parts = [self._of("bool", depth)] if macro in ("filter", "map/3") else []
            parts += [] if macro == "filter" else [self._of(item, depth)]
            self._locals.pop()
            return f"{over}.{macro.partition('/')[0]}({name}, {', '.join(parts)})"

        return make

    def _keys(self, depth: int) -> str:
        name = self._bound("string")
        body = self._of("string", depth)
        self._locals.pop()
        # Of several keys the order is open, and Google's shuffles them anew each time.
        return f"{{'a': {self._of('int', 1)}}}.map({name}, {body})"
