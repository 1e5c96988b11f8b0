"""Undated rotas: every start that the files leave open, and no more."""

from datetime import date, datetime
from typing import Any

import pytest

from pipecheck.model.oncall import Rotation
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve import Start, Starts, starts
from pipecheck.model.resolve.starts import anchor_of, is_open_line
from pipecheck.model.team import Team
from tests.model.resolve.make import AS_OF, at, calendar_of, handoff, line, rota, row, schedule, team, ways

FOUR = ["alice", "bob", "carol", "dave"]


def test_a_dated_rota_leaves_nothing_open() -> None:
    (one,) = ways(team(rota(roles={"primary": FOUR}, start=date(2026, 1, 5))))
    assert one.assumed == ""


@pytest.mark.parametrize(
    ("made", "count"),
    [
        (rota(roles={"primary": FOUR}, handoff=handoff(0)), 4),
        (rota(roles={"primary": FOUR}), 28),
        (rota(roles={"primary": FOUR, "secondary": ["alice", "bob"]}, handoff=handoff(0)), 4),
        (rota(roles={"primary": FOUR, "secondary": ["alice", "bob", "carol"]}, handoff=handoff(0)), 12),
        (rota(turn="2w", roles={"primary": ["alice", "bob", "carol"]}, handoff=handoff(0)), 6),
        (rota(turn="1d", roles={"primary": ["alice", "bob", "carol"]}), 3),
        (rota(turn="12h", roles={"primary": ["alice", "bob", "carol"]}), 3),
        (rota(turn="1mo", roles={"primary": ["alice", "bob", "carol"]}), 3),
        (rota(turn="5wd", roles={"primary": ["alice", "bob"]}), 2),
        (rota(roles={"primary": "?", "secondary": ("primary", 1)}), 7),
        (rota(roles={"primary": "?"}, handoff=handoff(0)), 1),
        (rota(turns=tuple(row({"primary": name}) for name in FOUR), handoff=handoff(0)), 4),
        (rota(turns=(row({"primary": "alice"}, for_="2w"), row({"primary": "bob"})), handoff=handoff(0)), 3),
        (rota(roles={"primary": FOUR}, repeats=False), 7),
        (rota(roles={"primary": FOUR}, repeats=False, handoff=handoff(0)), 1),
        (rota(roles={"primary": FOUR}, anchor="iso-week"), 1),
    ],
)
def test_a_rota_may_begin_at_each_of_its_turns_and_on_each_weekday_not_told(made: object, count: int) -> None:
    found = ways(team(made))  # type: ignore[arg-type]
    assert len(found) == count
    assert len({way.day for way in found}) == count


def test_each_start_puts_somebody_else_first() -> None:
    made = team(rota(roles={"primary": FOUR}, handoff=handoff(0, 9)))
    first = [schedule(made, way).segments()[0] for way in ways(made)]
    assert {each.start.date() for each in first} == {date(2026, 1, 19)}
    assert {each.holder for each in first} == set(FOUR)
    assert ways(made)[0].assumed == "'weekly' begins on 2026-01-19"


def test_each_weekday_has_its_own_first_handoff() -> None:
    made = team(rota(roles={"primary": FOUR}))
    first = {schedule(made, way).turns()[0].first for way in ways(made)}
    assert first == {date(2026, 1, day) for day in range(15, 22)}


def test_a_period_begins_inside_the_rota_at_every_start() -> None:
    made = team(rota(roles={"primary": FOUR}), period=(date(2026, 1, 1), date(2026, 3, 1)))
    for way in ways(made):
        resolved = schedule(made, way)
        assert resolved.segments()[0].start == resolved.start
        assert not resolved.dated


def test_an_undated_rota_with_an_end_is_judged_up_to_it() -> None:
    resolved = schedule(team(rota(roles={"primary": FOUR}, handoff=handoff(0), until=date(2026, 3, 1))))
    assert resolved.turns()[-1].last == date(2026, 3, 1)
    assert resolved.end == resolved.turns()[-1].end
    assert resolved.dated


