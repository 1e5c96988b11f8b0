"""An area of the business that rests on too few people.

What it checks
--------------
Behind the pipelines of an area, all taken together, stand at least `min` different people, or the whole team where it
has fewer. Areas of fewer than `pipelines` pipelines are not asked for that.

Why it matters
--------------
An area is what somebody asks about: why is growth down? Where all of it lies with the same two people, nobody else can
answer, nor judge whether the answer is right.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: unit-profit, area: profit, owners: {primary: alice, secondary: bob}}
  - {id: profit, area: profit, owners: {primary: bob, secondary: alice}}
  - {id: investor-profit, area: profit, owners: {primary: alice, secondary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: unit-profit, area: profit, owners: {primary: alice, secondary: bob}}
  - {id: profit, area: profit, owners: {primary: bob, secondary: carol}}
  - {id: investor-profit, area: profit, owners: {primary: alice, secondary: bob}}
```

Known limits
------------
People are counted, not how well they know the area: one seat as secondary is enough. People who take turns in a slot
are all its owners.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import seats
from pipecheck.model.people import Partner
from pipecheck.model.pipeline import Area
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    NotStated,
    Outcome,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import counted, listed
from pipecheck.rules.reseating import chairs_of
from pipecheck.rules.sharing import Shared, everybody, shared_of, unknown_owner


class Params(NamedTuple):
    min: Annotated[int, Doc("fewest people behind the pipelines of an area")] = 3
    pipelines: Annotated[int, Doc("fewest pipelines that an area has to have to be asked")] = 3
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners that count")] = ("primary", "secondary")


def _concerned(area: Area, params: Params) -> bool:
    return len(area.pipelines) >= params.pipelines


@rule(
    Area,
    level=Level.note,
    profile=Profile.strict,
    params=Params,
    applies=_concerned,
    defers_to=("owner-silo",),
)
def check(area: Area, view: TeamView, params: Params) -> Iterator[Outcome]:
    owned = [shared_of(view, pipeline, params.ranks) for pipeline in area.pipelines]
    people = frozenset[str]().union(*(one.people for one in owned))
    if len(people) >= params.min:
        return
    if view.team.members is None:
        raise NotStated(Undecided("members", view.team.at("members"), why="how many people there are"))
    wanted = min(params.min, len(everybody(view, owned)))
    if len(people) >= wanted:
        return
    unknown = next((one for one in owned if one.unknown), None)
    if unknown is None:
        yield _narrow(area, view, sorted(people), wanted, params)
    elif len(people) + _strangers(view, owned) < wanted:
        yield unknown_owner(view.team, unknown.pipeline, next(iter(unknown.unknown.values())), params.ranks)


def _strangers(view: TeamView, owned: Sequence[Shared]) -> int:
    """How many people the unknown owners are at least: one for each partner, and for each name nobody declared."""
    named = {name for one in owned for name in one.unknown}
    people = view.team.people
    return sum(isinstance(people.get(name), Partner) or (name not in people and ": " not in name) for name in named)


def _narrow(area: Area, view: TeamView, people: Sequence[str], wanted: int, params: Params) -> Problem:
    first, *others = area.pipelines
    named = f", {listed(people)}" if people else ""
    return Problem(
        f"behind the {len(area.pipelines)} pipelines of area '{area.id}' {'stands' if len(people) == 1 else 'stand'} "
        f"{counted(len(people), 'person', 'people')}{named}; {wanted} are wanted, so let somebody else own one of them",
        first.at("owners"),
        evidence=(
            Fact("people", tuple(people), tuple(one.at("owners") for one in area.pipelines)),
            Fact("wanted", wanted),
        ),
        related=(
            Related(area.at(), f"the area '{area.id}'"),
            *(Related(one.at("owners"), "owned by them as well") for one in others[:4]),
        ),
        remedies=(_remedy(area, view, people, wanted, params),),
    )


def _remedy(area: Area, view: TeamView, people: Sequence[str], wanted: int, params: Params) -> Remedy:
    """Somebody from outside takes the place of one who stays an owner of the area by another pipeline."""
    rank = params.ranks[-1]
    load = seats(view.team, rank).shares
    outside = sorted((who for who in load if who not in people), key=lambda who: load[who])
    within = [chair for chair in chairs_of(view.team, rank) if chair.pipeline in area.pipelines]
    if wanted - len(people) == 1 and outside:
        taker = outside[0]
        for chair in within:
            elsewhere = {ref.id for other in within if other.pipeline != chair.pipeline for ref in [other.seat]}
            if chair.seat.id in elsewhere and load.get(chair.seat.id, 0) > load[taker]:
                title = f"name {taker} in place of {chair.seat.id} as {rank} of '{chair.pipeline.id}'"
                return Remedy(title, (Put(chair.seat.at, taker),))
    return Remedy(f"name somebody else as {rank} of one of them")
