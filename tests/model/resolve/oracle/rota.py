"""One rotation by itself: which turn it is, and who stands in which column then."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from math import lcm
from typing import Any

from tests.model.resolve.oracle.clocks import DAY, begin_of, day_number, day_of, end_of
from tests.model.resolve.oracle.days import WEEKDAYS, Days
from tests.model.resolve.oracle.people import Look, People, Plan, Seat, Seats, covered

UNITS = {"m": 1, "h": 60, "d": DAY, "w": 7 * DAY}
NEVER = 10**9


def length_of(text: str) -> tuple[int, str]:
    unit = text.lstrip("0123456789")
    return int(text.removesuffix(unit)), unit


class Rota:
    """A rotation from the plain data; all times are local minutes of its own clock."""

    def __init__(
        self, plan: Plan, told: Plan, people: People, days: Days, anchor: date | None, low: int, high: int
    ) -> None:
        self.told, self.people, self.days, self.anchor = told, people, days, anchor
        handoff = told.get("handoff", {})
        self.zone: str | None = handoff.get("timezone") or told.get("timezone") or plan.get("timezone")
        hours, _, minutes = handoff.get("time", "00:00").partition(":")
        self.handoff = int(hours) * 60 + int(minutes)
        self.rows: Sequence[Plan] = told.get("turns", ())
        self.columns: dict[str, Plan] = {
            name: role if isinstance(role, dict) and "none" not in role else {"order": role}
            for name, role in told.get("roles", {}).items()
        }
        for row in self.rows:
            for name in row:
                if name not in ("from", "to", "for"):
                    self.columns.setdefault(name, {})
        elsewhere = {
            name: role["as"]
            for one in reversed(plan["oncall"]["rotations"])
            for name, role in one.get("roles", {}).items()
            if isinstance(role, dict) and "as" in role
        }
        self.roles = {name: each.get("as") or elsewhere.get(name, name) for name, each in self.columns.items()}
        self.covers = {
            name: covered(plan, each.get("covers", told.get("covers", "all"))) for name, each in self.columns.items()
        }
        self.dated = any("from" in row for row in self.rows)
        self.repeats = not self.dated and told.get("repeats", True)
        told_lengths = [row.get("for") or told["turn"] for row in self.rows if not self.dated]
        self.lengths = [length_of(text) for text in told_lengths or (told.get("turn", "1w"),)]
        self.orders = {name: self._order(each) for name, each in self.columns.items()}
        by_rows = {name for row in self.rows for name in row}
        lone = [len(order) for name, order in self.orders.items() if order and name not in by_rows]
        self.round = lcm(len(self.rows) or 1, *lone)
        self.iso = told.get("anchor") == "iso-week"
        self._cells: dict[tuple[str, int], Seats] = {}
        self.spans = list(self._row_spans()) if self.dated else []
        planned = [] if self.dated else list(self._iso_weeks(low, high) if self.iso else self._planned(low, high))
        self.begins: list[int] = []
        """When each turn begins in effect: no handoff comes before an earlier one."""
        for minute, _ in planned:
            self.begins.append(max((self._moved(minute), *self.begins[-1:])))
        self.moves = self.begins != [minute for minute, _ in planned]
        self.numbers = [number for _, number in planned]
        self._alone = [(at if self.iso else number,) for at, number in enumerate(self.numbers)]
        self.life = self._life()

    def _order(self, told: Plan) -> list[Any] | None:
        order = told.get("order")
        return order if order is None or isinstance(order, list) else [order]

    # ---- when

    def _planned(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """When turns begin by the plan, and their numbers, from some before `low` to one after `high`."""
        assert self.anchor is not None
        if any(unit == "wd" for _, unit in self.lengths):
            day, number = day_number(self.anchor), 0
            while day * DAY <= high:
                yield day * DAY + self.handoff, number
                amount, unit = self.lengths[number % len(self.lengths)]
                day = self.days.worked_after(day, amount) if unit == "wd" else day + amount * UNITS[unit] // DAY
                number += 1
            return
        if any(unit == "mo" for _, unit in self.lengths):
            months = sum(amount for amount, _ in self.lengths)
            first = day_of(low // DAY)
            number = ((first.year - self.anchor.year) * 12 + first.month - self.anchor.month) // months - 2
        else:
            number = (low - self._plan(0)) // sum(amount * UNITS[unit] for amount, unit in self.lengths) - 1
        number *= len(self.lengths)
        while (minute := self._plan(number)) <= high:
            yield minute, number
            number += 1

    def _plan(self, number: int) -> int:
        """When turn `number` begins by the plan: from the start, whole rounds and the turns of this one."""
        assert self.anchor is not None
        rounds, rest = divmod(number, len(self.lengths))
        told = [*self.lengths[:rest], *((amount * rounds, unit) for amount, unit in self.lengths)]
        months = sum(amount for amount, unit in told if unit == "mo")
        minutes = sum(amount * UNITS[unit] for amount, unit in told if unit != "mo")
        return later_month(self.anchor, months) * DAY + self.handoff + minutes

    def _iso_weeks(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """As `_planned`, with the entries beginning anew at week 1 of every ISO year."""
        amount, unit = self.lengths[0]
        weekday = self.told.get("handoff", {}).get("day", "monday")[:3]
        for year in range(day_of(low // DAY).year - 1, day_of(high // DAY).year + 2):
            begin, end = (
                day_number(date.fromisocalendar(each, 1, WEEKDAYS.index(weekday) + 1)) * DAY + self.handoff
                for each in (year, year + 1)
            )
            for entry, minute in enumerate(range(begin, end, amount * UNITS[unit])):
                yield minute, entry

    def _moved(self, minute: int) -> int:
        day = (minute) // DAY
        if self.told.get("handoff", {}).get("if_holiday") != "next-working-day" or not self.days.is_holiday(day):
            return minute
        return minute + (self.days.worked_after(day, 1) - day) * DAY

    def _row_spans(self) -> Iterator[tuple[int, int]]:
        """When each dated row begins and ends; one without an end lasts to where the next begins."""
        firsts = sorted(self.first(row["from"]) for row in self.rows if "from" in row)
        end = self.first(self.told["start"]) if "start" in self.told else 0
        for row in self.rows:
            begin = self.first(row["from"]) if "from" in row else end
            following = next((each for each in firsts if each > begin), None)
            length = row.get("for") or self.told.get("turn")
            if "to" in row:
                end = self.after(row["to"])
            elif "for" not in row and following is not None:
                end = following
            elif length:
                amount, unit = length_of(length)
                end = begin + amount * UNITS[unit]
            else:
                end = self.after(self.told["until"])
            yield begin, end

    def _life(self) -> tuple[int, int]:
        until = self.after(self.told["until"]) if "until" in self.told else NEVER
        if self.dated:
            real = [span for span in self.spans if span[0] < span[1]]
            return (min(each for each, _ in real), min(until, max(end for _, end in real))) if real else (0, 0)
        if self.iso:
            return (self.first(self.told["start"]) if "start" in self.told else 0), until
        assert self.anchor is not None
        if self.repeats:
            return (self.first(self.anchor) if "start" in self.told else 0), until
        count = len(self.rows) or max((len(order) for order in self.orders.values() if order), default=0)
        return self.first(self.anchor), min(until, self._end(count))

    def _end(self, count: int) -> int:
        """Where the last of so many turns ends by the plan."""
        if not any(unit == "wd" for _, unit in self.lengths):
            return self._plan(count)
        assert self.anchor is not None
        planned = {number: minute for minute, number in self._planned(0, day_number(self.anchor) * DAY + 2000 * DAY)}
        return planned[count]

    def first(self, when: date) -> int:
        return begin_of(when, self.handoff)

    def after(self, when: date) -> int:
        return end_of(when, self.handoff)

    def is_alive(self, minute: int) -> bool:
        return self.life[0] <= minute < self.life[1]

    def turns(self, minute: int) -> tuple[int, ...]:
        """The turns at a minute by number, ISO weeks by their place in `numbers`; of dated rows, all that hold it."""
        if not self.is_alive(minute):
            return ()
        if self.dated:
            return tuple([row for row, (begin, end) in enumerate(self.spans) if begin <= minute < end])
        at = bisect_right(self.begins, minute) - 1
        return self._alone[at] if at >= 0 else ()

    def lap(self, turn: int) -> tuple[int, int]:
        """When a turn begins and ends."""
        if self.dated:
            return self.spans[turn]
        at = turn if self.iso else turn - self.numbers[0]
        return (self.begins[at], self.begins[at + 1]) if 0 <= at < len(self.begins) - 1 else (0, 0)

    def entry(self, turn: int) -> int | None:
        """Which entry serves a turn: those of ISO weeks begin anew each year."""
        if not self.iso:
            return turn
        return self.numbers[turn] if 0 <= turn < len(self.numbers) else None

    # ---- who

    def base(self, column: str, turns: Sequence[int]) -> Seats:
        """Who stands there by the rota: of rows at one time, the later told that says anything."""
        found: Seats = ()
        for turn in turns:
            found = self.cell(column, turn) or found
        return found

    def cell(self, column: str, turn: int) -> Seats:
        key = column, turn
        if key not in self._cells:
            self._cells[key] = self._cell(column, turn)
        return self._cells[key]

    def _cell(self, column: str, turn: int) -> Seats:
        told = self.columns[column]
        if any(column in row for row in self.rows):
            at = self._wrapped(turn, len(self.rows))
            party = None if at is None else self.rows[at].get(column)
        elif self.orders[column] is not None:
            order = self.orders[column] or []
            at = self._wrapped(turn, len(order))
            party = None if at is None else order[at]
        elif "among" in told:
            party = {"among": told["among"]}
        elif "before" in told or "after" in told:
            target = self.named(told.get("before") or told["after"])
            step = told.get("by", 1) if "before" in told else -told.get("by", 1)
            return (Seat("among"),) if target is None else self.cell(target, turn + step)
        else:
            return ()
        if party is None:
            return ()
        return self.people.seats(party, self.roles[column], self._words(column, turn), self.covers[column])

    def _words(self, column: str, turn: int) -> Look:
        base = self.named("primary") or column

        def look(word: str) -> Seats | None:
            if word in ("next", "previous"):
                return self.cell(base, turn + (1 if word == "next" else -1))
            if word == "others":
                taken = {seat.holder for each in self.columns if each != column for seat in self.cell(each, turn)}
                free = (who for who in self.people.eligible(self.roles[column]) if who not in taken)
                return tuple(Seat("held", who) for who in free)
            target = self.named(word)
            return None if target is None else self.cell(target, turn)

        return look

    def named(self, name: str) -> str | None:
        """The column of that name, else the first that counts as it."""
        if name in self.columns:
            return name
        return next((each for each, role in self.roles.items() if role == name), None)

    def is_duty(self, column: str) -> bool:
        return self.roles[column] not in self.people.slots

    def _wrapped(self, turn: int, size: int) -> int | None:
        entry = self.entry(turn)
        if entry is None:
            return None
        if self.repeats:
            return entry % size
        return entry if 0 <= entry < size else None


def later_month(day: date, months: int) -> int:
    """The number of the same day so many months on, or of the last one of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(day_number(date(year, month + 1, 1)) + day.day - 1, day_number(following) - 1)
