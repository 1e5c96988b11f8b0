"""A holiday shared in parts: who has which minutes of the day, and whether the parts fit together."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pipecheck.model.oncall import HolidayAssignment, Rotation, SplitPart
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.hours import span_of_day
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Place
from pipecheck.rules.prose import listed

DAY = 1440
"""The minutes of a day."""


class Cell(NamedTuple):
    """Who stands in a column for a part, in minutes from midnight; past midnight beyond 1440."""

    part: int
    column: str
    start: int
    end: int
    people: tuple[str, ...]
    candidates: tuple[str, ...]
    counts: bool
    """Whether its hours are added up: a standby's are not."""
    place: Place

    @property
    def minutes(self) -> Iterable[int]:
        """The minutes of the clock it holds; an hour after midnight is an hour of the day."""
        return (minute % DAY for minute in range(self.start, min(self.end, self.start + DAY)))


class Fault(NamedTuple):
    """What is wrong: in a column, or with somebody's hours."""

    kind: str
    """`hole`, `overlap`, `alone` or `hours`."""
    of: str
    """The column, or the person."""


class Split(NamedTuple):
    """A day in parts, and what its shares are measured by."""

    cells: tuple[Cell, ...]
    always: frozenset[str]
    """The columns that are to be held all around the clock."""
    able: tuple[str, ...]
    """Whoever could have a part, in the order of the file."""
    most: int
    """The minutes of the day one person may have, be it that a smaller share cannot be had."""

    def column(self, name: str) -> list[Cell]:
        return [cell for cell in self.cells if cell.column == name]

    def holders(self, column: str) -> list[list[Cell]]:
        """For each minute of the day, the cells of a column that hold it."""
        held: list[list[Cell]] = [[] for _ in range(DAY)]
        for cell in self.column(column):
            for minute in cell.minutes:
                held[minute].append(cell)
        return held

    def holes(self, column: str) -> list[tuple[int, int]]:
        """The stretches that no part holds, from midnight to midnight; without need for the whole day, between them."""
        held = self.holders(column)
        low, high = 0, DAY
        if column not in self.always:
            low = max(min(cell.start for cell in self.column(column)), 0)
            high = min(max(cell.end for cell in self.column(column)), DAY)
        return _stretches(minute for minute in range(low, high) if not held[minute])

    def overlaps(self, column: str) -> list[tuple[int, int]]:
        """The stretches for which two parts name different people."""
        held = self.holders(column)
        return _stretches(minute for minute in range(DAY) if len({cell.people for cell in held[minute]}) > 1)

    def hours(self) -> dict[str, int]:
        """The minutes of everybody who has any, whatever the roles; two at one time count once."""
        minutes: dict[str, set[int]] = {}
        for cell in self.cells:
            for who in cell.people if cell.counts else ():
                minutes.setdefault(who, set()).update(cell.minutes)
        return {who: len(held) for who, held in minutes.items()}

    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong with it, each once."""
        columns = tuple(dict.fromkeys(cell.column for cell in self.cells))
        found = [Fault("hole", name) for name in columns if self.holes(name)]
        found += [Fault("overlap", name) for name in columns if self.overlaps(name)]
        alone = [name for name in columns if self._is_alone(name)]
        found += [Fault("alone", name) for name in alone]
        said = {who for name in alone for cell in self.column(name) for who in cell.people}
        found += [Fault("hours", who) for who, held in self.hours().items() if held > self.most and who not in said]
        return tuple(found)

    def _is_alone(self, column: str) -> bool:
        cells = self.column(column)
        people = {who for cell in cells for who in (*cell.people, *cell.candidates)}
        return len(people) == 1 and len(self.able) > 1 and cells[0].counts

    def filled(self, person: str) -> "Split":
        """With everything that one of several has given to somebody who may be that one."""
        cells = (
            cell._replace(people=(person,), candidates=())
            if person in cell.candidates
            else cell._replace(people=cell.candidates[:1] or cell.people, candidates=())
            for cell in self.cells
        )
        return self._replace(cells=tuple(cells))


def _stretches(minutes: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for minute in minutes:
        if found and found[-1][1] == minute:
            found[-1] = (found[-1][0], minute + 1)
        else:
            found.append((minute, minute + 1))
    return found


# ---- from a line to minutes


def split_of(line: HolidayAssignment, view: TeamView, roles: Sequence[str], max_hours: int) -> Split:
    """The split of a line. `roles` are those whose hours count, `max_hours` the most one person should have.

    Raises NotStated where its parts are told in several zones, and the team's zone or the date is not told.
    """
    oncall, members = view.team.oncall, view.team.members
    scope = [r for r in (oncall.rotations if oncall else ()) if line.rotation is None or r.id == line.rotation.id]
    counted_as = {column.name: column.role for rotation in scope for column in rotation.columns}
    cells: list[Cell] = []
    for number, part in enumerate(line.split):
        start, end = _minutes(part, line, view)
        for column, party in part.cells.items():
            names = tuple(ref.id for ref in party.names if view.team.person(ref) is not None)
            if party.everybody:
                names = tuple(member.id for member in members or ())
            told, unsure = ((), names) if party.among or party.everybody else (names, ())
            counts = counted_as.get(column, column) in roles
            cells.append(Cell(number, column, start, end, told, unsure, counts, party.at))
    able = tuple(each.id for each in members or () if any(each.may_hold(role) for role in roles))
    able = able or tuple(dict.fromkeys(who for cell in cells for who in (*cell.people, *cell.candidates)))
    whole = sum((cell.end - cell.start) * max(len(cell.people), 1) for cell in cells if cell.counts)
    most = max(max_hours * 60, -(-whole // max(len(able), 1)))
    always = frozenset(cell.column for cell in cells if _is_always(cell.column, scope))
    return Split(tuple(cells), always, able, most)


def _is_always(column: str, scope: Sequence[Rotation]) -> bool:
    """Whether any rotation has the column all around the clock."""
    told = [(each, rotation) for rotation in scope for each in rotation.columns if each.name == column]
    return not told or any(not (rotation.hours if each.hours is None else each.hours) for each, rotation in told)


def _minutes(part: SplitPart, line: HolidayAssignment, view: TeamView) -> tuple[int, int]:
    """A part in minutes from midnight by the team's clock; as written where all parts are in one zone.

    Raises NotStated where zones differ and the team's, or the date, is not told.
    """
    if len({each.timezone for each in line.split}) == 1:
        return part.start, part.end if part.end > part.start else part.end + DAY
    own = zone_of(view.team.timezone, view.zones)
    if own is None:
        at = view.team.at("timezone")
        raise NotStated(Undecided("timezone", at, why="which hours the parts of a day are, told in several zones"))
    zone = own if part.timezone is None else zone_of(part.timezone, view.zones)
    day = _day(line, view)
    midnight = Clock(own).midnight(day)
    start, end = span_of_day(Clock(zone), day, part.start, part.end)
    return (start - midnight) // timedelta(minutes=1), (end - midnight) // timedelta(minutes=1)


def _day(line: HolidayAssignment, view: TeamView) -> date:
    days: tuple[date, ...] = () if line.date is None else (line.date,)
    if not days and (line.season is not None or line.year is not None):
        days = view.calendar.date_of(line.holiday.id, season=line.season, year=line.year)
    if not days:
        why = "which day the parts of it lie on, told in several zones"
        raise NotStated(Undecided("oncall.holidays.season", line.at("season"), why=why))
    return days[0]


# ---- in words


def hours_text(minutes: int) -> str:
    """`20 h`, `7 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def clock_text(stretches: Sequence[tuple[int, int]]) -> str:
    """`00:00 to 12:00 and 20:00 to 24:00`."""
    return listed(f"{time_text(start)} to {time_text(end)}" for start, end in stretches)


def time_text(minute: int) -> str:
    """`24:00` is the end of a day; what lies after it is told by the clock."""
    minute = minute if minute == DAY else minute % DAY
    return f"{minute // 60:02}:{minute % 60:02}"
