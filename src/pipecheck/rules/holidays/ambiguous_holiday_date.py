"""A holiday at the turn of a year that is told by year alone.

What it checks
--------------
A line of `oncall.holidays` for a holiday in the first days of January tells its `season` or its `date`, not its `year`.

Why it matters
--------------
In a table with a column '2026', the cell for New Year is 1 January 2026 to one reader and the night to 2027 to another.
Both show up, or nobody does. pipecheck reads 1 January of that year, and nobody can see from the file whether that was
meant.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [christmas, new-year]}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - {holiday: christmas, year: 2026, primary: alice}
    - {holiday: new-year, year: 2026, primary: bob}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [christmas, new-year]}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - {holiday: christmas, season: 2026, primary: alice}
    - {holiday: new-year, season: 2026, primary: bob}
```

Known limits
------------
A line that takes turns by the year (`turn: 1y`, `start: 2026`) is read as 1 January of each year, and not asked about;
neither are past holidays under `history`.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.oncall import HolidayAssignment
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Put,
    Remedy,
    Remove,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.holiday_lines import date_by_year


class Params(NamedTuple):
    days: Annotated[int, Doc("how many first days of January may be meant as the end of the year before")] = 7


def _concerned(line: HolidayAssignment, params: Params) -> bool:
    """Whether a line tells at all which occurrence it is for."""
    return line.year is not None or line.season is not None or line.date is not None


@rule(HolidayAssignment, level=Level.warning, profile=Profile.recommended, params=Params, applies=_concerned)
def check(line: HolidayAssignment, view: TeamView, params: Params) -> Iterator[Outcome]:
    name, year = line.holiday.id, line.year
    if year is None or line.season is not None or line.date is not None or view.calendar.resolve(name) is None:
        return
    if not view.calendar.dated(name):
        yield Undecided("calendar.region", view.team.at("calendar", "region"), why=f"when {name} is")
        return
    day = date_by_year(view, line)
    if day is None or day.month > 1 or day.day > params.days:
        return
    yield Problem(
        f"'{year}' for {name} may be the turn from {year - 1} to {year} or that to {year + 1}; it is read as {day}; "
        "say which by `season`",
        line.at("year"),
        evidence=(Fact("year", year, (line.at("year"),)), Fact("read as", day)),
        remedies=tuple(
            Remedy(
                f"write `season: {season}`, if the turn to {season + 1} is meant",
                (Put(line.at("season"), season), Remove(line.at("year"))),
            )
            for season in (year - 1, year)
        ),
    )
