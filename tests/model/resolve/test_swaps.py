"""Swaps: what changes hands, in which order, and why one is not applied."""

from datetime import date

import pytest

from pipecheck.model.oncall import Swap
from tests.model.resolve.make import (
    at,
    column,
    handoff,
    override,
    party,
    rota,
    schedule,
    swap,
    team,
    told,
    window,
)
from tests.model.resolve.weeks import JANUARY, SPAN, made, primaries

WEEK = (date(2026, 1, 5), date(2026, 1, 11))


def test_a_swap_of_a_week_is_exactly_the_turn() -> None:
    resolved = schedule(made({"primary": ["alice", "bob"]}, swaps=(swap(*WEEK, "alice", "bob"),)))
    assert primaries(resolved)[:2] == ["01-05 14:00..01-12 14:00 primary bob", "01-12 14:00..01-19 14:00 primary bob"]


def test_both_take_what_the_other_had() -> None:
    resolved = schedule(made(swaps=(swap(*WEEK, "alice", "bob"),)))
    assert [each.holder for each in resolved.segments() if each.turn == 0] == ["bob", "alice"]


def test_swapped_back_is_as_before() -> None:
    changes = (swap(*WEEK, "alice", "carol"), swap(*WEEK, "carol", "alice", accepted=date(2026, 1, 16)))
    resolved = schedule(made(swaps=changes))
    assert told(resolved.segments()) == told(schedule(made()).segments())
    assert resolved.unapplied == ()


def test_swaps_are_applied_in_the_order_in_which_they_were_accepted() -> None:
    """The second line was accepted first: carol has the week by then, and can give it on."""
    late = swap(*WEEK, "carol", "dave", accepted=date(2026, 1, 3))
    early = swap(*WEEK, "alice", "carol", accepted=date(2026, 1, 2))
    resolved = schedule(made(swaps=(late, early)))
    assert primaries(resolved)[0] == "01-05 14:00..01-12 14:00 primary dave"
    assert resolved.unapplied == ()


def test_a_swap_of_what_the_giver_does_not_have_is_not_applied() -> None:
    change = swap(*WEEK, "carol", "dave")
    resolved = schedule(made(swaps=(change,)))
    assert told(resolved.segments()) == told(schedule(made()).segments())
    (unapplied,) = resolved.unapplied
    assert (unapplied.change, unapplied.reason, unapplied.holders) == (change, "not-on-duty", ("alice", "bob"))


def test_the_giver_must_hold_the_whole_time() -> None:
    (unapplied,) = schedule(
        made({"primary": ["alice", "bob"]}, swaps=(swap(JANUARY, date(2026, 1, 12), "alice", "bob"),))
    ).unapplied
    assert (unapplied.reason, unapplied.holders) == ("not-on-duty", ("bob",))


def test_a_swap_that_begins_before_the_rota_does_gives_what_is_not_there() -> None:
    late = rota(roles={"primary": ["alice", "bob"]}, start=date(2026, 1, 12))
    change = swap(JANUARY, date(2026, 1, 18), "alice", "bob")
    (unapplied,) = schedule(team(late, swaps=(change,), period=SPAN)).unapplied
    assert unapplied.reason == "not-on-duty"


def test_a_slot_is_ownership_and_is_not_swapped() -> None:
    roles = {"primary": ["alice", "bob"], "engineer-1": ["alice", "bob"]}
    resolved = schedule(made(roles, slots="engineer-1", swaps=(swap(*WEEK, "alice", "carol"),)))
    first = {each.column: each.holder for each in resolved.segments() if each.turn == 0}
    assert first == {"primary": "carol", "engineer-1": "alice"}


def test_a_pause_in_the_hours_is_no_gap_in_duty() -> None:
    office = rota(roles={"primary": ["alice", "bob"]}, start=JANUARY, hours=(window("mon tue wed thu fri", 8, 18),))
    resolved = schedule(team(office, swaps=(swap(*WEEK, "alice", "carol"),), period=SPAN))
    assert resolved.unapplied == ()
    assert resolved.segments()[0].holder == "carol"


