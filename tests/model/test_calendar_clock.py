"""Weeks and wall clocks: ISO years, weeks of 167 and 169 hours, times that are skipped or shown twice."""

from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest

from pipecheck.files.zones import ZoneTables
from pipecheck.model.calendar import (
    IsoWeek,
    changes_of,
    iso_week,
    local_problem,
    readings_of,
    shown_at,
    to_instant,
    weeks_in,
)

ZONES = ZoneTables()


def zone(name: str) -> tzinfo:
    found = ZONES.zone(name)
    assert found is not None
    return found


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# ---- weeks


def test_iso_weeks_at_the_turn_of_the_year() -> None:
    assert str(iso_week(date(2025, 12, 29))) == "2026-W01"
    assert str(iso_week(date(2027, 1, 1))) == "2026-W53"
    assert (IsoWeek(2026, 1).monday, IsoWeek(2026, 53).sunday) == (date(2025, 12, 29), date(2027, 1, 3))
    assert [weeks_in(year) for year in range(2024, 2034)] == [52, 52, 53, 52, 52, 52, 52, 52, 53, 52]
    with pytest.raises(ValueError, match="week"):
        _ = IsoWeek(2025, 53).monday


# ---- clocks


def hours(first: datetime, place: str) -> float:
    there = zone(place)
    return (to_instant(first + timedelta(days=7), there) - to_instant(first, there)).total_seconds() / 3600


@pytest.mark.parametrize(
    ("monday", "place", "length"),
    [
        (local("2026-03-02 09:00"), "America/New_York", 167),
        (local("2026-10-26 09:00"), "America/New_York", 169),
        (local("2026-03-09 09:00"), "America/New_York", 168),
        (local("2026-03-23 09:00"), "Europe/Berlin", 167),
        (local("2026-03-30 09:00"), "Australia/Lord_Howe", 168.5),
        (local("2026-09-28 09:00"), "Australia/Lord_Howe", 167.5),
        (local("2026-03-02 09:00"), "Asia/Kolkata", 168),
    ],
)
def test_a_week_has_as_many_hours_as_its_clocks_say(monday: datetime, place: str, length: float) -> None:
    assert hours(monday, place) == length


@pytest.mark.parametrize(
    ("shown", "place", "problem", "instant"),
    [
        (local("2026-03-08 01:59"), "America/New_York", None, utc("2026-03-08 06:59")),
        (local("2026-03-08 02:00"), "America/New_York", "gap", utc("2026-03-08 07:00")),
        (local("2026-03-08 02:30"), "America/New_York", "gap", utc("2026-03-08 07:00")),
        (local("2026-03-08 02:59:59.000005"), "America/New_York", "gap", utc("2026-03-08 07:00")),
        (local("2026-03-08 03:00"), "America/New_York", None, utc("2026-03-08 07:00")),
        (local("2026-11-01 01:30"), "America/New_York", "repeat", utc("2026-11-01 05:30")),
        (local("2026-11-01 02:00"), "America/New_York", None, utc("2026-11-01 07:00")),
        (local("2026-10-04 02:15"), "Australia/Lord_Howe", "gap", utc("2026-10-03 15:30")),
        (local("2011-12-30 09:00"), "Pacific/Apia", "gap", utc("2011-12-30 10:00")),
        (local("2011-12-31 00:00"), "Pacific/Apia", None, utc("2011-12-30 10:00")),
        (local("2026-12-25 00:00"), "Australia/Sydney", None, utc("2026-12-24 13:00")),
        (local("2026-03-08 02:30"), "UTC", None, utc("2026-03-08 02:30")),
    ],
)
def test_what_a_local_time_means(shown: datetime, place: str, problem: str | None, instant: datetime) -> None:
    assert local_problem(shown, zone(place)) == problem
    assert to_instant(shown, zone(place)) == instant


def test_a_time_that_was_meant_as_the_second_is_the_first() -> None:
    second = local("2026-11-01 01:30").replace(fold=1)
    assert to_instant(second, zone("America/New_York")) == utc("2026-11-01 05:30")
    assert to_instant(second, zone("America/New_York")).fold == 0
    gap = local("2026-03-08 02:30").replace(fold=1)
    assert to_instant(gap, zone("America/New_York")) == utc("2026-03-08 07:00")


