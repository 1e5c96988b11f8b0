"""Seats that could change hands, and the moves that would even out a load."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pipecheck.model.fairness import common_measure, scaled
from pipecheck.model.ownership import RANKS, owners_of, seats
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.model.value import Ref
from pipecheck.rules.base import Edit, Put
from pipecheck.rules.loads import Bounds, Counted, Load


class Chair(NamedTuple):
    """A seat that one name fills, on a line that speaks of this pipeline alone."""

    pipeline: Pipeline
    seat: Ref
    owners: Mapping[str, Ref]


def chairs_of(team: Team, rank: str) -> list[Chair]:
    """The seats of a rank that could change hands by writing another name there."""
    chairs = []
    for pipeline in team.pipelines or ():
        everybody = {ref.id: ref for party in owners_of(pipeline, tuple(pipeline.owners or ())) for ref in party.names}
        for party in owners_of(pipeline, (rank,)):
            chairs += [Chair(pipeline, ref, everybody) for ref in party.names]
    told = Counter(chair.seat.at for chair in chairs)
    return [chair for chair in chairs if told[chair.seat.at] == 1]


class Move(NamedTuple):
    """A seat that changes hands; `back` is the seat that is given for it: of the other rank in the same pipeline, or of
    the same rank in another."""

    pipeline: str
    seat: Ref
    giver: str
    taker: str
    back: Ref | None = None
    other: str = ""
    """The other pipeline, where seats of two are exchanged."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        there = Put(self.seat.at, self.taker)
        return (there,) if self.back is None else (there, Put(self.back.at, self.giver))

    def __str__(self) -> str:
        if self.back is None:
            return f"move '{self.pipeline}' from {self.giver} to {self.taker}"
        if self.other:
            return f"let {self.giver} and {self.taker} exchange '{self.pipeline}' and '{self.other}'"
        return f"let {self.giver} and {self.taker} change places in '{self.pipeline}'"


def moves(team: Team, load: Load, bounds: Bounds) -> Sequence[Move]:
    """Moves of single seats, heaviest to lightest, after which the bounds hold; none if there are no such moves.

    Nobody receives a pipeline that is theirs already, unless the two owners of it change places and the load of the
    other rank becomes no heavier by that.
    """
    if load.of.audience:
        return _moves_across(team, load, bounds)
    rank = load.of.ranks[0]
    counts = dict(load.counts)
    other = next((each for each in RANKS if each != rank), "") if rank in RANKS else ""
    others = _seats_of(team, other)
    chairs = chairs_of(team, rank)
    made: list[Move] = []
    while not bounds.hold(load, counts):
        pairs = list(_pairs(load, counts))
        move = next(_handed_over(chairs, pairs), None) or next(_exchanged(chairs, pairs, other, others), None)
        if move is None:
            return ()
        made.append(move)
        chairs = [chair for chair in chairs if chair.pipeline.id != move.pipeline]
        counts[move.giver] -= 1
        counts[move.taker] += 1
        if move.back is not None:
            others[move.taker] -= 1
            others[move.giver] += 1
    return made


def capped(team: Team, rank: str, counts: Mapping[str, Fraction], cap: int) -> Sequence[Move]:
    """Moves of single seats after which nobody holds more of a rank than a number; none if there are no such moves."""
    load = Load(Counted((rank,)), counts, dict.fromkeys(counts, Fraction(1)), {})
    return moves(team, load, Bounds(max(counts.values()), cap))


