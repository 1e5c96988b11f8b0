"""One rotation while its schedule is being made: its clock, turns and hours, and a track for every column."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pipecheck.model.calendar import TeamCalendar, Zones
from pipecheck.model.intervals import Interval, Intervals, common, union
from pipecheck.model.oncall import Column, Rotation
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.cells import Cells, People, columns_of
from pipecheck.model.resolve.clock import Clock, hours_clock, rotation_clock
from pipecheck.model.resolve.hours import Days, opened
from pipecheck.model.resolve.span import AsOf, Life, Span, life_of, span_of
from pipecheck.model.resolve.starts import Start, anchor_of
from pipecheck.model.resolve.track import NO_TURN, Piece, Seat, Track, at_instant, filled, people_in, rest_of
from pipecheck.model.resolve.turns import (
    TICK,
    IsoYears,
    Lap,
    Shift,
    does_repeat,
    entries,
    is_dated_table,
    is_undated,
    laps,
)
from pipecheck.model.schedule import Conflict
from pipecheck.model.team import Team, selects
from pipecheck.model.value import Selector

_BEYOND = timedelta(weeks=12)
"""How far past the span a rota that goes on is resolved at most, for what its last turns meet next."""


class Ground(NamedTuple):
    """What the whole team's schedule is made from."""

    team: Team
    calendar: TeamCalendar
    zones: Zones
    start: Start
    as_of: AsOf
    people: People
    days: Days
    shift: Shift


def ground_of(team: Team, calendar: TeamCalendar, zones: Zones, start: Start, as_of: AsOf) -> Ground:
    """Gathers it once for all rotations."""
    shift = Shift(calendar, team.working_days)
    return Ground(team, calendar, zones, start, as_of, People(team), Days(team, calendar), shift)


