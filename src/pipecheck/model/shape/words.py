"""Words, numbers and ids as their key wants them. Raw words come in, values without places come out (semantics §24).

Every parser takes one leaf or container of the document's data, and raises Wrong for what it cannot take.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeGuard

from pipecheck.model.shape.fault import says, wants
from pipecheck.source.scalar import core, is_null

RESERVED = ("primary", "secondary", "open", "none", "all")
"""Words with a meaning of their own: no id may be one of them."""

NO_NAMES = ("open", "none", "all")
"""Words that name nobody and nothing."""

# Letters beyond ASCII by blocks: the same text must serve Python and the JSON Schema of every editor.
ID_LETTER = r"[A-Za-z0-9._\-\u00C0-\u1FFF\u2C00-\u2DFF\u3040-\uD7FF]"
ID_PATTERN = f"^{ID_LETTER}+$"
PERSON_PATTERN = r"^[^/\s]+/[^/\s]+$"
ZONE_PATTERN = r"^(?:UTC|[A-Za-z_]+(?:/[A-Za-z0-9_+\-]+)+)$"

_ID = re.compile(ID_PATTERN)
_PERSON = re.compile(PERSON_PATTERN)
_ZONE = re.compile(ZONE_PATTERN)
_TRUE = ("true", "yes", "on", "y")
_FALSE = ("false", "no", "off", "n")
_PLACES = {
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "EST5EDT": "America/New_York",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "CST6CDT": "America/Chicago",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "MST7MDT": "America/Denver",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "PST8PDT": "America/Los_Angeles",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "EET": "Europe/Athens",
    "WET": "Europe/Lisbon",
    "BST": "Europe/London",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "GMT": "UTC",
    "Z": "UTC",
}


def is_leaf(value: object) -> TypeGuard[str]:
    """Whether a value is a scalar that says something."""
    return isinstance(value, str) and not is_null(value)


def text(value: object) -> str:
    """The raw words, whatever they look like: `NO`, `on`, `10:00` and `0123` stay what the author wrote."""
    if not is_leaf(value):
        raise wants("text")
    return str(value)


def name(value: object) -> str:
    """The name of something declared elsewhere; `open`, `none` and `all` name nobody and nothing."""
    words = text(value)
    if words in NO_NAMES:
        raise says(f"uses the reserved word '{words}' as a name")
    if not words.strip():
        raise wants("a name")
    return words


def ident(value: object) -> str:
    """An id: letters, digits, `-`, `_` and `.`, and none of the reserved words."""
    if not is_leaf(value):
        raise wants("letters, digits, `-`, `_` and `.`")
    if value in RESERVED:
        raise says(f"takes the reserved word '{value}' for an id", "choose another word")
    if not _ID.fullmatch(value):
        proposal = re.sub(r"[\s/:,;]+", "-", value.strip()).strip("-").lower()
        legal = _ID.fullmatch(proposal) and proposal not in RESERVED
        raise wants("letters, digits, `-`, `_` and `.`", put=proposal if legal else None)
    return str(value)


def version(value: object) -> int:
    """The version of the language: 1."""
    if not is_leaf(value) or core(value) != 1 or isinstance(core(value), bool):
        raise wants("`1`, the only version of the language there is", put=1)
    return 1


def flag(value: object) -> bool:
    """`true` or `false`, and nothing that merely looks like them."""
    meant = core(value) if is_leaf(value) else None
    if isinstance(meant, bool):
        return meant
    word = value.casefold() if is_leaf(value) else ""
    raise wants("`true` or `false`", put=word in _TRUE if word in (*_TRUE, *_FALSE) else None)


def share(value: object) -> Fraction:
    """A number from 0 to 1, exactly as written."""
    number = core(value) if is_leaf(value) else None
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 1:
        raise wants("a number from 0 to 1", _unquoted(value) or "1 is full time; write `0.8` for four days of five")
    return Fraction(number if isinstance(number, int) else str(value))


class Whole:
    """Whole numbers from `least` to `most`."""

    def __init__(self, least: int, most: int, what: str) -> None:
        self.least, self.most, self.what = least, most, what

    def __call__(self, value: object) -> int:
        number = core(value) if is_leaf(value) else None
        whole = not isinstance(number, bool) and isinstance(number, int | float) and number % 1 == 0
        if whole and isinstance(number, int | float) and self.least <= number <= self.most:
            return int(number)
        raise wants(self.what, _unquoted(value))


count = Whole(0, 1_000_000, "a whole number")
ordinal = Whole(1, 1_000_000, "a whole number from 1 up")
year = Whole(1900, 2999, "a year such as `2026`")


class OneOf:
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __call__(self, value: object) -> str:
        if is_leaf(value) and value in self.words:
            return str(value)
        folded = value.casefold() if is_leaf(value) else ""
        raise wants(listed(self.words), put=folded if folded in self.words else None)


want = OneOf("on", "off")
shift = OneOf("previous", "next")
if_holiday = OneOf("keep", "next-working-day")
takes = OneOf("day", "turn")
anchor = OneOf("start", "iso-week")


def zone(value: object) -> str:
    """`Area/City` or `UTC`; whether there is such a zone is seen later, where the zones are at hand."""
    if is_leaf(value) and _ZONE.fullmatch(value):
        return str(value)
    better = _PLACES.get(value.upper()) if is_leaf(value) else None
    if better and better != "UTC":
        raise says(f"says '{value}', which knows no summer time", f"name a place: `{better}`", better)
    raise wants("a zone such as `Europe/Berlin`, or `UTC`", put=better)


def person(value: object) -> str:
    """`<team>/<member>`: the same human being in another file."""
    if not is_leaf(value) or not _PERSON.fullmatch(value):
        raise wants("a team and a member of it, such as `data-core/alice`")
    return str(value)


def listed(words: Iterable[str]) -> str:
    """`a`, `b` or `c`."""
    *front, last = [f"`{word}`" for word in words]
    return f"{', '.join(front)} or {last}" if front else last


def _unquoted(value: object) -> str:
    """The way out for a number in quotes."""
    if isinstance(value, str) and re.fullmatch(r"[0-9.]+", value) and isinstance(core(value), str):
        return "take the quotes away: in quotes it is text"
    return ""


class OrLast:
    """A day counted from the start of something, or `last`, which is 0."""

    def __init__(self, numbers: Whole) -> None:
        self.numbers = numbers

    def __call__(self, value: object) -> int:
        if is_leaf(value) and value == "last":
            return 0
        return self.numbers(value)


day_of_month = OrLast(Whole(1, 31, "a day from 1 to 31, or `last`"))
working_day_of_month = OrLast(Whole(1, 23, "a working day from 1 to 23, or `last`"))
