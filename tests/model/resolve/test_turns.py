"""When turns begin and end, by the wall clock."""

from datetime import date, datetime, timedelta

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.resolve import Resolved
from pipecheck.model.team import Team
from tests.model.resolve.make import (
    ALL,
    column,
    handoff,
    off,
    override,
    party,
    pipeline,
    rota,
    row,
    schedule,
    team,
    told,
    utc,
    ways,
)

JANUARY = date(2026, 1, 5)
YEAR = (JANUARY, date(2027, 1, 3))


def who(resolved: Resolved, column: str = "primary") -> list[str]:
    return [segment.holder or segment.state for segment in resolved.segments() if segment.column == column]


def starts(resolved: Resolved) -> list[date]:
    return [turn.first for turn in resolved.turns()]


def hours(resolved: Resolved) -> list[int]:
    return [(turn.end - turn.start) // timedelta(hours=1) for turn in resolved.turns()]


def test_a_week_is_a_week_of_the_wall_clock() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, start=JANUARY, handoff=handoff(0, 9))
    resolved = schedule(team(made, period=YEAR))
    assert resolved.turns()[0].start == utc("2026-01-05T14:00")
    short, long = (
        next(turn for turn in resolved.turns() if turn.first == day) for day in (date(2026, 3, 2), date(2026, 10, 26))
    )
    assert (short.end - short.start, long.end - long.start) == (timedelta(hours=167), timedelta(hours=169))
    assert sorted(set(hours(resolved))) == [167, 168, 169]
    assert (resolved.start, resolved.end) == (utc("2026-01-05T14:00"), utc("2027-01-04T14:00"))


def test_the_zone_beside_the_handoff_wins_over_the_rotations_and_the_teams() -> None:
    roles = {"primary": ["alice"]}
    berlin = rota(roles=roles, start=JANUARY, handoff=handoff(0, 9, timezone="Europe/Berlin"), timezone="Asia/Kolkata")
    kolkata = rota(roles=roles, start=JANUARY, handoff=handoff(0, 9), timezone="Asia/Kolkata")
    assert schedule(team(berlin, period=YEAR)).start == utc("2026-01-05T08:00")
    assert schedule(team(kolkata, period=YEAR)).start == utc("2026-01-05T03:30")


def test_without_a_zone_days_are_judged_and_instants_are_not() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, start=JANUARY)
    resolved = schedule(team(made, period=YEAR, timezone=None))
    assert not resolved.zoned
    assert resolved.turns()[0].first == JANUARY
    assert schedule(team(made, period=YEAR)).zoned


def test_a_handoff_in_a_gap_is_at_the_first_valid_instant_and_in_a_repeat_at_the_first() -> None:
    daily = rota(turn="1d", roles={"primary": ["alice", "bob"]}, start=date(2026, 3, 6), handoff=handoff(None, 2))
    gap = schedule(team(daily, period=(date(2026, 3, 7), date(2026, 3, 9))))
    assert [turn.start for turn in gap.turns()] == [
        utc("2026-03-07T07:00"),
        utc("2026-03-08T07:00"),
        utc("2026-03-09T06:00"),
    ]
    late = rota(turn="1d", roles={"primary": ["alice", "bob"]}, start=date(2026, 10, 30), handoff=handoff(None, 1))
    repeat = schedule(team(late, period=(date(2026, 10, 31), date(2026, 11, 2))))
    assert [turn.start for turn in repeat.turns()] == [
        utc("2026-10-31T05:00"),
        utc("2026-11-01T05:00"),
        utc("2026-11-02T06:00"),
    ]


def test_a_day_that_a_zone_skips_is_nobodys_turn() -> None:
    made = rota(
        turn="1d", roles={"primary": ["alice", "bob", "carol"]}, start=date(2011, 12, 28), timezone="Pacific/Apia"
    )
    resolved = schedule(team(made, period=(date(2011, 12, 28), date(2012, 1, 1))))
    assert starts(resolved) == [date(2011, 12, 28), date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]
    assert who(resolved) == ["alice", "bob", "alice", "bob"]


