"""Shifts back to back, and two roles of one pipeline at one time."""

from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from pipecheck.model.duty import Pool, clashes, pairs, pools
from pipecheck.model.oncall import History, PastShift
from pipecheck.model.team import Team
from pipecheck.model.views import View, Views
from tests.model.facts.test_rotas import plan_001
from tests.model.resolve.make import (
    ALL,
    AS_OF,
    CALENDARS,
    ZONES,
    at,
    column,
    handoff,
    line,
    override,
    party,
    pipeline,
    rota,
    row,
    team,
    utc,
    window,
)

JANUARY = date(2026, 1, 5)
FOUR = ["alice", "bob", "carol", "dave"]
FOUR_WEEKS = (JANUARY, date(2026, 2, 1))
BOTH = ("primary", "secondary")


def view(made: Team) -> View:
    return Views(made, CALENDARS, ZONES, AS_OF).view()


def one_pool(made: Team, *roles: str) -> tuple[View, Pool]:
    seen = view(made)
    (pool,) = pools(seen, roles or ("primary",))
    return seen, pool


def who(made: Team, *roles: str, min_gap: Fraction = Fraction(1)) -> list[tuple[str, str]]:
    """Each pair as its person and the date of its second shift."""
    return [(pair.person, f"{pair.second.start:%m-%d}") for pair in pairs(*one_pool(made, *roles), min_gap)]


def test_plain_turns_of_four_do_not_touch() -> None:
    assert who(team(rota(roles={"primary": FOUR}, start=JANUARY), period=FOUR_WEEKS)) == []


def test_a_backup_who_is_next_is_back_to_back_every_week() -> None:
    """Plan 003 under both roles."""
    made = team(rota(roles={"primary": FOUR, "secondary": ("primary", 1)}, start=JANUARY), period=FOUR_WEEKS)
    assert who(made, *BOTH) == [("bob", "01-12"), ("carol", "01-19"), ("dave", "01-26"), ("alice", "02-02")]
    shifted = team(rota(roles={"primary": FOUR, "secondary": ("primary", 2)}, start=JANUARY), period=FOUR_WEEKS)
    assert who(shifted, *BOTH) == []


def test_the_last_turn_meets_the_first_only_where_the_rota_goes_on() -> None:
    roles = {"primary": ["alice", "bob", "alice"]}
    three = (JANUARY, date(2026, 1, 25))
    assert who(team(rota(roles=roles, start=JANUARY), period=three)) == [("alice", "01-26")]
    assert who(team(rota(roles=roles, start=JANUARY, repeats=False), period=three)) == []
    assert who(team(rota(roles=roles, start=JANUARY, until=date(2026, 1, 25)), period=three)) == []


def test_what_history_tells_touches_the_first_turn() -> None:
    past = PastShift(at("history"), date(2025, 12, 29), date(2026, 1, 4), {"primary": party("alice")})
    history = {"history": History(at=at("history"), shifts=(past,))}
    made = team(rota(roles={"primary": FOUR}, start=JANUARY), period=FOUR_WEEKS, fields=history)
    (pair,) = pairs(*one_pool(made))
    assert (pair.person, pair.first.past, pair.gap) == ("alice", True, 0)
    assert pair.first.segments[0].because == (past.at,)


def test_a_gap_is_measured_in_shorter_shifts() -> None:
    """Alice has a week off between her weeks: enough for one shift between, not for two."""
    made = team(rota(roles={"primary": ["alice", "bob"]}, start=JANUARY), period=FOUR_WEEKS)
    assert who(made) == []
    assert ("alice", "01-19") in who(made, min_gap=Fraction(2))


def test_a_day_between_two_days_is_enough_and_a_weekend_without_hours_is_too() -> None:
    office = (window("mon tue wed thu fri", 8, 18),)
    rows = {5: "alice", 6: "bob", 7: "carol", 8: "dave", 9: "alice", 12: "alice"}
    turns = tuple(row({"primary": name}, date(2026, 1, day), date(2026, 1, day)) for day, name in rows.items())
    assert who(team(rota(turns=turns, roles={"primary": None}, hours=office))) == []
    close = (*turns, row({"primary": "alice"}, date(2026, 1, 13), date(2026, 1, 13)))
    assert who(team(rota(turns=close, roles={"primary": None}, hours=office))) == [("alice", "01-13")]


