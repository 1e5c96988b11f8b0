"""Which days are what: holidays on Mondays, deadlines on days off, feasts that move, the last week of a month."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from pipecheck.model.calendar import IsoWeek, TeamCalendar, holiday_id, iso_week, team_calendar
from pipecheck.model.resolve.hours import Days
from pipecheck.model.resolve.turns import add_months
from pipecheck.model.value import Deadline, Window
from pipecheck.model.views import Views
from pipecheck.rules.deadlines import falls_on
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, at, team

MON_FRI = frozenset(range(5))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def calendar(region: str) -> TeamCalendar:
    return team_calendar(region, CALENDARS)


def days_off(region: str, year: int = 2026) -> set[date]:
    return {entry.date for entry in calendar(region).holidays(date(year, 1, 1), date(year, 12, 31))}


def of(region: str, holiday: str, year: int) -> date:
    return min(calendar(region).date_of(holiday, year=year))


def every_day(year: int = 2026) -> Iterator[date]:
    return (date(year, 1, 1) + timedelta(days=number) for number in range(365))


# ---- handoffs and deadlines on days off


@pytest.mark.parametrize(("region", "year", "count"), [("US", 2026, 5), ("US", 2027, 6), ("GB-ENG", 2026, 5)])
def test_how_many_mondays_are_holidays(region: str, year: int, count: int) -> None:
    assert sum(day.weekday() == 0 for day in days_off(region, year)) == count


def test_the_monday_holidays_of_the_us() -> None:
    mondays = {entry.id for entry in calendar("US").holidays(*YEAR) if entry.date.weekday() == 0}
    assert mondays == {"mlk-day", "presidents-day", "memorial-day", "labor-day", "columbus-day"}


def test_the_25th_is_no_working_day_in_half_of_the_months() -> None:
    view = Views(team(), CALENDARS, ZONES, AS_OF).view()
    days = list(falls_on(Deadline(at("by"), day_of_month=25), *YEAR, view))
    missed = [day for day in days if not calendar("US").is_working_day(day, MON_FRI)]
    assert len(days) == 12
    assert [f"{day:%a %m-%d}" for day in missed] == [
        "Sun 01-25", "Sat 04-25", "Mon 05-25", "Sat 07-25", "Sun 10-25", "Fri 12-25",
    ]  # fmt: skip


def test_the_first_of_a_month_is_a_day_off_five_times() -> None:
    firsts = [date(2026, month, 1) for month in range(1, 13)]
    assert sum(not calendar("US").is_working_day(day, MON_FRI) for day in firsts) == 5
    assert all(date(year, 1, 1) in days_off("US", year) for year in range(2024, 2034))


@pytest.mark.parametrize(("month", "day", "without"), [(1, 6, 5), (7, 6, 3)])
def test_the_third_business_day_needs_a_calendar(month: int, day: int, without: int) -> None:
    nowhere = team_calendar(None, CALENDARS)
    assert calendar("US").working_day_of_month(2026, month, 3, MON_FRI) == date(2026, month, day)
    assert nowhere.working_day_of_month(2026, month, 3, MON_FRI) == date(2026, month, without)


# ---- regions


def test_how_many_holidays_two_regions_share() -> None:
    assert days_off("US") & days_off("IN") == {date(2026, 12, 25)}
    assert len(days_off("US") & days_off("GB-ENG")) == 3
    assert date(2026, 12, 25) in days_off("US") & days_off("GB-ENG") & days_off("DE") & days_off("IN")


@pytest.mark.parametrize(
    ("region", "count"), [("GB", 7), ("GB-ENG", 9), ("CH", 4), ("CH-ZH", 9), ("AU", 7), ("AU-NSW", 13), ("US", 12)]
)
def test_a_country_alone_may_say_too_little(region: str, count: int) -> None:
    assert len(days_off(region)) == count


def test_a_holiday_may_be_observed_on_another_day_or_in_another_year() -> None:
    assert {date(2026, 7, 3), date(2026, 7, 4)} <= days_off("US")
    assert calendar("US").date_of("new-year", year=2022) == (date(2021, 12, 31), date(2022, 1, 1))
    assert calendar("US").date_of("new-year", year=2028) == (date(2027, 12, 31), date(2028, 1, 1))


def test_weekends_worked_for_bridge_days_are_known_for_announced_years() -> None:
    china = calendar("CN")
    worked = [[day for day in every_day(year) if day.weekday() > 4 and china.is_working_day(day, MON_FRI)]
              for year in (2026, 2027)]  # fmt: skip
    assert {date(2026, 2, 14), date(2026, 2, 28)} <= set(worked[0])
    assert worked[1] == []


def test_one_day_in_one_country_only_once() -> None:
    assert date(2026, 6, 15) in days_off("GB-SCT")
    assert date(2026, 6, 15) not in days_off("GB-ENG")


def test_dates_by_the_moon_are_estimates() -> None:
    def estimated(region: str, year: int) -> bool:
        found = calendar(region).holidays(date(year, 1, 1), date(year, 12, 31))
        return any(entry.estimated for entry in found)

    assert [estimated("AE", year) for year in (2026, 2027)] == [False, True]


def test_thanksgiving_is_not_every_thanksgiving() -> None:
    japan = calendar("JP")
    assert japan.resolve("thanksgiving") is None
    assert japan.date_of(holiday_id("Labor Thanksgiving Day"), year=2026) == (date(2026, 11, 23),)


# ---- feasts that move


def test_thanksgiving_lies_between_the_22nd_and_the_28th() -> None:
    days = {of("US", "thanksgiving", year).day for year in range(2024, 2034)}
    assert min(days) >= 22
    assert max(days) <= 28


def test_thanksgiving_and_christmas_are_four_mondays_apart_in_eight_years_of_ten() -> None:
    def apart(year: int) -> int:
        christmas, thanksgiving = date(year, 12, 25), of("US", "thanksgiving", year)
        return (iso_week(christmas).monday - iso_week(thanksgiving).monday).days // 7

    weeks = {year: apart(year) for year in range(2024, 2034)}
    assert {year for year, count in weeks.items() if count != 4} == {2028, 2029}
    assert weeks[2028] == weeks[2029] == 5


def test_two_easters() -> None:
    west = {year: of("DE", "easter-monday", year) - timedelta(days=1) for year in range(2025, 2033)}
    east = {year: of("GR", "easter-monday", year) - timedelta(days=1) for year in range(2025, 2033)}
    assert (west[2026], east[2026]) == (date(2026, 4, 5), date(2026, 4, 12))
    assert (west[2027], east[2027]) == (date(2027, 3, 28), date(2027, 5, 2))
    assert [year for year in west if west[year] == east[year]] == [2025, 2028, 2031]


def test_a_feast_may_come_twice_a_year() -> None:
    turkey = calendar("TR").holidays(date(2033, 1, 1), date(2033, 12, 31))
    assert len({entry.date.month for entry in turkey if entry.id == "eid-al-fitr"}) == 2


# ---- weeks and months


def last_weeks(month: int) -> tuple[bool, bool, bool]:
    """Whether the last seven days, the ISO week of the last day, and the last whole week hold the 25th of a month."""
    end = date(2026, month, monthrange(2026, month)[1])
    wanted = date(2026, month, 25)
    days = Days(team(), calendar("US"))
    monday = iso_week(end).monday
    whole = monday if end.weekday() == 6 else monday - timedelta(weeks=1)
    return (
        days.has(Window(at("hours"), ("last-7-of-month",)), wanted),
        iso_week(wanted) == iso_week(end),
        whole <= wanted < whole + timedelta(weeks=1),
    )


def test_the_last_week_of_a_month_has_three_readings() -> None:
    readings = {month: last_weeks(month) for month in range(1, 13)}
    assert all(first for first, _, _ in readings.values())
    assert [month for month, (_, second, _) in readings.items() if second] == [2, 5]
    assert [month for month, (_, _, third) in readings.items() if not third] == [2]


def test_one_week_a_month_fails_in_months_of_five_mondays() -> None:
    mondays = [IsoWeek(2026, week).monday for week in range(2, 54)]
    months = [day.month for day in mondays if day.year == 2026]
    assert [month for month in range(1, 13) if months.count(month) == 5] == [3, 6, 8, 11]


def test_a_month_after_the_31st_is_the_last_of_the_next() -> None:
    assert add_months(datetime(2026, 1, 31), 1).date() == date(2026, 2, 28)  # noqa: DTZ001


def test_a_quarter_before_has_three_readings() -> None:
    first = datetime(2027, 1, 4)  # noqa: DTZ001
    assert add_months(first, -3).date() == date(2026, 10, 4)
    assert (first - timedelta(weeks=13)).date() == date(2026, 10, 5)
    assert (first - timedelta(days=90)).date() == date(2026, 10, 6)