def test_months_keep_their_day_and_are_clamped_to_the_last() -> None:
    made = rota(turn="1mo", roles={"primary": ["alice", "bob"]}, start=date(2026, 1, 31))
    resolved = schedule(team(made, period=(date(2026, 1, 31), date(2026, 6, 29))))
    assert starts(resolved) == [date(2026, month, day) for month, day in ((1, 31), (2, 28), (3, 31), (4, 30), (5, 31))]


def test_working_days_skip_weekends_and_holidays() -> None:
    made = rota(turn="5wd", roles={"primary": ["alice", "bob"]}, start=date(2026, 1, 12))
    resolved = schedule(team(made, period=(date(2026, 1, 12), date(2026, 2, 8))))
    assert starts(resolved) == [date(2026, 1, 12), date(2026, 1, 20), date(2026, 1, 27), date(2026, 2, 3)]


def test_a_handoff_on_a_holiday_may_move_to_the_next_working_day() -> None:
    made = rota(
        roles={"primary": ["alice", "bob"]}, start=JANUARY, handoff=handoff(0, 9, if_holiday="next-working-day")
    )
    resolved = schedule(team(made, period=(date(2026, 1, 12), date(2026, 2, 1))))
    assert starts(resolved) == [date(2026, 1, 12), date(2026, 1, 20), date(2026, 1, 26)]
    assert resolved.turns()[0].last == date(2026, 1, 19)
    assert schedule(team(made, region=None, period=YEAR)).estimated is not None


def test_a_moved_handoff_never_comes_after_the_next() -> None:
    """In 2026 the 3rd and 4th of July are holidays, the 5th is a Sunday: all three hand off on Monday the 6th."""
    shifted = handoff(None, 9, if_holiday="next-working-day")
    made = rota(
        turn="1d", roles={"primary": ["alice", "bob", "carol", "dave"]}, start=date(2026, 7, 1), handoff=shifted
    )
    resolved = schedule(team(made, period=(date(2026, 7, 1), date(2026, 7, 7))))
    assert told(resolved.segments()) == [
        "07-01 13:00..07-02 13:00 primary alice",
        "07-02 13:00..07-06 13:00 primary bob",
        "07-06 13:00..07-07 13:00 primary bob",
        "07-07 13:00..07-08 13:00 primary carol",
    ]
    assert [turn.number for turn in resolved.turns()] == [0, 1, 5, 6]


def test_a_moved_handoff_reaches_into_a_period_that_begins_after_it_was_due() -> None:
    """New Year's Day 2027 is a Friday: its handoff is on Monday, and so is that of the weekend."""
    daily = rota(turn="1d", roles={"primary": ["alice", "bob", "carol"]}, start=date(2026, 12, 1))
    daily = daily.replace(handoff=handoff(None, None, if_holiday="next-working-day"))
    whole, late = (
        schedule(team(daily, period=(first, date(2027, 1, 4)))) for first in (date(2026, 12, 31), date(2027, 1, 2))
    )
    assert [each.start for each in late.segments()] == [utc("2027-01-02T05:00"), utc("2027-01-04T05:00")]
    assert who(late) == who(whole)


def test_until_a_moved_handoff_the_outgoing_stay() -> None:
    made = rota(
        roles={"primary": ["alice", "bob"]}, start=JANUARY, handoff=handoff(0, 9, if_holiday="next-working-day")
    )
    resolved = schedule(team(made, period=(date(2026, 1, 19), date(2026, 1, 20))))
    assert told(resolved.segments()) == [
        "01-19 14:00..01-20 14:00 primary bob",
        "01-20 14:00..01-21 14:00 primary alice",
    ]


