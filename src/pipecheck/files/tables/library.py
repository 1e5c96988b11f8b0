"""What the `holidays` library says of a region, in pipecheck's words: ids, observed days, days moved away.

Importing the library costs a tenth of a second: only years without a table, and the maker of the tables, come here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.calendar import HolidayDate, holiday_id

if TYPE_CHECKING:
    from holidays import HolidayBase

# English is named because the library otherwise follows the machine's LANG; countries without it speak English anyway.
_LANGUAGE = "en_US"
_REMARK = re.compile(r" \((?P<words>observed|estimated|observed, estimated|in lieu|substitute day)\)$")
_BRIDGE = re.compile(r"^(Day off) \(substituted from .*\)$")
_ISO_PART = re.compile(r"[A-Z0-9]{1,3}")


class _Said(NamedTuple):
    date: date
    name: str
    observed: bool
    estimated: bool


class Country(NamedTuple):
    """A country of the library: ISO 3166-1 code, parts by ISO 3166-2 code, and other names, in lower case."""

    code: str
    parts: tuple[str, ...]
    names: Mapping[str, str]


def library_version() -> str:
    """The version of the library that is installed."""
    from holidays.version import __version__

    return __version__


def countries() -> Iterator[Country]:
    """Every country, by code. Parts that are no ISO 3166-2 (a few cities and communities) are left out."""
    from holidays import list_supported_countries
    from holidays.registry import COUNTRIES

    parts = list_supported_countries(include_aliases=False)
    for module, (_, code, *others) in sorted(COUNTRIES.items(), key=lambda item: item[1][1]):
        plain = (name.lower() for name in others if not name.startswith("Holidays"))
        names = dict.fromkeys((module.replace("_", " "), *plain), code)
        iso = tuple(sorted(part for part in parts[code] if _ISO_PART.fullmatch(part)))
        for called, part in (_of(code, None, range(2026, 2027)).subdivisions_aliases or {}).items():
            if part in iso:
                names.setdefault(" ".join(str(called).casefold().split()), f"{code}-{part}")
        names.pop(code.lower(), None)
        yield Country(code, iso, names)


def table(region: str, years: range) -> dict[int, tuple[HolidayDate, ...]]:
    """The dates of every one of `years`, in order of date and id, for a region that exists.

    The library is asked for a year more at each end: New Year 2028 is observed on 31 December 2027.
    """
    country, _, part = region.partition("-")
    around = range(years[0] - 1, years[-1] + 2)
    kept = tuple(_said(_of(country, part or None, around)))
    own = tuple(_said(_of(country, part or None, around, observed=False)))
    by_year: dict[int, set[HolidayDate]] = {year: set() for year in years}
    for entry in _entries(kept, own):
        if entry.date.year in by_year:
            by_year[entry.date.year].add(entry)
    return {year: tuple(sorted(entries, key=lambda each: (each.date, each.id))) for year, entries in by_year.items()}


def working_weekends(region: str, years: range) -> tuple[date, ...]:
    """The days of the weekend in `years` that are worked in exchange for bridge days."""
    country, _, part = region.partition("-")
    worked = _of(country, part or None, range(years[0] - 1, years[-1] + 2)).weekend_workdays
    return tuple(sorted(day for day in worked if day.year in years))


def _of(country: str, part: str | None, years: range, *, observed: bool = True) -> "HolidayBase":
    from holidays import country_holidays

    return country_holidays(
        country, subdiv=part, years=years, observed=observed, language=_LANGUAGE, categories=("public",)
    )


def _said(year: Mapping[date, str]) -> Iterator[_Said]:
    for day, names in year.items():
        for name in names.split("; "):
            remark = _REMARK.search(name)
            words = remark["words"] if remark else ""
            plain = _BRIDGE.sub(r"\1", _REMARK.sub("", name))
            yield _Said(day, plain, words not in ("", "estimated"), "estimated" in words)


def _entries(kept: tuple[_Said, ...], own: tuple[_Said, ...]) -> Iterator[HolidayDate]:
    """Both readings of a calendar laid together: with observed days, and with the holidays' own dates alone."""
    own_names = sorted({each.name for each in own}, key=lambda name: (-len(name), name))
    own_dates = {(each.date, each.name) for each in own}
    for each in kept:
        name, observed = each.name, each.observed
        if (each.date, name) in own_dates:
            observed = False
        elif not observed:
            stands_for = _stood_for(each, own_names, own)
            name, observed = stands_for or name, stands_for is not None
        yield HolidayDate(holiday_id(name), each.date, observed, estimated=each.estimated, name=name)
    kept_dates = {(each.date, each.name) for each in kept}
    for each in own:
        if (each.date, each.name) not in kept_dates:
            yield HolidayDate(holiday_id(each.name), each.date, estimated=each.estimated, name=each.name, kept=False)


def _stood_for(day: _Said, own_names: Iterable[str], own: Iterable[_Said]) -> str | None:
    """The holiday for which a day stands that exists only as an observed one, though its name does not say so.

    Either the name holds the holiday's ('Monday following Labor Day', 'Alternative holiday for Chuseok'), or it is
    Japan's 'Substitute Holiday', which follows a holiday on a Sunday after at most three more holidays.
    """
    if day.name == "Substitute Holiday":
        week = timedelta(days=6)
        sundays = [each for each in own if each.date.weekday() == 6 and day.date - week < each.date < day.date]
        return max(sundays).name if sundays else None
    return next((name for name in own_names if name in day.name), None)
