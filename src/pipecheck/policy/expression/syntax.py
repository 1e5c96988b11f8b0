"""The tree of an expression. Every node knows the characters [start, end) that say it."""

from collections.abc import Iterator, Sequence
from typing import Literal as OneOf
from typing import NamedTuple, TypeAlias

Macro: TypeAlias = OneOf["all", "exists", "exists_one", "filter", "map"]


class Literal(NamedTuple):
    """A number, text, `true`, `false` or `null`."""

    start: int
    end: int
    value: str | int | float | bool | None


class Name(NamedTuple):
    """A variable."""

    start: int
    end: int
    name: str


class Select(NamedTuple):
    """`operand.field`; with `test` it is `has(operand.field)`. `field` stands at [at, end of it)."""

    start: int
    end: int
    operand: "Node"
    field: str
    at: tuple[int, int]
    test: bool = False


class Index(NamedTuple):
    """`operand[key]`."""

    start: int
    end: int
    operand: "Node"
    key: "Node"


class Call(NamedTuple):
    """A function or an operator (`_+_`, `!_`, `@in` …). A method's target is its first argument.

    `&&` and `||` hold all their operands at once, so that a long chain is not deep. `at` is where its name stands.
    """

    start: int
    end: int
    function: str
    args: tuple["Node", ...]
    at: tuple[int, int]
    method: bool = False


class ListOf(NamedTuple):
    """`[a, b]`."""

    start: int
    end: int
    items: tuple["Node", ...]


class MapOf(NamedTuple):
    """`{a: b}`."""

    start: int
    end: int
    entries: tuple[tuple["Node", "Node"], ...]


class Choice(NamedTuple):
    """`condition ? then : other`."""

    start: int
    end: int
    condition: "Node"
    then: "Node"
    other: "Node"


class Loop(NamedTuple):
    """`over.all(name, body)` and its like; `map` may have a condition before its body."""

    start: int
    end: int
    macro: Macro
    over: "Node"
    name: str
    at: tuple[int, int]
    condition: "Node | None"
    body: "Node"


Node: TypeAlias = Literal | Name | Select | Index | Call | ListOf | MapOf | Choice | Loop


def parts(node: Node) -> Sequence[Node]:
    """The nodes right below a node."""
    if isinstance(node, Select):
        return (node.operand,)
    if isinstance(node, Index):
        return (node.operand, node.key)
    if isinstance(node, Call):
        return node.args
    if isinstance(node, ListOf):
        return node.items
    if isinstance(node, MapOf):
        return tuple(part for entry in node.entries for part in entry)
    if isinstance(node, Choice):
        return (node.condition, node.then, node.other)
    if isinstance(node, Loop):
        return (node.over, node.body) if node.condition is None else (node.over, node.condition, node.body)
    return ()


def every(root: Node) -> Iterator[Node]:
    """A node and all below it, in the order of the text."""
    yield root
    for part in parts(root):
        yield from every(part)


def depth(root: Node) -> int:
    """How many levels a tree has; it does not recurse, so that any tree can be measured."""
    deepest = 0
    waiting = [(root, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((part, level + 1) for part in parts(node))
    return deepest
