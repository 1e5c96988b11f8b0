"""What happened before the period."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipecheck.model.build.cells import PAST_HOLIDAY_KEYS, PAST_SHIFT_KEYS, Columns
from pipecheck.model.build.names import Names
from pipecheck.model.build.spot import Spot
from pipecheck.model.build.values import party
from pipecheck.model.oncall import History, PastHoliday, PastShift
from pipecheck.model.outcome import Undecided
from pipecheck.model.value import Party

if TYPE_CHECKING:
    from pipecheck.model.shape.duty import HistoryShape, PastHolidayShape, PastShiftShape
    from pipecheck.model.shape.party import PartyShape


def history(names: Names, columns: Columns, spot: Spot, shape: "HistoryShape") -> History:
    """The block `history`."""
    aside = spot.aside()
    past_shifts, past_holidays = [], []
    for at, one in spot.each("shifts", shape.shifts):
        past_shifts.append(_shift(names, columns, at, one, aside))
    for at, one_holiday in spot.each("holidays", shape.holidays):
        past_holidays.append(_holiday(names, columns, at, one_holiday, aside))
    return History(at=spot.place(), aside=aside, shifts=tuple(past_shifts), holidays=tuple(past_holidays))


def _shift(
    names: Names, columns: Columns, spot: Spot, shape: "PastShiftShape", aside: dict[str, Undecided]
) -> PastShift:
    for undecided in columns.strangers(spot, shape.cells, PAST_SHIFT_KEYS):
        aside.setdefault("shifts", undecided)
    rotation = None
    if shape.rotation is not None:
        rotation = names.name(shape.rotation, spot.at("rotation"), "rotation")
    return PastShift(spot.place(), shape.from_, shape.to, _cells(names, columns, spot, shape.cells), rotation)


def _holiday(
    names: Names, columns: Columns, spot: Spot, shape: "PastHolidayShape", aside: dict[str, Undecided]
) -> PastHoliday:
    for undecided in columns.strangers(spot, shape.cells, PAST_HOLIDAY_KEYS):
        aside.setdefault("holidays", undecided)
    holiday = names.name(shape.holiday, spot.at("holiday"), "holiday", "season")
    cells = _cells(names, columns, spot, shape.cells)
    return PastHoliday(spot.place(), holiday, shape.season, shape.year, shape.date, cells)


def _cells(names: Names, columns: Columns, spot: Spot, shapes: "Mapping[str, PartyShape]") -> Mapping[str, Party]:
    return MappingProxyType(
        {name: party(names, spot.down(name), one) for name, one in shapes.items() if columns.has(name)}
    )
