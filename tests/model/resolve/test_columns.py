"""The span of a schedule, and columns: what they cover, and whom they follow."""

from datetime import date

from pipecheck.model.resolve import Resolved
from tests.model.resolve.make import (
    ALL,
    column,
    handoff,
    party,
    pipeline,
    rota,
    row,
    schedule,
    team,
    told,
    utc,
)

JANUARY = date(2026, 1, 5)


def who(resolved: Resolved, column: str = "primary") -> list[str]:
    return [segment.holder or segment.state for segment in resolved.segments() if segment.column == column]


def starts(resolved: Resolved) -> list[date]:
    return [turn.first for turn in resolved.turns()]


# ---- the span


def test_a_rota_that_goes_on_is_judged_for_52_weeks_from_its_first_handoff() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, start=date(2025, 1, 6), handoff=handoff(0, 9))
    resolved = schedule(team(made))
    assert (resolved.start, resolved.end) == (utc("2026-01-19T14:00"), utc("2027-01-18T14:00"))
    assert resolved.dated
    assert len(resolved.turns()) == 52
    later = schedule(team(rota(roles={"primary": ["alice"]}, start=date(2026, 6, 1))))
    assert later.start == utc("2026-06-01T04:00")


def test_a_rota_that_ends_before_it_begins_is_judged_over_nothing() -> None:
    made = rota(roles={"primary": ["alice"]}, start=JANUARY, until=date(2026, 1, 2))
    resolved = schedule(team(made))
    assert resolved.start == resolved.end == utc("2026-01-05T05:00")
    assert resolved.segments() == ()


def test_a_handoff_on_as_of_itself_is_the_first() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, start=JANUARY)
    assert schedule(team(made), as_of=date(2026, 1, 12)).turns()[0].first == date(2026, 1, 12)


def test_a_period_is_what_is_promised_whatever_the_rota_makes_of_it() -> None:
    made = rota(roles={"primary": ["alice"]}, start=date(2026, 1, 12))
    resolved = schedule(team(made, period=(JANUARY, date(2026, 1, 25))))
    assert (resolved.start, resolved.end) == (utc("2026-01-05T05:00"), utc("2026-01-26T05:00"))
    assert told(resolved.segments())[0].startswith("01-12 05:00")
    assert not resolved.dated


def test_a_period_that_begins_inside_a_turn_cuts_it() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, start=JANUARY)
    resolved = schedule(team(made, period=(date(2026, 1, 8), date(2026, 1, 13))))
    assert told(resolved.segments()) == [
        "01-08 05:00..01-12 05:00 primary alice",
        "01-12 05:00..01-14 05:00 primary bob",
    ]
    assert starts(resolved) == [date(2026, 1, 12)]
    whole = resolved.turn("weekly", 0)
    assert whole is not None
    assert (whole.first, whole.last) == (JANUARY, date(2026, 1, 11))


def test_what_follows_the_span_is_one_more_round() -> None:
    made = rota(roles={"primary": ["alice", "bob", "carol"]}, start=JANUARY)
    resolved = schedule(team(made, period=(JANUARY, date(2026, 1, 18))))
    assert [each.holder for each in resolved.beyond("weekly")] == ["carol", "alice", "bob"]
    assert resolved.beyond("weekly")[0].start == resolved.end


# ---- columns


def test_a_column_covers_what_it_says_else_what_its_rotation_does() -> None:
    q = ALL._replace(pipelines=party("q").names)
    roles = {"primary": ["alice"], "other": column("other", ["bob"], role="primary", covers=q)}
    pipelines = (pipeline("p"), pipeline("q"), pipeline("none", oncall_none="not critical"))
    made = team(rota(roles=roles, start=JANUARY), pipelines=pipelines, period=(JANUARY, date(2026, 1, 11)))
    resolved = schedule(made)
    assert {each.column: set(each.pipelines) for each in resolved.segments()} == {"primary": {"p", "q"}, "other": {"q"}}
    assert [each.holder for each in resolved.segments(pipeline="q")] == ["bob", "alice"]
    assert [each.holder for each in resolved.segments(pipeline="p", role="primary")] == ["alice"]
    assert resolved.segments(pipeline="none") == ()


def test_columns_of_different_length_each_go_round_by_themselves() -> None:
    made = rota(roles={"primary": ["alice", "bob"], "secondary": ["carol", "dave", "erin"]}, start=JANUARY)
    resolved = schedule(team(made, period=(JANUARY, date(2026, 2, 15))))
    assert who(resolved) == ["alice", "bob"] * 3
    assert who(resolved, "secondary") == ["carol", "dave", "erin"] * 2


