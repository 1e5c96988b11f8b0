"""A pipeline that several parties own first, so that none of them does.

What it checks
--------------
At most `max` parties stand under `owners.primary`. A list with one name in it is one; the same name twice is one, and
`repeated-owner` speaks of it. No primary at all is for `single-owner` to say.

Why it matters
--------------
Where two are first, each may think the other has it. One of them answers; the others help, and that is what
`secondary` is for.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, owners: {primary: [alice, bob], secondary: carol}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: [bob, carol]}}
```

Known limits
------------
A partner is one party, however many people it has. `{among: [alice, bob]}` is one of them, not told which, and passes.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.value import Ref
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Plain,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import listed


class Params(NamedTuple):
    max: Annotated[int, Doc("most parties that may be primary", source="Backstage: 'always one ultimate owner'")] = 1


@rule(Pipeline, level=Level.error, profile=Profile.essential, params=Params)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    if not pipeline.tells("owners"):
        yield Undecided("pipelines.owners", pipeline.at("owners"))
        return
    party = pipeline.owner("primary")
    if party is None or party.among:
        return
    first_named = {ref.id: ref for ref in reversed(party.names)}
    primaries = [ref for ref in party.names if ref is first_named[ref.id]]
    if len(primaries) > params.max:
        yield _shared(pipeline, primaries, params.max)


def _shared(pipeline: Pipeline, primaries: list[Ref], most: int) -> Problem:
    first, second = primaries[0], primaries[most]
    names = [ref.id for ref in primaries]
    asked = "name the one who answers" if most == 1 else f"at most {most} may be"
    return Problem(
        f"pipeline '{pipeline.id}' has {len(names)} primary owners, {listed(names)}; {asked}",
        second.at,
        evidence=(Fact("primaries", tuple(names), tuple(ref.at for ref in primaries)), Fact("max", most)),
        related=(Related(first.at, "the first of them"),),
        remedies=(_remedy(pipeline, names, most),),
    )


def _remedy(pipeline: Pipeline, names: list[str], most: int) -> Remedy:
    kept, moved = names[:most], names[most:]
    secondary = pipeline.owner("secondary")
    if secondary is not None and (secondary.among or secondary.everybody):
        return Remedy(f"keep {listed(kept)} as primary and name {listed(moved)} as secondary")
    others = [ref.id for ref in secondary.names] if secondary is not None else []
    below: Plain = list(dict.fromkeys([*moved, *others]))
    above: Plain = kept[0] if len(kept) == 1 else kept
    return Remedy(
        f"keep {listed(kept)} as primary and name {listed(moved)} as secondary",
        (Put(pipeline.at("owners", "primary"), above), Put(pipeline.at("owners", "secondary"), below)),
    )
