"""One runbook for several pipelines that each deserve their own.

What it checks
--------------
Every pipeline with one of the `audiences` has a runbook that serves no other pipeline with one of them. A runbook that
several of them share is fine as long as each has one of its own besides.

Why it matters
--------------
What is written for all pipelines is written for none: "look at the sources" helps nobody who does not know which. The
page that is read at night should be about the one thing that is broken.

Fails
-----

```yaml
version: 1
team: data-core
pipelines:
  - {id: revenue, audiences: [investors]}
  - {id: growth, audiences: [investors]}
runbooks:
  - {id: reports, pipelines: [revenue, growth]}
```

Passes
------

```yaml
version: 1
team: data-core
pipelines:
  - {id: revenue, audiences: [investors]}
  - {id: growth, audiences: [investors]}
runbooks:
  - {id: reports, pipelines: [revenue, growth]}
  - {id: revenue, pipelines: [revenue]}
  - {id: growth, pipelines: [growth]}
```

Known limits
------------
Two runbooks that say the same under two names are two. A page elsewhere (`runbook: {url: …}`) is not read, and two
pipelines may link to the same one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Runbook
from pipecheck.model.sections import runbooks_of
from pipecheck.model.value import Ref
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import listed, shortened


class Params(NamedTuple):
    audiences: Annotated[
        tuple[str, ...],
        Doc("whose pipelines are to have a runbook each; none named is everybody's", source="what investors read"),
    ] = ("investors",)


def _concerned(runbook: Runbook, params: Params) -> bool:
    return not runbook.template and bool(runbook.pipelines)


@rule(Runbook, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(runbook: Runbook, view: TeamView, params: Params) -> Iterator[Outcome]:
    serve = {one: runbooks_of(view.team, one) for one in view.team.pipelines or () if _is_read(one, params)}
    times = Counter(each.key for runbooks in serve.values() for each in runbooks)
    sharing = [
        pipeline
        for pipeline, runbooks in serve.items()
        if runbook.key in {each.key for each in runbooks} and all(times[each.key] > 1 for each in runbooks)
    ]
    if len(sharing) > 1:
        yield _shared(runbook, sharing)


def _is_read(pipeline: Pipeline, params: Params) -> bool:
    return not params.audiences or any(word in params.audiences for word in pipeline.audiences)


def _shared(runbook: Runbook, sharing: Sequence[Pipeline]) -> Problem:
    names = [one.id for one in sharing]
    refs = [_ref(runbook, one) for one in sharing]
    return Problem(
        f"runbook '{runbook.id}' is all that {shortened(map(repr, names))} have; write one for each",
        refs[1].at,
        evidence=(Fact("pipelines", tuple(names), tuple(ref.at for ref in refs)),),
        related=tuple(Related(ref.at, "it serves this one too") for ref in (refs[0], *refs[2:6])),
        remedies=(Remedy(f"write runbooks of their own for {listed(names[1:])}, and keep this one for {names[0]}"),),
    )


def _ref(runbook: Runbook, pipeline: Pipeline) -> Ref:
    """Where a runbook is tied to a pipeline: in front of its text, or at the pipeline's link."""
    return next((ref for ref in runbook.pipelines if ref.id == pipeline.id), Ref(pipeline.id, runbook.heading))
