"""A pipeline that depends on one person.

What it checks
--------------
Behind every pipeline stand at least `min` different people, counted over the ranks `primary` and `secondary`. A
partner counts as the members it lists, the own team as its active members, a slot that rotates as one person.

A partner that lists nobody stands for at least one person and at most nobody knows how many. Where that decides, the
verdict is undecided; two different owners always pass.

Why it matters
--------------
When the one person who knows a pipeline is ill, on a plane, or gone, it is nobody's. The second owner is the cheapest
insurance a team can buy, and it has to be bought before it is needed.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
```

Known limits
------------
An owner that the file does not declare counts as somebody (`unknown-reference` speaks of it), and two owners of
different teams count as two people even if one person works for both. `owners: {secondary: {none: "reason"}}` is a
statement that nobody is wanted there, and passes.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import Behind, active_members, owners_of, people_behind, seats
from pipecheck.model.people import Member, Partner
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Plain,
    Problem,
    Profile,
    Put,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import counted, listed
from pipecheck.rules.sharing import unknown_owner


class Params(NamedTuple):
    min: Annotated[int, Doc("fewest people behind a pipeline", source="every plan names a primary and a secondary")] = 2
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners that count")] = ("primary", "secondary")


@rule(Pipeline, level=Level.error, profile=Profile.essential, params=Params)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    if not pipeline.tells("owners"):
        yield Undecided("pipelines.owners", pipeline.at("owners"))
        return
    if any(party.reason is not None for party in owners_of(pipeline, params.ranks)):
        return
    behind = people_behind(view.team, pipeline, lambda: view.as_of, params.ranks)
    if behind.most is not None and behind.most < params.min:
        yield _too_few(pipeline, view, params, behind)
    elif behind.least < params.min:
        named = (ref.at for party in owners_of(pipeline, params.ranks) for ref in party.names)
        first = next(at for at in named if at in behind.unknown)
        yield unknown_owner(view.team, pipeline, first, params.ranks)


def _too_few(pipeline: Pipeline, view: TeamView, params: Params, behind: Behind) -> Problem:
    owners = _owners(pipeline, view.team, params, behind)
    named = f": {listed(owners)}" if len(owners) == behind.least > 0 else ""
    have = counted(behind.least, "owner") if behind.least else "no owner"
    vacant = _vacant(pipeline, params, behind)
    return Problem(
        f"pipeline '{pipeline.id}' has {have}{named}; {params.min} {'is' if params.min == 1 else 'are'} wanted, "
        f"so name {listed(_one(pipeline, rank, params) for rank in dict.fromkeys(vacant))}",
        pipeline.at("owners", vacant[0]),
        evidence=(
            Fact("owners", behind.least, tuple(party.at for party in owners_of(pipeline, params.ranks))),
            Fact("people", owners),
            Fact("wanted", params.min),
        ),
        remedies=(_remedy(pipeline, view, params, behind, vacant),),
    )


def _one(pipeline: Pipeline, rank: str, params: Params) -> str:
    elsewhere = {name for other in params.ranks if other != rank for name in _named_at(pipeline, other)}
    named = _named_at(pipeline, rank)
    if named and elsewhere.issuperset(named):
        return f"somebody else as {rank}"
    return f"{'an' if rank[0] in 'aeio' else 'a'} {rank}"


def _owners(pipeline: Pipeline, team: Team, params: Params, behind: Behind) -> tuple[str, ...]:
    """Who is counted: people by name, then slots and columns, each of which is one person at a time."""
    named = (ref for party in owners_of(pipeline, params.ranks) for ref in party.names)
    turning = (ref.id for ref in named if not isinstance(team.person(ref), Member | Partner) and ref.id != team.team)
    return (*sorted(behind.people), *dict.fromkeys(turning))


def _vacant(pipeline: Pipeline, params: Params, behind: Behind) -> Sequence[str]:
    """A rank for each person that is missing: first those that name nobody, then the last, which may be several."""
    wanted = params.min - behind.least
    empty = [rank for rank in params.ranks if not _named_at(pipeline, rank) and not _is_one_of(pipeline, rank)]
    return [*empty, *[params.ranks[-1]] * wanted][:wanted]


def _remedy(pipeline: Pipeline, view: TeamView, params: Params, behind: Behind, vacant: Sequence[str]) -> Remedy:
    """Whoever owns least at the rank, members in the order of the file."""
    chosen: dict[str, list[str]] = {}
    for rank in vacant:
        load = seats(view.team, rank).shares
        taken = behind.people.union(*chosen.values())
        free = [one.id for one in active_members(view.team, lambda: view.as_of) if one.id not in taken]
        if not free or _is_one_of(pipeline, rank):
            return Remedy(
                f"name {counted(len(vacant), 'more person', 'more people')} as {listed(dict.fromkeys(vacant))}"
            )
        chosen.setdefault(rank, []).append(min(free, key=lambda name: load[name]))
    edits = (_put(pipeline, params, rank, names) for rank, names in chosen.items())
    return Remedy(f"name {listed(f'{listed(names)} as {rank}' for rank, names in chosen.items())}", tuple(edits))


def _put(pipeline: Pipeline, params: Params, rank: str, chosen: list[str]) -> Put:
    """The names of a rank with those chosen; a name that stands at another rank as well gives way."""
    elsewhere = {name for other in params.ranks if other != rank for name in _named_at(pipeline, other)}
    names = [*(name for name in _named_at(pipeline, rank) if name not in elsewhere), *chosen]
    owners: Plain = names[0] if len(names) == 1 else names
    return Put(pipeline.at("owners", rank), owners)


def _named_at(pipeline: Pipeline, rank: str) -> Sequence[str]:
    party = pipeline.owner(rank)
    return [] if party is None else [ref.id for ref in party.names]


def _is_one_of(pipeline: Pipeline, rank: str) -> bool:
    party = pipeline.owner(rank)
    return party is not None and party.among
