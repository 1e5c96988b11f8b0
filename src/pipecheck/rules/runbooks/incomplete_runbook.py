"""A runbook in which somebody looks for an answer that is not there.

What it checks
--------------
For every pipeline that a runbook serves, each of `sections` is told: under a heading that means it (*Steps to resolve*
is mitigation, *What could go wrong* is failures), after a bold label, by another runbook of the same pipeline, or by
the team file itself, which may tell the escalation and the service levels. What is missing is said of the first
runbook of a pipeline, in one problem.

`lesser` names those of the sections whose absence is a warning at most; they are said apart. `aliases` adds headings of
your own.

Why it matters
--------------
Whoever reads a runbook is in a hurry and has one of five questions: what is this, who is hurt, what is wrong, what do I
do, whom do I call. Of 251 published alert runbooks that use any of these headings, 243 have meaning, impact, diagnosis
and mitigation.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, audiences: [investors], owners: {primary: alice, secondary: bob}}
runbooks:
  - id: revenue
    pipelines: [revenue]
    sections: {summary: Adds up the orders of the day., mitigation: Restart the job.}
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
    sections:
      summary: Adds up the orders of the day.
      impact: Investors read yesterday's figure.
      diagnosis: Look at the log of the last run.
      mitigation: Restart the job.
oncall:
  escalation: [{after: 15m, to: owners.secondary}]
```

Known limits
------------
That a heading stands there says nothing of what stands under it: that is for `thin-runbook`. A page elsewhere
(`runbook: {url: …}`) is not read.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, NamedTuple

from pipecheck.model.headings import canonical
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Runbook
from pipecheck.model.sections import find, runbooks_of, told_elsewhere
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
from pipecheck.rules.prose import counted, listed

_SOURCE = "OpenShift's alert runbooks, Google's SRE workbook, AWS' guidance on runbooks"
_ANSWERS: Mapping[str, str] = MappingProxyType(
    {
        "summary": "what the pipeline does, and for whom",
        "impact": "who notices when it breaks, and how much it hurts",
        "diagnosis": "how to find out what is wrong",
        "mitigation": "what to do, step by step",
        "escalation": "whom to call, and after how long",
        "failures": "what could go wrong",
        "sources": "where its data comes from",
        "validation": "how to know that it is right again",
        "communication": "whom to tell, and where",
        "sla": "what is promised, and by when",
        "access": "what one needs to be allowed to do",
    }
)


class Params(NamedTuple):
    sections: Annotated[
        tuple[str, ...], Doc("what a runbook has to tell, by canonical name or by heading", source=_SOURCE)
    ] = ("summary", "impact", "diagnosis", "mitigation", "escalation")
    lesser: Annotated[tuple[str, ...], Doc("those of the sections whose absence is a warning at most")] = ()
    aliases: Annotated[
        Mapping[str, str], Doc("further headings, and the section that each of them means: `Reporting: communication`")
    ] = MappingProxyType({})


def _concerned(runbook: Runbook, params: Params) -> bool:
    return not runbook.template and bool(runbook.pipelines)


@rule(Runbook, level=Level.error, profile=Profile.essential, params=Params, applies=_concerned)
def check(runbook: Runbook, view: TeamView, params: Params) -> Iterator[Outcome]:
    served = [pipeline for pipeline in view.team.pipelines or () if _answers_for(runbook, view.team, pipeline)]
    missing = {
        section: lacking
        for section in dict.fromkeys(params.sections)
        if (lacking := [pipeline for pipeline in served if not _is_told(section, view.team, pipeline, params)])
    }
    lesser = {section: missing[section] for section in missing if section in params.lesser}
    graver = {section: missing[section] for section in missing if section not in lesser}
    if graver:
        yield _incomplete(runbook, graver)
    if lesser:
        yield _incomplete(runbook, lesser)._replace(key=("lesser",), at_most="warning")


def _answers_for(runbook: Runbook, team: Team, pipeline: Pipeline) -> bool:
    """Whether a runbook is the first of those that serve a pipeline: what none of them tells is said of it alone."""
    return next((each.key == runbook.key for each in runbooks_of(team, pipeline)), False)


def _is_told(section: str, team: Team, pipeline: Pipeline, params: Params) -> bool:
    runbooks = runbooks_of(team, pipeline)
    name = canonical(section) or section
    return bool(find(runbooks, name, params.aliases)) or told_elsewhere(team, pipeline, runbooks, name) is not None


def _incomplete(runbook: Runbook, missing: Mapping[str, list[Pipeline]]) -> Problem:
    sections, pipelines = tuple(missing), {one.id: one for lacking in missing.values() for one in lacking}
    return Problem(
        f"runbook '{runbook.id}' lacks {counted(len(missing), 'section')}: {listed(sections)}; "
        f"add {'it' if len(missing) == 1 else 'them'}",
        runbook.heading,
        evidence=(
            Fact("missing", sections),
            Fact("headings", tuple(one.title for one in runbook.sections), tuple(one.at for one in runbook.sections)),
            Fact("pipelines", tuple(pipelines), tuple(one.at("id") for one in pipelines.values())),
        ),
        related=tuple(Related(one.at("id"), "a pipeline that it serves") for one in list(pipelines.values())[:5]),
        remedies=tuple(_remedies(sections)),
    )


def _remedies(sections: tuple[str, ...]) -> Iterator[Remedy]:
    """All at once, where there are several, and then what belongs under each."""
    if len(sections) > 1:
        yield Remedy(f"add headings for {listed(section.capitalize() for section in sections)}")
    for section in sections:
        answer = _ANSWERS.get(canonical(section) or section)
        yield Remedy(f"add a heading '{section.capitalize()}'" + (f", and under it {answer}" if answer else ""))