def test_rotations_without_a_start_begin_together() -> None:
    one = rota("one", roles={"primary": ["alice", "bob"]}, handoff=handoff(0))
    two = rota("two", roles={"primary": ["carol", "dave"]}, handoff=handoff(0))
    made = team(one, two)
    found = [tuple(each.holder for each in schedule(made, way).segments()[:2]) for way in ways(made)]
    assert sorted(found) == [("alice", "carol"), ("bob", "dave")]
    assert ways(made)[0].assumed == "'one' and 'two' begin on 2026-01-19"


def test_a_dated_rotation_beside_an_undated_one_stays_where_it_is() -> None:
    one = rota("one", roles={"primary": ["alice", "bob"]}, start=date(2026, 1, 5))
    two = rota("two", roles={"primary": ["carol", "dave"]}, handoff=handoff(0))
    made = team(one, two)
    assert len(ways(made)) == 2
    assert {schedule(made, way).segments(rotation="one")[0].holder for way in ways(made)} == {"alice"}


def test_a_rota_that_ends_begins_with_its_first_turn() -> None:
    made = team(rota(roles={"primary": FOUR}, repeats=False, handoff=handoff(0)))
    resolved = schedule(made)
    assert [each.holder for each in resolved.segments()] == FOUR
    assert resolved.turns()[0].first == date(2026, 1, 19)


def test_more_than_twelve_people_or_a_hundred_starts_are_too_many_to_try() -> None:
    thirteen = [f"p{number}" for number in range(13)]
    many = team(rota(roles={"primary": thirteen}, handoff=handoff(0)), people=" ".join(thirteen))
    long = team(rota(turn="3w", roles={"primary": [*FOUR, "erin"]}))
    for made in (many, long):
        with pytest.raises(NotStated) as raised:
            ways(made)
        assert raised.value.undecided.missing == "oncall.rotations.start"
        assert raised.value.undecided.at.route[-1] == "start"
    twelve = team(rota(roles={"primary": thirteen[:12]}, handoff=handoff(0)), people=" ".join(thirteen))
    assert len(ways(twelve)) == 12


def test_a_period_of_more_than_ten_years_is_not_judged() -> None:
    def made(last: date) -> Team:
        return team(rota(roles={"primary": FOUR}, start=date(2026, 1, 5)), period=(date(2026, 1, 5), last))

    assert len(schedule(made(date(2036, 1, 6))).turns()) == 522
    for last in (date(2036, 2, 6), date(2926, 12, 31), date(9999, 12, 31)):
        with pytest.raises(NotStated) as raised:
            schedule(made(last))
        assert (raised.value.undecided.missing, raised.value.undecided.at.route[-1]) == ("oncall.period", "period")


def test_lines_without_a_year_multiply_the_starts() -> None:
    yearly = line("christmas", {"primary": ["alice", "bob", "carol"]}, turn="1y")
    made = team(rota(roles={"primary": FOUR}, handoff=handoff(0)), holidays=(yearly,))
    assert len(ways(made)) == 12
    assert len({(way.day, way.years) for way in ways(made)}) == 12


def test_as_of_is_asked_only_where_it_decides() -> None:
    made = team(rota(roles={"primary": FOUR}, start=date(2026, 1, 5)))
    calendar = calendar_of(made)
    assert not starts(made, calendar, lambda: pytest.fail("nobody needs it")).dated
    told = team(rota(roles={"primary": FOUR}), period=(date(2026, 1, 1), date(2026, 3, 1)))
    assert not starts(told, calendar, lambda: pytest.fail("nobody needs it")).dated
    assert starts(team(rota(roles={"primary": FOUR})), calendar, lambda: AS_OF).dated


# ---- which days are tried, and from where turns are counted


