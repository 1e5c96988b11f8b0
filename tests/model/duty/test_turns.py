"""Pools, and who holds how many turns of them."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pipecheck.model.duty import (
    days_held,
    duties,
    pools,
    shifts,
    turn_lengths,
    turns_served,
    untold,
)
from pipecheck.model.oncall import History, PastShift
from pipecheck.model.outcome import NotStated
from tests.model.duty.seeing import BOTH, FOUR, FOUR_WEEKS, JANUARY, one_pool, view
from tests.model.resolve.make import (
    at,
    column,
    handoff,
    line,
    override,
    party,
    rota,
    row,
    swap,
    team,
    window,
)

# ---- pools


def test_columns_that_share_nobody_are_pools_of_their_own() -> None:
    one = rota("one", roles={"primary": ["alice", "bob"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["carol", "dave"]}, start=JANUARY)
    first, second = pools(view(team(one, two)), ("primary",))
    assert (first.columns, first.people) == ((("one", "primary"),), ("alice", "bob"))
    assert (second.columns, second.people) == ((("two", "primary"),), ("carol", "dave"))


def test_a_column_that_shares_people_with_two_pools_makes_them_one() -> None:
    rotations = (
        rota("one", roles={"primary": ["alice"]}, start=JANUARY),
        rota("two", roles={"primary": ["carol"]}, start=JANUARY),
        rota("three", roles={"primary": ["carol", "alice"]}, start=JANUARY),
    )
    (pool,) = pools(view(team(*rotations)), ("primary",))
    assert pool.rotations == ("one", "two", "three")
    assert (pool.people, pool.idle) == (("alice", "carol"), ("bob", "dave"))


def test_who_is_in_no_pool_is_counted_in_the_first() -> None:
    one = rota("one", roles={"primary": ["alice"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["bob"]}, start=JANUARY)
    first, second = pools(view(team(one, two)), ("primary",))
    assert (first.counted, second.counted) == (("alice", "carol", "dave"), ("bob",))


def test_only_columns_of_the_roles_asked_for_count() -> None:
    made = team(rota(roles={"primary": ["alice"], "secondary": ["bob"]}, start=JANUARY))
    assert [pool.people for pool in pools(view(made), ("primary",))] == [("alice",)]
    assert [pool.people for pool in pools(view(made), BOTH)] == [("alice",), ("bob",)]


def test_who_is_only_among_others_or_follows_or_stands_in_a_row_is_in_the_pool() -> None:
    among = rota("a", roles={"primary": "? alice bob"}, start=JANUARY)
    follows = rota("b", roles={"primary": ["bob"], "secondary": ("primary", 1)}, start=JANUARY)
    rows = rota("c", turns=(row({"primary": "carol"}), row({"primary": "bob"})), roles={"primary": None}, start=JANUARY)
    (pool,) = pools(view(team(among, follows, rows)), BOTH)
    assert pool.people == ("alice", "bob", "carol")


def test_who_only_covers_a_day_joins_no_pools() -> None:
    one = rota("one", roles={"primary": ["alice", "bob"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["carol", "dave"]}, start=JANUARY)
    changes = (override(JANUARY, JANUARY, "carol", rotation=party("one").names[0]),)
    assert len(pools(view(team(one, two, overrides=changes)), ("primary",))) == 2


def test_who_is_never_on_call_is_not_counted() -> None:
    members = {"carol": {"eligible": ()}, "dave": {"eligible": ("secondary",)}}
    _, pool = one_pool(team(rota(roles={"primary": ["alice", "bob"]}, start=JANUARY), members=members))
    assert pool.counted == ("alice", "bob")


def test_where_members_are_not_told_whoever_is_named_counts() -> None:
    made = team(rota(roles={"primary": ["bob", "alice"]}, start=JANUARY), period=FOUR_WEEKS)
    seen, pool = one_pool(made.replace(members=None, people={}))
    assert (pool.people, pool.idle) == (("bob", "alice"), ())
    assert shifts(seen, pool) == {"bob": 2, "alice": 2}


# ---- counts


def test_turns_are_counted_for_who_has_none_too() -> None:
    seen, pool = one_pool(
        team(rota(roles={"primary": ["alice", "bob", "alice"]}, start=JANUARY), period=(JANUARY, date(2026, 1, 25)))
    )
    assert shifts(seen, pool) == {"alice": 2, "bob": 1, "carol": 0, "dave": 0}
    assert days_held(seen, pool) == {"alice": 14, "bob": 7, "carol": 0, "dave": 0}


def test_a_week_is_seven_days_whatever_the_clocks_do() -> None:
    made = team(
        rota(roles={"primary": FOUR}, start=date(2026, 3, 2), handoff=handoff(0, 9)),
        period=(date(2026, 3, 2), date(2026, 3, 29)),
    )
    seen, pool = one_pool(made)
    assert days_held(seen, pool) == dict.fromkeys(FOUR, Fraction(7))
    assert turn_lengths(seen, pool) == (Fraction(7),)


def test_two_columns_of_one_turn_are_one_turn() -> None:
    made = team(
        rota(roles={"primary": ["alice", "bob"], "secondary": ["alice", "bob"]}, start=JANUARY),
        period=(JANUARY, date(2026, 1, 18)),
    )
    seen, pool = one_pool(made, *BOTH)
    assert shifts(seen, pool) == {"alice": 1, "bob": 1, "carol": 0, "dave": 0}
    assert days_held(seen, pool)["alice"] == 7


def test_a_week_held_in_two_rotations_of_a_pool_is_one_turn() -> None:
    one = rota("one", roles={"primary": ["alice", "bob"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["alice", "carol"]}, start=JANUARY)
    seen, pool = one_pool(team(one, two, period=(JANUARY, date(2026, 1, 18))))
    assert shifts(seen, pool) == {"alice": 1, "bob": 1, "carol": 1, "dave": 0}
    assert days_held(seen, pool)["alice"] == 7


def test_a_cover_of_less_than_half_a_turn_is_no_shift() -> None:
    changes = (override(JANUARY, date(2026, 1, 7), "bob"), override(date(2026, 1, 19), date(2026, 1, 22), "bob"))
    made = team(
        rota(roles={"primary": ["alice", "carol"]}, start=JANUARY),
        overrides=changes,
        period=(JANUARY, date(2026, 1, 25)),
    )
    seen, pool = one_pool(made)
    assert shifts(seen, pool)["alice"] == 1
    held = {(duty.person, duty.turn): duty.share for duty in duties(seen, pool) if not duty.beyond}
    assert held == {
        ("bob", 0): Fraction(3, 7),
        ("alice", 0): Fraction(4, 7),
        ("carol", 1): 1,
        ("bob", 2): Fraction(4, 7),
        ("alice", 2): Fraction(3, 7),
    }
    assert shifts(seen, pool)["bob"] == 1


def test_half_a_turn_is_a_shift() -> None:
    changes = (override(date(2026, 1, 6), date(2026, 1, 6), "bob"),)
    made = team(
        rota(turn="2d", roles={"primary": ["alice"]}, start=JANUARY),
        overrides=changes,
        period=(JANUARY, date(2026, 1, 6)),
    )
    seen, pool = one_pool(made)
    assert (shifts(seen, pool)["alice"], days_held(seen, pool)["alice"]) == (1, 1)
    assert [duty.is_shift for duty in duties(seen, pool) if not duty.beyond] == [True, True]


def test_business_hours_make_a_turn_no_shorter() -> None:
    office = (window("mon tue wed thu fri", 8, 18),)
    seen, pool = one_pool(
        team(
            rota(roles={"primary": ["alice", "bob"]}, start=JANUARY, hours=office), period=(JANUARY, date(2026, 1, 11))
        )
    )
    (duty, *_) = duties(seen, pool)
    assert (duty.person, duty.days, duty.share) == ("alice", 7, 1)


def test_turns_without_any_hours_are_nobodys_duty() -> None:
    """A daily rota on working days: whoever would have the weekend does not."""
    office = (window("mon tue wed thu fri", 8, 18),)
    made = team(
        rota(turn="1d", roles={"primary": FOUR}, start=JANUARY, hours=office), period=(JANUARY, date(2026, 1, 11))
    )
    seen, pool = one_pool(made)
    assert sum(shifts(seen, pool).values()) == 5


def test_a_turn_that_the_span_cuts_counts_by_its_part() -> None:
    made = team(rota(roles={"primary": ["alice", "bob"]}, start=JANUARY), period=(date(2026, 1, 10), date(2026, 1, 18)))
    seen, pool = one_pool(made)
    assert [(duty.person, duty.share) for duty in duties(seen, pool) if not duty.beyond] == [
        ("alice", Fraction(2, 7)),
        ("bob", 1),
    ]


def test_what_follows_the_span_is_known_and_not_counted() -> None:
    seen, pool = one_pool(
        team(rota(roles={"primary": ["alice", "bob"]}, start=JANUARY), period=(JANUARY, date(2026, 1, 11)))
    )
    assert [(duty.person, duty.beyond) for duty in duties(seen, pool)] == [
        ("alice", False),
        ("bob", True),
        ("alice", True),
    ]
    assert shifts(seen, pool)["bob"] == 0


def test_history_is_told_and_not_counted() -> None:
    past = PastShift(
        at("history"), date(2025, 12, 29), date(2026, 1, 4), {"primary": party("bob"), "secondary": party("carol")}
    )
    made = team(
        rota(roles={"primary": ["alice", "bob"]}, start=JANUARY),
        period=(JANUARY, date(2026, 1, 11)),
        fields={"history": History(at=at("history"), shifts=(past,))},
    )
    seen, pool = one_pool(made)
    first = duties(seen, pool)[0]
    assert (first.person, first.past, first.days) == ("bob", True, 7)
    assert (shifts(seen, pool)["bob"], days_held(seen, pool)["bob"]) == (0, 0)
    assert turns_served(seen, pool) == (("primary", 7),)


def test_an_order_not_stated_gives_nobody_a_duty() -> None:
    seen, pool = one_pool(
        team(rota(roles={"primary": "? alice bob"}, start=JANUARY), period=(JANUARY, date(2026, 1, 11)))
    )
    assert duties(seen, pool) == ()
    assert [segment.candidates for segment in untold(seen, pool)] == [("alice", "bob")]


def test_a_partner_or_the_team_as_a_whole_is_nobody_who_could_tire() -> None:
    seen, pool = one_pool(team(rota(roles={"primary": ["alice", "t"]}, start=JANUARY), period=FOUR_WEEKS))
    assert {duty.person for duty in duties(seen, pool)} == {"alice"}


def test_whoever_takes_a_turn_by_a_line_or_a_swap_has_it() -> None:
    made = team(
        rota(roles={"primary": ["alice", "bob"]}, start=JANUARY),
        period=(JANUARY, date(2026, 1, 25)),
        holidays=(line("mlk-day", {"primary": "carol"}, year=2026, takes="turn"),),
        swaps=(swap(JANUARY, date(2026, 1, 11), "alice", "dave"),),
    )
    seen, pool = one_pool(made)
    assert shifts(seen, pool) == {"alice": 0, "bob": 1, "carol": 1, "dave": 1}


def test_too_many_starts_leave_duties_undecided() -> None:
    seen = view(team(rota(turn="4w", roles={"primary": FOUR})))
    (pool,) = pools(seen, ("primary",))
    with pytest.raises(NotStated, match=r"oncall\.rotations\.start"):
        duties(seen, pool)


def test_standby_is_a_role_like_any_other() -> None:
    roles = {"primary": ["alice", "bob"], "third": column("third", ["carol"], role="standby")}
    made = team(rota(roles=roles, start=JANUARY), period=FOUR_WEEKS)
    seen, pool = one_pool(made, "standby")
    assert shifts(seen, pool)["carol"] == 4


def past(
    cells: dict[str, str], first: Any = date(2025, 12, 29), last: Any = date(2026, 1, 4), **more: Any
) -> PastShift:
    return PastShift(at("history", str(first)), first, last, {name: party(who) for name, who in cells.items()}, **more)
