"""Turns: when they begin and end, and whose they are."""

from datetime import date, timedelta

from pipecheck.model.resolve import Resolved
from tests.model.resolve.make import (
    handoff,
    rota,
    row,
    schedule,
    team,
    told,
    utc,
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
