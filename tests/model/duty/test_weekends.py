"""Whose weekends a rota takes."""

from datetime import date
from fractions import Fraction

from pipecheck.model.duty import Pool, Weekend, pools, weekend_turns, weekends
from pipecheck.model.team import Team
from pipecheck.model.views import View, Views
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, handoff, override, rota, team, window

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
