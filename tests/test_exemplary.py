"""The exemplary teams are right: nothing is found, nothing is undecided, and rules really looked.

The small team is judged by `recommended`, the large one by `strict`.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

from pipecheck.source.scalar import plain_data
from pipecheck.source.yaml import read_yaml

ROOT = Path(__file__).parent.parent


class Exemplary(NamedTuple):
    """A workspace with one exemplary team and nothing else, and what it is judged by."""

    team: str
    profile: str
    root: Path


def lint(under: Exemplary, *words: str) -> subprocess.CompletedProcess[str]:
    policy = f"pipecheck:{under.profile}"
    command = [sys.executable, "-m", "pipecheck", "lint", "--policy", policy, "--as-of", "2026-01-15"]
    return subprocess.run(
        [*command, *words],
        cwd=under.root,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(
    scope="module", params=[("exemplary", "recommended"), ("exemplary-large", "strict")], ids=lambda one: one[0]
)
def exemplary(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exemplary:
    team, profile = request.param
    root = tmp_path_factory.mktemp(team)
    shutil.copytree(ROOT / "teams" / team, root / "teams" / team)
    (root / ".git").mkdir()
    return Exemplary(team, profile, root)


@pytest.fixture(scope="module")
def report(exemplary: Exemplary) -> Any:
    done = lint(exemplary, "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_nothing_is_found_and_nothing_is_undecided(report: Any) -> None:
    assert report["verdicts"] == []
    assert report["undecided"] == []


def test_each_rule_that_is_on_judged_something_or_is_listed_as_not_concerned(exemplary: Exemplary, report: Any) -> None:
    listed = lint(exemplary, "--statistics").stdout
    for rule in report["rules"]:
        assert rule["judged"] == rule["passed"] + rule["problems"] + rule["undecided"] > 0 or rule["rule"] in listed
    looked = [rule["rule"] for rule in report["rules"] if rule["judged"]]
    least = {"recommended": 20, "strict": 80}[exemplary.profile]
    assert len(looked) >= least, "a team this complete gives most rules something to judge"


def test_it_is_within_what_the_schema_allows(exemplary: Exemplary) -> None:
    schema = json.loads((ROOT / "schemas/team.schema.json").read_text("utf-8"))
    text = (exemplary.root / "teams" / exemplary.team / "team.yaml").read_text("utf-8")
    jsonschema.Draft202012Validator(schema).validate(plain_data(read_yaml(text, "team.yaml").data))


def test_nothing_is_found_beside_the_other_teams_of_this_repository_either(exemplary: Exemplary) -> None:
    done = lint(exemplary._replace(root=ROOT), f"teams/{exemplary.team}", "--format", "json")
    assert json.loads(done.stdout)["verdicts"] == []
