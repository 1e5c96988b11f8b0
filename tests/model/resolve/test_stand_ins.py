"""Who stands in for those who are away."""

from datetime import date

import pytest

from pipecheck.model.resolve import Resolved
from tests.model.resolve.make import (
    at,
    handoff,
    off,
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
)
from tests.model.resolve.weeks import SPAN, made, primaries

WEEK = (date(2026, 1, 5), date(2026, 1, 11))


def standing(stand_in: object, roles: object = None, **away: object) -> Resolved:
    who = party(stand_in, at("oncall", "stand_in"))  # type: ignore[arg-type]
    return schedule(made(roles, away=away or {"alice": [off(date(2026, 1, 7), date(2026, 1, 8))]}, stand_in=who))


def test_without_a_stand_in_duty_stays_where_it_is() -> None:
    resolved = schedule(made(away={"alice": [off(date(2026, 1, 7), date(2026, 1, 8))]}))
    assert primaries(resolved)[0] == "01-05 14:00..01-12 14:00 primary alice"


def test_time_off_is_calendar_days_in_the_members_own_zone() -> None:
    sydney = {"alice": {"timezone": "Australia/Sydney"}}
    away = {"alice": [off(date(2026, 1, 7), date(2026, 1, 8))]}
    one = schedule(made(away=away, stand_in=party("erin")))
    assert primaries(one)[1] == "01-07 05:00..01-09 05:00 primary erin"
    other = schedule(made(away=away, members=sydney, stand_in=party("erin")))
    assert primaries(other)[1] == "01-06 13:00..01-08 13:00 primary erin"


def test_the_next_in_turn_who_is_not_on_duty_stands_in() -> None:
    assert primaries(standing("next"))[1] == "01-07 05:00..01-09 05:00 primary carol"
    assert primaries(standing("previous"))[1] == "01-07 05:00..01-09 05:00 primary dave"


def test_where_everybody_else_is_on_duty_the_next_takes_it_and_leaves_their_seat() -> None:
    resolved = standing("next", {"primary": ["alice", "bob"], "secondary": ("primary", 1)})
    assert told([each for each in resolved.segments() if each.start == utc("2026-01-07T05:00")]) == [
        "01-07 05:00..01-09 05:00 primary bob"
    ]


def test_the_secondary_steps_up_and_leaves_their_seat() -> None:
    resolved = standing("secondary")
    assert primaries(resolved)[1] == "01-07 05:00..01-09 05:00 primary bob"
    assert told(resolved.segments(role="secondary"))[:2] == [
        "01-05 14:00..01-07 05:00 secondary bob",
        "01-09 05:00..01-12 14:00 secondary bob",
    ]


def test_a_stand_in_who_is_away_too_is_passed_over() -> None:
    both = [off(date(2026, 1, 7), date(2026, 1, 8))]
    assert primaries(standing("next", alice=both, carol=both))[1] == "01-07 05:00..01-09 05:00 primary dave"


def test_a_stand_in_who_is_away_too_is_passed_over_backwards() -> None:
    both = [off(date(2026, 1, 7), date(2026, 1, 8))]
    resolved = standing("previous", {"primary": ["alice", "bob", "carol"]}, alice=both, carol=both)
    assert primaries(resolved)[1] == "01-07 05:00..01-09 05:00 primary bob"


def test_time_off_that_ends_before_it_begins_takes_nobody_away() -> None:
    resolved = standing("erin", alice=[off(date(2026, 1, 8), date(2026, 1, 6))])
    assert primaries(resolved)[0] == "01-05 14:00..01-12 14:00 primary alice"


def test_where_nobody_can_stand_in_duty_stays_where_it_is() -> None:
    both = [off(date(2026, 1, 7), date(2026, 1, 8))]
    resolved = standing("erin", alice=both, erin=both)
    assert primaries(resolved)[0] == "01-05 14:00..01-12 14:00 primary alice"


