"""How undated rotas and holiday lines may begin: every start that a team's files leave open (semantics §22)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from math import lcm
from typing import NamedTuple

from pipecheck.model.calendar import TeamCalendar
from pipecheck.model.oncall import HolidayAssignment, OnCall, Rotation
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.clock import DAY
from pipecheck.model.resolve.span import AsOf, within_reach
from pipecheck.model.resolve.turns import add_months, does_repeat, entries, is_undated, lengths, months_in
from pipecheck.model.team import Team
from pipecheck.model.value import Duration

MOST_PEOPLE = 12
MOST_STARTS = 100
_WEEK = 7
_DAY_MINUTES = 1440


class Start(NamedTuple):
    """One way in which whatever is undated may begin."""

    day: date | None = None
    """The day on which rotations without a start begin, together; None where all are dated."""
    years: int = 0
    """By how many entries holiday lines without a year are further on."""
    assumed: str = ""
    """What this start takes for granted, as half a sentence; empty where nothing is left open."""


class Starts(NamedTuple):
    """All ways, in a fixed order, and whether as-of decided them."""

    ways: tuple[Start, ...]
    dated: bool = False


def starts(team: Team, calendar: TeamCalendar, as_of: AsOf) -> Starts:
    """Every start that the undated rotations of a team could have; a single one where nothing is left open.

    Rotations without a start begin together, and so do holiday lines without a year. Raises NotStated above twelve
    people or a hundred starts.
    """
    oncall = team.oncall
    if oncall is None:
        return Starts((Start(),))
    undated = [rotation for rotation in oncall.rotations if is_undated(rotation)]
    turns = _years_open(oncall)
    if not undated:
        return _starts_of_lines(oncall, turns, as_of)
    period = oncall.period
    told = period.first if period is not None else None
    base = told.date() if isinstance(told, datetime) else told or as_of()
    with within_reach(team):
        days = _days(undated, base, team, calendar, turns)
    ways = tuple(
        Start(one.anchor, years, _assumed(undated, one.told if len(days) > 1 else None, years, turns, base.year))
        for one in days
        for years in range(turns)
    )
    return Starts(ways, dated=told is None)


def anchor_of(rotation: Rotation, start: Start) -> date | None:
    """The day on which turn 0 of a rotation begins: its own start, or the one that is tried.

    A rotation that hands off on another weekday begins on the first such day after the others.
    """
    if not is_undated(rotation) or start.day is None:
        return rotation.start
    weekday = rotation.handoff.day if rotation.handoff else None
    return start.day if weekday is None else _on_weekday(start.day, weekday)


# ---- days


class _Day(NamedTuple):
    """A day to try: from where to count, and what to call it; a whole round lies between them, or nothing."""

    anchor: date
    told: date


def _days(undated: Sequence[Rotation], base: date, team: Team, calendar: TeamCalendar, turns: int) -> list[_Day]:
    """The days to try, the first on or after `base`, the others a day or week earlier each, for one round.

    Rotas that go round are counted from a round before that, so that they are there all through the span.
    """
    weekday = next((r.handoff.day for r in undated if r.handoff and r.handoff.day is not None), None)
    step = 1 if weekday is None else _WEEK
    first = base if weekday is None else _on_weekday(base, weekday)
    if not all(does_repeat(rotation) for rotation in undated):
        return [_Day(day, day) for day in (first + offset * DAY for offset in range(0, _WEEK, step))]
    rounds = [(lengths(rotation), entries(rotation)) for rotation in undated]
    by_calendar = next(((each, count) for each, count in rounds if any(one.minutes is None for one in each)), None)
    people = len({who for rotation in undated for who in _people(rotation)})
    if by_calendar is not None:
        _check(by_calendar[1] * turns, "oncall.rotations.start", undated[0], people)
        return [_Day(day, day) for day in _by_calendar(*by_calendar, first, team, calendar)]
    minutes = (sum(one.minutes or 0 for one in each) * (count // len(each)) for each, count in rounds)
    round_days = lcm(*minutes, _DAY_MINUTES, step * _DAY_MINUTES) // _DAY_MINUTES
    _check(round_days // step * turns, "oncall.rotations.start", undated[0], people)
    starts_told = (first - offset * DAY for offset in range(0, round_days, step))
    return [_Day(day - round_days * DAY, day) for day in starts_told]


def _people(rotation: Rotation) -> Iterator[str]:
    """Who is named in its orders and rows."""
    parties = [party for column in rotation.columns for party in column.order or ()]
    parties.extend(party for row in rotation.turns for party in row.cells.values())
    return (ref.id for party in parties for ref in party.names)


def _by_calendar(each: Sequence[Duration], count: int, first: date, team: Team, calendar: TeamCalendar) -> list[date]:
    """Days from which each turn of a round would begin on one day, a round and more later: with turns of working days
    on the first, with months on the first of one."""
    begin = datetime.combine(first, time())
    if first.day > 1 and not any(one.unit == "wd" for one in each):
        begin = add_months(begin, 1).replace(day=1)
    found = []
    for turn in range(count):
        local: datetime | None = begin
        for number in reversed(range(count + turn)):
            local = None if local is None else _before(local, each[number % len(each)], team, calendar)
        if local is not None:
            found.append(local.date())
    return found


def _before(local: datetime, length: Duration, team: Team, calendar: TeamCalendar) -> datetime | None:
    """When a turn began that ends then; None where nobody ever works."""
    if length.unit != "wd":
        return add_months(local, -months_in(length)) - timedelta(minutes=length.minutes or 0)
    day = calendar.add_working_days(local.date(), -length.amount, team.working_days)
    return None if day is None else datetime.combine(day, time())


def _on_weekday(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % _WEEK)


# ---- years


def _starts_of_lines(oncall: OnCall, turns: int, as_of: AsOf) -> Starts:
    """The years in which holiday lines may begin, where all rotations tell when they do."""
    if turns == 1:
        return Starts((Start(),))
    _check(turns, "oncall.holidays.start", oncall)
    period = oncall.period
    days = [day for rotation in oncall.rotations for day in (rotation.start, *(row.first for row in rotation.turns))]
    days.append(period.first if period is not None else None)
    told = next((day.year for day in days if day is not None), None)
    near = as_of().year if told is None else told
    ways = tuple(Start(None, years, _assumed_years(years, turns, near)) for years in range(turns))
    return Starts(ways, dated=told is None)


def is_open_line(line: HolidayAssignment) -> bool:
    """Whether a holiday line takes turns by the year and does not say in which the first is."""
    yearly = line.turn is not None and line.turn.unit == "y"
    return yearly and line.start is None and any(len(parties) > 1 for parties in line.cells.values())


def _years_open(oncall: OnCall) -> int:
    sizes = (len(parties) for line in oncall.holidays if is_open_line(line) for parties in line.cells.values())
    return lcm(*(size for size in sizes if size))


# ---- words and bounds


def _assumed(undated: Sequence[Rotation], day: date | None, years: int, turns: int, near: int) -> str:
    names = " and ".join(f"'{rotation.id}'" for rotation in undated)
    rota = f"{names} {'begins' if len(undated) == 1 else 'begin'} on {day}" if day is not None else ""
    return "; ".join(part for part in (rota, _assumed_years(years, turns, near)) if part)


def _assumed_years(years: int, turns: int, near: int) -> str:
    """`near` is a year of the rota: the one told is the first from there on that the first entries serve."""
    return f"the first entries of `oncall.holidays` are for {near + (-years - near) % turns}" if turns > 1 else ""


def _check(count: int, missing: str, where: Rotation | OnCall, people: int = 0) -> None:
    if count > 1 and (people > MOST_PEOPLE or count > MOST_STARTS):
        at = where.at("start") if isinstance(where, Rotation) else where.at
        raise NotStated(Undecided(missing, at, why="when it begins"))
