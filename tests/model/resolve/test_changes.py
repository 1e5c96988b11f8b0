"""Overrides, swaps, and who stands in during time off."""

from datetime import date, datetime

import pytest

from pipecheck.model.oncall import Override, Swap
from pipecheck.model.resolve import Resolved
from pipecheck.model.team import Team
from tests.model.resolve.make import (
    at,
    column,
    handoff,
    line,
    off,
    override,
    party,
    pipeline,
    rota,
    row,
    schedule,
    swap,
    team,
    told,
    utc,
    window,
)

JANUARY = date(2026, 1, 5)
SPAN = (JANUARY, date(2026, 2, 1))
ROLES = {"primary": ["alice", "bob", "carol", "dave"], "secondary": ("primary", 1)}


def made(roles: object = None, **more: object) -> Team:
    fields = {"period": SPAN, "people": "alice bob carol dave erin"} | more
    return team(rota(roles=roles or ROLES, start=JANUARY, handoff=handoff(0, 9)), **fields)  # type: ignore[arg-type]


def primaries(resolved: Resolved) -> list[str]:
    return told(resolved.segments(role="primary"))


# ---- overrides


def test_an_override_takes_on_call_days_both_ends_included() -> None:
    resolved = schedule(made(overrides=(override(date(2026, 1, 7), date(2026, 1, 8), "erin"),)))
    assert primaries(resolved)[:3] == [
        "01-05 14:00..01-07 14:00 primary alice",
        "01-07 14:00..01-09 14:00 primary erin",
        "01-09 14:00..01-12 14:00 primary alice",
    ]


def test_an_override_with_times_takes_those_instants() -> None:
    change = override(datetime(2026, 1, 7, 12), datetime(2026, 1, 7, 14), "erin")  # noqa: DTZ001
    assert primaries(schedule(made(overrides=(change,))))[1] == "01-07 17:00..01-07 19:00 primary erin"


def test_an_override_lies_over_a_holiday_line_and_remembers_it() -> None:
    given = line("mlk-day", {"primary": "erin"}, year=2026)
    change = override(date(2026, 1, 19), date(2026, 1, 19), "dave")
    resolved = schedule(made(holidays=(given,), overrides=(change,)))
    segment = next(each for each in resolved.segments(role="primary") if each.start == utc("2026-01-19T14:00"))
    assert segment.holder == "dave"
    assert segment.because[1:] == (given.cells["primary"][0].at, change.place)


def test_an_override_moves_nobody_else() -> None:
    """Who is on duty twice then is on duty twice: that is for a rule to say."""
    resolved = schedule(made(overrides=(override(date(2026, 1, 5), date(2026, 1, 5), "bob"),)))
    first = [each.holder for each in resolved.segments() if each.start == utc("2026-01-05T14:00")]
    assert first == ["bob", "bob"]


def test_two_overrides_of_one_seat_are_in_conflict_and_the_later_told_has_it() -> None:
    changes = (
        override(date(2026, 1, 6), date(2026, 1, 8), "erin"),
        override(date(2026, 1, 8), date(2026, 1, 9), "dave"),
    )
    resolved = schedule(made(overrides=changes))
    assert primaries(resolved)[1:4] == [
        "01-06 14:00..01-08 14:00 primary erin",
        "01-08 14:00..01-09 14:00 primary dave",
        "01-09 14:00..01-10 14:00 primary dave",
    ]
    (conflict,) = resolved.conflicts
    assert (conflict.level, conflict.first, conflict.second) == ("override", changes[0].place, changes[1].place)
    assert (conflict.start, conflict.end) == (utc("2026-01-08T14:00"), utc("2026-01-09T14:00"))


def test_overrides_that_follow_one_another_or_say_the_same_are_in_no_conflict() -> None:
    changes = (
        override(date(2026, 1, 6), date(2026, 1, 7), "erin dave"),
        override(date(2026, 1, 7), date(2026, 1, 7), "dave erin"),
        override(date(2026, 1, 8), date(2026, 1, 9), None),
        override(date(2026, 1, 9), date(2026, 1, 9), None),
        override(date(2026, 1, 10), date(2026, 1, 10), "open"),
    )
    assert schedule(made(overrides=changes)).conflicts == ()