def test_those_who_stay_until_the_first_handoff_are_stood_in_for_too() -> None:
    """The rota begins on a holiday: until its first handoff on 2 January the turn before it goes on."""
    moved = handoff(None, None, if_holiday="next-working-day")
    begun = rota(roles={"primary": ["alice", "bob"]}, start=date(2026, 1, 1), handoff=moved)
    away = {"bob": [off(date(2026, 1, 1), date(2026, 1, 1))]}
    made = team(begun, away=away, stand_in=party("next"), period=(date(2026, 1, 1), date(2026, 1, 4)))
    assert {each.holder for each in schedule(made).segments()} == {"alice"}


def test_where_none_of_several_is_there_duty_stays_where_it_is() -> None:
    away = off(*WEEK)
    resolved = standing("? alice bob", alice=[away], bob=[away])
    assert resolved.segments()[0].holder == "alice"


def test_a_stand_in_who_is_there_for_a_part_takes_that_part() -> None:
    resolved = standing(
        "erin", alice=[off(date(2026, 1, 7), date(2026, 1, 8))], erin=[off(date(2026, 1, 8), date(2026, 1, 8))]
    )
    assert primaries(resolved)[:3] == [
        "01-05 14:00..01-07 05:00 primary alice",
        "01-07 05:00..01-08 05:00 primary erin",
        "01-08 05:00..01-12 14:00 primary alice",
    ]


def test_the_owner_stands_in_for_what_they_own() -> None:
    pipelines = (pipeline("p", owners={"primary": party("carol")}), pipeline("q", owners={"primary": party("dave")}))
    away = {"alice": [off(date(2026, 1, 7), date(2026, 1, 8))]}
    resolved = schedule(made({"primary": ["alice"]}, pipelines=pipelines, away=away, stand_in=party("owner")))
    day = [each for each in resolved.segments() if each.start == utc("2026-01-07T05:00")]
    assert [(each.holder, set(each.pipelines)) for each in day] == [("carol", {"p"}), ("dave", {"q"})]


def test_standing_in_comes_after_swaps_and_remembers_the_time_off() -> None:
    away = {"carol": [off(date(2026, 1, 7), date(2026, 1, 8))]}
    change = swap(*WEEK, "alice", "carol")
    resolved = schedule(made(away=away, swaps=(change,), stand_in=party("erin", at("oncall", "stand_in"))))
    segment = resolved.segments(role="primary")[1]
    assert segment.holder == "erin"
    assert segment.because[1:] == (change.place, at("time_off", "2026-01-07"), at("oncall", "stand_in"))


AWAY = [off(date(2026, 1, 7), date(2026, 1, 8))]


def on_the_seventh(resolved: Resolved) -> list[str]:
    """Who sits where on the first day on which alice is away."""
    day = [each for each in resolved.segments() if each.start <= utc("2026-01-07T12:00") < each.end]
    day.sort(key=lambda each: each.column)
    return [f"{each.column} {each.holder or ' '.join((each.state, *each.candidates))}" for each in day]


