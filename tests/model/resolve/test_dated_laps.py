"""Laps that are counted in ISO weeks, or have dates of their own."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from pipecheck.model.oncall import Rotation
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.turns import (
    IsoYears,
    Lap,
    Shift,
    dated_rows,
    laps,
)
from tests.model.resolve.make import ZONES, calendar_of, handoff, rota, row, schedule, team, utc

SHIFT = Shift(calendar_of(team()), frozenset(range(5)))
NINE = Clock(zone_of("America/New_York", ZONES), 9 * 60)
MIDNIGHT = Clock(zone_of("America/New_York", ZONES))
JANUARY = date(2026, 1, 5)


def said(found: Sequence[Lap]) -> list[str]:
    """Number, entry, instants and on-call days: `0/0 01-05 14:00..01-12 14:00 5-11`."""
    return [
        f"{each.number}/{each.entry} {each.start:%m-%d %H:%M}..{each.end:%m-%d %H:%M} {each.first.day}-{each.last.day}"
        for each in found
    ]


def between(made: Rotation, low: str, high: str, clock: Clock = NINE, shift: Shift = SHIFT) -> list[str]:
    return said(laps(made, made.start, clock, shift, utc(low), utc(high)))


# ---- ISO weeks


def test_entries_begin_anew_at_week_1_and_numbers_do_not() -> None:
    made = rota(turn="4w", roles={"primary": ["alice", "bob"]}, anchor="iso-week", start=date(2026, 1, 8))
    assert between(made, "2026-11-20T00:00", "2027-02-02T00:00", MIDNIGHT) == [
        "11/11 11-02 05:00..11-30 05:00 2-29",
        "12/12 11-30 05:00..12-28 05:00 30-27",
        "13/13 12-28 05:00..01-04 05:00 28-3",
        "14/0 01-04 05:00..02-01 05:00 4-31",
        "15/1 02-01 05:00..03-01 05:00 1-28",
    ]
    assert between(made, "2025-12-01T05:00", "2025-12-29T05:00", MIDNIGHT) == ["-1/12 12-01 05:00..12-29 05:00 1-28"]


def test_without_a_start_turns_are_numbered_from_a_year_long_past() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, anchor="iso-week")
    assert between(made, "1970-01-01T00:00", "1970-01-02T00:00", MIDNIGHT) == ["0/0 12-29 05:00..01-05 05:00 29-4"]
    assert between(made, "1969-12-23T00:00", "1969-12-24T00:00", MIDNIGHT) == ["-1/51 12-22 05:00..12-29 05:00 22-28"]


def test_a_turn_handed_off_on_fridays_belongs_to_the_year_of_its_friday() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, anchor="iso-week", handoff=handoff(4, 9), start=date(2027, 1, 8))
    assert between(made, "2027-01-08T13:59", "2027-01-08T14:01") == [
        "-1/52 01-01 14:00..01-08 14:00 1-7",
        "0/0 01-08 14:00..01-15 14:00 8-14",
    ]
    earlier = made.replace(start=date(2027, 1, 7))
    assert between(earlier, "2027-01-08T13:59", "2027-01-08T14:01")[0].startswith("52/52 ")


def test_the_entry_of_any_turn_is_known_however_far_off() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, anchor="iso-week", start=date(2026, 1, 8))
    years = IsoYears(made, MIDNIGHT, SHIFT)
    assert [years.entry(number) for number in (-53, -52, -1, 0, 52, 53, 104, 105)] == [51, 0, 51, 0, 52, 0, 51, 0]
    later = IsoYears(made.replace(start=date(2027, 1, 8)), MIDNIGHT, SHIFT)
    assert [later.entry(number) for number in (-53, -1, 51, 52, 104, 260, 312, 313)] == [0, 52, 51, 0, 0, 0, 52, 0]
    with pytest.raises(OverflowError, match=r"^date value out of range$"):
        years.entry(10**6)
    with pytest.raises(OverflowError, match=r"^date value out of range$"):
        years.entry(-(10**6))


def test_a_turn_of_half_a_year_is_known_from_its_middle_on() -> None:
    made = rota(turn="26w", roles={"primary": ["alice", "bob"]}, anchor="iso-week")
    resolved = schedule(team(made, period=(date(2026, 6, 1), date(2026, 7, 5))))
    assert [each.holder for each in resolved.segments()] == ["alice", "bob"]


def test_who_follows_at_a_great_distance_in_iso_weeks_is_somebody() -> None:
    many = [f"p{number:02}" for number in range(30)]
    made = rota(roles={"primary": many, "secondary": ("primary", -20)}, anchor="iso-week", start=date(2025, 12, 29))
    resolved = schedule(team(made, people=" ".join(many), period=(date(2026, 6, 1), date(2026, 6, 14))))
    assert [each.holder for each in resolved.segments(role="secondary")] == ["p02", "p03"]


def test_dated_rows_are_dated_whatever_the_weeks_are_called() -> None:
    made = rota(turns=(row({"primary": "alice"}, JANUARY), row({"primary": "bob"})), anchor="iso-week")
    assert [each.holder for each in schedule(team(made)).segments()] == ["alice", "bob"]


# ---- rows with dates


def rows_of(*rows: object, **more: object) -> list[str]:
    made = rota(turns=rows, **{"turn": None, **more})  # type: ignore[arg-type]
    return said(dated_rows(made, MIDNIGHT, SHIFT))


def test_a_row_ends_with_its_last_day_with_the_next_row_or_after_its_length() -> None:
    fifth, seventh, tenth = (date(2026, 1, day) for day in (5, 7, 10))
    assert rows_of(
        row({"primary": "alice"}, fifth),
        row({"primary": "bob"}, seventh, seventh),
        row({"primary": "carol"}, tenth, for_="1w"),
        row({"primary": "dave"}, for_="2d"),
        row({"primary": "erin"}, until := datetime(2026, 1, 20, 12), datetime(2026, 1, 21, 12)),  # noqa: DTZ001
        row({"primary": "alice"}, until),
        turn="3d",
    ) == [
        "0/0 01-05 05:00..01-07 05:00 5-6",
        "1/1 01-07 05:00..01-08 05:00 7-7",
        "2/2 01-10 05:00..01-17 05:00 10-16",
        "3/3 01-17 05:00..01-19 05:00 17-18",
        "4/4 01-20 17:00..01-21 17:00 20-21",
        "5/5 01-20 17:00..01-23 17:00 20-23",
    ]


def test_a_row_without_an_end_lasts_as_long_as_a_turn_or_to_the_end_of_the_rota() -> None:
    last = row({"primary": "alice"}, JANUARY)
    assert rows_of(last, turn="2d", until=date(2026, 1, 31)) == ["0/0 01-05 05:00..01-07 05:00 5-6"]
    assert rows_of(last, until=date(2026, 1, 8)) == ["0/0 01-05 05:00..01-09 05:00 5-8"]
    assert rows_of(last, turn="0d", until=date(2026, 1, 8)) == ["0/0 01-05 05:00..01-09 05:00 5-8"]
    assert rows_of(last, until=date(2026, 1, 4)) == []


def test_a_first_row_without_a_date_begins_with_the_rotation() -> None:
    rows = (row({"primary": "alice"}), row({"primary": "bob"}, date(2026, 1, 8), date(2026, 1, 8)))
    assert rows_of(*rows, start=JANUARY)[0] == "0/0 01-05 05:00..01-08 05:00 5-7"


@pytest.mark.parametrize(
    ("rows", "missing", "row_at", "why"),
    [
        ((row({"primary": "a"}), row({"primary": "b"}, JANUARY, JANUARY)), "from", 0, "when this turn begins"),
        ((row({"primary": "a"}, JANUARY, JANUARY), row({"primary": "b"})), "to", 1, "when this turn ends"),
        ((row({"primary": "a"}, JANUARY, for_="0d"),), "to", 0, "when this turn ends"),
    ],
)
def test_a_row_of_which_nothing_tells_when_leaves_it_undecided(
    rows: Sequence[object], missing: str, row_at: int, why: str
) -> None:
    with pytest.raises(NotStated) as raised:
        rows_of(*rows)
    place = rows[row_at].at  # type: ignore[attr-defined]
    assert raised.value.undecided == Undecided(f"oncall.rotations.turns.{missing}", place, why=why)


def test_a_row_for_ever_ends_before_the_years_do() -> None:
    made = rota(turns=(row({"primary": "alice"}, JANUARY, date.max),))
    (lap,) = dated_rows(made, MIDNIGHT, SHIFT)
    assert lap.end == utc("9990-01-01T05:00")
    until = rota(turn=None, turns=(row({"primary": "alice"}, JANUARY),), until=date.max)
    assert dated_rows(until, MIDNIGHT, SHIFT)[0].end == lap.end