def days(*rotations: Rotation, as_of: date = AS_OF, **more: Any) -> list[str]:
    found = ways(team(*rotations, **more), as_of)
    assert all(each.day is not None for each in found)
    return [f"{each.day:%y-%m-%d}" for each in found]


def told_days(*rotations: Rotation, **more: Any) -> list[str]:
    return [each.assumed.rpartition(" ")[2] for each in ways(team(*rotations, **more))]


TWO = {"primary": ["alice", "bob"]}


def test_a_rota_that_goes_round_is_counted_from_a_whole_round_before_the_day_it_is_told_to_begin() -> None:
    """As of Thursday 15 January: the Monday after it is the 19th, a round before that the 5th."""
    weekly = rota(roles=TWO, handoff=handoff(0))
    assert days(weekly) == ["26-01-05", "25-12-29"]
    assert told_days(weekly) == ["2026-01-19", "2026-01-12"]
    assert days(weekly, as_of=date(2026, 1, 19)) == ["26-01-05", "25-12-29"]
    daily = rota(turn="1d", roles={"primary": ["alice", "bob", "carol"]})
    assert days(daily) == ["26-01-12", "26-01-11", "26-01-10"]
    assert told_days(daily) == ["2026-01-15", "2026-01-14", "2026-01-13"]


def test_a_rota_that_ends_begins_on_one_of_the_seven_days_from_the_first_on() -> None:
    ending = rota(roles=TWO, repeats=False)
    assert days(ending) == [f"26-01-{day}" for day in range(15, 22)]
    assert days(ending.replace(handoff=handoff(0))) == ["26-01-19"]
    assert days(ending, rota("two", roles=TWO, handoff=handoff(2))) == ["26-01-21"]


def test_a_rota_of_months_begins_on_the_first_of_one() -> None:
    monthly = rota(turn="1mo", roles={"primary": ["alice", "bob", "carol"]})
    assert days(monthly) == ["25-11-01", "25-10-01", "25-09-01"]
    assert days(monthly, as_of=date(2026, 2, 1)) == ["25-11-01", "25-10-01", "25-09-01"]
    assert days(monthly, as_of=date(2026, 2, 2)) == ["25-12-01", "25-11-01", "25-10-01"]
    assert days(rota(turn="1y", roles=TWO)) == ["24-02-01", "23-02-01"]


def test_each_turn_of_a_table_of_different_lengths_may_be_the_one_that_begins() -> None:
    """As of the middle of January one of them begins in February, the first or the second; or on the 15th."""
    rows = (row({"primary": "alice"}, for_="1mo"), row({"primary": "bob"}, for_="3mo"))
    assert days(rota(turns=rows)) == ["25-10-01", "25-09-01"]
    mixed = (row({"primary": "alice"}, for_="1mo"), row({"primary": "bob"}, for_="2w"))
    assert days(rota(turns=mixed)) == ["25-12-18", "25-11-18"]
    daily = (row({"primary": "alice"}, for_="1wd"), row({"primary": "bob"}, for_="1d"))
    assert days(rota(turns=daily)) == ["26-01-13", "26-01-12"]


def test_a_rota_of_working_days_begins_on_one() -> None:
    """Ten and five working days before the 15th: the 1st is a holiday."""
    assert days(rota(turn="5wd", roles=TWO)) == ["25-12-31", "25-12-23"]
    rows = (row({"primary": "alice"}, for_="1wd"), row({"primary": "bob"}, for_="3wd"))
    assert days(rota(turns=rows)) == ["26-01-09", "26-01-08"]
    made = team(rota(turn="5wd", roles=TWO), fields={"working_days": frozenset()})
    assert ways(made) == ()


