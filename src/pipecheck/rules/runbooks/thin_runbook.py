"""A runbook that keeps room for what nobody has written yet.

What it checks
--------------
Under every heading of a runbook stand words, and no placeholder such as *TBD*, *[describe here]* or *see above*. The
sections named in `prose` say at least `min_words`, and the mitigation lists at least `min_steps` steps, which are items
of a list. Lists in other sections, such as failures, are no steps. Only sections that are there are looked at.

Why it matters
--------------
An empty heading passes every review that only counts headings. It is found out by the person who has to act on it.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, audiences: [investors], owners: {primary: alice, secondary: bob}}
runbooks:
  - {id: revenue, pipelines: [revenue], sections: {summary: TBD, mitigation: Restart it.}}
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
      summary: Adds up the orders of the day for the investors' report.
      mitigation: |
        1. Look at the log of the last run.
        2. Restart the job once.
        3. If it fails again, call the secondary owner.
```

Known limits
------------
Words are counted, not understood. Steps that are written as sentences are not seen as steps.
"""

from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import Annotated, NamedTuple

from pipecheck.model.runbook import Block, Runbook, Section
from pipecheck.model.sections import find
from pipecheck.model.substance import has_substance, substance
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
from pipecheck.rules.prose import counted

_STEPS = "mitigation"


class Params(NamedTuple):
    min_words: Annotated[int, Doc("fewest words in a section of prose")] = 5
    min_steps: Annotated[int, Doc("fewest steps in the mitigation")] = 3
    prose: Annotated[tuple[str, ...], Doc("sections that take some words to be of use")] = (
        "summary",
        "impact",
        "diagnosis",
        "mitigation",
    )


def _concerned(runbook: Runbook, params: Params) -> bool:
    return not runbook.template and bool(runbook.sections)


@rule(
    Runbook,
    level=Level.warning,
    profile=Profile.recommended,
    params=Params,
    applies=_concerned,
    defers_to=("incomplete-runbook",),
)
def check(runbook: Runbook, view: TeamView, params: Params) -> Iterator[Outcome]:
    empty: dict[str, list[Section]] = {}
    for section in runbook.sections:
        if not has_substance(section):
            empty.setdefault(section.id, []).append(section)
    for sections in empty.values():
        yield _empty(runbook, sections)
    for name in dict.fromkeys((*params.prose, _STEPS)):
        sections = [found.section for found in find([runbook], name) if has_substance(found.section)]
        if sections:
            yield from _judged(runbook, name, sections, params)


def _empty(runbook: Runbook, sections: Sequence[Section]) -> Problem:
    first, *others = sections
    text = " ".join(block.text for block in first.blocks).strip()
    has = f"only '{shorten(text, 40)}'" if text else "nothing"
    return Problem(
        f"runbook '{runbook.id}' has {has} under '{_title(first)}'; write it, or take the heading away",
        first.blocks[0].at if text else first.at,
        key=("empty", first.id),
        evidence=(Fact("section", first.id, tuple(section.at for section in sections)), Fact("text", text)),
        related=tuple(Related(section.at, "empty too") for section in others[:5]),
        remedies=(Remedy(f"write what belongs under '{_title(first)}'"),),
    )


def _judged(runbook: Runbook, name: str, sections: Sequence[Section], params: Params) -> Iterator[Problem]:
    """What stands in a section, or in several of one meaning: first its words, then its steps."""
    blocks = substance(_blocks(sections))
    words = sum(len(block.text.split()) for block in blocks)
    steps = [block for block in blocks if block.kind == "item"]
    title = _title(sections[0])
    if name in params.prose and words < params.min_words:
        said = f"says {counted(words, 'word')} under '{title}'; write at least {params.min_words}"
        yield _thin(runbook, name, sections, said, f"write at least {params.min_words} words", Fact("words", words))
    elif name == _STEPS and len(steps) < params.min_steps:
        have = counted(len(steps), "step") if steps else "no steps"
        said = f"lists {have} under '{title}'; write at least {params.min_steps}, as items of a list"
        fact = Fact("steps", len(steps), tuple(dict.fromkeys(step.at for step in steps)))
        yield _thin(runbook, name, sections, said, f"list at least {params.min_steps} steps", fact)


def _blocks(sections: Sequence[Section]) -> Iterator[Block]:
    """What stands in any of them, once each: a section that lies in the one before is told with it."""
    outer: list[tuple[str, str]] = []
    for section in sections:
        inner = [(block.kind, block.text) for block in section.blocks]
        if inner not in (outer[at : at + len(inner)] for at in range(len(outer))):
            outer = inner
            yield from section.blocks


def _title(section: Section) -> str:
    return section.title.rstrip(" :：")


def _thin(runbook: Runbook, name: str, sections: Sequence[Section], said: str, ask: str, fact: Fact) -> Problem:
    return Problem(
        f"runbook '{runbook.id}' {said}",
        sections[0].at,
        key=(name,),
        evidence=(Fact("section", name, tuple(section.at for section in sections)), fact),
        related=tuple(Related(section.at, f"counted as {name} too") for section in sections[1:6]),
        remedies=(Remedy(ask),),
    )
