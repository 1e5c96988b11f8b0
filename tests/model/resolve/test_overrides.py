"""Overrides: whom they put where, and why one does nothing."""

from datetime import date, datetime

import pytest

from pipecheck.model.oncall import Override
from tests.model.resolve.make import (
    column,
    line,
    override,
    party,
    rota,
    schedule,
    team,
    utc,
    window,
)
from tests.model.resolve.weeks import JANUARY, SPAN, made, primaries


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
