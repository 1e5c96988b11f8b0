"""One owner who is second everywhere.

What it checks
--------------
No owner, person or team, holds more than `max_share` of all seats as secondary, rounded up, nor more than an even share
where there are too few owners for less.

Why it matters
--------------
A second owner who stands behind everything stands behind nothing in particular. When two pipelines break at once, one
of them has no second owner after all; and when that one is away, none has.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: carol}}
  - {id: growth, owners: {primary: bob, secondary: carol}}
  - {id: orders, owners: {primary: alice, secondary: carol}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: carol}}
  - {id: growth, owners: {primary: bob, secondary: carol}}
  - {id: orders, owners: {primary: carol, secondary: bob}}
```

Known limits
------------
A team counts as one owner, however many people it has. Small unevenness is for `uneven-secondary-load` to tell.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import active_members, seats
from pipecheck.model.team import Team
from pipecheck.rules.base import Doc, Fact, Level, Outcome, Problem, Profile, Related, Remedy, TeamView, rule
from pipecheck.rules.loads import Counted, untold
from pipecheck.rules.prose import listed
from pipecheck.rules.reseating import capped


class Params(NamedTuple):
    max_share: Annotated[Fraction, Doc("largest part of all seats that one owner may hold")] = Fraction(1, 2)
    rank: Annotated[str, Doc("the rank of owners that is counted")] = "secondary"


def _concerned(team: Team, params: Params) -> bool:
    held = seats(team, params.rank)
    return untold(team, Counted((params.rank,))) is not None or bool(any(held.shares.values()) or held.parties)


@rule(
    Team,
    level=Level.warning,
    profile=Profile.strict,
    params=Params,
    applies=_concerned,
    defers_to=("uneven-secondary-load",),
)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    unknown = untold(team, Counted((params.rank,)))
    if unknown is not None:
        yield unknown
        return
    held = seats(team, params.rank)
    present = {member.id for member in active_members(team, lambda: view.as_of)}
    people = {name: count for name, count in held.shares.items() if count or name in present}
    counts = {**people, **held.parties}
    total = sum(counts.values(), Fraction(0))
    allowed = max(ceil(params.max_share * total), ceil(total / len(counts)))
    for name, count in counts.items():
        if count > allowed:
            yield _concentrated(team, name, counts, allowed, params)


def _concentrated(team: Team, name: str, counts: Mapping[str, Fraction], allowed: int, params: Params) -> Problem:
    total = sum(counts.values(), Fraction(0))
    places = seats(team, params.rank).places[name]
    moves = capped(team, params.rank, counts, allowed)
    at = moves[0].seat.at if moves else places[0]
    others = [place for place in places if place != at]
    return Problem(
        f"{name} is {params.rank} owner in {counts[name]} of {total} seats; at most {allowed} are wanted for one, so "
        "let others take some of them",
        at,
        key=(name,),
        evidence=(
            Fact("seats", counts[name], places),
            Fact("total", total),
            Fact("allowed", allowed),
        ),
        related=tuple(Related(place, f"{name} is {params.rank} here too") for place in others[:5]),
        remedies=(
            Remedy(listed(map(str, moves)), tuple(edit for move in moves for edit in move.edits))
            if moves
            else Remedy(f"name others as {params.rank} in place of {name}"),
        ),
    )
