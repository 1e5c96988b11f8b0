"""Members, partners and slots."""

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipecheck.model.build.names import Names
from pipecheck.model.build.spot import Spot
from pipecheck.model.build.values import stretch
from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.value import TimeOff, Wish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipecheck.model.shape.people import ContactShape, MemberShape, PartnerShape, SlotShape, WishShape

CONTACTS = ("email", "phone", "channel", "pager", "url")


def member(names: Names, spot: Spot, shape: "MemberShape") -> Member:
    """A person of the team."""
    person = None
    if shape.person is not None:
        person = names.settled(shape.person, spot.at("person"), None, "person")
    for at, role in spot.each("eligible", shape.eligible):
        names.name(role, at.place(), "column")
    return Member(
        id=shape.id,
        team=names.team,
        place=spot.place(),
        given=spot.told(),
        own=spot.own(),
        aside=spot.aside(),
        name=shape.name or shape.id,
        aliases=tuple(shape.aliases or ()),
        region=shape.region,
        timezone=shape.timezone,
        contact=_contact(shape.contact),
        person=person,
        fte=Fraction(1) if shape.fte is None else shape.fte,
        active=tuple(stretch(at, one.from_, one.until) for at, one in spot.each("active", shape.active)),
        eligible=None if shape.eligible is None else tuple(shape.eligible),
        time_off=tuple(
            TimeOff(at.place(), one.from_, one.to, there=one.kind == "no-duty")
            for at, one in spot.each("time_off", shape.time_off)
        ),
        wishes=tuple(_wish(names, at, one) for at, one in spot.each("wishes", shape.wishes)),
    )


def partner(names: Names, spot: Spot, shape: "PartnerShape") -> Partner:
    """Another team."""
    team = None
    if shape.team is not None:
        team = names.settled(shape.team, spot.at("team"), True if shape.team == names.team else None, "team")
    return Partner(
        id=shape.id,
        team=names.team,
        place=spot.place(),
        given=spot.told(),
        own=spot.own(),
        aside=spot.aside({"team": ("workspace_team",)}),
        name=shape.name or shape.id,
        aliases=tuple(shape.aliases or ()),
        contact=_contact(shape.contact),
        members=None if shape.members is None else tuple(shape.members),
        external=bool(shape.external),
        workspace_team=team,
    )


def slot(names: Names, spot: Spot, shape: "SlotShape") -> Slot:
    """An owner that rotates."""
    return Slot(
        id=shape.id,
        team=names.team,
        place=spot.place(),
        given=spot.told(),
        own=spot.own(),
        aside=spot.aside(),
        name=shape.name or shape.id,
        aliases=tuple(shape.aliases or ()),
    )


def _contact(shape: "ContactShape | None") -> "Mapping[str, str]":
    told = {kind: getattr(shape, kind, None) for kind in CONTACTS}
    return MappingProxyType({kind: address for kind, address in told.items() if address is not None})


def _wish(names: Names, spot: Spot, shape: "WishShape") -> Wish:
    holiday = names.name(shape.holiday, spot.at("holiday"), "holiday", "season")
    return Wish(spot.place(), holiday, "on" if shape.want == "on" else "off")
