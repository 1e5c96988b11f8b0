"""A report that may be older than its readers accept.

What it checks
--------------
A pipeline that `audience` reads promises freshness within `within`, or faster. One that promises no freshness does not
concern this rule: `missing-sla` asks for the promise itself.

A promise in working days or months has no length in hours. Where it stands alone, the verdict is undecided.

Why it matters
--------------
ACME prints a report's age on its first page. Investors were told that it never exceeds a day.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - id: profit
    audiences: [investors]
    owners: {primary: alice, secondary: bob}
    slas: [{kind: freshness, within: 48h}]
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - id: profit
    audiences: [investors]
    owners: {primary: alice, secondary: bob}
    slas: [{kind: freshness, within: 24h}]
```

Known limits
------------
It reads the promise, not the runs.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.value import Duration, Sla
from pipecheck.rules.base import Doc, Fact, Level, Outcome, Problem, Profile, Put, Remedy, TeamView, Undecided, rule


class Params(NamedTuple):
    audience: Annotated[str, Doc("whose pipelines promise freshness")] = "investors"
    within: Annotated[Duration, Doc("the oldest that a report may be", source="what investors were told")] = Duration(
        24, "h"
    )


def _promises(pipeline: Pipeline) -> list[tuple[int, Sla]]:
    return [(number, sla) for number, sla in enumerate(pipeline.slas) if sla.kind == "freshness" and sla.within]


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return params.audience in pipeline.audiences and bool(_promises(pipeline))


@rule(Pipeline, level=Level.error, profile=Profile.named, params=Params, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    promises = _promises(pipeline)
    lengths = {number: _minutes(sla.within) for number, sla in promises}
    known = {number: minutes for number, minutes in lengths.items() if minutes is not None}
    most = _minutes(params.within)
    if most is not None and any(minutes <= most for minutes in known.values()):
        return
    if most is None or not known:
        yield Undecided(
            "pipelines.slas.within", pipeline.at("slas", promises[0][0], "within"), why="how old a report may be"
        )
        return
    best = min(known, key=lambda number: known[number])
    promise = pipeline.slas[best].within
    at = pipeline.at("slas", best, "within")
    yield Problem(
        f"pipeline '{pipeline.id}' promises {params.audience} freshness within {promise}; {params.within} is wanted",
        at,
        evidence=(Fact("promised", str(promise), (at,)), Fact("wanted", str(params.within))),
        remedies=(Remedy(f"promise {params.within}", (Put(at, str(params.within)),)),),
    )


def _minutes(duration: Duration | None) -> int | None:
    return None if duration is None else duration.minutes
