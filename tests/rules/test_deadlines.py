"""Deadlines as days: every week and month, months that are too short, shifts, and what is due again when."""

from datetime import date

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.value import Deadline, Duration, Unit
from pipecheck.model.views import View
from pipecheck.rules.deadlines import clock, due, falls_on, in_words, shifted
from pipecheck.source.place import Place
from tests.rules.views import view_of

AT = Place("team.yaml")


def view(region: str = "") -> View:
    return view_of(f"calendar: {{region: {region}}}" if region else "")


@pytest.mark.parametrize(
    ("minute", "said"), [(0, "00:00"), (9, "00:09"), (545, "09:05"), (600, "10:00"), (1440, "24:00")]
)
def test_a_minute_of_the_day(minute: int, said: str) -> None:
    assert clock(minute) == said


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (Deadline(AT, day_of_month=25), "the 25th of the month"),
        (Deadline(AT, day_of_month=0, minute=1020), "the last day of the month at 17:00"),
        (Deadline(AT, working_day_of_month=3), "the 3rd working day of the month"),
        (Deadline(AT, working_day_of_month=0), "the last working day of the month"),
        (Deadline(AT, weekday=4, minute=1440), "Friday at 24:00"),
        (Deadline(AT, weekday=0, minute=0), "Monday at 00:00"),
        (Deadline(AT, day_of_month=1), "the 1st of the month"),
    ],
)
def test_a_deadline_in_words(by: Deadline, words: str) -> None:
    assert in_words(by) == words


def test_a_day_that_a_month_does_not_have_is_skipped() -> None:
    days = list(falls_on(Deadline(AT, day_of_month=31), date(2026, 1, 31), date(2026, 5, 31), view()))
    assert days == [date(2026, 1, 31), date(2026, 3, 31), date(2026, 5, 31)]


def test_the_last_day_of_a_month_and_both_ends_of_a_stretch() -> None:
    days = list(falls_on(Deadline(AT, day_of_month=0), date(2026, 1, 31), date(2026, 2, 28), view()))
    assert days == [date(2026, 1, 31), date(2026, 2, 28)]
    days = list(falls_on(Deadline(AT, weekday=0), date(2026, 1, 5), date(2026, 1, 19), view()))
    assert days == [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)]


def test_days_of_the_week_and_of_the_month_begin_where_the_stretch_does() -> None:
    thursday = list(falls_on(Deadline(AT, weekday=3), date(2026, 1, 2), date(2026, 1, 21), view()))
    assert thursday == [date(2026, 1, 8), date(2026, 1, 15)]
    third = list(falls_on(Deadline(AT, day_of_month=3), date(2026, 1, 4), date(2026, 4, 2), view()))
    assert third == [date(2026, 2, 3), date(2026, 3, 3)]
    assert list(falls_on(Deadline(AT, day_of_month=28), date(2026, 2, 1), date(2026, 2, 28), view())) == [
        date(2026, 2, 28)
    ]
    assert list(falls_on(Deadline(AT, day_of_month=1), date(2026, 1, 15), date(2026, 2, 1), view())) == [
        date(2026, 2, 1)
    ]


def test_the_last_year_that_dates_can_hold_is_not_looked_at() -> None:
    assert list(falls_on(Deadline(AT, day_of_month=1), date(9998, 11, 15), date.max, view())) == [date(9998, 12, 1)]


def test_working_days_of_a_month_know_its_holidays() -> None:
    third = Deadline(AT, working_day_of_month=3)
    january = date(2026, 1, 1), date(2026, 1, 31)
    assert list(falls_on(third, *january, view("US"))) == [date(2026, 1, 6)]
    last = Deadline(AT, working_day_of_month=0)
    assert list(falls_on(last, date(2026, 1, 1), date(2026, 3, 30), view("US"))) == [
        date(2026, 1, 30),
        date(2026, 2, 27),
    ]
    assert list(falls_on(Deadline(AT, working_day_of_month=30), *january, view("US"))) == []


def test_a_shift_moves_days_off_only() -> None:
    back, on = Deadline(AT, day_of_month=25, shift="previous"), Deadline(AT, day_of_month=25, shift="next")
    christmas = date(2026, 12, 25)
    assert shifted(back, christmas, view("US")) == date(2026, 12, 24)
    assert shifted(on, christmas, view("US")) == date(2026, 12, 28)
    assert shifted(on, date(2026, 2, 25), view("US")) == date(2026, 2, 25)
    assert shifted(Deadline(AT, day_of_month=25), christmas, view("US")) == christmas


@pytest.mark.parametrize(
    ("amount", "unit", "until"),
    [
        (90, "d", date(2026, 2, 28)),
        (3, "mo", date(2026, 2, 28)),
        (1, "y", date(2026, 11, 30)),
        (12, "h", date(2025, 11, 30)),
        (5, "wd", date(2025, 12, 5)),
        (9999, "y", date.max),
    ],
)
def test_what_is_done_on_a_day_is_due_after_a_while(amount: int, unit: Unit, until: date) -> None:
    assert due(date(2025, 11, 30), Duration(amount, unit), view("US")) == until


def test_working_days_are_not_counted_without_a_region() -> None:
    with pytest.raises(NotStated):
        due(date(2026, 1, 5), Duration(5, "wd"), view())
