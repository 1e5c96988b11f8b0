"""When a line for a holiday applies: by date, season, year or turn."""

from datetime import date

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.value import CustomDay, MonthDay, Season, SeasonEnd
from tests.model.resolve.holidaying import JANUARY, YEAR, around, made, primary
from tests.model.resolve.make import (
    at,
    handoff,
    line,
    part,
    rota,
    row,
    schedule,
    swap,
    team,
    told,
    ways,
)


@pytest.mark.parametrize(
    "when", [{"date": date(2026, 12, 25)}, {"season": 2026}, {"year": 2026}, {}, {"turn": "1y", "start": 2026}]
)
def test_a_holiday_is_given_by_date_season_year_or_turn(when: dict[str, object]) -> None:
    resolved = schedule(made(line("christmas", {"primary": "erin"}, **when)))  # type: ignore[arg-type]
    assert [primary(resolved, date(2026, 12, day)) for day in (24, 25, 26)] == ["carol", "erin", "carol"]


def test_a_season_reaches_into_the_next_year() -> None:
    resolved = schedule(made(line("new-year", {"primary": "erin"}, season=2026)))
    assert primary(resolved, date(2027, 1, 1)) == "erin"
    assert schedule(made(line("new-year", {"primary": "erin"}, season=2025))).unapplied[0].reason == "not-judged"


def test_a_season_holds_one_july() -> None:
    given = line("independence-day", {"primary": "erin"}, season=2026)
    resolved = schedule(made(given, period=(JANUARY, date(2028, 1, 2))))
    assert {each.start.year for each in resolved.segments() if each.holder == "erin"} == {2026}
    assert (
        schedule(made(line("independence-day", {"primary": "erin"}, season=2025))).unapplied[0].reason == "not-judged"
    )


def test_the_observed_day_goes_with_its_holiday_by_the_day_but_not_by_the_turn() -> None:
    """4 July 2026 is a Saturday, observed on Friday."""
    resolved = schedule(made(line("independence-day", {"primary": "erin"}, year=2026)))
    assert [primary(resolved, date(2026, 7, day)) for day in (2, 3, 4, 5)] == ["bob", "erin", "erin", "bob"]
    one = schedule(made(line("independence-day", {"primary": "erin"}, date=date(2026, 7, 4))))
    assert [primary(one, date(2026, 7, day)) for day in (3, 4)] == ["bob", "erin"]


def test_a_line_may_take_the_whole_turn_that_holds_the_day() -> None:
    resolved = schedule(made(line("christmas", {"primary": "erin"}, year=2026, takes="turn")))
    assert around(resolved, "2026-12-25T12:00", "2026-12-25T13:00")[0] == "12-21 05:00..12-28 05:00 primary erin"


def test_a_turn_that_holds_several_days_of_a_line_is_taken_once() -> None:
    """Two days of the year's end lie in one week: who is named changes places with the primary, not there and back."""
    days = Season("year-end", SeasonEnd(MonthDay(12, 28)), SeasonEnd(MonthDay(12, 29)), "Year end", at("seasons"))
    taken = line("year-end", {"primary": "secondary"}, year=2026, takes="turn")
    resolved = schedule(made(taken, fields={"seasons": (days,)}))
    assert around(resolved, "2026-12-28T12:00", "2026-12-28T13:00") == [
        "12-28 05:00..01-04 05:00 primary alice",
        "12-28 05:00..01-04 05:00 secondary dave",
    ]


def test_of_two_rows_at_one_time_that_a_line_takes_each_hour_is_taken_once() -> None:
    rows = (
        row({"primary": "alice", "secondary": "bob"}, date(2026, 12, 24), date(2026, 12, 27)),
        row({"primary": "alice", "secondary": "bob"}, date(2026, 12, 25), date(2026, 12, 28)),
    )
    taken = line("christmas", {"primary": "secondary"}, year=2026, takes="turn")
    resolved = schedule(team(rota(turns=rows, handoff=handoff(0)), holidays=(taken,)))
    assert {each.holder for each in resolved.segments(role="primary")} == {"bob"}


