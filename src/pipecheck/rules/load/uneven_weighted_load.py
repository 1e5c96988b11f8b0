"""Ownership that weighs more on some people than it has to, all ranks together.

What it checks
--------------
The load of each active member is the sum over the seats they hold: the weight of the rank, times that of the audience
if `audiences` names one the pipeline has (the heaviest of several). It is uneven when two things hold: the heaviest
load is more than `max_ratio` times the mean, and it is more than the heaviest single seat above the lightest. Members
without any load are counted too, and of a slot that rotates each holder has an equal share.

A member who is there half the time should carry half: loads are compared as if everybody were there full time.

Why it matters
--------------
Primary and secondary loads may each be even to one, and all the ones fall on the same people. Where some pipelines ask
for more than others, weights say so.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: carol}}
  - {id: orders, owners: {primary: carol, secondary: alice}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: dave}}
  - {id: orders, owners: {primary: carol, secondary: dave}}
```

Known limits
------------
Seats that partners hold are not counted; where they hold all, there is nothing to judge. Weights are what a policy says
they are: nobody has measured them.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, NamedTuple

from pipecheck.model.fairness import common_measure, leximax, overload, pro_rated, spread
from pipecheck.model.ownership import active_members, seated, seats
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Doc,
    Edit,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.loads import Counted, untold
from pipecheck.rules.prose import listed, tallied
from pipecheck.rules.reseating import Chair, chairs_of

_MOVES = 6
_NAMED = 8
"""Of more people than this, a message names only the heaviest and the lightest."""


class Params(NamedTuple):
    ranks: Annotated[Mapping[str, Fraction], Doc("the weight of a seat, by the rank of owners")] = MappingProxyType(
        {"primary": Fraction(1), "secondary": Fraction(1, 2)}
    )
    audiences: Annotated[
        Mapping[str, Fraction], Doc("how many times as much a pipeline weighs, by audience; once if none is named")
    ] = MappingProxyType({})
    max_ratio: Annotated[Fraction, Doc("largest load, as a multiple of the mean")] = Fraction(5, 4)


class Load(NamedTuple):
    """What everybody who is counted carries, in the order of the file."""

    weights: Mapping[str, Fraction]
    shares: Mapping[str, Fraction]
    """The part of a full load that each should carry."""
    heaviest: Fraction
    """The weight of the heaviest seat that one of them holds."""

    @property
    def rated(self) -> Mapping[str, Fraction]:
        return pro_rated(self.weights, self.shares)

    @property
    def tolerated(self) -> Fraction:
        """How much more than another somebody may carry: as much as one seat is to whoever is there least."""
        return self.heaviest / min(self.shares.values())

    def is_even(self, max_ratio: Fraction) -> bool:
        rated = self.rated
        return overload(tuple(rated.values())) <= max_ratio or spread(rated.values()) <= self.tolerated


def _concerned(team: Team, params: Params) -> bool:
    if any(untold(team, Counted((rank,))) is not None for rank in params.ranks):
        return True
    return any(any(seats(team, rank).shares.values()) for rank in params.ranks)


@rule(Team, level=Level.warning, profile=Profile.recommended, params=Params, applies=_concerned)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    for rank in params.ranks:
        unknown = untold(team, Counted((rank,)))
        if unknown is not None:
            yield unknown
            return
    shares = {member.id: member.fte for member in active_members(team, lambda: view.as_of) if member.fte > 0}
    load = _load(team, shares, params)
    if shares and not load.is_even(params.max_ratio):
        yield _problem(team, load, params)


def _load(team: Team, shares: Mapping[str, Fraction], params: Params) -> Load:
    weights = dict.fromkeys(shares, Fraction(0))
    heaviest = Fraction(0)
    for pipeline in team.pipelines or ():
        for rank in params.ranks:
            weight = _weight(pipeline, rank, params)
            for name, part in seated(team, pipeline, rank):
                if name in weights:
                    weights[name] += part * weight
                    heaviest = max(heaviest, weight)
    return Load(weights, shares, heaviest)


def _weight(pipeline: Pipeline, rank: str, params: Params) -> Fraction:
    times = [params.audiences[audience] for audience in pipeline.audiences if audience in params.audiences]
    return params.ranks[rank] * max(times, default=Fraction(1))


def _problem(team: Team, load: Load, params: Params) -> Problem:
    rated = load.rated
    heavy, light = max(rated, key=lambda who: rated[who]), min(rated, key=lambda who: rated[who])
    places = [place for rank in params.ranks for place in seats(team, rank).places.get(heavy, ())]
    moves = _moves(team, load, params)
    at = moves[0].places[0] if moves else places[0]
    ratio = overload(tuple(rated.values()))
    parts, seat = "", "one seat"
    if len(set(load.shares.values())) > 1:
        parts = ", counted as if everybody were there full time"
        seat = f"one seat is to {min(load.shares, key=lambda who: load.shares[who])}"
    lightest = team.person(light)
    said = tallied(rated) if len(rated) <= _NAMED else f"over {len(rated)} people"
    return Problem(
        f"weighted load {said}{parts}: {heavy} carries {ratio} of the mean, and {rated[heavy] - rated[light]} more "
        f"than {light}; at most {params.max_ratio} of the mean, or {load.tolerated} more, as much as {seat}, is fair",
        at,
        evidence=(
            Fact("loads", dict(load.weights), tuple(places)),
            Fact("ratio", ratio),
            Fact("max ratio", params.max_ratio),
            Fact("spread", spread(rated.values())),
            Fact("max spread", load.tolerated),
            Fact("heaviest seat", load.heaviest),
        ),
        related=(
            *(Related(place, f"{heavy} is owner here too") for place in [one for one in places if one != at][:4]),
            *([Related(lightest.at("id"), f"{light} has {rated[light] or 'none'}")] if lightest else []),
        ),
        remedies=(_remedy(moves, heavy, light),),
    )


# ---- mending


class Move(NamedTuple):
    """A way to lighten somebody: names written at places."""

    title: str
    names: Mapping[Place, str]
    loads: Mapping[str, Fraction]
    """What everybody carries after it."""
    pipeline: str
    seats: Mapping[tuple[str, str], int]
    """By rank and name, how many seats are gained or lost."""
    between: tuple[str, str]
    """Who carries less after it, and who more."""

    @property
    def places(self) -> list[Place]:
        return list(self.names)


def _remedy(moves: list[Move], heavy: str, light: str) -> Remedy:
    if not moves:
        return Remedy(f"let {light} own something that {heavy} owns now")
    edits: tuple[Edit, ...] = tuple(Put(place, name) for move in moves for place, name in move.names.items())
    return Remedy(listed(move.title for move in moves), edits)


def _moves(team: Team, load: Load, params: Params) -> list[Move]:
    """The moves, the fairest next one after the other, after which the load is even; none if that leads nowhere.

    A seat goes to somebody who has fewer of its rank, so that no rank becomes less even by it.
    """
    chairs = {rank: chairs_of(team, rank) for rank in params.ranks}
    held = {(rank, name): part for rank in params.ranks for name, part in seats(team, rank).shares.items()}
    moves: list[Move] = []
    factors = _factors(chairs, load, params)
    while not load.is_even(params.max_ratio) and len(moves) < _MOVES:
        rated = {who: int(weight * factors[who]) for who, weight in load.weights.items()}
        before = leximax(rated.values())
        ways = [
            (
                leximax((rated | {who: int(move.loads[who] * factors[who]) for who in move.between}).values()),
                number,
                move,
            )
            for number, move in enumerate(_ways(chairs, held, load, params))
        ]
        best = min(ways, default=None)
        if best is None or best[0] >= before:
            break
        move = best[2]
        moves.append(move)
        load = load._replace(weights=move.loads)
        for key, change in move.seats.items():
            held[key] += change
        chairs = {
            rank: [chair for chair in some if chair.pipeline.id != move.pipeline] for rank, some in chairs.items()
        }
    return moves if load.is_even(params.max_ratio) else []


def _factors(chairs: Mapping[str, list[Chair]], load: Load, params: Params) -> Mapping[str, Fraction]:
    """What makes weights whole numbers that compare as pro-rated loads do, whatever seats change hands."""
    weights = (_weight(chair.pipeline, rank, params) for rank, some in chairs.items() for chair in some)
    parts = {who: 1 / part for who, part in load.shares.items()}
    times, whole = common_measure((*load.weights.values(), *weights)), common_measure(parts.values())
    return {who: times * (whole * part) for who, part in parts.items()}


def _ways(
    chairs: Mapping[str, list[Chair]], held: Mapping[tuple[str, str], Fraction], load: Load, params: Params
) -> Iterator[Move]:
    rated = load.rated
    giver = max(rated, key=lambda who: rated[who])
    for rank, some in chairs.items():
        for chair in some:
            if chair.seat.id != giver:
                continue
            weight = _weight(chair.pipeline, rank, params)
            for taker in rated:
                if taker not in chair.owners and held[rank, giver] > held[rank, taker]:
                    loads = {**load.weights, giver: load.weights[giver] - weight, taker: load.weights[taker] + weight}
                    title = f"name {taker} in place of {giver} as {rank} of '{chair.pipeline.id}'"
                    change = {(rank, giver): -1, (rank, taker): 1}
                    yield Move(title, {chair.seat.at: taker}, loads, chair.pipeline.id, change, (giver, taker))
