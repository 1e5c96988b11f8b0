"""A holiday line whose date, or row, is not that holiday's.

What it checks
--------------
A line of `oncall.holidays` with a `date` gives one of that holiday's: its own, or one observed for it, in the region of
the team or of any member. A line with a `row` is noted on a row of a rota in which such a date lies. Where a line tells
its `season` or `year` beside the date, the date is of that one.

A line without a party is judged just so: it is a claim about the date and nothing else.

Why it matters
--------------
The line applies to the day that is written. On the holiday itself the plain rota runs on, and whoever was promised the
day off has it a day late.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [thanksgiving, christmas]}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - {holiday: thanksgiving, date: 2026-11-27, primary: bob}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [thanksgiving, christmas]}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - {holiday: thanksgiving, date: 2026-11-26, primary: bob}
```

Known limits
------------
Dates that follow the moon are estimates, and a day beside one counts as right. Rows are looked up in the period; the
rows of an order are its turns, counted from the first. Past holidays, under `history`, are taken as they are told.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pipecheck.model.calendar import Event, TeamCalendar, team_calendar
from pipecheck.model.oncall import HolidayAssignment, Rotation
from pipecheck.model.resolve.clock import rotation_clock
from pipecheck.model.resolve.occasions import own_dates
from pipecheck.model.resolve.turns import Shift, laps
from pipecheck.rules.base import (
    Fact,
    Key,
    Level,
    NoParams,
    Outcome,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import days, listed, when

_YEAR = timedelta(days=366)
_DAY = timedelta(days=1)


def _concerned(line: HolidayAssignment, params: NoParams) -> bool:
    return line.date is not None or line.row is not None


@rule(HolidayAssignment, level=Level.error, profile=Profile.essential, params=NoParams, applies=_concerned)
def check(line: HolidayAssignment, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    if view.calendar.resolve(line.holiday.id) is None:
        return
    if not view.calendar.dated(line.holiday.id):
        why = f"when {line.holiday.id} is"
        yield Undecided("calendar.region", view.team.at("calendar", "region"), why=why)
        return
    if line.date is not None:
        yield from _by_date(line, line.date, view)
    if line.row is not None:
        yield from _by_row(line, line.row, view)


# ---- the dates there are


def _calendars(view: TeamView) -> tuple[TeamCalendar, ...]:
    """The team's calendar, then those of its members' regions."""
    regions = dict.fromkeys(member.region for member in view.team.members or () if member.region)
    return (view.calendar, *(team_calendar(region, view.calendar.calendars) for region in regions))


def _occurrences(line: HolidayAssignment, first: date, last: date, view: TeamView) -> list[Event]:
    """Every occurrence between two days, by any of these calendars."""
    return [event for calendar in _calendars(view) for event in calendar.events(first, last, (line.holiday.id,))]


def _moved(day: date, by: timedelta) -> date:
    """A day so much earlier or later, as far as dates go."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def _dates(event: Event) -> tuple[date, ...]:
    """All of its dates: days off, and own dates that are none."""
    return tuple(sorted((*event.dates, *event.moved)))


def _own(event: Event, view: TeamView) -> tuple[date, ...]:
    """Its own dates, without those observed for them."""
    return tuple(sorted(own_dates(event.id, event.dates, view.calendar)))


def _nearest(events: Sequence[Event], day: date) -> Event | None:
    return min(events, key=lambda event: min(abs(one - day) for one in _dates(event)), default=None)


def _is_near_estimate(day: date, event: Event, view: TeamView) -> bool:
    """Whether a day lies beside a date that the source does not vouch for."""
    first, last = _moved(day, -_DAY), _moved(day, _DAY)
    around = (entry for calendar in _calendars(view) for entry in calendar.holidays(first, last))
    return any(entry.estimated and entry.date in event.dates for entry in around)


# ---- by date


def _by_date(line: HolidayAssignment, day: date, view: TeamView) -> Iterator[Problem]:
    found = _occurrences(line, _moved(day, -_YEAR), _moved(day, _YEAR), view)
    right = next((event for event in found if day in _dates(event) or _is_near_estimate(day, event, view)), None)
    if right is None:
        yield _wrong_date(line, day, found, view)
        return
    for key, told, known in (("season", line.season, right.season), ("year", line.year, right.year)):
        if told is not None and told != known:
            yield Problem(
                f"{line.holiday.id} on {day} is of {key} {known}, not {told}; correct one of the two",
                line.at(key),
                key=(key,),
                evidence=(Fact("date", day, (line.at("date"),)), Fact(key, told, (line.at(key),))),
                related=(Related(line.at("date"), "the date that is told"),),
                remedies=(Remedy(f"write `{key}: {known}`", (Put(line.at(key), known),)),),
            )


