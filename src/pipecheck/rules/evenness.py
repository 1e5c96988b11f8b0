"""What the rules about load share: whose seats are counted, how that is said, and which moves would even it out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pipecheck.model.fairness import attainable, best_text, pro_rated, spread
from pipecheck.model.ownership import RANKS, Seats, active_members, owners_of, seats
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


class Counted(NamedTuple):
    """Which seats are counted: those of a rank over all pipelines, or of several over those for an audience."""

    ranks: tuple[str, ...]
    audience: str = ""

    @property
    def role(self) -> str:
        """What whoever holds one of them is."""
        return f"owner for {self.audience}" if self.audience else self.ranks[0]

    def pipelines(self, team: Team) -> Sequence[Pipeline]:
        """Raises NotStated where audiences were set aside."""
        return [one for one in team.pipelines or () if not self.audience or self.audience in one.audiences]


class Load(NamedTuple):
    """The seats that are counted, by who holds them, in the order of the file."""

    of: Counted
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
    return _concerns(team, Counted((rank,)), over)


def concerns_any(team: Team, audiences: Sequence[str], ranks: tuple[str, ...], over: str) -> bool:
    """Whether that is so of the pipelines for one of these audiences."""
    return any(_concerns(team, Counted(ranks, audience), over) for audience in audiences)


def uneven(team: Team, view: TeamView, rank: str, over: str, slack: int, cap: int | None) -> Iterator[Outcome]:
    """The problem that somebody carries more than `slack` beyond what arithmetic asks for, or more than `cap`."""
    yield from _uneven(team, view, Counted((rank,)), over, slack, cap)


def uneven_for(
    team: Team, view: TeamView, audience: str, ranks: tuple[str, ...], over: str, slack: int
) -> Iterator[Outcome]:
    """The same of the pipelines for an audience, the seats of these ranks counted together."""
    of = Counted(ranks, audience)
    if _concerns(team, of, over):
        yield from _uneven(team, view, of, over, slack, None)


def _concerns(team: Team, of: Counted, over: str) -> bool:
    if team.pipelines is not None and not of.pipelines(team):
        return False
    if untold(team, of) is not None:
        return True
    held = [seats(team, rank, of.pipelines(team)) for rank in of.ranks]
    return any(any(one.shares.values()) or (over == OWNERS and bool(one.parties)) for one in held)


def _uneven(team: Team, view: TeamView, of: Counted, over: str, slack: int, cap: int | None) -> Iterator[Outcome]:
    unknown = untold(team, of)
    if unknown is not None:
        yield unknown
        return
    load = _of_owners(team, of) if over == OWNERS else _of_people(team, view, of)
    if load.total:
        bounds = Bounds(load.unevenness(load.best()) + slack, cap)
        if not bounds.hold(load, load.counts):
            yield _problem(team, load, bounds)


# ---- counting


def untold(team: Team, of: Counted) -> Undecided | None:
    """The first fact that is missing to know who holds which of these seats."""
    whose = f"whose load as {of.role} is counted"
    if team.members is None:
        return Undecided("members", team.at("members"), why=whose)
    if team.pipelines is None:
        return Undecided("pipelines", team.at("pipelines"), why=whose)
    pipelines = of.pipelines(team)
    for pipeline in pipelines:
        if not pipeline.tells("owners"):
            return Undecided("pipelines.owners", pipeline.at("owners"), why=f"who is {of.role} of '{pipeline.id}'")
    missing = [place for rank in of.ranks for place in seats(team, rank, pipelines).unknown]
    if not missing:
        return None
    named = (ref for one in pipelines for party in owners_of(one, of.ranks) for ref in party.names)
    person = next((team.person(ref) for ref in named if ref.at == missing[0]), None)
    if isinstance(person, Slot):
        why = f"who takes turns as '{person.id}'"
        return Undecided("oncall.rotations.roles", person.at("id"), why=why, key=(person.id,))
    return Undecided("pipelines.owners", missing[0], why=f"who the {of.role} is")


def _of_people(team: Team, view: TeamView, of: Counted) -> Load:
    """Active members, each by the part of a working week they are there; whoever is not there at all is left out."""
    held = _held(team, of)
    shares = {member.id: member.fte for member in active_members(team, lambda: view.as_of) if member.fte > 0}
    return Load(of, {name: held.shares[name] for name in shares}, shares, held.places)


def _held(team: Team, of: Counted) -> Seats:
    """The seats of all its ranks together."""
    each = [seats(team, rank, of.pipelines(team)) for rank in of.ranks]
    return Seats(_added([one.shares for one in each]), _added([one.parties for one in each]), _joined(each))


def _added(tables: Sequence[Mapping[str, Fraction]]) -> Mapping[str, Fraction]:
    names = dict.fromkeys(name for table in tables for name in table)
    return {name: sum((table.get(name, Fraction(0)) for table in tables), Fraction(0)) for name in names}


def _joined(each: Sequence[Seats]) -> Mapping[str, tuple[Place, ...]]:
    names = dict.fromkeys(name for one in each for name in one.places)
    return {name: tuple(place for one in each for place in one.places.get(name, ())) for name in names}


def _of_owners(team: Team, of: Counted) -> Load:
    """Every party that owns something at this rank or another: members, partners and the own team alike."""
    own = _held(team, of)
    tables = [{**held.shares, **held.parties} for held in (own, *(seats(team, each) for each in RANKS))]
    names = dict.fromkeys(name for table in tables for name, count in table.items() if count)
    counts = {name: tables[0].get(name, Fraction(0)) for name in names}
    return Load(of, counts, dict.fromkeys(names, Fraction(1)), own.places)


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
        key=(load.of.audience,) if load.of.audience else (),
        evidence=(
            Fact("loads", dict(load.counts), load.places[heaviest]),
            Fact("total", load.total),
            Fact("best", dict(load.best())),
            Fact("spread", load.unevenness(load.counts)),
            Fact("allowed", bounds.spread),
            *((Fact("cap", bounds.cap),) if bounds.cap is not None else ()),
        ),
        related=(
            *(Related(place, f"{heaviest} is {load.of.role} here too") for place in others[:4]),
            *([Related(light.at("id"), f"{lightest} has {load.counts[lightest] or 'none'}")] if light else []),
        ),
        remedies=(_remedy(load, moves, heaviest, lightest),),
    )


def _message(load: Load, bounds: Bounds) -> str:
    counts, total, people = load.counts, load.total, len(load.counts)
    said = f"load for {load.of.audience}" if load.of.audience else f"{load.of.role} load"
    most = max(counts.values())
    if load.unevenness(counts) <= bounds.spread:
        heavy = listed(who for who in counts if counts[who] == most)
        return f"{said} of {heavy} is {most}; at most {bounds.cap} is allowed"
    is_alike = len(set(load.shares.values())) == 1
    if not is_alike:
        part = (f"{who} {count}{_part(load.shares[who])}" for who, count in counts.items())
        return f"{said} {', '.join(part)}; the fairest for {total} is {tallied(load.best())}"
    fairest = best_text(-(-total // 1), people) if people <= _NAMED else _best_of_many(load)
    return f"{said} {tallied(counts) if people <= _NAMED else _range(counts)}; {fairest}"


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


def _remedy(load: Load, moves: Sequence[Move], heaviest: str, lightest: str) -> Remedy:
    if not moves:
        return Remedy(f"let {lightest} be {load.of.role} of something that {heaviest} has now")
    edits = tuple(edit for move in moves for edit in move.edits)
    shown = [str(move) for move in moves[: 3 if len(moves) == 3 else 2]]
    more = [counted(len(moves) - len(shown), "more move")] if len(moves) > len(shown) else []
    return Remedy(listed([*shown, *more]), edits)


def _moves(team: Team, load: Load, bounds: Bounds) -> Sequence[Move]:
    """Moves of single seats, heaviest to lightest, after which the bounds hold; none if there are no such moves.

    Nobody receives a pipeline that is theirs already, unless the two owners of it change places and the load of the
    other rank becomes no heavier by that.
    """
    if load.of.audience:
        return _moves_across(team, load, bounds)
    rank = load.of.ranks[0]
    counts = dict(load.counts)
    other = next((each for each in RANKS if each != rank), "") if rank in RANKS else ""
    others = dict(seats(team, other).shares) if other else {}
    chairs = chairs_of(team, rank)
    moves: list[Move] = []
    while not bounds.hold(load, counts):
        pairs = list(_pairs(load, counts))
        move = next(_handed_over(chairs, pairs), None) or next(_exchanged(chairs, pairs, other, others), None)
        if move is None:
            return ()
        moves.append(move)
        chairs = [chair for chair in chairs if chair.pipeline.id != move.pipeline]
        counts[move.giver] -= 1
        counts[move.taker] += 1
        if move.back is not None:
            others[move.taker] -= 1
            others[move.giver] += 1
    return moves


def capped(team: Team, rank: str, counts: Mapping[str, Fraction], cap: int) -> Sequence[Move]:
    """Moves of single seats after which nobody holds more of a rank than a number; none if there are no such moves."""
    load = Load(Counted((rank,)), counts, dict.fromkeys(counts, Fraction(1)), {})
    return _moves(team, load, Bounds(max(counts.values()), cap))


def _moves_across(team: Team, load: Load, bounds: Bounds) -> Sequence[Move]:
    """The same for an audience: seats of one rank are exchanged with pipelines for others, so that nobody owns more or
    less by it. Where that leads nowhere, a seat goes to somebody who has fewer of its rank."""
    counts = dict(load.counts)
    all_seats = {rank: dict(seats(team, rank).shares) for rank in load.of.ranks}
    chairs = {rank: chairs_of(team, rank) for rank in load.of.ranks}
    moves: list[Move] = []
    while not bounds.hold(load, counts):
        pairs = list(_pairs(load, counts))
        move = next(_across(load.of.audience, chairs, pairs), None) or next(
            _given_on(load.of.audience, chairs, pairs, all_seats), None
        )
        if move is None:
            return ()
        moves.append(move)
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
    return moves


def _across(audience: str, chairs: Mapping[str, Sequence["Chair"]], pairs: Sequence[tuple[str, str]]) -> Iterator[Move]:
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
    chairs: Mapping[str, Sequence["Chair"]],
    pairs: Sequence[tuple[str, str]],
    all_seats: Mapping[str, Mapping[str, Fraction]],
) -> Iterator[Move]:
    for giver, taker in pairs:
        for rank, some in chairs.items():
            held = all_seats[rank]
            if held.get(giver, 0) <= held.get(taker, 0):
                continue
            for chair in some:
                if chair.seat.id == giver and taker not in chair.owners and audience in chair.pipeline.audiences:
                    yield Move(chair.pipeline.id, chair.seat, giver, taker)


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
