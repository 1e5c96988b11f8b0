"""What only all teams together make up: people who stand in several team files, and the workspace itself."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from pipecheck.model.entity import Entity
from pipecheck.model.outcome import Kind
from pipecheck.model.people import Member
from pipecheck.model.team import Team
from pipecheck.model.value import Ref
from pipecheck.source.place import Place


class Membership(NamedTuple):
    """A member, and the team whose file declares them."""

    team: Team
    member: Member


class Individual(Entity):
    """A person who is a member in several team files (semantics §23).

    Its id is the first of the person's names by team and id: `data-core/alice`. It has no team of its own.
    """

    kind: ClassVar[Kind] = "person"
    memberships: tuple[Membership, ...]
    """Sorted by team and id; more than one of a team only where its file declares one person twice."""

    @property
    def teams(self) -> tuple[Team, ...]:
        return tuple(dict.fromkeys(one.team for one in self.memberships))


class WholeWorkspace(Entity):
    """Everything that was read, as one subject."""

    kind: ClassVar[Kind] = "workspace"


def whole(teams: Sequence[Team]) -> tuple[WholeWorkspace, ...]:
    """The workspace of these teams; nothing where there are none."""
    return (WholeWorkspace(id="", team="", place=Place(teams[0].place.document)),) if teams else ()


def individuals(teams: Sequence[Team]) -> tuple[Individual, ...]:
    """Everybody who stands in more than one of the files, sorted by name.

    Two members are one person if both give one `contact.email`, or one says `person: <team>/<member>`; neither id nor
    name makes them one. What was set aside joins nobody.
    """
    everybody = [Membership(team, member) for team in teams for member in team.sound("members") or ()]
    groups = _Groups(len(everybody))
    by_address: dict[str, int] = {}
    by_name: dict[str, int] = {}
    for number, one in enumerate(everybody):
        for name in (one.member.id, *(one.member.sound("aliases") or ())):
            by_name.setdefault(f"{one.team.team}/{name}", number)
        address = (one.member.sound("contact") or {}).get("email", "").strip().casefold()
        if address:
            groups.join(number, by_address.setdefault(address, number))
    for number, one in enumerate(everybody):
        said: Ref | None = one.member.sound("person")
        if said is not None and said.id in by_name:
            groups.join(number, by_name[said.id])
    found = (_individual([everybody[number] for number in group]) for group in groups)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.id))


def _individual(names: Sequence[Membership]) -> Individual | None:
    if len({one.team.place.document for one in names}) < 2:
        return None
    names = sorted(names, key=lambda one: (one.team.team, one.member.id, one.team.place.document))
    first = names[0]
    return Individual(
        id=f"{first.team.team}/{first.member.id}", team="", place=first.member.place, memberships=tuple(names)
    )


class _Groups:
    """Numbers that are joined into groups: `join` says that two are in one."""

    def __init__(self, size: int) -> None:
        self._leader = list(range(size))

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self._lead(one), self._lead(other)))
        self._leader[second] = first

    def __iter__(self) -> Iterator[list[int]]:
        groups: dict[int, list[int]] = {}
        for number in range(len(self._leader)):
            groups.setdefault(self._lead(number), []).append(number)
        yield from groups.values()

    def _lead(self, number: int) -> int:
        while self._leader[number] != number:
            self._leader[number] = self._leader[self._leader[number]]
            number = self._leader[number]
        return number
