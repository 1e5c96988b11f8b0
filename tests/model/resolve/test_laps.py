"""Laps: the turns of a rotation on a ruler of time, before anybody stands in them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from pipecheck.model.oncall import Rotation
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.turns import (
    Lap,
    Ruler,
    Shift,
    add_months,
    does_repeat,
    entries,
    has_turns,
    is_dated_table,
    is_undated,
    laps,
    lengths,
    limit,
)
from tests.model.resolve.make import ZONES, at, calendar_of, column, handoff, length, rota, row, team, utc

SHIFT = Shift(calendar_of(team()), frozenset(range(5)))
NINE = Clock(zone_of("America/New_York", ZONES), 9 * 60)
JANUARY = date(2026, 1, 5)
START = datetime(2026, 1, 5, 9)  # noqa: DTZ001
TICK = timedelta(microseconds=1)


def ruler(told: str, start: datetime = START, shift: Shift = SHIFT) -> Ruler:
    return Ruler(start, [length(each) for each in told.split()], shift)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


# ---- what a rotation says about its turns


ORDER = rota(roles={"primary": ["alice", "bob", "carol"], "secondary": ["dave"], "third": ("primary", 1)})
ROWS = rota(turns=(row({"primary": "alice"}), row({"primary": "bob"}, for_="2w")))
DATED = rota(turns=(row({"primary": "alice"}), row({"primary": "bob"}, JANUARY)))
NOBODY = rota()


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (ORDER, "undated turns repeats"),
        (ORDER.replace(start=JANUARY), "turns repeats"),
        (ORDER.replace(anchor="iso-week"), "turns repeats"),
        (ORDER.replace(repeats=True), "undated turns repeats"),
        (ORDER.replace(repeats=False), "undated turns"),
        (ROWS, "undated turns repeats"),
        (DATED, "dated turns"),
        (DATED.replace(repeats=True), "dated turns"),
        (NOBODY, "repeats"),
    ],
)
def test_what_a_rotation_says_about_its_turns(made: Rotation, expected: str) -> None:
    told = {
        "dated": is_dated_table(made),
        "undated": is_undated(made),
        "turns": has_turns(made),
        "repeats": does_repeat(made),
    }
    assert " ".join(word for word, so in told.items() if so) == expected
    assert all(isinstance(so, bool) for so in told.values())


@pytest.mark.parametrize(
    ("made", "round_", "most"),
    [
        (ORDER, 3, None),
        (ORDER.replace(repeats=False), 3, 3),
        (rota(roles={"primary": ["a", "b"], "secondary": ["c", "d", "e"], "third": []}, repeats=False), 6, 3),
        (rota(roles={"primary": "? alice bob"}, repeats=False), 1, 0),
        (ROWS.replace(repeats=False), 2, 2),
        (
            ROWS.replace(columns=(column("primary", ["a", "b", "c", "d", "e"]), column("secondary", ["d", "e", "f"]))),
            6,
            None,
        ),
        (NOBODY.replace(repeats=False), 1, 0),
    ],
)
def test_how_long_a_round_is_and_how_many_turns_there_are(made: Rotation, round_: int, most: int | None) -> None:
    assert (entries(made), limit(made)) == (round_, most)


def test_the_lengths_of_a_round_are_those_of_its_rows_or_that_of_the_rotation() -> None:
    assert lengths(ORDER) == (length("1w"),)
    assert lengths(ROWS) == (length("1w"), length("2w"))
    assert lengths(rota(turn="1d", roles={"primary": ["alice"]})) == (length("1d"),)


UNTOLD = Undecided("oncall.rotations.turn", at("oncall", "rotations", "weekly", "turn"), why="how long a turn lasts")


@pytest.mark.parametrize(
    "made",
    [
        rota(turn=None, roles={"primary": ["alice"]}),
        rota(turn="0d", roles={"primary": ["alice"]}),
        rota(turn=None, turns=(row({"primary": "alice"}, for_="1w"), row({"primary": "bob"}))),
        rota(turns=(row({"primary": "alice"}), row({"primary": "bob"}, for_="0d"))),
    ],
)
def test_a_length_that_is_not_told_or_nothing_leaves_it_undecided(made: Rotation) -> None:
    with pytest.raises(NotStated) as raised:
        lengths(made)
    assert raised.value.undecided == UNTOLD


# ---- a ruler


@pytest.mark.parametrize(
    ("told", "numbers", "expected"),
    [
        ("1w", (-2, -1, 0, 1, 2), "2025-12-22T09 2025-12-29T09 2026-01-05T09 2026-01-12T09 2026-01-19T09"),
        ("12h", (-1, 0, 1, 2), "2026-01-04T21 2026-01-05T09 2026-01-05T21 2026-01-06T09"),
        ("2w 1w", (-1, 0, 1, 2, 3), "2025-12-29T09 2026-01-05T09 2026-01-19T09 2026-01-26T09 2026-02-09T09"),
        ("1mo", (-2, -1, 0, 1, 13), "2025-11-05T09 2025-12-05T09 2026-01-05T09 2026-02-05T09 2027-02-05T09"),
        ("1y", (-1, 0, 1), "2025-01-05T09 2026-01-05T09 2027-01-05T09"),
        ("1mo 1w", (-1, 0, 1, 2, 3), "2025-12-29T09 2026-01-05T09 2026-02-05T09 2026-02-12T09 2026-03-12T09"),
        ("5wd", (-2, 0, 1, 2, 3), "2026-01-05T09 2026-01-05T09 2026-01-12T09 2026-01-20T09 2026-01-27T09"),
        ("3wd 1w", (0, 1, 2, 3), "2026-01-05T09 2026-01-08T09 2026-01-15T09 2026-01-21T09"),
        ("3wd 1mo", (0, 1, 2, 3), "2026-01-05T09 2026-01-08T09 2026-02-08T09 2026-02-11T09"),
        ("3wd 1w 1d", (1, 2, 3, 4), "2026-01-08T09 2026-01-15T09 2026-01-16T09 2026-01-22T09"),
    ],
)
def test_where_turns_begin_on_a_ruler(told: str, numbers: Sequence[int], expected: str) -> None:
    made = ruler(told)
    assert [made.at(number) for number in numbers] == [local(f"{each}:00") for each in expected.split()]


@pytest.mark.parametrize("told", ["1w", "12h", "2w 1w", "1mo", "1y", "1mo 1w", "3d 1w 1mo", "5h 7h 12h"])
@pytest.mark.parametrize("number", [-130, -53, -13, -4, -2, -1, 0, 1, 2, 3, 13, 53, 130])
def test_the_turn_that_holds_a_time_begins_at_it_or_before(told: str, number: int) -> None:
    made = ruler(told)
    assert made.number_at(made.at(number)) == number
    assert made.number_at(made.at(number + 1) - TICK) == number


def test_working_days_are_counted_from_the_start_on() -> None:
    made = ruler("5wd")
    times = ("2025-06-01 09:00", "2026-01-05 08:59", "2026-01-05 09:00", "2026-01-12 08:59", "2026-01-27 09:00")
    assert [made.number_at(local(time)) for time in times] == [0, 0, 0, 0, 3]


def test_where_nobody_ever_works_working_days_are_days() -> None:
    assert ruler("5wd", shift=Shift(SHIFT.calendar, frozenset())).at(2) == local("2026-01-15 09:00")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31 09:30", 1, "2026-02-28 09:30"),
        ("2028-01-31 00:00", 1, "2028-02-29 00:00"),
        ("2026-01-05 00:00", 11, "2026-12-05 00:00"),
        ("2026-01-05 00:00", 12, "2027-01-05 00:00"),
        ("2026-01-05 00:00", -1, "2025-12-05 00:00"),
        ("2026-12-05 00:00", -11, "2026-01-05 00:00"),
        ("9999-01-31 00:00", 11, "9999-12-31 00:00"),
        ("0001-12-31 00:00", -11, "0001-01-31 00:00"),
    ],
)
def test_months_keep_the_day_or_take_the_last(day: str, months: int, expected: str) -> None:
    assert add_months(local(day), months) == local(expected)


@pytest.mark.parametrize(("day", "months"), [("9999-12-01", 1), ("0001-01-01", -1)])
def test_months_beyond_the_years_that_dates_hold(day: str, months: int) -> None:
    with pytest.raises(OverflowError, match=r"^date value out of range$"):
        add_months(local(day), months)


# ---- turns between two instants


def said(found: Sequence[Lap]) -> list[str]:
    """Number, entry, instants and on-call days: `0/0 01-05 14:00..01-12 14:00 5-11`."""
    return [
        f"{each.number}/{each.entry} {each.start:%m-%d %H:%M}..{each.end:%m-%d %H:%M} {each.first.day}-{each.last.day}"
        for each in found
    ]


def between(made: Rotation, low: str, high: str, clock: Clock = NINE, shift: Shift = SHIFT) -> list[str]:
    return said(laps(made, made.start, clock, shift, utc(low), utc(high)))


WEEKLY = ORDER.replace(start=JANUARY, handoff=handoff(0, 9))


@pytest.mark.parametrize(
    ("low", "high", "numbers"),
    [
        ("2026-01-12T14:00", "2026-01-19T14:00", [1]),
        ("2026-01-12T13:59", "2026-01-19T14:01", [0, 1, 2]),
        ("2026-01-14T00:00", "2026-01-15T00:00", [1]),
        ("2025-12-31T00:00", "2026-01-06T00:00", [-1, 0]),
    ],
)
def test_the_turns_between_two_instants_are_those_that_touch_them(low: str, high: str, numbers: list[int]) -> None:
    found = laps(WEEKLY, JANUARY, NINE, SHIFT, utc(low), utc(high))
    assert [each.number for each in found] == numbers


def test_a_turn_tells_its_instants_and_its_on_call_days() -> None:
    assert between(WEEKLY, "2026-01-10T00:00", "2026-01-15T00:00") == [
        "0/0 01-05 14:00..01-12 14:00 5-11",
        "1/1 01-12 14:00..01-19 14:00 12-18",
    ]


def test_an_order_that_does_not_repeat_has_turns_up_to_its_last_entry() -> None:
    ending = WEEKLY.replace(repeats=False)
    assert between(ending, "2026-01-18T00:00", "2026-03-01T00:00") == [
        "1/1 01-12 14:00..01-19 14:00 12-18",
        "2/2 01-19 14:00..01-26 14:00 19-25",
    ]
    assert between(ending, "2026-02-01T00:00", "2026-03-01T00:00") == []


def test_dated_rows_are_those_that_touch_the_stretch() -> None:
    days = [date(2026, 1, day) for day in (5, 7, 9)]
    made = rota(turns=tuple(row({"primary": "alice"}, day, day) for day in days))
    assert between(made, "2026-01-06T14:00", "2026-01-09T14:00") == ["1/1 01-07 14:00..01-08 14:00 7-7"]
    assert len(between(made, "2026-01-06T13:59", "2026-01-09T14:01")) == 3


def test_who_takes_no_turns_has_none_and_who_tells_no_start_cannot_be_counted() -> None:
    assert between(NOBODY, "2026-01-06T14:00", "2026-01-09T14:00") == []
    with pytest.raises(ValueError, match=r"^rotation 'weekly' has no start$"):
        between(ORDER, "2026-01-06T14:00", "2026-01-09T14:00")


def test_a_handoff_on_a_holiday_is_moved_to_the_next_working_day() -> None:
    moved = WEEKLY.replace(handoff=handoff(0, 9, if_holiday="next-working-day"))
    kept = WEEKLY.replace(handoff=handoff(0, 9, if_holiday="keep"))
    within = "2026-01-19T15:00", "2026-01-27T00:00"
    assert between(moved, *within)[-3:] == [
        "1/1 01-12 14:00..01-20 14:00 12-19",
        "2/2 01-20 14:00..01-26 14:00 20-25",
        "3/3 01-26 14:00..02-02 14:00 26-1",
    ]
    assert between(kept, *within)[0] == "2/2 01-19 14:00..01-26 14:00 19-25"
    nobody_works = Shift(SHIFT.calendar, frozenset())
    assert between(moved, *within, shift=nobody_works)[-2] == "2/2 01-19 14:00..01-26 14:00 19-25"


def test_a_day_that_the_clocks_skip_is_no_turn() -> None:
    """On Samoa the 29th of December 2011 was followed by the 31st."""
    made = rota(turn="1d", roles={"primary": ["alice", "bob", "carol"]}, start=date(2011, 12, 29))
    apia = Clock(zone_of("Pacific/Apia", ZONES))
    assert between(made, "2011-12-29T10:00", "2011-12-31T10:00", apia) == [
        "0/0 12-29 10:00..12-30 10:00 29-29",
        "2/2 12-30 10:00..12-31 10:00 31-31",
    ]


def test_turns_too_many_to_be_counted_are_not_judged() -> None:
    quarters = rota(turn="1m", roles={"primary": ["alice"]}, start=JANUARY)
    with pytest.raises(NotStated) as raised:
        between(quarters, "2026-01-05T14:00", "2026-03-05T14:00")
    why = "who has turns beyond those that are counted"
    assert raised.value.undecided == UNTOLD._replace(why=why)
