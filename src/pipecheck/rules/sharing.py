"""Who owns what together: pipelines as sets of people, and the exchanges of seats that would mix them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from pipecheck.model.ownership import Behind, active_members, holders_of, owners_of, people_behind
from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.model.value import Party
from pipecheck.rules.base import Edit, NotStated, Place, Put, Remedy, TeamView, Undecided
from pipecheck.rules.prose import listed
from pipecheck.rules.reseating import Chair, chairs_of

Sets: TypeAlias = Mapping[str, frozenset[str]]
"""The people behind each pipeline, by its id."""
_TRIED = 40
"""Of more seats than this, exchanges with the others are not looked for."""
_MOVES = 6


class Shared(NamedTuple):
    """A pipeline that has an owner, and who is behind it."""

    pipeline: Pipeline
    people: frozenset[str]
    """Everybody known: of a slot all who take turns, of a team all its members."""
    unknown: Mapping[str, Place]
    """Owners behind whom nobody knows who stands, and where they are named."""


def shared(view: TeamView, ranks: Sequence[str]) -> tuple[Shared, ...]:
    """Every pipeline that has an owner at these ranks, in the order of the file.

    Raises NotStated where members, pipelines or the owners of one are not told.
    """
    team = view.team
    if team.members is None:
        raise NotStated(Undecided("members", team.at("members"), why="who could own what"))
    if team.pipelines is None:
        raise NotStated(Undecided("pipelines", team.at("pipelines"), why="who owns what"))
    found = (shared_of(view, pipeline, ranks) for pipeline in team.pipelines)
    return tuple(one for one in found if one.people or one.unknown)


def shared_of(view: TeamView, pipeline: Pipeline, ranks: Sequence[str]) -> Shared:
    """One pipeline, and who is behind it. Raises NotStated where its owners are not told."""
    team = view.team
    if not pipeline.tells("owners"):
        why = f"who owns '{pipeline.id}'"
        raise NotStated(Undecided("pipelines.owners", pipeline.at("owners"), why=why))
    behind = people_behind(team, pipeline, lambda: view.as_of, ranks)
    people, unknown = set(behind.people), dict(_unknown(pipeline, ranks, behind))
    for party in owners_of(pipeline, ranks):
        for ref in () if party.among else party.names:
            if isinstance(team.person(ref), Member | Partner):
                continue
            holders = holders_of(team, ref.id)
            people.update(holders.ids)
            if holders.ids and not holders.complete:
                unknown[ref.id] = ref.at
    return Shared(pipeline, frozenset(people), unknown)


def _unknown(pipeline: Pipeline, ranks: Sequence[str], behind: Behind) -> Iterator[tuple[str, Place]]:
    for party in owners_of(pipeline, ranks):
        if party.among:
            yield f"{pipeline.id}: {_one_of(party)}", party.at
        yield from ((ref.id, ref.at) for ref in party.names if ref.at in behind.unknown)


def _one_of(party: Party) -> str:
    return f"one of {listed(ref.id for ref in party.names)}" if party.names else "one of all"


def unknown_owner(team: Team, pipeline: Pipeline, at: Place, ranks: Sequence[str]) -> Undecided:
    """What would tell who stands behind an owner that is named at a place."""
    ref = next((ref for party in owners_of(pipeline, ranks) for ref in party.names if ref.at == at), None)
    if ref is None:
        return Undecided("pipelines.owners", at, why=f"who owns '{pipeline.id}'", key=(pipeline.id,))
    person = team.person(ref)
    why = f"how many people stand behind '{ref.id}'"
    if isinstance(person, Partner):
        remedy = Remedy(f"list the members of '{person.id}' that answer for '{pipeline.id}'")
        return Undecided("partners.members", person.at("members"), (remedy,), why, key=(person.id,))
    if isinstance(person, Slot):
        remedy = Remedy(f"add a column '{person.id}' to a rotation")
        return Undecided("oncall.rotations.roles", person.at("id"), (remedy,), why, key=(person.id,))
    remedy = Remedy(f"declare '{ref.id}' as a member, a partner or a slot")
    return Undecided("members", ref.at, (remedy,), why, key=(ref.id,))


def everybody(view: TeamView, owned: Iterable[Shared]) -> frozenset[str]:
    """Who could own: the members who belong to the team today, and whoever is known to own something."""
    members = (member.id for member in active_members(view.team, lambda: view.as_of))
    return frozenset(members).union(*(one.people for one in owned))


# ---- mixing


class Exchange(NamedTuple):
    """Two people exchange seats of one rank in two pipelines, so that nobody's load changes."""

    one: Chair
    other: Chair
    rank: str

    @property
    def edits(self) -> tuple[Edit, ...]:
        return Put(self.one.seat.at, self.other.seat.id), Put(self.other.seat.at, self.one.seat.id)

    def __str__(self) -> str:
        return (
            f"let {self.one.seat.id} and {self.other.seat.id} exchange '{self.one.pipeline.id}' and "
            f"'{self.other.pipeline.id}' as {self.rank}"
        )


