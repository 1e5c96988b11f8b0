"""Who stands behind what: owners as people, and the seats they hold (semantics §20)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from pipecheck.model.oncall import Column, Rotation
from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.model.value import Party, Ref, When
from pipecheck.source.place import Place

RANKS = ("primary", "secondary")
"""The ranks of owners that rules know without being told."""

Today = Callable[[], date]
"""Asked for as-of only where it matters, since a verdict that read it is dated (semantics §19)."""


class Behind(NamedTuple):
    """How many distinct people stand behind a pipeline: at least, at most (None: unknown), and who of them is known."""

    least: int
    most: int | None
    people: frozenset[str] = frozenset()
    """Ids of members, and names that partners list."""
    unknown: tuple[Place, ...] = ()
    """Owners that stand for people the file does not name: partners without members, slots in no column, strangers."""


class Seats(NamedTuple):
    """The seats of one rank over some pipelines: one for each party that a pipeline names there."""

    shares: Mapping[str, Fraction]
    """Every member of the team by id, in the order of the file, to the seats held; those without any count too."""
    parties: Mapping[str, Fraction]
    """Partners, the own team and names that nobody declared, to the seats held: parties, not people."""
    places: Mapping[str, tuple[Place, ...]]
    """Where each of them is named; the holder of a slot, where the slot is."""
    unknown: tuple[Place, ...] = ()
    """Seats whose holder cannot be told: one of several, or a slot whose column is missing or leaves a turn open."""

    @property
    def held(self) -> Fraction:
        """How many seats members hold together."""
        return sum(self.shares.values(), Fraction(0))


class Holders(NamedTuple):
    """Whoever stands in a column in the course of its rota, in order of first appearance."""

    ids: tuple[str, ...]
    complete: bool
    """False where a turn is open, or falls to one of several: then nobody's share can be told."""


def people_behind(team: Team, pipeline: Pipeline, today: Today, ranks: Sequence[str] = RANKS) -> Behind:
    """How many people own a pipeline.

    A partner stands for the members it lists, or for at least one and at most unknown; the own team for its members
    who are active today; a slot for one person at a time, however many take turns in it, and in no column for nobody
    known. A name that nobody declared is somebody. Two distinct owners are at least two people, whoever they stand for.
    Raises NotStated where the owners, or what they lead to, were set aside.
    """
    known: set[str] = set()
    unknown: dict[str, Place] = {}
    present: set[str] = set()
    rotating: set[str] = set()
    undetermined = 0
    for party in owners_of(pipeline, ranks):
        if party.among:
            undetermined += 1
            continue
        for ref in party.names:
            person = team.person(ref)
            takes_turns = isinstance(person, Slot) or (person is None and not _is_own(team, ref))
            if takes_turns and holders_of(team, ref.id).ids:
                rotating.add(ref.id)
                continue
            people = _people(team, ref, today)
            known.update(people)
            if not people and not _is_own(team, ref):
                unknown.setdefault(ref.id, ref.at)
            if people or not isinstance(person, Slot):
                present.add(ref.id)
    undetermined += len(rotating)
    nameless = sum(1 for name in unknown if name in present)
    least = max(len(known) + nameless, len(present) + undetermined)
    most = None if unknown else max(least, len(known) + undetermined)
    return Behind(least, most, frozenset(known), tuple(unknown.values()))


def seats(team: Team, rank: str, pipelines: Iterable[Pipeline] | None = None) -> Seats:
    """Who holds the seats of a rank, over all pipelines or some, in exact fractions.

    A member holds one seat where named; of a slot, each of its holders an equal share over one cycle of its rota.
    `open` and `{none: …}` are no seats. Raises NotStated where members, pipelines or owners were set aside.
    """
    shares: dict[str, Fraction | int] = {member.id: 0 for member in team.members or ()}
    parties: dict[str, Fraction | int] = {}
    places: dict[str, list[Place]] = {}
    unknown: list[Place] = []
    for pipeline in (team.pipelines or ()) if pipelines is None else pipelines:
        for party in owners_of(pipeline, (rank,)):
            if party.among:
                unknown.append(party.at)
                continue
            for ref in party.names:
                holders = _seat(team, ref)
                if not holders:
                    unknown.append(ref.at)
                for holder in holders:
                    table = shares if holder in shares else parties
                    table[holder] = table.get(holder, 0) + _part(holders)
                    places.setdefault(holder, []).append(ref.at)
    return Seats(
        {name: Fraction(load) for name, load in shares.items()},
        {name: Fraction(load) for name, load in parties.items()},
        {name: tuple(found) for name, found in places.items()},
        tuple(unknown),
    )