def test_the_first_entry_serves_iso_week_1_after_52_weeks_and_after_53() -> None:
    made = rota(roles={"primary": ["alice", "bob", "carol"], "secondary": ("primary", 1)}, anchor="iso-week")
    resolved = schedule(team(made, period=(date(2025, 12, 15), date(2027, 1, 17))))
    first = {segment.start.date(): segment.holder for segment in resolved.segments(role="primary")}
    backup = {segment.start.date(): segment.holder for segment in resolved.segments(role="secondary")}
    assert [first[date(2025, 12, day)] for day in (15, 22, 29)] == ["carol", "alice", "alice"]
    assert [first[day] for day in (date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4))] == [
        "alice",
        "bob",
        "alice",
    ]
    assert [backup[day] for day in (date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4))] == [
        "bob",
        "alice",
        "bob",
    ]
    numbers = [turn.number for turn in resolved.turns()]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_a_start_inside_an_iso_week_finds_who_serves_it() -> None:
    """Handed off on Fridays, the turn of 1 January 2027 is that of week 53, and goes on until the 8th."""
    made = rota(roles={"primary": ["a", "b", "c"]}, anchor="iso-week", start=date(2027, 1, 5), handoff=handoff(4))
    resolved = schedule(team(made, people="a b c", period=(date(2027, 1, 5), date(2027, 1, 14))))
    assert who(resolved) == ["b", "a"]


def test_one_turn_before_week_1_is_the_last_of_the_year_before() -> None:
    roles = {"primary": ["a", "b", "c"], "secondary": ("primary", -1)}
    made = rota(roles=roles, anchor="iso-week", start=date(2027, 1, 4))
    resolved = schedule(team(made, people="a b c", period=(date(2027, 1, 4), date(2027, 1, 17))))
    assert who(resolved, "secondary") == ["b", "a"]
    assert [turn.number for turn in resolved.turns()] == [0, 1]


def test_a_turn_that_moved_handoffs_leave_no_hour_has_people_all_the_same() -> None:
    """The turns of Easter are nobody's hours, and yet Friday's is the one that Thursday's secondary will have."""
    roles = {"primary": ["a", "b", "c", "d", "e"], "secondary": ("primary", 1)}
    daily = rota(turn="1d", roles=roles, anchor="iso-week", handoff=handoff(None, None, if_holiday="next-working-day"))
    resolved = schedule(
        team(daily, people="a b c d e", region="DE-BY", period=(date(2026, 4, 2), date(2026, 4, 7)), timezone="UTC")
    )
    assert [turn.first for turn in resolved.turns()] == [date(2026, 4, 2), date(2026, 4, 7)]
    assert (who(resolved), who(resolved, "secondary")) == (["e", "e"], ["a", "a"])


def test_iso_weeks_are_served_from_the_start_on() -> None:
    made = rota(roles={"primary": ["alice", "bob", "carol"]}, anchor="iso-week", start=date(2026, 1, 14))
    resolved = schedule(team(made, period=(JANUARY, date(2026, 1, 25))))
    assert [turn.number for turn in resolved.turns()] == [2, 3]
    assert told(resolved.segments()) == [
        "01-14 05:00..01-19 05:00 primary carol",
        "01-19 05:00..01-26 05:00 primary alice",
    ]


def test_numbered_rows_serve_iso_weeks_too() -> None:
    rows = tuple(row({"primary": name}) for name in ("alice", "bob"))
    made = rota(turns=rows, anchor="iso-week", handoff=handoff(2))
    resolved = schedule(team(made, period=(date(2025, 12, 31), date(2026, 1, 20))))
    assert told(resolved.segments()) == [
        "12-31 05:00..01-07 05:00 primary alice",
        "01-07 05:00..01-14 05:00 primary bob",
        "01-14 05:00..01-21 05:00 primary alice",
    ]


def test_a_rota_ends_with_the_day_that_until_names() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, start=JANUARY, until=date(2026, 1, 20), handoff=handoff(0, 9))
    resolved = schedule(team(made))
    assert told(resolved.segments())[-1] == "01-19 14:00..01-21 14:00 primary alice"
    assert (resolved.start, resolved.end, resolved.dated) == (utc("2026-01-05T14:00"), utc("2026-01-21T14:00"), False)
    assert not resolved.repeating
    assert resolved.beyond("weekly") == ()


