"""A runbook that mends the pipeline and tells nobody.

What it checks
--------------
Somewhere in a runbook stands a step that reaches people besides the owners: it names a channel (`#investor-reports`) or
an address, or it tells somebody (one of `words`, such as *notify*) who is not an owner: an audience of the pipeline, a
partner, another member, or one of `parties`, such as *stakeholders*. Under a heading that means communication, whoever
is named there is taken to be told.

Why it matters
--------------
A late report that was announced is an inconvenience, one that was not is a loss of trust. Whoever mends the job at
night has no time to find out who is waiting for it.

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
    sections:
      mitigation: |
        1. Restart the job once.
        2. If it fails again, tell bob.
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
      mitigation: |
        1. Restart the job once.
        2. If it fails again, tell investors by 07:45 that the report will be late.
```

Known limits
------------
Words are compared, not understood: `words` and `parties` are English until a policy says otherwise. The word has to
stand before whoever is told. What stands between the title and the first heading, and in code, is not read; nor is a
page elsewhere.
"""

import re
from collections.abc import Collection, Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.people import Member, Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Block, Runbook
from pipecheck.model.sections import find
from pipecheck.model.substance import substance
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
from pipecheck.rules.prose import listed

_CHANNEL = re.compile(r"(?<![\w/&#])(?<!\]\()#[^\W\d_][\w-]+")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


class Params(NamedTuple):
    words: Annotated[tuple[str, ...], Doc("what a step says that tells somebody something, in the team's language")] = (
        "notify",
        "notifies",
        "inform",
        "informs",
        "tell",
        "tells",
        "say",
        "announce",
        "warn",
        "alert",
        "message",
        "email",
        "mail",
        "contact",
        "call",
        "communicate",
    )
    parties: Annotated[tuple[str, ...], Doc("who is never an owner, in the team's language")] = (
        "stakeholder",
        "stakeholders",
        "customers",
        "consumers",
        "readers",
        "recipients",
        "leadership",
        "management",
    )


def _concerned(runbook: Runbook, params: Params) -> bool:
    return not runbook.template and bool(runbook.pipelines) and bool(runbook.sections or runbook.labels)


@rule(Runbook, level=Level.note, profile=Profile.recommended, params=Params, applies=_concerned)
def check(runbook: Runbook, view: TeamView, params: Params) -> Iterator[Outcome]:
    named = {ref.id for ref in runbook.pipelines}
    served = [pipeline for pipeline in view.team.pipelines or () if pipeline.id in named]
    outside = _either({*params.parties, *_outsiders(view.team, served)})
    told = _either(params.words)
    communication = [found.section for found in find((runbook,), "communication")]
    blocks = [block for section in (*runbook.sections, *runbook.labels) for block in _prose(section.blocks)]
    if any(_reaches(block.text, told, outside) for block in blocks):
        return
    if any(outside.search(block.text) for section in communication for block in _prose(section.blocks)):
        return
    readers = tuple(dict.fromkeys(word for pipeline in served for word in pipeline.audiences))
    whom = listed(readers) if readers else "whoever waits for it"
    yield Problem(
        f"runbook '{runbook.id}' never says whom to tell when it breaks: no step tells anybody besides the owners, and "
        "none names a channel or an address; add one",
        communication[0].at if communication else runbook.heading,
        evidence=(
            Fact("steps", len({(block.at, block.text) for block in blocks})),
            Fact("audiences", readers, tuple(pipeline.at("audiences") for pipeline in served if pipeline.audiences)),
        ),
        related=tuple(Related(pipeline.at("audiences"), "they read it") for pipeline in served if pipeline.audiences),
        remedies=(Remedy(f"add a step that says where, and by when, to tell {whom}"),),
    )


def _prose(blocks: Collection[Block]) -> Iterator[Block]:
    return (block for block in substance(blocks) if block.kind != "code")


def _outsiders(team: Team, served: Collection[Pipeline]) -> Iterator[str]:
    """Everybody by id, name and alias who does not own one of the pipelines, and the audiences of these."""
    owners = {ref.id for one in served for party in (one.owners or {}).values() for ref in party.names}
    for name, person in team.people.items():
        is_owner = person.id in owners or (isinstance(person, Member) and team.team in owners)
        if not is_owner and not isinstance(person, Slot):
            yield from (name, person.name)
    for pipeline in served:
        yield from pipeline.audiences


def _either(words: Collection[str]) -> re.Pattern[str]:
    """Any of the words, each as a whole, in whatever case."""
    known = "|".join(re.escape(word) for word in sorted(words))
    return re.compile(rf"(?<!\w)(?:{known or '(?!)'})(?!\w)", re.IGNORECASE)


def _reaches(text: str, told: re.Pattern[str], outside: re.Pattern[str]) -> bool:
    if _CHANNEL.search(text) or _ADDRESS.search(text):
        return True
    word = told.search(text)
    return word is not None and outside.search(text, word.end()) is not None
