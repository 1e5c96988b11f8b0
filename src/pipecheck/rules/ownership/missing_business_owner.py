"""A pipeline whose numbers somebody reports, and nobody outside the data team answers for.

What it checks
--------------
Every pipeline with one of the `audiences` names somebody under `owners.business`, and nobody there who is also one of
its owners of data (`ranks`). `{none: reason}` is a statement, and passes.

Why it matters
--------------
Whoever keeps a pipeline running knows whether the number arrived, not whether it is right to report it. When the two
part ways, somebody has to decide, and has to be known before.

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
partners: [{id: finance}]
pipelines:
  - {id: revenue, audiences: [investors], owners: {primary: alice, secondary: bob, business: finance}}
```

Known limits
------------
Parties are compared, not the people behind them. Whether the one who is named agreed to it, no file tells.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import owners_of
from pipecheck.model.pipeline import Pipeline
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
    Remove,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import listed


class Params(NamedTuple):
    audiences: Annotated[tuple[str, ...], Doc("the audiences whose pipelines need one")] = ("investors",)
    rank: Annotated[str, Doc("the rank of owners under which the business names its own")] = "business"
    ranks: Annotated[tuple[str, ...], Doc("the ranks of those who own the data")] = ("primary", "secondary")


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return not set(params.audiences).isdisjoint(pipeline.audiences)


@rule(Pipeline, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    if not pipeline.tells("owners"):
        yield Undecided("pipelines.owners", pipeline.at("owners"), why=f"who answers for '{pipeline.id}'")
        return
    party = pipeline.owner(params.rank)
    if party is None or not (party.names or party.everybody or party.reason is not None):
        yield _missing(pipeline, params)
        return
    data = {ref.id: ref for one in owners_of(pipeline, params.ranks) for ref in one.names}
    same = [ref for ref in party.names if ref.id in data]
    if same and not party.among:
        yield _same(pipeline, same, data, len(party.names), params)


def _missing(pipeline: Pipeline, params: Params) -> Problem:
    party = pipeline.owner(params.rank)
    read = listed(audience for audience in pipeline.audiences if audience in params.audiences)
    have = "is open" if party is not None else "names nobody"
    return Problem(
        f"pipeline '{pipeline.id}' is read by {read}, but `owners.{params.rank}` {have}; "
        "name who answers for its numbers",
        pipeline.at("owners") if party is None else party.at,
        evidence=(Fact("audiences", tuple(pipeline.audiences), (pipeline.at("audiences"),)),),
        remedies=(Remedy(f"add `{params.rank}: …` to the owners of '{pipeline.id}'"),),
    )


def _same(pipeline: Pipeline, same: list[Ref], data: dict[str, Ref], named: int, params: Params) -> Problem:
    names = [ref.id for ref in same]
    are, owner, keep = ("is", "owner", "keeps") if len(names) == 1 else ("are", "owners", "keep")
    gone = tuple(Remove(ref.at) for ref in reversed(same))
    return Problem(
        f"{listed(names)} {are} {params.rank} {owner} of '{pipeline.id}' and {keep} its data, too; name somebody "
        "else who answers for its numbers",
        same[0].at,
        evidence=(Fact("same", tuple(names), tuple(ref.at for ref in same)),),
        related=tuple(Related(data[name].at, f"{name} is owner of the data here") for name in names[:5]),
        remedies=(
            Remedy(f"take {listed(names)} out of `owners.{params.rank}`", gone)
            if len(names) < named
            else Remedy(f"name somebody else under `owners.{params.rank}`"),
        ),
    )
