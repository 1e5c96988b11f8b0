"""One rotation while its schedule is made: how far it is looked at, and what the layers ask of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from pipecheck.model.oncall import Rotation
from pipecheck.model.resolve.rota import Rota, day_interval, ground_of, pipelines_of
from pipecheck.model.resolve.starts import Start
from pipecheck.model.resolve.track import NO_TURN, Seat
from pipecheck.model.team import Team
from pipecheck.model.value import When
from tests.model.resolve.make import (
    ALL,
    AS_OF,
    ZONES,
    at,
    calendar_of,
    column,
    handoff,
    party,
    pipeline,
    rota,
    row,
    swap,
    team,
    window,
)

JANUARY = date(2026, 1, 5)
TWO_WEEKS = (JANUARY, date(2026, 1, 18))
THREE = {"primary": ["alice", "bob", "carol"], "secondary": ("primary", 1)}
WEEKLY = rota(roles=THREE, start=date(2025, 1, 6))


def rota_of(made: Team) -> Rota:
    assert made.oncall is not None
    return Rota(made.oncall.rotations[0], ground_of(made, calendar_of(made), ZONES, Start(), lambda: AS_OF))


def of(made: Rotation, period: tuple[date, date] | None = TWO_WEEKS, **more: object) -> Rota:
    return rota_of(team(made, timezone="UTC", period=period, **more))  # type: ignore[arg-type]


def utc(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def said(stretch: Sequence[datetime] | None) -> str:
    return "nothing" if stretch is None else " to ".join(f"{each:%Y-%m-%d %H:%M}" for each in stretch)


# ---- how far it is looked at

TWENTY = [f"p{number:02}" for number in range(20)]


@pytest.mark.parametrize(
    ("made", "last", "end"),
    [
        (WEEKLY, 18, "2026-02-09"),
        (WEEKLY, 15, "2026-02-02"),
        (WEEKLY.replace(handoff=handoff(0, if_holiday="next-working-day")), 19, "2026-02-09"),
        (rota(roles={"primary": TWENTY}, start=JANUARY), 18, "2026-04-13"),
        (rota(turn="5w", roles={"primary": TWENTY}, start=JANUARY), 18, "2026-04-20"),
        (WEEKLY.replace(until=date(2026, 2, 1)), 18, "2026-02-02"),
        (WEEKLY.replace(until=date(2026, 1, 11)), 18, "2026-01-19"),
        (WEEKLY.replace(until=date(2026, 12, 31)), 18, "2026-02-09"),
        (rota(roles=THREE, start=JANUARY, repeats=False), 18, "2026-01-19"),
        (rota(turns=(row({"primary": "alice"}, JANUARY, date(2026, 3, 1)),)), 18, "2026-01-19"),
        (rota(turns=(row({}), row({})), start=JANUARY), 18, "2026-02-02"),
    ],
)
def test_a_rota_that_goes_on_is_looked_at_for_one_more_round_or_twelve_weeks(
    made: Rotation, last: int, end: str
) -> None:
    assert f"{of(made, (JANUARY, date(2026, 1, last))).end:%Y-%m-%d}" == end


SPAN = "2026-01-05 00:00 to 2026-02-09 00:00"


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([], SPAN),
        ([(date(2026, 1, 7), date(2026, 1, 9))], SPAN),
        ([(date(2025, 12, 29), date(2026, 1, 5))], "2025-12-29 00:00 to 2026-02-09 00:00"),
        ([(date(2026, 2, 8), date(2026, 2, 10))], "2026-01-05 00:00 to 2026-02-11 00:00"),
        ([(date(2025, 12, 29), date(2026, 1, 4)), (date(2026, 2, 9), date(2026, 2, 10))], SPAN),
        (
            [(date(2025, 12, 1), date(2025, 12, 20)), (date(2025, 12, 20), date(2026, 1, 5))],
            "2025-12-01 00:00 to 2026-02-09 00:00",
        ),
        ([(date(2025, 1, 6), date(2026, 1, 5))], "2025-10-13 00:00 to 2026-02-09 00:00"),
        ([(date(2026, 1, 5), date(2026, 12, 31))], "2026-01-05 00:00 to 2026-04-13 00:00"),
    ],
)
def test_what_is_resolved_is_widened_by_the_swaps_that_touch_it_at_most_twelve_weeks(
    stretches: list[tuple[When, When]], expected: str
) -> None:
    changes = tuple(swap(first, last, "alice", "bob") for first, last in stretches)
    assert said(of(WEEKLY, swaps=changes).reach) == expected


def test_a_rota_that_is_looked_at_further_than_twelve_weeks_may_be_swapped_so_far() -> None:
    made = rota(turn="5w", roles={"primary": TWENTY}, start=JANUARY)
    change = swap(date(2026, 4, 1), date(2026, 12, 31), "alice", "bob")
    assert said(of(made, swaps=(change,)).reach) == "2026-01-05 00:00 to 2026-04-20 00:00"


# ---- its turns


def turns(found: Rota) -> list[str]:
    return [
        f"{each.number} {each.start:%m-%d}..{each.end:%m-%d} {each.first.day}-{each.last.day}" for each in found.laps
    ]


def test_turns_are_whole_where_the_span_cuts_them_and_cut_where_the_rota_begins_and_ends() -> None:
    inside = of(WEEKLY.replace(start=JANUARY), (date(2026, 1, 7), date(2026, 1, 13)))
    assert turns(inside)[0] == "0 01-05..01-12 5-11"
    weeks = WEEKLY.replace(anchor="iso-week", start=date(2026, 1, 7), until=date(2026, 1, 15))
    assert turns(of(weeks)) == ["1 01-07..01-12 7-11", "2 01-12..01-16 12-15"]
    assert turns(of(weeks.replace(until=date(2026, 1, 6)))) == []
    assert turns(of(weeks.replace(until=date(2026, 1, 5)))) == []
    whole = WEEKLY.replace(start=JANUARY, until=date(2026, 1, 18))
    assert turns(of(whole)) == ["0 01-05..01-12 5-11", "1 01-12..01-19 12-18"]


def test_the_day_on_which_a_rota_is_cut_is_an_on_call_day() -> None:
    nine = handoff(0, 9)
    weeks = rota(roles=THREE, anchor="iso-week", start=date(2026, 1, 7), until=date(2026, 1, 15), handoff=nine)
    assert turns(of(weeks)) == ["1 01-07..01-12 7-11", "2 01-12..01-16 12-15"]


def test_where_handoffs_are_moved_turns_long_over_are_none() -> None:
    made = WEEKLY.replace(start=date(2025, 11, 3), handoff=handoff(0, if_holiday="next-working-day"))
    assert [each.number for each in of(made, (date(2026, 1, 7), date(2026, 1, 13))).laps] == [9, 10, 11, 12]
    assert [each.number for each in of(made, (JANUARY, date(2026, 1, 13))).laps] == [9, 10, 11, 12]


def test_what_is_resolved_ends_with_the_last_turn_though_its_handoff_is_moved() -> None:
    """The handoff of Monday 19 January, a holiday, is on the 20th; nothing after it is looked at."""
    made = WEEKLY.replace(handoff=handoff(0, if_holiday="next-working-day"))
    found = of(made, (date(2025, 12, 15), date(2025, 12, 28)))
    assert turns(found)[-1].endswith("01-12..01-20 12-19")
    assert found.end == utc("2026-01-20")


# ---- rows at one time


def test_rows_in_conflict_are_those_that_overlap_and_name_different_people() -> None:
    rows = tuple(
        row(cells, date(2026, 1, first), date(2026, 1, last))
        for cells, first, last in (
            ({"primary": "alice"}, 5, 7),
            ({"primary": "bob", "secondary": "dave"}, 8, 14),
            ({"primary": "carol"}, 8, 9),
            ({"primary": "carol", "secondary": "dave"}, 9, 10),
        )
    )
    found = of(rota(turns=rows))
    pairs = [(each.column, each.first, each.second, f"{each.start:%d}-{each.end:%d}") for each in found.conflicts]
    places = [each.cells["primary"].at for each in rows]
    assert pairs == [("primary", places[1], places[2], "08-10"), ("primary", places[1], places[3], "10-11")]
    primary = [
        (f"{piece.start:%d}-{piece.end:%d}", *(s.holder for s in piece.seats)) for piece in found.tracks["primary"]
    ]
    assert primary == [("05-08", "alice"), ("08-09", "carol"), ("09-11", "carol"), ("11-15", "bob")]
    secondary = [(f"{piece.start:%d}-{piece.end:%d}", len(piece.seats)) for piece in found.tracks["secondary"]]
    assert secondary == [("05-08", 0), ("08-09", 1), ("09-11", 1), ("11-15", 1)]


# ---- what the layers ask


def test_a_stretch_is_alive_as_far_as_turns_are_known() -> None:
    found = of(WEEKLY.replace(start=date(2026, 1, 7)))
    cases = [
        ((1, 8), "2026-01-07 00:00 to 2026-01-08 00:00"),
        ((1, 7), "nothing"),
        ((8, 9), "2026-01-08 00:00 to 2026-01-09 00:00"),
    ]
    for (first, last), expected in cases:
        assert said(found.alive(utc(f"2026-01-{first:02}"), utc(f"2026-01-{last:02}"))) == expected
    assert said(found.alive(utc("2026-01-01"), utc("2027-01-01"))) == "2026-01-07 00:00 to 2026-02-04 00:00"
    over = of(WEEKLY.replace(until=date(2025, 2, 1)))
    assert over.alive(utc("2025-01-06"), utc("2027-01-01")) is None


def test_between_dated_rows_it_is_known_that_nobody_has_a_turn() -> None:
    rows = tuple(row({"primary": "alice"}, date(2026, 1, day), date(2026, 1, day)) for day in (1, 9, 30))
    found = of(rota(turns=rows))
    assert said(found.alive(utc("2025-01-01"), utc("2027-01-01"))) == "2026-01-05 00:00 to 2026-01-19 00:00"
    assert [piece.turn for piece in found.tracks["primary"]] == [NO_TURN, 1, NO_TURN]
    until = of(rota(turns=rows[:2], until=date(2026, 1, 9)))
    assert said(until.alive(utc("2025-01-01"), utc("2027-01-01"))) == "2026-01-05 00:00 to 2026-01-10 00:00"


def test_what_is_judged_and_what_is_cut() -> None:
    found = of(WEEKLY.replace(start=date(2026, 1, 7), until=date(2026, 1, 11)))

    def asked(first: int, last: int) -> tuple[bool, bool]:
        stretch = utc(f"2026-01-{first:02}"), utc(f"2026-01-{last:02}")
        return found.is_judged(*stretch), found.is_cut(*stretch)

    assert [asked(*days) for days in ((1, 5), (1, 6), (7, 12), (6, 12), (7, 13), (18, 20), (19, 20))] == [
        (False, True), (True, True), (True, False), (True, True), (True, True), (True, True), (False, True),
    ]  # fmt: skip
    always = of(rota(roles=THREE, anchor="iso-week"))
    assert not always.is_cut(utc("1990-01-01"), utc("2090-01-01"))


def test_standing_in_a_slot_is_no_duty() -> None:
    roles = {"primary": ["alice"], "engineer-1": ["bob"], "lead": column("lead", ["carol"], role="engineer-1")}
    found = of(rota(roles=roles, start=JANUARY), slots="engineer-1")
    assert [name for name in found.columns if found.is_duty(name)] == ["primary"]


def test_role_words_mean_who_sits_there_then_or_has_the_next_turn() -> None:
    roles = {"backup": column("backup", ["dave"], role="secondary"), "primary": ["alice", "bob", "carol"]}
    found = of(rota(roles=roles, start=JANUARY), people="alice bob carol dave erin frank")
    look = found.look(utc("2026-01-13"), "secondary")

    def names(word: str) -> list[str | None] | None:
        seats = look(word)
        return None if seats is None else [seat.holder for seat in seats]

    assert {word: names(word) for word in ("primary", "secondary", "next", "previous", "others", "tertiary")} == {
        "primary": ["bob"],
        "secondary": ["dave"],
        "next": ["carol"],
        "previous": ["alice"],
        "others": ["alice", "carol", "erin", "frank"],
        "tertiary": None,
    }
    before = found.look(utc("2025-01-13"), "secondary")
    assert [before(word) for word in ("primary", "next")] == [(), ()]


def test_without_a_primary_next_is_the_next_of_the_first_column() -> None:
    found = of(rota(roles={"lead": ["alice", "bob"], "second": ["carol", "dave"]}, start=JANUARY))
    seats = found.look(utc("2026-01-06"), "lead")("next")
    assert [seat.holder for seat in seats or ()] == ["bob"]


def test_in_a_hole_between_rows_nobody_is_next() -> None:
    rows = tuple(row({"primary": "alice"}, date(2026, 1, day), date(2026, 1, day)) for day in (5, 9))
    found = of(rota(turns=rows))
    assert [found.look(utc(f"2026-01-0{day}"), "primary")("next") for day in (6, 5)] == [
        (),
        (Seat("alice", because=(rows[1].cells["primary"].at,)),),
    ]


def test_a_column_is_served_in_its_own_hours_else_in_those_of_the_rotation_and_where_a_line_opens_it() -> None:
    roles = {"primary": ["alice"], "second": column("second", ["bob"], hours=(window("tue", 8, 9),))}
    roles |= {"always": column("always", ["carol"], hours=())}
    found = of(rota(roles=roles, start=JANUARY, hours=(window("mon", 8, 9),), timezone="Europe/Berlin"))
    low, high = utc("2026-01-05"), utc("2026-01-08")
    assert [[said(each) for each in found.served(name, low, high)] for name in roles] == [
        ["2026-01-05 07:00 to 2026-01-05 08:00"],
        ["2026-01-06 07:00 to 2026-01-06 08:00"],
        ["2026-01-05 00:00 to 2026-01-08 00:00"],
    ]
    found.extra["primary"] = [(utc("2026-01-07"), utc("2026-01-09")), (utc("2026-01-07"), utc("2026-01-10"))]
    assert [said(each) for each in found.served("primary", low, high)][1:] == ["2026-01-07 00:00 to 2026-01-08 00:00"]


def test_an_on_call_day_lasts_from_handoff_to_handoff() -> None:
    found = of(rota(roles=THREE, start=JANUARY, handoff=handoff(0, 9)))
    assert said(day_interval(found.clock, JANUARY)) == "2026-01-05 09:00 to 2026-01-06 09:00"


def test_a_selector_chooses_none_that_says_nobody_is_on_call_for_it() -> None:
    made = team(pipelines=(pipeline("p"), pipeline("q", oncall_none="not critical"), pipeline("r")))
    assert [each.id for each in pipelines_of(made, ALL)] == ["p", "r"]
    some = ALL._replace(pipelines=party("q r", at()).names)
    assert [each.id for each in pipelines_of(made, some)] == ["r"]
