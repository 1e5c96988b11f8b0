"""What a team adds to its region's calendar: custom days, seasons, and the working days that are left."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest

from pipecheck.files.calendars import HolidayTables
from pipecheck.model.calendar import HolidayDate, TeamCalendar, team_calendar
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


def test_a_season_lasts_from_the_first_date_of_a_holiday_to_the_last_of_another() -> None:
    feast = SeasonEnd(holiday="chinese-new-year")
    singapore = calendar("SG", seasons=[season(feast, feast)])
    assert singapore.date_of("break", year=2026) == days("2026-02-17", "2026-02-18")
    shifted = calendar(seasons=[season(SeasonEnd(MonthDay(5, 1), offset=1), SeasonEnd(MonthDay(5, 4), offset=-1))])
    assert shifted.date_of("break", year=2026) == days("2026-05-02", "2026-05-03")


def test_a_season_may_be_one_day() -> None:
    assert calendar(seasons=[season(day(5, 1), day(5, 1))]).date_of("break", year=2026) == days("2026-05-01")
    last = calendar(seasons=[season(day(5, 1), day(5, 2))])
    assert last.date_of("break", year=9999) == days("9999-05-01", "9999-05-02")


def test_a_season_is_dated_if_both_of_its_ends_are() -> None:
    christmas, easter = SeasonEnd(holiday="christmas"), SeasonEnd(holiday="easter-monday")
    ends = {"days": (day(5, 1), day(5, 2)), "one": (christmas, day(12, 31)), "both": (christmas, christmas)}
    ends |= {"none": (easter, day(5, 1)), "last": (day(1, 1), easter)}
    dated = {name: calendar(None, seasons=[season(*told)]) for name, told in ends.items()}
    assert [name for name, each in dated.items() if each.dated("break")] == ["days", "one", "both"]
    assert [name for name, each in dated.items() if each.date_of("break", year=2026)] == ["days", "one", "both"]
    assert dated["last"].dated("break") is False


def test_a_season_that_hangs_on_an_undated_holiday_is_undated() -> None:
    nowhere = calendar(None, seasons=[season(SeasonEnd(holiday="thanksgiving"), day(1, 2))])
    assert nowhere.resolve("break") == "break"
    assert not nowhere.dated("break")
    assert nowhere.date_of("break", year=2026) == ()


def test_a_season_that_hangs_on_a_season_is_undated() -> None:
    us = calendar(seasons=[season(SeasonEnd(holiday="break"), day(1, 2))])
    assert not us.dated("break")
    assert us.date_of("break", year=2026) == ()


def test_a_season_called_as_a_holiday_is_a_season_where_another_hangs_on_it() -> None:
    feast = Season("christmas", day(12, 20), day(12, 30), "", HERE)
    us = calendar(seasons=[feast, season(SeasonEnd(holiday="christmas"), day(12, 31))])
    assert len(us.date_of("christmas", year=2026)) == 11
    assert (us.dated("break"), us.date_of("break", year=2026)) == (False, ())


def test_custom_days_and_majors_stand_among_the_holidays_by_date_and_id() -> None:
    custom = [CustomDay(name, date(2026, 12, number), "", HERE) for name, number in (("b", 24), ("a", 24), ("c", 1))]
    told = calendar("US", ["christmas-eve"], custom=custom).holidays(date(2026, 11, 27), date(2026, 12, 31))
    assert [each.id for each in told] == ["c", "a", "b", "christmas-eve", "christmas"]


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


def test_a_working_day_is_the_next_and_not_the_one_after() -> None:
    us = calendar()
    monday, tuesday = date(2026, 1, 12), date(2026, 1, 13)
    assert (us.add_working_days(monday, 1, MON_FRI), us.add_working_days(tuesday, -1, MON_FRI)) == (tuesday, monday)
    assert us.add_working_days(monday, 5, MON_FRI) == date(2026, 1, 20)
    assert us.add_working_days(date(9999, 12, 30), 2, MON_FRI) is us.add_working_days(date.min, -1, MON_FRI) is None


class Idle:
    """A region in which nobody works for so many days from 2 January 2026 on."""

    version = "told 1"
    years = range(2026, 2027)

    def __init__(self, count: int) -> None:
        self.off = [date(2026, 1, 2) + timedelta(days=number) for number in range(count)]

    def table(self, region: str, year: int) -> Sequence[HolidayDate]:
        return [HolidayDate("strike", each) for each in self.off if each.year == year]

    def working_weekends(self, region: str, year: int) -> Sequence[date]:
        return ()

    def regions(self) -> Sequence[str]:
        return ("XX",)

    def names(self) -> Mapping[str, str]:
        return {}


@pytest.mark.parametrize(("count", "expected"), [(366, date(2027, 1, 3)), (367, None)])
def test_after_a_whole_year_of_days_off_nobody_is_waited_for(count: int, expected: date | None) -> None:
    told = team_calendar("XX", Idle(count))
    assert told.add_working_days(date(2026, 1, 1), 1, frozenset(range(7))) == expected


def test_the_last_working_day_of_a_month_by_its_number() -> None:
    us = calendar()
    assert us.working_day_of_month(2026, 5, 20, MON_FRI) == us.working_day_of_month(2026, 5, 0, MON_FRI)
    assert us.working_day_of_month(2026, 5, 21, MON_FRI) is None


def test_holidays_are_told_up_to_the_last_day_there_is() -> None:
    us = calendar("US", ["christmas-eve"])
    assert [each.id for each in us.holidays(date(9999, 12, 1), date.max)] == ["christmas-eve"]


def test_a_weekend_worked_for_a_bridge_day_is_a_working_day() -> None:
    china = calendar("CN")
    assert china.is_working_day(date(2026, 2, 14), MON_FRI)
    assert not china.is_working_day(date(2026, 2, 20), MON_FRI)
    assert not china.is_working_day(date(2026, 2, 15), MON_FRI)
    assert not calendar().is_working_day(date(2026, 2, 14), MON_FRI)
