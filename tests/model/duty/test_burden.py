"""How heavy duty is: days weighed by what they are to whoever has them."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pipecheck.model.duty import Weights, burdens, pools
from pipecheck.model.fairness import overload, spread
from pipecheck.model.team import Team
from pipecheck.model.value import CustomDay
from pipecheck.model.views import Views
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, at, handoff, override, rota, team, window

JANUARY = date(2026, 1, 5)
YEAR = (JANUARY, date(2027, 1, 3))
FOUR = ["alice", "bob", "carol", "dave"]
JULY_4 = date(2026, 7, 4)  # a Saturday, observed on Friday the 3rd
WEEKLY = rota(roles={"primary": FOUR}, start=JANUARY)


def weighed(made: Team, *roles: str, **weights: int | Fraction) -> dict[str, Fraction]:
    view = Views(made, CALENDARS, ZONES, AS_OF).view()
    (pool,) = pools(view, roles or ("primary",))
    told: Mapping[str, Any] = {name: Fraction(weight) for name, weight in weights.items()}
    return {who: sum(own.values(), Fraction(0)) for who, own in burdens(view, pool, Weights(**told)).items()}


def of_days(first: date, last: date, **more: Any) -> Fraction:
    """What these days weigh for alice, who has them all."""
    made = team(rota(roles={"primary": ["alice"]}, start=JANUARY), people="alice", period=(first, last), **more)
    return weighed(made)["alice"]


def test_hours_are_fair_and_holidays_are_not() -> None:
    made = team(WEEKLY, period=YEAR)
    days = weighed(made, weekday=1, weekend=1, holiday=1, major=1)
    assert days == dict.fromkeys(FOUR, 91), "13 weeks each"
    holidays = weighed(made, weekday=0, weekend=0, holiday=1, major=1)
    assert holidays == {"alice": 3, "bob": 2, "carol": 4, "dave": 3}
    assert spread(holidays.values()) == 2, "12 over 4 could be 3 each"
    weight = weighed(made, weekday=1, weekend=2, holiday=3, major=3)
    assert weight == {"alice": 123, "bob": 120, "carol": 125, "dave": 123}
    assert float(overload(list(weight.values()))) == pytest.approx(1.018, abs=0.0005)


@pytest.mark.parametrize(
    ("day", "weight"),
    [
        (date(2026, 6, 30), 1),
        (date(2026, 6, 28), 2),
        (date(2026, 7, 3), 3),
        (JULY_4, 3),
        (date(2026, 7, 5), 2),
        (date(2026, 11, 26), 3),
    ],
    ids=str,
)
def test_the_heaviest_of_what_a_day_is_counts_alone(day: date, weight: int) -> None:
    assert of_days(day, day) == weight


def test_a_major_holiday_is_heavier() -> None:
    assert of_days(JULY_4, JULY_4, majors=["independence-day"]) == 4
    assert of_days(date(2026, 12, 24), date(2026, 12, 24), majors=["christmas-eve"]) == 4


def test_a_day_is_what_it_is_where_its_holder_lives() -> None:
    members = {"alice": {"region": "GB-ENG"}}
    assert of_days(date(2026, 7, 3), date(2026, 7, 3), members=members) == 1
    assert of_days(date(2026, 5, 4), date(2026, 5, 4), members=members) == 3
    assert of_days(date(2026, 5, 4), date(2026, 5, 4)) == 1


def test_a_day_of_duty_from_nine_to_nine_is_a_part_of_two_days() -> None:
    friday = date(2026, 6, 26)
    made = team(
        rota(roles={"primary": ["alice"]}, start=JANUARY, handoff=handoff(hour=9)),
        people="alice",
        period=(friday, friday),
    )
    assert weighed(made)["alice"] == Fraction(15, 24) + 2 * Fraction(9, 24)
    # In Sydney it is 23:00 on that Friday when it begins: nearly all of it is Saturday.
    there = team(
        rota(roles={"primary": ["alice"]}, start=JANUARY, handoff=handoff(hour=9)),
        people="alice",
        period=(friday, friday),
        members={"alice": {"timezone": "Australia/Sydney"}},
    )
    assert weighed(there)["alice"] == Fraction(1, 24) + 2 * Fraction(23, 24)


def test_few_hours_a_day_are_a_day() -> None:
    hours = (window("mon tue wed thu fri", 9, 17),)
    made = team(rota(roles={"primary": ["alice"]}, start=JANUARY, hours=hours), people="alice", period=YEAR)
    assert weighed(made, holiday=1, major=1)["alice"] == 52 * 5


def test_a_backup_weighs_half_and_who_is_both_is_primary() -> None:
    week = (JANUARY, date(2026, 1, 11))
    apart = team(rota(roles={"primary": ["alice"], "secondary": ["bob"]}, start=JANUARY), period=week)
    view = Views(apart, CALENDARS, ZONES, AS_OF).view()
    one, other = pools(view, ("primary", "secondary"))
    assert sum(burdens(view, one, Weights())["alice"].values()) == 9
    assert sum(burdens(view, other, Weights())["bob"].values()) == Fraction(9, 2)
    both = team(
        rota("one", roles={"primary": ["alice"]}, start=JANUARY),
        rota("two", roles={"secondary": ["alice"]}, start=JANUARY),
        people="alice",
        period=week,
    )
    assert weighed(both, "primary", "secondary") == {"alice": 9}


def test_an_order_that_is_not_stated_is_an_equal_part_for_each() -> None:
    week = (JANUARY, date(2026, 1, 11))
    made = team(rota(roles={"primary": "? alice bob"}, start=JANUARY), people="alice bob carol", period=week)
    assert weighed(made) == {"alice": Fraction(9, 2), "bob": Fraction(9, 2), "carol": 0}


def test_a_cover_of_a_day_moves_its_weight() -> None:
    made = team(
        WEEKLY, period=(JANUARY, date(2026, 1, 11)), overrides=(override(date(2026, 1, 10), date(2026, 1, 10), "bob"),)
    )
    assert weighed(made) == {"alice": 7, "bob": 2, "carol": 0, "dave": 0}


def test_of_two_holidays_on_one_day_the_heavier_counts() -> None:
    own = CustomDay("company-day", date(2026, 12, 25), "Company day", at("custom"))
    christmas = date(2026, 12, 25)
    assert of_days(christmas, christmas, majors=["christmas"], fields={"custom": (own,)}) == 4


def test_a_holiday_on_the_last_day_counts_wherever_the_team_is() -> None:
    thanksgiving = date(2026, 11, 26)
    for zone in ("Asia/Tokyo", "America/Los_Angeles", "UTC"):
        assert of_days(thanksgiving, thanksgiving, timezone=zone) == 3


def test_without_a_zone_of_the_team_days_are_those_of_the_first_rotation() -> None:
    friday = date(2026, 6, 26)
    rotations = (
        rota(name, roles={"primary": ["alice"]}, start=JANUARY, timezone=zone)
        for name, zone in (("one", "Asia/Tokyo"), ("two", "America/New_York"))
    )
    made = team(*rotations, people="alice", timezone=None, period=(friday, friday))
    # In Tokyo the Friday of New York lasts until one in the afternoon of Saturday.
    assert weighed(made)["alice"] == 1 + 2 * Fraction(13, 24)
