"""What a team adds to its region's calendar: custom days, seasons, and the working days that are left."""

from collections.abc import Sequence
from datetime import date

from pipecheck.files.calendars import HolidayTables
from pipecheck.model.calendar import TeamCalendar, team_calendar
from pipecheck.model.value import CustomDay, MonthDay, Season, SeasonEnd
from pipecheck.source.place import Place

CALENDARS = HolidayTables()
HERE = Place("teams/sample.yaml")
MON_FRI = frozenset(range(5))


def calendar(region: str | None = "US", majors: Sequence[str] | None = None, **more: object) -> TeamCalendar:
    return team_calendar(region, CALENDARS, majors=majors, **more)  # type: ignore[arg-type]


def days(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def season(first: SeasonEnd, last: SeasonEnd) -> Season:
    return Season("break", first, last, "", HERE)


def day(month: int, number: int) -> SeasonEnd:
    return SeasonEnd(MonthDay(month, number))


def test_a_season_may_cross_the_turn_of_the_year() -> None:
    us = calendar(seasons=[season(day(12, 23), day(1, 2))])
    (event,) = us.events(date(2026, 1, 1), date(2026, 1, 1), ["break"])
    assert (event.dates[0], event.dates[-1], len(event.dates)) == (date(2025, 12, 23), date(2026, 1, 2), 11)
    assert (event.year, event.season) == (2025, 2025)


def test_the_ends_of_a_season_may_be_holidays() -> None:
    after = calendar(seasons=[season(SeasonEnd(holiday="thanksgiving"), SeasonEnd(holiday="thanksgiving", offset=1))])
    assert after.date_of("break", year=2026) == days("2026-11-26", "2026-11-27")
    over = calendar(seasons=[season(SeasonEnd(holiday="christmas", offset=-1), SeasonEnd(holiday="new-year"))])
    told = over.date_of("break", season=2027)
    assert (told[0], told[-1]) == (date(2027, 12, 24), date(2028, 1, 1))


def test_a_season_that_hangs_on_an_undated_holiday_is_undated() -> None:
    nowhere = calendar(None, seasons=[season(SeasonEnd(holiday="thanksgiving"), day(1, 2))])
    assert nowhere.resolve("break") == "break"
    assert not nowhere.dated("break")
    assert nowhere.date_of("break", year=2026) == ()


def test_a_season_that_hangs_on_a_season_is_undated() -> None:
    us = calendar(seasons=[season(SeasonEnd(holiday="break"), day(1, 2))])
    assert not us.dated("break")
    assert us.date_of("break", year=2026) == ()


def test_the_ends_of_time_are_no_trouble() -> None:
    nowhere = calendar(None, majors=["christmas"], seasons=[season(day(12, 23), day(1, 2))])
    last = [each.dates for each in nowhere.events(date(9998, 12, 26), date.max)]
    assert last == [days("9999-12-25")]
    assert nowhere.events(date.min, date(1, 6, 1), ["new-year"])[0].dates == days("0001-01-01")
    assert nowhere.date_of("christmas", season=9999) == days("9999-12-25")
    assert nowhere.date_of("break", season=9999) == ()
    assert calendar().events(date(9998, 12, 24), date.max) == calendar().events(date.min, date(1, 12, 31)) == ()


def test_the_29th_of_february_is_the_28th_in_other_years() -> None:
    us = calendar(seasons=[season(day(2, 29), day(3, 1))])
    assert us.date_of("break", year=2026) == days("2026-02-28", "2026-03-01")
    assert us.date_of("break", year=2028) == days("2028-02-29", "2028-03-01")


def test_a_custom_day_is_a_day_off_wherever_a_member_lives() -> None:
    us = calendar(custom=[CustomDay("company-day", date(2026, 5, 15), "Company day", HERE)])
    assert us.is_holiday(date(2026, 5, 15), "DE-BY")
    assert not us.is_working_day(date(2026, 5, 15), MON_FRI)
    assert us.date_of("company-day", year=2026) == days("2026-05-15")
    assert us.date_of("company-day", year=2027) == ()


# ---- working days


def test_working_days_of_a_month() -> None:
    us = calendar()
    assert us.working_day_of_month(2026, 1, 1, MON_FRI) == date(2026, 1, 2)
    assert us.working_day_of_month(2026, 5, 0, MON_FRI) == date(2026, 5, 29)
    assert us.working_day_of_month(2026, 12, 0, MON_FRI) == date(2026, 12, 31)
    assert us.working_day_of_month(2026, 2, 20, MON_FRI) is None
    assert us.working_day_of_month(2026, 2, 0, frozenset()) is None


def test_counting_working_days_skips_weekends_and_holidays() -> None:
    us = calendar()
    assert us.add_working_days(date(2026, 7, 2), 1, MON_FRI) == date(2026, 7, 6)
    assert us.add_working_days(date(2026, 7, 6), -1, MON_FRI) == date(2026, 7, 2)
    assert us.add_working_days(date(2026, 7, 4), 0, MON_FRI) == date(2026, 7, 4)
    assert us.add_working_days(date(2026, 1, 1), 1, frozenset()) is None


def test_a_weekend_worked_for_a_bridge_day_is_a_working_day() -> None:
    china = calendar("CN")
    assert china.is_working_day(date(2026, 2, 14), MON_FRI)
    assert not china.is_working_day(date(2026, 2, 20), MON_FRI)
    assert not china.is_working_day(date(2026, 2, 15), MON_FRI)
    assert not calendar().is_working_day(date(2026, 2, 14), MON_FRI)
