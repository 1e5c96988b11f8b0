"""How rules say when something is so, and how much of the time: by the week where all are alike, else by dates."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction

from pipecheck.model.duty import local_text
from pipecheck.model.intervals import Interval, Intervals, length
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Place
from pipecheck.rules.prose import counted, stretch, when
from pipecheck.rules.takers import of_days, oncall_days

_WEEK = timedelta(days=7)
_SECOND = timedelta(seconds=1)


def hours_in(stretches: Iterable[Interval]) -> Fraction:
    """How many hours they are together."""
    return Fraction(length(stretches) // _SECOND, 3600)


def plain(hours: Fraction) -> str:
    """A number of hours as people write it: `106`, `7.5`."""
    return f"{int(hours):,}" if hours.denominator == 1 else f"{float(hours):,.1f}"


def hours_told(view: TeamView, rotations: Collection[str]) -> Iterator[Place]:
    """Where some rotations tell their hours: those of columns, then those of the rotation."""
    for rotation in view.team.oncall.rotations if view.team.oncall else ():
        if rotation.id in rotations:
            for column in rotation.columns:
                if column.hours:
                    yield column.at._replace(route=(*column.at.route, "hours"))
            if rotation.hours:
                yield rotation.at("hours")


def said(view: TeamView, rotation: str, stretches: Intervals, each: str = "time") -> str:
    """`106 of 168 hours a week, first Mon 18:00–Tue 08:00` where all weeks are alike; else the first by its date, and
    how often it comes round, in gaps or whatever `each` is. By the clock of a rotation, or of the team where there is
    none of that name."""
    zone = _zone(view, rotation)
    week = every_week(view, stretches, zone)
    if week:
        hours = sum(((end - start) // _SECOND for start, end in week), 0)
        return f"{plain(Fraction(hours, 3600))} of 168 hours a week, first {stretch(*week[0])}"
    first = _dated(view, rotation, stretches[0], zone)
    if len(stretches) == 1:
        return first
    return f"{first}, the first of {counted(len(stretches), each)}, {plain(hours_in(stretches))} hours in all"


def every_week(view: TeamView, stretches: Sequence[Interval], zone: tzinfo) -> list[Interval]:
    """The stretches that begin in a week, from Monday by the wall clock, if all weeks of the span are alike; else none.

    The first and the last week may lack what the ends of the span cut off.
    """
    clock = Clock(zone)
    begin, end = clock.local(view.schedule.start), clock.local(view.schedule.end)
    monday = datetime.combine(begin.date() - timedelta(days=begin.weekday()), datetime.min.time())
    weeks: dict[int, list[Interval]] = {}
    for one in stretches:
        start, stop = clock.local(one[0]), clock.local(one[1])
        if start > begin and stop < end:
            week = (start - monday) // _WEEK
            weeks.setdefault(week, []).append((start - week * _WEEK, stop - week * _WEEK))
    last = (end - monday) // _WEEK - 1
    here = weeks.get(1, [])
    inner = all(weeks.get(week) == here for week in range(2, last))
    return here if last > 3 and inner and all(set(weeks.get(week, ())) <= set(here) for week in weeks) else []


def _zone(view: TeamView, rotation: str) -> tzinfo:
    if rotation in {each.id for each in (view.team.oncall.rotations if view.team.oncall else ())}:
        return view.schedule.zone(rotation)
    return Clock(zone_of(view.team.timezone, view.zones)).zone


def _dated(view: TeamView, rotation: str, one: Interval, zone: tzinfo) -> str:
    """Whole days of duty by their dates, parts of them by the clock."""
    run = oncall_days(view, rotation, (one,))[0]
    return when(*run) if of_days(view, rotation, run) == one else f"from {local_text(one, zone)}"
