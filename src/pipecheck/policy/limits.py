"""What a policy asks of waivers: how far they may reach, how many there may be, who must have permitted them."""

from collections.abc import Iterable
from typing import NamedTuple

from pipecheck.policy.faults import did_you_mean
from pipecheck.policy.field import Field
from pipecheck.source.place import Place

KEYS = ("granted", "max_days", "max_active", "require")
REQUIRABLE = ("approved_by",)
_ALWAYS = ("rule", "subject", "reason", "until")


class Most(NamedTuple):
    """A number that may not be passed, and where it was written."""

    number: int
    at: Place


class Limits(NamedTuple):
    """What is asked of every waiver of a run; None is not asked."""

    days: Most | None = None
    """How far its last day may lie ahead of as-of."""
    active: Most | None = None
    """How many may be in force at once."""
    approval: Place | None = None
    """Where it is asked that each names who permitted it."""


def read_limits(fields: dict[str, Field]) -> Limits:
    """The limits among the entries of `waivers`."""
    required = fields["require"].texts("`require`") if "require" in fields else ()
    usable = [field for field in required if _requirable(field)]
    return Limits(_most(fields, "max_days", 1), _most(fields, "max_active", 0), usable[0].place if usable else None)


def strictest(limits: Iterable[Limits]) -> Limits:
    """What holds under several files: the least of each number, and approval where any of them asks for it."""
    told = tuple(limits)
    days = [one.days for one in told if one.days is not None]
    active = [one.active for one in told if one.active is not None]
    return Limits(
        min(days, key=lambda most: most.number, default=None),
        min(active, key=lambda most: most.number, default=None),
        next((one.approval for one in told if one.approval is not None), None),
    )


def _most(fields: dict[str, Field], key: str, least: int) -> Most | None:
    if key not in fields:
        return None
    number = fields[key].number(f"`{key}`", least)
    return None if number is None else Most(number, fields[key].place)


def _requirable(field: Field) -> bool:
    word = str(field.data)
    if word in REQUIRABLE:
        return True
    hint = did_you_mean(word, REQUIRABLE, "what can be required is `approved_by`")
    if word in _ALWAYS:
        hint = "leave it out: every waiver has to tell that"
    field.refuse(f"'{word}' cannot be required of waivers", hint)
    return False
