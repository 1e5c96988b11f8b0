"""A pipeline that people rely on and that promises nothing.

What it checks
--------------
Every pipeline with one of the `audiences` promises each of `kinds` under `slas`, or in front of one of its runbooks:
how old its data may be, and how long a repair may take. One problem a pipeline, for all kinds that are missing.

Why it matters
--------------
Without a promise every delay is a matter of opinion. A number says when to wake somebody, and when not to.

Fails
-----

```yaml
version: 1
team: data-core
pipelines:
  - {id: revenue, audiences: [investors], slas: [{kind: freshness, within: 24h}]}
```

Passes
------

```yaml
version: 1
team: data-core
pipelines:
  - {id: revenue, audiences: [investors], slas: [{kind: freshness, within: 24h}, {kind: fix, within: 4h}]}
```

Known limits
------------
Kinds are compared as words, whatever the case: a promise of *arrival* is none of *freshness* until a policy names it.
Whether the promise can be kept is not looked at.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.sections import runbooks_of
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import listed

_EXAMPLES = {"freshness": "{kind: freshness, within: 24h}", "fix": "{kind: fix, within: 4h}"}


class Params(NamedTuple):
    audiences: Annotated[
        tuple[str, ...],
        Doc("whose pipelines promise something; none named is everybody's", source="the plans: what investors read"),
    ] = ("investors",)
    kinds: Annotated[tuple[str, ...], Doc("what is to be promised", source="plan 002 promises both")] = (
        "freshness",
        "fix",
    )


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return not params.audiences or any(word in params.audiences for word in pipeline.audiences)


@rule(Pipeline, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    promised = list(pipeline.slas)
    if _missing(params, (sla.kind for sla in promised)):
        promised += [sla for runbook in runbooks_of(view.team, pipeline) for sla in runbook.slas or ()]
    missing = _missing(params, (sla.kind for sla in promised))
    if missing:
        example = _EXAMPLES.get(missing[0], f"{{kind: {missing[0]}, within: …}}")
        yield Problem(
            f"pipeline '{pipeline.id}' promises no {listed(missing, 'and no')}; say what its readers may count on",
            pipeline.at("slas" if pipeline.tells("slas") else "id"),
            evidence=(
                Fact("missing", tuple(missing)),
                Fact("promised", tuple(sla.kind for sla in promised), tuple(sla.at for sla in promised)),
            ),
            remedies=(Remedy(f"add a promise such as `{example}` under `slas`"),),
        )


def _missing(params: Params, told: Iterator[str]) -> list[str]:
    kinds = {kind.casefold() for kind in told}
    return [kind for kind in dict.fromkeys(params.kinds) if kind.casefold() not in kinds]
