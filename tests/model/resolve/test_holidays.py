"""Holidays: what a rota does on all of them, whom a line moves, and in which rotations."""

from datetime import date

import pytest

from pipecheck.model.oncall import HolidayAssignment
from pipecheck.model.value import CustomDay
from tests.model.resolve.holidaying import JANUARY, ROLES, YEAR, around, made, primary
from tests.model.resolve.make import (
    at,
    column,
    line,
    part,
    party,
    rota,
    row,
    schedule,
    team,
    told,
    utc,
)

# ---- on all holidays


def test_nobody_is_on_duty_on_holidays_where_the_file_says_so_once() -> None:
    resolved = schedule(made(on_holidays="none", on_holidays_reason="alerts wait"))
    assert primary(resolved, date(2026, 11, 26)) == "nobody"
    assert primary(resolved, date(2026, 11, 27)) == "carol"
    segment = next(each for each in resolved.segments() if each.state == "nobody")
    assert segment.because[-1] == at("oncall", "on_holidays")


def test_columns_change_places_on_holidays() -> None:
    resolved = schedule(made(on_holidays="exchange", exchange={"primary": "secondary", "secondary": "primary"}))
    assert around(resolved, "2026-11-26T12:00", "2026-11-26T13:00") == [
        "11-26 05:00..11-27 05:00 primary dave",
        "11-26 05:00..11-27 05:00 secondary carol",
    ]


def test_who_is_displaced_on_holidays_takes_the_seat_that_is_left() -> None:
    """`on_holidays: {primary: secondary}` says half of it; nobody has both, and nobody has neither."""
    half, whole = ({"primary": "secondary"}, {"primary": "secondary", "secondary": "primary"})
    day = "2026-11-26T12:00", "2026-11-26T13:00"
    said = [around(schedule(made(on_holidays="exchange", exchange=each)), *day) for each in (half, whole)]
    assert said[0] == said[1]


def test_two_holidays_on_one_date_change_places_once() -> None:
    """A day of the team's own falls on Thanksgiving."""
    own = CustomDay("company-day", date(2026, 11, 26), "Company day", at("custom"))
    exchange = {"primary": "secondary", "secondary": "primary"}
    resolved = schedule(made(on_holidays="exchange", exchange=exchange, fields={"custom": (own,)}))
    assert primary(resolved, date(2026, 11, 26)) == "dave"


