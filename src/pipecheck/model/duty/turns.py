"""Who holds which turns of a pool, and how much of them: what is counted, and what comes back to back is made of."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction
from typing import NamedTuple

from pipecheck.model.calendar import shown_at
from pipecheck.model.duty.pools import Pool, named, staff
from pipecheck.model.intervals import Interval, Intervals, union
from pipecheck.model.resolve.clock import Clock, rotation_clock
from pipecheck.model.schedule import Schedule, Segment, TurnSpan
from pipecheck.model.view import TeamView
from pipecheck.source.place import Place

_DAY_SECONDS = 86_400
_SHORTEST_DAY = timedelta(hours=23)


class Duty(NamedTuple):
    """A turn that one person holds, or holds in part, in any column of a pool.

    Turns of several rotations of a pool that begin and end on the same days are one, be it an early and a late week of
    one person. `start` and `end` are the first and last instant held, hours apart: a business-hours week lasts from
    handoff to handoff.
    """

    person: str
    start: datetime
    end: datetime
    held: int
    """Seconds held, by the wall clock; two columns at one time count once."""
    length: int
    """Seconds of the turn, by the wall clock."""
    rotation: str
    """That of the first column held."""
    turn: int
    segments: tuple[Segment, ...]
    beyond: bool = False
    """It follows the span: known because the rota goes on, counted nowhere, but the last turn may touch it."""
    past: bool = False
    """It is told by `history`."""

    @property
    def is_shift(self) -> bool:
        """Whether it is at least half a turn: a cover of two hours is no shift (semantics §18)."""
        return self.length > 0 and 2 * self.held >= self.length

    @property
    def days(self) -> Fraction:
        """Days held, by the wall clock."""
        return Fraction(self.held, _DAY_SECONDS)

    @property
    def share(self) -> Fraction:
        """The part of the turn that is held, by the wall clock."""
        return Fraction(self.held, self.length) if self.length else Fraction(0)


def duties(view: TeamView, pool: Pool) -> tuple[Duty, ...]:
    """Every turn that a member holds in a pool, wholly or in part, by start, person: `history` first, then the span,
    then what follows it. Partners and the team as a whole are nobody who could tire. Raises NotStated as the schedule
    does."""
    return view.measure(_duties, pool)


def shifts(view: TeamView, pool: Pool) -> dict[str, int]:
    """How many turns of the span everybody counted holds, by at least half; who holds none counts with 0."""
    return dict(view.measure(_shifts, pool))


def _shifts(view: TeamView, pool: Pool) -> Mapping[str, int]:
    counts = dict.fromkeys(pool.counted, 0)
    for duty in duties(view, pool):
        if not (duty.beyond or duty.past) and duty.is_shift and duty.person in counts:
            counts[duty.person] += 1
    return counts


def days_held(view: TeamView, pool: Pool) -> dict[str, Fraction]:
    """How many days of the span everybody counted holds, by the wall clock, hours apart."""
    held = dict.fromkeys(pool.counted, 0)
    for duty in duties(view, pool):
        if not (duty.beyond or duty.past) and duty.person in held:
            held[duty.person] += _held_inside(duty, view.schedule)
    return {who: Fraction(seconds, _DAY_SECONDS) for who, seconds in held.items()}


def _held_inside(duty: Duty, schedule: Schedule) -> int:
    """The seconds of a duty within the span: its last turn may reach out of it."""
    inside = _inside(duty, schedule)
    if len(inside) == len(duty.segments):
        return duty.held
    return _held(union((each.start, each.end) for each in inside), schedule.zone(duty.rotation))


def _inside(duty: Duty, schedule: Schedule) -> list[Segment]:
    return [each for each in duty.segments if each.start < schedule.span(each.rotation)[1]]


def turn_lengths(view: TeamView, pool: Pool) -> tuple[Fraction, ...]:
    """The lengths, in days by the wall clock, that turns of a pool have in the span; one if all are equal."""
    return view.measure(_turn_lengths, pool)


def _turn_lengths(view: TeamView, pool: Pool) -> tuple[Fraction, ...]:
    schedule = view.schedule
    found: set[int] = set()
    for rotation in pool.rotations:
        zone = schedule.zone(rotation)
        found.update(seconds_between(turn.start, turn.end, zone) for turn in schedule.turns(rotation))
    return tuple(Fraction(seconds, _DAY_SECONDS) for seconds in sorted(found))


def turn_days(turn: TurnSpan) -> tuple[date, date]:
    """What turns of several rotations share that are one: their first and last day, be it from the morning or from the
    evening on; of turns shorter than a day the instants."""
    return (turn.first, turn.last) if turn.end - turn.start >= _SHORTEST_DAY else (turn.start, turn.end)


def turns_served(view: TeamView, pool: Pool) -> tuple[tuple[str, Fraction], ...]:
    """The turns of the span that members of a pool hold, column by column: its name, and their days within the span by
    the wall clock. A turn that two hold at once is there twice."""
    schedule = view.schedule
    held: dict[tuple[str, int, str], dict[str, list[Interval]]] = {}
    for duty in duties(view, pool):
        for each in _inside(duty, schedule) if not (duty.beyond or duty.past) else ():
            by_person = held.setdefault((each.rotation, each.turn, each.column), {})
            by_person.setdefault(duty.person, []).append((each.start, each.end))
    found: list[tuple[str, Fraction]] = []
    for (rotation, _, column), by_person in held.items():
        zone = schedule.zone(rotation)
        whole = _held(union(each for own in by_person.values() for each in own), zone)
        persons = sum(_held(union(own), zone) for own in by_person.values())
        found += [(column, Fraction(whole, _DAY_SECONDS))] * max(1, round(Fraction(persons, whole or 1)))
    return tuple(found)


def _held(stretches: Intervals, zone: tzinfo) -> int:
    """Seconds, by the wall clock."""
    return sum(seconds_between(start, end, zone) for start, end in stretches)


def untold(view: TeamView, pool: Pool) -> tuple[Segment, ...]:
    """The segments of a pool that one of several holds, not told which."""
    return view.measure(_untold, pool)


def _untold(view: TeamView, pool: Pool) -> tuple[Segment, ...]:
    columns = set(pool.columns)
    return tuple(
        segment
        for rotation in pool.rotations
        for segment in view.schedule.segments(rotation=rotation)
        if segment.state == "among" and (segment.rotation, segment.column) in columns
    )


def _duties(view: TeamView, pool: Pool) -> tuple[Duty, ...]:
    schedule = view.schedule
    counted = set(staff(view.team, ((each.holder for each in schedule.segments() if each.holder is not None),)))
    columns = set(pool.columns)
    held: dict[tuple[str, date, date], list[tuple[Segment, Interval]]] = {}
    for rotation in pool.rotations:
        for holder, days, segment, bounds in view.measure(_served, rotation):
            if holder in counted and (rotation, segment.column) in columns:
                held.setdefault((holder, *days), []).append((segment, bounds))
    found = [_duty(person, pieces, schedule) for (person, _, _), pieces in held.items()]
    found.extend(_past(view, pool))
    return tuple(sorted(found, key=lambda duty: (duty.start, duty.end, duty.person)))


def _served(view: TeamView, rotation: str) -> Sequence[tuple[str, tuple[date, date], Segment, Interval]]:
    """Who holds something of a turn of a rotation: with what makes turns one, and the turn's own bounds."""
    schedule = view.schedule
    ends = schedule.span(rotation)[1]
    found: list[tuple[str, tuple[date, date], Segment, Interval]] = []
    for segment in (*schedule.stretches(rotation=rotation), *schedule.beyond(rotation)):
        if segment.holder is None:
            continue
        if segment.start < ends and not _touches(segment, schedule.hours(rotation, segment.column)):
            continue
        turn = schedule.turn(rotation, segment.turn)
        bounds = (turn.start, turn.end) if turn is not None else (segment.start, segment.end)
        found.append((segment.holder, turn_days(turn) if turn is not None else bounds, segment, bounds))
    return found


