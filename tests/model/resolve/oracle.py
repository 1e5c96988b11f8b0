"""A second resolver, slow and simple, to compare with: it asks every half hour anew who sits where.

It knows nothing of segments, tracks or instants of handoff. All it uses is `seen`, the latest time that the wall clock
of a zone has shown so far: a local boundary has passed once the clock has shown it, or jumped over it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from pipecheck.model.oncall import HolidayAssignment, Override, Rotation, Swap
from pipecheck.model.team import Team
from pipecheck.model.value import Party, TimeOff, Window
from tests.model.resolve.make import ZONES

STEP = timedelta(minutes=30)
DAY = timedelta(days=1)
MARGIN = 18 * DAY
"""How far beyond the span turns and swaps of the generated teams reach at most."""

Seats = dict[str, tuple[str, ...]]
"""Column to the people in it; `-` is nobody on purpose, `+` an open slot."""


def told(seats: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(seats))


def half_hours(start: datetime, end: datetime) -> list[datetime]:
    return [start + STEP * count for count in range((end - start) // STEP)]


def seen(instants: list[datetime], zone: tzinfo) -> list[datetime]:
    """The latest local time shown up to each instant; two days before the first are enough to know it there."""
    latest = datetime.min  # noqa: DTZ901
    for instant in half_hours(instants[0] - 2 * DAY, instants[0]):
        latest = max(latest, instant.astimezone(zone).replace(tzinfo=None, fold=0))
    shown = []
    for instant in instants:
        latest = max(latest, instant.astimezone(zone).replace(tzinfo=None, fold=0))
        shown.append(latest)
    return shown


def people(party: Party) -> tuple[str, ...]:
    if party.reason is not None:
        return ("-",)
    return ("+",) if party.open else tuple(ref.id for ref in party.names)


class Oracle:
    """Who sits where in one rotation, for every half hour between two instants."""

    def __init__(self, team: Team, rotation: Rotation, start: datetime, end: datetime) -> None:
        self.team = team
        self.rotation = rotation
        self.inside = range((MARGIN // STEP), (MARGIN + (end - start)) // STEP)
        self.instants = half_hours(start - MARGIN, end + MARGIN)
        zone = ZONES.zone(team.timezone or "UTC")
        assert zone is not None
        self.zone = zone
        self.clock = seen(self.instants, zone)
        minute = rotation.handoff.minute if rotation.handoff else None
        self.handoff = timedelta(minutes=minute or 0)
        self.columns = {column.name: column for column in rotation.columns}
        self.opened: set[tuple[int, str]] = set()
        """When a column is served outside its hours, because a holiday line names somebody for that day."""

    # ---- when

    def day(self, at: int) -> date:
        return (self.clock[at] - self.handoff).date()

    def turn(self, at: int) -> int:
        assert self.rotation.start is not None
        assert self.rotation.turn is not None
        minutes = self.rotation.turn.minutes
        assert minutes is not None
        begin = datetime.combine(self.rotation.start, time()) + self.handoff
        return (self.clock[at] - begin) // timedelta(minutes=minutes)

    def is_served(self, at: int, name: str) -> bool:
        return self.is_open(at, name) or (at, name) in self.opened

    def is_open(self, at: int, name: str) -> bool:
        hours = self.columns[name].hours
        windows = self.rotation.hours if hours is None else hours
        return not windows or any(self._is_open(window, self.clock[at]) for window in windows)

    def _is_open(self, window: Window, local: datetime) -> bool:
        for day in (local.date(), local.date() - DAY):
            if window.days and f"{day:%a}".lower() not in window.days:
                continue
            begin = datetime.combine(day, time()) + timedelta(minutes=window.start)
            length = window.end - window.start if window.end > window.start else window.end - window.start + 1440
            if begin <= local < begin + timedelta(minutes=length):
                return True
        return False

    # ---- who

    def cell(self, name: str, turn: int) -> tuple[str, ...]:
        column = self.columns[name]
        if column.follows is not None:
            return self.cell(column.follows.column.id, turn + column.follows.by)
        assert column.order is not None
        return people(column.order[turn % len(column.order)])

    def states(self) -> Iterator[Mapping[str, tuple[str, ...]]]:
        """Who answers, hours considered."""
        oncall = self.team.oncall
        assert oncall is not None
        states: list[Seats] = [
            {name: self.cell(name, self.turn(at)) for name in self.columns} if self.turn(at) >= 0 else {}
            for at in range(len(self.instants))
        ]
        for line in oncall.holidays:
            self.lay_line(states, line)
        for change in oncall.overrides:
            self.lay_override(states, change)
        for swap in sorted(oncall.swaps, key=lambda swap: swap.accepted or date.max):
            self.lay_swap(states, swap)
        if oncall.stand_in is not None:
            self.lay_absences(states, oncall.stand_in)
        for at in self.inside:
            yield {name: told(states[at].get(name, ())) if self.is_served(at, name) else () for name in self.columns}

    def lay_line(self, states: list[Seats], line: HolidayAssignment) -> None:
        assert line.date is not None
        alive = [at for at, state in enumerate(states) if state]
        if line.split:
            for part in line.split:
                begin = datetime.combine(line.date, time()) + timedelta(minutes=part.start)
                end = datetime.combine(line.date, time()) + timedelta(minutes=part.end)
                for at in alive:
                    if begin <= self.clock[at] < end:
                        self.give(states[at], part.cells, None)
            return
        day = [at for at in alive if self.day(at) == line.date]
        turns = {self.turn(at) for at in day}
        groups = [[at for at in alive if self.turn(at) == turn] for turn in turns] if line.takes == "turn" else [day]
        for group in groups:
            for at in group:
                self.give(states[at], {name: parties[0] for name, parties in line.cells.items()}, line.none)
            for name in line.cells:
                if not any(self.is_open(at, name) for at in group):
                    self.opened.update((at, name) for at in group)

    def give(self, state: Seats, cells: Mapping[str, Party], none: str | None) -> None:
        """The named sit down one after the other; whoever is pushed off a seat takes the one that was left."""
        if none is not None:
            state.update(dict.fromkeys(state, ("-",)))
            return
        before = dict(state)
        named = {name: people(party) for name, party in cells.items() if name in state}
        everyone = {who for seats in named.values() for who in seats if who not in "-+"}
        state.update(named)
        for name, seats in before.items():
            if name in named:
                continue
            sat = []
            for who in seats:
                if who not in everyone:
                    sat.append(who)
                    continue
                heir: str | None = who
                tried: set[str] = set()
                while heir is not None and heir in everyone and heir not in tried:
                    tried.add(heir)
                    seat = next(each for each, there in named.items() if heir in there)
                    pushed = [one for one in before[seat] if one not in named[seat] and one not in "-+"]
                    heir = next((one for one in pushed if one not in everyone), pushed[0] if pushed else None)
                if heir is not None and heir not in everyone:
                    sat.append(heir)
            state[name] = tuple(dict.fromkeys(sat))

    def lay_override(self, states: list[Seats], change: Override) -> None:
        assert isinstance(change.first, date)
        assert isinstance(change.last, date)
        for at, state in enumerate(states):
            if change.first <= self.day(at) <= change.last and change.role in state:
                state[change.role] = people(change.person)

    def lay_swap(self, states: list[Seats], swap: Swap) -> None:
        if swap.take is None or swap.accepted is None:
            return
        assert isinstance(swap.first, date)
        assert isinstance(swap.last, date)
        give, take = swap.give.names[0].id, swap.take.names[0].id
        inside = [at for at in range(len(states)) if swap.first <= self.day(at) <= swap.last]
        held = [name for name in self.columns if any(give in states[at].get(name, ()) for at in inside)]
        if not all(states[at] for at in inside):
            return
        for at in inside:
            served = [name for name in held if self.is_served(at, name)]
            if served and not any(give in states[at][name] for name in served):
                return
        if not any(give in states[at][name] and self.is_served(at, name) for at in inside for name in held):
            return
        other = {give: take, take: give}
        for at in inside:
            for name, seats in states[at].items():
                states[at][name] = tuple(other.get(who, who) for who in seats)

    # ---- absences

    def lay_absences(self, states: list[Seats], party: Party) -> None:
        members = self.team.members or ()
        away = {member.id: self._away(member.time_off, member.timezone) for member in members}
        word = party.names[0].id
        for member in members:
            for at, state in enumerate(states):
                if state and away[member.id][at]:
                    self._stand_in(word, member.id, at, state, away)

    def _stand_in(self, word: str, person: str, at: int, state: Seats, away: Mapping[str, list[bool]]) -> None:
        """Everybody is asked before anybody moves; who takes a seat leaves those that the absent one did not have."""
        mine = [name for name in self.columns if person in state[name]]
        found = {name: self._standing(word, name, at, state, person, away) for name in mine}
        taken = {name: who for name, who in found.items() if who}
        moved = {who for each in taken.values() for who in each}
        for name in self.columns:
            if name in taken:
                kept = [who for who in state[name] if who != person]
                state[name] = (*kept, *(who for who in taken[name] if who not in kept))
            else:
                state[name] = tuple(who for who in state[name] if who not in moved)

    def _standing(
        self, word: str, name: str, at: int, state: Seats, person: str, away: Mapping[str, list[bool]]
    ) -> tuple[str, ...]:
        def there(who: str) -> bool:
            return who != person and who not in "-+" and not (who in away and away[who][at])

        if word in ("next", "previous"):
            step = 1 if word == "next" else -1
            order = [
                who for turn in range(1, 1 + 60) for who in self.cell(name, self.turn(at) + step * turn) if there(who)
            ]
            busy = {who for seats in state.values() for who in seats}
            return tuple([who for who in order if who not in busy][:1] or order[:1])
        if word in state:
            return tuple(who for who in state[word] if there(who))
        return (word,) if word in away and there(word) else ()

    def _away(self, stretches: tuple[TimeOff, ...], timezone: str | None) -> list[bool]:
        zone = ZONES.zone(timezone or self.team.timezone or "UTC")
        assert zone is not None
        clock = seen(self.instants, zone)
        return [
            any(
                isinstance(s.first, date) and isinstance(s.last, date) and s.first <= local.date() <= s.last
                for s in stretches
            )
            for local in clock
        ]


def utc_midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
