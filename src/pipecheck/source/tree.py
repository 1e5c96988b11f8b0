"""Where everything in a YAML text stands: a tree of the data's own shape, made of the parser's events.

A node is the event itself for a scalar, a Map or a Seq for what holds others, an Alias for `*name`. Marks stay inside
the events and are read only when a span is asked for.
"""

import re
from typing import ClassVar, Final, NamedTuple, TypeAlias, final

from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pipecheck.source.lines import Stretch
from pipecheck.source.scalar import Data

# Stand where a key is looked for: in a list nothing has one, and the value of an unusable key is dropped.
ITEM: Final = ScalarEvent(None, None, (True, False), "")
UNUSABLE: Final = ScalarEvent(None, None, (True, False), "")


class Extent(NamedTuple):
    """How much a branch is with every alias in it written out: its nodes, and the levels below it."""

    nodes: int
    levels: int


@final
class Map:
    """A mapping: its data, and by name its entries: the key's words and the node of the value.

    `key` waits for its value while the mapping grows; `end` is None until it is closed. `last` is the node that ends
    it in the text, which may belong to a refused duplicate.
    """

    __slots__ = ("data", "end", "extent", "key", "last", "parts", "start")

    def __init__(self, start: MappingStartEvent) -> None:
        self.start = start
        self.end: MappingEndEvent | SequenceEndEvent | None = None
        self.data: dict[str, Data] = {}
        self.parts: dict[str, tuple[ScalarEvent, Node]] = {}
        self.key: ScalarEvent | None = None
        self.last: Node | None = None
        self.extent: Extent | None = None

    def nodes(self) -> list["Node"]:
        """The nodes of its values."""
        return [node for _, node in self.parts.values()]


@final
class Seq:
    """A list, likewise; the one outside all, which holds the document, has no start."""

    __slots__ = ("data", "end", "extent", "last", "parts", "start")
    key: ClassVar[ScalarEvent] = ITEM

    def __init__(self, start: SequenceStartEvent | None) -> None:
        self.start = start
        self.end: MappingEndEvent | SequenceEndEvent | None = None
        self.data: list[Data] = []
        self.parts: list[Node] = []
        self.last: Node | None = None
        self.extent: Extent | None = None

    def nodes(self) -> list["Node"]:
        """The nodes of its items."""
        return self.parts


@final
class Alias:
    """`*name`: where it stands, and the node it stands for, or None where it was refused."""

    __slots__ = ("event", "target")

    def __init__(self, event: AliasEvent, target: "Target | None") -> None:
        self.event = event
        self.target = target


Branch: TypeAlias = Map | Seq
Target: TypeAlias = ScalarEvent | Map | Seq
Node: TypeAlias = ScalarEvent | Map | Seq | Alias
Started: TypeAlias = ScalarEvent | MappingStartEvent | SequenceStartEvent

_PROPERTY = re.compile(r"(?:!<[^>]*>|![^\s,\[\]{}]*|&[^\s,\[\]{}]+)(?:[ \t\r\n]+(?:#[^\r\n]*[ \t\r\n]+)*)?")
_TAG = re.compile(r"!<[^>]*>|![^\s,\[\]{}]*")


def stretch(event: Event) -> Stretch:
    """The characters an event was read from, anchor and tag included."""
    start, end = event.start_mark, event.end_mark
    return Stretch(start.index if start else 0, end.index if end else 0)


def content(text: str, event: Started) -> int:
    """Where the words of a node begin: behind its anchor and tag, unless nothing stands there."""
    first, end = stretch(event)
    if event.anchor is None and event.tag is None:
        return first
    at = first
    while match := _PROPERTY.match(text, at):
        at = match.end()
    return first if type(event) is ScalarEvent and at >= end else at


def tag(text: str, event: Started) -> Stretch:
    """Where the tag of a node stands."""
    at, end = stretch(event)
    while text[at] != "!" and (anchor := _PROPERTY.match(text, at)):
        at = anchor.end()
    match = _TAG.match(text, at)
    return Stretch(at, match.end() if match else end)


def target(node: Node) -> Target | None:
    """The node itself, or what an alias stands for."""
    return node.target if type(node) is Alias else node


def extent(branch: Branch) -> Extent:
    """The extent of a closed branch. Whatever an alias in it stands for was measured when the alias was read."""
    if branch.extent is None:
        nodes, levels = 1, 1
        waiting: list[tuple[Branch, int]] = [(branch, 1)]
        while waiting:
            inner, level = waiting.pop()
            levels = max(levels, level)
            for node in inner.nodes():
                nodes += 1
                if type(node) is Map or type(node) is Seq:
                    waiting.append((node, level + 1))
                elif type(node) is Alias and (type(node.target) is Map or type(node.target) is Seq):
                    below = extent(node.target)
                    nodes += below.nodes
                    levels = max(levels, level + below.levels)
        branch.extent = Extent(nodes, levels)
    return branch.extent