def seated(team: Team, pipeline: Pipeline, rank: str) -> Iterator[tuple[str, Fraction | int]]:
    """Who holds the seats of a rank in one pipeline, and which part of each: those that `seats` adds up."""
    for party in owners_of(pipeline, (rank,)):
        for ref in () if party.among else party.names:
            holders = _seat(team, ref)
            yield from ((holder, _part(holders)) for holder in holders)


def _part(holders: Sequence[str]) -> Fraction | int:
    """Whole seats are whole numbers, which are added at a tenth of the cost of fractions."""
    return 1 if len(holders) == 1 else Fraction(1, len(holders))


def owners_of(pipeline: Pipeline, ranks: Sequence[str] = RANKS) -> Iterator[Party]:
    """The parties that a pipeline names at these ranks. Raises NotStated where they were set aside."""
    for rank in ranks:
        party = pipeline.owner(rank)
        if party is not None:
            yield party


def holders_of(team: Team, column: str) -> Holders:
    """Whoever stands in the columns of a name (or that count as it), over all rotations; nobody where there is none.

    Slots and other role words inside a column are not followed: they leave it incomplete.
    """
    rotations = () if team.oncall is None else team.oncall.rotations
    found = [
        _in_column(team, rotation, one, frozenset())
        for rotation in rotations
        for one in rotation.columns
        if column in (one.name, one.role)
    ]
    ids = dict.fromkeys(name for holders in found for name in holders.ids)
    return Holders(tuple(ids), bool(found) and all(holders.complete for holders in found))


def active_members(team: Team, today: Today) -> tuple[Member, ...]:
    """The members who belong to the team today; as-of is asked for only where a membership begins or ends."""
    return tuple(
        member
        for member in team.members or ()
        if not member.active or any(_within(today(), one.first, one.last) for one in member.active)
    )


def _people(team: Team, ref: Ref, today: Today) -> frozenset[str]:
    """The people that an owner stands for, as far as the file names them."""
    person = team.person(ref)
    if isinstance(person, Member):
        return frozenset((person.id,))
    if isinstance(person, Partner):
        return frozenset(_partner_member(team, person, name) for name in person.members or ())
    if person is None and _is_own(team, ref):
        return frozenset(member.id for member in active_members(team, today))
    return frozenset()


def _partner_member(team: Team, partner: Partner, name: str) -> str:
    """A partner's member who is declared here is that member; any other is known by the partner's id and the name."""
    person = team.person(name)
    return person.id if isinstance(person, Member) else f"{partner.id}/{name}"


def _seat(team: Team, ref: Ref) -> tuple[str, ...]:
    """Who shares a seat; nobody where the file does not tell."""
    person = team.person(ref)
    if isinstance(person, Member | Partner):
        return (person.id,)
    holders = holders_of(team, ref.id)
    if isinstance(person, Slot) or holders.ids:
        return holders.ids if holders.complete else ()
    return (ref.id,)


def _in_column(team: Team, rotation: Rotation, column: Column, seen: frozenset[str]) -> Holders:
    if column.follows is not None:
        followed = column.follows.column.id
        leaders = [one for one in rotation.columns if one.name == followed]
        if not leaders or followed in seen:
            return Holders((), complete=False)
        return _in_column(team, rotation, leaders[0], seen | {column.name})
    if column.among is not None:
        return Holders(_candidates(team, column.among), complete=True)
    entries = column.order
    if rotation.turns or entries is None:
        entries = tuple(turn.cells[column.name] for turn in rotation.turns if column.name in turn.cells)
    names = dict.fromkeys(name for party in entries if not party.among for name in _candidates(team, party))
    told = all(party.names and not party.among for party in entries)
    return Holders(tuple(names), told and bool(entries) and all(_is_somebody(team, name) for name in names))


def _candidates(team: Team, party: Party) -> tuple[str, ...]:
    if party.everybody:
        return tuple(member.id for member in team.members or ())
    return tuple(ref.id for ref in party.names)


def _is_somebody(team: Team, name: str) -> bool:
    return isinstance(team.person(name), Member | Partner) or name == team.team


def _is_own(team: Team, ref: Ref) -> bool:
    return ref.id == team.team and team.members is not None


def _within(day: date, first: When | None, last: When | None) -> bool:
    return (first is None or _day(first) <= day) and (last is None or day <= _day(last))


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when
