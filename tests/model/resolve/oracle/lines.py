"""Lines of holidays as one rotation sees them: which days, turns and hours they take, and for whom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from tests.model.resolve.oracle.clocks import DAY, STEP, day_number, during, minutes
from tests.model.resolve.oracle.days import Days, Occurrence
from tests.model.resolve.oracle.people import Plan
from tests.model.resolve.oracle.rota import UNITS, Rota, length_of


class World(Protocol):
    """What holds for all rotations of a team."""

    days: Days
    near: int
    """A year that the span lies in, or begins in."""
    years: int
    """By how many entries lines without a year are further on."""

    def clock(self, zone: str | None) -> Sequence[int]: ...


class Part(NamedTuple):
    """Some minutes of a calendar day, as the steps of the clock of a zone, and whom a line names then."""

    steps: range
    cells: Plan


class Line:
    """A line of `oncall.holidays` as one rotation sees it: on-call days, turns, or parts of days."""

    def __init__(self, told: Plan, rota: Rota, columns: Mapping[str, str], world: "World") -> None:
        self.none = "none" in told
        self.columns = columns
        self.by_day: dict[int, Plan] = {}
        self.by_turn: dict[int, Plan] = {}
        self.parts: list[Part] = []
        for day, own, cells in _taken_days(told, rota, world):
            if "split" in told:
                for part in told["split"]:
                    clock = world.clock(part.get("timezone", rota.zone))
                    self._part(clock, day, minutes(part["from"]), minutes(part["to"]), part)
            elif isinstance(cells, list):
                for begin, end, short in cells:
                    self._part(world.clock(rota.zone), day, begin, end, short)
            elif told.get("takes") != "turn":
                self.by_day[day] = cells
            elif own:
                begin = day * DAY + rota.handoff
                turns = {turn for minute in range(begin, begin + DAY, STEP) for turn in rota.turns(minute)}
                self.by_turn.update(dict.fromkeys(turns, cells))
                if not turns:
                    self.by_day[day] = cells

    def _part(self, clock: Sequence[int], day: int, begin: int, end: int, cells: Plan) -> None:
        steps = during(clock, day * DAY + begin, day * DAY + (end if end > begin else end + DAY))
        if steps:
            self.parts.append(Part(steps, cells))


def _taken_days(told: Plan, rota: Rota, world: "World") -> Iterator[tuple[int, bool, Any]]:
    """The days of a line: their numbers, whether they are the holiday's own, and who is named."""
    cells = {name: party for name, party in told.items() if name in rota.columns or name in rota.roles.values()}
    if "date" in told:
        yield day_number(told["date"]), True, cells
        return
    occurrences = world.days.occurrences(told["holiday"], world.near)
    if "season" in told:
        occurrences = [each for each in occurrences if each.season == told["season"]]
    if "year" in told:
        occurrences = [each for each in occurrences if each.year == told["year"]]
    for each in occurrences:
        for day in each.days:
            if "row" in told and not _is_on_row(told["row"], rota, day):
                continue
            if "turn" not in told:
                yield day, day in each.own, cells
            elif told["turn"].endswith("y"):
                entry = _year_entry(told, each, world.years)
                if entry is not None:
                    yield day, day in each.own, {name: _of_order(order, entry) for name, order in cells.items()}
            else:
                yield day, day in each.own, _inside(told["turn"], each, day, cells)


def _year_entry(told: Plan, each: Occurrence, years: int) -> int | None:
    amount = length_of(told["turn"])[0]
    if "start" not in told:
        return each.year // amount + years
    return (each.year - told["start"]) // amount if each.year >= told["start"] else None


def _inside(turn: str, each: Occurrence, day: int, cells: Plan) -> Any:
    """Who has a day of a season in which turns pass: all day, or stretches of it."""
    amount, unit = length_of(turn)
    length, passed = amount * UNITS[unit], (day - each.days[0]) * DAY
    if length >= DAY:
        return {name: _of_order(order, passed // length) for name, order in cells.items()}
    return [
        (
            max(entry * length - passed, 0),
            min((entry + 1) * length - passed, DAY),
            {name: _of_order(order, entry) for name, order in cells.items()},
        )
        for entry in range(passed // length, (passed + DAY - 1) // length + 1)
    ]


def _of_order(order: Any, entry: int) -> Any:
    return order[entry % len(order)] if isinstance(order, list) else order


def _is_on_row(row: int, rota: Rota, day: int) -> bool:
    """Whether a day lies in a turn that a row serves."""
    begin = day * DAY + rota.handoff
    entries = {rota.entry(turn) for minute in range(begin, begin + DAY, STEP) for turn in rota.turns(minute)}
    size = len(rota.rows)
    return any(entry is not None and (entry % size if size else entry) == row - 1 for entry in entries)