def _moves_across(team: Team, load: Load, bounds: Bounds) -> Sequence[Move]:
    """The same for an audience: seats of one rank are exchanged with pipelines for others, so that nobody owns more or
    less by it. Where that leads nowhere, a seat goes to somebody who has fewer of its rank."""
    counts = dict(load.counts)
    all_seats = {rank: _seats_of(team, rank) for rank in load.of.ranks}
    chairs = {rank: chairs_of(team, rank) for rank in load.of.ranks}
    made: list[Move] = []
    while not bounds.hold(load, counts):
        pairs = list(_pairs(load, counts))
        move = next(_across(load.of.audience, chairs, pairs), None) or next(
            _given_on(load.of.audience, chairs, pairs, all_seats), None
        )
        if move is None:
            return ()
        made.append(move)
        if not move.other:
            rank = next(rank for rank, some in chairs.items() if any(chair.seat == move.seat for chair in some))
            all_seats[rank][move.giver] -= 1
            all_seats[rank][move.taker] += 1
        chairs = {
            rank: [chair for chair in some if chair.pipeline.id not in (move.pipeline, move.other)]
            for rank, some in chairs.items()
        }
        counts[move.giver] -= 1
        counts[move.taker] += 1
    return made


def _seats_of(team: Team, rank: str) -> defaultdict[str, Fraction]:
    """How many seats of a rank everybody holds, be it a party; nobody any of a rank without a name."""
    held = seats(team, rank)
    return defaultdict(Fraction, {**held.shares, **held.parties})


def _across(audience: str, chairs: Mapping[str, Sequence[Chair]], pairs: Sequence[tuple[str, str]]) -> Iterator[Move]:
    for giver, taker in pairs:
        for some in chairs.values():
            for one in some:
                for other in some:
                    if (
                        (one.seat.id, other.seat.id) == (giver, taker)
                        and audience in one.pipeline.audiences
                        and audience not in other.pipeline.audiences
                        and taker not in one.owners
                        and giver not in other.owners
                    ):
                        yield Move(one.pipeline.id, one.seat, giver, taker, other.seat, other.pipeline.id)


def _given_on(
    audience: str,
    chairs: Mapping[str, Sequence[Chair]],
    pairs: Sequence[tuple[str, str]],
    all_seats: Mapping[str, Mapping[str, Fraction]],
) -> Iterator[Move]:
    for giver, taker in pairs:
        for rank, some in chairs.items():
            held = all_seats[rank]
            if held[giver] <= held[taker]:
                continue
            for chair in some:
                if chair.seat.id == giver and taker not in chair.owners and audience in chair.pipeline.audiences:
                    yield Move(chair.pipeline.id, chair.seat, giver, taker)


def _pairs(load: Load, counts: Mapping[str, Fraction]) -> Iterator[tuple[str, str]]:
    """Giver and taker, heaviest and lightest first, wherever a seat less and a seat more bring them closer."""
    exact = load.rated(counts)
    with_one = {who: exact[who] + (1 if load.shares[who] == 1 else 1 / load.shares[who]) for who in exact}
    scale = common_measure((*exact.values(), *with_one.values()))
    rated = {who: scaled(part, scale) for who, part in exact.items()}
    more = {who: scaled(part, scale) for who, part in with_one.items()}
    takers = sorted(rated, key=lambda who: rated[who])
    for giver in sorted(rated, key=lambda who: -rated[who]):
        for taker in takers:
            if rated[giver] > more[taker]:
                yield giver, taker


def _handed_over(chairs: Sequence[Chair], pairs: Sequence[tuple[str, str]]) -> Iterator[Move]:
    for giver, taker in pairs:
        for chair in chairs:
            if chair.seat.id == giver and taker not in chair.owners:
                yield Move(chair.pipeline.id, chair.seat, giver, taker)


def _exchanged(
    chairs: Sequence[Chair], pairs: Sequence[tuple[str, str]], rank: str, others: Mapping[str, Fraction]
) -> Iterator[Move]:
    for giver, taker in pairs:
        if others[giver] + 1 > others[taker]:
            continue
        for chair in chairs:
            back = chair.owners.get(taker)
            party = chair.pipeline.owner(rank)
            if chair.seat.id == giver and back is not None and party is not None and back in party.names:
                yield Move(chair.pipeline.id, chair.seat, giver, taker, back)
