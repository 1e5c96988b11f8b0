"""Which stretch of a rotation is judged: the period, its own length, or a year from as-of (semantics §22)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pipecheck.model.oncall import Rotation
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.clock import Clock
from pipecheck.model.resolve.turns import Ruler, Shift, dated_rows, is_dated_table, laps, lengths, limit
from pipecheck.model.team import Team
from pipecheck.model.value import Stretch

YEAR = timedelta(weeks=52)
"""How long a rota that goes on is judged where no period is told."""
LONGEST = 10 * timedelta(days=366)
"""Longer stretches are not judged: a rota to 9999-12-31 is one that goes on."""
_SEARCHED = tuple(timedelta(days=3 * 4**step) for step in range(5))
"""How far ahead the first handoff is looked for, little by little: turns of two years and more may have none."""

AsOf = Callable[[], date]
"""As-of, asked for only where it decides something: who asks is marked as dated (semantics §19)."""


class Life(NamedTuple):
    """From when to when a rotation has turns at all; None is without end."""

    start: datetime | None
    end: datetime | None


class Span(NamedTuple):
    """What is judged, `[start, end)` in UTC, and whether as-of decided it."""

    start: datetime
    end: datetime
    dated: bool = False


def life_of(rotation: Rotation, anchor: date | None, clock: Clock, shift: Shift) -> Life:
    """The life of a rotation: from its start, or first row, to `until`, its last turn, or without end."""
    until = clock.after(rotation.until) if rotation.until is not None else None
    if is_dated_table(rotation):
        rows = dated_rows(rotation, clock, shift)
        if not rows:
            return Life(until, until)
        end = max(row.end for row in rows)
        return Life(min(row.start for row in rows), end if until is None else min(end, until))
    begin = rotation.start if rotation.anchor == "iso-week" else anchor
    count = limit(rotation)
    if count is not None and anchor is not None and rotation.anchor == "start":
        end = clock.instant(Ruler(clock.opening(anchor), lengths(rotation), shift).at(count))
        until = end if until is None else min(end, until)
    return Life(None if begin is None else clock.begin(begin), until)


def span_of(
    rotation: Rotation, anchor: date | None, clock: Clock, shift: Shift, period: Stretch | None, as_of: AsOf
) -> Span:
    """The stretch of one rotation that is judged, by its own clock.

    A period is what is promised, whatever the rota makes of it. Without one, a rota with a start and an end is judged
    whole, any other for 52 weeks from its first handoff on or after as-of.
    """
    if period is not None and period.first is not None and period.last is not None:
        start = clock.first(period.first)
        return Span(start, max(start, bounded(clock.after(period.last), start, period)))
    life = life_of(rotation, anchor, clock, shift)
    if period is None:
        whole = rotation.start is not None or is_dated_table(rotation)
        if whole and life.start is not None and life.end is not None and life.end - life.start <= LONGEST:
            return Span(life.start, max(life.start, life.end))
    if period is not None and period.first is not None:
        start, dated = clock.first(period.first), False
    else:
        start, dated = _first_handoff(rotation, anchor, clock, shift, as_of), True
    if period is not None and period.last is not None:
        end = bounded(clock.after(period.last), start, period)
    else:
        end = clock.instant(clock.local(start) + YEAR)
        end = min(end, life.end) if life.end is not None and period is None else end
    return Span(start, max(start, end), dated)


def bounded(end: datetime, start: datetime, period: Stretch) -> datetime:
    """The end of a period. Raises NotStated where it lies too far off to be judged."""
    within_bounds(end - start, period)
    return end


def within_bounds(length: timedelta, period: Stretch) -> None:
    """Raises NotStated where a period is too long to be judged."""
    if length > LONGEST:
        raise NotStated(Undecided("oncall.period", period.at, why="what happens in a period of more than ten years"))


def _first_handoff(rotation: Rotation, anchor: date | None, clock: Clock, shift: Shift, as_of: AsOf) -> datetime:
    low = clock.begin(as_of())
    life = life_of(rotation, anchor, clock, shift)
    if life.start is not None and life.start >= low:
        return life.start
    for reach in _SEARCHED:
        for lap in laps(rotation, anchor, clock, shift, low, low + reach):
            if lap.start >= low:
                return lap.start
    return low


@contextmanager
def within_reach(team: Team) -> Iterator[None]:
    """Turns of a million weeks lead beyond the years that dates can hold: nothing can be judged there."""
    try:
        yield
    except OverflowError:
        at = team.at("oncall", "rotations")
        raise NotStated(Undecided("oncall.rotations.turn", at, why="turns that end after the year 9999")) from None