def test_columns_follow_columns_that_follow() -> None:
    roles = {
        "primary": ["alice", "bob", "carol"],
        "secondary": ("primary", 1),
        "third": column("third", ("secondary", -2), role="standby"),
    }
    resolved = schedule(team(rota(roles=roles, start=JANUARY), period=(JANUARY, date(2026, 1, 25))))
    assert who(resolved, "secondary") == ["bob", "carol", "alice"]
    assert who(resolved, "third") == ["carol", "alice", "bob"]


def test_columns_that_follow_one_another_in_a_circle_tell_nobody() -> None:
    roles = {"primary": ("secondary", 1), "secondary": ("primary", -1)}
    resolved = schedule(team(rota(roles=roles, start=JANUARY), period=(JANUARY, date(2026, 1, 11))))
    assert who(resolved) == who(resolved, "secondary") == ["among"]


def test_an_order_not_stated_is_one_of_its_people_and_whoever_follows_it_too() -> None:
    roles = {"primary": "? alice bob", "secondary": ("primary", 2), "third": column("third", "?", role="standby")}
    resolved = schedule(team(rota(roles=roles, start=JANUARY), period=(JANUARY, date(2026, 1, 11))))
    assert [(each.column, each.state, each.candidates) for each in resolved.segments()] == [
        ("primary", "among", ("alice", "bob")),
        ("secondary", "among", ("alice", "bob")),
        ("third", "among", ("alice", "bob", "carol", "dave")),
    ]


def test_a_cell_may_hold_several_nobody_or_an_open_slot() -> None:
    made = rota(roles={"primary": ["alice bob", "open", None]}, start=JANUARY)
    resolved = schedule(team(made, period=(JANUARY, date(2026, 1, 25))))
    assert told(resolved.segments()) == [
        "01-05 05:00..01-12 05:00 primary alice",
        "01-05 05:00..01-12 05:00 primary bob",
        "01-12 05:00..01-19 05:00 primary open",
        "01-19 05:00..01-26 05:00 primary nobody",
    ]


def test_role_words_in_a_cell_mean_that_turn() -> None:
    rows = (
        row({"primary": "alice", "secondary": "next"}),
        row({"primary": "bob", "secondary": "previous"}),
        row({"primary": "carol", "secondary": "others"}),
    )
    resolved = schedule(team(rota(turns=rows, start=JANUARY), period=(JANUARY, date(2026, 1, 25))))
    assert who(resolved, "secondary") == ["bob", "alice", "alice", "bob", "dave"]


def test_a_slot_stands_for_whoever_is_in_its_column_in_this_rotation_or_another() -> None:
    roles = {"engineer-1": ["alice", "bob"], "primary": ["engineer-1"]}
    own = rota(roles=roles, start=JANUARY)
    assert who(schedule(team(own, slots="engineer-1", period=(JANUARY, date(2026, 1, 18))))) == ["alice", "bob"]
    slots = rota("slots", roles={"engineer-1": ["alice", "bob"]}, start=JANUARY)
    other = rota("oncall", turn="2w", roles={"primary": ["engineer-1"]}, start=JANUARY)
    resolved = schedule(team(slots, other, slots="engineer-1", period=(JANUARY, date(2026, 1, 18))))
    assert told(resolved.segments(rotation="oncall")) == [
        "01-05 05:00..01-12 05:00 primary alice",
        "01-12 05:00..01-19 05:00 primary bob",
    ]


def test_a_person_who_is_called_as_a_column_is_still_that_person() -> None:
    made = rota(roles={"primary": ["bob"], "bob": ["carol"], "engineer-1": ["dave"]}, start=JANUARY)
    resolved = schedule(team(made, slots="engineer-1", period=(JANUARY, date(2026, 1, 11))))
    assert who(resolved) == ["bob"]


def test_every_segment_remembers_its_entry_and_the_columns_it_follows() -> None:
    made = rota(roles={"primary": ["alice", "bob"], "secondary": ("primary", 1)}, start=JANUARY)
    resolved = schedule(team(made, period=(JANUARY, date(2026, 1, 11))))
    first, second = resolved.segments()
    assert [place.route[-2:] for place in first.because] == [("primary", 0)]
    assert [place.route[-2:] for place in second.because] == [("primary", 1), ("roles", "secondary")]