@pytest.mark.parametrize("other", ["erin dave", "? erin carol", "?", "open", None])
def test_overrides_that_say_different_things_are_in_conflict(other: str | None) -> None:
    changes = (override(JANUARY, JANUARY, "erin carol"), override(JANUARY, JANUARY, other))
    assert len(schedule(made(overrides=changes)).conflicts) == 1


def test_an_override_may_open_a_slot_or_leave_it_to_nobody() -> None:
    changes = (override(JANUARY, JANUARY, "open"), override(date(2026, 1, 6), date(2026, 1, 6), None))
    assert primaries(schedule(made(overrides=changes)))[:2] == [
        "01-05 14:00..01-06 14:00 primary open",
        "01-06 14:00..01-07 14:00 primary nobody",
    ]


def test_an_override_fills_what_the_rota_leaves_empty() -> None:
    roles = {"primary": ["alice", "open"]}
    resolved = schedule(made(roles, overrides=(override(date(2026, 1, 12), date(2026, 1, 18), "erin"),)))
    assert primaries(resolved)[1] == "01-12 14:00..01-19 14:00 primary erin"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (override(JANUARY, JANUARY, "alice"), "no-effect"),
        (override(JANUARY, JANUARY, "erin", role="tertiary"), "no-column"),
        (override(JANUARY, JANUARY, "erin", role=None), "no-role"),
        (override(date(2025, 12, 1), date(2025, 12, 2), "erin"), "outside"),
        (override(date(2027, 12, 1), date(2027, 12, 2), "erin"), "not-judged"),
    ],
)
def test_an_override_that_does_nothing_is_remembered(change: Override, reason: str) -> None:
    (unapplied,) = schedule(made(overrides=(change,))).unapplied
    assert (unapplied.change, unapplied.reason) == (change, reason)


def test_an_override_outside_the_hours_does_nothing() -> None:
    office = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(window("mon tue wed thu fri", 8, 18),))
    change = override(date(2026, 1, 10), date(2026, 1, 11), "bob")
    (unapplied,) = schedule(team(office, overrides=(change,), period=SPAN)).unapplied
    assert unapplied.reason == "no-hours"


def test_of_several_overrides_each_is_judged_by_itself() -> None:
    changes = (
        override(JANUARY, JANUARY, "erin", role="tertiary"),
        override(date(2026, 1, 6), date(2026, 1, 6), "alice"),
        override(date(2026, 1, 7), date(2026, 1, 7), "erin"),
    )
    resolved = schedule(made(overrides=changes))
    assert [each.reason for each in resolved.unapplied] == ["no-column", "no-effect"]
    assert primaries(resolved)[2] == "01-07 14:00..01-08 14:00 primary erin"


def test_an_override_names_a_column_by_its_name_or_by_what_it_counts_as() -> None:
    roles = {
        "primary": ["alice"],
        "weekdays": column("weekdays", ["bob"], role="primary"),
        "early": column("early", ["carol"], role="backup"),
        "late": column("late", ["dave"], role="backup"),
    }
    changes = (override(JANUARY, JANUARY, "erin"), override(JANUARY, JANUARY, "erin", role="backup"))
    first = [each for each in schedule(made(roles, overrides=changes)).segments() if each.turn == 0]
    assert {each.column for each in first if each.holder == "erin"} == {"primary", "early", "late"}


def test_an_override_without_a_role_is_for_the_only_column_that_is_duty() -> None:
    roles = {"engineer-1": ["alice"], "primary": ["bob"]}
    change = override(JANUARY, JANUARY, "erin", role=None)
    resolved = schedule(made(roles, slots="engineer-1", overrides=(change,)))
    assert {each.column for each in resolved.segments() if each.holder == "erin"} == {"primary"}
    elsewhere = override(JANUARY, JANUARY, "erin", role=None, rotation=party("monthly").names[0])
    (unapplied,) = schedule(made(roles, slots="engineer-1", overrides=(elsewhere,))).unapplied
    assert unapplied.reason == "no-column"


