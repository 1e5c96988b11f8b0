"""What is laid over the rotas: lines of holidays, overrides, swaps."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipecheck.model.build.cells import LINE_KEYS, SPLIT_KEYS, Columns
from pipecheck.model.build.names import Names
from pipecheck.model.build.spot import Spot
from pipecheck.model.build.values import parties, party
from pipecheck.model.oncall import HolidayAssignment, Override, SplitPart, Swap
from pipecheck.model.outcome import FileProblem, Problem, Remedy, Undecided
from pipecheck.model.value import Party, Ref, When

if TYPE_CHECKING:
    from pipecheck.model.shape.duty import HolidayLineShape, OverrideShape, SplitShape, SwapShape
    from pipecheck.model.shape.party import PartyShape

_LINE_FIELDS: Mapping[str, tuple[str, ...]] = {**{key: (key,) for key in LINE_KEYS}, "*": ("cells",)}
_STRETCH_FIELDS: Mapping[str, tuple[str, ...]] = {"from": ("first",), "to": ("last",)}


def holiday_line(names: Names, columns: Columns, spot: Spot, shape: "HolidayLineShape") -> HolidayAssignment:
    """Who has a holiday: `change data-core/holiday@christmas/season-2025`."""
    aside = spot.aside(_LINE_FIELDS)
    cells: dict[str, tuple[Party, ...]] = {}
    for undecided in columns.strangers(spot, shape.cells, LINE_KEYS):
        aside.setdefault("cells", undecided)
    for column, order in shape.cells.items():
        entries = _entries(names, columns, spot.down(column), order, one_a_turn="turn" in spot.told())
        if entries is None:
            aside.setdefault("cells", Undecided("oncall.holidays.turn", spot.at("turn")))
        elif columns.has(column):
            cells[column] = entries
    split = []
    for at, part in spot.each("split", shape.split):
        built, lost = _split(names, columns, at, part)
        split.append(built)
        if lost is not None:
            aside.setdefault("split", lost)
    return HolidayAssignment(
        id="/".join(("holiday@" + shape.holiday, *_occurrence(shape), *filter(None, (shape.rotation,)))),
        team=names.team,
        place=spot.place(),
        given=spot.told(),
        own=spot.own(),
        aside=aside,
        rotation=_rotation(names, spot, shape.rotation),
        holiday=names.name(shape.holiday, spot.at("holiday"), "holiday", "season"),
        date=shape.date,
        season=shape.season,
        year=shape.year,
        row=shape.row,
        turn=shape.turn,
        start=shape.start,
        takes="turn" if shape.takes == "turn" else "day",
        cells=MappingProxyType(cells),
        split=tuple(split),
        none=shape.none,
    )


def override(names: Names, spot: Spot, shape: "OverrideShape") -> Override:
    """Somebody else for a stretch: `change data-core/override@2026-03-03/weekly/primary`."""
    if shape.role is not None:
        names.name(shape.role, spot.at("role"), "column")
    return Override(
        id="/".join(filter(None, (f"override@{_moment(shape.from_)}", shape.rotation, shape.role))),
        team=names.team,
        place=spot.place(),
        given=spot.told(),
        own=spot.own(),
        aside=spot.aside(_STRETCH_FIELDS),
        rotation=_rotation(names, spot, shape.rotation),
        first=shape.from_,
        last=shape.to,
        role=shape.role,
        person=party(names, spot.down("person"), shape.person),
    )


def swap(names: Names, spot: Spot, shape: "SwapShape") -> Swap:
    """Two people change places: `change data-core/swap@2026-04-06/alice/bob`."""
    give = party(names, spot.down("give"), shape.give)
    take = None if shape.take is None else party(names, spot.down("take"), shape.take)
    people = ("+".join(ref.id for ref in one.names) for one in (give, take) if one is not None)
    return Swap(
        id="/".join(filter(None, (f"swap@{_moment(shape.from_)}", *people))),
        team=names.team,
        place=spot.place(),
        given=spot.told(),
        own=spot.own(),
        aside=spot.aside(_STRETCH_FIELDS),
        rotation=_rotation(names, spot, shape.rotation),
        first=shape.from_,
        last=shape.to,
        give=give,
        take=take,
        requested=shape.requested,
        accepted=shape.accepted,
    )


def _entries(
    names: Names, columns: Columns, spot: Spot, order: "tuple[PartyShape, ...]", *, one_a_turn: bool
) -> tuple[Party, ...] | None:
    """The parties of a cell: one a turn where the line is a rota, else one; None where it holds more than that."""
    if one_a_turn:
        return parties(names, spot, order)
    from pipecheck.model.shape.party import together

    whole = together(order)
    if whole is not None:
        return (party(names, spot, whole),)
    problem = Problem(
        f"`{spot.route[-1]}` lists parties one after the other, and nothing says how long each of them has",
        spot.place(),
        remedies=(Remedy("add `turn`, such as `turn: 1y` for somebody else each year, or name one party"),),
    )
    columns.problems.append(FileProblem("invalid-shape", problem))
    return None


def _split(names: Names, columns: Columns, spot: Spot, shape: "SplitShape") -> tuple[SplitPart, Undecided | None]:
    lost = list(columns.strangers(spot, shape.cells, SPLIT_KEYS))
    cells = {name: party(names, spot.down(name), one) for name, one in shape.cells.items() if columns.has(name)}
    part = SplitPart(spot.place(), shape.from_, shape.to, MappingProxyType(cells), shape.timezone)
    return part, lost[0] if lost else None


def _occurrence(shape: "HolidayLineShape") -> tuple[str, ...]:
    """Which occurrence a line speaks of, as its identity has it."""
    if shape.date is not None:
        return (shape.date.isoformat(),)
    if shape.season is not None:
        return (f"season-{shape.season}",)
    if shape.year is not None:
        return (str(shape.year),)
    return () if shape.row is None else (f"row-{shape.row}",)


def _rotation(names: Names, spot: Spot, rotation: str | None) -> Ref | None:
    return None if rotation is None else names.name(rotation, spot.at("rotation"), "rotation")


def _moment(when: When) -> str:
    return when.isoformat()
