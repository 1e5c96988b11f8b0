"""How a place in a text is named: by route for those who judge, by span for those who read."""

from enum import Enum
from typing import NamedTuple, TypeAlias

Key: TypeAlias = str | int
Route: TypeAlias = tuple[Key, ...]


class Part(Enum):
    """Which words of an entry a span underlines: its key, its value, or both."""

    key = "key"
    value = "value"
    entry = "entry"


class Place(NamedTuple):
    """A route in a document. Rules speak of places; only the engine turns them into lines.

    `document` is root-relative with "/". `words` is a stretch (start, end), in characters, inside the
    scalar or paragraph that the route leads to.
    """

    document: str
    route: Route = ()
    part: Part = Part.value
    words: tuple[int, int] | None = None


class Span(NamedTuple):
    """A stretch of a file: lines and columns count from 1, columns in characters, the end is exclusive.

    `text` holds the lines of the frame (at most 7), the first of which is line `first`, so that a report
    can be rendered where the file is not.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: tuple[str, ...] = ()
    first: int = 0


class TextFault(NamedTuple):
    """Why a text, or a part of it, could not be read as what it is said to be.

    `rule` is the id under which it is reported: `unreadable-file`, `invalid-yaml`, `duplicate-key`,
    `too-large` or `yaml-trap`. It carries a span and no route: what cannot be read has none.
    """

    rule: str
    message: str
    span: Span
    hint: str = ""
    related: tuple[tuple[Span, str], ...] = ()