def test_the_turn_of_a_handoff_day_is_the_incoming_one() -> None:
    """25 May 2026, Memorial Day, is a Monday with a handoff at nine."""
    rotation = rota(roles={"primary": ["alice", "bob"]}, start=JANUARY, handoff=handoff(0, 9))
    resolved = schedule(
        team(rotation, holidays=(line("memorial-day", {"primary": "carol"}, year=2026, takes="turn"),), period=YEAR)
    )
    assert told([each for each in resolved.segments() if each.holder == "carol"]) == [
        "05-25 13:00..06-01 13:00 primary carol"
    ]


def test_a_day_is_an_on_call_day() -> None:
    rotation = rota(roles={"primary": ["alice"]}, start=JANUARY, handoff=handoff(0, 9))
    resolved = schedule(team(rotation, holidays=(line("christmas", {"primary": "bob"}, year=2026),), period=YEAR))
    assert told([each for each in resolved.segments() if each.holder == "bob"]) == [
        "12-25 14:00..12-26 14:00 primary bob"
    ]


def test_a_line_is_a_rota_whose_turn_is_a_year() -> None:
    yearly = line("christmas", {"primary": ["alice", "carol", "erin"]}, turn="1y", start=2025)
    resolved = schedule(made(yearly, period=(date(2026, 1, 5), date(2029, 1, 7))))
    assert [primary(resolved, date(year, 12, 25)) for year in (2026, 2027, 2028)] == ["carol", "erin", "alice"]


def test_a_yearly_line_does_nothing_before_its_first_year() -> None:
    yearly = line("christmas", {"primary": ["erin"]}, turn="1y", start=2027)
    assert primary(schedule(made(yearly)), date(2026, 12, 25)) == "carol"


def test_lines_without_a_year_begin_together_at_each_year_they_could() -> None:
    lines = (
        line("christmas", {"primary": ["alice", "erin"]}, turn="1y"),
        line("thanksgiving", {"primary": ["erin", "alice"]}, turn="1y"),
        line("labor-day", {"primary": ["dave"]}, turn="1y"),
    )
    one = made(*lines)
    days = (date(2026, 12, 25), date(2026, 11, 26), date(2026, 9, 7))
    found = {way.assumed: [primary(schedule(one, way), day) for day in days] for way in ways(one)}
    assert found == {
        "the first entries of `oncall.holidays` are for 2026": ["alice", "erin", "dave"],
        "the first entries of `oncall.holidays` are for 2027": ["erin", "alice", "dave"],
    }


def test_a_line_without_any_year_is_for_one_year_the_first() -> None:
    resolved = schedule(made(line("christmas", {"primary": "erin"}), period=(JANUARY, date(2028, 1, 2))))
    assert [primary(resolved, date(year, 12, 25)) for year in (2026, 2027)] == ["erin", "carol"]


def test_a_season_may_be_given_whole_or_turn_by_turn() -> None:
    whole = schedule(made(line("year-end", {"primary": "erin"}, year=2026)))
    assert [
        primary(whole, day) for day in (date(2026, 12, 22), date(2026, 12, 23), date(2027, 1, 2), date(2027, 1, 3))
    ] == [
        "carol",
        "erin",
        "erin",
        "dave",
    ]
    turns = schedule(made(line("year-end", {"primary": ["alice", "bob", "erin"]}, turn="1d", year=2026)))
    assert [primary(turns, date(2026, 12, day)) for day in range(23, 28)] == ["alice", "bob", "erin", "alice", "bob"]


def test_turns_inside_a_season_may_be_shorter_than_a_day() -> None:
    resolved = schedule(made(line("year-end", {"primary": ["alice", "erin"]}, turn="12h", year=2026)))
    assert [each for each in around(resolved, "2026-12-23T06:00", "2026-12-24T04:00") if "primary" in each] == [
        "12-23 05:00..12-23 17:00 primary alice",
        "12-23 17:00..12-24 05:00 primary erin",
    ]


