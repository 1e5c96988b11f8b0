"""Whether somebody answers for a pipeline whenever somebody should."""

from datetime import date, timedelta
from typing import Any

import pytest

from pipecheck.model.duty import Coverage, Gap, coverage, local_text, longest, promised
from pipecheck.model.oncall import Requirement
from pipecheck.model.team import Team
from pipecheck.model.value import Hours, Selector
from pipecheck.model.views import View, Views
from tests.model.resolve.make import (
    ALL,
    AS_OF,
    CALENDARS,
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
    team,
    utc,
    window,
)

JANUARY = date(2026, 1, 5)
WEEK = (JANUARY, date(2026, 1, 11))
OFFICE = (window("mon tue wed thu fri", 8, 18),)
NEW_YORK = ZONES.zone("America/New_York")


def of(made: Team, name: str = "p", role: str = "primary") -> Coverage:
    found = {each.role: each for each in coverage(Views(made, CALENDARS, ZONES, AS_OF).view(), name)}
    return found[role]


def gaps(covered: Coverage) -> list[str]:
    assert NEW_YORK is not None
    return [local_text((gap.start, gap.end), NEW_YORK) for gap in covered.gaps]


def only(name: str) -> Selector:
    return ALL._replace(pipelines=party(name).names)


def need(hours: Hours = (), roles: tuple[str, ...] | None = None, covers: Selector = ALL, **more: Any) -> Requirement:
    return Requirement(at("oncall", "required", str(hours)), covers, hours, roles, **more)


def test_a_rota_that_goes_on_leaves_no_gap_in_its_own_hours() -> None:
    made = team(rota(roles={"primary": ["alice", "bob"]}, start=JANUARY, hours=OFFICE), period=WEEK)
    covered = of(made)
    assert covered.gaps == ()
    assert len(covered.required) == 5
    assert covered.required == covered.held


def test_hours_that_are_required_are_held_against_hours_that_are_served() -> None:
    rotation = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=OFFICE)
    made = team(rotation, period=WEEK, required=(need((window("fri sat", 8, 20),)),))
    assert gaps(of(made)) == ["Fri 2026-01-09 18:00 to 20:00", "Sat 2026-01-10 08:00 to 20:00"]
    always = of(team(rotation, period=WEEK, required=(need(),)))
    assert gaps(always)[:2] == ["Mon 2026-01-05 00:00 to 08:00", "Mon 2026-01-05 18:00 to Tue 2026-01-06 08:00"]
    assert gaps(always)[-1] == "Fri 2026-01-09 18:00 to Mon 2026-01-12 00:00"


def test_a_gap_is_told_at_the_rotation_whose_turn_ended_last() -> None:
    rows = (
        row({"primary": "alice"}, JANUARY, date(2026, 1, 6)),
        row({"primary": "bob"}, date(2026, 1, 9), date(2026, 1, 11)),
    )
    (gap,) = of(team(rota(turns=rows, roles={"primary": None}), period=WEEK)).gaps
    assert (gap.start, gap.end) == (utc("2026-01-07T05:00"), utc("2026-01-09T05:00"))
    assert (gap.rotation, gap.open, gap.because) == ("weekly", False, (rows[0].cells["primary"].at,))


def test_of_several_rotations_the_one_that_ended_last_is_to_mend() -> None:
    early = rota("early", roles={"primary": ["alice"]}, start=JANUARY, until=date(2026, 1, 8))
    late = rota("late", roles={"primary": ["bob"]}, start=date(2026, 1, 6), until=date(2026, 1, 9))
    other = rota("other", roles={"primary": ["carol"]}, start=JANUARY, until=date(2026, 1, 7))
    (gap,) = of(team(other, late, early, period=WEEK)).gaps
    assert gap.rotation == "late"


def test_an_open_slot_is_a_gap_that_says_so() -> None:
    rows = (
        row({"primary": "alice"}, JANUARY, date(2026, 1, 8)),
        row({"primary": "open"}, date(2026, 1, 9), date(2026, 1, 11)),
    )
    (gap,) = of(team(rota(turns=rows, roles={"primary": None}), period=WEEK)).gaps
    assert (gap.open, gap.because) == (True, (rows[1].cells["primary"].at,))


