"""The moments that a pipeline states, and in which zone."""

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.runs import runs_of
from tests.model.build.loading import core, load

TEXT = """
pipelines:
  - id: p
    runs: [{at: "02:00", every: 1d, timezone: UTC}, {cron: "0 3 * * *"}, {every: 1h}]
    deliveries: [{what: report, by: {day_of_month: last, at: "06:00", timezone: Europe/Berlin}}]
    slas: [{kind: fix, within: 1w}, {kind: check, by: {day_of_month: 25}}]
"""


def test_moments_in_order_with_the_zone_that_holds():
    built = core("timezone: America/New_York" + TEXT)

    assert [
        (one.kind, one.name, one.minute, one.timezone, one.has_clock) for one in runs_of(built, built.pipelines[0])
    ] == [
        ("run", "", 120, "UTC", True),
        ("run", "", None, "America/New_York", True),
        ("run", "", None, "America/New_York", False),
        ("delivery", "report", 360, "Europe/Berlin", True),
        ("sla", "check", None, "America/New_York", False),
    ]


def test_without_any_zone_there_is_none():
    built = core(TEXT)

    assert [one.timezone for one in runs_of(built, built.pipelines[0])] == ["UTC", None, None, "Europe/Berlin", None]


def test_a_team_zone_that_was_set_aside_is_missed_where_it_is_needed():
    loaded = load("version: 1\nteam: core\ntimezone: EST" + TEXT)
    moments = runs_of(loaded.team, loaded.team.pipelines[0])

    assert next(moments).timezone == "UTC"
    with pytest.raises(NotStated):
        next(moments)
