"""A holiday on which nobody is on duty, without anybody having said so.

What it checks
--------------
On every holiday of the period, the majors if they are declared and all public holidays otherwise, somebody is on duty
for every pipeline that a rota covers, at some time of each of its days, observed days included. A rota without holes
covers every holiday, whatever its date. Nobody is wanted where the file says so: `on_holidays: {none: reason}`, a
holiday line with `none`, or `none` under `oncall.required`. What has one cause is told once, at the first holiday it
leaves uncovered.

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
from datetime import date
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Coverage
from pipecheck.model.holiday import Holiday
from pipecheck.model.intervals import minus, union
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.holiday_gaps import Cause, left_out, served
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
    if not holiday.dates or view.schedule.estimated is not None:
        # Hours such as `workdays` may or may not serve a holiday that nobody knows to be one.
        if any(_has_holes(covered, view) for covered in served(view, params.roles).values()):
            yield Undecided("calendar.region", view.team.at("calendar", "region"), why="when the holidays are")
        return
    for cause in left_out(view, params.roles):
        if cause.misses[0].holiday == holiday.id:
            yield _uncovered(holiday, cause, view, params)


def _has_holes(covered: list[Coverage], view: TeamView) -> bool:
    """Whether there is any time of the span at which nobody is on duty, on purpose or not."""
    whole = union(stretch for each in covered for stretch in (*each.held, *each.absent))
    return bool(minus(((view.schedule.start, view.schedule.end),), whole))


# ---- saying so


def _uncovered(holiday: Holiday, cause: Cause, view: TeamView, params: Params) -> Problem:
    pipelines = tuple(dict.fromkeys(miss.pipeline for miss in cause.misses))
    dates = tuple(dict.fromkeys(miss.day for miss in cause.misses))
    days: dict[str, list[str]] = {}
    for miss in cause.misses:
        if str(miss.day) not in days.setdefault(miss.holiday, []):
            days[miss.holiday].append(str(miss.day))
    names = {miss.holiday: miss.said for miss in cause.misses}
    alone = len(names) == 1
    said = [f"{names[each]}, {listed(own)}," if alone else f"{names[each]} {listed(own)}" for each, own in days.items()]
    others = dict.fromkeys((*cause.also, *(miss.at for miss in cause.misses)))
    others.pop(cause.at, None)
    return Problem(
        f"nobody is {listed(params.roles, 'or')} on {shortened(said, 4)} for "
        f"{shortened(map(repr, pipelines), 4)}; name somebody, or say that nobody is wanted",
        cause.at,
        key=(pipelines[0], str(dates[0])),
        evidence=(Fact("dates", dates), Fact("pipelines", pipelines)),
        related=tuple(Related(place, _related(place, cause)) for place in list(others)[:5]),
        remedies=tuple(_ways_out(holiday, dates, view, params, alone=alone)),
    )


def _related(place: Place, cause: Cause) -> str:
    return "these hours leave it out, too" if place in cause.also else "nobody is on duty on this"


def _ways_out(
    holiday: Holiday, dates: tuple[date, ...], view: TeamView, params: Params, *, alone: bool
) -> Iterator[Remedy]:
    oncall = view.team.oncall
    if oncall is None:
        return
    role = params.roles[0]
    for person in free_on(view, role, dates)[:1] if alone else ():
        # An edit for one rotation covers what that rotation covers, and no more.
        only = oncall.rotations[0].id if len(oncall.rotations) == 1 else None
        which = (holiday.holiday, holiday.dates, holiday.season)
        yield Remedy(f"give it to {person}", () if only is None else assigned(view, *which, role, only, person))
    if "on_holidays" not in oncall.given:
        yield Remedy("say once that nobody is wanted on holidays, and why: `on_holidays: {none: reason}`")
    if alone:
        yield Remedy(f"say that nobody is wanted on {holiday.holiday}: a line of `oncall.holidays` with `none`")
    else:
        yield Remedy("give each to somebody by a line of `oncall.holidays`, or let the hours include holidays")
