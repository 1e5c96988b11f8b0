"""A team's calendar over the tables that the wheel carries: what is a holiday, how it is called, when it comes."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from pipecheck.files.calendars import HolidayTables
from pipecheck.model.calendar import (
    HolidayDate,
    TeamCalendar,
    holiday_id,
    season_of,
    team_calendar,
)
from pipecheck.model.calendar.occurrences import occurrences
from pipecheck.model.value import CustomDay
from pipecheck.source.place import Place

CALENDARS = HolidayTables()
HERE = Place("teams/sample.yaml")
MON_FRI = frozenset(range(5))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def calendar(region: str | None = "US", majors: Sequence[str] | None = None, **more: object) -> TeamCalendar:
    return team_calendar(region, CALENDARS, majors=majors, **more)  # type: ignore[arg-type]


def days(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


class Few:
    """A calendar of one region, told in the test."""

    version = "told 1"
    years = range(2026, 2027)

    def __init__(self, *entries: HolidayDate) -> None:
        self.entries = entries

    def table(self, region: str, year: int) -> Sequence[HolidayDate] | None:
        return tuple(each for each in self.entries if each.date.year == year) if region == "XX" else None

    def working_weekends(self, region: str, year: int) -> Sequence[date]:
        return ()

    def regions(self) -> Sequence[str]:
        return ("XX",)

    def names(self) -> Mapping[str, str]:
        return {}


# ---- public holidays


def test_the_us_has_twelve_dates_in_2026_the_observed_friday_among_them() -> None:
    told = [(f"{each.date:%m-%d}", each.id, each.observed) for each in calendar().holidays(*YEAR)]
    assert told == [
        ("01-01", "new-year", False),
        ("01-19", "mlk-day", False),
        ("02-16", "presidents-day", False),
        ("05-25", "memorial-day", False),
        ("06-19", "juneteenth", False),
        ("07-03", "independence-day", True),
        ("07-04", "independence-day", False),
        ("09-07", "labor-day", False),
        ("10-12", "columbus-day", False),
        ("11-11", "veterans-day", False),
        ("11-26", "thanksgiving", False),
        ("12-25", "christmas", False),
    ]


@pytest.mark.parametrize(
    ("region", "count"), [("GB", 7), ("GB-ENG", 9), ("CH", 4), ("CH-ZH", 9), ("AU", 7), ("AU-NSW", 13), ("US-NY", 15)]
)
def test_how_many_dates_2026_has(region: str, count: int) -> None:
    assert len({each.date for each in calendar(region).holidays(*YEAR)}) == count


def test_holidays_are_those_of_the_stretch_both_ends_included() -> None:
    told = calendar().holidays(date(2025, 12, 25), date(2026, 1, 1))
    assert [each.id for each in told] == ["christmas", "new-year"]


def test_a_members_region_is_asked_for_by_its_code() -> None:
    us = calendar()
    assert us.is_holiday(date(2026, 11, 26))
    assert not us.is_holiday(date(2026, 11, 26), "DE-BY")
    assert us.is_holiday(date(2026, 10, 3), "DE-BY")


def test_two_holidays_on_one_date_are_two_entries() -> None:
    told = [each.id for each in calendar("IT").holidays(date(2026, 11, 1), date(2026, 11, 1))]
    assert told == ["all-saints-day", "national-unity-day"]


def test_estimated_dates_are_marked() -> None:
    told = {each.id: each.estimated for each in calendar("AE").holidays(date(2027, 1, 1), date(2027, 12, 31))}
    assert told["eid-al-fitr"] is True
    assert told["national-day"] is False


# ---- events


def test_a_holiday_and_its_observed_day_are_one_event() -> None:
    (event,) = calendar().events(*YEAR, ["independence-day"])
    assert event.dates == days("2026-07-03", "2026-07-04")
    assert (event.year, event.season) == (2026, 2026)


def test_an_observed_day_that_is_not_adjacent_belongs_to_its_holiday() -> None:
    gb = calendar("GB-ENG")
    assert gb.date_of("boxing-day", year=2026) == days("2026-12-26", "2026-12-28")
    assert gb.date_of("christmas", year=2021) == days("2021-12-25", "2021-12-27")
    assert gb.date_of("boxing-day", year=2021) == days("2021-12-26", "2021-12-28")


def test_new_year_observed_in_december_is_of_the_next_year() -> None:
    us = calendar()
    assert us.date_of("new-year", year=2028) == days("2027-12-31", "2028-01-01")
    assert us.date_of("new-year", year=2027) == days("2027-01-01")
    assert us.date_of("new-year", year=2022) == days("2021-12-31", "2022-01-01")
    assert us.date_of("new-year", season=2027) == days("2027-12-31", "2028-01-01")


def test_an_event_is_whole_even_when_the_stretch_cuts_it() -> None:
    (event,) = calendar().events(date(2027, 12, 1), date(2027, 12, 31), ["new-year"])
    assert event.dates == days("2027-12-31", "2028-01-01")


def test_adjacent_dates_of_one_id_are_one_event() -> None:
    (event,) = calendar("SG").events(*YEAR, ["chinese-new-year"])
    assert event.dates == days("2026-02-17", "2026-02-18")


def dates(holiday: str, *texts: str, **more: bool) -> list[HolidayDate]:
    return [HolidayDate(holiday, day, **more) for day in days(*texts)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (dates("feast", "2026-05-01", "2026-05-02", "2026-05-04"), [("05-01 05-02", ""), ("05-04", "")]),
        (
            [*dates("feast", "2026-05-01", "2026-05-20"), *dates("feast", "2026-05-11", "2026-05-10", observed=True)],
            [("05-01 05-10", ""), ("05-11 05-20", "")],
        ),
        ([*dates("feast", "2026-05-01"), *dates("feast", "2026-05-11", observed=True)], [("05-01 05-11", "")]),
        ([*dates("feast", "2026-05-01"), *dates("feast", "2026-05-12", observed=True)], [("05-01", ""), ("05-12", "")]),
        (
            [
                *dates("feast", *(f"2026-05-0{day}" for day in range(1, 9)), "2026-05-16"),
                *dates("feast", "2026-05-11", observed=True),
            ],
            [(" ".join(f"05-0{day}" for day in range(1, 9)) + " 05-11", ""), ("05-16", "")],
        ),
        (
            [*dates("feast", "2026-05-01", "2026-05-05"), *dates("feast", "2026-05-03", observed=True)],
            [("05-01 05-03", ""), ("05-05", "")],
        ),
        (
            [*dates("feast", "2026-05-01", kept=False), *dates("feast", "2026-05-04", observed=True)],
            [("05-04", "05-01")],
        ),
        (dates("feast", "2026-05-01", kept=False), [("05-01", "")]),
        (dates("feast", "2026-05-04", observed=True), [("05-04", "")]),
        (
            [*dates("feast", "2026-05-01", kept=False), *dates("feast", "2026-05-01", "2026-05-02", observed=True)],
            [("05-01 05-02", "")],
        ),
    ],
)
def test_which_dates_are_one_occurrence(told: list[HolidayDate], expected: list[tuple[str, str]]) -> None:
    """Its days off, and its own dates that are none."""
    found = [
        tuple(" ".join(f"{day:%m-%d}" for day in each) for each in (event.dates, event.moved))
        for event in occurrences(told[::-1])
    ]
    assert sorted(found) == expected
    assert {event.id for event in occurrences(told)} == {"feast"}


def test_a_holiday_may_come_twice_a_year() -> None:
    told = calendar("TR").events(date(2033, 1, 1), date(2033, 12, 31), ["eid-al-fitr"])
    assert [event.dates[0].month for event in told] == [1, 12]


def test_events_are_of_the_majors_if_they_are_declared_else_of_all_holidays() -> None:
    assert [each.id for each in calendar(majors=["labor-day", "christmas"]).events(*YEAR)] == ["labor-day", "christmas"]
    assert len(calendar().events(*YEAR)) == 11
    assert calendar(majors=[]).events(*YEAR) == ()


def test_a_day_off_that_was_moved_is_a_holiday_where_it_went_only() -> None:
    colombia = calendar("CO")
    (event,) = colombia.events(*YEAR, ["epiphany"])
    assert (event.dates, event.moved) == (days("2026-01-12"), days("2026-01-06"))
    assert colombia.is_working_day(date(2026, 1, 6), MON_FRI)
    assert not colombia.is_holiday(date(2026, 1, 6))
    assert not colombia.is_working_day(date(2026, 1, 12), MON_FRI)


def test_a_holiday_whose_day_off_lapses_keeps_its_date_and_is_no_day_off() -> None:
    spain = calendar("ES")
    assert spain.date_of("labor-day", year=2022) == days("2022-05-01")
    assert not spain.is_holiday(date(2022, 5, 1))


def test_days_named_otherwise_that_stand_for_a_holiday_belong_to_it() -> None:
    assert calendar("JP").date_of("constitution-day", year=2026) == days("2026-05-03", "2026-05-06")
    assert calendar("KR").date_of("chuseok", year=2025) == days("2025-10-06", "2025-10-08")
    (event,) = calendar("ES-MD").events(*YEAR, ["all-saints-day"])
    assert (event.dates, event.moved) == (days("2026-11-02"), days("2026-11-01"))


def test_events_have_one_order() -> None:
    told = calendar().events(*YEAR, ["christmas", "thanksgiving", "christmas", "new-year"])
    assert [each.id for each in told] == ["new-year", "thanksgiving", "christmas"]


@pytest.mark.parametrize(
    ("day", "season"), [("2025-06-30", 2024), ("2025-07-01", 2025), ("2025-12-25", 2025), ("2026-01-01", 2025)]
)
def test_a_season_runs_from_july_to_june(day: str, season: int) -> None:
    assert season_of(date.fromisoformat(day)) == season


def test_an_occurrence_is_named_by_season_or_by_year() -> None:
    us = calendar()
    assert us.date_of("christmas", season=2025) == days("2025-12-25")
    assert us.date_of("new-year", season=2025) == days("2026-01-01")
    said = r"^a holiday has dates in a season or in a year: neither is given$"
    with pytest.raises(ValueError, match=said):
        us.date_of("christmas")


# ---- ids


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("New Year's Day", "new-years-day"),
        ("Martin Luther King Jr. Day", "martin-luther-king-jr-day"),
        ("Åland's Autonomy Day", "alands-autonomy-day"),
        ("Indigenous Peoples' Day / Columbus Day", "indigenous-peoples-day-columbus-day"),
        ("Chinese New Year (Second Day)", "chinese-new-year-second-day"),
    ],
)
def test_ids_are_names_in_kebab_case(name: str, expected: str) -> None:
    assert holiday_id(name) == expected


@pytest.mark.parametrize(
    ("region", "written", "prints"),
    [
        ("US", "christmas-day", "christmas"),
        ("US", "christmas", "christmas"),
        ("US", "thanksgiving-day", "thanksgiving"),
        ("US", "washingtons-birthday", "presidents-day"),
        ("US-AL", "mlk-day", "martin-luther-king-jr-robert-e-lees-birthday"),
        ("US-CA", "presidents-day", "presidents-day"),
        ("IN", "christmas-day", "christmas"),
        ("IN", "deepavali", "diwali"),
        ("DE-BY", "boxing-day", "second-day-of-christmas"),
        ("IE", "boxing-day", "saint-stephens-day"),
        ("FR", "whit-monday", "pentecost-monday"),
        ("NZ", "labor-day", "labour-day"),
        ("CA-ON", "thanksgiving", "thanksgiving"),
        ("GB-ENG", "august-bank-holiday", "late-summer-bank-holiday"),
        ("BR", "new-year", "universal-fraternization-day"),
        ("US", "christmas-eve", "christmas-eve"),
        ("US", "labor-thanksgiving-day", None),
        ("JP", "thanksgiving", None),
        ("US", "easter-monday", None),
    ],
)
def test_what_an_id_stands_for(region: str, written: str, prints: str | None) -> None:
    assert calendar(region).resolve(written) == prints


def test_without_a_region_five_holidays_and_custom_days_have_dates() -> None:
    nowhere = calendar(None, custom=[CustomDay("company-day", date(2026, 5, 15), "Company day", HERE)])
    dated = ["christmas", "christmas-eve", "boxing-day", "new-year", "new-years-eve", "company-day", "christmas-day"]
    assert [each for each in [*dated, "thanksgiving"] if nowhere.dated(each)] == dated
    assert nowhere.resolve("thanksgiving") == "thanksgiving"
    assert nowhere.date_of("thanksgiving", year=2026) == ()
    assert nowhere.date_of("boxing-day", season=2025) == days("2025-12-26")
    assert [each.id for each in nowhere.holidays(*YEAR)] == ["company-day"]


def test_an_unknown_region_is_like_none() -> None:
    lost = calendar("UK")
    assert not lost.knows()
    assert lost.date_of("christmas", year=2026) == days("2026-12-25")
    assert not lost.dated("easter-monday")


def test_christmas_is_where_the_region_has_it() -> None:
    assert calendar("RU").date_of("christmas", year=2026) == days("2026-01-07")
    assert calendar("JP").date_of("christmas", year=2026) == days("2026-12-25")


def test_a_holiday_of_a_members_region_may_be_named() -> None:
    mixed = calendar("US", ["diwali", "thanksgiving"], others=["IN", "GB-ENG"])
    assert mixed.majors == ("diwali", "thanksgiving")
    assert mixed.date_of("diwali", year=2026) == days("2026-11-08")
    assert mixed.date_of("boxing-day", year=2026) == days("2026-12-26", "2026-12-28")
    assert calendar("US").resolve("diwali") is None


def test_a_team_without_a_region_cannot_tell_a_slip_from_a_holiday_by_its_members_regions() -> None:
    nowhere = calendar(None, others=["IN"])
    assert nowhere.resolve("thanksgiving") == "thanksgiving"
    assert (nowhere.dated("thanksgiving"), nowhere.dated("diwali")) == (False, True)


def test_a_custom_day_may_give_a_day_off_that_the_region_moved() -> None:
    colombia = calendar("CO", custom=[CustomDay("epiphany", date(2026, 1, 6), "Epiphany", HERE)])
    assert not colombia.is_working_day(date(2026, 1, 6), MON_FRI)
    assert colombia.date_of("epiphany", year=2026) == days("2026-01-06", "2026-01-12")


def test_majors_are_marked_also_under_the_name_they_have_elsewhere() -> None:
    gb = calendar("GB-ENG", ["boxing-day"])
    assert [each.date for each in gb.holidays(*YEAR) if each.major] == list(days("2026-12-26", "2026-12-28"))
    assert [each.id for each in gb.holidays(*YEAR, "DE-BY") if each.major] == ["second-day-of-christmas"]
    assert [each.dates for each in gb.events(*YEAR, region="DE-BY")] == [days("2026-12-26")]
    bavaria = calendar("DE-BY", ["boxing-day"])
    assert bavaria.majors == ("second-day-of-christmas",)
    assert [each.id for each in bavaria.holidays(*YEAR, "GB-ENG") if each.major] == ["boxing-day", "boxing-day"]
    assert [each.dates for each in bavaria.events(*YEAR, region="GB-ENG")] == [days("2026-12-26", "2026-12-28")]
    assert [each.dates for each in bavaria.events(*YEAR, region="IE")] == [days("2026-12-26")]


def test_a_major_that_is_no_public_holiday_is_a_holiday_and_a_working_day() -> None:
    us = calendar("US", ["christmas-eve"])
    assert us.is_holiday(date(2026, 12, 24))
    assert us.is_working_day(date(2026, 12, 24), MON_FRI)
    assert not calendar("US").is_holiday(date(2026, 12, 24))


def test_unknown_majors_are_left_out_and_undeclared_ones_are_not_an_empty_list() -> None:
    assert calendar("US", ["xmas", "christmas-day", "christmas"]).majors == ("christmas",)
    assert calendar("US", []).majors == ()
    assert calendar("US").majors is None


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("xmas", "christmas"),
        ("Xmas_Eve", "christmas-eve"),
        ("july-4th", "independence-day"),
        ("thanks-giving", "thanksgiving"),
        ("memorial", "memorial-day"),
        ("chrismas", "christmas"),
        ("xyzzy", None),
    ],
)
def test_a_slip_is_recognised(written: str, first: str | None) -> None:
    assert next(iter(calendar().suggestions(written)), None) == first


def test_an_id_of_the_library_is_understood_where_no_region_is_told() -> None:
    nowhere = calendar(None)
    assert nowhere.date_of("christmas-day", year=2026) == nowhere.date_of("christmas", year=2026) == days("2026-12-25")


def test_what_a_region_has_in_other_years_has_no_everyday_date_in_this() -> None:
    told = team_calendar("XX", Few(HolidayDate("boxing-day", date(2026, 12, 26))), majors=["boxing-day", "christmas"])
    assert [told.date_of("boxing-day", year=year) for year in (2026, 2027)] == [days("2026-12-26"), ()]
    assert [each.id for each in told.holidays(date(2027, 1, 1), date(2027, 12, 31))] == ["christmas"]
    assert told.date_of("christmas", year=2027) == days("2027-12-25")


def test_a_custom_day_is_known_by_its_id_and_told_once() -> None:
    us = calendar(custom=[CustomDay("company-day", date(2026, 5, 15), "Company day", HERE)])
    assert (us.resolve("company-day"), us.resolve("company-night")) == ("company-day", None)
    told = us.holidays(date(2024, 1, 1), date(2028, 12, 31))
    assert [each.date for each in told if each.id == "company-day"] == [date(2026, 5, 15)]


def test_a_calendar_says_whose_it_is_and_where_its_dates_are_from() -> None:
    few = Few()
    assert repr(team_calendar("XX", few)) == "TeamCalendar('XX', 'told 1')"
    assert team_calendar("XX", few).calendars is few


def test_any_source_of_holidays_will_do() -> None:
    told = team_calendar("XX", Few(HolidayDate("fools-day", date(2026, 4, 1))))
    assert told.version == "told 1"
    assert [each.id for each in told.holidays(*YEAR)] == ["fools-day"]
    assert told.resolve("thanksgiving") is None
