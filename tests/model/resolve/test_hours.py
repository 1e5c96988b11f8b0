"""Hours narrow who holds a column to when it is served."""

from datetime import date

import pytest

from pipecheck.model.intervals import Intervals
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.hours import Days, conditional, needs_holidays, opened, span_of_day
from pipecheck.model.value import Hours, MonthDay, Season, SeasonEnd, Window
from tests.model.resolve.make import (
    ZONES,
    at,
    calendar_of,
    column,
    handoff,
    line,
    rota,
    schedule,
    team,
    told,
    utc,
    window,
)

JANUARY = date(2026, 1, 5)
WEEK = (JANUARY, date(2026, 1, 11))
OFFICE = (window("mon tue wed thu fri", 8, 18),)


def test_business_hours_are_half_open_and_local() -> None:
    made = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=OFFICE)
    resolved = schedule(team(made, period=WEEK))
    assert told(resolved.segments())[0] == "01-05 13:00..01-05 23:00 primary alice"
    assert len(resolved.segments()) == 5
    assert told(resolved.stretches()) == ["01-05 05:00..01-12 05:00 primary alice"]


def test_a_window_may_cross_midnight_and_belongs_to_the_day_it_begins_on() -> None:
    made = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(window("fri", 19, 7),))
    assert told(schedule(team(made, period=WEEK)).segments()) == ["01-10 00:00..01-10 12:00 primary alice"]


def test_a_window_that_ends_when_it_begins_is_a_whole_day() -> None:
    made = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(window("fri", 9, 9),))
    assert told(schedule(team(made, period=WEEK)).segments()) == ["01-09 14:00..01-10 14:00 primary alice"]


def test_a_window_to_24_joins_the_next_day() -> None:
    made = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(window("sat", 12, 24), window("sun", 0, 12)))
    assert told(schedule(team(made, period=WEEK)).segments()) == ["01-10 17:00..01-11 17:00 primary alice"]


def test_a_column_has_hours_of_its_own_and_a_window_a_zone_of_its_own() -> None:
    berlin = (window("mon", 8, 10, timezone="Europe/Berlin"),)
    made = rota(roles={"primary": ["alice"], "secondary": column("secondary", ["bob"], hours=berlin)}, start=JANUARY)
    resolved = schedule(team(made, period=(JANUARY, JANUARY)))
    assert told(resolved.segments()) == [
        "01-05 05:00..01-06 05:00 primary alice",
        "01-05 07:00..01-05 09:00 secondary bob",
    ]


def test_workdays_and_off_days_divide_the_week_between_them() -> None:
    """19 January 2026 is a holiday in the US."""
    roles = {
        "weekdays": column("weekdays", ["alice"], role="primary", hours=(window("workdays"),)),
        "weekends": column("weekends", ["bob"], role="primary", hours=(window("off-days"),)),
    }
    resolved = schedule(
        team(rota(turn="3w", roles=roles, start=JANUARY), period=(date(2026, 1, 16), date(2026, 1, 21)))
    )
    assert told(resolved.segments()) == [
        "01-16 05:00..01-17 05:00 weekdays alice",
        "01-17 05:00..01-20 05:00 weekends bob",
        "01-20 05:00..01-22 05:00 weekdays alice",
    ]


def test_holidays_and_the_last_seven_days_of_a_month_are_days_too() -> None:
    holidays = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(window("holidays", 9, 15),))
    assert told(schedule(team(holidays, period=(JANUARY, date(2026, 2, 1)))).segments()) == [
        "01-19 14:00..01-19 20:00 primary alice"
    ]
    last = rota(roles={"primary": ["alice"]}, start=date(2026, 1, 26), hours=(window("last-7-of-month"),))
    resolved = schedule(team(last, period=(date(2026, 2, 1), date(2026, 3, 1))))
    assert resolved.hours("weekly", "primary") == ((utc("2026-02-22T05:00"), utc("2026-03-01T05:00")),)