def _wrong_date(line: HolidayAssignment, day: date, found: Sequence[Event], view: TeamView) -> Problem:
    name = line.holiday.id
    nearest = _nearest(found, day)
    own = () if nearest is None else _own(nearest, view)
    said = f"is {when(own[0], own[-1])}, not on {day}" if own else f"has no date near {day}"
    others = tuple(dict.fromkeys(entry.id for entry in view.calendar.holidays(day, day)))
    what = f", which is {listed(others)}" if others else ""
    return Problem(
        f"{name} {said}{what}; correct the date",
        line.at("date"),
        key=("date",),
        evidence=(
            Fact("date", day, (line.at("date"),)),
            Fact("dates", tuple(dict.fromkeys(days(_dates(event)[0], _dates(event)[-1]) for event in found))),
        ),
        remedies=(
            *_put(line, "date", str(min(own, key=lambda one: abs(one - day))) if own else None),
            *(Remedy(f"write `holiday: {other}`", (Put(line.at("holiday"), other),)) for other in others),
            Remedy("give the occurrence by `season` instead of by date"),
        ),
    )


def _put(line: HolidayAssignment, key: Key, value: str | int | None) -> Iterator[Remedy]:
    if value is not None:
        yield Remedy(f"write `{key}: {value}`", (Put(line.at(key), value),))


# ---- by row


class _Row(NamedTuple):
    """A row of a rota, counted from 1, as often as it comes round: its first and last on-call day."""

    number: int
    first: date
    last: date

    def holds(self, dates: Sequence[date]) -> bool:
        return any(self.first <= day <= self.last for day in dates)


def _by_row(line: HolidayAssignment, row: int, view: TeamView) -> Iterator[Outcome]:
    rotations = view.team.oncall.rotations if view.team.oncall is not None else ()
    scope = [each for each in rotations if line.rotation is None or each.id == line.rotation.id]
    rows = {rotation.id: tuple(_rows(rotation, view)) for rotation in scope}
    known = [each for own in rows.values() for each in own]
    if known:
        first, last = min(each.first for each in known), max(each.last for each in known)
        found = [event for event in _occurrences(line, first - _YEAR, last + _YEAR, view) if _is_told(line, event)]
        for rotation in scope:
            here = [each for each in rows[rotation.id] if each.number == row]
            if any(each.holds(_dates(event)) for each in here for event in found):
                return
        having = [rotation for rotation in scope if any(each.number == row for each in rows[rotation.id])]
        for rotation in having or [each for each in scope if len(each.turns) in range(1, row)]:
            yield _wrong_row(line, row, rotation, rows[rotation.id], found, view)
            return
    yield Undecided("oncall.rotations", line.at("row"), why=f"which days row {row} holds")


def _is_told(line: HolidayAssignment, event: Event) -> bool:
    return line.season in (None, event.season) and line.year in (None, event.year)


def _rows(rotation: Rotation, view: TeamView) -> Iterator[_Row]:
    schedule, size = view.schedule, len(rotation.turns)
    if rotation.anchor == "iso-week":
        clock = rotation_clock(rotation, view.team, view.zones)
        shift = Shift(view.calendar, view.team.working_days)
        for lap in laps(rotation, None, clock, shift, *schedule.span(rotation.id)):
            yield _Row((lap.entry % size if size else lap.entry) + 1, lap.first, lap.last)
        return
    numbers = sorted({segment.turn for segment in schedule.stretches(rotation=rotation.id)})
    for number in numbers:
        turn = schedule.turn(rotation.id, number)
        if turn is not None:
            yield _Row((number % size if size else number) + 1, turn.first, turn.last)


def _wrong_row(
    line: HolidayAssignment,
    row: int,
    rotation: Rotation,
    rows: Sequence[_Row],
    found: Sequence[Event],
    view: TeamView,
) -> Problem:
    here = [each for each in rows if each.number == row]
    right = [(each, event) for each in rows for event in found if each.holds(_own(event, view))]
    stretches = tuple(days(each.first, each.last) for each in here)
    if here:
        near = _nearest(found, here[0].first)
        own = () if near is None else _own(near, view)
        said = f"is {when(own[0], own[-1])}, not in" if own else "has no date near"
        message = f"{line.holiday.id} {said} row {row} of '{rotation.id}' ({stretches[0]}); correct the row"
    else:
        size = len(rotation.turns)
        message = f"{line.holiday.id} is noted on row {row} of '{rotation.id}', which has {size}; correct the row"
    return Problem(
        message,
        line.at("row"),
        key=("row",),
        evidence=(
            Fact("row", row, (line.at("row"),)),
            Fact("days", stretches, (rotation.turns[row - 1].at,) if row <= len(rotation.turns) else ()),
            Fact("dates", tuple(dict.fromkeys(_own(event, view)[0] for _, event in right))),
        ),
        related=(Related(rotation.turns[row - 1].at, "the row"),) if row <= len(rotation.turns) else (),
        remedies=(*_put(line, "row", right[0][0].number if right else None), Remedy("correct `row`, or take it away")),
    )
