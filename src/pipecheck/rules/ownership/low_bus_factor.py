"""A few people whose loss leaves most pipelines without an owner.

What it checks
--------------
The bus factor is the least number of people without whom `orphan_share` of the pipelines that have an owner have none
left. In teams of `people` or more it is at least `min`, as far as any arrangement of so many owners reaches that: where
none does, there is nothing to judge.

An owner that stands for people nobody lists is never lost in the best case, and at once in the worst. Where the two
differ, the verdict is undecided.

Why it matters
--------------
Two people share a train, an illness, an offer from the same company. What they own alone stands still that day, and
nobody is left who could say what is most urgent.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
  - {id: orders, owners: {primary: carol, secondary: dave}}
  - {id: returns, owners: {primary: dave, secondary: carol}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: carol}}
  - {id: orders, owners: {primary: carol, secondary: dave}}
  - {id: returns, owners: {primary: dave, secondary: alice}}
```

Known limits
------------
Every pipeline weighs the same, and whoever is named is taken for able to run it alone. People who take turns in a slot
are all its owners.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, comb
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import active_members, seats
from pipecheck.model.team import Team
from pipecheck.model.value import Party
from pipecheck.rules.base import (
    Doc,
    Edit,
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
    rule,
)
from pipecheck.rules.prose import counted, listed
from pipecheck.rules.sharing import Sets, Shared, everybody, exchanges, shared, unknown_owner

_ADDED = 8
"""More further owners than this are no remedy, but a new plan."""


class Params(NamedTuple):
    min: Annotated[int, Doc("least bus factor")] = 3
    orphan_share: Annotated[
        Fraction,
        Doc("the part of the pipelines that must not be lost", source="Avelino et al. 2016, half; here half counts"),
    ] = Fraction(1, 2)
    people: Annotated[int, Doc("smallest team that is judged")] = 4
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners that count")] = ("primary", "secondary")


class Loss(NamedTuple):
    """Some people, and the pipelines that have no owner without them."""

    people: frozenset[str]
    pipelines: tuple[str, ...]


@rule(Team, level=Level.warning, profile=Profile.recommended, params=Params, defers_to=("owner-silo",))
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    owned = shared(view, params.ranks)
    people = everybody(view, owned)
    if len(people) < params.people or not owned:
        return
    need = max(1, ceil(params.orphan_share * len(owned)))
    wanted = _attainable([len(one.people) for one in owned if not one.unknown], len(people), need, params.min)
    known = {one.pipeline.id: one.people for one in owned if not one.unknown}
    worst = _worst(known, wanted - 1, need)
    if worst is not None:
        yield _problem(view, owned, worst, need, wanted, params)
    elif _worst({one.pipeline.id: one.people for one in owned}, wanted - 1, need) is not None:
        first = next(one for one in owned if one.unknown)
        yield unknown_owner(team, first.pipeline, next(iter(first.unknown.values())), params.ranks)


def _attainable(owners: Sequence[int], people: int, need: int, wanted: int) -> int:
    """The bus factor that is asked for: no more than so many owners allow (semantics §34).

    Of all choices of k people, the worst loses at least what one loses on average. One owner is taken for two, for a
    second one is asked of every pipeline anyway.
    """
    seated = [max(number, 2) for number in owners]
    for lost in range(2, min(wanted, people + 1)):
        each = (comb(people - number, lost - number) for number in seated if number <= lost)
        if ceil(Fraction(sum(each), comb(people, lost))) >= need:
            return lost
    return wanted


def _worst(sets: Sets, most: int, need: int) -> Loss | None:
    """The fewest people, `most` at most, without whom `need` pipelines have no owner; of several, those who lose most,
    then the first in the file."""
    losses = [_lost(sets, people) for people in _unions(sets, most)]
    bad = [(len(loss.people), -len(loss.pipelines), number) for number, loss in enumerate(losses)]
    chosen = min((one for one in bad if -one[1] >= need), default=None)
    return None if chosen is None else losses[chosen[2]]


def _unions(sets: Sets, most: int) -> Sequence[frozenset[str]]:
    """Every group of at most so many people who are together all the owners of some pipelines."""
    found = dict.fromkeys([frozenset[str]()])
    for people in dict.fromkeys(sets.values()):
        found |= dict.fromkeys(union for other in found if len(union := other | people) <= most)
    return tuple(found)


def _lost(sets: Sets, people: frozenset[str]) -> Loss:
    return Loss(people, tuple(name for name, owners in sets.items() if owners <= people))


def _problem(view: TeamView, owned: Sequence[Shared], worst: Loss, need: int, wanted: int, params: Params) -> Problem:
    people = sorted(worst.people)
    places = {one.pipeline.id: one.pipeline.at("owners") for one in owned}
    first, *others = (places[name] for name in worst.pipelines)
    return Problem(
        f"without {listed(people)}, {len(worst.pipelines)} of {counted(len(owned), 'pipeline')} "
        f"{'has' if len(worst.pipelines) == 1 else 'have'} no owner left: "
        f"the bus factor is {len(people)}, and {wanted} is wanted; let others own some of these pipelines, too",
        first,
        key=tuple(people),
        evidence=(
            Fact("bus factor", len(people)),
            Fact("wanted", wanted),
            Fact("people", tuple(people)),
            Fact("lost", worst.pipelines, (first, *others)),
            Fact("pipelines", len(owned)),
        ),
        related=tuple(Related(place, "lost as well") for place in others[:5]),
        remedies=(_remedy(view, owned, need, wanted, params),),
    )


# ---- mending


def _remedy(view: TeamView, owned: Sequence[Shared], need: int, wanted: int, params: Params) -> Remedy:
    """Exchanges, which leave all loads as they are; else further owners from outside."""
    known = {one.pipeline.id: one.people for one in owned if not one.unknown}

    def score(sets: Sets) -> int:
        losses = (len(_lost(sets, people).pipelines) - need + 1 for people in _unions(sets, wanted - 1))
        return sum(max(loss, 0) for loss in losses)

    made = exchanges(view.team, params.ranks[-1], known, score)
    if made:
        return Remedy(listed(map(str, made)), tuple(edit for one in made for edit in one.edits))
    return _further(view, owned, known, need, wanted, params)


def _further(view: TeamView, owned: Sequence[Shared], sets: Sets, need: int, wanted: int, params: Params) -> Remedy:
    """Whoever owns least is named beside the owners of a pipeline that would be lost, again and again."""
    rank = params.ranks[-1]
    by_name = {one.pipeline.id: one.pipeline for one in owned}
    held = seats(view.team, rank).shares
    load = {member.id: held[member.id] for member in active_members(view.team, lambda: view.as_of)}
    current, added = dict(sets), dict[str, list[str]]()
    while (worst := _worst(current, wanted - 1, need)) is not None:
        name = min(worst.pipelines, key=lambda one: len(added.get(one, ())))
        free = [who for who in load if who not in worst.people and who not in current[name]]
        many = sum(map(len, added.values())) >= _ADDED
        if not free or many or not _may_grow(by_name[name].owner(rank)) or by_name[name].laid:
            return Remedy("let others own some of these pipelines, too")
        taker = min(free, key=lambda who: load[who])
        load[taker] += 1
        current[name] |= {taker}
        added.setdefault(name, []).append(taker)
    edits: tuple[Edit, ...] = tuple(
        Put(by_name[name].at("owners", rank), _named(by_name[name].owner(rank), takers))
        for name, takers in added.items()
    )
    said = listed(f"name {listed(takers)} as {rank} of '{name}'" for name, takers in added.items())
    return Remedy(f"{said}, too", edits)


def _may_grow(party: Party | None) -> bool:
    """Whether a name may be written beside those of a rank, where all owners are known."""
    return party is None or bool(party.names)


def _named(party: Party | None, further: Sequence[str]) -> Plain:
    names = [*(ref.id for ref in (party.names if party else ())), *further]
    return names[0] if len(names) == 1 else names