def test_nobody_on_purpose_is_no_gap() -> None:
    changes = (override(JANUARY, JANUARY, None),)
    covered = of(team(rota(roles={"primary": ["alice"]}, start=JANUARY), period=WEEK, overrides=changes))
    assert covered.gaps == ()
    assert covered.absent == ((utc("2026-01-05T05:00"), utc("2026-01-06T05:00")),)
    declared = (need(), need((window("sat sun"),), none="wait until Monday"))
    assert (
        of(
            team(
                rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(window("mon tue wed thu fri"),)),
                period=WEEK,
                required=declared,
            )
        ).gaps
        == ()
    )


def test_one_of_several_not_told_which_covers() -> None:
    assert of(team(rota(roles={"primary": "? alice bob"}, start=JANUARY), period=WEEK)).gaps == ()


def test_what_a_rota_leaves_of_the_period_is_a_gap() -> None:
    late = team(rota(roles={"primary": ["alice"]}, start=date(2026, 1, 7)), period=WEEK)
    assert gaps(of(late)) == ["Mon 2026-01-05 00:00 to Wed 2026-01-07 00:00"]
    early = team(rota(roles={"primary": ["alice"]}, start=JANUARY, until=date(2026, 1, 9)), period=WEEK)
    assert gaps(of(early)) == ["Sat 2026-01-10 00:00 to Mon 2026-01-12 00:00"]


def test_two_versions_of_a_rota_each_promise_their_own_hours() -> None:
    before = rota("before", roles={"primary": ["alice"]}, start=JANUARY, until=date(2026, 1, 8), hours=OFFICE)
    after = rota("after", roles={"primary": ["bob"]}, start=date(2026, 1, 9))
    assert of(team(before, after, period=WEEK)).gaps == ()
    hole = rota("after", roles={"primary": ["bob"]}, start=date(2026, 1, 10))
    assert gaps(of(team(before, hole, period=WEEK))) == ["Fri 2026-01-09 00:00 to Sat 2026-01-10 00:00"]


def test_day_and_night_together_cover_a_pipeline() -> None:
    day = rota("day", roles={"primary": ["alice"]}, start=JANUARY, handoff=handoff(None, 8), hours=(window("", 8, 20),))
    night = rota(
        "night", roles={"primary": ["bob"]}, start=JANUARY, handoff=handoff(None, 20), hours=(window("", 20, 8),)
    )
    assert of(team(day, night, period=WEEK)).gaps == ()
    assert len(of(team(day, period=WEEK, required=(need(),))).gaps) == 7


def test_columns_of_one_role_cover_each_pipeline_by_what_they_cover() -> None:
    roles = {"primary": ["alice"], "growth": column("growth", ["bob"], role="primary", covers=only("q"), hours=())}
    rotation = rota(roles=roles, start=JANUARY, covers=only("p"))
    made = team(rotation, period=WEEK, pipelines=(pipeline("p"), pipeline("q"), pipeline("r")))
    assert of(made, "p").gaps == of(made, "q").gaps == ()
    seen = Views(made, CALENDARS, ZONES, AS_OF).view()
    assert coverage(seen, "r") == ()


def test_a_pipeline_with_nobody_on_call_on_purpose_has_no_coverage_to_judge() -> None:
    made = team(
        rota(roles={"primary": ["alice"]}, start=JANUARY), period=WEEK, pipelines=(pipeline("p", oncall_none="x"),)
    )
    assert coverage(Views(made, CALENDARS, ZONES, AS_OF).view(), "p") == ()


def test_a_role_that_is_required_and_stands_in_no_rota_is_one_gap() -> None:
    made = team(
        rota(roles={"primary": ["alice"]}, start=JANUARY), period=WEEK, required=(need(roles=("primary", "secondary")),)
    )
    covered = of(made, role="secondary")
    assert gaps(covered) == ["Mon 2026-01-05 00:00 to Mon 2026-01-12 00:00"]
    assert covered.gaps[0].rotation == ""


def test_a_missing_backup_is_a_gap_of_its_own_role() -> None:
    rows = (
        row({"primary": "alice", "secondary": "bob"}, JANUARY, date(2026, 1, 8)),
        row({"primary": "bob"}, date(2026, 1, 9), date(2026, 1, 11)),
    )
    made = team(rota(turns=rows, roles={"primary": None, "secondary": None}), period=WEEK)
    assert of(made).gaps == ()
    assert gaps(of(made, role="secondary")) == ["Fri 2026-01-09 00:00 to Mon 2026-01-12 00:00"]


