"""What the rules about load share: whose seats are counted, how that is said, and which moves would even it out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pipecheck.model.fairness import attainable, best_text, pro_rated, spread
from pipecheck.model.ownership import RANKS, active_members, owners_of, seats
from pipecheck.model.people import Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.model.value import Ref
from pipecheck.rules.base import Edit, Fact, Outcome, Place, Problem, Put, Related, Remedy, TeamView, Undecided
from pipecheck.rules.prose import counted, listed, shortened, tallied

PEOPLE = "people"
OWNERS = "owners"
_NAMED = 8
"""Of more people than this, a message names only the heaviest and the lightest."""


class Load(NamedTuple):
    """The seats of one rank, by who holds them, in the order of the file."""

    rank: str
    counts: Mapping[str, Fraction]
    """Everybody who is counted, those without a seat too."""
    shares: Mapping[str, Fraction]
    """The part of a full load that each should carry."""
    places: Mapping[str, tuple[Place, ...]]

    @property
    def total(self) -> Fraction:
        return sum(self.counts.values(), Fraction(0))

    def best(self) -> Mapping[str, Fraction]:
        """The fairest way to share so many seats, parts of one counted as a whole one."""
        return {who: Fraction(load) for who, load in attainable(-(-self.total // 1), self.shares).items()}

    def rated(self, counts: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
        """Counts as if everybody were there full time."""
        return pro_rated(counts, self.shares)

    def unevenness(self, counts: Mapping[str, Fraction]) -> Fraction:
        return Fraction(spread(self.rated(counts).values()))


class Bounds(NamedTuple):
    """How uneven a load may be, and how many seats anybody may hold."""

    spread: Fraction
    cap: int | None

    def hold(self, load: Load, counts: Mapping[str, Fraction]) -> bool:
        fits = self.cap is None or max(counts.values()) <= self.cap
        return fits and load.unevenness(counts) <= self.spread


def concerns(team: Team, rank: str, over: str) -> bool:
    """Whether anybody who is counted may hold a seat of the rank; else there is nothing to judge."""
    if _unknown(team, rank) is not None:
        return True
    held = seats(team, rank)
    return any(held.shares.values()) or (over == OWNERS and bool(held.parties))


def uneven(team: Team, view: TeamView, rank: str, over: str, slack: int, cap: int | None) -> Iterator[Outcome]:
    """The problem that somebody carries more than `slack` beyond what arithmetic asks for, or more than `cap`."""
    unknown = _unknown(team, rank)
    if unknown is not None:
        yield unknown
        return
    load = _of_owners(team, rank) if over == OWNERS else _of_people(team, view, rank)
    if load.total:
        bounds = Bounds(load.unevenness(load.best()) + slack, cap)
        if not bounds.hold(load, load.counts):
            yield _problem(team, load, bounds)


# ---- counting


def _unknown(team: Team, rank: str) -> Undecided | None:
    """The first fact that is missing to know who holds which seat."""
    if team.members is None:
        return Undecided("members", team.at("members"), why=f"whose {rank} load is counted")
    if team.pipelines is None:
        return Undecided("pipelines", team.at("pipelines"), why=f"whose {rank} load is counted")
    for pipeline in team.pipelines:
        if not pipeline.tells("owners"):
            return Undecided("pipelines.owners", pipeline.at("owners"), why=f"who is {rank} of '{pipeline.id}'")
    missing = seats(team, rank).unknown
    if not missing:
        return None
    named = (ref for one in team.pipelines for party in owners_of(one, (rank,)) for ref in party.names)
    person = next((team.person(ref) for ref in named if ref.at == missing[0]), None)
    if isinstance(person, Slot):
        why = f"who takes turns as '{person.id}'"
        return Undecided("oncall.rotations.roles", person.at("id"), why=why, key=(person.id,))
    return Undecided("pipelines.owners", missing[0], why=f"who the {rank} is")


def _of_people(team: Team, view: TeamView, rank: str) -> Load:
    """Active members, each by the part of a working week they are there; whoever is not there at all is left out."""
    held = seats(team, rank)
    shares = {member.id: member.fte for member in active_members(team, lambda: view.as_of) if member.fte > 0}
    return Load(rank, {name: held.shares[name] for name in shares}, shares, held.places)


def _of_owners(team: Team, rank: str) -> Load:
    """Every party that owns something at this rank or another: members, partners and the own team alike."""
    tables = [{**held.shares, **held.parties} for held in (seats(team, each) for each in (rank, *RANKS))]
    names = dict.fromkeys(name for table in tables for name, count in table.items() if count)
    counts = {name: tables[0].get(name, Fraction(0)) for name in names}
    return Load(rank, counts, dict.fromkeys(names, Fraction(1)), seats(team, rank).places)


# ---- saying


def _problem(team: Team, load: Load, bounds: Bounds) -> Problem:
    rated = load.rated(load.counts)
    heaviest, lightest = max(rated, key=lambda who: rated[who]), min(rated, key=lambda who: rated[who])
    moves = _moves(team, load, bounds)
    seat = moves[0].seat.at if moves else load.places[heaviest][0]
    others = [place for place in load.places[heaviest] if place != seat]
    light = team.person(lightest)
    return Problem(
        _message(load, bounds),
        seat,
        evidence=(
            Fact("loads", dict(load.counts), load.places[heaviest]),
            Fact("total", load.total),
            Fact("best", dict(load.best())),
            Fact("spread", load.unevenness(load.counts)),
            Fact("allowed", bounds.spread),
            *((Fact("cap", bounds.cap),) if bounds.cap is not None else ()),
        ),
        related=(
            *(Related(place, f"{heaviest} is {load.rank} here too") for place in others[:4]),
            *([Related(light.at("id"), f"{lightest} has {load.counts[lightest] or 'none'}")] if light else []),
        ),
        remedies=(_remedy(load, moves, heaviest, lightest),),
    )


def _message(load: Load, bounds: Bounds) -> str:
    counts, total, people = load.counts, load.total, len(load.counts)
    most = max(counts.values())
    if load.unevenness(counts) <= bounds.spread:
        heavy = listed(who for who in counts if counts[who] == most)
        return f"{load.rank} load of {heavy} is {most}; at most {bounds.cap} is allowed"
    is_alike = len(set(load.shares.values())) == 1
    if not is_alike:
        part = (f"{who} {count}{_part(load.shares[who])}" for who, count in counts.items())
        return f"{load.rank} load {', '.join(part)}; the fairest for {total} is {tallied(load.best())}"
    fairest = best_text(-(-total // 1), people) if people <= _NAMED else _best_of_many(load)
    return f"{load.rank} load {tallied(counts) if people <= _NAMED else _range(counts)}; {fairest}"


def _part(share: Fraction) -> str:
    return "" if share == 1 else f" (there for {share})"


def _range(counts: Mapping[str, Fraction]) -> str:
    most, least = max(counts.values()), min(counts.values())
    heavy = shortened((who for who in counts if counts[who] == most), 3)
    light = shortened((who for who in counts if counts[who] == least), 3)
    return f"is {most} for {heavy} and {least} for {light}, over {len(counts)} people"


def _best_of_many(load: Load) -> str:
    each = sorted(set(load.best().values()), reverse=True)
    return f"the best for {load.total} over {len(load.counts)} is {listed(map(str, each), 'or')} each"


# ---- mending


class Move(NamedTuple):
    """A seat that changes hands; `back` is the seat of the other rank, where the two change places."""

    pipeline: str
    seat: Ref
    giver: str
    taker: str
    back: Ref | None = None

    @property
    def edits(self) -> tuple[Edit, ...]:
        there = Put(self.seat.at, self.taker)
        return (there,) if self.back is None else (there, Put(self.back.at, self.giver))

    def __str__(self) -> str:
        if self.back is None:
            return f"move '{self.pipeline}' from {self.giver} to {self.taker}"
        return f"let {self.giver} and {self.taker} change places in '{self.pipeline}'"


def _remedy(load: Load, moves: Sequence[Move], heaviest: str, lightest: str) -> Remedy:
    if not moves:
        return Remedy(f"let {lightest} be {load.rank} of something that {heaviest} has now")
    edits = tuple(edit for move in moves for edit in move.edits)
    shown = [str(move) for move in moves[: 3 if len(moves) == 3 else 2]]
    more = [counted(len(moves) - len(shown), "more move")] if len(moves) > len(shown) else []
    return Remedy(listed([*shown, *more]), edits)


def _moves(team: Team, load: Load, bounds: Bounds) -> Sequence[Move]:
    """Moves of single seats, heaviest to lightest, after which the bounds hold; none if there are no such moves.

    Nobody receives a pipeline that is theirs already, unless the two owners of it change places and the load of the
    other rank becomes no heavier by that.
    """
    counts = dict(load.counts)
    other = next((rank for rank in RANKS if rank != load.rank), "") if load.rank in RANKS else ""
    others = dict(seats(team, other).shares) if other else {}
    chairs = chairs_of(team, load.rank)
    moves: list[Move] = []
    while not bounds.hold(load, counts):
        pairs = list(_pairs(load, counts))
        move = next(_handed_over(chairs, pairs), None) or next(_exchanged(chairs, pairs, other, others), None)
        if move is None:
            return ()
        moves.append(move)
        chairs = [chair for chair in chairs if chair.seat != move.seat]
        counts[move.giver] -= 1
        counts[move.taker] += 1
        if move.back is not None:
            others[move.taker] -= 1
            others[move.giver] += 1
    return moves


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


def _pairs(load: Load, counts: Mapping[str, Fraction]) -> Iterator[tuple[str, str]]:
    """Giver and taker, heaviest and lightest first, wherever a seat less and a seat more bring them closer."""
    rated = load.rated(counts)
    for giver in sorted(rated, key=lambda who: -rated[who]):
        for taker in sorted(rated, key=lambda who: rated[who]):
            if rated[giver] > (counts[taker] + 1) / load.shares[taker]:
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
        if others.get(giver, Fraction(0)) + 1 > others.get(taker, Fraction(0)):
            continue
        for chair in chairs:
            back = chair.owners.get(taker)
            party = chair.pipeline.owner(rank)
            if chair.seat.id == giver and back is not None and party is not None and back in party.names:
                yield Move(chair.pipeline.id, chair.seat, giver, taker, back)
