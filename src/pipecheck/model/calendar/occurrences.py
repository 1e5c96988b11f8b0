"""From dates to occurrences: which dates are one Christmas, and which days a season holds this year."""

from collections.abc import Callable, Iterable, Sequence
from datetime import MAXYEAR, date, timedelta

from pipecheck.model.calendar.days import Event, HolidayDate
from pipecheck.model.value import MonthDay, Season, SeasonEnd

# The farthest an observed day lies from its holiday in the tables is nine days (Eid in Azerbaijan, 2026).
_REACH = 10


def season_of(day: date) -> int:
    """The year Y of the season, 1 July Y to 30 June Y+1, that holds this day (semantics §17)."""
    return day.year if day.month >= 7 else day.year - 1


def occurrences(dates: Iterable[HolidayDate]) -> tuple[Event, ...]:
    """The dates of one id, of several years, as events: runs of adjacent own dates, each with its observed days.

    An observed day belongs to the nearest own date within ten days, of two the earlier; else it is an event itself.
    """
    ordered = sorted(dates, key=lambda entry: entry.date)
    runs: list[list[HolidayDate]] = []
    for entry in ordered:
        if entry.observed:
            continue
        if runs and (entry.date - runs[-1][-1].date).days <= 1:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    own = [[entry.date for entry in run] for run in runs]
    for entry in ordered:
        if entry.observed:
            near = min(((_distance(entry.date, days), at) for at, days in enumerate(own)), default=None)
            if near is not None and near[0] <= _REACH:
                runs[near[1]].append(entry)
            else:
                runs.append([entry])
    return tuple(_event(run) for run in runs)


def _distance(day: date, days: Sequence[date]) -> int:
    return min(abs((day - other).days) for other in days)


def _event(run: Sequence[HolidayDate]) -> Event:
    own = run[0].date
    kept = tuple(sorted({entry.date for entry in run if entry.kept}))
    moved = tuple(sorted({entry.date for entry in run}.difference(kept)))
    return Event(run[0].id, kept or moved, own.year, season_of(own), moved if kept else ())


DatesOf = Callable[[str, int], tuple[date, ...]]
"""The own dates of a holiday in a year, in order; empty where it has none."""


def season_event(season: Season, year: int, dates_of: DatesOf) -> Event | None:
    """The occurrence of a season that begins in `year`, or None where one of its ends has no date."""
    first = _bound(season.first, year, dates_of, last=False)
    if first is None:
        return None
    ends = (_bound(season.last, at, dates_of, last=True) for at in (year, year + 1) if at <= MAXYEAR)
    last = next((end for end in ends if end is not None and end >= first), None)
    if last is None:
        return None
    days = tuple(first + timedelta(days=count) for count in range((last - first).days + 1))
    return Event(season.id, days, year, season_of(first))


def _bound(end: SeasonEnd, year: int, dates_of: DatesOf, *, last: bool) -> date | None:
    if end.day is not None:
        return day_of_year(end.day, year) + timedelta(days=end.offset)
    dates = dates_of(end.holiday, year) if end.holiday is not None else ()
    return dates[-1 if last else 0] + timedelta(days=end.offset) if dates else None


def day_of_year(day: MonthDay, year: int) -> date:
    """That day of the year; in a year that has no 29 February, the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, day.month, day.day)
