"""Moments a while before and after others, by the wall clock."""

from datetime import date, datetime

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.value import Duration, Unit
from pipecheck.rules.notice import after, before, days_after
from tests.rules.views import view_of

US = "calendar: {region: US}"


@pytest.mark.parametrize(
    ("amount", "unit", "earlier", "later"),
    [
        (15, "m", "2026-05-31T08:45", "2026-05-31T09:15"),
        (12, "h", "2026-05-30T21:00", "2026-05-31T21:00"),
        (2, "d", "2026-05-29T09:00", "2026-06-02T09:00"),
        (1, "w", "2026-05-24T09:00", "2026-06-07T09:00"),
        (3, "mo", "2026-02-28T09:00", "2026-08-31T09:00"),
        (1, "y", "2025-05-31T09:00", "2027-05-31T09:00"),
        (1, "wd", "2026-05-29T09:00", "2026-06-01T09:00"),
        (5, "wd", "2026-05-22T09:00", "2026-06-05T09:00"),
        (0, "m", "2026-05-31T09:00", "2026-05-31T09:00"),
        (9999, "y", "0001-01-01T00:00", "9999-12-31T00:00"),
        (9_999_999, "d", "0001-01-01T00:00", "9999-12-31T00:00"),
    ],
)
def test_a_while_before_and_after(amount: int, unit: Unit, earlier: str, later: str) -> None:
    moment, wait = datetime.fromisoformat("2026-05-31T09:00"), Duration(amount, unit)
    assert before(view_of(US), moment, wait) == datetime.fromisoformat(earlier)
    assert after(view_of(US), moment, wait) == datetime.fromisoformat(later)


def test_more_working_days_than_twenty_years_have_are_all_alike() -> None:
    moment = datetime.fromisoformat("2026-05-31T09:00")
    assert after(view_of(US), moment, Duration(6000, "wd")) == after(view_of(US), moment, Duration(10**9, "wd"))
    assert after(view_of(US), moment, Duration(5999, "wd")) < after(view_of(US), moment, Duration(6000, "wd"))


def test_working_days_beyond_what_dates_can_hold() -> None:
    early, late = datetime.fromisoformat("0001-01-02T09:00"), datetime.fromisoformat("9999-12-30T09:00")
    assert after(view_of(US), datetime.fromisoformat("9999-12-31T09:00"), Duration(1, "wd")).hour == 0
    assert before(view_of(US), early, Duration(300, "wd")) == datetime.fromisoformat("0001-01-01T00:00")
    assert after(view_of(US), late, Duration(300, "wd")) == datetime.fromisoformat("9999-12-31T00:00")


def test_working_days_need_a_region() -> None:
    with pytest.raises(NotStated) as raised:
        after(view_of(""), datetime.fromisoformat("2026-05-31T09:00"), Duration(5, "wd"))
    undecided = raised.value.undecided
    assert (undecided.missing, undecided.at.route) == ("calendar.region", ("calendar", "region"))
    assert undecided.why == "which days are working days"


def test_days_end_with_the_last_that_there_is() -> None:
    assert days_after(date(2026, 1, 30), 3) == date(2026, 2, 2)
    assert days_after(date(9999, 12, 30), 1) == date.max
    assert days_after(date(9999, 12, 30), 2) == date.max
