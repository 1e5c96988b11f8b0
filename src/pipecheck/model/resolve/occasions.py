"""When a holiday line applies, and whom it names then: by date, season, year, row, or turns of years or days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pipecheck.model.calendar import Event, TeamCalendar
from pipecheck.model.oncall import HolidayAssignment
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.clock import Clock
from pipecheck.model.value import Duration, Party

_DAY = timedelta(days=1)
_DAY_MINUTES = 1440
_SHORTEST = 60
_AROUND = timedelta(days=31)


class Occasion(NamedTuple):
    """A day to which a line applies, and who stands where."""

    day: date
    cells: Mapping[str, Party]
    own: bool = True
    """Whether it is the holiday's own date, not one observed for it."""
    minutes: tuple[int, int] | None = None
    """The part of the calendar day; None is the whole on-call day."""
    timezone: str | None = None
    """The zone of these minutes, if the part has one of its own."""


def occasions(
    line: HolidayAssignment, calendar: TeamCalendar, years: int, first: date, last: date
) -> Iterator[Occasion]:
    """The days of a line that touch the days from `first` to `last`, in order of time.

    `years` is by how much lines without a year are further on. A line that says nothing about when is for the first
    occurrence there. Lines on a row are not known here: their days depend on a rotation. Raises NotStated for turns of
    no length, and for those inside a season that are shorter than an hour or that a calendar measures.
    """
    if line.turn is not None and line.turn.amount == 0:
        raise _untold(line, "how long a turn lasts")
    if line.date is not None:
        yield from on_day(line, line.date, own=True)
        return
    for event, entry in dated_events(line, calendar, years, first, last):
        own = own_dates(event.id, event.dates, calendar)
        for day in event.dates:
            if entry is not None:
                yield from on_day(line, day, own=day in own, entry=entry)
            else:
                yield from _inside(line, event, day)


def dated_events(
    line: HolidayAssignment, calendar: TeamCalendar, years: int, first: date, last: date
) -> list[tuple[Event, int | None]]:
    """The occurrences a line speaks of, and the entry that serves each; no entry where turns pass inside it."""
    if line.season is not None:
        first, last = whole_years(line.season, line.season + 1)
    elif line.year is not None:
        first, last = whole_years(line.year, line.year)
    events = [
        event
        for event in calendar.events(first, last, (line.holiday.id,))
        if line.season in (None, event.season) and line.year in (None, event.year)
    ]
    if line.turn is not None and line.turn.unit != "y":
        return [(event, None) for event in events]
    if line.turn is not None:
        yearly = ((event, _year_entry(line, line.turn, event, years)) for event in events)
        return [(event, entry) for event, entry in yearly if entry is not None]
    told = line.season is not None or line.year is not None
    return [(event, 0) for event in (events if told else events[:1])]


def whole_years(first: int, last: int) -> tuple[date, date]:
    """From the begin of a year to the end of another, and what is observed for their holidays before or after."""
    return date.min.replace(year=first) - _AROUND, date.max.replace(year=last) + _AROUND


def own_dates(holiday: str, dates: Sequence[date], calendar: TeamCalendar) -> frozenset[date]:
    """The dates of an occurrence that are not observed in place of others; all of them where none is its own."""
    entries = calendar.holidays(dates[0], dates[-1])
    observed = {entry.date for entry in entries if entry.observed and entry.id == holiday}
    return frozenset(day for day in dates if day not in observed) or frozenset(dates)


def days_within(days: Iterable[date], start: datetime, end: datetime, clock: Clock) -> tuple[date, ...]:
    """The days of which most lies between two instants, in order: their noon decides."""
    noon = timedelta(hours=12)
    return tuple(day for day in sorted(days) if start <= clock.midnight(day) + noon < end)


def _year_entry(line: HolidayAssignment, turn: Duration, event: Event, years: int) -> int | None:
    """Which entry serves the year of an occurrence; None before the first."""
    length = max(turn.amount, 1)
    if line.start is None:
        return event.year // length + years
    return None if event.year < line.start else (event.year - line.start) // length


def on_day(line: HolidayAssignment, day: date, *, own: bool, entry: int = 0) -> Iterator[Occasion]:
    """What a line says of one day: the whole of it, or its parts."""
    if line.split:
        for part in line.split:
            yield Occasion(day, part.cells, own, (part.start, part.end), part.timezone)
        return
    yield Occasion(day, _cells(line, entry), own)


def _inside(line: HolidayAssignment, event: Event, day: date) -> Iterator[Occasion]:
    """The turns inside a season that lie on a day: one, or several where a turn is shorter than a day."""
    length = line.turn.minutes if line.turn is not None else None
    if length is None:
        raise _untold(line, "who has turns of months or working days inside a holiday")
    if length < _SHORTEST:
        raise _untold(line, "who has turns shorter than an hour")
    passed = (day - event.dates[0]) // _DAY * _DAY_MINUTES
    if length >= _DAY_MINUTES:
        yield Occasion(day, _cells(line, passed // length))
        return
    for entry in range(passed // length, -(-(passed + _DAY_MINUTES) // length)):
        start, end = max(entry * length - passed, 0), min((entry + 1) * length - passed, _DAY_MINUTES)
        yield Occasion(day, _cells(line, entry), minutes=(start, end))


def _untold(line: HolidayAssignment, why: str) -> NotStated:
    return NotStated(Undecided("oncall.holidays.turn", line.at("turn"), why=why))


def _cells(line: HolidayAssignment, entry: int) -> Mapping[str, Party]:
    return {name: parties[entry % len(parties)] for name, parties in line.cells.items() if parties}
