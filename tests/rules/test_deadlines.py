"""Deadlines as days: every week and month, months that are too short, shifts, and what is due again when."""

from datetime import date

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.value import Deadline, Duration, Unit
from pipecheck.model.views import View, Views
from pipecheck.model.workspace import load_team
from pipecheck.rules.deadlines import due, falls_on, in_words, shifted
from pipecheck.source.place import Place
from tests.rules.bench import CALENDARS, ZONES, Texts

AT = Place("team.yaml")


def view(region: str = "") -> View:
    text = "version: 1\nteam: sample\n" + (f"calendar: {{region: {region}}}\n" if region else "")
    team = load_team("team.yaml", text.encode(), Texts({}), ZONES).team
    assert team is not None
    return Views(team, CALENDARS, ZONES, date(2026, 1, 15)).view()


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (Deadline(AT, day_of_month=25), "the 25th of the month"),
        (Deadline(AT, day_of_month=0, minute=1020), "the last day of the month at 17:00"),
        (Deadline(AT, working_day_of_month=3), "the 3rd working day of the month"),
        (Deadline(AT, working_day_of_month=0), "the last working day of the month"),
        (Deadline(AT, weekday=4, minute=1440), "Friday at 24:00"),
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


def test_working_days_of_a_month_know_its_holidays() -> None:
    third = Deadline(AT, working_day_of_month=3)
    january = date(2026, 1, 1), date(2026, 1, 31)
    assert list(falls_on(third, *january, view("US"))) == [date(2026, 1, 6)]
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