def test_a_cover_of_a_day_makes_no_pair() -> None:
    changes = (override(date(2026, 1, 12), date(2026, 1, 12), "alice"),)
    assert who(team(rota(roles={"primary": FOUR}, start=JANUARY), period=FOUR_WEEKS, overrides=changes)) == []
    more = (override(date(2026, 1, 12), date(2026, 1, 15), "alice"),)
    assert who(team(rota(roles={"primary": FOUR}, start=JANUARY), period=FOUR_WEEKS, overrides=more)) == [
        ("alice", "01-12")
    ]


def test_pairs_are_found_across_the_rotations_of_a_pool() -> None:
    one = rota("one", roles={"primary": ["alice", "bob", "carol"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["dave", "alice", "bob"]}, start=JANUARY)
    (first, *_) = pairs(*one_pool(team(one, two, period=(JANUARY, date(2026, 1, 25)))))
    assert (first.person, first.first.rotation, first.second.rotation) == ("alice", "one", "two")


def test_the_same_week_in_two_rotations_is_no_pair() -> None:
    one = rota("one", roles={"primary": ["alice", "bob", "carol"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["alice", "bob", "carol"]}, start=JANUARY)
    assert who(team(one, two, period=FOUR_WEEKS)) == []


def test_a_shift_inside_another_is_no_pair_and_one_that_reaches_out_of_it_is() -> None:
    week = rota("week", roles={"primary": ["alice", "bob", "carol"]}, start=JANUARY, until=date(2026, 1, 25))
    inside = rota("day", turn="1d", roles={"primary": ["alice"]}, start=date(2026, 1, 7), until=date(2026, 1, 7))
    reaching = rota("long", turn="1w", roles={"primary": ["alice"]}, start=date(2026, 1, 8), until=date(2026, 1, 14))
    assert who(team(week, inside, period=(JANUARY, date(2026, 1, 25)))) == []
    assert who(team(week, reaching, period=(JANUARY, date(2026, 1, 25)))) == [("alice", "01-08")]


def test_a_matrix_of_holidays_over_a_weekly_rota_is_back_to_back_at_every_start() -> None:
    """Plan 001: three to seven pairs in three years, whoever begins, on whichever weekday, for either New Year."""
    found: Counter[int] = Counter()
    for shift in (0, 1):
        for weekday in range(7):
            views = Views(plan_001(shift, with_matrix=True, weekday=weekday), CALENDARS, ZONES, AS_OF)
            assert views.readings() == 5
            for reading in range(5):
                seen = views.view(reading)
                (pool,) = pools(seen, ("primary",))
                found[sum(not pair.second.beyond for pair in pairs(seen, pool))] += 1
    assert sum(found.values()) == 70
    assert (min(found), max(found)) == (3, 7)


@pytest.mark.parametrize(("hours", "found"), [(12, True), (24, False), (23, True)])
def test_as_much_between_as_the_shorter_lasts_is_enough(hours: int, found: bool) -> None:
    """A week, so many hours off, a day; or the day first."""
    begin = datetime(2026, 1, 5)  # noqa: DTZ001
    week, day, off = timedelta(weeks=1), timedelta(days=1), timedelta(hours=hours)
    for first, second in ((week, day), (day, week)):
        turns = (
            row({"primary": "alice"}, begin, begin + first),
            row({"primary": "alice"}, begin + first + off, begin + first + off + second),
        )
        made = team(rota(turns=turns, roles={"primary": None}))
        assert [pair.gap for pair in pairs(*one_pool(made))] == ([Fraction(hours, 24)] if found else [])
        assert len(who(made, min_gap=Fraction(hours, 24))) == 0
        assert len(who(made, min_gap=Fraction(hours * 60 + 1, 24 * 60))) == 1


def test_shifts_that_begin_together_are_no_pair_and_one_that_ends_with_another_is_none_either() -> None:
    week = rota("week", roles={"primary": ["alice"]}, start=JANUARY, until=date(2026, 1, 11))
    short = rota("short", turn="2d", roles={"primary": ["alice"]}, start=JANUARY, until=date(2026, 1, 6))
    ending = rota("ending", turn="2d", roles={"primary": ["alice"]}, start=date(2026, 1, 10), until=date(2026, 1, 11))
    assert who(team(short, week)) == who(team(week, ending)) == []


def test_pairs_are_in_order_of_time_and_people() -> None:
    made = team(rota(roles={"primary": ["bob alice", "alice bob"]}, start=JANUARY), period=(JANUARY, date(2026, 1, 18)))
    assert who(made) == [("alice", "01-12"), ("bob", "01-12"), ("alice", "01-19"), ("bob", "01-19")]


# ---- clashes


def test_two_roles_of_one_pipeline_at_one_time_clash() -> None:
    made = team(
        rota(roles={"primary": FOUR, "secondary": ["bob", "bob", "dave", "alice"]}, start=JANUARY), period=FOUR_WEEKS
    )
    (clash,) = clashes(view(made), BOTH)
    assert (clash.person, clash.start, clash.end) == ("bob", utc("2026-01-12T05:00"), utc("2026-01-19T05:00"))
    assert {clash.first.role, clash.second.role} == {"primary", "secondary"}
    assert clash.pipelines == {"p"}


def test_two_pipelines_at_one_time_are_no_clash() -> None:
    growth = ALL._replace(pipelines=party("q").names)
    profit = ALL._replace(pipelines=party("p").names)
    one = rota("one", roles={"primary": ["alice"]}, start=JANUARY, covers=profit)
    two = rota("two", roles={"primary": ["alice"], "secondary": ["alice"]}, start=JANUARY, covers=growth)
    made = team(one, two, pipelines=(pipeline("p"), pipeline("q")), period=(JANUARY, date(2026, 1, 11)))
    (clash,) = clashes(view(made), BOTH)
    assert (clash.first.rotation, clash.second.rotation, clash.pipelines) == ("two", "two", {"q"})


def test_one_role_held_twice_is_no_clash_and_other_hours_are_none_either() -> None:
    one = rota("one", roles={"primary": ["alice"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["alice"]}, start=JANUARY)
    assert clashes(view(team(one, two, period=FOUR_WEEKS)), BOTH) == ()
    roles = {
        "primary": column("primary", ["alice"], hours=(window("", 8, 20),)),
        "secondary": column("secondary", ["alice"], hours=(window("", 20, 8),)),
    }
    assert clashes(view(team(rota(roles=roles, start=JANUARY), period=FOUR_WEEKS)), BOTH) == ()


def test_a_holiday_line_that_names_the_backup_makes_no_clash_and_an_override_does() -> None:
    rotation = rota(roles={"primary": FOUR, "secondary": ("primary", 1)}, start=JANUARY, handoff=handoff(0))
    given = team(rotation, period=FOUR_WEEKS, holidays=(line("mlk-day", {"primary": "dave"}, year=2026),))
    assert clashes(view(given), BOTH) == ()
    change = override(date(2026, 1, 19), date(2026, 1, 19), "dave")
    (clash,) = clashes(view(team(rotation, period=FOUR_WEEKS, overrides=(change,))), BOTH)
    assert change.place in clash.first.because + clash.second.because


def test_roles_that_follow_one_another_do_not_clash_and_those_that_overlap_do_for_as_long() -> None:
    first = rota("first", turn="4d", roles={"primary": ["alice"]}, start=JANUARY, until=date(2026, 1, 8))
    second = rota("second", turn="4d", roles={"secondary": ["alice"]}, start=date(2026, 1, 9), until=date(2026, 1, 12))
    assert clashes(view(team(first, second)), BOTH) == ()
    earlier = rota("second", turn="4d", roles={"secondary": ["alice"]}, start=date(2026, 1, 8), until=date(2026, 1, 11))
    inside = rota("third", turn="1d", roles={"secondary": ["alice"]}, start=date(2026, 1, 6), until=date(2026, 1, 6))
    found = clashes(view(team(first, earlier, inside)), BOTH)
    assert [(each.start, each.end, each.second.rotation) for each in found] == [
        (utc("2026-01-06T05:00"), utc("2026-01-07T05:00"), "third"),
        (utc("2026-01-08T05:00"), utc("2026-01-09T05:00"), "second"),
    ]
    assert {each.first.rotation for each in found} == {"first"}


def test_clashes_are_those_of_the_roles_asked_for_in_order_of_time_and_people() -> None:
    roles = {"primary": ["bob alice"], "secondary": ["alice bob"], "standby": ["alice"]}
    made = team(rota(roles=roles, start=JANUARY), period=(JANUARY, date(2026, 1, 11)))
    assert [each.person for each in clashes(view(made), BOTH)] == ["alice", "bob"]
    assert [each.person for each in clashes(view(made), (*BOTH, "standby"))] == ["alice", "alice", "alice", "bob"]
    nobody = team(rota(roles={"primary": ["open"], "secondary": ["open"]}, start=JANUARY), period=FOUR_WEEKS)
    assert clashes(view(nobody), BOTH) == ()