@pytest.mark.parametrize("days", [(date(2026, 1, 7), date(2026, 1, 11)), (date(2026, 1, 3), date(2026, 1, 5))])
def test_a_swap_reaching_out_of_the_span_is_judged_whole(days: tuple[date, date]) -> None:
    """The override outside the span takes from alice what she would give."""
    daily = rota(turn="1d", roles={"primary": ["alice"]}, start=date(2026, 1, 1))
    changes = (
        override(date(2026, 1, 11), date(2026, 1, 11), "bob"),
        override(date(2026, 1, 3), date(2026, 1, 3), "bob"),
    )
    period = (JANUARY, date(2026, 1, 8))
    given = swap(*days, "alice", "carol")
    resolved = schedule(team(daily, swaps=(given,), overrides=changes, period=period))
    (unapplied,) = (each for each in resolved.unapplied if each.change is given)
    assert (unapplied.reason, unapplied.holders) == ("not-on-duty", ("bob",))


def test_what_decides_about_a_swap_may_lie_far_before_the_span() -> None:
    """The earlier swap cannot be applied, for bob has its first day; so alice still has what she gives in the later."""
    daily = rota(turn="1d", roles={"primary": ["alice"]}, start=date(2026, 1, 1))
    chain = (
        swap(date(2026, 1, 1), date(2026, 1, 3), "alice", "dave", accepted=date(2025, 12, 1)),
        swap(date(2026, 1, 3), date(2026, 1, 6), "alice", "carol", accepted=date(2025, 12, 2)),
    )
    taken = override(date(2026, 1, 1), date(2026, 1, 1), "bob")
    resolved = schedule(team(daily, swaps=chain, overrides=(taken,), period=(JANUARY, date(2026, 1, 8))))
    assert [each.change for each in resolved.unapplied] == [chain[0]]
    assert resolved.segments()[0].holder == "carol"


def test_a_holiday_before_the_span_takes_from_the_giver_what_they_would_give() -> None:
    daily = rota(turn="1d", roles={"primary": ["alice"]}, start=date(2025, 12, 29))
    given = swap(date(2025, 12, 31), date(2026, 1, 6), "alice", "carol")
    made = team(daily, swaps=(given,), on_holidays="none", period=(JANUARY, date(2026, 1, 8)))
    (unapplied,) = schedule(made).unapplied
    assert unapplied.reason == "not-on-duty"


def test_a_change_in_the_past_of_an_undated_rota_is_not_judged() -> None:
    undated = rota(roles={"primary": ["alice", "bob"]}, handoff=handoff(0))
    given = swap(date(2024, 1, 1), date(2024, 1, 7), "alice", "bob")
    (unapplied,) = schedule(team(undated, swaps=(given,))).unapplied
    assert unapplied.reason == "not-judged"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (swap(*WEEK, "alice", None), "untaken"),
        (swap(*WEEK, "alice", "bob", accepted=None), "untaken"),
        (swap(*WEEK, "alice", "alice"), "not-a-person"),
        (swap(*WEEK, "alice carol", "bob"), "not-a-person"),
        (swap(date(2025, 12, 1), date(2025, 12, 7), "alice", "bob"), "outside"),
        (swap(date(2027, 12, 1), date(2027, 12, 7), "alice", "bob"), "not-judged"),
    ],
)
def test_a_swap_that_does_nothing_is_remembered(change: Swap, reason: str) -> None:
    (unapplied,) = schedule(made(swaps=(change,))).unapplied
    assert (unapplied.change, unapplied.reason) == (change, reason)


def test_of_several_swaps_each_is_judged_by_itself() -> None:
    changes = (
        swap(*WEEK, "alice", "bob", accepted=None),
        swap(*WEEK, "alice", "? bob carol"),
        swap(*WEEK, "alice", "bob carol"),
        swap(*WEEK, "alice", "bob", rotation=party("monthly").names[0]),
        swap(*WEEK, "alice", "erin"),
    )
    resolved = schedule(made(swaps=changes))
    assert [each.reason for each in resolved.unapplied] == ["untaken", "not-a-person", "not-a-person", "no-column"]
    assert primaries(resolved)[0] == "01-05 14:00..01-12 14:00 primary erin"


