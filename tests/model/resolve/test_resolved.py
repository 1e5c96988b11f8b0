"""The finished schedule, and the questions that are asked of it."""

from datetime import UTC, date
from typing import Any

import pytest

from pipecheck.model.oncall import Rotation
from pipecheck.model.resolve import Resolved
from tests.model.resolve.make import (
    ALL,
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
    schedule,
    swap,
    team,
    told,
    utc,
    window,
)

JANUARY = date(2026, 1, 5)
TWO_WEEKS = (JANUARY, date(2026, 1, 18))
ONE = rota("one", roles={"primary": ["alice", "bob"], "secondary": ("primary", 1)}, start=JANUARY)
TWO = rota("two", roles={"primary": ["carol"]}, start=JANUARY)


def of(*rotations: Rotation, **more: Any) -> Resolved:
    return schedule(team(*rotations, **{"timezone": "UTC", "period": TWO_WEEKS, **more}))


def days(stretch: tuple[Any, Any]) -> str:
    return f"{stretch[0]:%m-%d}..{stretch[1]:%m-%d}"


# ---- segments


def test_segments_are_chosen_by_role_rotation_and_pipeline() -> None:
    q = ALL._replace(pipelines=party("q").names)
    two = rota("two", roles={"primary": column("primary", ["carol"], covers=q)}, start=JANUARY)
    found = of(two, ONE, pipelines=(pipeline("p"), pipeline("q")))
    week = "01-05 00:00..01-12 00:00"
    assert told(found.segments())[:3] == [f"{week} primary alice", f"{week} secondary bob", f"{week} primary carol"]

    def first(**chosen: str) -> set[str]:
        return {each.split()[-1] for each in told(found.segments(**chosen)) if each.startswith("01-05")}

    assert first(role="primary") == {"alice", "carol"}
    assert first(rotation="one") == first(pipeline="p") == first(pipeline="p", rotation="one") == {"alice", "bob"}
    assert first(pipeline="q") == {"alice", "bob", "carol"}
    assert first(pipeline="q", role="secondary", rotation="one") == {"bob"}
    assert first(rotation="three") == first(pipeline="r") == first(role="third") == set()
    starts = [(each.start, each.rotation, each.column) for each in found.segments(pipeline="q")]
    assert starts == sorted(starts)
    assert found.segments(pipeline="q") is found.segments(pipeline="q")
    assert found.segments() == found.segments(role=None)


def test_stretches_are_segments_before_hours_narrow_them() -> None:
    found = of(ONE.replace(hours=(window("mon", 8, 9), window("thu", 8, 9))))
    assert told(found.segments(role="primary", rotation="one"))[:3] == [
        "01-05 08:00..01-05 09:00 primary alice",
        "01-08 08:00..01-08 09:00 primary alice",
        "01-12 08:00..01-12 09:00 primary bob",
    ]
    assert told(found.stretches(role="primary", rotation="one")) == [
        "01-05 00:00..01-12 00:00 primary alice",
        "01-12 00:00..01-19 00:00 primary bob",
    ]
    open_days = [f"{start:%d %H}-{end:%H}" for start, end in found.hours("one", "primary")]
    assert open_days == ["05 08-09", "08 08-09", "12 08-09", "15 08-09"]
    assert found.hours("one", "third") == found.hours("three", "primary") == ()


def test_what_was_cut_and_not_changed_is_whole_again() -> None:
    there = swap(JANUARY, date(2026, 1, 11), "alice", "dave")
    closed = override(date(2026, 1, 7), date(2026, 1, 7), "open", role="secondary")
    found = of(ONE, swaps=(there,), overrides=(closed,))
    assert told(found.segments(role="primary"))[0] == "01-05 00:00..01-12 00:00 primary dave"
    assert len(found.segments(role="secondary")) == 4


def test_two_turns_of_one_person_are_two_segments() -> None:
    assert [(each.turn, days((each.start, each.end))) for each in of(TWO).segments()] == [
        (0, "01-05..01-12"),
        (1, "01-12..01-19"),
    ]


