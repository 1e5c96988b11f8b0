"""Stretches that end before they begin are told, and what needs them is undecided rather than passed."""

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.source.place import Place
from tests.model.build.loading import PATH, load, team


def _core(text):
    return load(f"version: 1\nteam: core\n{text}")


@pytest.mark.parametrize(
    ("text", "message", "route"),
    [
        (
            "oncall: {period: {from: 2027-01-01, to: 2026-01-01}}",
            "the period ends on 2026-01-01, before it begins on 2027-01-01",
            ("oncall", "period", "to"),
        ),
        (
            "oncall: {period: {from: 2026-01-05T09:00, to: 2026-01-05T08:00}}",
            "the period ends on 2026-01-05T08:00, before it begins on 2026-01-05T09:00",
            ("oncall", "period", "to"),
        ),
        (
            "members: [{id: a, active: [{from: 2026-01-01, until: 2025-01-01}]}]",
            "a membership of 'a' ends on 2025-01-01, before it begins on 2026-01-01",
            ("members", 0, "active", 0, "until"),
        ),
        (
            "history: {shifts: [{from: 2026-01-04, to: 2025-12-29, primary: a}]}",
            "a past shift ends on 2025-12-29, before it begins on 2026-01-04",
            ("history", "shifts", 0, "to"),
        ),
    ],
)
def test_a_stretch_that_ends_before_it_begins_is_told_at_its_end(text, message, route):
    (found,) = _core(text).problems

    assert found.rule == "invalid-shape"
    assert found.problem.message == message
    assert found.problem.at == Place(PATH, route)
    assert [one.at for one in found.problem.related] == [Place(PATH, (*route[:-1], "from"))]


def test_what_needs_the_period_is_undecided():
    oncall = _core("oncall: {period: {from: 2027-01-01, to: 2026-01-01}}").team.oncall

    with pytest.raises(NotStated, match=r"oncall\.period\.to"):
        _ = oncall.period


def test_one_bad_membership_costs_nobody_else_theirs():
    members = _core(
        "members: [{id: a, active: [{from: 2026-01-01, until: 2025-01-01}]}, {id: b, active: [{from: 2026-01-01}]}]"
    ).team.members

    with pytest.raises(NotStated):
        _ = members[0].active
    assert len(members[1].active) == 1


@pytest.mark.parametrize(
    "text",
    [
        "oncall: {period: {from: 2026-01-05, to: 2026-01-05}}",
        "oncall: {period: {from: 2026-01-05T09:00, to: 2026-01-05}}",
        "members: [{id: a, active: [{from: 2026-01-01}, {until: 2025-01-01}]}]",
    ],
)
def test_one_day_a_moment_beside_a_day_and_open_ends_are_fine(text):
    team(f"version: 1\nteam: core\n{text}")