def test_turns_of_minutes_inside_a_season_are_not_counted() -> None:
    with pytest.raises(NotStated, match=r"oncall\.holidays\.turn"):
        schedule(made(line("year-end", {"primary": ["alice", "erin"]}, turn="15m", year=2026)))


def test_a_line_noted_on_a_row_may_be_in_parts() -> None:
    rows = (row({"primary": "alice"}, for_="52w"), row({"primary": "bob"}, for_="52w"))
    split = (part(0, 12, primary="erin"), part(12, 24, primary="dave"))
    noted = line("christmas", row=1, split=split)
    resolved = schedule(team(rota(turns=rows, start=JANUARY), holidays=(noted,), period=YEAR))
    assert told(resolved.segments())[1:3] == [
        "12-25 05:00..12-25 17:00 primary erin",
        "12-25 17:00..12-26 05:00 primary dave",
    ]


def test_a_line_noted_on_a_row_is_for_its_date_in_that_row_or_a_claim() -> None:
    rows = tuple(row({"primary": name}) for name in ("alice", "bob", "carol", "dave"))
    given = line("mlk-day", {"primary": "erin"}, row=3)
    resolved = schedule(team(rota(turns=rows, start=JANUARY, repeats=False), people="alice erin", holidays=(given,)))
    assert primary(resolved, date(2026, 1, 19)) == "erin"
    claim = line("mlk-day", row=4)
    assert schedule(team(rota(turns=rows, start=JANUARY, repeats=False), holidays=(claim,))).unapplied == ()


def test_a_line_on_a_row_is_for_every_round_and_for_all_the_days_of_its_turn() -> None:
    """Sunday the 8th of February is the last day of the fifth week, that of the first row again."""
    rows = tuple(row({"primary": name}) for name in ("alice", "bob", "carol", "dave"))
    dates = (JANUARY, date(2026, 2, 8), date(2026, 2, 9))
    days = tuple(CustomDay("company-day", day, "Company days", at("custom")) for day in dates)
    given = line("company-day", {"primary": "erin"}, row=1)
    resolved = schedule(
        team(
            rota(turns=rows, start=JANUARY),
            people="alice erin",
            holidays=(given,),
            fields={"custom": days},
            period=YEAR,
        )
    )
    assert [each for each in told(resolved.segments()) if "erin" in each] == [
        "01-05 05:00..01-06 05:00 primary erin",
        "02-08 05:00..02-09 05:00 primary erin",
    ]


def test_a_line_on_a_row_of_a_rota_without_rows_is_for_that_turn_of_it() -> None:
    given = line("mlk-day", {"primary": "erin"}, row=3)
    rotation = rota(roles={"primary": ["alice", "bob"]}, start=JANUARY)
    assert primary(schedule(team(rotation, holidays=(given,), period=YEAR)), date(2026, 1, 19)) == "erin"
    other = line("mlk-day", {"primary": "erin"}, row=1)
    (unapplied,) = schedule(team(rotation, holidays=(other,), period=YEAR)).unapplied
    assert unapplied.reason == "not-judged"


def test_a_line_that_takes_its_row_takes_it_for_the_own_day_and_not_for_the_observed_one() -> None:
    """4 July 2026 is a Saturday, the third row; it is observed on Friday, the second."""
    rows = tuple(row({"primary": name}) for name in ("alice", "bob", "carol"))
    rotation = rota(turn="1d", turns=rows, start=date(2026, 7, 2), repeats=False)
    found = []
    for number in (2, 3):
        given = line("independence-day", {"primary": "erin"}, row=number, takes="turn")
        segments = schedule(team(rotation, holidays=(given,))).segments()
        found.append([each.start.day for each in segments if each.holder == "erin"])
    assert found == [[], [4]]


