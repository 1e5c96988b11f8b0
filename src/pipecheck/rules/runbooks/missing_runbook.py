"""A pipeline that others rely on, and nothing written for the night it breaks.

What it checks
--------------
Every pipeline with one of the `audiences` has a runbook: a Markdown file that it links to or that names it, an inline
one, or a link to a page elsewhere. `runbook: {none: "reason"}` is a statement, and passes. A sample (`template: true`)
is nobody's runbook. An empty list of `audiences` asks for every pipeline's.

Why it matters
--------------
At three in the morning the person on duty is rarely the one who built it. What investors read cannot wait until that
person wakes up.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, audiences: [investors], owners: {primary: alice, secondary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, audiences: [investors], owners: {primary: alice, secondary: bob}}
runbooks:
  - id: revenue
    pipelines: [revenue]
    sections: {mitigation: Restart the job once; if it fails again call the secondary owner.}
```

Known limits
------------
Whether a page elsewhere exists, and what it says, is not looked at. What a runbook has to say is for
`incomplete-runbook` and `thin-runbook`.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Runbook
from pipecheck.model.sections import runbooks_of
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import listed


class Params(NamedTuple):
    audiences: Annotated[
        tuple[str, ...],
        Doc("whose pipelines need a runbook; none named is everybody's", source="the plans: what investors read"),
    ] = ("investors",)


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return not params.audiences or any(word in params.audiences for word in pipeline.audiences)


@rule(
    Pipeline,
    level=Level.error,
    profile=Profile.essential,
    params=Params,
    applies=_concerned,
    # A path that leads nowhere is one mistake, and the name is what is to be mended.
    defers_to=("unknown-reference", "unreadable-file"),
)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    if pipeline.runbook_url is None and pipeline.runbook_none is None and not runbooks_of(view.team, pipeline):
        yield _missing(pipeline, view, params)


def _missing(pipeline: Pipeline, view: TeamView, params: Params) -> Problem:
    samples = [runbook for runbook in view.team.runbooks if _is_sample_of(runbook, pipeline)]
    readers = tuple(word for word in pipeline.audiences if word in params.audiences)
    read = f" is read by {listed(readers)}, but" if readers else ""
    if samples:
        has = f"has only a sample, '{samples[0].id}'; fill it in, and take `template` out"
    elif pipeline.runbook is not None:
        has = f"has no runbook: '{pipeline.runbook.id}' is not there; write it"
    else:
        has = "has no runbook; write one"
    return Problem(
        f"pipeline '{pipeline.id}'{read} {has}",
        pipeline.at("runbook" if pipeline.tells("runbook") else "id"),
        evidence=(Fact("audiences", readers, (pipeline.at("audiences"),)),),
        related=tuple(Related(sample.at("template"), "a sample is nobody's runbook") for sample in samples[:1]),
        remedies=tuple(_remedies(pipeline, samples)),
    )


def _is_sample_of(runbook: Runbook, pipeline: Pipeline) -> bool:
    return runbook.template and any(ref.id == pipeline.id for ref in runbook.pipelines)


def _remedies(pipeline: Pipeline, samples: list[Runbook]) -> Iterator[Remedy]:
    if samples:
        sample = samples[0]
        yield Remedy(f"fill in '{sample.id}'", (Put(sample.at("template"), False),))
    elif pipeline.runbook is not None:
        yield Remedy(f"write {pipeline.runbook.id}")
    else:
        yield Remedy(f"write `runbooks/{pipeline.id}.md` with `pipelines: [{pipeline.id}]` in its front matter")
