"""The wall clock of a rotation: on-call days, and what dates and times mean by it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pipecheck.model.oncall import Rotation
from pipecheck.model.resolve.clock import Clock, hours_clock, rotation_clock, zone_of
from pipecheck.model.value import Handoff, When
from tests.model.resolve.make import ZONES, handoff, rota, team, utc

NEW_YORK = zone_of("America/New_York", ZONES)
NINE = Clock(NEW_YORK, 9 * 60)
DAY = date(2026, 1, 5)
TICK = timedelta(microseconds=1)


def test_an_on_call_day_begins_at_the_handoff_and_a_calendar_day_at_midnight() -> None:
    assert NINE.opening(DAY) == datetime(2026, 1, 5, 9)  # noqa: DTZ001
    assert NINE.begin(DAY) == utc("2026-01-05T14:00")
    assert NINE.midnight(DAY) == utc("2026-01-05T05:00")
    assert NINE.day_of(utc("2026-01-05T14:00")) == DAY
    assert NINE.day_of(utc("2026-01-05T14:00") - TICK) == date(2026, 1, 4)
    assert NINE.local(utc("2026-01-05T14:00")) == datetime(2026, 1, 5, 9)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("when", "first", "after"),
    [
        (DAY, "2026-01-05T14:00", "2026-01-06T14:00"),
        (datetime(2026, 1, 5, 8), "2026-01-05T13:00", "2026-01-05T13:00"),  # noqa: DTZ001
        (datetime(2026, 1, 5, 8, tzinfo=UTC), "2026-01-05T08:00", "2026-01-05T08:00"),
        (datetime(2026, 1, 5, 8, tzinfo=timezone(timedelta(hours=2))), "2026-01-05T06:00", "2026-01-05T06:00"),
    ],
)
def test_a_date_is_included_whole_and_a_time_is_an_instant(when: When, first: str, after: str) -> None:
    assert (NINE.first(when), NINE.after(when)) == (utc(first), utc(after))
    assert NINE.first(when).tzinfo is UTC


def test_days_at_the_ends_of_time_are_moved_a_little_inwards() -> None:
    floating = Clock(None)
    assert [floating.begin(day) for day in (date.min, date(10, 1, 1), date(10, 1, 2))] == [
        utc("0010-01-01T00:00"), utc("0010-01-01T00:00"), utc("0010-01-02T00:00"),
    ]  # fmt: skip
    assert [floating.begin(day) for day in (date(9989, 12, 31), date(9990, 1, 1), date.max)] == [
        utc("9989-12-31T00:00"), utc("9990-01-01T00:00"), utc("9990-01-01T00:00"),
    ]  # fmt: skip
    assert [floating.after(day) for day in (date(9989, 12, 30), date.max)] == [
        utc("9989-12-31T00:00"), utc("9990-01-01T00:00"),
    ]  # fmt: skip
    for told in (datetime.min, datetime.min.replace(tzinfo=UTC)):  # noqa: DTZ901
        assert floating.first(told) == utc("0010-01-01T00:00")
    for told in (datetime.max, datetime.max.replace(tzinfo=UTC)):  # noqa: DTZ901
        assert floating.after(told) == utc("9990-01-01T00:00")


def test_without_a_zone_a_clock_floats() -> None:
    assert (Clock(None).zoned, Clock(UTC).zoned, NINE.zoned) == (False, True, True)
    assert Clock(None).instant(datetime(2026, 1, 5, 9)) == utc("2026-01-05T09:00")  # noqa: DTZ001


def test_a_week_has_seven_days_whatever_the_clocks_do() -> None:
    start, end = NINE.begin(date(2026, 3, 2)), NINE.begin(date(2026, 3, 9))
    assert (NINE.days_between(start, end), end - start) == (timedelta(days=7), timedelta(hours=167))


# ---- of which rotation


def test_a_name_that_is_no_zone_is_as_good_as_none() -> None:
    assert zone_of("Europe/Atlantis", ZONES) is zone_of(None, ZONES) is None
    assert str(NEW_YORK) == "America/New_York"


@pytest.mark.parametrize(
    ("told", "zone", "begins"),
    [
        (None, None, "2026-01-05T05:00"),
        (None, "Asia/Kolkata", "2026-01-04T18:30"),
        (handoff(), None, "2026-01-05T05:00"),
        (handoff(0, 9), "Asia/Kolkata", "2026-01-05T03:30"),
        (handoff(0, 9, timezone="Europe/Berlin"), "Asia/Kolkata", "2026-01-05T08:00"),
    ],
)
def test_a_rotation_changes_hands_by_the_zone_of_its_handoff_its_own_or_the_teams(
    told: Handoff | None, zone: str | None, begins: str
) -> None:
    clock = rotation_clock(rota(handoff=told, timezone=zone), team(), ZONES)
    assert clock.begin(DAY) == utc(begins)


@pytest.mark.parametrize(
    ("made", "midnight"),
    [
        (rota(timezone="Asia/Kolkata", handoff=handoff(0, 9, timezone="Europe/Berlin")), "2026-01-04T18:30"),
        (rota(handoff=handoff(0, 9, timezone="Europe/Berlin")), "2026-01-04T23:00"),
        (rota(), "2026-01-05T05:00"),
    ],
)
def test_windows_are_by_the_zone_of_the_rotation_its_handoffs_or_the_teams(made: Rotation, midnight: str) -> None:
    clock = rotation_clock(made, team(), ZONES)
    assert hours_clock(made, team(), ZONES, clock).midnight(DAY) == utc(midnight)
