"""Wall clocks by the quarter hour, in whole minutes since 1970: what each has shown so far."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache

from pipecheck.files.zones import ZoneTables

STEP = 15
DAY = 1440
STEPS_A_DAY = DAY // STEP
_FIRST = date(1970, 1, 1).toordinal()
_ZONES = ZoneTables()


def day_number(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - _FIRST


def day_of(number: int) -> date:
    return date.fromordinal(number + _FIRST)


def minute_of(moment: datetime) -> int:
    """Minutes since 1970 of a time without a zone."""
    return day_number(moment.date()) * DAY + moment.hour * 60 + moment.minute


def begin_of(when: date, handoff: int = 0) -> int:
    """Where something that begins `when` begins: a date is an on-call day, a time is that minute."""
    return minute_of(when) if isinstance(when, datetime) else day_number(when) * DAY + handoff


def end_of(when: date, handoff: int = 0) -> int:
    """Where something that lasts to `when` ends: a date is included whole."""
    return minute_of(when) if isinstance(when, datetime) else (day_number(when) + 1) * DAY + handoff


def minutes(text: str) -> int:
    """Minutes since midnight."""
    hours, _, rest = text.partition(":")
    return int(hours) * 60 + int(rest)


def during(clock: Sequence[int], begin: int, end: int) -> range:
    """The steps at which a clock has shown `begin` and not yet `end`."""
    return range(bisect_left(clock, begin), bisect_left(clock, end))


def instant_of(step: int) -> datetime:
    """The UTC instant at which a step begins."""
    return datetime.fromtimestamp(step * STEP * 60, UTC)


def step_of(instant: datetime) -> int:
    """The step that begins at an instant, which must be on the quarter hour."""
    seconds = int(instant.timestamp())
    assert seconds % (STEP * 60) == 0, instant
    return seconds // (STEP * 60)


def shown(zone: str | None, low: int, high: int) -> Sequence[int]:
    """The latest local minute that the clocks have shown, at each step from `low` to before `high`."""
    found = array("q")
    for number in range(low // STEPS_A_DAY, (high - 1) // STEPS_A_DAY + 1):
        found.extend(_day(zone or "UTC", number))
    return found[low % STEPS_A_DAY : low % STEPS_A_DAY + high - low]


@cache
def _day(zone: str, number: int) -> Sequence[int]:
    """One day of `shown`. Clocks are put back by less than two days, so that two days before it are enough to know."""
    latest = max(_read(zone, number - 2), default=0)
    latest = max(latest, *_read(zone, number - 1))
    found = array("q")
    for minute in _read(zone, number):
        latest = max(latest, minute)
        found.append(latest)
    return found


@cache
def _read(zone: str, number: int) -> Sequence[int]:
    """What the clocks read at each step of a UTC day."""
    place = _ZONES.zone(zone)
    assert place is not None, zone
    steps = range(number * STEPS_A_DAY, (number + 1) * STEPS_A_DAY)
    return array("q", (minute_of(instant_of(step).astimezone(place)) for step in steps))
