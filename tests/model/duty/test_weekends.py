"""Whose weekends a rota takes."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pipecheck.model.duty import Pool, Weekend, pools, weekend_turns, weekends
from pipecheck.model.team import Team
from pipecheck.model.views import View, Views
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, handoff, override, rota, row, team, window

JANUARY = date(2026, 1, 5)
YEAR = (JANUARY, date(2027, 1, 3))
FOUR = ["alice", "bob", "carol", "dave"]
HALF = Fraction(1, 2)


def one_pool(made: Team) -> tuple[View, Pool]:
    seen = Views(made, CALENDARS, ZONES, AS_OF).view()
    (pool,) = pools(seen, ("primary",))
    return seen, pool


def found(made: Team) -> tuple[Weekend, ...]:
    return weekends(*one_pool(made))


def counts(made: Team) -> dict[str, Fraction]:
    total: dict[str, Fraction] = {}
    for weekend in found(made):
        for who, share in weekend.shares.items():
            total[who] = total.get(who, Fraction(0)) + share
    return total


def test_a_year_of_weeks_is_thirteen_weekends_each_which_are_26_days() -> None:
    made = team(rota(roles={"primary": FOUR}, start=JANUARY), period=YEAR)
    assert counts(made) == dict.fromkeys(FOUR, 13)
    assert sum((weekend.last - weekend.first).days + 1 for weekend in found(made) if "alice" in weekend.shares) == 26


def test_a_weekend_belongs_to_whoever_has_its_hours_be_they_few() -> None:
    days = window("sat sun", 9, 15)
    made = team(rota(roles={"primary": FOUR}, start=JANUARY, hours=(days,)), period=(JANUARY, date(2026, 1, 18)))
    assert [dict(weekend.shares) for weekend in found(made)] == [{"alice": 1}, {"bob": 1}]


def test_what_is_not_served_is_nobodys_weekend() -> None:
    made = team(rota(roles={"primary": FOUR}, start=JANUARY, hours=(window("mon tue wed thu fri"),)), period=YEAR)
    assert found(made) == ()


def test_a_saturday_taken_over_is_half_a_weekend_in_the_week_the_clocks_change_too() -> None:
    # New York changes its clocks on Sunday 8 March 2026: that weekend has 47 hours.
    march = date(2026, 3, 2)
    made = team(
        rota(roles={"primary": ["alice", "bob"]}, start=march),
        period=(march, date(2026, 3, 15)),
        overrides=(override(date(2026, 3, 7), date(2026, 3, 7), "bob"),),
    )
    assert [dict(weekend.shares) for weekend in found(made)] == [{"bob": HALF, "alice": HALF}, {"bob": 1}]


def test_a_weekend_that_the_period_cuts_is_none() -> None:
    made = team(rota(roles={"primary": FOUR}, start=JANUARY), period=(date(2026, 1, 11), date(2026, 1, 17)))
    assert found(made) == ()


def test_the_weekend_is_what_the_team_does_not_work() -> None:
    made = team(
        rota(roles={"primary": FOUR}, start=JANUARY),
        period=(JANUARY, date(2026, 1, 18)),
        fields={"working_days": frozenset({6, 0, 1, 2, 3})},
    )
    assert [(weekend.first, weekend.last) for weekend in found(made)] == [
        (date(2026, 1, 9), date(2026, 1, 10)),
        (date(2026, 1, 16), date(2026, 1, 17)),
    ]
    always = team(rota(roles={"primary": FOUR}, start=JANUARY), fields={"working_days": frozenset(range(7))})
    never = team(rota(roles={"primary": FOUR}, start=JANUARY), fields={"working_days": frozenset[int]()})
    assert found(always) == found(never) == ()


def test_an_order_that_is_not_stated_is_an_equal_part_for_each() -> None:
    made = team(rota(roles={"primary": "? alice bob"}, start=JANUARY), period=(JANUARY, date(2026, 1, 11)))
    assert [dict(weekend.shares) for weekend in found(made)] == [{"alice": HALF, "bob": HALF}]


def turns(made: Team) -> tuple[int, Fraction, bool]:
    (told,) = weekend_turns(*one_pool(made)).values()
    return told.number, told.most, told.alike


def test_what_one_turn_has_of_the_weekends() -> None:
    weekly = team(rota(roles={"primary": FOUR}, start=JANUARY), period=YEAR)
    assert turns(weekly) == (52, Fraction(1), True)
    fortnight = team(rota(roles={"primary": FOUR}, start=JANUARY, turn="2w"), period=YEAR)
    assert turns(fortnight) == (26, Fraction(2), True)
    daily = team(rota(roles={"primary": FOUR}, start=JANUARY, turn="1d"), period=YEAR)
    assert turns(daily) == (104, HALF, True)
    # From 09:00 to 09:00: Friday has nine hours of the weekend, Saturday 24, Sunday fifteen.
    morning = team(rota(roles={"primary": FOUR}, start=JANUARY, turn="1d", handoff=handoff(hour=9)), period=YEAR)
    assert turns(morning) == (156, HALF, False)


def test_weekends_of_the_backup_are_those_of_its_column() -> None:
    rotation = rota(roles={"primary": ["alice"], "secondary": ["bob", "carol"]}, start=JANUARY)
    seen = Views(team(rotation, period=(JANUARY, date(2026, 1, 18))), CALENDARS, ZONES, AS_OF).view()
    (pool,) = pools(seen, ("secondary",))
    assert [dict(weekend.shares) for weekend in weekends(seen, pool)] == [{"bob": 1}, {"carol": 1}]


def test_turns_that_have_nothing_of_a_weekend_and_turns_that_have_different_parts() -> None:
    office = (window("mon tue wed thu fri"),)
    assert turns(team(rota(roles={"primary": FOUR}, start=JANUARY, hours=office), period=YEAR)) == (0, 0, True)
    rows = (row({"primary": "alice"}), row({"primary": "bob"}, for_="2w"))
    mixed = team(rota(turns=rows, roles={"primary": None}, start=JANUARY), period=(JANUARY, date(2026, 1, 25)))
    assert turns(mixed) == (2, 2, False)


def days(made: Team) -> list[str]:
    return [f"{each.first:%m-%d}..{each.last:%m-%d}" for each in found(made)]


@pytest.mark.parametrize(
    ("working", "first", "last", "expected"),
    [
        ({0, 1, 2, 3, 4}, 10, 11, ["01-10..01-11"]),
        ({0, 1, 2, 3, 4}, 5, 18, ["01-10..01-11", "01-17..01-18"]),
        ({0, 1, 2, 3, 4, 5}, 5, 18, ["01-11..01-11", "01-18..01-18"]),
        ({2, 3, 4, 5, 6}, 5, 13, ["01-05..01-06", "01-12..01-13"]),
        ({2}, 5, 18, ["01-08..01-13"]),
        ({1, 2, 3, 4, 6}, 5, 13, ["01-05..01-05", "01-10..01-10", "01-12..01-12"]),
    ],
)
def test_a_weekend_is_a_run_of_days_that_nobody_works(
    working: set[int], first: int, last: int, expected: list[str]
) -> None:
    rotation = rota(roles={"primary": ["alice"]}, start=date(2025, 1, 6))
    fields = {"working_days": frozenset(working)}
    assert days(team(rotation, fields=fields, period=(date(2026, 1, first), date(2026, 1, last)))) == expected


def test_a_weekend_that_a_handoff_cuts_at_either_end_of_the_span_is_none() -> None:
    rotation = rota(roles={"primary": ["alice"]}, start=date(2025, 1, 6), handoff=handoff(hour=9))
    assert days(team(rotation, period=(date(2026, 1, 10), date(2026, 1, 16)))) == []
    assert days(team(rotation, period=(date(2026, 1, 9), date(2026, 1, 17)))) == ["01-10..01-11"]
    assert days(team(rotation, period=(date(2026, 1, 9), date(2026, 1, 18)))) == ["01-10..01-11", "01-17..01-18"]


def test_weekends_are_those_of_all_rotations_of_a_pool_together() -> None:
    one = rota("one", roles={"primary": ["alice"]}, start=JANUARY, until=date(2026, 1, 18))
    two = rota("two", roles={"primary": ["alice"]}, start=date(2026, 1, 12), until=date(2026, 1, 25))
    assert days(team(two, one)) == days(team(one, two)) == ["01-10..01-11", "01-17..01-18", "01-24..01-25"]


def test_a_weekend_is_by_the_zone_of_the_team_or_of_the_first_rotation() -> None:
    tokyo, berlin = (
        rota(name, roles={"primary": ["alice"]}, start=JANUARY, timezone=zone)
        for name, zone in (("one", "Asia/Tokyo"), ("two", "Europe/Berlin"))
    )
    week = (JANUARY, date(2026, 1, 12))

    def begins(**more: Any) -> list[str]:
        return [f"{each.stretch[0]:%m-%d %H}" for each in found(team(tokyo, berlin, period=week, **more))]

    assert begins() == ["01-10 05"]
    assert begins(timezone=None) == ["01-09 15"]
