"""Pools: columns of rotations that share people, over which whatever is to be fair is counted (semantics §33)."""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipecheck.model.oncall import Column, Rotation
from pipecheck.model.team import Team
from pipecheck.model.value import Party
from pipecheck.model.view import TeamView


class Pool(NamedTuple):
    """Columns of rotations that share people, and everybody whose duty is counted there."""

    columns: tuple[tuple[str, str], ...]
    """Rotation and column, in the order of the file."""
    people: tuple[str, ...]
    """Members who stand in its orders or rows, be it among others, in the order of the file."""
    idle: tuple[str, ...] = ()
    """Members who may hold one of its roles and stand in no pool at all: counted with zero, in the first pool."""

    @property
    def rotations(self) -> tuple[str, ...]:
        return _rotations(self.columns)

    @property
    def counted(self) -> tuple[str, ...]:
        return (*self.people, *self.idle)


@lru_cache(maxsize=256)
def _rotations(columns: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rotation for rotation, _ in columns))


def pools(view: TeamView, roles: Collection[str]) -> tuple[Pool, ...]:
    """The pools of a team's columns that count as one of `roles`, in the order of the file.

    Shared people are those of the rota itself; who only covers a day joins no pools. Raises NotStated where members
    or rotations were set aside.
    """
    return view.measure(_pools, frozenset(roles))


def _pools(view: TeamView, roles: frozenset[str]) -> tuple[Pool, ...]:
    team = view.team
    columns = [
        (rotation, column)
        for rotation in (team.oncall.rotations if team.oncall else ())
        for column in rotation.columns
        if column.role in roles
    ]
    order = {person: at for at, person in enumerate(staff(team, [column_people(team, *each) for each in columns]))}
    groups: list[tuple[list[tuple[str, str]], set[str]]] = []
    for rotation, column in columns:
        people = {who for who in column_people(team, rotation, column) if who in order}
        groups = _joined(groups, (rotation.id, column.name), people)
    placed = {who for _, people in groups for who in people}
    idle = tuple(
        member.id
        for member in team.members or ()
        if member.id not in placed and any(member.may_hold(role) for role in roles)
    )
    return tuple(
        Pool(tuple(keys), tuple(sorted(people, key=order.__getitem__)), () if at else idle)
        for at, (keys, people) in enumerate(groups)
    )


def staff(team: Team, named: Iterable[Iterable[str]] = ()) -> tuple[str, ...]:
    """Whose duty can be counted: the members; where the file does not tell them, whoever is named and is no partner,
    slot or team, which are nobody who could tire."""
    if team.members is not None:
        return tuple(member.id for member in team.members)
    others = {team.team, *(each.id for each in (*team.partners, *team.slots))}
    return tuple(dict.fromkeys(who for people in named for who in people if who not in others))


def _joined(
    groups: list[tuple[list[tuple[str, str]], set[str]]], column: tuple[str, str], people: set[str]
) -> list[tuple[list[tuple[str, str]], set[str]]]:
    """The groups with one more column: it joins the first that shares people, and so do the others that do."""
    joined: tuple[list[tuple[str, str]], set[str]] = ([], set(people))
    after: list[tuple[list[tuple[str, str]], set[str]]] = []
    for group in groups:
        if not group[1] & people:
            after.append(group)
            continue
        if not joined[0]:
            after.append(joined)
        joined[0].extend(group[0])
        joined[1].update(group[1])
    if not joined[0]:
        after.append(joined)
    joined[0].append(column)
    return after


def column_people(team: Team, rotation: Rotation, column: Column) -> tuple[str, ...]:
    """Everybody who stands in a column by the rota alone, be it among others: ids of members, partners, the team."""
    columns = {each.name: each for each in rotation.columns}
    seen: set[str] = set()
    told: Column | None = column
    while told is not None and told.name not in seen:
        seen.add(told.name)
        parties = [row.cells[told.name] for row in rotation.turns if told.name in row.cells]
        if not parties:
            parties = [*(told.order or ()), *((told.among,) if told.among is not None else ())]
        if parties or told.follows is None:
            return tuple(dict.fromkeys(who for party in parties for who in named(team, party)))
        told = columns.get(told.follows.column.id)
    return ()


def named(team: Team, party: Party) -> Iterator[str]:
    if party.everybody:
        yield from (member.id for member in team.members or ())
    for ref in party.names:
        person = team.person(ref)
        yield ref.id if person is None else person.id
