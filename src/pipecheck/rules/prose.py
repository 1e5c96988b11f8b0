"""How rules say names, numbers and days, so that one thing reads the same in every message."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *before, final = words
    return f"{', '.join(before)} {last} {final}" if before else final


def shortened(words: Iterable[str], most: int = 5) -> str:
    """As `listed`, with what is beyond `most` counted: `a, b and 3 more`."""
    known = tuple(words)
    return listed(known) if len(known) <= most else f"{', '.join(known[: most - 1])} and {len(known) - most + 1} more"


def counted(number: int | Fraction, noun: str, plural: str = "") -> str:
    """`1 turn`, `3 turns`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def tallied(tally: Mapping[str, int | Fraction]) -> str:
    """Who has how many, in the order given: `alice 3, bob 1, carol 0`."""
    return ", ".join(f"{name} {number}" for name, number in tally.items())


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def weekday(day: date) -> str:
    """`Monday`."""
    return WEEKDAYS[day.weekday()]


def stretch(start: datetime, end: datetime) -> str:
    """A stretch of the week as the wall clock shows it: `Mon 18:00–Tue 08:00`, `Mon 09:00–17:00`."""
    later = f"{end:%H:%M}" if start.date() == end.date() else f"{weekday(end)[:3]} {end:%H:%M}"
    return f"{weekday(start)[:3]} {start:%H:%M}–{later}"


def days(first: date, last: date) -> str:
    """One day, or a stretch of them: `2026-04-06`, `2026-04-06 to 2026-04-12`."""
    return str(first) if first == last else f"{first} to {last}"


def when(first: date, last: date) -> str:
    """As `days`, after a verb: `on 2026-04-06`, `from 2026-04-06 to 2026-04-12`."""
    return f"{'on' if first == last else 'from'} {days(first, last)}"


def bounds(first: date | None, last: date | None) -> str:
    """As `when`, of what may have no beginning or no end: `from 2026-04-06 on`, `until 2026-04-12`, `always`."""
    if first is not None and last is not None:
        return when(first, last)
    if first is None:
        return "always" if last is None else f"until {last}"
    return f"from {first} on"


def quoted(names: Iterable[str]) -> tuple[str, ...]:
    """Each name in quotes, for `listed` or `shortened` to join."""
    return tuple(f"'{name}'" for name in names)
