"""A pipeline of which nobody has asked what could go wrong.

What it checks
--------------
For every pipeline with one of the `audiences` at least `min` things are told that could go wrong: risks whose scope
holds it (its own, its area's, everybody's; a risk without a scope is about all pipelines), and items under *What could
go wrong*, or a heading that means the same, in its runbooks.

Why it matters
--------------
What could go wrong is easier to think of before it does. A list of three sentences decides what is watched, tested and
written into the runbook.

Fails
-----

```yaml
version: 1
team: data-core
pipelines: [{id: revenue, audiences: [investors]}, {id: orders}]
risks:
  - {id: late-sources, title: Sources arrive late, scope: {pipelines: [orders]}}
```

Passes
------

```yaml
version: 1
team: data-core
pipelines: [{id: revenue, audiences: [investors]}, {id: orders}]
risks:
  - {id: late-upstream, title: Upstream data arrives late, scope: {audiences: [investors]}}
```

Known limits
------------
Things are counted, not weighed: whether they are the ones that matter is for people to say. A list under a heading
counts its items, a text without a list counts once.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Block, Section
from pipecheck.model.sections import find, runbooks_of
from pipecheck.model.substance import substance
from pipecheck.model.team import Team, selects
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import counted


class Params(NamedTuple):
    min: Annotated[int, Doc("fewest things that could go wrong", source="every plan names some")] = 1
    audiences: Annotated[
        tuple[str, ...],
        Doc("whose pipelines are asked about; none named is everybody's", source="the plans: what investors read"),
    ] = ("investors",)


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return not params.audiences or any(word in params.audiences for word in pipeline.audiences)


@rule(Pipeline, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    found = list(_risks(pipeline, view.team))
    if len(found) < params.min:
        found += _failures(pipeline, view.team)
    if len(found) < params.min:
        have = counted(len(found), "thing") if found else "nothing"
        yield Problem(
            f"{have} is told that could go wrong with pipeline '{pipeline.id}'; name at least {params.min}",
            pipeline.at("id"),
            evidence=(Fact("told", len(found), tuple(found)), Fact("wanted", params.min)),
            remedies=(
                Remedy(f"add a risk whose scope holds '{pipeline.id}'"),
                Remedy("or list under 'What could go wrong' of its runbook what could"),
            ),
        )


def _risks(pipeline: Pipeline, team: Team) -> Iterator[Place]:
    return (risk.at("id") for risk in team.risks if risk.scope is None or selects(risk.scope, pipeline))


def _failures(pipeline: Pipeline, team: Team) -> Iterator[Place]:
    for found in find(runbooks_of(team, pipeline), "failures"):
        yield from (block.at for block in _told(found.section))


def _told(section: Section) -> list[Block]:
    """The items of a section, or all that it says, once."""
    blocks = substance(section.blocks)
    return [block for block in blocks if block.kind == "item"] or blocks[:1]
