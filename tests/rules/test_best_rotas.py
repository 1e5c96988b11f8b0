"""A healthy small team hears nothing from `recommended`, whatever its size and wherever it is."""

from collections.abc import Mapping
from datetime import date
from itertools import product

import pytest

from pipecheck.api import check_texts
from pipecheck.engine.report import Report
from pipecheck.rules.base import Level
from tests.rules.bench import CALENDARS, ZONES, Texts
from tests.rules.best import MAJORS, Best, texts

AS_OF = date(2026, 1, 15)


def judged(files: Mapping[str, str]) -> Report:
    return check_texts(Texts(files), as_of=AS_OF, policy=["pipecheck:recommended"], calendars=CALENDARS, zones=ZONES)


def told(report: Report) -> list[str]:
    return [f"{one.rule}: {one.message}" for one in report.verdicts if one.level is not Level.note or not one.decided]


@pytest.mark.parametrize("people", range(2, 9))
@pytest.mark.parametrize("region", MAJORS)
def test_recommended_is_quiet_on_the_best_team_of_that_size(region: str, people: int) -> None:
    """Pipelines are the same everywhere: all numbers of them are tried in one region, three in others."""
    for roles, pipelines in product((1, 2), range(1, 11) if region == "US" else (1, people, 10)):
        best = Best(people, roles, pipelines, region)
        report = judged(texts(best))
        assert (best, told(report), report.crashes) == (best, [], ())


@pytest.mark.parametrize(
    ("better", "worse", "rule"),
    [
        (
            "thanksgiving, season: 2026, primary: cleo",
            "thanksgiving, season: 2026, primary: dan",
            "consecutive-holidays",
        ),
        ("        primary: [ada, ben, cleo, dan]", "        primary: [ada, ben, ada, dan]", "uneven-oncall-time"),
        ("{before: primary, by: 2}", "[ada, cleo, dan, ben]", "double-booked"),
        ("owners: {primary: ben, secondary: cleo}", "owners: {primary: ada, secondary: cleo}", "uneven-primary-load"),
    ],
)
def test_one_step_away_from_the_best_is_heard(better: str, worse: str, rule: str) -> None:
    files = texts(Best(4, 2, 4, "US"))
    assert better in files["teams/sample.yaml"]
    report = judged({**files, "teams/sample.yaml": files["teams/sample.yaml"].replace(better, worse)})
    assert rule in {one.rule for one in report.verdicts if one.level is not Level.note}