def test_a_row_cuts_nothing_in_a_column_that_it_does_not_name() -> None:
    inner = row({"secondary": "bob"}, date(2026, 1, 8), date(2026, 1, 9))
    outer = row({"primary": "alice"}, JANUARY, date(2026, 1, 11))
    found = of(rota(turns=(outer, inner)), period=None)
    assert told(found.segments(role="primary")) == ["01-05 00:00..01-12 00:00 primary alice"]


def test_an_owner_covers_what_they_own_and_the_column_covers() -> None:
    q = ALL._replace(pipelines=party("q").names)
    roles = {"primary": ["owners.primary"], "secondary": column("secondary", ["primary"], covers=q)}
    owners = {"primary": party("alice")}
    pipelines = (pipeline("p", owners=owners), pipeline("q", owners=owners), pipeline("r"))
    found = of(rota(roles=roles, start=JANUARY), pipelines=pipelines)
    covered = {each.column: (each.holder, set(each.pipelines)) for each in found.segments()}
    assert covered == {"primary": ("alice", {"p", "q"}), "secondary": ("alice", {"q"})}


# ---- one rotation


def test_a_rotation_tells_its_span_life_zone_and_turns() -> None:
    late = TWO.replace(start=date(2026, 1, 12), until=date(2026, 1, 15), timezone="Asia/Kolkata")
    found = of(ONE, late)
    assert (days(found.span("one")), days(found.life("one"))) == ("01-05..01-19", "01-05..01-19")
    assert found.span("two") == (utc("2026-01-04T18:30"), utc("2026-01-18T18:30"))
    assert found.life("two") == (utc("2026-01-11T18:30"), utc("2026-01-15T18:30"))
    assert found.zone("two") is ZONES.zone("Asia/Kolkata")
    assert [(each.rotation, each.number) for each in found.turns()] == [("one", 0), ("one", 1), ("two", 0)]
    assert [each.number for each in found.turns("one")] == [0, 1]
    assert found.turn("two", 0) == found.turns("two")[0]
    assert found.turn("two", 1) is None


@pytest.mark.parametrize(
    ("start", "until", "expected"),
    [
        (date(2025, 1, 6), None, "01-05..01-19"),
        (date(2025, 1, 6), date(2026, 12, 31), "01-05..01-19"),
        (date(2026, 1, 7), None, "01-07..01-19"),
        (date(2025, 1, 6), date(2026, 1, 10), "01-05..01-11"),
        (date(2025, 1, 6), date(2025, 12, 1), "01-05..01-05"),
    ],
)
def test_the_life_of_a_rotation_lies_in_its_span(start: date, until: date | None, expected: str) -> None:
    assert days(of(ONE.replace(start=start, until=until)).life("one")) == expected


def test_a_rotation_that_is_not_there_has_nothing() -> None:
    found = of(ONE)
    assert found.span("three") == (found.start, found.end)
    assert found.life("three") == (found.start, found.start)
    assert found.zone("three") is UTC
    assert (found.turns("three"), found.turn("three", 0), found.beyond("three")) == ((), None, ())


def test_a_turn_tells_who_stands_in_its_columns_and_the_line_that_made_it() -> None:
    first, second = of(ONE).turns("one")
    assert first.cells == (("primary", ("alice",)), ("secondary", ("bob",)))
    assert second.cells == (("primary", ("bob",)), ("secondary", ("alice",)))
    assert (first.row, second.row) == tuple(at("oncall", "rotations", 0, "roles", "primary", entry) for entry in (0, 1))
    assert (first.first, first.last) == (JANUARY, date(2026, 1, 11))


def test_the_turn_before_a_rota_that_ends_has_nobody_and_not_its_last() -> None:
    """It begins on a holiday: until the handoff on the 2nd the turn before would go on, and there is none."""
    moved = handoff(if_holiday="next-working-day")
    ending = rota("one", turn="1d", roles={"primary": ["alice", "bob"]}, start=date(2026, 1, 1), repeats=False)
    found = of(ending.replace(handoff=moved), period=None)
    assert [(each.number, each.cells) for each in found.turns()] == [
        (-1, (("primary", ()),)),
        (1, (("primary", ("bob",)),)),
    ]
    assert told(found.segments()) == ["01-02 00:00..01-03 00:00 primary bob"]