class Rota:
    """The working state of one rotation. Layers change its tracks; nothing outlives `resolve`."""

    def __init__(self, rotation: Rotation, ground: Ground) -> None:
        team = ground.team
        self.rotation = rotation
        self.ground = ground
        self.clock = rotation_clock(rotation, team, ground.zones)
        self.hours_clock = hours_clock(rotation, team, ground.zones, self.clock)
        self.anchor = anchor_of(rotation, ground.start)
        self.columns: Mapping[str, Column] = columns_of(rotation)
        self.round = entries(rotation)
        """How many turns it takes until everybody has had theirs."""
        self.covers = {
            name: pipelines_of(team, column.covers or rotation.covers) for name, column in self.columns.items()
        }
        self.covered = {name: frozenset(each.id for each in pipelines) for name, pipelines in self.covers.items()}
        self.span = self._span()
        self.life = self._life()
        self.end = self._end()
        self.reach = self._reach()
        self.laps = self._laps(*self.reach)
        self._resolved = self._known()
        self.cells = Cells(rotation, ground.people, self.columns, self.covers, self._entries())
        self._seats: dict[tuple[str, int], tuple[Seat, ...]] = {}
        self._comes_round = does_repeat(rotation) and rotation.anchor == "start"
        self.conflicts: list[Conflict] = []
        self.extra: dict[str, list[Interval]] = {}
        """Stretches outside the hours of a column that a holiday line has opened."""
        self.tracks: dict[str, Track] = {name: self._track(name) for name in self.columns}

    def _span(self) -> Span:
        oncall = self.ground.team.oncall
        period = oncall.period if oncall is not None else None
        return span_of(self.rotation, self.anchor, self.clock, self.ground.shift, period, self.ground.as_of)

    def _life(self) -> Life:
        """Rotas without a start that go round were always there: their first day is only one of many."""
        life = life_of(self.rotation, self.anchor, self.clock, self.ground.shift)
        return life._replace(start=None) if is_undated(self.rotation) and does_repeat(self.rotation) else life

    def _end(self) -> datetime:
        """To where it goes on after the span, if it does: one more round, or twelve weeks."""
        if not does_repeat(self.rotation):
            return self.span.end
        laps_after = self._all_laps(self.span.end, self.span.end + _BEYOND)
        ahead = [lap for lap in laps_after if lap.end > self.span.end][: self.round]
        end = max((lap.end for lap in ahead), default=self.span.end)
        return max(self.span.end, end if self.life.end is None else min(end, self.life.end))

    def _all_laps(self, low: datetime, high: datetime) -> list[Lap]:
        return laps(self.rotation, self.anchor, self.clock, self.ground.shift, low, high)

    def _reach(self) -> Interval:
        """What must be resolved: the span, what follows it, and the whole of every swap that touches what must be."""
        oncall = self.ground.team.oncall
        told = oncall.swaps if oncall is not None else ()
        swaps = [(self.clock.first(each.first), self.clock.after(each.last)) for each in told]
        reach = self.span.start, self.end
        while (wider := self._with(reach, swaps)) != reach:
            reach = wider
        return reach

    def _with(self, reach: Interval, swaps: Sequence[Interval]) -> Interval:
        """A stretch with the swaps that touch it, as far as anything is resolved."""
        touching = [(start, end) for start, end in swaps if start < reach[1] and end > reach[0]]
        low = min((reach[0], *(start for start, _ in touching)))
        high = max((reach[1], *(end for _, end in touching)))
        return max(low, self.span.start - _BEYOND), min(high, max(self.end, self.span.end + _BEYOND))

    def _known(self) -> Interval:
        """From when to when turns are known; between dated rows there may be none, and that is known, too."""
        bounds = [bound for lap in self.laps for bound in (lap.start, lap.end)]
        if is_dated_table(self.rotation) and self.life.start is not None and self.life.end is not None:
            bounds.extend(min(max(bound, self.life.start), self.life.end) for bound in self.reach)
        return min(bounds, default=self.end), max(bounds, default=self.end)

    def _laps(self, low: datetime, high: datetime) -> list[Lap]:
        """The turns between two instants, those that begin earlier or end later included whole."""
        if self.life.start is not None:
            low = max(low, self.life.start)
        if self.life.end is not None:
            high = min(high, self.life.end)
        clipped = (self._alive(lap) for lap in self._all_laps(low, high) if lap.start < high and lap.end > low)
        return [lap for lap in clipped if lap.start < lap.end]

    def _alive(self, lap: Lap) -> Lap:
        """A turn that the rotation's first or last day cuts short."""
        start, end = self.life
        if start is not None and lap.start < start:
            lap = lap._replace(start=start, first=self.clock.day_of(start))
        if end is not None and lap.end > end:
            lap = lap._replace(end=end, last=self.clock.day_of(end - TICK))
        return lap

    def _entries(self) -> Callable[[int], int] | None:
        if self.rotation.anchor != "iso-week" or is_dated_table(self.rotation):
            return None
        return IsoYears(self.rotation, self.clock, self.ground.shift).entry

    def _track(self, column: str) -> Track:
        """Every turn with who stands in it by the rota alone; holes between rows are pieces with nobody."""
        track: Track = []
        for lap in self.laps:
            piece = Piece(lap.start, lap.end, lap.number, self.seats(column, lap.number))
            if track and piece.start < track[-1].end:
                track = self._overlaid(track, piece, column)
            else:
                track.append(piece)
        return filled(track, self._resolved)

    def seats(self, column: str, turn: int) -> tuple[Seat, ...]:
        """Who stands in a column at a turn, by the rota alone; where turns come round, each is looked at once."""
        key = column, turn % self.round if self._comes_round else turn
        if key not in self._seats:
            self._seats[key] = self.cells.at(column, turn)
        return self._seats[key]

    def _overlaid(self, track: Track, piece: Piece, column: str) -> Track:
        """Two rows at one time: the later told is laid over the earlier, and both are remembered."""
        for other in track:
            start, end = max(piece.start, other.start), min(piece.end, other.end)
            if start < end and piece.seats and other.seats and people_in(piece.seats) != people_in(other.seats):
                places = (other.seats[0].because[0], piece.seats[0].because[0])
                self.conflicts.append(Conflict("rota", self.rotation.id, column, start, end, *places))
        if not piece.seats:
            return sorted([*track, *rest_of(piece, track)])
        return sorted([piece, *(part for other in track for part in rest_of(other, [piece]))])

    # ---- questions of the layers

    def alive(self, start: datetime, end: datetime) -> Interval | None:
        """The part of a stretch in which the rotation has turns and is resolved; None if there is none."""
        start, end = max(start, self._resolved[0]), min(end, self._resolved[1])
        return (start, end) if start < end else None

    def is_judged(self, start: datetime, end: datetime) -> bool:
        """Whether any of a stretch lies in what is resolved."""
        return start < self.end and end > self.span.start

    def is_cut(self, start: datetime, end: datetime) -> bool:
        """Whether the rotation begins or ends inside a stretch, or lies outside it."""
        born, gone = self.life
        return (born is not None and start < born) or (gone is not None and end > gone)

    def is_duty(self, column: str) -> bool:
        """Whether standing in a column is duty: a slot is ownership that rotates."""
        return not self.ground.people.is_slot(self.columns[column].role)

    def named(self, name: str) -> str | None:
        """The column of that name, else the first that counts as that role."""
        return self.cells.named(name)

    def look(self, instant: datetime, role: str) -> Callable[[str], tuple[Seat, ...] | None]:
        """Role words at an instant: who sits in the column of that name then, or, by the rota, a turn from it."""

        def find(word: str) -> tuple[Seat, ...] | None:
            base = self.named("primary") or next(iter(self.columns), None)
            if word in ("next", "previous") and base is not None:
                piece = at_instant(self.tracks[base], instant)
                step = 1 if word == "next" else -1
                return () if piece is None or piece.turn == NO_TURN else self.cells.at(base, piece.turn + step)
            if word == "others":
                taken = {seat.holder for name in self.columns for seat in self._sitting(name, instant)}
                return tuple(Seat(who) for who in self.ground.people.everybody(role) if who not in taken)
            column = self.named(word)
            return None if column is None else self._sitting(column, instant)

        return find

    def _sitting(self, column: str, instant: datetime) -> tuple[Seat, ...]:
        piece = at_instant(self.tracks[column], instant)
        return () if piece is None else piece.seats

    def served(self, column: str, low: datetime, high: datetime) -> Intervals:
        """When the column is served between two instants, with what holiday lines have opened."""
        opened_too = common(union(self.extra.get(column, ())), ((low, high),))
        return union((*self.open_hours(column, low, high), *opened_too))

    def open_hours(self, column: str, low: datetime, high: datetime) -> Intervals:
        """When the column is open between two instants, by its own hours or the rotation's."""
        hours = self.columns[column].hours
        told = self.rotation.hours if hours is None else hours
        return opened(told, self.hours_clock, self.ground.zones, self.ground.days, low, high)


def pipelines_of(team: Team, selector: Selector) -> tuple[Pipeline, ...]:
    """The pipelines that a selector of on-call chooses: none that says nobody is on call for it."""
    known: tuple[Pipeline, ...] = team.sound("pipelines") or ()
    return tuple(each for each in known if each.sound("oncall_none") is None and selects(selector, each))


def day_interval(clock: Clock, day: date) -> Interval:
    """An on-call day as instants."""
    return clock.begin(day), clock.begin(day + timedelta(days=1))
