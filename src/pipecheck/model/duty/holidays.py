"""Who has which holiday: by the schedule inside the span, by lines and history outside it (semantics §17)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import MINYEAR, date, datetime, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from pipecheck.model.calendar import Event, season_of
from pipecheck.model.duty.pools import named
from pipecheck.model.holiday import Holiday
from pipecheck.model.oncall import HolidayAssignment
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.occasions import days_within, own_dates, whole_years
from pipecheck.model.schedule import Schedule, Segment
from pipecheck.model.team import Team
from pipecheck.model.value import Party
from pipecheck.model.view import TeamView
from pipecheck.source.place import Place


class HeldHoliday(NamedTuple):
    """Who has one occurrence of a holiday, in one role of one rotation."""

    holiday: str
    """Its id, as messages print it."""
    dates: tuple[date, ...]
    """Its own dates; empty where the region is not told and it has none here."""
    season: int | None
    year: int | None
    role: str
    rotation: str
    """Empty where a line or `history` tells it for no rotation in particular."""
    holders: tuple[str, ...]
    """Ids, in order of time; several where a split or a party of several shares it."""
    state: Literal["held", "among", "open", "nobody", "uncovered"]
    candidates: tuple[str, ...] = ()
    because: tuple[Place, ...] = ()
    source: Literal["schedule", "line", "history"] = "schedule"
    subject: str = ""
    """The id of the `Holiday` it is about, inside the span."""


def holiday_holders(view: TeamView, roles: Collection[str]) -> tuple[HeldHoliday, ...]:
    """Everybody's holidays in some roles, by date: the majors if they are declared, else all public holidays.

    Inside the span as the schedule resolves them; outside, every year that a line or `history` tells. Raises NotStated
    as the schedule does.
    """
    return view.measure(_holders, frozenset(roles))


def holder_of_holiday(
    schedule: Schedule, holiday: Holiday, days: Sequence[date], clock: Clock, role: str, rotation: str
) -> HeldHoliday:
    """Who has a holiday: whoever has most of its local day, of two with the same part the incoming; all whom a split
    names. `days` are its own dates, `clock` tells the local day."""
    segments = schedule.segments(role=role, rotation=rotation)
    chosen = [segment for day in days for segment in _of_day(segments, day, clock)]
    return HeldHoliday(
        holiday.holiday,
        tuple(days),
        holiday.season,
        days[0].year if days else None,
        role,
        rotation,
        tuple(dict.fromkeys(segment.holder for segment in chosen if segment.holder is not None)),
        _state(chosen),
        tuple(dict.fromkeys(who for segment in chosen for who in segment.candidates)),
        tuple(dict.fromkeys(place for segment in chosen for place in segment.because)),
        subject=holiday.id,
    )


def _holders(view: TeamView, roles: frozenset[str]) -> tuple[HeldHoliday, ...]:
    found = [*_scheduled(view, roles)]
    inside = {(each.holiday, each.year) for each in found}
    found.extend(each for each in _told(view, roles) if (each.holiday, each.year) not in inside)
    found.extend(_past(view, roles))
    return tuple(sorted(found, key=_by_date))


def _by_date(held: HeldHoliday) -> tuple[bool, date, str, str, str]:
    first = held.dates[0] if held.dates else date(held.year or held.season or MINYEAR, 12, 31)
    return not held.dates, first, held.holiday, held.rotation, held.role


# ---- inside the span


def _scheduled(view: TeamView, roles: frozenset[str]) -> Iterator[HeldHoliday]:
    schedule, team = view.schedule, view.team
    dated = [holiday for holiday in view.each(Holiday) if holiday.dates]
    for rotation in team.oncall.rotations if team.oncall else ():
        clock = Clock(zone_of(team.timezone, view.zones) or schedule.zone(rotation.id))
        for role in dict.fromkeys(column.role for column in rotation.columns if column.role in roles):
            for holiday in dated:
                own = own_dates(holiday.holiday, holiday.dates, view.calendar)
                days = days_within(own, *schedule.span(rotation.id), clock)
                if days:
                    yield holder_of_holiday(schedule, holiday, days, clock, role, rotation.id)


def _of_day(segments: Sequence[Segment], day: date, clock: Clock) -> list[Segment]:
    """The segments of whoever has a local day."""
    start, end = clock.midnight(day), clock.midnight(day + timedelta(days=1))
    here = [segment for segment in segments if segment.start < end and segment.end > start]
    if any("split" in place.route for segment in here for place in segment.because):
        return here
    parts = _by_group(here, start, end)
    if not parts:
        return []
    return max(parts, key=lambda part: (part[0], part[1]))[2]


def _by_group(
    segments: Sequence[Segment], start: datetime, end: datetime
) -> list[tuple[timedelta, datetime, list[Segment]]]:
    """How long each group of people has the day together, since when it last did, and its segments."""
    bounds = sorted({max(s.start, start) for s in segments} | {min(s.end, end) for s in segments})
    groups: dict[tuple[object, ...], tuple[timedelta, datetime, list[Segment]]] = {}
    for low, high in pairwise(bounds):
        here = [segment for segment in segments if segment.start <= low < segment.end]
        if here:
            key = tuple((segment.holder, segment.state, segment.candidates) for segment in here)
            before = groups.get(key, (timedelta(), low, []))
            groups[key] = (before[0] + (high - low), low, before[2] + here)
    return list(groups.values())


def _state(segments: Sequence[Segment]) -> Literal["held", "among", "open", "nobody", "uncovered"]:
    states = {segment.state for segment in segments}
    for state in ("among", "held", "open", "nobody"):
        if state in states:
            return state
    return "uncovered"


# ---- outside it


def _told(view: TeamView, roles: frozenset[str]) -> Iterator[HeldHoliday]:
    """What lines tell of years that the schedule does not reach, and of holidays without a date."""
    team, calendar = view.team, view.calendar
    wanted = _counted(view)
    for line in team.oncall.holidays if team.oncall else ():
        short = calendar.resolve(line.holiday.id)
        if short is None or (wanted is not None and short not in wanted):
            continue
        for season, year, cells in _years(line):
            event = _event(view, short, line, season, year)
            if event is None and calendar.dated(short):
                continue
            at = year if event is None else event.year
            for name, party in cells.items():
                role = _role(team, name)
                if role in roles:
                    yield _line(team, short, event, event.season if event else season, at, role, line, party)


def _counted(view: TeamView) -> frozenset[str] | None:
    """The holidays that count: the majors, as printed, if declared; None is all."""
    majors = view.calendar.majors
    return None if majors is None else frozenset(majors)


def _years(line: HolidayAssignment) -> Iterator[tuple[int | None, int | None, Mapping[str, Party]]]:
    """The years a line tells by itself, season or year, and who has them."""
    if line.turn is not None and line.turn.unit == "y":
        if line.start is None:
            return
        for entry in range(max(map(len, line.cells.values()), default=0)):
            cells = {name: parties[entry % len(parties)] for name, parties in line.cells.items() if parties}
            yield None, line.start + entry * line.turn.amount, cells
    elif line.turn is None and line.row is None:
        cells = {name: parties[0] for name, parties in line.cells.items() if parties}
        if line.date is not None:
            yield None, line.date.year, cells
        elif line.season is not None or line.year is not None:
            yield line.season, line.year, cells


def _event(view: TeamView, holiday: str, line: HolidayAssignment, season: int | None, year: int | None) -> Event | None:
    first = season or year or MINYEAR
    events = view.calendar.events(*whole_years(first, first + 1), (holiday,))
    if line.date is not None:
        return next((each for each in events if line.date in each.dates), None)
    return next((each for each in events if (each.season == season if season is not None else each.year == year)), None)


def _line(
    team: Team,
    holiday: str,
    event: Event | None,
    season: int | None,
    year: int | None,
    role: str,
    line: HolidayAssignment,
    party: Party,
) -> HeldHoliday:
    rotation = line.rotation.id if line.rotation is not None else ""
    dates = event.dates[:1] if event is not None else ()
    return _held(
        team, HeldHoliday(holiday, dates, season, year, role, rotation, (), "held", (), (party.at,), "line"), party
    )


def _past(view: TeamView, roles: frozenset[str]) -> Iterator[HeldHoliday]:
    team, calendar = view.team, view.calendar
    wanted = _counted(view)
    for past in team.history.holidays if team.history is not None else ():
        short = calendar.resolve(past.holiday.id) or past.holiday.id
        if wanted is not None and short not in wanted:
            continue
        dates: tuple[date, ...] = () if past.date is None else (past.date,)
        if not dates and (past.season is not None or past.year is not None):
            dates = calendar.date_of(short, season=past.season, year=past.year)[:1]
        season, year = past.season, past.year
        if dates:
            season = season if season is not None else season_of(dates[0])
            year = year if year is not None else dates[0].year
        for name, party in past.cells.items():
            role = _role(team, name)
            if role in roles:
                told = HeldHoliday(short, dates, season, year, role, "", (), "held", (), (party.at,), "history")
                yield _held(team, told, party)


def _held(team: Team, told: HeldHoliday, party: Party) -> HeldHoliday:
    people = tuple(dict.fromkeys(named(team, party)))
    if party.reason is not None:
        return told._replace(state="nobody")
    if party.open:
        return told._replace(state="open")
    if party.among or party.everybody:
        return told._replace(state="among", candidates=people)
    return told._replace(holders=people)


def _role(team: Team, column: str) -> str:
    """What a cell's name counts as: a column of some rotation, else itself."""
    columns = (c for rotation in (team.oncall.rotations if team.oncall else ()) for c in rotation.columns)
    return next((each.role for each in columns if each.name == column), column)