def test_need_under_a_condition_is_quoted_and_no_gap() -> None:
    rotation = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=OFFICE)
    conditional = need((window("sat"),), when="unless nobody is there")
    covered = of(team(rotation, period=WEEK, required=(need(OFFICE), conditional)))
    assert covered.gaps == ()
    (condition,) = covered.conditions
    assert condition.words == "unless nobody is there"
    assert condition.stretches == ((utc("2026-01-10T05:00"), utc("2026-01-11T05:00")),)
    hours = (*OFFICE, window("sun", when="if asked"))
    own = of(team(rota(roles={"primary": ["alice"]}, start=JANUARY, hours=hours), period=WEEK))
    assert [each.words for each in own.conditions] == ["if asked"]


def test_primary_comes_first_and_slots_are_no_coverage() -> None:
    roles = {"secondary": ["bob"], "engineer-1": ["carol"], "primary": ["alice"]}
    made = team(rota(roles=roles, start=JANUARY), period=WEEK, slots="engineer-1")
    assert [each.role for each in coverage(Views(made, CALENDARS, ZONES, AS_OF).view(), "p")] == [
        "primary",
        "secondary",
    ]


def test_a_holiday_that_switches_hours_off_is_covered_by_who_is_named() -> None:
    rotation = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=(window("workdays", 8, 18),))
    holiday = need((window("holidays", 8, 18),))
    period = (JANUARY, date(2026, 1, 25))
    assert gaps(of(team(rotation, period=period, required=(holiday,)))) == ["Mon 2026-01-19 08:00 to 18:00"]
    named = (line("mlk-day", {"primary": "bob"}, year=2026),)
    assert of(team(rotation, period=period, required=(holiday,), holidays=named)).gaps == ()


@pytest.mark.parametrize("name", ["nothing", ""])
def test_an_unknown_pipeline_is_covered_by_nothing(name: str) -> None:
    made = team(rota(roles={"primary": ["alice"]}, start=JANUARY), period=WEEK)
    assert coverage(Views(made, CALENDARS, ZONES, AS_OF).view(), name) == ()


def view(made: Team) -> View:
    return Views(made, CALENDARS, ZONES, AS_OF).view()


def test_pipelines_that_are_covered_alike_are_told_apart_by_their_names_and_needs() -> None:
    pipelines = (pipeline("p"), pipeline("q"), pipeline("r", oncall_none="x"), *map(pipeline, "stu"))
    rotation = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=OFFICE)
    needs = (
        need(OFFICE, covers=only("p q r")),
        need((window("sat"),), covers=only("q")),
        need(covers=only("t"), none="x"),
    )
    made = team(rotation, period=WEEK, pipelines=pipelines, required=needs)
    found = {name: coverage(view(made), name) for name in "pqrstu"}
    assert {name: [each.pipeline for each in told] for name, told in found.items()} == {
        "p": ["p"], "q": ["q"], "r": [], "s": ["s"], "t": ["t"], "u": ["u"],
    }  # fmt: skip
    assert {name: len(told[0].gaps) for name, told in found.items() if told} == {
        "p": 0, "q": 1, "s": 0, "t": 0, "u": 0,
    }  # fmt: skip
    assert [len(found[name][0].declared) for name in "pqst"] == [1, 2, 1, 1]
    assert [found[name][0].asked for name in "pqst"] == [True, True, False, False]


def test_roles_are_those_of_needs_and_of_columns() -> None:
    needs = (need(roles=("third",)), need(roles=("fourth",), none="nobody"), need(roles=("primary", "third")))
    made = team(rota(roles={"secondary": ["bob"], "primary": ["alice"]}, start=JANUARY), period=WEEK, required=needs)
    assert [each.role for each in coverage(view(made), "p")] == ["primary", "third", "secondary"]


