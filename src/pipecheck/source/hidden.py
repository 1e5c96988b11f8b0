"""The stretches of a YAML text that hold what must not be shown, by the keys they stand under."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from pipecheck.source.events import events
from pipecheck.source.lines import Stretch
from pipecheck.source.tree import stretch

Hides: TypeAlias = Callable[[tuple[str, ...], bool], bool]
"""Whether the words under these keys are hidden; with True, whether the last of the keys itself is."""


class _Branch(NamedTuple):
    """What is open: the keys that lead to it, whether it is a mapping, is itself a key, its anchor, where it began."""

    keys: tuple[str, ...]
    is_map: bool
    is_key: bool
    anchor: str | None
    start: int


class Hidden(NamedTuple):
    """Every scalar that is hidden, those of refused duplicates and of further documents included; and every quoted
    text of several lines, which may be one only because a quote was left open."""

    words: list[Stretch]
    texts: list[Stretch]


def hidden(text: str, hides: Hides) -> Hidden | None:
    """What must not be shown of a text; None where it is no YAML.

    What a hidden alias stands for is hidden where it stands. Anchors and tags are part of a value.
    """
    walk = _Walk(text, hides)
    try:
        return Hidden(list(walk.stretches()), walk.texts)
    except YAMLError:
        return None


class _Walk:
    """One way through a text. Aliases are not followed, so that they cost nothing."""

    def __init__(self, text: str, hides: Hides) -> None:
        self.texts: list[Stretch] = []
        self._text = text
        self._hides = hides
        self._open: list[_Branch] = []
        self._key: str | None = None
        self._anchored: dict[str, Stretch] = {}

    def stretches(self) -> Iterator[Stretch]:
        """The hidden ones, one after the other."""
        get = events(self._text)
        while (event := get()) is not None and type(event) is not StreamEndEvent:
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                is_map = isinstance(event, MappingStartEvent)
                begun = stretch(event).start
                self._open.append(_Branch(self._keys(), is_map, self._wants_key(), event.anchor, begun))
                self._key = None
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                branch = self._open.pop()
                self._keep(branch.anchor, Stretch(branch.start, stretch(event).end))
                self._key = "" if branch.is_key else None
            elif isinstance(event, ScalarEvent | AliasEvent):
                yield from self._leaf(event)

    def _leaf(self, event: ScalarEvent | AliasEvent) -> Iterator[Stretch]:
        at = stretch(event)
        if is_key := self._wants_key():
            self._key = event.value if isinstance(event, ScalarEvent) else ""
        if self._hides(self._keys(), is_key):
            yield at
            if isinstance(event, AliasEvent) and event.anchor in self._anchored:
                yield self._anchored[event.anchor]
        if isinstance(event, ScalarEvent):
            self._keep(event.anchor, at)
            if event.style in ("'", '"') and "\n" in self._text[at.start : at.end]:
                self.texts.append(at)
        if not is_key:
            self._key = None

    def _wants_key(self) -> bool:
        return bool(self._open) and self._open[-1].is_map and self._key is None

    def _keys(self) -> tuple[str, ...]:
        above = self._open[-1].keys if self._open else ()
        return above if self._key is None else (*above, self._key)

    def _keep(self, anchor: str | None, at: Stretch) -> None:
        if anchor is not None:
            self._anchored[anchor] = at