def test_a_week_53_is_a_turn_of_its_own() -> None:
    weeks = rota("one", roles={"primary": ["alice", "bob", "carol"]}, anchor="iso-week")
    found = of(weeks, period=(date(2026, 12, 14), date(2027, 1, 10)))
    assert [each.cells[0][1] for each in found.turns()] == [("carol",), ("alice",), ("bob",), ("alice",)]


def test_rows_without_cells_have_no_turns() -> None:
    assert of(rota("one", turns=(row({}),), start=JANUARY)).turns() == ()


# ---- after the span


def test_what_follows_the_span_are_turns_and_not_the_holes_between_them() -> None:
    found = of(ONE, period=(JANUARY, date(2026, 1, 14)))
    assert [(each.turn, each.column, each.holder, days((each.start, each.end))) for each in found.beyond("one")] == [
        (1, "primary", "bob", "01-15..01-19"),
        (2, "primary", "alice", "01-19..01-26"),
        (1, "secondary", "alice", "01-15..01-19"),
        (2, "secondary", "bob", "01-19..01-26"),
    ]
    assert found.repeating


def test_a_schedule_repeats_if_any_of_its_rotations_goes_on() -> None:
    ending = TWO.replace(until=date(2026, 1, 18))
    assert of(ONE, ending).repeating
    assert of(ending, ONE).repeating
    assert not of(ending).repeating
    assert not of(TWO.replace(repeats=False)).repeating


def test_a_schedule_is_zoned_if_all_of_its_rotations_are() -> None:
    placed = TWO.replace(timezone="Asia/Kolkata")
    assert of(ONE, placed).zoned
    assert not of(ONE, placed, timezone=None).zoned
    assert of(placed, timezone=None).zoned


# ---- where holidays matter and no region is told


@pytest.mark.parametrize(
    ("made", "more", "guessed"),
    [
        (ONE, {}, False),
        (ONE, {"on_holidays": "none"}, True),
        (ONE.replace(hours=(window("workdays"),)), {}, True),
        (ONE.replace(hours=(window("mon"),)), {}, False),
        (
            rota("one", roles={"primary": column("primary", ["a"], hours=(window("holidays"),))}, start=JANUARY),
            {},
            True,
        ),
        (
            rota(
                "one",
                roles={"primary": ["a"], "weekends": column("weekends", ["b"], hours=(window("off-days"),))},
                start=JANUARY,
            ),
            {},
            True,
        ),
        (ONE.replace(handoff=handoff(0, 9)), {}, False),
        (ONE.replace(handoff=handoff(0, 9, if_holiday="next-working-day")), {}, True),
    ],
)
def test_a_schedule_that_needs_holidays_is_estimated_without_a_region(
    made: Rotation, more: dict[str, Any], guessed: bool
) -> None:
    assert of(made, **more).estimated is None
    assert of(TWO, made, region=None, **more).estimated == (at("calendar", "region") if guessed else None)


# ---- layers


def test_conflicts_of_rows_come_before_those_of_lines() -> None:
    rows = tuple(row({"primary": name}, JANUARY, JANUARY) for name in ("alice", "bob"))
    lines = tuple(line("company-day", {"primary": name}, date=JANUARY, year=2026) for name in ("carol", "dave"))
    found = of(rota(turns=rows), holidays=lines)
    assert [each.level for each in found.conflicts] == ["rota", "holiday"]
    assert [each.first for each in found.conflicts] == [rows[0].cells["primary"].at, lines[0].cells["primary"][0].at]


def test_what_did_nothing_is_told_lines_first_then_overrides_then_swaps() -> None:
    changes = {
        "swaps": (swap(JANUARY, JANUARY, "alice", None),),
        "overrides": (override(JANUARY, JANUARY, "dave", role="third"),),
        "holidays": (line("christmas", {"third": "dave"}, year=2026),),
    }
    found = of(ONE, **changes)
    assert [each.reason for each in found.unapplied] == ["no-column", "no-column", "untaken"]
    assert [each.change for each in found.unapplied] == [changes[key][0] for key in ("holidays", "overrides", "swaps")]
