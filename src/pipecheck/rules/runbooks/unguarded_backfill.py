"""A backfill that nobody downstream is protected from.

What it checks
--------------
Where the mitigation of a runbook has a step that runs data again (`words`, such as *backfill*), it also says what that
does downstream: one of `guards`, such as *downstream* or *pause*, or one of the pipelines that read from this one,
stands in the same section. It is asked of runbooks of pipelines that somebody reads: another pipeline of the team, an
audience, or a delivery. One problem a runbook.

Why it matters
--------------
A backfill sets off everything that reads its result: reports go out twice, experiments are counted anew, investors see
numbers move. The step that mends one pipeline breaks the next.

Fails
-----

```yaml
version: 1
team: data-core
pipelines: [{id: orders}, {id: revenue, depends_on: [orders]}]
runbooks:
  - id: orders
    pipelines: [orders]
    sections:
      mitigation: |
        1. Find the day that is missing.
        2. Run a backfill of it.
```

Passes
------

```yaml
version: 1
team: data-core
pipelines: [{id: orders}, {id: revenue, depends_on: [orders]}]
runbooks:
  - id: orders
    pipelines: [orders]
    sections:
      mitigation: |
        1. Find the day that is missing.
        2. Pause `revenue`, which would send its report again.
        3. Run a backfill of the day.
```

Known limits
------------
Words are compared by how they begin, and are English until a policy says otherwise. Pipelines of other teams that read
from this one are not seen. Diagnosis, and what could go wrong, are no steps.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Block, Runbook, Section
from pipecheck.model.sections import find
from pipecheck.model.team import Team
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
from pipecheck.rules.prose import shortened

_STEPS = "mitigation"


class Params(NamedTuple):
    words: Annotated[
        tuple[str, ...], Doc("how a step begins to say that data is run again, in the team's language")
    ] = (
        "backfill",
        "back-fill",
        "reprocess",
        "re-process",
        "replay",
    )
    guards: Annotated[tuple[str, ...], Doc("how one begins to say what happens downstream, in the team's language")] = (
        "downstream",
        "pause",
        "pausing",
        "suspend",
        "disable",
        "dependant",
        "dependent",
        "consumer",
    )


def _concerned(runbook: Runbook, params: Params) -> bool:
    return not runbook.template and any(_matches(_words(params.words), block) for _, block in _steps(runbook))


@rule(Runbook, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(runbook: Runbook, view: TeamView, params: Params) -> Iterator[Outcome]:
    named = {ref.id for ref in runbook.pipelines}
    served = [pipeline for pipeline in view.team.pipelines or () if pipeline.id in named]
    below = _readers(view.team, served)
    readers = tuple(dict.fromkeys((*(pipeline.id for pipeline in below), *_audiences(served))))
    if not readers:
        return
    guarded = _words(params.guards, (name for one in below for name in (one.id, one.name)))
    sections = {section.at: section for section, block in _steps(runbook) if _matches(guarded, block)}
    bare = [
        block
        for section, block in _steps(runbook)
        if section.at not in sections and _matches(_words(params.words), block)
    ]
    if bare:
        yield _unguarded(runbook, bare, readers)


def _steps(runbook: Runbook) -> Iterator[tuple[Section, Block]]:
    for found in find((runbook,), _STEPS):
        for block in found.section.blocks:
            yield found.section, block


def _readers(team: Team, served: Sequence[Pipeline]) -> Sequence[Pipeline]:
    """The pipelines of the team that read from one of these."""
    ids = {pipeline.id for pipeline in served}
    return [one for one in team.pipelines or () if one.id not in ids and any(ref.id in ids for ref in one.depends_on)]


def _audiences(served: Sequence[Pipeline]) -> Iterator[str]:
    """Who reads the pipelines without being one: audiences, and whoever is delivered to."""
    for pipeline in served:
        yield from pipeline.audiences
        yield from (run.to or run.what or "a delivery" for run in pipeline.deliveries)


def _words(beginnings: Iterable[str], names: Iterable[str] = ()) -> re.Pattern[str]:
    """Any word that begins so, in whatever case, or one of the names as a whole."""
    known = [re.escape(word) for word in beginnings]
    known += [rf"{re.escape(name)}(?![\w-])" for name in names]
    return re.compile(rf"(?<!\w)(?:{'|'.join(known) or '(?!)'})", re.IGNORECASE)


def _matches(words: re.Pattern[str], block: Block) -> bool:
    return words.search(block.text) is not None


def _unguarded(runbook: Runbook, steps: Sequence[Block], readers: Sequence[str]) -> Problem:
    first = steps[0]
    places = tuple(dict.fromkeys(step.at for step in steps))
    return Problem(
        f"runbook '{runbook.id}' runs data again and does not say what that does downstream, to "
        f"{shortened(readers)}; say what to pause first, or why nothing has to be",
        first.at,
        evidence=(Fact("steps", len(steps), places), Fact("readers", tuple(readers))),
        related=tuple(Related(place, "this runs data again, too") for place in places[1:6]),
        remedies=(Remedy("add a step before it that says what to pause downstream"),),
    )