def test_rotations_of_different_rounds_are_tried_for_as_long_as_both_need() -> None:
    one = rota("one", roles=TWO, handoff=handoff(0))
    three = rota("three", roles={"primary": ["alice", "bob", "carol"]})
    assert len(days(one, three)) == 6
    assert len(days(rota("one", turn="12h", roles={"primary": ["alice", "bob", "carol"]}))) == 3
    assert len(days(rota("one", turn="36h", roles=TWO, handoff=handoff(0)))) == 3
    rows = (row({"primary": "alice"}, for_="1w"), row({"primary": "bob"}, for_="2w"))
    beside = rota("one", turns=rows, roles={"secondary": ["carol", "dave", "erin"]}, handoff=handoff(0))
    assert len(days(beside)) == 9


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (date(2026, 3, 1), "2026-03-02"),
        (datetime(2026, 3, 2, 9), "2026-03-02"),  # noqa: DTZ001
    ],
)
def test_starts_are_tried_from_the_begin_of_the_period(first: date, told: str) -> None:
    assert told_days(rota(roles=TWO, handoff=handoff(0)), period=(first, None))[0] == told


def test_a_rotation_that_hands_off_on_another_day_begins_on_the_first_such_after_the_others() -> None:
    start = Start(date(2026, 1, 15))
    found = [anchor_of(rota(roles=TWO, handoff=handoff(day)), start) for day in range(7)]
    assert [f"{day:%d}" for day in found if day] == ["19", "20", "21", "15", "16", "17", "18"]
    assert anchor_of(rota(roles=TWO), start) == anchor_of(rota(roles=TWO, handoff=handoff(None, 9)), start) == start.day
    dated = rota(roles=TWO, start=date(2026, 2, 2))
    assert anchor_of(dated, start) == date(2026, 2, 2)
    assert anchor_of(rota(roles=TWO), Start()) is None


# ---- holiday lines


@pytest.mark.parametrize(
    ("given", "is_open"),
    [
        (line("christmas", {"primary": ["a", "b"]}, turn="1y"), True),
        (line("christmas", {"primary": ["a"], "secondary": ["b", "c"]}, turn="2y"), True),
        (line("christmas", {"primary": ["a"]}, turn="1y"), False),
        (line("christmas", {"primary": ["a", "b"]}, turn="1y", start=2026), False),
        (line("christmas", {"primary": ["a", "b"]}, turn="1d"), False),
        (line("christmas", {"primary": "a"}), False),
        (line("christmas", turn="1y"), False),
    ],
)
def test_a_line_is_open_where_it_takes_turns_by_the_year_from_nowhere(given: Any, is_open: bool) -> None:
    assert is_open_line(given) is is_open


def test_lines_of_different_length_are_tried_for_as_long_as_all_need() -> None:
    lines = (
        line("christmas", {"primary": ["alice", "bob"], "secondary": []}, turn="1y"),
        line("thanksgiving", {"primary": ["alice", "bob", "carol"]}, turn="1y"),
        line("labor-day", {"primary": ["alice", "bob", "carol", "dave", "erin"]}, turn="1y", start=2026),
    )
    dated = rota(roles=TWO, start=date(2026, 6, 1))
    assert [(way.day, way.years) for way in ways(team(dated, holidays=lines))] == [(None, years) for years in range(6)]
    assert [way.assumed[-4:] for way in ways(team(dated, holidays=lines))] == [
        "2028", "2027", "2026", "2031", "2030", "2029",
    ]  # fmt: skip


def test_what_is_assumed_names_the_rota_and_the_year() -> None:
    lines = (line("christmas", {"primary": ["alice", "bob"]}, turn="1y"),)
    made = team(rota(roles=TWO, handoff=handoff(0)), holidays=lines)
    assert [way.assumed for way in ways(made)][:2] == [
        "'weekly' begins on 2026-01-19; the first entries of `oncall.holidays` are for 2026",
        "'weekly' begins on 2026-01-19; the first entries of `oncall.holidays` are for 2027",
    ]
    only = team(rota(roles={"primary": ["alice"]}, handoff=handoff(0)), holidays=lines)
    assert [way.assumed for way in ways(only)] == [
        "the first entries of `oncall.holidays` are for 2026",
        "the first entries of `oncall.holidays` are for 2027",
    ]


