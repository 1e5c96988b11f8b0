"""A pipeline that names the same owner twice.

What it checks
--------------
No party stands twice among the owners of one pipeline: not as primary and secondary, and not twice at one rank. An
alias is the member it stands for. The ranks looked at are a parameter; others, such as `business`, may repeat a name.

Why it matters
--------------
A second owner who is the first one is no second owner. It looks like cover on every list, and is none.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: [bob, alice]}}
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
Parties are compared, not the people behind them: a partner that lists alice among its members, beside alice herself,
is for `single-owner` to count.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import active_members, seats
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.value import Ref
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
    Remove,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import listed


class Named(NamedTuple):
    """A name at a rank, and whether other names stand beside it there."""

    rank: str
    ref: Ref
    has_company: bool


class Params(NamedTuple):
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners that are compared")] = ("primary", "secondary")


@rule(Pipeline, level=Level.error, profile=Profile.essential, params=Params, defers_to=("single-owner",))
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    if not pipeline.tells("owners"):
        yield Undecided("pipelines.owners", pipeline.at("owners"))
        return
    named = _named(pipeline, params)
    for owner, places in named.items():
        if len(places) > 1:
            yield _repeated(pipeline, view, owner, places, set(named))


def _named(pipeline: Pipeline, params: Params) -> Mapping[str, list[Named]]:
    """Where each owner is named, in the order of the ranks."""
    named: dict[str, list[Named]] = {}
    for rank in params.ranks:
        party = pipeline.owner(rank)
        for ref in () if party is None else party.names:
            named.setdefault(ref.id, []).append(Named(rank, ref, len(party.names) > 1))  # type: ignore[union-attr]
    return named


def _repeated(pipeline: Pipeline, view: TeamView, owner: str, named: list[Named], owners: set[str]) -> Problem:
    first, second, *more = named
    ranks = list(dict.fromkeys(one.rank for one in named))
    as_what = listed(ranks) if len(ranks) > 1 else f"{'twice' if len(named) == 2 else f'{len(named)} times'} {ranks[0]}"
    return Problem(
        f"'{owner}' is {as_what} owner of pipeline '{pipeline.id}'; name somebody else as {second.rank}",
        second.ref.at,
        key=(owner,),
        evidence=(Fact("owner", owner, tuple(one.ref.at for one in named)), Fact("ranks", tuple(ranks))),
        related=(
            Related(first.ref.at, f"named here first, as {first.rank}"),
            *(Related(one.ref.at, f"and here, as {one.rank}") for one in more[:4]),
        ),
        remedies=tuple(_remedies(view, owner, named[1:], owners)),
    )


def _remedies(view: TeamView, owner: str, again: list[Named], owners: set[str]) -> Iterator[Remedy]:
    if all(one.has_company for one in again):
        gone = tuple(Remove(one.ref.at) for one in reversed(again))
        yield Remedy(f"take '{owner}' out of the {listed(dict.fromkeys(one.rank for one in again))} owners", gone)
        return
    rank = again[0].rank
    load = seats(view.team, rank).shares
    free = [member.id for member in active_members(view.team, lambda: view.as_of) if member.id not in owners]
    if free and len(again) == 1:
        other = min(free, key=lambda name: load[name])
        yield Remedy(f"name {other} as {rank}", (Put(again[0].ref.at, other),))
    else:
        yield Remedy(f"name somebody else as {rank}")