def test_a_line_may_take_the_turn_that_ends_with_its_day() -> None:
    """1 November 2026 is a Sunday."""
    given = line("christmas", {"primary": "erin"}, date=date(2026, 11, 1), takes="turn")
    segments = [each for each in schedule(made(given)).segments() if each.holder == "erin"]
    assert told(segments) == ["10-26 04:00..11-02 05:00 primary erin"]


def test_a_day_that_no_turn_holds_is_taken_by_itself() -> None:
    rows = (
        row({"primary": "alice"}, date(2026, 12, 20), date(2026, 12, 24)),
        row({"primary": "bob"}, date(2026, 12, 27)),
    )
    given = line("christmas", {"primary": "erin"}, year=2026, takes="turn")
    segments = [
        each for each in schedule(team(rota(turns=rows), holidays=(given,))).segments() if each.holder == "erin"
    ]
    assert told(segments) == ["12-25 05:00..12-26 05:00 primary erin"]


def test_every_hour_of_overlapping_turns_that_a_line_takes_is_left_to_nobody() -> None:
    rows = (
        row({"primary": "alice"}, date(2026, 12, 24), date(2026, 12, 26)),
        row({"primary": "bob"}, date(2026, 12, 25), date(2026, 12, 28)),
    )
    given = line("christmas", year=2026, takes="turn", none="alerts wait")
    segments = schedule(team(rota(turns=rows), holidays=(given,))).segments()
    assert {each.state for each in segments} == {"nobody"}
    assert (segments[0].start.day, segments[-1].end.day) == (24, 29)
    assert {each.because[-1] for each in segments} == {given.at("none")}


def test_a_line_without_any_year_is_for_the_first_in_the_span_though_a_swap_reaches_out_of_it() -> None:
    daily = rota(turn="1d", roles={"primary": ["alice"]}, start=date(2025, 12, 1))
    swapped = swap(date(2025, 12, 24), date(2026, 1, 6), "alice", "bob")
    given = line("christmas", {"primary": "erin"})
    resolved = schedule(team(daily, holidays=(given,), swaps=(swapped,), period=YEAR))
    assert resolved.unapplied == ()
    assert (primary(resolved, JANUARY), primary(resolved, date(2026, 12, 25))) == ("bob", "erin")


@pytest.mark.parametrize("when", [{"season": 2025}, {"year": 2025}, {"turn": "1y", "start": 2025}])
def test_a_line_of_the_year_before_takes_from_the_giver_of_a_swap_that_reaches_there(when: dict[str, object]) -> None:
    daily = rota(turn="1d", roles={"primary": ["alice"]}, start=date(2025, 12, 1))
    swapped = swap(date(2025, 12, 24), date(2026, 1, 6), "alice", "bob")
    given = line("christmas", {"primary": "erin"}, **when)  # type: ignore[arg-type]
    resolved = schedule(team(daily, holidays=(given,), swaps=(swapped,), period=(JANUARY, date(2026, 1, 8))))
    assert [each.reason for each in resolved.unapplied] == ["not-on-duty"]


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Asia/Kolkata", date(2026, 5, 10), "05-09 18:30..05-10 00:00 primary erin"),
        ("America/New_York", date(2026, 5, 3), "05-04 00:00..05-04 04:00 primary erin"),
        (None, date(2026, 5, 9), "05-09 00:00..05-10 00:00 primary erin"),
    ],
)
def test_a_part_of_a_day_elsewhere_may_begin_or_end_in_the_span(zone: str | None, day: date, expected: str) -> None:
    """From Monday 4 May to Saturday the 9th, by UTC: the days around touch it from other zones."""
    own = CustomDay("company-day", day, "Company day", at("custom"))
    split = (part(0, 24, primary="erin")._replace(timezone=zone),)
    rotation = rota(turn="6d", roles={"primary": ["alice"]}, start=date(2026, 5, 4), repeats=False)
    resolved = schedule(
        team(rotation, timezone="UTC", holidays=(line("company-day", split=split),), fields={"custom": (own,)})
    )
    assert [each for each in told(resolved.segments()) if "erin" in each] == [expected]