@pytest.mark.parametrize(
    ("rotations", "period", "year", "dated"),
    [
        ((rota(roles=TWO, start=date(2024, 1, 1)),), None, 2024, False),
        ((rota(roles=TWO, anchor="iso-week"), rota("two", roles=TWO, start=date(2024, 1, 1))), None, 2024, False),
        ((rota(turns=(row({"primary": "alice"}, date(2024, 1, 1), date(2024, 1, 1)),)),), None, 2024, False),
        ((rota(roles=TWO, anchor="iso-week"),), (date(2028, 1, 1), None), 2028, False),
        ((rota(roles=TWO, anchor="iso-week"),), None, 2026, True),
    ],
)
def test_the_year_that_is_told_of_lines_is_one_of_the_rota(
    rotations: tuple[Rotation, ...], period: Any, year: int, dated: bool
) -> None:
    """Else it is one of the period, or of as-of."""
    lines = (line("christmas", {"primary": ["alice", "bob"]}, turn="1y"),)
    made = team(*rotations, holidays=lines, period=period)
    found = starts(made, calendar_of(made), lambda: AS_OF)
    assert {way.assumed for way in found.ways} == {
        f"the first entries of `oncall.holidays` are for {each}" for each in (year, year + 1)
    }
    assert found.dated is dated


# ---- bounds


def test_a_hundred_starts_are_tried_and_no_more() -> None:
    hundred = line("christmas", {"primary": ["alice"] * 100}, turn="1y")
    more = line("christmas", {"primary": ["alice"] * 101}, turn="1y")
    dated = rota(roles={f"c{number}": ["alice"] for number in range(14)}, start=date(2026, 1, 5))
    assert len(ways(team(dated, holidays=(hundred,)))) == 100
    with pytest.raises(NotStated) as raised:
        ways(team(dated, holidays=(more,)))
    assert raised.value.undecided == Undecided("oncall.holidays.start", at("oncall"), why="when it begins")


@pytest.mark.parametrize("turn", ["1w", "1mo"])
def test_starts_of_rotas_and_of_lines_multiply(turn: str) -> None:
    undated = rota(turn=turn, roles={"primary": ["alice", "bob"]}, handoff=handoff(0))
    fifty, more = (line("christmas", {"primary": ["alice"] * size}, turn="1y") for size in (50, 51))
    assert len(ways(team(undated, holidays=(fifty,)))) == 100
    with pytest.raises(NotStated) as raised:
        ways(team(undated, holidays=(more,)))
    start = at("oncall", "rotations", "weekly", "start")
    assert raised.value.undecided == Undecided("oncall.rotations.start", start, why="when it begins")


def test_people_are_counted_once_in_orders_and_rows() -> None:
    thirteen = [f"p{number}" for number in range(13)]
    one = rota("one", roles={"primary": thirteen[:7]}, handoff=handoff(0))
    two = rota("two", turns=tuple(row({"primary": who}) for who in thirteen[5:12]), handoff=handoff(0))
    assert len(ways(team(one, two))) == 7
    more = rota("two", turns=(*two.turns[:-1], row({"primary": f"{thirteen[11]} {thirteen[12]}"})), handoff=handoff(0))
    with pytest.raises(NotStated):
        ways(team(one, more))
    halves = rota(roles={"primary": [" ".join(thirteen[:7]), " ".join(thirteen[7:])]}, handoff=handoff(0))
    with pytest.raises(NotStated):
        ways(team(halves))
    always = rota(roles={"primary": [" ".join(thirteen)]}, handoff=handoff(0))
    assert len(ways(team(always))) == 1


def test_without_on_call_nothing_is_left_open() -> None:
    made = team().replace(oncall=None)
    assert starts(made, calendar_of(made), lambda: AS_OF) == Starts((Start(),), dated=False)
