"""Who owns and answers: members, partners, slots."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar

from pipecheck.model.entity import Entity
from pipecheck.model.outcome import Kind
from pipecheck.model.value import Ref, Stretch, TimeOff, Wish


class Member(Entity):
    """A person of this team."""

    kind: ClassVar[Kind] = "member"
    name: str
    aliases: tuple[str, ...] = ()
    region: str | None = None
    """The member's own region; `Team.region_of` falls back to the team's."""
    timezone: str | None = None
    contact: Mapping[str, str] = MappingProxyType({})
    person: Ref | None = None
    """`person: <team>/<member>`: the same human being in another file."""
    fte: Fraction = Fraction(1)
    active: tuple[Stretch, ...] = ()
    """Stretches of dates in which the member belongs to the team; none told is always."""
    eligible: tuple[str, ...] | None = None
    """Roles the member may hold; None is all of them, empty is never on call."""
    time_off: tuple[TimeOff, ...] = ()
    wishes: tuple[Wish, ...] = ()

    def may_hold(self, role: str) -> bool:
        """Whether the member is eligible for a role."""
        return self.eligible is None or role in self.eligible


class Partner(Entity):
    """Another team that owns or answers here."""

    kind: ClassVar[Kind] = "partner"
    name: str
    aliases: tuple[str, ...] = ()
    contact: Mapping[str, str] = MappingProxyType({})
    members: tuple[str, ...] | None = None
    """Names of its people; None is not told: at least one, at most unknown (semantics §20)."""
    external: bool = False
    workspace_team: Ref | None = None
    """`team: finance`: the team of this workspace that it is."""


class Slot(Entity):
    """An owner that rotates: whoever stands in the column of that name."""

    kind: ClassVar[Kind] = "member"
    name: str
    aliases: tuple[str, ...] = ()
