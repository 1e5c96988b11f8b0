"""A holiday on which nobody is on duty, without anybody having said so.

What it checks
--------------
On every holiday of the period, the majors if they are declared and all public holidays otherwise, somebody is on duty
for every pipeline that a rota covers, at some time of each of its days, observed days included. A rota without holes
covers every holiday, whatever its date. Nobody is wanted where the file says so: `on_holidays: {none: reason}`, a
holiday line with `none`, or `none` under `oncall.required`.

Why it matters
--------------
Hours such as `workdays` end where holidays begin. It is easily overlooked that nobody answers then, and easily noticed
on the day.

Fails
-----

```yaml
version: 1
team: data-core
timezone: America/New_York
calendar: {region: US, majors: [thanksgiving]}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, hours: [{days: workdays}], roles: {primary: [alice, bob]}}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: America/New_York
calendar: {region: US, majors: [thanksgiving]}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  on_holidays: {none: reports wait for the next working day}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, hours: [{days: workdays}], roles: {primary: [alice, bob]}}
```

Known limits
------------
One hour of duty is enough: whether the hours of the day are long enough is for `coverage-gap` to say, against what is
required.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Coverage, coverage
from pipecheck.model.holiday import Holiday
from pipecheck.model.intervals import Interval, common, minus, union
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.holiday_lines import assigned, free_on
from pipecheck.rules.prose import listed, shortened


class Params(NamedTuple):
    roles: Annotated[tuple[str, ...], Doc("the roles of which one must be held")] = ("primary",)


@rule(
    Holiday,
    level=Level.error,
    profile=Profile.essential,
    params=Params,
    defers_to=("coverage-gap",),
)
def check(holiday: Holiday, view: TeamView, params: Params) -> Iterator[Outcome]:
    oncall = view.team.oncall
    if oncall is None or oncall.on_holidays == "none":
        return
    served = {pipeline.id: _served(pipeline, view, params) for pipeline in view.each(Pipeline)}
    served = {pipeline: covered for pipeline, covered in served.items() if covered}
    if not holiday.dates or view.schedule.estimated is not None:
        # Hours such as `workdays` may or may not serve a holiday that nobody knows to be one.
        if any(_has_holes(covered, view) for covered in served.values()):
            yield Undecided("calendar.region", view.team.at("calendar", "region"), why="when the holidays are")
        return
    missing: dict[date, list[str]] = {}
    for day in holiday.dates:
        for pipeline, covered in served.items():
            if not _is_covered(_day(day, covered, view), covered):
                missing.setdefault(day, []).append(pipeline)
    if missing:
        yield _uncovered(holiday, missing, view, params)


def _served(pipeline: Pipeline, view: TeamView, params: Params) -> list[Coverage]:
    """How the roles that count are covered; nothing where no rota has anything to do with the pipeline."""
    return [each for each in coverage(view, pipeline.id) if each.role in params.roles]


def _has_holes(covered: list[Coverage], view: TeamView) -> bool:
    """Whether there is any time of the span at which nobody is on duty, on purpose or not."""
    whole = union(stretch for each in covered for stretch in (*each.held, *each.absent))
    return bool(minus(((view.schedule.start, view.schedule.end),), whole))


def _day(day: date, covered: list[Coverage], view: TeamView) -> Interval:
    """A calendar day in the team's zone, or the rota's where the team has none."""
    segments = view.schedule.segments(role=covered[0].role, pipeline=covered[0].pipeline)
    zone = zone_of(view.team.timezone, view.zones)
    if zone is None and segments:
        zone = view.schedule.zone(segments[0].rotation)
    clock = Clock(zone)
    return clock.midnight(day), clock.midnight(day + timedelta(days=1))


def _is_covered(day: Interval, covered: list[Coverage]) -> bool:
    """Whether somebody is on duty at some time of a day, or nobody is wanted all day."""
    held = union(stretch for each in covered for stretch in each.held)
    absent = union(stretch for each in covered for stretch in each.absent)
    return bool(common((day,), held)) or not minus((day,), absent)


def _uncovered(holiday: Holiday, missing: dict[date, list[str]], view: TeamView, params: Params) -> Problem:
    pipelines = tuple(dict.fromkeys(pipeline for each in missing.values() for pipeline in each))
    dates = tuple(missing)
    return Problem(
        f"nobody is {listed(params.roles, 'or')} on {holiday.holiday}, {listed(map(str, dates))}, for "
        f"{shortened(map(repr, pipelines), 4)}; name somebody, or say that nobody is wanted",
        holiday.at(),
        evidence=(Fact("dates", dates), Fact("pipelines", pipelines)),
        remedies=tuple(_ways_out(holiday, dates, view, params)),
    )


def _ways_out(holiday: Holiday, dates: tuple[date, ...], view: TeamView, params: Params) -> Iterator[Remedy]:
    oncall = view.team.oncall
    if oncall is None:
        return
    role = params.roles[0] if params.roles else "primary"
    rotation = next((each.id for each in oncall.rotations for column in each.columns if column.role == role), "")
    for person in free_on(view, role, dates)[:1]:
        edits = assigned(view, holiday.holiday, holiday.dates, holiday.season, role, rotation, person)
        # An edit for one rotation covers what that rotation covers, and no more.
        yield Remedy(f"give it to {person}", edits if len(oncall.rotations) == 1 else ())
    if "on_holidays" not in oncall.given:
        yield Remedy("say once that nobody is wanted on holidays, and why: `on_holidays: {none: reason}`")
    yield Remedy(f"say that nobody is wanted on {holiday.holiday}: a line of `oncall.holidays` with `none`")