def test_an_order_that_does_not_repeat_is_over_after_its_last_entry() -> None:
    made = rota(roles={"primary": ["alice", "bob", "carol"], "secondary": ("primary", 1)}, start=JANUARY, repeats=False)
    resolved = schedule(team(made))
    assert who(resolved) == ["alice", "bob", "carol"]
    assert who(resolved, "secondary") == ["bob", "carol"]
    assert resolved.end == utc("2026-01-26T05:00")


def test_two_rotations_in_a_row_are_two_versions_of_a_rota() -> None:
    before = rota("before", roles={"primary": ["alice", "bob"]}, start=JANUARY, until=date(2026, 1, 18))
    after = rota("after", roles={"primary": ["carol", "dave"]}, start=date(2026, 1, 19))
    resolved = schedule(team(before, after, period=(JANUARY, date(2026, 2, 1))))
    assert who(resolved) == ["alice", "bob", "carol", "dave"]
    assert resolved.life("before") == (utc("2026-01-05T05:00"), utc("2026-01-19T05:00"))
    assert resolved.life("after") == (utc("2026-01-19T05:00"), utc("2026-02-02T05:00"))


# ---- rows


def test_dated_rows_last_to_their_end_to_the_next_row_or_as_long_as_they_say() -> None:
    rows = (
        row({"primary": "alice"}, date(2026, 1, 5), for_="2w"),
        row({"primary": "bob"}, date(2026, 1, 19)),
        row({"primary": "carol"}, date(2026, 2, 9), date(2026, 2, 10)),
        row({"primary": "dave"}),
    )
    resolved = schedule(team(rota(turn="1w", turns=rows)))
    assert told(resolved.segments()) == [
        "01-05 05:00..01-19 05:00 primary alice",
        "01-19 05:00..02-09 05:00 primary bob",
        "02-09 05:00..02-11 05:00 primary carol",
        "02-11 05:00..02-18 05:00 primary dave",
    ]
    assert not resolved.dated


def test_the_length_of_a_row_is_measured_by_the_wall_clock_though_it_begins_in_a_gap() -> None:
    """On 29 March 2026 there is no two o'clock in Berlin: the row begins at three, and ends at two three days on."""
    made = rota(turn="3d", turns=(row({"primary": "alice"}, date(2026, 3, 29)),), handoff=handoff(None, 2))
    (segment,) = schedule(team(made, timezone="Europe/Berlin")).segments()
    assert (segment.start, segment.end) == (utc("2026-03-29T01:00"), utc("2026-04-01T00:00"))


@pytest.mark.parametrize("first", [date(2026, 1, 5), date(2026, 1, 12)])
def test_a_hole_can_be_filled_wherever_the_period_begins(first: date) -> None:
    rows = (row({"primary": "alice"}, JANUARY, JANUARY), row({"primary": "bob"}, date(2026, 1, 19), date(2026, 1, 19)))
    change = override(date(2026, 1, 12), date(2026, 1, 12), "carol")
    resolved = schedule(team(rota(turns=rows), overrides=(change,), period=(first, date(2026, 1, 14))))
    assert told(resolved.segments())[-1] == "01-12 05:00..01-13 05:00 primary carol"


def test_a_hole_between_dated_rows_is_held_by_nobody() -> None:
    rows = (
        row({"primary": "alice"}, date(2026, 1, 5), date(2026, 1, 11)),
        row({"primary": "bob"}, date(2026, 1, 19), date(2026, 1, 25)),
    )
    resolved = schedule(team(rota(turns=rows)))
    assert told(resolved.segments()) == [
        "01-05 05:00..01-12 05:00 primary alice",
        "01-19 05:00..01-26 05:00 primary bob",
    ]


def test_rows_with_times_begin_and_end_at_those_instants() -> None:
    rows = (row({"primary": "alice"}, datetime(2026, 1, 5, 8), datetime(2026, 1, 6, 20)),)  # noqa: DTZ001
    resolved = schedule(team(rota(turns=rows, handoff=handoff(None, 9))))
    assert told(resolved.segments()) == ["01-05 13:00..01-07 01:00 primary alice"]


