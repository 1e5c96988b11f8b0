"""What clocks do: weeks that are longer or shorter, local times that do not exist or come twice, years of 53 weeks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pipecheck.model.calendar import iso_week, local_problem, to_instant, weeks_in
from pipecheck.model.resolve.clock import Clock
from tests.model.resolve.make import ZONES, handoff, rota, schedule, team


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("place", "minutes"),
    [
        ("America/New_York", {167 * 60, 168 * 60, 169 * 60}),
        ("Europe/Berlin", {167 * 60, 168 * 60, 169 * 60}),
        ("Australia/Sydney", {167 * 60, 168 * 60, 169 * 60}),
        ("Australia/Lord_Howe", {167 * 60 + 30, 168 * 60, 168 * 60 + 30}),
        ("Asia/Kolkata", {168 * 60}),
    ],
)
def test_how_long_the_weeks_of_2026_are(place: str, minutes: set[int]) -> None:
    weekly = rota(roles={"primary": ["alice", "bob"]}, start=date(2026, 1, 5), handoff=handoff(0, 9))
    turns = schedule(team(weekly, timezone=place, period=(date(2026, 1, 5), date(2027, 1, 3)))).turns()
    lengths = [(turn.end - turn.start) // timedelta(minutes=1) for turn in turns]
    assert set(lengths) == minutes
    assert sum(length != 168 * 60 for length in lengths) == (2 if len(minutes) > 1 else 0)


@pytest.mark.parametrize(
    ("local", "place", "problem"),
    [
        ("2026-03-08T02:00", "America/New_York", "gap"),
        ("2026-03-08T02:00", "America/Los_Angeles", "gap"),
        ("2026-03-29T02:00", "Europe/Berlin", "gap"),
        ("2026-10-25T02:00", "Europe/Berlin", "repeat"),
        ("2026-03-08T03:30", "America/New_York", None),
    ],
)
def test_a_run_at_two_in_the_morning(local: str, place: str, problem: str | None) -> None:
    zone = ZONES.zone(place)
    assert zone is not None
    assert local_problem(at(local), zone) == problem


def test_a_zone_may_skip_a_day() -> None:
    apia = ZONES.zone("Pacific/Apia")
    assert apia is not None
    skipped = [to_instant(at(f"2011-12-{day}T00:00"), apia) for day in (30, 31)]
    assert skipped == [datetime(2011, 12, 30, 10, tzinfo=UTC)] * 2


def test_a_day_of_time_off_is_a_day_of_its_own_zone() -> None:
    assert Clock(ZONES.zone("Australia/Sydney")).begin(date(2026, 12, 25)) == datetime(2026, 12, 24, 13, tzinfo=UTC)


def test_a_day_of_23_hours_has_23_hours() -> None:
    clock = Clock(ZONES.zone("America/New_York"))
    assert clock.begin(date(2026, 3, 9)) - clock.begin(date(2026, 3, 8)) == timedelta(hours=23)


def test_years_of_53_weeks() -> None:
    assert [year for year in range(2024, 2034) if weeks_in(year) == 53] == [2026, 2032]
    assert [str(iso_week(day)) for day in (date(2025, 12, 29), date(2027, 1, 1))] == ["2026-W01", "2026-W53"]
