"""How heavy duty is: days weighed by what they are to whoever has them, a working day, a weekend, a holiday."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from pipecheck.model.duty.parts import part
from pipecheck.model.duty.pools import Pool
from pipecheck.model.intervals import Interval, Intervals, common, minus, union, within
from pipecheck.model.people import Member
from pipecheck.model.resolve.clock import DAY, Clock, zone_of
from pipecheck.model.schedule import Segment
from pipecheck.model.view import TeamView

_TICK = timedelta(microseconds=1)


class Weights(NamedTuple):
    """What a day counts. Of several that apply the heaviest does, alone: a holiday on a Saturday is a holiday."""

    weekday: Fraction = Fraction(1)
    weekend: Fraction = Fraction(2)
    holiday: Fraction = Fraction(3)
    major: Fraction = Fraction(4)
    backup: Fraction = Fraction(1, 2)
    """What a day in any role but primary counts, as a part of a day as primary."""


class Turn(NamedTuple):
    """A turn by its rotation and number."""

    rotation: str
    number: int


def burdens(view: TeamView, pool: Pool, weights: Weights) -> Mapping[str, Mapping[Turn, Fraction]]:
    """What every turn weighs for everybody counted, by their own days and holidays (zone and region of the member).

    A day counts by the part that somebody has of the hours served in it; as primary and backup at one time it counts
    as primary. Of a turn that one of several has, everybody has an equal part. Raises NotStated as the schedule does.
    """
    return view.measure(_burdens, pool, weights)


def _burdens(view: TeamView, pool: Pool, weights: Weights) -> dict[str, dict[Turn, Fraction]]:
    members = {member.id: member for member in view.team.members or ()}
    roles = {(each.rotation, each.column): each.role for each in view.schedule.stretches()}
    primary = tuple(column for column in pool.columns if roles.get(column) == "primary")
    backup = tuple(column for column in pool.columns if column not in primary)
    found: dict[str, dict[Turn, Fraction]] = {}
    for who in pool.counted:
        days = _Days(view, pool, members.get(who), weights)
        own = found.setdefault(who, {})
        taken: Intervals = ()
        for columns, factor in ((primary, Fraction(1)), (backup, weights.backup)):
            held = [*_held(view, columns, who)]
            served = _Served(days, union(stretch for column in columns for stretch in view.schedule.hours(*column)))
            for segment, equal in held:
                turn = Turn(segment.rotation, segment.turn)
                weight = sum(
                    (served.weight(stretch) for stretch in minus(((segment.start, segment.end),), taken)),
                    Fraction(0),
                )
                own[turn] = own.get(turn, Fraction(0)) + factor * equal * weight
                taken = union((*taken, (segment.start, segment.end))) if equal == 1 else taken
    return found


def _held(view: TeamView, columns: tuple[tuple[str, str], ...], who: str) -> Iterator[tuple[Segment, Fraction]]:
    """The stretches somebody has, or may have, in some columns, and for which part they count."""
    for segment in view.schedule.segments():
        if (segment.rotation, segment.column) in columns:
            if segment.holder == who:
                yield segment, Fraction(1)
            elif segment.state == "among" and who in segment.candidates:
                yield segment, Fraction(1, len(segment.candidates))


class _Days:
    """The days of one person, and what they weigh."""

    def __init__(self, view: TeamView, pool: Pool, member: Member | None, weights: Weights) -> None:
        team, schedule = view.team, view.schedule
        zone = zone_of((member.timezone if member else None) or team.timezone, view.zones)
        self.clock = Clock(zone or schedule.zone(pool.rotations[0]))
        self._span = (schedule.start, schedule.end)
        self._working = team.working_days
        self._weights = weights
        first, last = schedule.start.date() - DAY, schedule.end.date() + DAY
        self._holidays: dict[date, Fraction] = {}
        for entry in view.calendar.holidays(first, last, member.region if member else None):
            weight = weights.major if entry.major else weights.holiday
            self._holidays[entry.date] = max(weight, self._holidays.get(entry.date, weight))

    def days_of(self, stretch: Interval) -> Iterator[date]:
        """The days that a stretch touches."""
        day, last = self.clock.local(stretch[0]).date(), self.clock.local(stretch[1] - _TICK).date()
        while day <= last:
            yield day
            day += DAY

    def hours_of(self, day: date, served: Intervals) -> tuple[Interval, Intervals]:
        """A day from midnight to midnight, and what there is to be had of it."""
        whole = (self.clock.midnight(day), self.clock.midnight(day + DAY))
        hours = within(served, whole)
        # What the span cuts off of a day that is served without a break was served, too.
        return whole, (whole,) if hours == common((whole,), (self._span,)) else hours

    def weight(self, day: date) -> Fraction:
        """What a day counts."""
        usual = self._weights.weekday if day.weekday() in self._working else self._weights.weekend
        return max(usual, self._holidays.get(day, usual))


class _Served:
    """What a person's days weigh where some hours are served: looked up once for each day."""

    def __init__(self, days: _Days, served: Intervals) -> None:
        self._days = days
        self._served = served
        self._known: dict[date, tuple[Interval, Intervals]] = {}

    def weight(self, stretch: Interval) -> Fraction:
        """What a stretch weighs, where the hours served are all there is to be had of each day."""
        total = Fraction(0)
        for day in self._days.days_of(stretch):
            if day not in self._known:
                self._known[day] = self._days.hours_of(day, self._served)
            whole, hours = self._known[day]
            own = ((max(stretch[0], whole[0]), min(stretch[1], whole[1])),)
            if own == hours:
                total += self._days.weight(day)
            else:
                total += self._days.weight(day) * part(own, hours, self._days.clock)
        return total