def test_the_days_of_a_row_are_on_call_days() -> None:
    """A row from eight in the morning begins before the handoff at nine, in the on-call day before."""
    rows = (row({"primary": "alice"}, datetime(2026, 1, 5, 8), datetime(2026, 1, 7, 9)),)  # noqa: DTZ001
    (turn,) = schedule(team(rota(turns=rows, handoff=handoff(None, 9)))).turns()
    assert (turn.first, turn.last) == (date(2026, 1, 4), date(2026, 1, 6))


def test_two_rows_at_one_time_are_in_conflict_and_the_later_has_it() -> None:
    rows = (
        row({"primary": "alice"}, JANUARY, date(2026, 1, 11)),
        row({"primary": "bob"}, date(2026, 1, 10), date(2026, 1, 14)),
    )
    resolved = schedule(team(rota(turns=rows)))
    assert told(resolved.segments()) == [
        "01-05 05:00..01-10 05:00 primary alice",
        "01-10 05:00..01-15 05:00 primary bob",
    ]
    (conflict,) = resolved.conflicts
    assert (conflict.level, conflict.column) == ("rota", "primary")
    assert (conflict.start, conflict.end) == (utc("2026-01-10T05:00"), utc("2026-01-12T05:00"))
    assert (conflict.first, conflict.second) == (rows[0].cells["primary"].at, rows[1].cells["primary"].at)


def test_a_row_says_nothing_about_a_column_it_does_not_name() -> None:
    """The second row lies over two days of the first, and gives the secondary to nobody after it."""
    rows = (
        row({"primary": "alice", "secondary": "bob"}, JANUARY, date(2026, 1, 11)),
        row({"primary": "carol"}, date(2026, 1, 10), date(2026, 1, 14)),
    )
    change = override(date(2026, 1, 13), date(2026, 1, 13), "dave", role="secondary")
    resolved = schedule(team(rota(turns=rows), overrides=(change,)))
    assert told(resolved.segments(role="secondary")) == [
        "01-05 05:00..01-12 05:00 secondary bob",
        "01-13 05:00..01-14 05:00 secondary dave",
    ]
    assert resolved.unapplied == ()


def test_rows_may_stand_in_any_order() -> None:
    rows = (
        row({"primary": "bob"}, date(2026, 1, 12), date(2026, 1, 18)),
        row({"primary": "alice"}, JANUARY, date(2026, 1, 11)),
    )
    assert schedule(team(rota(turns=rows))).conflicts == ()
    assert who(schedule(team(rota(turns=rows)))) == ["alice", "bob"]


def test_numbered_rows_of_mixed_length_go_round() -> None:
    rows = (row({"primary": "alice"}, for_="2w"), row({"primary": "bob"}))
    resolved = schedule(team(rota(turns=rows, start=JANUARY), period=(JANUARY, date(2026, 2, 15))))
    assert told(resolved.segments()) == [
        "01-05 05:00..01-19 05:00 primary alice",
        "01-19 05:00..01-26 05:00 primary bob",
        "01-26 05:00..02-09 05:00 primary alice",
        "02-09 05:00..02-16 05:00 primary bob",
    ]


def test_where_rows_and_an_order_stand_side_by_side_the_rows_are_the_rota() -> None:
    rows = (row({"primary": "alice"}), row({"primary": "carol", "secondary": "dave"}))
    made = rota(turns=rows, roles={"primary": ["bob"], "secondary": ("primary", 1)}, start=JANUARY)
    resolved = schedule(team(made, period=(JANUARY, date(2026, 1, 18))))
    assert who(resolved) == ["alice", "carol"]
    assert who(resolved, "secondary") == ["dave"]


def test_a_column_that_no_row_names_follows_as_it_says() -> None:
    rows = (row({"primary": "alice"}), row({"primary": "carol"}))
    made = rota(turns=rows, roles={"primary": None, "secondary": ("primary", 1)}, start=JANUARY)
    resolved = schedule(team(made, period=(JANUARY, date(2026, 1, 18))))
    assert who(resolved, "secondary") == ["carol", "alice"]


