"""The walk: at each quarter of an hour, layer by layer, who answers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tests.model.resolve.oracle.clocks import STEPS_A_DAY, begin_of, day_of, during, end_of, shown
from tests.model.resolve.oracle.days import Days
from tests.model.resolve.oracle.people import People, Plan, Row, Seat, Seats, holders
from tests.model.resolve.oracle.rota import Rota
from tests.model.resolve.oracle.walker import Walker

AROUND = 45 * STEPS_A_DAY
"""How far beyond the days of a plan anything in it may reach."""


class Oracle:
    """A team's plan, asked step by step. Steps are counted from `low`, a good while before the plan's first day."""

    def __init__(self, plan: Plan, first: int, last: int, anchors: Mapping[str, date | None], years: int = 0) -> None:
        self.plan = plan
        self.low, self.high = first - AROUND, last + AROUND
        self.people, self.days, self.years = People(plan), Days(plan), years
        self.near = day_of(first // STEPS_A_DAY).year
        self.seen: Counter[str] = Counter()
        """What happened on the way, to know that it happens at all."""
        self._clocks: dict[str | None, Sequence[int]] = {}
        self.walkers = [Walker(self, told, anchors[told["id"]]) for told in plan["oncall"]["rotations"]]
        for walker in self.walkers:
            walker.read_lines()
            walker.read_overrides()
            self.seen["a handoff is moved"] += walker.rota.moves
        self._exchanged: dict[tuple[int, int], Row] = {}
        self._swaps: list[tuple[Walker, range, dict[str, str]]] = []
        for swap in sorted(plan["oncall"].get("swaps", ()), key=lambda swap: swap.get("accepted", date.max)):
            if "take" in swap and "accepted" in swap:
                self._accept(swap)
        self._away = [(member["id"], self._absences(member)) for member in plan["members"] if "time_off" in member]

    def clock(self, zone: str | None) -> Sequence[int]:
        if zone not in self._clocks:
            self._clocks[zone] = shown(zone, self.low, self.high)
        return self._clocks[zone]

    # ---- swaps

    def swapped(self, walker: Walker, step: int) -> Row:
        """Who sits where, with the swaps applied so far."""
        row = walker.laid(step)
        for at, (of, steps, other) in enumerate(self._swaps):
            if of is walker and step in steps:
                key = id(row), at
                if key not in self._exchanged:
                    self._exchanged[key] = _exchanged(row, other, walker.rota)
                row = self._exchanged[key]
        return row

    def _accept(self, swap: Plan) -> None:
        """Applies a swap in every rotation it is for, if the giver holds duty for the whole time in one of them."""
        give_, take = self.people.id_of(swap["give"]), self.people.id_of(swap["take"])
        scope = [each for each in self.walkers if swap.get("rotation", each.id) == each.id]
        if give_ == take or not any(self._holds(walker, give_, swap) for walker in scope):
            self.seen["a swap is refused"] += 1
            return
        self.seen["a swap is applied"] += 1
        self.seen["a swap of what was swapped"] += any(give_ in other for *_, other in self._swaps)
        self._swaps += [(walker, walker.steps(swap), {give_: take, take: give_}) for walker in scope]

    def _holds(self, walker: Walker, who: str, swap: Plan) -> bool:
        steps, life = walker.steps(swap), during(walker.clock, *walker.rota.life)
        if steps.start < life.start or steps.stop > life.stop:
            return False
        rows = {step: self.swapped(walker, step) for step in steps}
        duty = [name for name in walker.rota.columns if walker.rota.is_duty(name)]
        own = [name for name in duty if any(who in holders(row.get(name, ())) for row in rows.values())]
        held = False
        for step, row in rows.items():
            served = [name for name in own if walker.is_served(name, step)]
            if served and not any(who in holders(row[name]) for name in served):
                return False
            held = held or bool(served)
        return held

    # ---- absences

    def _absences(self, member: Plan) -> list[range]:
        """When a member is away: days by their own clock."""
        clock = self.clock(member.get("timezone", self.plan.get("timezone")))
        return [during(clock, begin_of(told["from"]), end_of(told["to"])) for told in member["time_off"]]

    def away(self, step: int) -> list[str]:
        """Who is away, in the order of the file."""
        return [who for who, stretches in self._away if any(step in each for each in stretches)]

    def stood_in(self, walker: Walker, step: int, away: Sequence[str], row: Row) -> Row:
        """Who sits where when those who are away are replaced, one after the other."""
        party = self.plan["oncall"].get("stand_in")
        if party is None or not row:
            return row
        for who in away:
            row = self._replaced(walker, step, row, who, away, party)
        return row

    def _replaced(self, walker: Walker, step: int, row: Row, who: str, away: Sequence[str], party: Any) -> Row:
        """Everybody is asked before anybody moves; who takes a seat leaves those that the absent one did not have."""
        duty = [name for name, seats in row.items() if walker.rota.is_duty(name)]
        mine = [name for name in duty if who in holders(row[name])]
        asked = {name: self._standing(walker, step, row, name, away, party) for name in mine}
        found = {name: seats for name, seats in asked.items() if seats}
        moved = {each for seats in found.values() for each in holders(seats)}
        if found:
            self.seen["somebody stands in"] += 1
        elif mine:
            self.seen["nobody can stand in"] += 1
        after = dict(row)
        for name in duty:
            if name not in found:
                after[name] = tuple(seat for seat in row[name] if seat.holder not in moved)
                continue
            there = holders(row[name]) - {who}
            taken: list[Seat] = []
            for seat in row[name]:
                if seat.holder != who:
                    taken.append(seat)
                    continue
                for each in found[name]:
                    if each.holder not in there:
                        covers = seat.pipelines if each.pipelines is None else each.pipelines
                        taken.append(each._replace(pipelines=covers))
            after[name] = tuple(taken)
        return after

    def _standing(self, walker: Walker, step: int, row: Row, name: str, away: Sequence[str], party: Any) -> list[Seat]:
        """Those of whom the party means who are there; who is asked for is away, and so not among them."""
        rota, turns = walker.rota, walker.rota.turns(walker.clock[step])
        if party in ("next", "previous"):
            if not turns:
                return []
            step_by = 1 if party == "next" else -1
            order = [
                seat
                for count in range(1, rota.round + 1)
                for seat in rota.cell(name, turns[-1] + step_by * count)
                if seat.holder and seat.holder not in away
            ]
            busy = {each for column, seats in row.items() if rota.is_duty(column) for each in holders(seats)}
            return [seat for seat in order if seat.holder not in busy][:1] or order[:1]
        if isinstance(party, dict):
            seats = self.people.seats(party, rota.roles[name], lambda _: None, ())
            there = tuple(each for each in seats[0].candidates if each not in away)
            return [seats[0]._replace(candidates=there)] if there else []
        found: list[Seat] = []
        for each in party if isinstance(party, list) else [party]:
            if each == "owner" or each.startswith("owners."):
                found += self.people.owners(each.partition(".")[2] or "primary", rota.covers[name])
            elif self.people.is_person(each):
                found.append(Seat("held", self.people.id_of(each)))
            else:
                found += walker.words(row, turns, rota.roles[name])(each) or ()
        return [seat for seat in found if seat.state == "among" or (seat.holder and seat.holder not in away)]

    # ---- slots

    def settled(self, rows: Mapping[str, Row]) -> Mapping[str, Row]:
        """Slots replaced by whoever sits in the column of that name, in whichever rotation."""
        columns = {name: row[name] for row in rows.values() for name in row if name in self.people.slots}
        if not columns:
            return rows
        return {
            rotation: {
                name: tuple(each for seat in seats for each in _people(seat, columns)) for name, seats in row.items()
            }
            for rotation, row in rows.items()
        }

    # ---- all of it

    def walk(self, low: int, high: int) -> Iterator[Mapping[str, Row]]:
        """Who sits where in each rotation, hours apart, at each step from `low` to before `high`."""
        kept: dict[tuple[Any, ...], Mapping[str, Row]] = {}
        for step in range(low - self.low, high - self.low):
            away = self.away(step) if self._away else []
            rows = [(walker, self.swapped(walker, step)) for walker in self.walkers]
            key = *away, *(id(row) for _, row in rows)
            if key not in kept:
                replaced = {walker.id: self.stood_in(walker, step, away, row) for walker, row in rows}
                kept[key] = self.settled(replaced)
            yield kept[key]


def _people(seat: Seat, columns: Mapping[str, Seats]) -> Sequence[Seat]:
    people = columns.get(seat.holder)
    return (seat,) if people is None else [each._replace(pipelines=seat.pipelines) for each in people]


def _exchanged(row: Row, other: Mapping[str, str], rota: Rota) -> Row:
    return {
        name: tuple(seat._replace(holder=other.get(seat.holder, seat.holder)) for seat in seats)
        if rota.is_duty(name)
        else seats
        for name, seats in row.items()
    }
