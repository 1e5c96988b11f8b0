"""Stretches that end before they begin: one alone holds no day, and whatever it was to bound would pass unseen."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.build.spot import Spot, field
from pipecheck.model.outcome import FileProblem, Problem, Related, Remedy, Undecided

if TYPE_CHECKING:
    from pipecheck.model.shape.team import TeamShape
    from pipecheck.model.value import When


class _Range(NamedTuple):
    what: str
    spot: Spot
    first: "When | None"
    last: "When | None"
    end: str
    """The key under which its end stands."""


def turned_ranges(root: Spot, shape: "TeamShape") -> Iterator[tuple[FileProblem, Undecided]]:
    """Every membership, period and past shift that ends before it begins, in the order of the language.

    Other stretches are not looked at: the rules that judge turns, time off, overrides and swaps say it of those.
    """
    for one in _ranges(root, shape):
        if one.first is not None and one.last is not None and _before(one.last, one.first):
            yield _turned(one, one.first, one.last)


def _ranges(root: Spot, shape: "TeamShape") -> Iterator[_Range]:
    for at, member in root.each("members", shape.members):
        for spot, active in at.each("active", member.active):
            yield _Range(f"a membership of '{member.id}'", spot, active.from_, active.until, "until")
    period = None if shape.oncall is None else shape.oncall.period
    if period is not None:
        yield _Range("the period", root.down("oncall", "period"), period.from_, period.to, "to")
    if shape.history is not None:
        for spot, shift in root.down("history").each("shifts", shape.history.shifts):
            yield _Range("a past shift", spot, shift.from_, shift.to, "to")


def _turned(one: _Range, first: "When", last: "When") -> tuple[FileProblem, Undecided]:
    at = one.spot.at(one.end)
    problem = Problem(
        f"{one.what} ends on {_said(last)}, before it begins on {_said(first)}",
        at,
        related=(Related(one.spot.at("from"), "it begins here"),),
        remedies=(Remedy(f"correct `{one.end}`, or `from`"),),
    )
    return FileProblem("invalid-shape", problem), Undecided(field(at.route), at)


def _before(one: "When", other: "When") -> bool:
    """A moment beside a day is compared by its day."""
    return one < other if type(one) is type(other) else _day(one) < _day(other)


def _day(when: "When") -> date:
    return when.date() if isinstance(when, datetime) else when


def _said(when: "When") -> str:
    return when.isoformat("T", "minutes") if isinstance(when, datetime) else when.isoformat()
