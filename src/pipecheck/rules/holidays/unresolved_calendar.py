"""A team whose holidays cannot be told: the region is unknown, or too coarse, or missing where it is needed.

What it checks
--------------
Every region, the team's and its members', is an ISO 3166 code with known holidays. One that has parts whose holidays
differ is too coarse when more than half of the parts have a day off that the country as a whole has not: this is a
warning at most, and so is a region of which nothing is known in some year of the period.

Where the file needs a region and names none, the verdict is undecided: majors, holiday lines or hours that depend on
public holidays have no dates then.

Why it matters
--------------
A wrong region is never seen: every day simply counts as a working day, and every rule about holidays passes. `GB`
alone has no Easter Monday and no August bank holiday, which people in England have.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: UK, majors: [christmas]}
members: [{id: alice}, {id: bob, region: GB}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: GB-ENG, majors: [christmas]}
members: [{id: alice}, {id: bob, region: US}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
```

Known limits
------------
Dates that follow the moon are estimates for some countries, and the announced ones may differ by a day. Whether a
subdivision is needed is judged for the period of `oncall`, or the year from as-of where none is told.
"""

from collections.abc import Iterator
from datetime import date, datetime

from pipecheck.model.calendar import MissingDay, empty_years, lacks_subdivision, suggest_regions
from pipecheck.model.oncall import OnCall
from pipecheck.model.people import Member
from pipecheck.model.resolve.hours import needs_holidays
from pipecheck.model.resolve.span import within_bounds
from pipecheck.model.team import Team
from pipecheck.model.value import Hours
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.notice import days_after
from pipecheck.rules.prose import counted, listed, shortened

_YEAR = 364


def _concerned(team: Team, params: NoParams) -> bool:
    """Whether anything in the file has to do with a calendar."""
    lines = team.oncall is not None and bool(team.oncall.holidays)
    told = team.region is not None or bool(team.majors) or lines
    return told or _needs_public_holidays(team) or any(member.region is not None for member in team.members or ())


@rule(Team, level=Level.error, profile=Profile.essential, params=NoParams, applies=_concerned)
def check(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    for region, places in _regions(team, view).items():
        if not view.calendar.knows(region):
            yield _unknown(region, places, view)
            continue
        first, last = _period(team, view)
        missing = lacks_subdivision(view.calendar.calendars, region, first, last)
        if missing:
            yield _too_coarse(region, places, missing, view)
        silent = empty_years(view.calendar.calendars, region, first, last)
        if silent:
            yield _silent(region, places, silent, view)
    if team.region is None and (_needs_public_holidays(team) or _undated(team, view)):
        yield Undecided("calendar.region", team.at("calendar", "region"), why="when the public holidays are")


# ---- what is there to resolve


def _regions(team: Team, view: TeamView) -> dict[str, list[Place]]:
    """Every region that is told, and where: the team's first, then the members' in order."""
    found: dict[str, list[Place]] = {}
    if team.region is not None:
        found[team.region] = [team.at("calendar", "region")]
    for member in view.each(Member):
        if member.region is not None:
            found.setdefault(member.region, []).append(member.at("region"))
    return found


def _needs_public_holidays(team: Team) -> bool:
    return team.oncall is not None and any(map(needs_holidays, _hours(team.oncall)))


def _hours(oncall: OnCall) -> Iterator[Hours]:
    """All hours that are told."""
    yield from (rotation.hours for rotation in oncall.rotations)
    yield from (each.hours for each in oncall.required or ())
    yield from (column.hours for each in oncall.rotations for column in each.columns if column.hours is not None)


def _undated(team: Team, view: TeamView) -> bool:
    lines = () if team.oncall is None else (line.holiday for line in team.oncall.holidays if line.date is None)
    return any(not view.calendar.dated(ref.id) for ref in (*(team.majors or ()), *lines))


def _period(team: Team, view: TeamView) -> tuple[date, date]:
    period = team.oncall.period if team.oncall is not None else None
    if period is not None and period.first is not None and period.last is not None:
        first, last = (day.date() if isinstance(day, datetime) else day for day in (period.first, period.last))
        within_bounds(last - first, period)
        return first, last
    return view.as_of, days_after(view.as_of, _YEAR)


# ---- what may be wrong with a region


def _unknown(region: str, places: list[Place], view: TeamView) -> Problem:
    alike = suggest_regions(region, view.calendar.calendars)
    ask = f"use {listed((f'`{code}`' for code in alike), 'or')}" if alike else "use an ISO 3166 code such as `US`"
    first, last = view.as_of, days_after(view.as_of, _YEAR)
    # A code that is too coarse itself would only lead from this problem to the next.
    fine = (code for code in alike if not lacks_subdivision(view.calendar.calendars, code, first, last))
    edits = (Remedy(f"use `{code}`", tuple(Put(place, code) for place in places)) for code in fine)
    return Problem(
        f"no holidays are known for a region '{region}'; {ask}",
        places[0],
        key=("unknown", region),
        evidence=(Fact("region", region, tuple(places)), Fact("suggestions", alike)),
        related=_others(places),
        remedies=(*edits, Remedy(ask)),
    )


def _too_coarse(region: str, places: list[Place], missing: tuple[MissingDay, ...], view: TeamView) -> Problem:
    parts = [code for code in view.calendar.calendars.regions() if code.startswith(f"{region}-")]
    day = missing[0]
    more = f", and {counted(len(missing) - 1, 'more such day')}" if len(missing) > 1 else ""
    return Problem(
        f"the holidays of '{region}' depend on the part of it: {day.id} on {day.date} is a day off in {day.have} of "
        f"its {day.subdivisions} parts but not in '{region}' as a whole{more}; name the part, such as `{parts[0]}`",
        places[0],
        key=("coarse", region),
        evidence=(
            Fact("region", region, tuple(places)),
            Fact("missing", tuple(f"{each.id} {each.date}" for each in missing)),
            Fact("parts", tuple(parts)),
        ),
        related=_others(places),
        remedies=(Remedy(f"name the part: {shortened((f'`{code}`' for code in parts), 8)}"),),
        at_most="warning",
    )


def _silent(region: str, places: list[Place], years: tuple[int, ...], view: TeamView) -> Problem:
    said = listed(map(str, years))
    return Problem(
        f"{view.calendar.version} knows no holiday of '{region}' in {said}, so every day there counts as a working "
        "day; tell the days off under `calendar.custom`",
        places[0],
        key=("silent", region, *map(str, years)),
        evidence=(Fact("region", region, tuple(places)), Fact("years", years)),
        related=_others(places),
        remedies=(Remedy(f"tell the days off of {said} under `calendar.custom`"),),
        at_most="warning",
    )


def _others(places: list[Place]) -> tuple[Related, ...]:
    return tuple(Related(place, "the same region") for place in places[1:6])
