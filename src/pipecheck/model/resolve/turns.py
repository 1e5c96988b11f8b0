"""When turns begin and end: by a length repeated from a start, by ISO weeks, or as the rows of a table are dated."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from math import lcm
from typing import NamedTuple

from pipecheck.model.calendar import TeamCalendar, iso_week
from pipecheck.model.oncall import Rotation, Turn
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.clock import DAY, Clock
from pipecheck.model.value import Duration, When

TICK = timedelta(microseconds=1)
_MOST_TURNS = 40_000
"""More turns than that are not counted one by one: a year of quarter hours is less."""


class Lap(NamedTuple):
    """One turn on the clock: UTC instants, and the on-call days it holds, both inclusive.

    `number` counts the turns from the start of the rotation; `entry` counts the entries that serve them, which begin
    anew with every ISO year where weeks are the anchor.
    """

    number: int
    entry: int
    start: datetime
    end: datetime
    first: date
    last: date


class Shift(NamedTuple):
    """How handoffs that fall on a holiday are moved."""

    calendar: TeamCalendar
    working_days: frozenset[int]

    def moved(self, local: datetime) -> datetime:
        """The same time on the next working day, if the date is a holiday; never more than a month away."""
        if not self.calendar.is_holiday(local.date()):
            return local
        later = self.calendar.add_working_days(local.date(), 1, self.working_days)
        return local if later is None else datetime.combine(later, local.time())


# ---- what a rotation says about its turns


def is_dated_table(rotation: Rotation) -> bool:
    """Whether its turns are rows with dates of their own, which never repeat."""
    return any(row.first is not None for row in rotation.turns)


def is_undated(rotation: Rotation) -> bool:
    """Whether nothing says when it begins (semantics §22)."""
    told = rotation.start is not None or rotation.anchor == "iso-week" or is_dated_table(rotation)
    return not told and has_turns(rotation)


def has_turns(rotation: Rotation) -> bool:
    """Whether it tells anybody to take turns at all."""
    return bool(rotation.turns or rotation.columns)


def does_repeat(rotation: Rotation) -> bool:
    """Whether its turns go round: orders and undated turns unless it says otherwise, dated turns never."""
    return not is_dated_table(rotation) and rotation.repeats is not False


def entries(rotation: Rotation) -> int:
    """After how many turns everybody stands where they stood: the length of one round.

    Beside rows, the order of a column that no row names goes round by itself.
    """
    in_rows = {name for row in rotation.turns for name in row.cells}
    orders = (column.order for column in rotation.columns if column.name not in in_rows)
    return lcm(len(rotation.turns) or 1, *(len(order) for order in orders if order))


def lengths(rotation: Rotation) -> tuple[Duration, ...]:
    """The lengths of the turns of one round, in order: one for an order, one a row for a table.

    Raises NotStated where a length is not told or is nothing.
    """
    rows = rotation.turns
    told = tuple(row.length or rotation.turn for row in rows) if rows else (rotation.turn,)
    known = tuple(length for length in told if length is not None and length.amount > 0)
    if len(known) < len(told):
        raise NotStated(Undecided("oncall.rotations.turn", rotation.at("turn"), why="how long a turn lasts"))
    return known


def limit(rotation: Rotation) -> int | None:
    """How many turns it has; None if they go round."""
    if does_repeat(rotation):
        return None
    return len(rotation.turns) or max((len(column.order or ()) for column in rotation.columns), default=0)


# ---- measuring from a start


class Ruler:
    """The local times at which turns of given lengths begin, one after the other from a start, round after round."""

    def __init__(self, start: datetime, lengths: Sequence[Duration], shift: Shift) -> None:
        self._start = start
        self._shift = shift
        self._lengths = lengths
        months, minutes = [0], [0]
        for each in lengths:
            months.append(months[-1] + months_in(each))
            minutes.append(minutes[-1] + (each.minutes or 0))
        self._months, self._minutes = months, minutes
        self._by_hand = [start] if any(each.unit == "wd" for each in lengths) else []

    def at(self, number: int) -> datetime:
        """When turn `number` begins; below zero, when it would have. Working days are counted from the start on."""
        if self._by_hand:
            return self._working(number)
        rounds, rest = divmod(number, len(self._lengths))
        months = rounds * self._months[-1] + self._months[rest]
        base = add_months(self._start, months) if months else self._start
        return base + timedelta(minutes=rounds * self._minutes[-1] + self._minutes[rest])

    def number_at(self, local: datetime) -> int:
        """The turn that holds a local time."""
        if self._by_hand:
            number = 0
        else:
            # Never too late: rounds of months have at most 31 days each, looking back at least 28.
            month = 31 if local > self._start else 28
            round_ = timedelta(days=self._months[-1] * month, minutes=self._minutes[-1])
            number = (int((local - self._start) / round_) - 1) * len(self._lengths)
        while self.at(number + 1) <= local:
            number += 1
        return number

    def _working(self, number: int) -> datetime:
        known = self._by_hand
        while len(known) <= number:
            length = self._lengths[(len(known) - 1) % len(self._lengths)]
            known.append(self._further(known[-1], length))
        return known[max(number, 0)]

    def _further(self, local: datetime, length: Duration) -> datetime:
        if length.unit != "wd":
            return add_months(local, months_in(length)) + timedelta(minutes=length.minutes or 0)
        day = self._shift.calendar.add_working_days(local.date(), length.amount, self._shift.working_days)
        return datetime.combine(day, local.time()) if day is not None else local + length.amount * DAY


def add_months(local: datetime, months: int) -> datetime:
    """The same day so many months on, or the last day of a month that is too short for it.

    Raises OverflowError beyond the years that dates can hold, as adding days does.
    """
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError("date value out of range")
    return local.replace(year=year, month=month + 1, day=min(local.day, monthrange(year, month + 1)[1]))


def months_in(length: Duration) -> int:
    """The months of a length in months or years; none in any other."""
    return length.amount * {"mo": 1, "y": 12}.get(length.unit, 0)


# ---- turns between two instants


def laps(
    rotation: Rotation, anchor: date | None, clock: Clock, shift: Shift, low: datetime, high: datetime
) -> list[Lap]:
    """The turns that lie between two instants, wholly or in part, in order of time; dated rows in order of the file.

    `anchor` is the day on which turn 0 begins, for a rotation that counts from a start.
    """
    if is_dated_table(rotation):
        return [lap for lap in dated_rows(rotation, clock, shift) if lap.end > low and lap.start < high]
    if not has_turns(rotation):
        return []
    mover = shift.moved if rotation.handoff and rotation.handoff.if_holiday == "next-working-day" else None
    if mover is not None:
        low -= _MOVED
    if rotation.anchor == "iso-week":
        bounds = IsoYears(rotation, clock, shift).bounds(low, high)
    else:
        if anchor is None:
            raise ValueError(f"rotation '{rotation.id}' has no start")
        ruler = Ruler(clock.opening(anchor), lengths(rotation), shift)
        bounds = _bounds(ruler, limit(rotation), clock, low, high)
    found: list[Lap] = []
    for lap in _closed(bounds, clock, mover):
        if len(found) == _MOST_TURNS:
            raise NotStated(
                Undecided(
                    "oncall.rotations.turn", rotation.at("turn"), why="who has turns beyond those that are counted"
                )
            )
        found.append(lap)
    return found


def _bounds(
    ruler: Ruler, count: int | None, clock: Clock, low: datetime, high: datetime
) -> Iterator[tuple[int, int, datetime]]:
    """Number, entry and local start of the turns from `low` on, and of the one after the last: it ends that."""
    local_high = clock.local(high)
    number = ruler.number_at(clock.local(low))
    while count is None or number <= count:
        local = ruler.at(number)
        yield number, number, local
        if local >= local_high:
            break
        number += 1


_ISO_ORIGIN = 1970
_MOVED = timedelta(days=31)
"""How far a handoff is moved at most: so long may a turn last that should have been over."""


class IsoYears:
    """The turns of a rotation whose entries begin anew at week 1 of every ISO year, be it after 52 weeks or after 53.

    Whatever is asked for, a turn has one number: those of the year of the start are counted from 0, and without a start
    those of a year long past.
    """

    def __init__(self, rotation: Rotation, clock: Clock, shift: Shift) -> None:
        self._lengths = lengths(rotation)
        self._clock, self._shift = clock, shift
        self._weekday = (rotation.handoff.day if rotation.handoff else None) or 0
        self._first = _ISO_ORIGIN if rotation.start is None else self._year_of(rotation.start)
        self._counts: dict[int, int] = {}

    def entry(self, number: int) -> int:
        """Which turn of its year a turn is, from 0. Raises OverflowError beyond the years that dates can hold."""
        year = self._first
        while number < 0:
            year -= 1
            number += self._count(year)
        while number >= self._count(year):
            number -= self._count(year)
            year += 1
        return number

    def bounds(self, low: datetime, high: datetime) -> Iterator[tuple[int, int, datetime]]:
        """As `_bounds`."""
        local_low, local_high = self._clock.local(low), self._clock.local(high)
        year = self._year_of(_day(local_low, self._clock))
        number = sum(map(self._count, range(self._first, year))) - sum(map(self._count, range(year, self._first)))
        while True:
            ruler = self._ruler(year)
            for index in range(self._count(year)):
                local = ruler.at(index)
                if ruler.at(index + 1) > local_low:
                    yield number + index, index, local
                if local >= local_high:
                    return
            number += self._count(year)
            year += 1

    def _year_of(self, day: date) -> int:
        return iso_week(day - self._weekday * DAY).year

    def _begin(self, year: int) -> datetime:
        try:
            return self._clock.opening(date.fromisocalendar(year, 1, self._weekday + 1))
        except ValueError as error:
            raise OverflowError("date value out of range") from error

    def _ruler(self, year: int) -> Ruler:
        return Ruler(self._begin(year), self._lengths, self._shift)

    def _count(self, year: int) -> int:
        """How many turns begin in a year."""
        if year not in self._counts:
            self._counts[year] = self._ruler(year).number_at(self._begin(year + 1) - TICK) + 1
        return self._counts[year]


def _closed(
    bounds: Iterator[tuple[int, int, datetime]], clock: Clock, mover: Callable[[datetime], datetime] | None
) -> Iterator[Lap]:
    """Turns from their starts: each ends where the next begins, and none before it began, whatever the clocks do."""
    open_turn: tuple[int, int, datetime, datetime] | None = None
    for number, index, planned in bounds:
        local = mover(planned) if mover else planned
        instant = clock.instant(local)
        if open_turn is not None:
            before, entry, opened, begun = open_turn
            instant, local = max(instant, begun), max(local, opened)
            if instant > begun:
                yield Lap(before, entry, begun, instant, _day(opened, clock), _day(local - TICK, clock))
        open_turn = number, index, local, instant


def _day(local: datetime, clock: Clock) -> date:
    return (local - clock.handoff).date()


# ---- rows with dates


class _Bound(NamedTuple):
    """Where a row begins or ends, by the wall clock and as an instant: lengths are measured by the wall clock."""

    local: datetime
    instant: datetime


def dated_rows(rotation: Rotation, clock: Clock, shift: Shift) -> list[Lap]:
    """The rows of a dated table, in order of the file: a row without `to` ends where the next begins.

    Raises NotStated for a row of which nothing tells when it begins or ends.
    """
    starts = sorted(_first(row.first, clock) for row in rotation.turns if row.first is not None)
    found: list[Lap] = []
    end = _first(rotation.start, clock) if rotation.start else None
    for number, row in enumerate(rotation.turns):
        start = _first(row.first, clock) if row.first is not None else end
        if start is None:
            raise NotStated(Undecided("oncall.rotations.turns.from", row.at, why="when this turn begins"))
        end = _end_of_row(rotation, row, start, starts, clock, shift)
        if end.instant > start.instant:
            last = clock.day_of(end.instant - TICK)
            found.append(Lap(number, number, start.instant, end.instant, clock.day_of(start.instant), last))
    return found


def _end_of_row(
    rotation: Rotation, row: Turn, start: _Bound, starts: Sequence[_Bound], clock: Clock, shift: Shift
) -> _Bound:
    if row.last is not None:
        return _after(row.last, clock)
    if row.length is None:
        following = next((each for each in starts if each.instant > start.instant), None)
        if following is not None:
            return following
    length = row.length or rotation.turn
    if length is not None and length.amount > 0:
        local = Ruler(start.local, (length,), shift).at(1)
        return _Bound(local, clock.instant(local))
    if rotation.until is not None:
        return _after(rotation.until, clock)
    raise NotStated(Undecided("oncall.rotations.turns.to", row.at, why="when this turn ends"))


def _first(when: When, clock: Clock) -> _Bound:
    instant = clock.first(when)
    return _Bound(clock.local(instant) if isinstance(when, datetime) else clock.opening(when), instant)


def _after(when: When, clock: Clock) -> _Bound:
    instant = clock.after(when)
    if isinstance(when, datetime):
        return _Bound(clock.local(instant), instant)
    return _Bound(clock.opening(min(when, date.max - DAY) + DAY), instant)
