"""Pools: columns of rotations that share people, over which whatever is to be fair is counted (semantics §33)."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from pipecheck.model.oncall import Rotation
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
        return tuple(dict.fromkeys(rotation for rotation, _ in self.columns))

    @property
    def counted(self) -> tuple[str, ...]:
        return (*self.people, *self.idle)


def pools(view: TeamView, roles: Collection[str]) -> tuple[Pool, ...]:
    """The pools of a team's columns that count as one of `roles`, in the order of the file.

    Shared people are those of the rota itself; who only covers a day joins no pools. Raises NotStated where members
    or rotations were set aside.
    """
    return view.measure(_pools, frozenset(roles))


def _pools(view: TeamView, roles: frozenset[str]) -> tuple[Pool, ...]:
    team = view.team
    staff = team.members or ()
    order = {member.id: at for at, member in enumerate(staff)}
    groups: list[tuple[list[tuple[str, str]], set[str]]] = []
    for rotation in team.oncall.rotations if team.oncall else ():
        for column in rotation.columns:
            if column.role in roles:
                people = {who for who in column_people(team, rotation, column.name) if who in order}
                groups = _joined(groups, (rotation.id, column.name), people)
    placed = {who for _, people in groups for who in people}
    idle = tuple(
        member.id for member in staff if member.id not in placed and any(member.may_hold(role) for role in roles)
    )
    return tuple(
        Pool(tuple(columns), tuple(sorted(people, key=order.__getitem__)), () if at else idle)
        for at, (columns, people) in enumerate(groups)
    )


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


def column_people(team: Team, rotation: Rotation, column: str) -> set[str]:
    """Everybody who stands in a column by the rota alone, be it among others: ids of members, partners, the team."""
    people: set[str] = set()
    seen: set[str] = set()
    columns = {each.name: each for each in rotation.columns}
    while column not in seen:
        seen.add(column)
        told = columns.get(column)
        rows = [row.cells[column] for row in rotation.turns if column in row.cells]
        parties = rows or list((told.order or ()) if told else ())
        if told is not None and told.among is not None and not rows:
            parties.append(told.among)
        people.update(*(named(team, party) for party in parties))
        if rows or told is None or told.follows is None:
            break
        column = told.follows.column.id
    return people


def named(team: Team, party: Party) -> Iterator[str]:
    if party.everybody:
        yield from (member.id for member in team.members or ())
    for ref in party.names:
        person = team.person(ref)
        yield ref.id if person is None else person.id