def test_what_is_less_than_a_second_is_kept() -> None:
    shown = local("2026-01-05 09:00:00.000005")
    assert to_instant(shown, zone("America/New_York")) == utc("2026-01-05 14:00:00.000005")


def test_clocks_that_are_put_back_to_midnight_are_changed_on_that_day() -> None:
    """On the Azores it is one o'clock, and midnight again, on 25 October 2026."""
    azores = zone("Atlantic/Azores")
    changed = date(2026, 10, 25)
    assert changes_of(azores, changed, date(2026, 10, 26)) == (changed,)
    assert changes_of(azores, date(2026, 10, 24), changed) == (changed,)
    assert changes_of(azores, date(2026, 10, 26), date(2026, 10, 27)) == ()


def test_the_end_of_a_gap_is_found_to_the_second() -> None:
    """Liberia put its clocks forward by 44 minutes and 30 seconds at the begin of 7 January 1972."""
    monrovia = zone("Africa/Monrovia")
    for shown in ("1972-01-07 00:00", "1972-01-07 00:00:01", "1972-01-07 00:20", "1972-01-07 00:44:29"):
        assert to_instant(local(shown), monrovia) == utc("1972-01-07 00:44:30")
    assert to_instant(local("1972-01-07 00:44:31"), monrovia) == utc("1972-01-07 00:44:31")


class Nowhere(tzinfo):
    """A zone that does not say how far it is from UTC."""

    def utcoffset(self, _: datetime | None) -> None:
        return None

    def __str__(self) -> str:
        return "Nowhere"


def test_a_zone_that_tells_no_offset_is_none() -> None:
    with pytest.raises(ValueError, match=r"^the zone Nowhere does not tell its offset$"):
        to_instant(local("2026-03-08 02:30"), Nowhere())


def test_what_is_shown_at_an_instant_carries_no_zone() -> None:
    assert shown_at(utc("2026-03-08 07:00"), zone("America/New_York")) == local("2026-03-08 03:00")


def test_a_time_is_shown_never_once_or_twice() -> None:
    new_york = zone("America/New_York")
    assert readings_of(local("2026-03-08 02:30"), new_york) == ()
    assert readings_of(local("2026-06-01 09:00"), new_york) == (utc("2026-06-01 13:00"),)
    assert readings_of(local("2026-11-01 01:30"), new_york) == (
        utc("2026-11-01 05:30"),
        utc("2026-11-01 06:30"),
    )


@pytest.mark.parametrize("place", ["America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"])
def test_later_local_times_never_give_earlier_instants(place: str) -> None:
    there = zone(place)
    for start in (local("2011-12-29"), local("2026-03-01"), local("2026-10-01")):
        instants = [to_instant(start + timedelta(minutes=15 * step), there) for step in range(96 * 40)]
        assert instants == sorted(instants)


@pytest.mark.parametrize(
    ("place", "first", "last", "days"),
    [
        ("Europe/Berlin", "2026-01-01", "2026-12-31", ["2026-03-29", "2026-10-25"]),
        ("Europe/Berlin", "2026-03-29", "2026-03-29", ["2026-03-29"]),
        ("Europe/Berlin", "2026-03-30", "2026-10-24", []),
        ("America/New_York", "2026-03-08", "2026-11-01", ["2026-03-08", "2026-11-01"]),
        ("Asia/Kolkata", "2026-01-01", "2026-12-31", []),
        # Clocks that change at midnight change on the day that lacks it.
        ("America/Santiago", "2026-09-01", "2026-09-30", ["2026-09-06"]),
        # The last day there is has no midnight behind it.
        ("Europe/Berlin", "9999-10-01", "9999-12-31", ["9999-10-31"]),
        ("Europe/Berlin", "9999-12-31", "9999-12-31", []),
    ],
)
def test_clocks_are_changed_on_days(place: str, first: str, last: str, days: list[str]) -> None:
    found = changes_of(zone(place), date.fromisoformat(first), date.fromisoformat(last))
    assert [str(day) for day in found] == days
