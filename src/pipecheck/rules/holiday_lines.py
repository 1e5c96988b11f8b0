"""How a file says that somebody has a holiday: the edits by which one gets it."""

from collections.abc import Sequence
from datetime import date, timedelta

from pipecheck.model.intervals import union
from pipecheck.model.oncall import HolidayAssignment
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.occasions import own_dates
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Edit, Insert, Place, Plain, Put
from pipecheck.rules.takers import takers

_MONTH = timedelta(days=31)


def free_on(view: TeamView, role: str, dates: Sequence[date], *, but: Sequence[str] = ()) -> tuple[str, ...]:
    """The members who could have a role on all of these days, best first: see `takers`."""
    clock = Clock(zone_of(view.team.timezone, view.zones))
    days = ((clock.midnight(day), clock.midnight(day + timedelta(days=1))) for day in dates)
    return takers(view, role, union(days), but=but)


def assigned(
    view: TeamView, holiday: str, dates: Sequence[date], season: int | None, role: str, rotation: str, person: str
) -> tuple[Edit, ...]:
    """The edit by which somebody gets a holiday: another name in the line there is, or a line; none where the line
    tells several people, or the occurrence is not told apart."""
    oncall = view.team.oncall
    if oncall is None:
        return ()
    column = _column(view, role, rotation)
    lines = [line for line in oncall.holidays if view.calendar.resolve(line.holiday.id) == holiday]
    told = [line for line in lines if _speaks_of(line, dates, season) and _is_for(line, rotation)]
    if told:
        cell = told[-1].cells.get(column, ()) if not told[-1].split else ()
        return (Put(cell[0].at, person),) if len(cell) == 1 and told[-1].turn is None else ()
    if season is None or any(line.turn is not None for line in lines):
        return ()
    line: dict[str, Plain] = {"holiday": holiday, "season": season}
    if any(each.takes == "turn" for each in oncall.holidays):
        line["takes"] = "turn"
    if len(oncall.rotations) > 1:
        line["rotation"] = rotation
    line[column] = person
    at = Place(oncall.at.document, (*oncall.at.route, "holidays"))
    return (Insert(at, line),) if "holidays" in oncall.given else (Put(at, [line]),)


def date_by_year(view: TeamView, line: HolidayAssignment) -> date | None:
    """The first own date that a line means by its `year`, a day off or not; None where it tells none, or tells more
    than the year."""
    year = line.year
    if year is None or line.date is not None or line.season is not None:
        return None
    events = view.calendar.events(date(year, 1, 1) - _MONTH, date(year, 12, 31) + _MONTH, (line.holiday.id,))
    own = (
        day
        for event in events
        if event.year == year
        for day in (*own_dates(event.id, event.dates, view.calendar), *event.moved)
    )
    return min(own, default=None)


def _column(view: TeamView, role: str, rotation: str) -> str:
    """The column that counts as a role, by its name."""
    rotations = view.team.oncall.rotations if view.team.oncall else ()
    own = [each for each in rotations if each.id == rotation] or list(rotations)
    names = [column.name for each in own for column in each.columns if column.role == role]
    return role if role in names or not names else names[0]


def _is_for(line: HolidayAssignment, rotation: str) -> bool:
    """Whether a line changes this rotation; where none in particular is meant, every line may."""
    return line.rotation is None or rotation in ("", line.rotation.id)


def _speaks_of(line: HolidayAssignment, dates: Sequence[date], season: int | None) -> bool:
    """Whether a line is for this occurrence: by date, season or year, or because it says none of them."""
    if line.date is not None:
        return line.date in dates
    if line.season is not None:
        return line.season == season
    return line.year in (None, *(day.year for day in dates))