def test_a_swap_is_of_the_rotations_in_which_the_giver_is_on_duty() -> None:
    one = rota("one", roles={"primary": ["alice"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["bob"]}, start=JANUARY)
    over = rota("over", roles={"primary": ["dave"]}, start=date(2025, 1, 6), until=date(2025, 3, 2))
    resolved = schedule(team(one, two, over, swaps=(swap(*WEEK, "alice", "carol"),), period=SPAN))
    assert resolved.unapplied == ()
    first = {each.rotation: each.holder for each in resolved.segments() if each.turn == 0}
    assert first == {"one": "carol", "two": "bob"}


@pytest.mark.parametrize(("early", "late"), [("over", "later"), ("later", "over")])
def test_of_several_rotations_a_swap_tells_the_reason_that_tells_most(early: str, late: str) -> None:
    ends = {"over": {"until": date(2026, 1, 4)}, "later": {}}
    rotations = (
        rota(name, roles={"primary": ["alice"]}, start=date(2025, 12, 29), **ends[name])  # type: ignore[arg-type]
        for name in (early, late)
    )
    change = swap(date(2027, 12, 1), date(2027, 12, 7), "alice", "bob")
    (unapplied,) = schedule(team(*rotations, swaps=(change,), period=SPAN)).unapplied
    assert unapplied.reason == "outside"


def test_only_the_columns_in_which_the_giver_stands_must_be_held_throughout() -> None:
    """The secondary is always there, the primary in office hours: alice gives those, and all of them."""
    roles = {"primary": column("primary", ["alice", "bob"], hours=(window("mon", 8, 18),)), "secondary": ["dave"]}
    resolved = schedule(made(roles, swaps=(swap(*WEEK, "alice", "carol"),)))
    assert resolved.unapplied == ()
    assert resolved.segments(role="primary")[0].holder == "carol"


def test_who_stands_in_a_slot_holds_no_duty_in_place_of_the_giver() -> None:
    roles = {"primary": ["bob"], "engineer-1": ["carol"]}
    (unapplied,) = schedule(made(roles, slots="engineer-1", swaps=(swap(*WEEK, "alice", "dave"),))).unapplied
    assert (unapplied.reason, unapplied.holders) == ("not-on-duty", ("bob",))


def test_who_stands_in_a_slot_only_has_no_duty_to_give() -> None:
    roles = {"primary": ["bob"], "engineer-1": ["alice"]}
    (unapplied,) = schedule(made(roles, slots="engineer-1", swaps=(swap(*WEEK, "alice", "carol"),))).unapplied
    assert (unapplied.reason, unapplied.holders) == ("not-on-duty", ("bob",))


def test_both_of_two_holders_are_told_and_the_giver_is_not_among_them() -> None:
    roles = {"primary": ["bob alice", "carol"]}
    change = swap(JANUARY, date(2026, 1, 13), "alice", "erin")
    (unapplied,) = schedule(made(roles, swaps=(change,))).unapplied
    assert (unapplied.reason, unapplied.holders) == ("not-on-duty", ("bob", "carol"))
    places = [at("oncall", "rotations", 0, "roles", "primary", entry) for entry in (0, 1)]
    assert unapplied.because == tuple(places)


def test_of_two_who_hold_a_seat_together_only_the_giver_leaves() -> None:
    resolved = schedule(made({"primary": ["bob alice"]}, swaps=(swap(*WEEK, "alice", "erin"),)))
    assert [each.holder for each in resolved.segments() if each.turn == 0] == ["bob", "erin"]


@pytest.mark.parametrize(
    ("roles", "give", "reason"),
    [
        ({"primary": "? alice bob", "secondary": ["carol"]}, "alice", "not-told"),
        ({"primary": "? alice bob", "secondary": ["carol"]}, "dave", "not-on-duty"),
        ({"primary": ("secondary", 1), "secondary": ("primary", -1)}, "alice", "not-told"),
        ({"primary": ["open"], "secondary": ["bob"]}, "alice", "not-on-duty"),
    ],
)
def test_whether_the_giver_has_it_may_not_be_told(roles: object, give: str, reason: str) -> None:
    (unapplied,) = schedule(made(roles, swaps=(swap(*WEEK, give, "erin"),))).unapplied
    assert unapplied.reason == reason


def test_a_swap_in_an_order_not_stated_cannot_be_told() -> None:
    (unapplied,) = schedule(made({"primary": "? alice bob"}, swaps=(swap(*WEEK, "alice", "bob"),))).unapplied
    assert unapplied.reason == "not-told"


def test_a_swap_remembers_its_line_last() -> None:
    change = swap(*WEEK, "alice", "carol")
    segment = schedule(made(swaps=(change,))).segments()[0]
    assert segment.because == (at("oncall", "rotations", 0, "roles", "primary", 0), change.place)
