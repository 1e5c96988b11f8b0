"""Who is away on which working day, and which days in a row are one stretch of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple

from pipecheck.model.people import Member
from pipecheck.model.value import When
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Place, Undecided

_DAY = timedelta(days=1)
_LONGEST = 3660 * _DAY
"""Of a longer time off, such as one to the year 9999, only the first ten years are looked at."""


class Away(NamedTuple):
    """A time off of a member: the days that it takes whole. Who is at work and only not on call is not away."""

    member: str
    first: date
    last: date
    at: Place


def working_days_away(view: TeamView) -> Mapping[date, tuple[Away, ...]]:
    """Every working day on which somebody is away, and who, in order of time. Raises NotStated where members, or what
    they say of time off, were set aside."""
    return view.measure(_working_days_away)


def days_unknown(view: TeamView) -> Undecided | None:
    """What is missing to know which days are working days, if anything is."""
    if view.calendar.knows():
        return None
    return Undecided("calendar.region", view.team.at("calendar", "region"), why="which days are working days")


def runs(view: TeamView, days: Sequence[date]) -> list[tuple[date, ...]]:
    """Days, in order, as stretches with no other working day in between."""
    found: list[list[date]] = []
    for day in days:
        if found and view.calendar.add_working_days(found[-1][-1], 1, view.team.working_days) == day:
            found[-1].append(day)
        else:
            found.append([day])
    return [tuple(each) for each in found]


def _working_days_away(view: TeamView) -> Mapping[date, tuple[Away, ...]]:
    found: dict[date, list[Away]] = {}
    for member in view.team.members or ():
        for away in _aways(member):
            for number in range((away.last - away.first).days + 1):
                day = away.first + number * _DAY
                if view.calendar.is_working_day(day, view.team.working_days):
                    found.setdefault(day, []).append(away)
    return MappingProxyType({day: tuple(found[day]) for day in sorted(found)})


def _aways(member: Member) -> list[Away]:
    aways: list[Away] = []
    for off in member.time_off:
        if off.there:
            continue
        first, last = _first_day(off.first), _last_day(off.last)
        if first <= last:
            aways.append(Away(member.id, first, first + min(last - first, _LONGEST), off.at))
    return aways


def _first_day(when: When) -> date:
    """The first day that is off whole."""
    if not isinstance(when, datetime):
        return when
    return when.date() if when.time() == time() else when.date() + _DAY


def _last_day(when: When) -> date:
    return when.date() - _DAY if isinstance(when, datetime) else when