def _touches(segment: Segment, hours: Intervals) -> bool:
    """Whether a stretch has any hours in it: who would be on duty outside them is not."""
    after = bisect_right(hours, segment.start, key=lambda each: each[1])
    return after < len(hours) and hours[after][0] < segment.end


def _duty(person: str, pieces: Sequence[tuple[Segment, Interval]], schedule: Schedule) -> Duty:
    first, bounds = pieces[0]
    segments: tuple[Segment, ...] = (first,)
    whole: Intervals = ((first.start, first.end),)
    if len(pieces) > 1:
        segments = tuple(segment for segment, _ in pieces)
        bounds = min(start for _, (start, _) in pieces), max(end for _, (_, end) in pieces)
        first = min(segments, key=lambda segment: segment.start)
        whole = union((segment.start, segment.end) for segment in segments)
    zone = schedule.zone(first.rotation)
    return Duty(
        person,
        whole[0][0],
        whole[-1][1],
        _held(whole, zone),
        seconds_between(*bounds, zone),
        first.rotation,
        first.turn,
        segments,
        beyond=first.start >= schedule.span(first.rotation)[1],
    )


def days_between(start: datetime, end: datetime, zone: tzinfo) -> Fraction:
    """The days between two instants as the wall clock counts them."""
    return Fraction(seconds_between(start, end, zone), _DAY_SECONDS)


def seconds_between(start: datetime, end: datetime, zone: tzinfo) -> int:
    """The seconds between two instants as the wall clock counts them."""
    shown = shown_at(end, zone) - shown_at(start, zone)
    return shown.days * _DAY_SECONDS + shown.seconds


def _past(view: TeamView, pool: Pool) -> Iterator[Duty]:
    """The shifts that `history` tells, as far as they concern a pool."""
    history = view.team.history
    if history is None or view.team.oncall is None:
        return
    rotations = {rotation.id: rotation for rotation in view.team.oncall.rotations}
    roles = {column.name: column.role for each in rotations.values() for column in each.columns}
    wanted = {roles[column] for _, column in pool.columns}
    for shift in history.shifts:
        if shift.first is None or shift.last is None:
            continue
        name = shift.rotation.id if shift.rotation is not None else pool.rotations[0]
        if name not in pool.rotations:
            continue
        clock = rotation_clock(rotations[name], view.team, view.zones)
        start, end = clock.first(shift.first), clock.after(shift.last)
        for column, party in shift.cells.items():
            if roles.get(column, column) in wanted and start < end:
                for person in named(view.team, party):
                    yield _past_duty(person, start, end, name, column, shift.at, clock)


def _past_duty(
    person: str, start: datetime, end: datetime, rotation: str, column: str, at: Place, clock: Clock
) -> Duty:
    segment = Segment(start, end, column, person, rotation, -1, (at,), column)
    seconds = seconds_between(start, end, clock.zone)
    return Duty(person, start, end, seconds, seconds, rotation, -1, (segment,), past=True)
