"""The block `oncall` as a whole."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipecheck.model.build.cells import Columns
from pipecheck.model.build.changes import holiday_line, override, swap
from pipecheck.model.build.names import Names
from pipecheck.model.build.rota import Shared, rotation
from pipecheck.model.build.spot import Spot
from pipecheck.model.build.values import handover, hours, party, selector, steps, stretch
from pipecheck.model.oncall import OnCall, Requirement

if TYPE_CHECKING:
    from pipecheck.model.shape.duty import OnCallShape, OnHolidaysShape, RequirementShape

_INNER = frozenset({"rotations", "holidays", "overrides", "swaps"})
_FIELDS: Mapping[str, tuple[str, ...]] = {"on_holidays": ("on_holidays", "on_holidays_reason", "exchange")}
_STAND_INS = frozenset({"owner"})


class _OnHolidays(NamedTuple):
    what: Literal["rota", "none", "exchange"] = "rota"
    reason: str | None = None
    exchange: Mapping[str, str] | None = None


def oncall(names: Names, columns: Columns, spot: Spot, shape: "OnCallShape") -> OnCall:
    """Everything under `oncall`. What it says for all rotations is laid under each."""
    aside = spot.aside(_FIELDS, _INNER)
    shared = Shared(
        escalation=steps(names, spot, "escalation", shape.escalation),
        handover=handover(spot.down("handover"), shape.handover),
        aside=aside,
    )
    on_holidays = _on_holidays(names, spot.down("on_holidays"), shape.on_holidays)
    period = shape.period
    return OnCall(
        at=spot.place(),
        given=spot.told(),
        aside=aside,
        period=None if period is None else stretch(spot.down("period"), period.from_, period.to),
        published=shape.published,
        required=None
        if shape.required is None
        else tuple(_requirement(names, at, one) for at, one in spot.each("required", shape.required)),
        on_holidays=on_holidays.what,
        on_holidays_reason=on_holidays.reason,
        exchange=on_holidays.exchange,
        rotations=tuple(
            rotation(names, columns, shared, at, one) for at, one in spot.each("rotations", shape.rotations)
        ),
        holidays=tuple(holiday_line(names, columns, at, one) for at, one in spot.each("holidays", shape.holidays)),
        overrides=tuple(override(names, at, one) for at, one in spot.each("overrides", shape.overrides)),
        swaps=tuple(swap(names, at, one) for at, one in spot.each("swaps", shape.swaps)),
        escalation=shared.escalation,
        handover=shared.handover,
        stand_in=None
        if shape.stand_in is None
        else party(names, spot.down("stand_in"), shape.stand_in, words=_STAND_INS),
    )


def _requirement(names: Names, spot: Spot, shape: "RequirementShape") -> Requirement:
    for at, role in spot.each("roles", shape.roles):
        names.name(role, at.place(), "column")
    return Requirement(
        spot.place(),
        covers=selector(names, spot.down("covers"), shape.covers),
        hours=hours(names, spot, "hours", shape.hours),
        roles=None if shape.roles is None else tuple(shape.roles),
        none=shape.none,
        severity=shape.severity,
        when=shape.when,
    )


def _on_holidays(names: Names, spot: Spot, shape: "OnHolidaysShape | None") -> _OnHolidays:
    if shape is None:
        return _OnHolidays()
    if shape.none is not None:
        return _OnHolidays("none", reason=shape.none)
    for role, other in shape.cells.items():
        names.name(role, spot.at(role), "column")
        names.name(other, spot.at(role), "column")
    return _OnHolidays("exchange", exchange=MappingProxyType(dict(shape.cells))) if shape.cells else _OnHolidays()
