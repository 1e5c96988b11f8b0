"""When a holiday line applies, and who stands where then."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from pipecheck.model.calendar import TeamCalendar
from pipecheck.model.oncall import HolidayAssignment
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.occasions import Occasion, dated_events, days_within, occasions, own_dates
from pipecheck.model.value import CustomDay, MonthDay, Season, SeasonEnd
from tests.model.resolve.make import ZONES, at, calendar_of, line, part, team, utc

COMPANY = tuple(CustomDay("company-day", date(2026, 7, day), "Company days", at("custom")) for day in (2, 3))
BREAK = Season("break", SeasonEnd(MonthDay(12, 30)), SeasonEnd(MonthDay(1, 1)), "Break", at("seasons"))


def calendar(region: str | None = "US") -> TeamCalendar:
    return calendar_of(team(region=region, fields={"custom": COMPANY, "seasons": (BREAK,)}))


def said(found: Sequence[Occasion]) -> list[str]:
    """Days, `own` or `observed`, minutes and names: `2026-07-03 observed primary alice`."""
    return [
        " ".join(
            (
                f"{each.day}{'' if each.own else ' observed'}",
                *(f"{minute // 60:02}:{minute % 60:02}" for minute in each.minutes or ()),
                *(f"{name} {party.names[0].id}" for name, party in each.cells.items()),
            )
        )
        for each in found
    ]


def of(given: HolidayAssignment, first: date, last: date, years: int = 0, region: str | None = "US") -> list[str]:
    return said(list(occasions(given, calendar(region), years, first, last)))


YEAR = (date(2026, 1, 1), date(2026, 12, 31))
ABC = {"primary": ["alice", "bob", "carol"]}


# ---- which occurrences


@pytest.mark.parametrize(
    ("holiday", "when", "expected"),
    [
        ("independence-day", {}, ["2026-07-03 observed", "2026-07-04"]),
        ("independence-day", {"date": date(2026, 7, 3)}, ["2026-07-03"]),
        ("christmas", {"date": date(2031, 12, 24)}, ["2031-12-24"]),
        ("christmas", {}, ["2026-12-25"]),
        ("new-year", {"season": 2027}, ["2027-12-31 observed", "2028-01-01"]),
        ("new-year", {"year": 2028}, ["2027-12-31 observed", "2028-01-01"]),
        ("new-year", {"year": 2027}, ["2027-01-01"]),
        ("independence-day", {"season": 2027}, ["2027-07-04", "2027-07-05 observed"]),
        ("juneteenth", {"season": 2026}, ["2027-06-18 observed", "2027-06-19"]),
        ("christmas", {"year": 2031}, ["2031-12-25"]),
        ("break", {"year": 2028}, ["2028-12-30", "2028-12-31", "2029-01-01"]),
        ("atlantis-day", {"year": 2026}, []),
    ],
)
def test_a_line_is_for_a_date_a_season_a_year_or_the_first_there_is(
    holiday: str, when: dict[str, Any], expected: list[str]
) -> None:
    given = line(holiday, {"primary": "alice"}, **when)
    assert of(given, *YEAR) == [f"{day} primary alice" for day in expected]


def test_what_comes_twice_is_meant_twice_if_its_year_is_told() -> None:
    days = date(2033, 1, 1), date(2033, 12, 31)

    def months(**when: int) -> list[str]:
        return [each[:7] for each in of(line("eid-al-fitr", {"primary": "a"}, **when), *days, region="TR")]  # type: ignore[arg-type]

    assert set(months(year=2033)) == {"2033-01", "2033-12"}
    assert set(months()) == {"2033-01"}
    assert set(months(season=2032)) == {"2033-01"}


def test_what_has_no_date_here_has_no_occasion() -> None:
    for when in ({}, {"year": 2026}, {"season": 2026}, {"turn": "1y", "start": 2026}):
        given = line("thanksgiving", {"primary": "alice"}, **when)  # type: ignore[arg-type]
        assert of(given, *YEAR, region=None) == []


def test_a_line_without_turns_has_its_first_entries() -> None:
    assert of(line("christmas", ABC, year=2026), *YEAR) == ["2026-12-25 primary alice"]
    assert of(line("christmas", {"primary": [], "secondary": "bob"}), *YEAR) == ["2026-12-25 secondary bob"]


# ---- turns of years

DECADE = (date(2024, 1, 1), date(2031, 12, 31))


def yearly(turn: str, years: int = 0, **more: Any) -> dict[int, str]:
    found = of(line("christmas", ABC, turn=turn, **more), *DECADE, years=years)
    return {int(each[:4]): each.split()[-1] for each in found}


def test_a_turn_of_a_year_goes_round_from_its_start() -> None:
    names = ["alice", "bob", "carol", "alice", "bob", "carol"]
    assert yearly("1y", start=2026) == dict(zip(range(2026, 2032), names, strict=True))
    assert yearly("1y", start=2026, years=1) == yearly("1y", start=2026)


def test_a_turn_may_be_two_years() -> None:
    assert yearly("2y", start=2026) == {
        2026: "alice", 2027: "alice", 2028: "bob", 2029: "bob", 2030: "carol", 2031: "carol",
    }  # fmt: skip


def test_without_a_start_years_are_counted_from_the_first_and_moved_on() -> None:
    """2025 is three times 675: its entry is the first."""
    assert [yearly("1y")[year] for year in (2025, 2026, 2027, 2028)] == ["alice", "bob", "carol", "alice"]
    assert [yearly("1y", years=1)[year] for year in (2025, 2026, 2027)] == ["bob", "carol", "alice"]
    assert [yearly("2y")[year] for year in (2026, 2027, 2028)] == ["carol", "carol", "alice"]


def test_which_entry_serves_an_occurrence_is_told_unless_turns_pass_inside_it() -> None:
    def entries(given: HolidayAssignment) -> list[tuple[int, int | None]]:
        return [(event.year, entry) for event, entry in dated_events(given, calendar(), 0, *DECADE)][:2]

    assert entries(line("christmas", ABC, turn="1y", start=2026)) == [(2026, 0), (2027, 1)]
    assert entries(line("christmas", ABC, turn="0y", start=2026)) == [(2026, 0), (2027, 1)]
    assert entries(line("christmas", ABC, turn="12h")) == [(2024, None), (2025, None)]
    assert entries(line("christmas", ABC)) == [(2024, 0)]


# ---- turns inside a season


def test_turns_of_days_pass_from_day_to_day() -> None:
    assert of(line("break", ABC, turn="1d", year=2026), *YEAR) == [
        "2026-12-30 primary alice",
        "2026-12-31 primary bob",
        "2027-01-01 primary carol",
    ]
    assert of(line("break", ABC, turn="2d", year=2026), *YEAR) == [
        "2026-12-30 primary alice",
        "2026-12-31 primary alice",
        "2027-01-01 primary bob",
    ]


def test_turns_of_hours_pass_within_a_day_and_across_midnight() -> None:
    assert of(line("break", ABC, turn="10h", year=2026), *YEAR)[:6] == [
        "2026-12-30 00:00 10:00 primary alice",
        "2026-12-30 10:00 20:00 primary bob",
        "2026-12-30 20:00 24:00 primary carol",
        "2026-12-31 00:00 06:00 primary carol",
        "2026-12-31 06:00 16:00 primary alice",
        "2026-12-31 16:00 24:00 primary bob",
    ]
    halves = of(line("break", ABC, turn="12h", year=2026), *YEAR)
    assert halves[1:3] == ["2026-12-30 12:00 24:00 primary bob", "2026-12-31 00:00 12:00 primary carol"]
    assert len(halves) == 6
    assert len(of(line("break", ABC, turn="1h", year=2026), *YEAR)) == 72
    assert len(of(line("break", ABC, turn="1439m", year=2026), *YEAR)) == 6


@pytest.mark.parametrize(
    ("turn", "why"),
    [
        ("0y", "how long a turn lasts"),
        ("0d", "how long a turn lasts"),
        ("59m", "who has turns shorter than an hour"),
        ("1mo", "who has turns of months or working days inside a holiday"),
        ("2wd", "who has turns of months or working days inside a holiday"),
    ],
)
def test_turns_that_cannot_be_counted_inside_a_season_leave_it_undecided(turn: str, why: str) -> None:
    given = line("break", ABC, turn=turn, year=2026)
    with pytest.raises(NotStated) as raised:
        of(given, *YEAR)
    assert raised.value.undecided == Undecided("oncall.holidays.turn", given.at("turn"), why=why)


# ---- parts and dates


def test_a_line_in_parts_tells_each_of_them() -> None:
    split = (part(0, 12, primary="erin"), part(12, 24, primary="dave")._replace(timezone="Asia/Kolkata"))
    (first, second) = occasions(line("christmas", year=2026, split=split), calendar(), 0, *YEAR)
    assert said([first, second]) == ["2026-12-25 00:00 12:00 primary erin", "2026-12-25 12:00 24:00 primary dave"]
    assert (first.timezone, second.timezone) == (None, "Asia/Kolkata")
    (observed, *_) = occasions(line("independence-day", year=2026, split=split), calendar(), 0, *YEAR)
    assert not observed.own


def test_own_dates_are_those_that_are_not_observed_for_the_holiday_itself() -> None:
    us, colombia = calendar(), calendar("CO")
    third, fourth = date(2026, 7, 3), date(2026, 7, 4)
    assert own_dates("independence-day", (third, fourth), us) == {fourth}
    assert own_dates("company-day", (date(2026, 7, 2), third), us) == {date(2026, 7, 2), third}
    assert own_dates("epiphany", (date(2026, 1, 12),), colombia) == {date(2026, 1, 12)}


def test_a_day_lies_where_its_noon_does() -> None:
    clock = Clock(zone_of("America/New_York", ZONES), 9 * 60)
    days = [date(2026, 1, day) for day in (8, 7, 6, 5)]

    def within(start: str, end: str) -> list[int]:
        return [day.day for day in days_within(days, utc(start), utc(end), clock)]

    assert within("2026-01-06T17:00", "2026-01-07T17:00") == [6]
    assert within("2026-01-06T16:59", "2026-01-07T17:01") == [6, 7]
    assert within("2026-01-06T17:01", "2026-01-07T17:00") == []
    assert within("2026-01-01T00:00", "2026-02-01T00:00") == [5, 6, 7, 8]
