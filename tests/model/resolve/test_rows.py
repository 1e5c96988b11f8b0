"""Rows of a table of turns, and what is not told of turns."""

from datetime import date, datetime

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.resolve import Resolved
from pipecheck.model.team import Team
from tests.model.resolve.make import (
    handoff,
    off,
    override,
    party,
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
