"""One rotation with everything of the file laid over it that concerns it alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from tests.model.resolve.oracle.clocks import DAY, during, shown
from tests.model.resolve.oracle.hours import Hours
from tests.model.resolve.oracle.lines import Line, World
from tests.model.resolve.oracle.people import Look, People, Plan, Row, Seat, Seats, give
from tests.model.resolve.oracle.rota import Rota

NOBODY: Row = {}
"""Who sits where while there is no rota."""


class Over(NamedTuple):
    """An override: when, in which columns, and who."""

    steps: range
    columns: tuple[str, ...]
    person: Any


class Team(World, Protocol):
    """What one rotation knows of the others."""

    plan: Plan
    low: int
    high: int
    people: People
    seen: Counter[str]
    walkers: "list[Walker]"


class Walker:
    """One rotation with everything laid over it, at any step of a stretch around the plan's days."""

    def __init__(self, oracle: "Team", told: Plan, anchor: date | None) -> None:
        plan = oracle.plan
        self.oracle, self.id, self.people = oracle, told["id"], oracle.people
        handoff = told.get("handoff", {})
        zone = handoff.get("timezone") or told.get("timezone") or plan.get("timezone")
        self.clock = shown(zone, oracle.low, oracle.high)
        self.rota = Rota(plan, told, oracle.people, oracle.days, anchor, self.clock[0], self.clock[-1])
        hours = {name: each.get("hours", told.get("hours", "always")) for name, each in self.rota.columns.items()}
        self.hours: dict[str, Hours | None] = {
            name: None if windows == "always" else Hours(windows, told.get("timezone") or zone, oracle)
            for name, windows in hours.items()
        }
        """None is always."""
        self.lines: list[Line] = []
        self.overrides: list[Over] = []
        self.extra: dict[str, set[int]] = {name: set() for name in self.rota.columns}
        """Steps outside the hours of a column that a holiday line has opened."""
        self._kept: dict[Any, Row] = {}
        self._parts: list[tuple[int, int, range]] = []

    # ---- layers

    def laid(self, step: int) -> Row:
        """Who sits where by the rota, holidays and overrides."""
        minute = self.clock[step]
        turns = self.rota.turns(minute)
        if not turns and not self.rota.is_alive(minute):
            return NOBODY
        parts = tuple([(at, index) for at, index, steps in self._parts if step in steps])
        over = tuple([at for at, each in enumerate(self.overrides) if step in each.steps])
        key = turns, (minute - self.rota.handoff) // DAY, parts, over
        known = self._kept.get(key)
        if known is None:
            known = self._kept[key] = self._lay(*key)
        return known

    def _lay(self, turns: Sequence[int], day: int, parts: Sequence[tuple[int, int]], over: Sequence[int]) -> Row:
        row: Row = {name: self.rota.base(name, turns) for name in self.rota.columns}
        row = self._on_holiday(row, day)
        for at, line in enumerate(self.lines):
            told = [line.parts[index].cells for of, index in parts if of == at]
            whole = [line.by_turn[turn] for turn in turns if turn in line.by_turn] or [line.by_day.get(day)]
            for cells in (*whole[-1:], *told):
                if cells is not None:
                    row = self._given(row, line, cells, turns)
        for each in (self.overrides[at] for at in over):
            for column in each.columns:
                row = {**row, column: self._seats(each.person, column, row, turns)}
        return row

    def _given(self, row: Row, line: Line, cells: Plan, turns: Sequence[int]) -> Row:
        if line.none:
            return {name: seats and (Seat("nobody"),) for name, seats in row.items()}
        wanted = {column: cells[name] for name, column in line.columns.items() if name in cells}
        named = {column: self._seats(party, column, row, turns) for column, party in wanted.items()}
        return give(row, named, self.rota.is_duty)

    def _on_holiday(self, row: Row, day: int) -> Row:
        told = self.oracle.plan["oncall"].get("on_holidays", "rota")
        if told == "rota" or not self.oracle.days.is_holiday(day):
            return row
        self.oracle.seen["a holiday changes the rota"] += 1
        if "none" in told:
            return {name: seats and (Seat("nobody"),) for name, seats in row.items()}
        pairs = {self.rota.named(to): self.rota.named(of) for to, of in told.items()}
        named = {to: row[of] for to, of in pairs.items() if to is not None and of is not None}
        return give(row, named, self.rota.is_duty)

    def _seats(self, party: Any, column: str, row: Row, turns: Sequence[int]) -> Seats:
        role = self.rota.roles[column]
        return self.people.seats(party, role, self.words(row, turns, role), self.rota.covers[column])

    def words(self, row: Row, turns: Sequence[int], role: str) -> Look:
        """Role words in what is laid over the rota: who sits there at that time, or, by the rota, a turn from it."""

        def look(word: str) -> Seats | None:
            base = self.rota.named("primary") or next(iter(self.rota.columns))
            if word in ("next", "previous"):
                return self.rota.cell(base, turns[-1] + (1 if word == "next" else -1)) if turns else ()
            if word == "others":
                taken = {seat.holder for seats in row.values() for seat in seats}
                return tuple(Seat("held", who) for who in self.people.eligible(role) if who not in taken)
            column = self.rota.named(word)
            return None if column is None else row[column]

        return look

    def read_overrides(self) -> None:
        """Every override that is for this rotation."""
        for told in self.oracle.plan["oncall"].get("overrides", ()):
            if told.get("rotation", self.id) != self.id:
                continue
            role = told.get("role")
            columns = (
                [role] if role in self.rota.columns else [n for n, each in self.rota.roles.items() if each == role]
            )
            if role is None:
                duty = [name for name in self.rota.columns if self.rota.is_duty(name)]
                columns = duty if len(duty) == 1 else []
            self.overrides.append(Over(self.steps(told), tuple(columns), told["person"]))

    def steps(self, told: Plan) -> range:
        """When something lasts that has a first and a last day."""
        return during(self.clock, self.rota.first(told["from"]), self.rota.after(told["to"]))

    def read_lines(self) -> None:
        """The lines for this rotation; a column of a name comes before one that only counts as it."""
        for told in self.oracle.plan["oncall"].get("holidays", ()):
            if told.get("rotation", self.id) != self.id:
                continue
            scope = [each for each in self.oracle.walkers if told.get("rotation", each.id) == each.id]
            names = [*told, *(name for part in told.get("split", ()) for name in part)]
            columns = {}
            for name in names:
                exact = any(name in each.rota.columns for each in scope)
                column = (name if name in self.rota.columns else None) if exact else self.rota.named(name)
                if column is not None and name not in ("from", "to"):
                    columns[name] = column
            line = Line(told, self.rota, columns, self.oracle)
            self.lines.append(line)
            self._parts += [(len(self.lines) - 1, index, part.steps) for index, part in enumerate(line.parts)]
            if not line.none:
                self._open_hours(line)

    def _open_hours(self, line: Line) -> None:
        """A column that is not served at all on a day, or in a turn, is served because somebody is named for it."""
        begins = ((day * DAY + self.rota.handoff, cells) for day, cells in line.by_day.items())
        taken = [(during(self.clock, begin, begin + DAY), cells) for begin, cells in begins]
        taken += [(during(self.clock, *self.rota.lap(turn)), cells) for turn, cells in line.by_turn.items()]
        for inside, cells in taken:
            for name, column in line.columns.items():
                party = cells.get(name)
                if party is None or (isinstance(party, dict) and "none" in party):
                    continue
                alive = [step for step in inside if self.rota.is_alive(self.clock[step])]
                if alive and not any(self.is_open(column, step) for step in alive):
                    self.oracle.seen["a line opens hours"] += 1
                    self.extra[column].update(alive)

    def is_served(self, column: str, step: int) -> bool:
        """Whether it is open, or opened by a line."""
        return self.is_open(column, step) or step in self.extra[column]

    def is_open(self, column: str, step: int) -> bool:
        hours = self.hours[column]
        return hours is None or hours.is_open(step)