def test_without_a_region_working_days_are_a_guess_and_the_schedule_says_so() -> None:
    made = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(window("workdays"),))
    assert schedule(team(made, period=WEEK)).estimated is None
    estimated = schedule(team(made, period=WEEK, region=None)).estimated
    assert estimated is not None
    assert estimated.route == ("calendar", "region")


def test_a_window_under_a_condition_is_not_promised() -> None:
    made = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(*OFFICE, window("sat", when="if asked")))
    assert len(schedule(team(made, period=WEEK)).segments()) == 5


def test_windows_keep_local_time_when_the_clocks_change() -> None:
    made = rota(roles={"primary": ["alice"]}, start=date(2026, 3, 2), hours=(window("sat sun", 1, 5),))
    resolved = schedule(team(made, period=(date(2026, 3, 2), date(2026, 3, 8))))
    assert told(resolved.segments()) == [
        "03-07 06:00..03-07 10:00 primary alice",
        "03-08 06:00..03-08 09:00 primary alice",
    ]


def test_who_is_named_for_a_holiday_answers_all_of_it_where_the_column_is_not_served_that_day() -> None:
    made = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(window("workdays", 8, 18),), handoff=handoff(0))
    given = line("mlk-day", {"primary": "bob"}, year=2026)
    resolved = schedule(team(made, holidays=(given,), period=(date(2026, 1, 19), date(2026, 1, 20))))
    assert told(resolved.segments()) == [
        "01-19 05:00..01-20 05:00 primary bob",
        "01-20 13:00..01-20 23:00 primary alice",
    ]


def test_naming_nobody_opens_no_hours() -> None:
    made = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(window("workdays", 8, 18),), handoff=handoff(0))
    nobody = line("mlk-day", {"primary": None}, year=2026)
    resolved = schedule(team(made, holidays=(nobody,), period=(date(2026, 1, 19), date(2026, 1, 20))))
    assert told(resolved.segments()) == ["01-20 13:00..01-20 23:00 primary alice"]


# ---- which days a window means

YEAR_END = Season("year-end", SeasonEnd(MonthDay(12, 23)), SeasonEnd(MonthDay(1, 2)), "Year end", at("seasons"))
CLOCK = Clock(zone_of("America/New_York", ZONES), 9 * 60)


def days() -> Days:
    made = team(fields={"seasons": (YEAR_END,), "working_days": frozenset(range(1, 5))})
    return Days(made, calendar_of(made))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", [14, 15, 16, 17, 18, 19, 20, 21, 22]),
        ("mon", [19]),
        ("tue", [20]),
        ("wed", [14, 21]),
        ("thu", [15, 22]),
        ("fri", [16]),
        ("sat", [17]),
        ("sun", [18]),
        ("sat tue", [17, 20]),
        ("workdays", [14, 15, 16, 20, 21, 22]),
        ("off-days", [17, 18, 19]),
        ("holidays", [19]),
        ("mlk-day", [19]),
        ("mlk-day wed", [14, 19, 21]),
    ],
)
def test_the_days_that_words_mean_in_the_middle_of_january(words: str, expected: list[int]) -> None:
    """People here work from Tuesday to Friday; Monday the 19th is a holiday."""
    known = days()
    for _ in range(2):
        assert [day for day in range(14, 23) if known.has(window(words), date(2026, 1, day))] == expected


def test_a_monday_that_nobody_works_is_an_off_day_though_no_holiday() -> None:
    known, monday = days(), date(2026, 1, 12)
    assert [word for word in ("workdays", "off-days", "holidays") if known.has(window(word), monday)] == ["off-days"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("last-7-of-month", ["2026-12-25", "2026-12-31", "2027-01-25"]),
        ("year-end", ["2026-12-23", "2026-12-25", "2026-12-31", "2027-01-01", "2027-01-02"]),
        ("new-year", ["2027-01-01"]),
        ("christmas", ["2026-12-25"]),
    ],
)
def test_the_last_days_of_a_month_seasons_and_holidays_are_days(word: str, expected: list[str]) -> None:
    known = days()
    dates = [date(2026, 12, day) for day in (22, 23, 24, 25, 31)] + [date(2027, 1, day) for day in (1, 2, 3, 24, 25)]
    assert [f"{day}" for day in dates if known.has(window(word), day) and day != date(2026, 12, 24)] == expected