def test_on_holidays_columns_change_places_only_where_both_are() -> None:
    one = rota("one", roles={"primary": ["alice"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["bob"], "secondary": ["carol"]}, start=JANUARY)
    three = rota("three", roles={"secondary": ["dave"]}, start=JANUARY)
    exchange = {"primary": "secondary", "secondary": "primary"}
    resolved = schedule(team(one, two, three, on_holidays="exchange", exchange=exchange, period=YEAR))
    day = [each for each in resolved.segments() if each.start <= utc("2026-11-26T12:00") < each.end]
    assert [(each.rotation, each.column, each.holder) for each in day] == [
        ("one", "primary", "alice"),
        ("three", "secondary", "dave"),
        ("two", "primary", "carol"),
        ("two", "secondary", "bob"),
    ]
    (changed, *_) = (each for each in day if each.holder == "carol")
    assert changed.because[-1] == at("oncall", "on_holidays")


def test_a_seat_that_nobody_has_is_not_left_to_nobody_on_a_holiday() -> None:
    """The rows name a secondary for the second week only; the 19th is a holiday, and so is a day of the first."""
    rows = (row({"primary": "alice"}), row({"primary": "bob", "secondary": "carol"}))
    rotation = rota(turns=rows, start=date(2026, 1, 12))
    own = CustomDay("company-day", date(2026, 1, 14), "Company day", at("custom"))
    lines = (line("company-day", none="alerts wait"), line("mlk-day", none="alerts wait"))
    period = (date(2026, 1, 12), date(2026, 1, 25))
    for more in ({"on_holidays": "none"}, {"holidays": lines}):
        resolved = schedule(team(rotation, period=period, fields={"custom": (own,)}, **more))  # type: ignore[arg-type]
        assert [each for each in told(resolved.segments()) if "nobody" in each] == [
            "01-14 05:00..01-15 05:00 primary nobody",
            "01-19 05:00..01-20 05:00 primary nobody",
            "01-19 05:00..01-20 05:00 secondary nobody",
        ]


def test_the_first_and_the_last_day_of_a_span_may_be_holidays() -> None:
    rotation = rota(roles={"primary": ["alice"]}, start=date(2026, 1, 1), repeats=False, turn="19d")
    resolved = schedule(team(rotation, on_holidays="none"))
    assert [each for each in told(resolved.segments()) if "nobody" in each] == [
        "01-01 05:00..01-02 05:00 primary nobody",
        "01-19 05:00..01-20 05:00 primary nobody",
    ]


# ---- whom it moves


def test_who_is_named_leaves_their_seat_to_whom_they_displace() -> None:
    """In the week of Christmas carol is primary and dave secondary."""
    resolved = schedule(made(line("christmas", {"primary": "dave"}, year=2026)))
    day = around(resolved, "2026-12-25T12:00", "2026-12-25T13:00")
    assert day == ["12-25 05:00..12-26 05:00 primary dave", "12-25 05:00..12-26 05:00 secondary carol"]


def test_who_is_displaced_by_an_outsider_is_free() -> None:
    resolved = schedule(made(line("christmas", {"primary": "erin"}, year=2026)))
    assert sorted(around(resolved, "2026-12-25T12:00", "2026-12-25T13:00")) == [
        "12-21 05:00..12-28 05:00 secondary dave",
        "12-25 05:00..12-26 05:00 primary erin",
    ]


def test_a_chain_of_displaced_ends_with_who_is_named_nowhere() -> None:
    roles = {**ROLES, "third": column("third", ["erin"], role="standby")}
    resolved = schedule(made(line("christmas", {"primary": "erin", "secondary": "carol"}, year=2026), roles=roles))
    assert sorted(around(resolved, "2026-12-25T12:00", "2026-12-25T13:00")) == [
        "12-25 05:00..12-26 05:00 primary erin",
        "12-25 05:00..12-26 05:00 secondary carol",
        "12-25 05:00..12-26 05:00 third dave",
    ]


def test_a_slot_is_ownership_and_nobody_leaves_it() -> None:
    roles = {**ROLES, "engineer-1": ("primary", 1)}
    resolved = schedule(made(line("christmas", {"primary": "dave"}, year=2026), roles=roles, slots="engineer-1"))
    assert "12-21 05:00..12-28 05:00 engineer-1 dave" in around(resolved, "2026-12-25T12:00", "2026-12-25T13:00")


def test_a_line_may_leave_the_day_to_nobody() -> None:
    resolved = schedule(made(line("christmas", year=2026, none="alerts wait")))
    day = around(resolved, "2026-12-25T12:00", "2026-12-25T13:00")
    assert day == ["12-25 05:00..12-26 05:00 primary nobody", "12-25 05:00..12-26 05:00 secondary nobody"]


def test_a_split_gives_parts_of_the_calendar_day() -> None:
    split = (part(0, 12, primary="erin"), part(12, 24, primary="alice"))
    resolved = schedule(made(line("christmas", year=2026, split=split)))
    assert [each for each in around(resolved, "2026-12-25T06:00", "2026-12-26T04:00") if "primary" in each] == [
        "12-25 05:00..12-25 17:00 primary erin",
        "12-25 17:00..12-26 05:00 primary alice",
    ]


def test_of_two_parts_at_one_time_the_later_told_has_it() -> None:
    split = (part(0, 12, primary="erin"), part(6, 24, primary="alice"))
    resolved = schedule(made(line("christmas", year=2026, split=split)))
    assert [each for each in around(resolved, "2026-12-25T06:00", "2026-12-26T04:00") if "primary" in each] == [
        "12-25 05:00..12-25 11:00 primary erin",
        "12-25 11:00..12-25 17:00 primary alice",
        "12-25 17:00..12-26 05:00 primary alice",
    ]
    (conflict,) = resolved.conflicts
    assert (conflict.start, conflict.end) == (utc("2026-12-25T11:00"), utc("2026-12-25T17:00"))


def test_role_words_mean_who_stands_there_that_day() -> None:
    resolved = schedule(made(line("christmas", {"primary": "secondary"}, year=2026)))
    assert primary(resolved, date(2026, 12, 25)) == "dave"


def test_a_line_remembers_what_it_was_laid_over() -> None:
    given = line("christmas", {"primary": "erin"}, year=2026)
    segment = next(each for each in schedule(made(given)).segments() if each.holder == "erin")
    assert segment.because == (at("oncall", "rotations", 0, "roles", "primary", 2), given.cells["primary"][0].at)


# ---- which rotations


def test_a_line_changes_every_rotation_that_has_the_column() -> None:
    one = rota("one", roles={"primary": ["alice"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["bob"], "secondary": ["carol"]}, start=JANUARY)
    both = schedule(team(one, two, holidays=(line("christmas", {"primary": "dave"}, year=2026),), period=YEAR))
    assert {each.rotation for each in both.segments() if each.holder == "dave"} == {"one", "two"}
    given = line("christmas", {"secondary": "dave"}, year=2026)
    second = schedule(team(one, two, holidays=(given,), period=YEAR))
    assert {each.rotation for each in second.segments() if each.holder == "dave"} == {"two"}


def test_a_column_of_that_name_comes_before_one_that_counts_as_it() -> None:
    growth = rota("growth", roles={"growth": column("growth", ["bob"], role="primary")}, start=JANUARY)
    named = rota("named", roles={"primary": ["alice"]}, start=JANUARY)
    given = (line("christmas", {"primary": "dave"}, year=2026),)
    both = schedule(team(growth, named, holidays=given, period=YEAR))
    assert {each.rotation for each in both.segments() if each.holder == "dave"} == {"named"}
    alone = schedule(team(growth, holidays=given, period=YEAR))
    assert {each.column for each in alone.segments() if each.holder == "dave"} == {"growth"}


def test_a_line_may_name_its_rotation() -> None:
    one = rota("one", roles={"primary": ["alice"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["bob"]}, start=JANUARY)
    given = line("christmas", {"primary": "dave"}, year=2026, rotation=party("two").names[0])
    resolved = schedule(team(one, two, holidays=(given,), period=YEAR))
    assert {each.rotation for each in resolved.segments() if each.holder == "dave"} == {"two"}


def test_a_line_gives_each_rotation_the_columns_that_it_has() -> None:
    one = rota("one", roles={"secondary": ["alice"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["bob"], "secondary": ["carol"]}, start=JANUARY)
    lines = (
        line("christmas", {"tertiary": "dave"}, year=2026),
        line("new-year"),
        line("christmas", {"primary": "dave", "secondary": "erin"}, year=2026),
        line("thanksgiving", {"primary": "dave"}, year=2026),
    )
    resolved = schedule(team(one, two, people="alice bob carol dave erin", holidays=lines, period=YEAR))
    given = [each for each in resolved.segments() if each.holder in ("dave", "erin")]
    assert [(each.start.date(), each.rotation, each.column, each.holder) for each in given] == [
        (date(2026, 11, 26), "two", "primary", "dave"),
        (date(2026, 12, 25), "one", "secondary", "erin"),
        (date(2026, 12, 25), "two", "primary", "dave"),
        (date(2026, 12, 25), "two", "secondary", "erin"),
    ]
    assert [(each.change, each.reason) for each in resolved.unapplied] == [(lines[0], "no-column")]


@pytest.mark.parametrize("early", ["over", "later"])
def test_a_line_outside_one_rotation_and_not_judged_in_another_is_outside(early: str) -> None:
    """The one is over by Christmas; the other looks no further than its one turn after the span."""
    ends = {"over": {"until": date(2026, 11, 30)}, "later": {"start": date(2027, 6, 1)}}
    names = (early, *({"over", "later"} - {early}))
    rotations = (rota(name, **{"roles": {"primary": ["alice"]}, "start": JANUARY, **ends[name]}) for name in names)  # type: ignore[arg-type]
    given = line("christmas", {"primary": "bob"}, year=2026)
    (unapplied,) = schedule(team(*rotations, holidays=(given,), period=(JANUARY, date(2026, 12, 31)))).unapplied
    assert unapplied.reason == "outside"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (line("atlantis-day", {"primary": "erin"}, date=date(2029, 7, 4)), "not-judged"),
        (line("christmas", year=2029, none="alerts wait"), "not-judged"),
        (line("christmas", {"tertiary": "erin"}, year=2026), "no-column"),
        (line("christmas", {"primary": "erin"}, year=2029), "not-judged"),
        (line("atlantis-day", {"primary": "erin"}, year=2026), "no-dates"),
    ],
)
def test_a_line_that_does_nothing_is_remembered(given: HolidayAssignment, reason: str) -> None:
    (unapplied,) = schedule(made(given)).unapplied
    assert (unapplied.change, unapplied.reason) == (given, reason)


def test_a_holiday_in_no_turn_of_the_rota_is_outside() -> None:
    given = line("christmas", {"primary": "bob"}, year=2026)
    rotation = rota(roles={"primary": ["alice"]}, start=JANUARY, until=date(2026, 11, 30))
    (unapplied,) = schedule(team(rotation, holidays=(given,), period=YEAR)).unapplied
    assert unapplied.reason == "outside"


def test_two_lines_that_want_different_people_are_in_conflict_and_the_later_has_it() -> None:
    lines = (line("christmas", {"primary": "erin"}, year=2026), line("christmas", {"primary": "alice"}, season=2026))
    resolved = schedule(made(*lines))
    assert primary(resolved, date(2026, 12, 25)) == "alice"
    (conflict,) = resolved.conflicts
    assert (conflict.level, conflict.start, conflict.end) == (
        "holiday",
        utc("2026-12-25T05:00"),
        utc("2026-12-26T05:00"),
    )
    same = (line("christmas", {"primary": "erin"}, year=2026), line("christmas", {"primary": "erin"}, season=2026))
    assert schedule(made(*same)).conflicts == ()