@pytest.mark.parametrize(
    ("stand_in", "roles", "expected"),
    [
        ("erin", {"primary": ["alice"]}, ["primary erin"]),
        ("erin carol", {"primary": ["alice"]}, ["primary erin", "primary carol"]),
        ("erin", {"primary": ["alice erin bob"]}, ["primary erin", "primary bob"]),
        ("erin", {"primary": ["bob alice"]}, ["primary bob", "primary erin"]),
        ("carol", {"primary": ["alice"], "secondary": ["bob carol"]}, ["primary carol", "secondary bob"]),
        ("? alice bob carol", {"primary": ["alice"]}, ["primary among bob carol"]),
        ("?", {"primary": ["alice"]}, ["primary among bob carol dave erin"]),
        (
            "? bob carol",
            {"primary": ["alice secondary"], "secondary": ["open"]},
            ["primary among bob carol", "primary open", "secondary open"],
        ),
        (
            "secondary",
            {"primary": ["alice"], "secondary": "? bob carol"},
            ["primary among bob carol", "secondary among bob carol"],
        ),
        ("secondary", {"primary": ["alice"], "secondary": ["open"]}, ["primary alice", "secondary open"]),
        ("tertiary", {"primary": ["alice"]}, ["primary alice"]),
        (None, {"primary": ["alice"]}, ["primary alice"]),
        ("open", {"primary": ["alice"]}, ["primary alice"]),
        ("next erin", {"primary": ["alice", "bob"]}, ["primary bob", "primary erin"]),
        ("next", {"primary": ["alice", "bob", "carol"]}, ["primary bob"]),
        ("previous", {"primary": ["alice", "bob", "carol"]}, ["primary carol"]),
        ("next", {"primary": ["alice", "bob carol"]}, ["primary bob"]),
        (
            "next",
            {"primary": ["alice", "bob", "carol"], "secondary": ["bob"], "third": ["carol"]},
            ["primary bob", "third carol"],
        ),
        ("next", {"primary": ["alice", "open", "alice", "carol"]}, ["primary carol"]),
        ("next", {"primary": ["alice", "bob", "carol"], "slot": ["bob"]}, ["primary bob", "slot bob"]),
        ("bob", {"primary": ["alice"], "slot": ["alice bob"]}, ["primary bob", "slot alice", "slot bob"]),
        ("slot", {"primary": ["alice"], "slot": ["bob"]}, ["primary bob", "slot bob"]),
        ("owners.second", {"primary": ["alice"]}, ["primary dave"]),
        ("owner", {"primary": ["alice"]}, ["primary carol"]),
        ("erin", {"primary": ["alice"], "secondary": ["alice"]}, ["primary erin", "secondary erin"]),
    ],
)
def test_who_stands_in_for_somebody_who_is_away(stand_in: str | None, roles: object, expected: list[str]) -> None:
    pipelines = (pipeline("p", owners={"primary": party("carol"), "second": party("dave")}),)
    who = party(stand_in, at("oncall", "stand_in"))
    resolved = schedule(made(roles, slots="slot", pipelines=pipelines, away={"alice": AWAY}, stand_in=who))
    assert on_the_seventh(resolved) == expected


def test_nobody_stands_in_where_nobody_takes_turns() -> None:
    assert schedule(team(stand_in=party("erin"), away={"alice": AWAY}, period=SPAN)).segments() == ()


def test_time_off_may_last_longer_than_the_rota_and_be_told_in_any_order() -> None:
    away = [off(date(2020, 1, 1), date(2020, 1, 2)), off(date(2026, 1, 7), date(2029, 12, 31))]
    since = standing("erin", alice=away)
    assert {each.holder for each in since.segments(role="primary") if each.start >= utc("2026-01-07T05:00")} == {
        "erin", "bob", "carol", "dave",
    }  # fmt: skip
    assert [each.holder for each in since.beyond("weekly") if each.role == "primary"] == [
        "erin",
        "bob",
        "carol",
        "dave",
    ]
    until = standing("erin", alice=[off(date(2020, 1, 1), date(2026, 1, 6))])
    assert primaries(until)[:2] == [
        "01-05 14:00..01-07 05:00 primary erin",
        "01-07 05:00..01-12 14:00 primary alice",
    ]


def test_an_override_in_a_hole_between_rows_has_no_next() -> None:
    rows = tuple(row({"primary": "bob"}, date(2026, 1, day), date(2026, 1, day)) for day in (5, 9))
    change = override(date(2026, 1, 7), date(2026, 1, 7), "alice")
    resolved = schedule(team(rota(turns=rows), overrides=(change,), away={"alice": AWAY}, stand_in=party("next")))
    assert told(resolved.segments())[1] == "01-07 05:00..01-08 05:00 primary alice"


def test_the_lines_of_a_stand_in_end_with_every_time_off_that_holds_then() -> None:
    away = [off(date(2026, 1, 6), date(2026, 1, 7)), *AWAY]
    segments = standing("erin", {"primary": ["alice"]}, alice=away).segments()
    assert [each.because[1:] for each in segments if each.holder == "erin"] == [
        (at("time_off", "2026-01-06"), at("oncall", "stand_in")),
        (at("time_off", "2026-01-06"), at("time_off", "2026-01-07"), at("oncall", "stand_in")),
        (at("time_off", "2026-01-07"), at("oncall", "stand_in")),
    ]