def test_what_cannot_be_told_without_knowing_the_holidays() -> None:
    needing = [word for word in ("mon", "workdays", "off-days", "holidays", "christmas") if needs_holidays(_on(word))]
    assert needing == ["workdays", "off-days", "holidays"]
    assert needs_holidays((*_on("mon"), *_on("sat workdays")))
    assert not needs_holidays(())


def _on(words: str) -> Hours:
    return (window(words),)


# ---- from when to when it is open


def open_from(hours: Hours, low: str, high: str) -> list[str]:
    return _said(opened(hours, CLOCK, ZONES, days(), utc(low), utc(high)))


def _said(stretches: Intervals) -> list[str]:
    return [f"{start:%m-%d %H:%M}..{end:%m-%d %H:%M}" for start, end in stretches]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("2026-01-07T12:00", "2026-01-08T12:00", ["01-07 13:00..01-07 23:00"]),
        ("2026-01-07T13:00", "2026-01-07T23:00", ["01-07 13:00..01-07 23:00"]),
        ("2026-01-07T15:00", "2026-01-08T14:00", ["01-07 15:00..01-07 23:00", "01-08 13:00..01-08 14:00"]),
        ("2026-01-07T23:00", "2026-01-08T13:00", []),
        ("2026-01-10T05:00", "2026-01-12T05:00", []),
    ],
)
def test_windows_are_cut_to_the_stretch_that_is_asked_for(low: str, high: str, expected: list[str]) -> None:
    assert open_from(OFFICE, low, high) == expected


def test_a_night_that_began_the_day_before_is_open_in_the_morning() -> None:
    night = (window("tue", 19, 7),)
    assert open_from(night, "2026-01-07T05:00", "2026-01-08T05:00") == ["01-07 05:00..01-07 12:00"]
    assert open_from(night, "2026-01-06T05:00", "2026-01-07T05:00") == ["01-07 00:00..01-07 05:00"]


def test_without_windows_it_is_always_open() -> None:
    assert open_from((), "2026-01-07T12:00", "2026-01-08T12:00") == ["01-07 12:00..01-08 12:00"]
    assert open_from((), "2026-01-07T12:00", "2026-01-07T12:00") == []
    assert open_from((), "2026-01-07T12:00", "2026-01-06T12:00") == []


def test_a_window_under_a_condition_is_told_by_itself() -> None:
    asked = window("sat", 8, 12, when="if asked")
    berlin = window("sun", 8, 12, when="at the turn of the year", timezone="Europe/Berlin")
    hours = (*OFFICE, asked, berlin)
    low, high = utc("2026-01-09T05:00"), utc("2026-01-12T05:00")
    assert _said(opened(hours, CLOCK, ZONES, days(), low, high)) == ["01-09 13:00..01-09 23:00"]
    told_so: tuple[tuple[Window, Intervals], ...] = conditional(hours, CLOCK, ZONES, days(), low, high)
    assert [(each, _said(when)) for each, when in told_so] == [
        (asked, ["01-10 13:00..01-10 17:00"]),
        (berlin, ["01-11 07:00..01-11 11:00"]),
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (480, 1080, "01-05 13:00..01-05 23:00"),
        (0, 1440, "01-05 05:00..01-06 05:00"),
        (1140, 420, "01-06 00:00..01-06 12:00"),
        (540, 540, "01-05 14:00..01-06 14:00"),
    ],
)
def test_an_end_at_or_before_the_start_lies_on_the_next_day(start: int, end: int, expected: str) -> None:
    assert _said((span_of_day(CLOCK, date(2026, 1, 5), start, end),)) == [expected]


def test_a_window_in_an_hour_that_the_clocks_skip_is_none() -> None:
    """On 8 March 2026 New York has no half past two."""
    opens, closes = span_of_day(CLOCK, date(2026, 3, 8), 120, 150)
    assert opens == closes == utc("2026-03-08T07:00")