class Handing(NamedTuple):
    """Somebody gives a seat to somebody who has fewer of its rank."""

    chair: Chair
    taker: str
    rank: str

    @property
    def edits(self) -> tuple[Edit, ...]:
        return (Put(self.chair.seat.at, self.taker),)

    def __str__(self) -> str:
        return f"name {self.taker} in place of {self.chair.seat.id} as {self.rank} of '{self.chair.pipeline.id}'"


def exchanges(team: Team, rank: str, sets: Sets, score: Callable[[Sets], int]) -> tuple[Exchange, ...]:
    """Exchanges after which a score is zero, one after the other the best there is; none where that leads nowhere.

    Only seats that one person holds by name are exchanged, each at most once, and nobody receives a pipeline that is
    theirs already.
    """
    seats = [chair for chair in chairs_of(team, rank) if _is_plain(team, chair, sets)][:_TRIED]
    current, made = dict(sets), list[Exchange]()
    left = score(current)
    while left and len(made) < _MOVES:
        pairs = [
            (score(_after(current, one, other)), _differ(one, other), number, one, other)
            for number, (one, other) in enumerate(_pairs(seats))
        ]
        best = min(pairs, key=lambda pair: pair[:3], default=None)
        if best is None or best[0] >= left:
            return ()
        left, _, _, one, other = best
        current = _after(current, one, other)
        made.append(Exchange(one, other, rank))
        seats = [chair for chair in seats if chair.pipeline.id not in (one.pipeline.id, other.pipeline.id)]
    return () if left else tuple(made)


def handings(
    team: Team, rank: str, sets: Sets, score: Callable[[Sets], int], takers: Iterable[str]
) -> tuple[Handing, ...]:
    """A seat for each of these people, given by those who have most, after which a score is zero; none where not."""
    seats = [chair for chair in chairs_of(team, rank) if _is_plain(team, chair, sets)]
    load = Counter(chair.seat.id for chair in seats)
    current, made = dict(sets), list[Handing]()
    for taker in takers:
        ways = [
            (score(_given(current, chair, taker)), -load[chair.seat.id], number, chair)
            for number, chair in enumerate(seats)
            if taker not in chair.owners and load[chair.seat.id] > load[taker]
        ]
        if not ways:
            return ()
        chair = min(ways, key=lambda way: way[:3])[3]
        current = _given(current, chair, taker)
        load.update({taker: 1, chair.seat.id: -1})
        seats = [other for other in seats if other.pipeline.id != chair.pipeline.id]
        made.append(Handing(chair, taker, rank))
    return tuple(made) if made and not score(current) else ()


def _given(sets: Sets, chair: Chair, taker: str) -> dict[str, frozenset[str]]:
    return {**sets, chair.pipeline.id: sets[chair.pipeline.id] - {chair.seat.id} | {taker}}


def _is_plain(team: Team, chair: Chair, sets: Sets) -> bool:
    """Whether the seat is a member's, who is behind the pipeline by that name alone."""
    people = sets.get(chair.pipeline.id)
    return people is not None and isinstance(team.person(chair.seat), Member) and people <= chair.owners.keys()


def _pairs(seats: Sequence[Chair]) -> Iterator[tuple[Chair, Chair]]:
    for at, one in enumerate(seats):
        for other in seats[at + 1 :]:
            if one.seat.id not in other.owners and other.seat.id not in one.owners:
                yield one, other


def _after(sets: Sets, one: Chair, other: Chair) -> dict[str, frozenset[str]]:
    a, b = one.seat.id, other.seat.id
    first, second = sets[one.pipeline.id], sets[other.pipeline.id]
    return {**sets, one.pipeline.id: first - {a} | {b}, other.pipeline.id: second - {b} | {a}}


def _differ(one: Chair, other: Chair) -> bool:
    """Whether an exchange would change who works for which audience."""
    return set(one.pipeline.audiences) != set(other.pipeline.audiences)
