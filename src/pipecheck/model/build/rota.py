"""Rotations: columns, rows, and what holds for a rota as a whole."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.build.cells import ROW_KEYS, Columns
from pipecheck.model.build.names import Names
from pipecheck.model.build.spot import Spot
from pipecheck.model.build.values import handoff, handover, hours, parties, party, selector, steps
from pipecheck.model.oncall import Column, Follows, Rotation, Turn
from pipecheck.model.outcome import Undecided
from pipecheck.model.value import Handover, Party, Step

if TYPE_CHECKING:
    from pipecheck.model.shape.rota import RoleShape, RotationShape, TurnShape

FIELDS: Mapping[str, tuple[str, ...]] = {"roles": ("columns",)}


class Shared(NamedTuple):
    """What `oncall` says for every rotation that does not say it itself, and what of it was set aside."""

    escalation: tuple[Step, ...] = ()
    handover: Handover | None = None
    aside: Mapping[str, Undecided] = MappingProxyType({})


def rotation(names: Names, columns: Columns, shared: Shared, spot: Spot, shape: "RotationShape") -> Rotation:
    """A rota with its columns and rows."""
    told = spot.told()
    aside = spot.aside(FIELDS)
    for key in ("escalation", "handover"):
        if key not in told and key in shared.aside:
            aside[key] = shared.aside[key]
    built, lost = _columns(names, columns, spot, shape)
    if lost is not None:
        aside.setdefault("columns", lost)
    turns, lost = _turns(names, columns, spot, shape)
    if lost is not None:
        aside.setdefault("turns", lost)
    own_steps = steps(names, spot, "escalation", shape.escalation)
    return Rotation(
        id=shape.id,
        team=names.team,
        place=spot.place(),
        given=told,
        own=spot.own(),
        aside=aside,
        name=shape.name or shape.id,
        covers=selector(names, spot.down("covers"), shape.covers),
        start=shape.start,
        until=shape.until,
        turn=shape.turn,
        handoff=handoff(spot.down("handoff"), shape.handoff),
        timezone=shape.timezone,
        hours=hours(names, spot, "hours", shape.hours),
        columns=built,
        turns=turns,
        lead=None if shape.lead is None else party(names, spot.down("lead"), shape.lead),
        handover=handover(spot.down("handover"), shape.handover) if "handover" in told else shared.handover,
        escalation=own_steps if "escalation" in told else shared.escalation,
        repeats=shape.repeats,
        anchor="iso-week" if shape.anchor == "iso-week" else "start",
    )


def _columns(
    names: Names, columns: Columns, spot: Spot, shape: "RotationShape"
) -> tuple[tuple[Column, ...], Undecided | None]:
    """The columns that `roles` declares, and after them those that only rows name."""
    declared = {} if shape.roles is None else shape.roles.cells
    found, lost = [], None
    for name, role in declared.items():
        at = spot.down("roles", name)
        if not columns.says_what_it_is(name, role):
            lost = lost or columns.nameless(at, name)
        found.append(_column(names, columns, at, name, role, frozenset(declared) | _of_rows(shape)))
    for at, row in spot.each("turns", shape.turns):
        for name in row.cells:
            if name not in declared and columns.has(name) and not any(one.name == name for one in found):
                found.append(Column(name, columns.role(name), at.at(name)))
    return tuple(found), lost


def _of_rows(shape: "RotationShape") -> frozenset[str]:
    return frozenset(name for row in shape.turns or () for name in row.cells)


def _column(
    names: Names, columns: Columns, spot: Spot, name: str, shape: "RoleShape", siblings: frozenset[str]
) -> Column:
    order: tuple[Party, ...] | None = None
    if shape.entries is not None:
        order = parties(names, spot, shape.entries)
    elif shape.order is not None:
        order = parties(names, spot.down("order"), shape.order)
    return Column(
        name,
        columns.role(name, shape),
        spot.place(),
        order=order,
        among=None if shape.among is None else party(names, spot.down("among"), shape.among),
        follows=_follows(names, spot, shape, siblings),
        covers=None if shape.covers is None else selector(names, spot.down("covers"), shape.covers),
        hours=None if shape.hours is None else hours(names, spot, "hours", shape.hours),
    )


def _follows(names: Names, spot: Spot, shape: "RoleShape", siblings: frozenset[str]) -> Follows | None:
    """`before` counts turns ahead, `after` counts them back; a column can only follow one of its own rotation."""
    by = 1 if shape.by is None else shape.by
    for key, column, turns in (("before", shape.before, by), ("after", shape.after, -by)):
        if column is not None:
            doubt = None if column in siblings else names.doubt("column", column)
            found = None if doubt is not None else column in siblings
            return Follows(names.settled(column, spot.at(key), found, "column", doubt=doubt), turns)
    return None


def _turns(
    names: Names, columns: Columns, spot: Spot, shape: "RotationShape"
) -> tuple[tuple[Turn, ...], Undecided | None]:
    rows = [_turn(names, columns, at, row) for at, row in spot.each("turns", shape.turns)]
    lost = next((undecided for _, undecided in rows if undecided is not None), None)
    return tuple(turn for turn, _ in rows), lost


def _turn(names: Names, columns: Columns, spot: Spot, shape: "TurnShape") -> tuple[Turn, Undecided | None]:
    lost = list(columns.strangers(spot, shape.cells, ROW_KEYS))
    cells = {name: party(names, spot.down(name), one) for name, one in shape.cells.items() if columns.has(name)}
    turn = Turn(spot.place(), MappingProxyType(cells), first=shape.from_, last=shape.to, length=shape.for_)
    return turn, lost[0] if lost else None
