"""What turns are measured by: shares, days and lengths; and those of the history."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from pipecheck.model.duty import (
    Duty,
    days_between,
    days_held,
    duties,
    pools,
    shifts,
    turn_days,
    turn_lengths,
    turns_served,
    untold,
)
from pipecheck.model.duty.parts import part
from pipecheck.model.oncall import History, PastShift
from pipecheck.model.resolve.clock import Clock
from pipecheck.model.schedule import TurnSpan
from tests.model.duty.seeing import BOTH, FOUR_WEEKS, JANUARY, one_pool, view
from tests.model.resolve.make import (
    ZONES,
    at,
    column,
    handoff,
    override,
    party,
    rota,
    row,
    team,
    window,
)

# ---- measures


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NEW_YORK = ZONES.zone("America/New_York")


def test_days_and_parts_are_of_the_wall_clock() -> None:
    """New York loses an hour on 8 March 2026, and gains one on 1 November."""
    assert NEW_YORK is not None
    start, end = utc("2026-03-07 05:00"), utc("2026-03-09 04:00")
    assert days_between(start, end, NEW_YORK) == 2
    assert days_between(utc("2026-01-05 05:00"), utc("2026-01-05 11:00:30"), NEW_YORK) == Fraction(21630, 86400)
    saturday = (start, utc("2026-03-08 05:00"))
    clock = Clock(NEW_YORK)
    assert part((saturday,), ((start, end),), clock) == Fraction(1, 2)
    assert part(((start, end),), ((start, end),), clock) == 1
    assert part((), ((start, end),), clock) == part((), (), clock) == part((saturday,), (), clock) == 0


@pytest.mark.parametrize(
    ("held", "length", "share", "is_shift"),
    [
        (0, 0, 0, False),
        (1, 1, 1, True),
        (43_199, 86_400, Fraction(43_199, 86_400), False),
        (43_200, 86_400, Fraction(1, 2), True),
    ],
)
def test_half_a_turn_is_a_shift_to_the_second(held: int, length: int, share: Fraction, *, is_shift: bool) -> None:
    duty = Duty("alice", utc("2026-01-05"), utc("2026-01-06"), held, length, "weekly", 0, ())
    assert (duty.share, duty.is_shift, duty.days) == (share, is_shift, Fraction(held, 86_400))


def test_turns_of_several_rotations_are_one_by_their_days_or_by_their_hours() -> None:
    def turn(hours: int) -> TurnSpan:
        start = utc("2026-03-08 05:00")
        return TurnSpan("weekly", 0, start, start + timedelta(hours=hours), date(2026, 3, 8), date(2026, 3, 9))

    assert turn_days(turn(24)) == turn_days(turn(23)) == (date(2026, 3, 8), date(2026, 3, 9))
    assert turn_days(turn(22)) == (turn(22).start, turn(22).end)


def test_an_early_and_a_late_week_of_one_person_are_one_turn() -> None:
    early = rota("early", roles={"primary": ["alice"]}, start=JANUARY, handoff=handoff(0, 6), until=date(2026, 1, 11))
    late = rota("late", roles={"primary": ["alice"]}, start=JANUARY, handoff=handoff(0, 18), until=date(2026, 1, 11))
    (duty,) = duties(*one_pool(team(late, early)))
    assert (duty.start, duty.end) == (utc("2026-01-05 11:00"), utc("2026-01-12 23:00"))
    assert (duty.rotation, [each.rotation for each in duty.segments]) == ("early", ["late", "early"])
    assert (duty.days, duty.share) == (Fraction(15, 2), 1)


def test_a_turn_shorter_than_a_day_is_one_with_others_of_the_same_hours_only() -> None:
    short = {"turn": "12h", "roles": {"primary": ["alice"]}, "start": JANUARY, "until": JANUARY}
    same, other = rota("same", **short), rota("other", handoff=handoff(None, 6), **short)  # type: ignore[arg-type]
    assert len(duties(*one_pool(team(same, rota("again", **short))))) == 2  # type: ignore[arg-type]
    assert len(duties(*one_pool(team(same, other)))) == 4


def test_duties_are_in_order_of_time_and_people() -> None:
    one = rota("one", roles={"primary": ["bob alice", "carol"]}, start=JANUARY)
    found = duties(*one_pool(team(one, period=(JANUARY, date(2026, 1, 18)))))
    assert [(duty.person, duty.turn, duty.beyond) for duty in found] == [
        ("alice", 0, False),
        ("bob", 0, False),
        ("carol", 1, False),
        ("alice", 2, True),
        ("bob", 2, True),
        ("carol", 3, True),
    ]


def test_columns_that_are_not_of_the_pool_give_no_duty() -> None:
    made = team(rota(roles={"primary": ["alice"], "secondary": ["bob"]}, start=JANUARY), period=FOUR_WEEKS)
    assert {duty.person for duty in duties(*one_pool(made))} == {"alice"}


def test_a_stretch_that_only_touches_the_hours_is_nobodys_duty() -> None:
    """It is served on Monday afternoons: who has the morning, and who has the next, are not on duty."""
    made = team(
        rota(turn="12h", roles={"primary": ["alice", "bob"]}, start=JANUARY, hours=(window("mon", 12, 24),)),
        period=(JANUARY, date(2026, 1, 6)),
    )
    assert [(duty.person, duty.turn) for duty in duties(*one_pool(made)) if not duty.beyond] == [("bob", 1)]


def test_turns_are_counted_only_for_who_is_counted_in_the_pool() -> None:
    """An override lets carol, of another pool, take a week of this one."""
    one = rota("one", roles={"primary": ["alice", "bob"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["carol", "dave"]}, start=JANUARY)
    change = override(JANUARY, date(2026, 1, 11), "carol", rotation=party("one").names[0])
    seen = view(team(one, two, overrides=(change,), period=(JANUARY, date(2026, 1, 18))))
    first, second = pools(seen, ("primary",))
    assert (shifts(seen, first), shifts(seen, second)) == ({"alice": 0, "bob": 1}, {"carol": 1, "dave": 1})
    assert days_held(seen, first) == {"alice": 0, "bob": 7}


def test_lengths_of_turns_are_told_once_each_in_order() -> None:
    rows = (row({"primary": "alice"}, for_="2w"), row({"primary": "bob"}), row({"primary": "alice"}))
    rotation = rota(turns=rows, roles={"primary": None}, start=JANUARY)
    assert turn_lengths(*one_pool(team(rotation, period=FOUR_WEEKS))) == (7, 14)


def test_turns_that_are_served_are_told_column_by_column_with_their_days_in_the_span() -> None:
    roles = {"primary": ["alice", "bob alice", "carol"], "secondary": ["carol", "open", "dave"]}
    made = team(
        rota(roles=roles, start=JANUARY),
        overrides=(override(date(2026, 1, 7), date(2026, 1, 7), "bob"),),
        period=(JANUARY, date(2026, 1, 20)),
    )
    seen = view(made)
    (pool, *_) = pools(seen, BOTH)
    assert sorted(turns_served(seen, pool)) == [
        ("primary", 2), ("primary", 7), ("primary", 7), ("primary", 7), ("secondary", 2), ("secondary", 7),
    ]  # fmt: skip


def test_days_after_the_span_are_not_counted_though_the_last_turn_reaches_out_of_it() -> None:
    one = rota("one", roles={"primary": ["alice", "bob"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["bob", "bob"]}, start=date(2026, 1, 7))
    seen, pool = one_pool(team(one, two, period=(JANUARY, date(2026, 1, 14))))
    assert days_held(seen, pool) == {"alice": 7, "bob": 3 + 7 + 1, "carol": 0, "dave": 0}
    assert sorted(turns_served(seen, pool)) == [("primary", 1), ("primary", 3), ("primary", 7), ("primary", 7)]


def test_of_a_turn_that_one_of_several_has_the_segments_are_told_for_the_columns_asked_for() -> None:
    roles = {"primary": "? alice bob", "secondary": "? alice carol", "third": column("third", ["bob"], role="primary")}
    seen, pool = one_pool(team(rota(roles=roles, start=JANUARY), period=(JANUARY, date(2026, 1, 11))))
    assert [segment.column for segment in untold(seen, pool)] == ["primary"]


# ---- history


def past(
    cells: dict[str, str], first: Any = date(2025, 12, 29), last: Any = date(2026, 1, 4), **more: Any
) -> PastShift:
    return PastShift(at("history", str(first)), first, last, {name: party(who) for name, who in cells.items()}, **more)


def of_history(*told: PastShift, **more: Any) -> list[tuple[str, str, str, str, int]]:
    """Who, from when to when, in which rotation and column, for how many days."""
    one = rota("one", roles={"lead": column("lead", ["alice", "bob"], role="primary")}, start=JANUARY, timezone="UTC")
    two = rota("two", roles={"primary": ["bob"]}, start=JANUARY, handoff=handoff(0, 9), timezone="UTC")
    three = rota("three", roles={"primary": ["dave"]}, start=JANUARY)
    fields = {"history": History(at=at("history"), shifts=told)}
    seen = view(team(one, two, three, period=(JANUARY, date(2026, 1, 11)), fields=fields))
    (pool, _) = pools(seen, ("primary",))
    found = [duty for duty in duties(seen, pool) if duty.past]
    assert all((each.turn, each.share, each.segments[0].turn) == (-1, 1, -1) for each in found)
    return [
        (
            each.person,
            f"{each.start:%m-%d %H}..{each.end:%m-%d %H}",
            each.rotation,
            each.segments[0].column,
            int(each.days),
        )
        for each in found
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (past({"lead": "alice"}), [("alice", "12-29 00..01-05 00", "one", "lead", 7)]),
        (past({"primary": "alice"}), [("alice", "12-29 00..01-05 00", "one", "primary", 7)]),
        (
            past({"primary": "alice carol"}),
            [
                ("alice", "12-29 00..01-05 00", "one", "primary", 7),
                ("carol", "12-29 00..01-05 00", "one", "primary", 7),
            ],
        ),
        (past({"lead": "alice"}, rotation=party("two").names[0]), [("alice", "12-29 09..01-05 09", "two", "lead", 7)]),
        (past({"lead": "alice"}, rotation=party("three").names[0]), []),
        (past({"secondary": "alice"}), []),
        (past({"lead": "alice"}, first=None), []),
        (past({"lead": "alice"}, last=None), []),
        (past({"lead": "alice"}, last=date(2025, 12, 28)), []),
    ],
)
def test_a_shift_of_history_counts_for_the_rotation_it_names_or_the_first(
    told: PastShift, expected: list[tuple[str, str, str, str, int]]
) -> None:
    assert of_history(told) == expected


def test_each_shift_of_history_is_told_though_one_before_it_says_too_little() -> None:
    told = (
        past({"lead": "alice"}, first=None),
        past({"lead": "bob"}, rotation=party("three").names[0]),
        past({"lead": "bob"}),
    )
    assert [each[0] for each in of_history(*told)] == ["bob"]
    assert of_history() == []
