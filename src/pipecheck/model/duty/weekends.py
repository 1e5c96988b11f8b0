"""Whose weekends a rota takes: counted as weekends, in part by the share of the hours that are served."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from pipecheck.model.duty.parts import part
from pipecheck.model.duty.pools import Pool
from pipecheck.model.intervals import Interval, Intervals, common, union, within
from pipecheck.model.resolve.clock import DAY, Clock, zone_of
from pipecheck.model.view import TeamView


class Weekend(NamedTuple):
    """Days off in a row that lie whole in the span, and what each person has of the hours served in them."""

    first: date
    last: date
    stretch: Interval
    """From midnight to midnight by the team's zone."""
    shares: Mapping[str, Fraction]
    """Nobody who has none of it; of a column that leaves its order open, everybody it names has an equal part."""


class WeekendTurns(NamedTuple):
    """What the turns of one column have of the weekends, before anything is laid over them."""

    number: int
    """How many turns have any of it."""
    most: Fraction
    """The most that one turn has: 1 for a week, 1/2 for a Saturday."""
    alike: bool
    """Whether all that have any have the same."""


def weekends(view: TeamView, pool: Pool) -> tuple[Weekend, ...]:
    """Every weekend of the span in which a pool serves any hours, in order of time, by the team's working week and
    zone. None where no day of the week is free, or all are. Raises NotStated as the schedule does."""
    return view.measure(_weekends, pool)


def weekend_turns(view: TeamView, pool: Pool) -> dict[tuple[str, str], WeekendTurns]:
    """How weekends fall to the turns of each column of a pool."""
    return view.measure(_weekend_turns, pool)


def _weekends(view: TeamView, pool: Pool) -> tuple[Weekend, ...]:
    clock = _clock(view, pool)
    days = view.measure(_days_off, pool)
    stretches = [stretch for _, _, stretch in days]
    served = _served(view, pool.columns, stretches)
    held: list[dict[str, list[Interval]]] = [{} for _ in days]
    open_parts: list[dict[str, Fraction]] = [{} for _ in days]
    columns, counted = set(pool.columns), set(pool.counted)
    for segment in view.schedule.segments():
        if (segment.rotation, segment.column) not in columns:
            continue
        for at in _touched(stretches, segment.start, segment.end):
            here = common(((segment.start, segment.end),), (stretches[at],))
            if segment.holder in counted:
                held[at].setdefault(segment.holder or "", []).extend(here)
            for who in segment.candidates if segment.state == "among" else ():
                equal = part(here, served[at], clock) / len(segment.candidates)
                open_parts[at][who] = open_parts[at].get(who, Fraction(0)) + equal
    found = []
    for at, day in enumerate(days):
        if served[at]:
            shares = {who: part(union(own), served[at], clock) for who, own in held[at].items()}
            for who, equal in open_parts[at].items():
                shares[who] = shares.get(who, Fraction(0)) + equal
            found.append(Weekend(*day, shares))
    return tuple(found)


def _weekend_turns(view: TeamView, pool: Pool) -> dict[tuple[str, str], WeekendTurns]:
    clock = _clock(view, pool)
    stretches = [stretch for _, _, stretch in view.measure(_days_off, pool)]
    found = {}
    for rotation, column in pool.columns:
        served = _served(view, ((rotation, column),), stretches)
        having = []
        for number in dict.fromkeys(segment.turn for segment in view.schedule.stretches(rotation=rotation)):
            turn = view.schedule.turn(rotation, number)
            if turn is not None:
                touched = _touched(stretches, turn.start, turn.end)
                own = (part(common(served[at], ((turn.start, turn.end),)), served[at], clock) for at in touched)
                having.append(sum(own, Fraction(0)))
        some = [each for each in having if each]
        found[rotation, column] = WeekendTurns(len(some), max(some, default=Fraction(0)), len(set(some)) <= 1)
    return found


def _clock(view: TeamView, pool: Pool) -> Clock:
    return Clock(zone_of(view.team.timezone, view.zones) or view.schedule.zone(pool.rotations[0]))


def _days_off(view: TeamView, pool: Pool) -> tuple[tuple[date, date, Interval], ...]:
    """The runs of weekdays that are no working days, as far as they lie in the span of the pool."""
    clock, schedule, working = _clock(view, pool), view.schedule, view.team.working_days
    lasting = {
        day: next(more for more in range(1, 8) if (day + more) % 7 in working)
        for day in range(7)
        if day not in working and (day - 1) % 7 in working
    }
    spans = [schedule.span(rotation) for rotation in pool.rotations]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    first, last = clock.local(start).date(), clock.local(end).date()
    found = []
    for day in (first + number * DAY for number in range((last - first).days)):
        more = lasting.get(day.weekday(), 0)
        if more:
            stretch = clock.midnight(day), clock.midnight(day + more * DAY)
            if start <= stretch[0] and stretch[1] <= end:
                found.append((day, day + (more - 1) * DAY, stretch))
    return tuple(found)


def _served(view: TeamView, columns: Iterable[tuple[str, str]], stretches: Sequence[Interval]) -> list[Intervals]:
    """What columns serve of each weekend."""
    hours = union(stretch for column in columns for stretch in view.schedule.hours(*column))
    return [within(hours, stretch) for stretch in stretches]


def _touched(stretches: Sequence[Interval], start: datetime, end: datetime) -> range:
    """The weekends that a stretch of time touches, by number."""
    low = bisect_right(stretches, start, key=itemgetter(1))
    return range(low, bisect_left(stretches, end, key=itemgetter(0)))
