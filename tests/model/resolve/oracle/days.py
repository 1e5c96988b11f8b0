"""Which days are what: holidays straight from the library, working days, seasons and the words of windows."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

import holidays as library

from tests.model.resolve.oracle.clocks import day_number, day_of

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OBSERVED = " (observed)"
NAMES: Mapping[str, tuple[str, ...]] = {
    "new-year": ("New Year's Day",),
    "christmas": ("Christmas Day",),
    "boxing-day": ("Boxing Day", "Second Day of Christmas"),
    "thanksgiving": ("Thanksgiving Day",),
    "labor-day": ("Labor Day",),
    "columbus-day": ("Columbus Day",),
    "veterans-day": ("Veterans Day",),
    "good-friday": ("Good Friday",),
    "easter-monday": ("Easter Monday",),
}
EVERYWHERE = {"christmas": (12, 25), "new-year": (1, 1), "boxing-day": (12, 26), "christmas-eve": (12, 24)}


class Occurrence(NamedTuple):
    """One time a holiday comes round: its days, those that are its own, and the year it is of."""

    days: tuple[int, ...]
    own: frozenset[int]
    year: int

    @property
    def season(self) -> int:
        first = day_of(min(self.own))
        return first.year if first.month >= 7 else first.year - 1


@cache
def _public(region: str, year: int) -> dict[date, str]:
    country, _, part = region.partition("-")
    return dict(library.country_holidays(country, subdiv=part or None, years=year, language="en_US"))


class Days:
    """The calendar of one team, from the plain data of its file."""

    def __init__(self, plan: Mapping[str, Any]) -> None:
        calendar = plan.get("calendar", {})
        self.region: str | None = calendar.get("region")
        self.majors: Sequence[str] = calendar.get("majors", ())
        self.custom = {each["id"]: each["date"] for each in calendar.get("custom", ())}
        self.seasons = {each["id"]: (each["from"], each["to"]) for each in calendar.get("seasons", ())}
        first, _, last = plan.get("working_week", {}).get("days", "mon-fri").partition("-")
        self.worked = range(WEEKDAYS.index(first), WEEKDAYS.index(last) + 1)
        self._words: dict[tuple[str, int], bool] = {}

    def is_off(self, day: int) -> bool:
        """Whether it is a public holiday, or the team's own."""
        when = day_of(day)
        public = _public(self.region, when.year) if self.region else {}
        return when in public or when in self.custom.values()

    def is_holiday(self, day: int) -> bool:
        """As `is_off`, and whether it is a declared major: one that is worked is a holiday all the same."""
        when = day_of(day)
        return self.is_off(day) or any(
            EVERYWHERE.get(name) == (when.month, when.day) and not self._public_dates(name, when.year)
            for name in self.majors
        )

    def is_worked(self, day: int) -> bool:
        return day_of(day).weekday() in self.worked and not self.is_off(day)

    def worked_after(self, day: int, count: int) -> int:
        """The working day that is the `count`-th after a day."""
        while count:
            day += 1
            count -= self.is_worked(day)
        return day

    def has(self, words: Sequence[str], day: int) -> bool:
        """Whether one of the words of a window means a day; no words mean every day."""
        return not words or any(self._is(word, day) for word in words)

    def _is(self, word: str, day: int) -> bool:
        known = self._words.get((word, day))
        if known is None:
            known = self._words[word, day] = self._look(word, day)
        return known

    def _look(self, word: str, day: int) -> bool:
        match word:
            case "workdays":
                return self.is_worked(day)
            case "off-days":
                return not self.is_worked(day)
            case "holidays":
                return self.is_holiday(day)
            case "last-7-of-month":
                return day_of(day + 7).month != day_of(day).month
        if word in self.seasons:
            return any(day in each.days for each in self.occurrences(word, day_of(day).year))
        first, _, last = word.partition("-")
        return WEEKDAYS.index(first) <= day_of(day).weekday() <= WEEKDAYS.index(last or first)

    # ---- occurrences

    def occurrences(self, name: str, near: int) -> list[Occurrence]:
        """Every time a holiday or season comes round in the year before, that year, and the two after it."""
        return [each for year in range(near - 1, near + 3) for each in self._in_year(name, year)]

    def _in_year(self, name: str, year: int) -> list[Occurrence]:
        if name in self.seasons:
            first, last = (tuple(map(int, end.split("-"))) for end in self.seasons[name])
            begin = date(year, *first)
            end = date(year + (last < first), *last)
            days = tuple(range(day_number(begin), day_number(end) + 1))
            return [Occurrence(days, frozenset(days), year)]
        if name in self.custom:
            day = self.custom[name]
            return [Occurrence((day_number(day),), frozenset((day_number(day),)), year)] if day.year == year else []
        own = self._public_dates(name, year)
        if not own and name in EVERYWHERE and not any(self._public_dates(name, each) for each in range(2020, 2034)):
            own = [date(year, *EVERYWHERE[name])]
        if not own:
            return []
        observed = [
            day
            for each in (year - 1, year, year + 1)
            for day in self._public_dates(name, each, OBSERVED)
            if abs(day - own[0]) <= timedelta(days=10)
        ]
        return [Occurrence(tuple(sorted(map(day_number, own + observed))), frozenset(map(day_number, own)), year)]

    def _public_dates(self, name: str, year: int, suffix: str = "") -> list[date]:
        if not self.region:
            return []
        wanted = {each + suffix for each in NAMES.get(name, ())}
        return sorted(day for day, names in _public(self.region, year).items() if wanted & set(names.split("; ")))
