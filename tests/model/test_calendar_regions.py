"""Regions by themselves: whether a country's calendar says enough, and what an unknown code may mean."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from pipecheck.files.calendars import HolidayTables
from pipecheck.model.calendar import HolidayDate, calendar_rows, empty_years, lacks_subdivision, suggest_regions

CALENDARS = HolidayTables()
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_countries_whose_own_calendar_says_too_little() -> None:
    def lacks(region: str) -> bool:
        return bool(lacks_subdivision(CALENDARS, region, *YEAR))

    asked = ("GB", "DE", "CA", "AU", "CH", "ES", "US", "IN", "FR", "GB-ENG", "UK")
    assert [region for region in asked if lacks(region)] == ["GB", "DE", "CA", "AU", "CH", "ES"]


def test_what_a_country_lacks_is_told_with_how_many_have_it() -> None:
    assert lacks_subdivision(CALENDARS, "GB", *YEAR) == (
        ("easter-monday", date(2026, 4, 6), 3, 4),
        ("late-summer-bank-holiday", date(2026, 8, 31), 3, 4),
    )
    assert lacks_subdivision(CALENDARS, "GB", date(2026, 9, 1), date(2026, 12, 31)) == ()


class Halves:
    """A country of four parts, of which the first `having` have one day of their own."""

    version = "told 1"
    years = range(2026, 2027)

    def __init__(self, having: int, day: HolidayDate) -> None:
        self.having = having
        self.day = day

    def table(self, region: str, year: int) -> Sequence[HolidayDate] | None:
        has = region != "XX" and int(region[-1]) < self.having
        return [self.day] if has and year == 2026 else []

    def working_weekends(self, region: str, year: int) -> Sequence[date]:
        return ()

    def regions(self) -> Sequence[str]:
        return ("XX", "XX-0", "XX-1", "XX-2", "XX-3")

    def names(self) -> Mapping[str, str]:
        return {}


def test_half_of_the_parts_is_not_more_than_half() -> None:
    feast = HolidayDate("feast", date(2026, 5, 5))
    assert lacks_subdivision(Halves(2, feast), "XX", *YEAR) == ()
    assert lacks_subdivision(Halves(3, feast), "XX", *YEAR) == (("feast", feast.date, 3, 4),)


class Named(Halves):
    """The same, with a name of its own for the day in each part; a part without a name does not have it."""

    def __init__(self, *names: str) -> None:
        super().__init__(len(names), HolidayDate("", date(2026, 5, 5)))
        self.told = names

    def table(self, region: str, year: int) -> Sequence[HolidayDate] | None:
        return [each._replace(id=self.told[int(region[-1])]) for each in super().table(region, year) or ()]


@pytest.mark.parametrize(
    ("names", "called"),
    [(("feast", "fair", "feast"), "feast"), (("fair", "feast", "feast"), "feast"), (("fox", "elk", "fly"), "elk")],
)
def test_what_is_lacking_is_called_as_most_parts_call_it(names: tuple[str, ...], called: str) -> None:
    assert lacks_subdivision(Named(*names), "XX", *YEAR) == ((called, date(2026, 5, 5), 3, 4),)


def test_what_is_lacking_is_asked_for_from_the_first_day_to_the_last() -> None:
    monday = date(2026, 4, 6)
    assert [each.date for each in lacks_subdivision(CALENDARS, "GB", monday, monday)] == [monday]
    assert lacks_subdivision(CALENDARS, "GB", date(2026, 4, 7), date(2026, 8, 30)) == ()
    assert lacks_subdivision(CALENDARS, "GB-ENG", *YEAR) == ()


def test_a_date_that_is_no_day_off_is_not_lacking() -> None:
    moved = HolidayDate("feast", date(2026, 5, 5), kept=False)
    assert lacks_subdivision(Halves(4, moved), "XX", *YEAR) == ()


def test_years_that_the_source_does_not_cover_are_named() -> None:
    assert empty_years(CALENDARS, "LK", date(2025, 1, 1), date(2028, 1, 1)) == (2027, 2028)
    assert empty_years(CALENDARS, "US", date(2021, 1, 1), date(2031, 12, 31)) == ()
    assert empty_years(CALENDARS, "BV", *YEAR) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("UK", ("GB",)),
        ("USA", ("US",)),
        ("England", ("GB-ENG",)),
        ("england ", ("GB-ENG",)),
        ("DEU", ("DE",)),
        ("us_ny", ("US-NY",)),
        ("US-NYC", ("US-NY",)),
        ("UK-ENG", ("GB-ENG",)),
        ("US-New York", ("US-NY",)),
        ("US-XX", ("US-TX",)),
        ("US-QQ", ("US",)),
        ("QQ", ()),
    ],
)
def test_what_an_unknown_region_may_mean(written: str, meant: tuple[str, ...]) -> None:
    assert suggest_regions(written, CALENDARS) == meant


def test_a_regions_year_as_rows() -> None:
    rows = calendar_rows(CALENDARS, "CO", 2026)
    assert rows is not None
    epiphany = [(row.date, row.observed, row.kept, row.library_id) for row in rows if row.id == "epiphany"]
    assert epiphany == [(date(2026, 1, 6), False, False, "epiphany"), (date(2026, 1, 12), True, True, "epiphany")]
    assert calendar_rows(CALENDARS, "UK", 2026) is None
