"""Functions by where they stand: their syntax, their live objects, and how to give one other code for a while."""

import ast
import gc
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple, TypeAlias

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


class Key(NamedTuple):
    """A function as Python itself tells it from others: file, dotted name, first line (of its first decorator)."""

    file: str
    name: str
    line: int


class Outermost(NamedTuple):
    """A function that stands in a module or a class, with all that is nested in it."""

    key: Key
    node: Function
    statement: ast.stmt
    """What of the module holds it: itself, or its class."""


def outermost(path: Path) -> Iterator[Outermost]:
    """The functions of a module, in order of the text."""
    for statement in ast.parse(path.read_text("utf-8")).body:
        for name, node in _within(statement, ""):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            yield Outermost(Key(str(path), name, first), node, statement)


def _within(node: ast.stmt, prefix: str) -> Iterator[tuple[str, Function]]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield prefix + node.name, node
    elif isinstance(node, ast.ClassDef):
        for each in node.body:
            yield from _within(each, f"{prefix}{node.name}.")


def compiled(function: Outermost) -> CodeType:
    """The code of a function as its syntax stands now. Raises SyntaxError for what is no Python any more."""
    module = ast.fix_missing_locations(ast.Module(body=[function.statement], type_ignores=[]))
    found = _find(compile(module, function.key.file, "exec"), function.key)
    assert found is not None, function.key
    return found


def _find(code: CodeType, key: Key) -> CodeType | None:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            if each.co_qualname == key.name and each.co_firstlineno == key.line:
                return each
            deeper = _find(each, key)
            if deeper is not None:
                return deeper
    return None


def live() -> Mapping[Key, list[FunctionType]]:
    """The function objects of this process by where their code stands."""
    found: dict[Key, list[FunctionType]] = {}
    for each in gc.get_objects():
        if type(each) is FunctionType:
            code = each.__code__
            found.setdefault(Key(code.co_filename, code.co_qualname, code.co_firstlineno), []).append(each)
    return found


def swap(functions: list[FunctionType], code: CodeType) -> bool:
    """Gives live functions other code; false if none can take it, for want of a variable of the code around."""
    taken = False
    for each in functions:
        if len(each.__code__.co_freevars) == len(code.co_freevars):
            each.__code__ = code
            taken = True
    return taken
