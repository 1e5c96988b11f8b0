"""Whether somebody answers for a pipeline whenever somebody should."""

from datetime import date
from typing import Any

import pytest

from pipecheck.model.duty import Coverage, coverage, local_text
from pipecheck.model.oncall import Requirement
from pipecheck.model.team import Team
from pipecheck.model.value import Hours, Selector
from pipecheck.model.views import Views
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