def test_the_order_of_a_column_that_no_row_names_goes_round_by_itself() -> None:
    rows = (row({"primary": "alice"}), row({"primary": "bob"}))
    made = rota(turns=rows, roles={"primary": None, "secondary": ["carol", "dave", "erin"]}, start=JANUARY)
    resolved = schedule(team(made, period=(JANUARY, date(2026, 2, 15))))
    assert who(resolved) == ["alice", "bob"] * 3
    assert who(resolved, "secondary") == ["carol", "dave", "erin"] * 2
    assert len(ways(team(made.replace(start=None), period=(JANUARY, date(2026, 2, 15))))) == 42


# ---- not told


@pytest.mark.parametrize(
    ("made", "missing"),
    [
        (rota(turn=None, roles={"primary": ["alice"]}, start=JANUARY), "oncall.rotations.turn"),
        (rota(turn="0d", roles={"primary": ["alice"]}, start=JANUARY), "oncall.rotations.turn"),
        (rota(turn=None, turns=(row({"primary": "alice"}, JANUARY),)), "oncall.rotations.turns.to"),
        (rota(turns=(row({"primary": "bob"}), row({"primary": "alice"}, JANUARY))), "oncall.rotations.turns.from"),
    ],
)
def test_what_is_not_told_about_turns_leaves_the_schedule_undecided(made: object, missing: str) -> None:
    with pytest.raises(NotStated) as raised:
        schedule(team(made))  # type: ignore[arg-type]
    assert raised.value.undecided.missing == missing


@pytest.mark.parametrize(
    ("made", "missing"),
    [
        (team(rota(turn="1m", roles={"primary": ["alice"]}, start=JANUARY), period=YEAR), "oncall.rotations.turn"),
        (team(rota(turn="999999w", roles={"primary": ["alice"]}, start=JANUARY), period=YEAR), "oncall.rotations.turn"),
        (team(rota(turn="999999mo", roles={"primary": ["alice", "bob"]})), "oncall.rotations.turn"),
        (team(rota(roles={"primary": ["alice"]}, start=JANUARY), period=(JANUARY, date.max)), "oncall.period"),
        (team(period=(JANUARY, date.max)), "oncall.period"),
    ],
)
def test_what_nobody_could_count_is_not_judged(made: Team, missing: str) -> None:
    with pytest.raises(NotStated) as raised:
        schedule(made)
    assert raised.value.undecided.missing == missing


def test_until_the_year_9999_is_for_ever() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, start=JANUARY, until=date.max)
    resolved = schedule(team(made, away={"bob": [off(date(2026, 6, 1), date.max)]}, stand_in=party("carol")))
    assert (len(resolved.turns()), resolved.dated) == (52, True)
    assert {each.holder for each in resolved.segments()} == {"alice", "bob", "carol"}


def test_a_chain_of_columns_too_long_to_follow_tells_nobody() -> None:
    roles: dict[str, object] = {"primary": ["alice", "bob"]}
    roles |= {f"c{number}": ("primary" if number == 0 else f"c{number - 1}", 1) for number in range(2000)}
    resolved = schedule(team(rota(roles=roles, start=JANUARY), period=(JANUARY, date(2026, 1, 11))))
    state = {segment.column: segment.state for segment in resolved.segments()}
    assert (state["c10"], state["c1999"]) == ("held", "among")


def test_of_two_rotations_with_one_id_the_first_declared_is_the_rota() -> None:
    one, two = (rota(roles={"primary": [who]}, start=JANUARY) for who in ("alice", "bob"))
    assert who(schedule(team(one, two, period=(JANUARY, date(2026, 1, 11))))) == ["alice"]


def test_a_rotation_that_tells_of_nobody_has_no_turns() -> None:
    resolved = schedule(team(rota(roles={}), period=YEAR))
    assert resolved.segments() == resolved.turns() == ()


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