DAY = date(2026, 1, 10)


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        ({"roles": {"primary": ["erin"]}}, {"hours": (window("mon"),)}, "no-effect"),
        ({"hours": (window("mon"),)}, {"until": date(2026, 1, 7)}, "no-hours"),
        ({"until": date(2026, 1, 7)}, {"hours": (window("mon"),)}, "no-hours"),
        ({"until": date(2026, 1, 7)}, {"until": date(2026, 1, 7)}, "outside"),
        ({"roles": {"primary": ["erin"]}}, {}, None),
    ],
)
def test_of_several_rotations_the_reason_that_tells_most_is_told(
    one: dict[str, object], two: dict[str, object], reason: str | None
) -> None:
    rotations = (
        rota(name, **{"roles": {"primary": ["alice"]}, "start": JANUARY, **more})  # type: ignore[arg-type]
        for name, more in (("one", one), ("two", two))
    )
    unapplied = schedule(team(*rotations, overrides=(override(DAY, DAY, "erin"),), period=SPAN)).unapplied
    assert [each.reason for each in unapplied] == ([reason] if reason else [])


def test_an_override_may_name_a_role_and_means_who_stands_there() -> None:
    resolved = schedule(made(overrides=(override(JANUARY, JANUARY, "secondary"),)))
    assert primaries(resolved)[0] == "01-05 14:00..01-06 14:00 primary bob"


