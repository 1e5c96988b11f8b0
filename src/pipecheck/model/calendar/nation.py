"""A region looked at by itself: its calendar as a list, and whether a country's calendar is enough to go by."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipecheck.model.calendar.days import Calendars, HolidayDate
from pipecheck.model.calendar.names import printed


class CalendarRow(NamedTuple):
    """One line of a region's calendar. `id` is what to write in a team file; `library_id` works as well."""

    date: date
    id: str
    name: str
    library_id: str
    observed: bool
    estimated: bool
    kept: bool


def calendar_rows(calendars: Calendars, region: str, year: int) -> tuple[CalendarRow, ...] | None:
    """A region's year by date and id, own dates that are no days off included; None for an unknown region."""
    table = calendars.table(region, year)
    if table is None:
        return None
    rows = (
        CalendarRow(each.date, printed(each.id), each.name, each.id, each.observed, each.estimated, each.kept)
        for each in table
    )
    return tuple(sorted(rows))


class MissingDay(NamedTuple):
    """A day off that `have` of all `subdivisions` of a country have, and the country's own calendar has not."""

    id: str
    date: date
    have: int
    subdivisions: int


def lacks_subdivision(calendars: Calendars, region: str, first: date, last: date) -> tuple[MissingDay, ...]:
    """The days from `first` to `last` that more than half of a country's subdivisions have off, and it has not.

    Any of them means that the country's code alone says too little (semantics §17: in 2026 GB, DE, CA, AU, CH and ES,
    not US nor IN). `region` may be a subdivision or unknown: then there is nothing to lack.
    """
    parts = [code for code in calendars.regions() if code.startswith(region + "-")]
    if not parts:
        return ()
    nationwide = {entry.date for entry in _days_off(calendars, region, first, last)}
    have: Counter[date] = Counter()
    names: dict[date, Counter[str]] = {}
    for part in parts:
        entries = [entry for entry in _days_off(calendars, part, first, last) if entry.date not in nationwide]
        have.update({entry.date for entry in entries})
        for entry in entries:
            names.setdefault(entry.date, Counter())[entry.id] += 1
    return tuple(
        MissingDay(printed(min(names[day], key=lambda name: (-names[day][name], name))), day, have[day], len(parts))
        for day in sorted(have)
        if 2 * have[day] > len(parts)
    )


def empty_years(calendars: Calendars, region: str, first: date, last: date) -> tuple[int, ...]:
    """The years of a stretch for which the source knows no holiday of a region that has some in other years.

    Sri Lanka's end with 2026: a rule that went by 2027's would find every day a working day, and say nothing.
    """
    silent = tuple(year for year in range(first.year, last.year + 1) if not calendars.table(region, year))
    return silent if any(calendars.table(region, year) for year in calendars.years) else ()


def _days_off(calendars: Calendars, region: str, first: date, last: date) -> Sequence[HolidayDate]:
    tables = (calendars.table(region, year) or () for year in range(first.year, last.year + 1))
    return [entry for table in tables for entry in table if entry.kept and first <= entry.date <= last]
