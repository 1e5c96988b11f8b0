"""A deadline that falls on a day on which nobody works.

What it checks
--------------
Every deadline of a pipeline's `slas` falls on a working day of the team each time it comes within `ahead` of the day
of the run, or says with `shift` to which working day it goes then. Weekends are days off by the team's working week,
holidays by its calendar. One problem a deadline, however often it happens.

Without a region the holidays are not known. A deadline that meets a weekend is a problem all the same; any other is
undecided.

Why it matters
--------------
The 25th of a month is a day off six times in 2026, Christmas among them. What holds on such a day is then settled in a
hurry, by whoever happens to look.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US}
pipelines:
  - id: revenue
    slas: [{kind: validation, by: {day_of_month: 25}}]
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US}
pipelines:
  - id: revenue
    slas:
      - {kind: validation, by: {day_of_month: 25, shift: previous}}
      - {kind: fix, by: {working_day_of_month: 3}}
```

Known limits
------------
The 31st of a month that has no such day is no deadline at all. Promises of a duration (`within`) have no day, and
deliveries are not looked at: most of them are made by machines.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.value import Deadline, Duration, Sla
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.deadlines import due, falls_on, in_words
from pipecheck.rules.prose import weekday


class Params(NamedTuple):
    ahead: Annotated[Duration, Doc("how far ahead of the day of the run to look")] = Duration(12, "mo")


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return any(sla.by is not None for sla in pipeline.slas)


@rule(Pipeline, level=Level.warning, profile=Profile.recommended, params=Params, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    told: dict[tuple[str, ...], tuple[Sla, Deadline]] = {}
    for sla in pipeline.slas:
        if sla.by is not None and sla.by.shift is None:
            told.setdefault((sla.kind, sla.severity or "", in_words(sla.by)), (sla, sla.by))
    for key, (sla, by) in told.items():
        first = view.as_of
        days = list(falls_on(by, first, due(first, params.ahead, view) - timedelta(days=1), view))
        off = [day for day in days if _is_off(day, by, view)]
        if off:
            least = "" if view.calendar.knows() else "at least "
            yield _on_days_off(pipeline, sla, by, key, days, off, least)
        elif not view.calendar.knows():
            why = f"on which days off the deadline for '{sla.kind}' may fall"
            yield Undecided("calendar.region", view.team.at("calendar", "region"), why=why)


def _is_off(day: date, by: Deadline, view: TeamView) -> bool:
    """Whether nobody works that day for certain: without a region, on weekends and on days of the team's own."""
    return by.working_day_of_month is None and not view.calendar.is_working_day(day, view.team.working_days)


def _on_days_off(
    pipeline: Pipeline,
    sla: Sla,
    by: Deadline,
    key: tuple[str, ...],
    days: Sequence[date],
    off: Sequence[date],
    least: str,
) -> Problem:
    often = "the next one falls" if len(days) == 1 else f"{least}{len(off)} of the next {len(days)} fall"
    first = f"{weekday(off[0])} {off[0]}"
    shift = Place(by.at.document, (*by.at.route, "shift"))
    return Problem(
        f"the deadline for '{sla.kind}' of pipeline '{pipeline.id}' is {in_words(by)}, and {often} on a day off, "
        f"{'' if len(off) == 1 else 'first '}on {first}; say to which working day it goes then",
        by.at,
        key=key,
        evidence=(
            Fact("deadlines", len(days), (by.at,)),
            Fact("on days off", tuple(off)),
        ),
        remedies=tuple(
            Remedy(f"let it go to the {way} working day: `shift: {way}`", (Put(shift, way),))
            for way in ("previous", "next")
        ),
    )
