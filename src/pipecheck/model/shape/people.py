"""Who owns and answers: members, partners, slots."""

from pydantic import ConfigDict

from pipecheck.model.shape.base import Shape
from pipecheck.model.shape.kinds import Flag, Id, Name, PersonRef, Share, Text, Want, When, Zone


class ContactShape(Shape):
    """How to reach somebody. It is never shown in a report."""

    model_config = ConfigDict(title="contact")

    email: Text | None = None
    """An address. Two members of two files with one address are the same person."""
    phone: Text | None = None
    """A telephone number."""
    channel: Text | None = None
    """A chat channel or handle, such as `"#finance"`."""
    pager: Text | None = None
    """The name of the schedule or service that pages them."""
    url: Text | None = None
    """A page that says how to reach them."""


class ActiveShape(Shape):
    """A stretch in which a member belongs to the team."""

    model_config = ConfigDict(title="stretch")

    from_: When | None = None
    """The first day. Left out: always was."""
    until: When | None = None
    """The last day. Left out: still is."""


class TimeOffShape(Shape):
    """Days on which a member is not on call. Both ends are inclusive, in the member's own zone."""

    model_config = ConfigDict(title="stretch of time off")

    from_: When
    """The first day."""
    to: When
    """The last day."""
    kind: Text | None = None
    """What it is, such as `vacation`; `no-duty` is there, but not on call. It is never shown in a report."""
    reason: Text | None = None
    """Why. It is never shown in a report."""


class WishShape(Shape):
    """A holiday that a member would like to be off, or on duty."""

    model_config = ConfigDict(title="wish")

    holiday: Name
    """The holiday's id, such as `christmas`."""
    want: Want
    """`"off"` or `"on"`."""


class MemberShape(Shape):
    """A person of this team."""

    model_config = ConfigDict(title="member")

    id: Id
    """The word by which the file names them: letters, digits, `-`, `_` and `.`."""
    aliases: list[Text] | None = None
    """Other words by which the file may name them."""
    region: Text | None = None
    """Where their public holidays are: ISO 3166-1 or 3166-2, such as `US-NY`. Left out: the team's."""
    timezone: Zone | None = None
    """Their zone, such as `America/New_York`. Left out: the team's."""
    contact: ContactShape | None = None
    """How to reach them."""
    person: PersonRef | None = None
    """Who they are in another file, `team/member`: one person on two teams."""
    fte: Share | None = None
    """How much of a full position they hold, from 0 to 1. Left out: 1."""
    active: list[ActiveShape] | None = None
    """When they belong to the team. Left out: always."""
    eligible: list[Name] | None = None
    """The roles they may hold, such as `[primary, secondary]`. Left out: all; `[]`: never on call."""
    time_off: list[TimeOffShape] | None = None
    """When they are away."""
    wishes: list[WishShape] | None = None
    """Holidays they would like on or off."""


class PartnerShape(Shape):
    """Another team that owns or answers here."""

    model_config = ConfigDict(title="partner")

    id: Id
    """The word by which the file names it."""
    aliases: list[Text] | None = None
    """Other words by which the file may name it."""
    contact: ContactShape | None = None
    """How to reach it."""
    members: list[Text] | None = None
    """The names of its people. Left out: at least one, at most unknown."""
    external: Flag | None = None
    """Whether it is outside the organisation."""
    team: Id | None = None
    """The team of this workspace that it is, by that team's id."""


class SlotShape(Shape):
    """An owner that rotates: whoever stands in the column of that name."""

    model_config = ConfigDict(title="slot")

    id: Id
    """The word by which the file names it; a rotation has a column of the same name."""
    aliases: list[Text] | None = None
    """Other words by which the file may name it."""
