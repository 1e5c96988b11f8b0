"""Hours narrow who holds a column to when it is served."""

from datetime import date

from tests.model.resolve.make import column, handoff, line, rota, schedule, team, told, utc, window

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