def test_several_rotations_promise_what_lies_in_the_period_for_all_of_them() -> None:
    early = rota("early", turn="1d", roles={"primary": ["alice"]}, start=JANUARY, handoff=handoff(None, 6))
    late = rota("late", turn="1d", roles={"primary": ["bob"]}, start=JANUARY, handoff=handoff(None, 18))

    def of_team(**more: Any) -> list[str]:
        seen = view(team(early, late, timezone="UTC", **more))
        return [f"{start:%m-%d %H}..{end:%m-%d %H}" for start, end in promised(seen, ("early", "late"))]

    assert of_team(period=WEEK) == ["01-05 18..01-12 06"]
    assert of_team(period=(JANUARY, None)) == ["01-05 18..01-04 18"]
    assert of_team(period=(None, date(2026, 1, 18))) == ["01-15 06..01-19 06"]
    assert of_team() == ["01-15 06..01-14 18"]
    seen = view(team(early, late, timezone="UTC", period=WEEK))
    assert promised(seen, ()) == ((utc("2026-01-05T06:00"), utc("2026-01-12T18:00")),)
    assert promised(seen, ("early",)) == ((utc("2026-01-05T06:00"), utc("2026-01-12T06:00")),)


def test_each_condition_says_its_words_where_they_stand_and_who_asked() -> None:
    hours = (window("mon"), window("sat", when="if asked"))
    needs = (
        need(OFFICE, roles=("secondary",), when="never mind"),
        need((*OFFICE, window("tue", when="if it rains")), roles=("primary",)),
        need((window("wed"),), when="if it snows"),
        need((window("sun", when="if closed"),), none="nobody", roles=("third",)),
    )
    made = team(rota(roles={"primary": ["alice"]}, start=JANUARY, hours=hours), period=WEEK, required=needs)
    found = of(made).conditions
    assert [(each.words, each.asked) for each in found] == [
        ("if it rains", True),
        ("if it snows", True),
        ("if closed", True),
        ("if asked", False),
    ]
    assert [each.at.route[-1] for each in found] == ["when"] * 4
    assert found[1].at.route[:-1] == needs[2].at.route
    assert [[f"{start:%a}" for start, _ in each.stretches] for each in found] == [["Tue"], ["Wed"], ["Sun"], ["Sat"]]


def test_hours_that_all_hang_on_words_are_required_of_nobody() -> None:
    rotation = rota(roles={"primary": ["alice"]}, start=JANUARY, hours=OFFICE)
    covered = of(team(rotation, period=WEEK, required=(need((window("sat", when="if asked"),)),)))
    assert (covered.required, covered.gaps, len(covered.conditions)) == ((), (), 1)


def test_a_gap_after_one_of_several_is_told_at_their_turn() -> None:
    rows = (
        row({"primary": "? alice bob"}, JANUARY, date(2026, 1, 6)),
        row({"primary": None}, date(2026, 1, 7), date(2026, 1, 7)),
        row({"primary": "alice"}, date(2026, 1, 9), date(2026, 1, 11)),
    )
    (gap,) = of(team(rota(turns=rows, roles={"primary": None}), period=WEEK)).gaps
    assert (gap.start, gap.because, gap.open) == (utc("2026-01-08T05:00"), (rows[0].cells["primary"].at,), False)


def test_open_slots_are_told_one_by_one_with_their_lines() -> None:
    rows = tuple(
        row({"primary": who}, date(2026, 1, first), date(2026, 1, last))
        for who, first, last in (("alice", 5, 5), ("open", 6, 6), ("bob", 7, 7), ("open", 8, 11))
    )
    found = of(team(rota(turns=rows, roles={"primary": None}), period=WEEK)).gaps
    assert [(gap.open, gap.because) for gap in found] == [(True, (rows[at].cells["primary"].at,)) for at in (1, 3)]


def test_before_anybody_was_there_a_gap_is_told_at_the_first_rotation() -> None:
    (gap,) = of(team(rota(roles={"primary": ["alice"]}, start=date(2026, 1, 7)), period=WEEK)).gaps
    assert (gap.open, gap.rotation, gap.because) == (False, "weekly", ())


def test_the_longest_of_gaps() -> None:
    hours = [utc(f"2026-01-05T{hour:02}:00") for hour in range(10)]
    gaps = [Gap(hours[start], hours[end], open=False, rotation="") for start, end in ((0, 2), (3, 8), (8, 9))]
    assert (longest(gaps), longest(())) == (timedelta(hours=5), timedelta())


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-03-07T20:00", "2026-03-08T13:00", "Sat 2026-03-07 15:00 to Sun 2026-03-08 09:00"),
        ("2026-03-07T20:00", "2026-03-07T21:30", "Sat 2026-03-07 15:00 to 16:30"),
    ],
)
def test_a_stretch_is_told_as_people_say_it(first: str, last: str, expected: str) -> None:
    assert NEW_YORK is not None
    assert local_text((utc(first), utc(last)), NEW_YORK) == expected
