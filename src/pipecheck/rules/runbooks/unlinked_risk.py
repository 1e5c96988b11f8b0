"""A known danger that the runbook does not speak of.

What it checks
--------------
Every risk of high impact (`impacts`) whose scope holds a pipeline is named in one of the pipeline's runbooks, by its id
or by its title. It is said of the first runbook of a pipeline, in one problem for all the risks that are missing there.

A risk that is named nowhere and does not tell its `impact` leaves the verdict undecided.

Why it matters
--------------
The list of risks is made on a quiet afternoon, the runbook is read at night. What the team knew and did not write down
where it is needed, it finds out again.

Fails
-----

```yaml
version: 1
team: data-core
pipelines: [{id: revenue, audiences: [investors]}]
risks:
  - {id: late-upstream, title: Orders arrive late, scope: all, impact: high}
runbooks:
  - {id: revenue, pipelines: [revenue], sections: {failures: The disk is full.}}
```

Passes
------

```yaml
version: 1
team: data-core
pipelines: [{id: revenue, audiences: [investors]}]
risks:
  - {id: late-upstream, title: Orders arrive late, scope: all, impact: high}
runbooks:
  - {id: revenue, pipelines: [revenue], sections: {failures: Orders arrive late (`late-upstream`).}}
```

Known limits
------------
Ids and titles are looked for as they are written, whatever the case; the same danger in other words is not recognised.
A pipeline without a runbook is for `missing-runbook`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.runbook import Risk, Runbook
from pipecheck.model.sections import find, runbooks_of
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
    Undecided,
    rule,
)
from pipecheck.rules.prose import counted, shortened


class Params(NamedTuple):
    impacts: Annotated[tuple[str, ...], Doc("the words for an impact that a runbook has to speak of")] = (
        "high",
        "very high",
        "critical",
        "severe",
    )


def _concerned(runbook: Runbook, params: Params) -> bool:
    return not runbook.template and bool(runbook.pipelines)


@rule(Runbook, level=Level.note, profile=Profile.strict, params=Params, applies=_concerned)
def check(runbook: Runbook, view: TeamView, params: Params) -> Iterator[Outcome]:
    unnamed = {risk.id: risk for risk in _unnamed(runbook, view.team)}
    impacts = {word.casefold() for word in params.impacts}
    grave = [risk for risk in unnamed.values() if risk.impact is not None and risk.impact.casefold() in impacts]
    if grave:
        yield _unlinked(runbook, grave)
        return
    untold = next((risk for risk in unnamed.values() if risk.impact is None), None)
    if untold is not None:
        why = f"how grave risk '{untold.id}' is, which runbook '{runbook.id}' does not name"
        yield Undecided("risks.impact", untold.at("impact"), why=why)


def _unnamed(runbook: Runbook, team: Team) -> Iterator[Risk]:
    """The risks of the pipelines that a runbook is the first to serve, which no runbook of theirs names."""
    for pipeline in team.pipelines or ():
        runbooks = runbooks_of(team, pipeline)
        if not runbooks or runbooks[0].key != runbook.key:
            continue
        text = _text(runbooks)
        for risk in team.risks:
            threatens = risk.scope is None or pipeline in team.pipelines_of(risk.scope, off_call=True)
            if threatens and not _is_named(risk, text):
                yield risk


def _text(runbooks: Sequence[Runbook]) -> str:
    """Everything that runbooks say, in lower case and single-spaced."""
    sections = (section for each in runbooks for section in (*each.sections, *each.labels))
    words = (text for section in sections for text in (section.title, *(block.text for block in section.blocks)))
    return " ".join(" ".join(words).casefold().split())


def _is_named(risk: Risk, text: str) -> bool:
    title = " ".join(risk.title.casefold().split()).rstrip(".")
    return title in text or re.search(rf"(?<![\w-]){re.escape(risk.id.casefold())}(?![\w-])", text) is not None


def _unlinked(runbook: Runbook, risks: Sequence[Risk]) -> Problem:
    failures = find((runbook,), "failures")
    number = counted(len(risks), "grave risk")
    return Problem(
        f"runbook '{runbook.id}' does not speak of {number}: {shortened(risk.id for risk in risks)}; "
        f"name {'it' if len(risks) == 1 else 'each'} where it says what could go wrong",
        failures[0].section.at if failures else runbook.heading,
        evidence=(Fact("risks", tuple(risk.id for risk in risks), tuple(risk.at("id") for risk in risks)),),
        related=tuple(Related(risk.at("id"), f"its impact is {risk.impact}") for risk in risks[:5]),
        remedies=(Remedy(f"say what to do about {risks[0].title.rstrip('.')} (`{risks[0].id}`)"),),
    )