def test_an_override_may_narrow_to_one_rotation() -> None:
    one = rota("one", roles={"primary": ["alice"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["bob"]}, start=JANUARY)
    changes = (override(JANUARY, JANUARY, "carol", rotation=party("two").names[0]),)
    resolved = schedule(team(one, two, overrides=changes, period=SPAN))
    assert {each.rotation for each in resolved.segments() if each.holder == "carol"} == {"two"}


# ---- swaps

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


# ---- standing in


def standing(stand_in: object, roles: object = None, **away: object) -> Resolved:
    who = party(stand_in, at("oncall", "stand_in"))  # type: ignore[arg-type]
    return schedule(made(roles, away=away or {"alice": [off(date(2026, 1, 7), date(2026, 1, 8))]}, stand_in=who))


def test_without_a_stand_in_duty_stays_where_it_is() -> None:
    resolved = schedule(made(away={"alice": [off(date(2026, 1, 7), date(2026, 1, 8))]}))
    assert primaries(resolved)[0] == "01-05 14:00..01-12 14:00 primary alice"


def test_time_off_is_calendar_days_in_the_members_own_zone() -> None:
    sydney = {"alice": {"timezone": "Australia/Sydney"}}
    away = {"alice": [off(date(2026, 1, 7), date(2026, 1, 8))]}
    one = schedule(made(away=away, stand_in=party("erin")))
    assert primaries(one)[1] == "01-07 05:00..01-09 05:00 primary erin"
    other = schedule(made(away=away, members=sydney, stand_in=party("erin")))
    assert primaries(other)[1] == "01-06 13:00..01-08 13:00 primary erin"


def test_the_next_in_turn_who_is_not_on_duty_stands_in() -> None:
    assert primaries(standing("next"))[1] == "01-07 05:00..01-09 05:00 primary carol"
    assert primaries(standing("previous"))[1] == "01-07 05:00..01-09 05:00 primary dave"


def test_where_everybody_else_is_on_duty_the_next_takes_it_and_leaves_their_seat() -> None:
    resolved = standing("next", {"primary": ["alice", "bob"], "secondary": ("primary", 1)})
    assert told([each for each in resolved.segments() if each.start == utc("2026-01-07T05:00")]) == [
        "01-07 05:00..01-09 05:00 primary bob"
    ]


def test_the_secondary_steps_up_and_leaves_their_seat() -> None:
    resolved = standing("secondary")
    assert primaries(resolved)[1] == "01-07 05:00..01-09 05:00 primary bob"
    assert told(resolved.segments(role="secondary"))[:2] == [
        "01-05 14:00..01-07 05:00 secondary bob",
        "01-09 05:00..01-12 14:00 secondary bob",
    ]


def test_a_stand_in_who_is_away_too_is_passed_over() -> None:
    both = [off(date(2026, 1, 7), date(2026, 1, 8))]
    assert primaries(standing("next", alice=both, carol=both))[1] == "01-07 05:00..01-09 05:00 primary dave"


def test_a_stand_in_who_is_away_too_is_passed_over_backwards() -> None:
    both = [off(date(2026, 1, 7), date(2026, 1, 8))]
    resolved = standing("previous", {"primary": ["alice", "bob", "carol"]}, alice=both, carol=both)
    assert primaries(resolved)[1] == "01-07 05:00..01-09 05:00 primary bob"


def test_time_off_that_ends_before_it_begins_takes_nobody_away() -> None:
    resolved = standing("erin", alice=[off(date(2026, 1, 8), date(2026, 1, 6))])
    assert primaries(resolved)[0] == "01-05 14:00..01-12 14:00 primary alice"


def test_where_nobody_can_stand_in_duty_stays_where_it_is() -> None:
    both = [off(date(2026, 1, 7), date(2026, 1, 8))]
    resolved = standing("erin", alice=both, erin=both)
    assert primaries(resolved)[0] == "01-05 14:00..01-12 14:00 primary alice"


def test_those_who_stay_until_the_first_handoff_are_stood_in_for_too() -> None:
    """The rota begins on a holiday: until its first handoff on 2 January the turn before it goes on."""
    moved = handoff(None, None, if_holiday="next-working-day")
    begun = rota(roles={"primary": ["alice", "bob"]}, start=date(2026, 1, 1), handoff=moved)
    away = {"bob": [off(date(2026, 1, 1), date(2026, 1, 1))]}
    made = team(begun, away=away, stand_in=party("next"), period=(date(2026, 1, 1), date(2026, 1, 4)))
    assert {each.holder for each in schedule(made).segments()} == {"alice"}


def test_where_none_of_several_is_there_duty_stays_where_it_is() -> None:
    away = off(*WEEK)
    resolved = standing("? alice bob", alice=[away], bob=[away])
    assert resolved.segments()[0].holder == "alice"


def test_a_stand_in_who_is_there_for_a_part_takes_that_part() -> None:
    resolved = standing(
        "erin", alice=[off(date(2026, 1, 7), date(2026, 1, 8))], erin=[off(date(2026, 1, 8), date(2026, 1, 8))]
    )
    assert primaries(resolved)[:3] == [
        "01-05 14:00..01-07 05:00 primary alice",
        "01-07 05:00..01-08 05:00 primary erin",
        "01-08 05:00..01-12 14:00 primary alice",
    ]


def test_the_owner_stands_in_for_what_they_own() -> None:
    pipelines = (pipeline("p", owners={"primary": party("carol")}), pipeline("q", owners={"primary": party("dave")}))
    away = {"alice": [off(date(2026, 1, 7), date(2026, 1, 8))]}
    resolved = schedule(made({"primary": ["alice"]}, pipelines=pipelines, away=away, stand_in=party("owner")))
    day = [each for each in resolved.segments() if each.start == utc("2026-01-07T05:00")]
    assert [(each.holder, set(each.pipelines)) for each in day] == [("carol", {"p"}), ("dave", {"q"})]


def test_standing_in_comes_after_swaps_and_remembers_the_time_off() -> None:
    away = {"carol": [off(date(2026, 1, 7), date(2026, 1, 8))]}
    change = swap(*WEEK, "alice", "carol")
    resolved = schedule(made(away=away, swaps=(change,), stand_in=party("erin", at("oncall", "stand_in"))))
    segment = resolved.segments(role="primary")[1]
    assert segment.holder == "erin"
    assert segment.because[1:] == (change.place, at("time_off", "2026-01-07"), at("oncall", "stand_in"))


AWAY = [off(date(2026, 1, 7), date(2026, 1, 8))]


def on_the_seventh(resolved: Resolved) -> list[str]:
    """Who sits where on the first day on which alice is away."""
    day = [each for each in resolved.segments() if each.start <= utc("2026-01-07T12:00") < each.end]
    day.sort(key=lambda each: each.column)
    return [f"{each.column} {each.holder or ' '.join((each.state, *each.candidates))}" for each in day]


@pytest.mark.parametrize(
    ("stand_in", "roles", "expected"),
    [
        ("erin", {"primary": ["alice"]}, ["primary erin"]),
        ("erin carol", {"primary": ["alice"]}, ["primary erin", "primary carol"]),
        ("erin", {"primary": ["alice erin bob"]}, ["primary erin", "primary bob"]),
        ("erin", {"primary": ["bob alice"]}, ["primary bob", "primary erin"]),
        ("carol", {"primary": ["alice"], "secondary": ["bob carol"]}, ["primary carol", "secondary bob"]),
        ("? alice bob carol", {"primary": ["alice"]}, ["primary among bob carol"]),
        ("?", {"primary": ["alice"]}, ["primary among bob carol dave erin"]),
        (
            "? bob carol",
            {"primary": ["alice secondary"], "secondary": ["open"]},
            ["primary among bob carol", "primary open", "secondary open"],
        ),
        (
            "secondary",
            {"primary": ["alice"], "secondary": "? bob carol"},
            ["primary among bob carol", "secondary among bob carol"],
        ),
        ("secondary", {"primary": ["alice"], "secondary": ["open"]}, ["primary alice", "secondary open"]),
        ("tertiary", {"primary": ["alice"]}, ["primary alice"]),
        (None, {"primary": ["alice"]}, ["primary alice"]),
        ("open", {"primary": ["alice"]}, ["primary alice"]),
        ("next erin", {"primary": ["alice", "bob"]}, ["primary bob", "primary erin"]),
        ("next", {"primary": ["alice", "bob", "carol"]}, ["primary bob"]),
        ("previous", {"primary": ["alice", "bob", "carol"]}, ["primary carol"]),
        ("next", {"primary": ["alice", "bob carol"]}, ["primary bob"]),
        (
            "next",
            {"primary": ["alice", "bob", "carol"], "secondary": ["bob"], "third": ["carol"]},
            ["primary bob", "third carol"],
        ),
        ("next", {"primary": ["alice", "open", "alice", "carol"]}, ["primary carol"]),
        ("next", {"primary": ["alice", "bob", "carol"], "slot": ["bob"]}, ["primary bob", "slot bob"]),
        ("bob", {"primary": ["alice"], "slot": ["alice bob"]}, ["primary bob", "slot alice", "slot bob"]),
        ("slot", {"primary": ["alice"], "slot": ["bob"]}, ["primary bob", "slot bob"]),
        ("owners.second", {"primary": ["alice"]}, ["primary dave"]),
        ("owner", {"primary": ["alice"]}, ["primary carol"]),
        ("erin", {"primary": ["alice"], "secondary": ["alice"]}, ["primary erin", "secondary erin"]),
    ],
)
def test_who_stands_in_for_somebody_who_is_away(stand_in: str | None, roles: object, expected: list[str]) -> None:
    pipelines = (pipeline("p", owners={"primary": party("carol"), "second": party("dave")}),)
    who = party(stand_in, at("oncall", "stand_in"))
    resolved = schedule(made(roles, slots="slot", pipelines=pipelines, away={"alice": AWAY}, stand_in=who))
    assert on_the_seventh(resolved) == expected


def test_nobody_stands_in_where_nobody_takes_turns() -> None:
    assert schedule(team(stand_in=party("erin"), away={"alice": AWAY}, period=SPAN)).segments() == ()


def test_time_off_may_last_longer_than_the_rota_and_be_told_in_any_order() -> None:
    away = [off(date(2020, 1, 1), date(2020, 1, 2)), off(date(2026, 1, 7), date(2029, 12, 31))]
    since = standing("erin", alice=away)
    assert {each.holder for each in since.segments(role="primary") if each.start >= utc("2026-01-07T05:00")} == {
        "erin", "bob", "carol", "dave",
    }  # fmt: skip
    assert [each.holder for each in since.beyond("weekly") if each.role == "primary"] == [
        "erin",
        "bob",
        "carol",
        "dave",
    ]
    until = standing("erin", alice=[off(date(2020, 1, 1), date(2026, 1, 6))])
    assert primaries(until)[:2] == [
        "01-05 14:00..01-07 05:00 primary erin",
        "01-07 05:00..01-12 14:00 primary alice",
    ]


def test_an_override_in_a_hole_between_rows_has_no_next() -> None:
    rows = tuple(row({"primary": "bob"}, date(2026, 1, day), date(2026, 1, day)) for day in (5, 9))
    change = override(date(2026, 1, 7), date(2026, 1, 7), "alice")
    resolved = schedule(team(rota(turns=rows), overrides=(change,), away={"alice": AWAY}, stand_in=party("next")))
    assert told(resolved.segments())[1] == "01-07 05:00..01-08 05:00 primary alice"


def test_the_lines_of_a_stand_in_end_with_every_time_off_that_holds_then() -> None:
    away = [off(date(2026, 1, 6), date(2026, 1, 7)), *AWAY]
    segments = standing("erin", {"primary": ["alice"]}, alice=away).segments()
    assert [each.because[1:] for each in segments if each.holder == "erin"] == [
        (at("time_off", "2026-01-06"), at("oncall", "stand_in")),
        (at("time_off", "2026-01-06"), at("time_off", "2026-01-07"), at("oncall", "stand_in")),
        (at("time_off", "2026-01-07"), at("oncall", "stand_in")),
    ]
