"""The small changes that a test should notice, each as an edit of a syntax tree that can be taken back."""

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Change(NamedTuple):
    """One change of one node: `do` makes it, `undo` takes it back; between the two the tree holds the mutant."""

    line: int
    column: int
    what: str
    """What it is, as `< becomes <=`."""
    do: Callable[[], None]
    undo: Callable[[], None]


_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}

Parent = tuple[ast.AST, str, int | None]
"""Where a node hangs: its parent, the field, and the index in it."""


def changes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Change]:
    """All changes of a function's body, in order of the text. Docstrings, annotations and defaults are left alone:
    the first two do nothing, and defaults are read when the function is made."""
    for index, statement in enumerate(function.body):
        if not _is_docstring(statement):
            yield from _of(statement, (function, "body", index))


def _of(node: ast.AST, parent: Parent) -> Iterator[Change]:
    yield from _here(node, parent)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "defaults", "kw_defaults"):
            continue
        if isinstance(value, ast.AST):
            yield from _of(value, (node, name, None))
        elif isinstance(value, list):
            for index, child in enumerate(value):
                if isinstance(child, ast.AST) and not _is_docstring(child):
                    yield from _of(child, (node, name, index))


def _here(node: ast.AST, parent: Parent) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops):
            for index, operator in enumerate(ops):
                other = _COMPARISONS[type(operator)]
                yield _set(node, ops, index, other(), f"{_sign(operator)} becomes {_sign(other())}")
        case ast.BoolOp(op=ast.And()):
            yield _attribute(node, "op", ast.Or(), "and becomes or")
        case ast.BoolOp(op=ast.Or()):
            yield _attribute(node, "op", ast.And(), "or becomes and")
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield _replace(node, parent, operand, "not is dropped")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield _replace(node, parent, operand, "the sign is dropped")
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator) if type(operator) in _ARITHMETIC:
            another = _ARITHMETIC[type(operator)]()
            yield _attribute(node, "op", another, f"{_symbol(operator)} becomes {_symbol(another)}")
        case ast.Constant(value=bool() as value):
            yield _attribute(node, "value", not value, f"{value} becomes {not value}")
        case ast.Constant(value=int() as number):
            yield _attribute(node, "value", number + 1, f"{number} becomes {number + 1}")
        case ast.Constant(value=str() as text) if text:
            yield _attribute(node, "value", f"{text}XX", f"{text!r} gets XX")
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield _attribute(node, "test", _negated(test), f"`{_name(node)}` is negated")
        case ast.comprehension(ifs=ifs):
            for index, test in enumerate(ifs):
                yield _set(test, ifs, index, _negated(test), "the filter is negated")
                yield _set(test, ifs, index, ast.copy_location(ast.Constant(value=True), test), "the filter is dropped")
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            nothing = ast.copy_location(ast.Constant(value=None), value)
            yield _attribute(node, "value", nothing, "returns None")
        case ast.Expr() | ast.Raise() if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            said = ast.unparse(node).splitlines()[0][:60]
            yield _replace(node, parent, _dropped(node), f"`{said}` is dropped")
        case ast.Continue():
            yield _replace(node, parent, ast.Break(), "continue becomes break")
        case ast.Break():
            yield _replace(node, parent, ast.Continue(), "break becomes continue")
        case ast.Call(func=ast.Name(id=name)) if name in _NAMES:
            yield _attribute(node.func, "id", _NAMES[name], f"{name} becomes {_NAMES[name]}")
        case _:
            pass


def _dropped(node: ast.stmt) -> ast.stmt:
    """Nothing instead of a statement; a generator without its only yield stays a generator."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
        never = ast.copy_location(ast.Constant(value=False), node)
        return ast.If(test=never, body=[node], orelse=[])
    return ast.Pass()


def _negated(test: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(op=ast.Not(), operand=test), test)


def _attribute(node: ast.AST, name: str, new: object, what: str) -> Change:
    old = getattr(node, name)
    return Change(*_spot(node), what, lambda: setattr(node, name, new), lambda: setattr(node, name, old))


def _set(node: ast.AST, items: list, index: int, new: ast.AST, what: str) -> Change:  # type: ignore[type-arg]
    old = items[index]
    return Change(*_spot(node), what, lambda: items.__setitem__(index, new), lambda: items.__setitem__(index, old))


def _replace(node: ast.AST, parent: Parent, new: ast.AST, what: str) -> Change:
    holder, name, index = parent
    new = ast.copy_location(new, node)
    if index is None:
        change = _attribute(holder, name, new, what)
    else:
        change = _set(holder, getattr(holder, name), index, new, what)
    line, column = _spot(node)
    return change._replace(line=line, column=column)


def _spot(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0) + 1


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _name(node: ast.AST) -> str:
    return "while" if isinstance(node, ast.While) else "if"


def _sign(operator: ast.cmpop) -> str:
    empty = ast.Compare(left=ast.Name("a"), ops=[operator], comparators=[ast.Name("b")])
    return ast.unparse(empty)[2:-2]


def _symbol(operator: ast.operator) -> str:
    return ast.unparse(ast.BinOp(left=ast.Name("a"), op=operator, right=ast.Name("b")))[2:-2]
