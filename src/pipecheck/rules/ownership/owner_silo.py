"""People who own a large part of the pipelines among themselves, and share none with the others.

What it checks
--------------
People who own a pipeline together are connected, by it and by others; everybody who is connected so makes a group. No
group that is not the whole team owns more than `max_share` of the pipelines, rounded up, and no two people are the only
owners of more than that.

What arithmetic does not allow is not asked: that a group be the whole team, in teams smaller than `connected_from` or
with too few owners to connect them; that two people own less than their part, where there are only so many pairs.

Why it matters
--------------
Each pipeline has two owners, and still half of the knowledge leaves with two people. Closed groups are comfortable,
so they close further: who works on nothing together learns nothing from each other, and cannot help out.

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
  - {id: traffic, owners: {primary: alice, secondary: bob}}
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
  - {id: traffic, owners: {primary: alice, secondary: carol}}
```

Known limits
------------
Owning on paper is taken for knowing. People who take turns in a slot are all its owners; an owner that stands for
people nobody lists could be anybody, and where that decides, the verdict is undecided.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, comb
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import active_members
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import counted, listed, shortened
from pipecheck.rules.sharing import (
    Exchange,
    Handing,
    Sets,
    Shared,
    everybody,
    exchanges,
    handings,
    shared,
    unknown_owner,
)


class Params(NamedTuple):
    max_share: Annotated[Fraction, Doc("largest part of the pipelines that a closed group may own")] = Fraction(1, 3)
    connected_from: Annotated[
        int, Doc("smallest team that is to be one group", source="three people are one group as soon as two meet")
    ] = 4
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners that count")] = ("primary", "secondary")


class Bounds(NamedTuple):
    """How many pipelines a closed group may own, and two people alone; how many people a group is to hold."""

    group: int
    """All, where the seats are too few to connect everybody."""
    pair: int
    team: frozenset[str]


class Silo(NamedTuple):
    """Some people, and the pipelines that they own among themselves."""

    people: frozenset[str]
    pipelines: tuple[str, ...]


@rule(Team, level=Level.warning, profile=Profile.recommended, params=Params)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    owned = shared(view, params.ranks)
    people = everybody(view, owned)
    members = frozenset(member.id for member in active_members(team, lambda: view.as_of))
    known = {one.pipeline.id: people if one.unknown else one.people for one in owned}
    bounds = _bounds(known, people, members, params)
    groups, pairs = _closed(known, bounds), _alone(known, bounds)
    if groups:
        yield _fallen_apart(view, owned, known, bounds, params)
    apart = {silo.people for silo in groups}
    for pair in pairs:
        if pair.people not in apart:
            yield _pair(view, owned, known, pair, bounds, params)
    if not groups and not pairs:
        strangers = {one.pipeline.id: one.people | {f"? {name}" for name in one.unknown} for one in owned}
        outside = frozenset(people.union(*strangers.values()))
        bounds = _bounds(strangers, outside, members, params)
        if _closed(strangers, bounds) or _alone(strangers, bounds):
            first = next(one for one in owned if one.unknown)
            yield unknown_owner(team, first.pipeline, next(iter(first.unknown.values())), params.ranks)


def _bounds(sets: Sets, people: frozenset[str], members: frozenset[str], params: Params) -> Bounds:
    """What is allowed, no less than what the best arrangement of so many seats comes to (semantics §34)."""
    allowed = ceil(params.max_share * len(sets))
    two = sum(len(one) == 2 for one in sets.values())
    pairs = comb(len(people), 2)
    links = sum(len(one) - 1 for one in sets.values())
    connectable = len(people) >= params.connected_from and links >= len(people) - 1
    return Bounds(allowed if connectable else len(sets), max(allowed, -(-two // max(pairs, 1))), members)


def _groups(sets: Sets) -> list[Silo]:
    """Everybody who is connected by pipelines, in the order of the file."""
    next_to = _linked(sets.values())
    owned: dict[str, list[str]] = {}
    for name, people in sets.items():
        for who in people:
            owned.setdefault(_root(who, next_to), []).append(name)
            break
    groups: dict[str, list[str]] = {}
    for who in next_to:
        groups.setdefault(_root(who, next_to), []).append(who)
    return [Silo(frozenset(groups[one]), tuple(names)) for one, names in owned.items()]


def _linked(sets: Iterable[frozenset[str]]) -> Mapping[str, str]:
    """Everybody, and somebody they are connected with; who is followed to the end is one and the same for all of a
    group."""
    next_to: dict[str, str] = {}
    for people in sets:
        first: str | None = None
        for who in people:
            there = _root(who, next_to) if who in next_to else who
            first = there if first is None else first
            next_to[there] = first
    return next_to


def _root(who: str, next_to: Mapping[str, str]) -> str:
    while (above := next_to[who]) != who:
        who = above
    return who


def _closed(sets: Sets, bounds: Bounds) -> list[Silo]:
    """The groups that are not the whole team, and own too much."""
    return [one for one in _groups(sets) if len(one.pipelines) > bounds.group and not bounds.team <= one.people]


def _alone(sets: Sets, bounds: Bounds) -> list[Silo]:
    """Two people who are the only owners of too much."""
    counts = Counter(owners for owners in sets.values() if len(owners) == 2)
    return [
        Silo(people, tuple(name for name, owners in sets.items() if owners == people))
        for people, count in counts.items()
        if count > bounds.pair
    ]


def _excess(counts: Mapping[frozenset[str], int], bounds: Bounds) -> int:
    """How many pipelines too many closed groups and pairs own, by how many each set of owners has; zero where nothing
    is wrong."""
    excess = sum([max(count - bounds.pair, 0) for people, count in counts.items() if len(people) == 2])
    for people, size in _sizes(counts, bounds.group):
        excess += 0 if bounds.team <= people else size - bounds.group
    return excess


def _sizes(counts: Mapping[frozenset[str], int], most: int) -> Iterator[tuple[set[str], int]]:
    """Everybody who is connected, and how many pipelines they own, if more than `most`."""
    next_to = _linked(counts)
    sizes: dict[str, int] = {}
    for owners, count in counts.items():
        for who in owners:
            root = _root(who, next_to)
            sizes[root] = sizes.get(root, 0) + count
            break
    for root, size in sizes.items():
        if size > most:
            yield {who for who in next_to if _root(who, next_to) == root}, size


# ---- saying


def _fallen_apart(view: TeamView, owned: Sequence[Shared], sets: Sets, bounds: Bounds, params: Params) -> Problem:
    """One problem for all groups: whatever connects two of them mends both."""
    groups, closed = _groups(sets), _closed(sets, bounds)
    idle = sorted(bounds.team.difference(*(group.people for group in groups)))
    said = [_own(sorted(one.people), len(one.pipelines)) for one in groups]
    said += [_own(idle, 0)] if idle else []
    places = _places(owned)
    return Problem(
        f"of {counted(len(sets), 'pipeline')} {shortened(said, 4)}, and nothing connects them; a closed group may own "
        f"at most {bounds.group}, so let people of one own together with people of another",
        places[closed[0].pipelines[0]],
        key=("groups",),
        evidence=(
            Fact(
                "groups",
                tuple(tuple(sorted(one.people)) for one in groups),
                tuple(places[name] for one in groups for name in one.pipelines),
            ),
            Fact("owned", tuple(len(one.pipelines) for one in groups)),
            Fact("without", tuple(idle)),
            Fact("allowed", bounds.group),
        ),
        related=tuple(
            Related(places[one.pipelines[0]], f"owned in the group of {shortened(sorted(one.people))}")
            for one in groups
            if one != closed[0]
        )[:5],
        remedies=(_remedy(view, sets, bounds, params, [idle]),),
    )


def _own(people: Sequence[str], count: int) -> str:
    return f"{shortened(people)} {'owns' if len(people) == 1 else 'own'} {count or 'none'}"


def _pair(view: TeamView, owned: Sequence[Shared], sets: Sets, pair: Silo, bounds: Bounds, params: Params) -> Problem:
    people, places = sorted(pair.people), _places(owned)
    outside = sorted(bounds.team - pair.people)
    first, *others = (places[name] for name in pair.pipelines)
    return Problem(
        f"{listed(people)} are the only owners of {len(pair.pipelines)} of {counted(len(sets), 'pipeline')}; two may "
        f"be the only owners of at most {bounds.pair}, so let somebody else own some of them, too",
        first,
        key=tuple(people),
        evidence=(
            Fact("pair", tuple(people), (first, *others)),
            Fact("owned", pair.pipelines),
            Fact("allowed", bounds.pair),
        ),
        related=tuple(Related(place, "this one as well") for place in others[:5]),
        remedies=(_remedy(view, sets, bounds, params, [[who] for who in outside]),),
    )


def _places(owned: Sequence[Shared]) -> Mapping[str, Place]:
    return {one.pipeline.id: one.pipeline.at("owners") for one in owned}


def _remedy(view: TeamView, sets: Sets, bounds: Bounds, params: Params, takers: Sequence[Sequence[str]]) -> Remedy:
    """Exchanges, which leave all loads as they are; else seats for the takers, all of one list together."""
    known: dict[frozenset[tuple[frozenset[str], int]], int] = {}

    def score(changed: Sets) -> int:
        # Asked of every exchange there could be; those of pipelines with the same owners come to the same.
        counts = Counter(changed.values())
        key = frozenset(counts.items())
        if key not in known:
            known[key] = _excess(counts, bounds)
        return known[key]

    team, rank = view.team, params.ranks[-1]
    made: Sequence[Exchange | Handing] = exchanges(team, rank, sets, score)
    handed = (handings(team, rank, sets, score, some) for some in takers)
    made = made or next((some for some in handed if some), ())
    if not made:
        return Remedy("let somebody else be owner of some of these pipelines, too")
    return Remedy(listed(map(str, made)), tuple(edit for one in made for edit in one.edits))
