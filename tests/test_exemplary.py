"""The exemplary team is right: under `recommended` nothing is found, nothing is undecided, and rules really looked."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipecheck.source.scalar import plain_data
from pipecheck.source.yaml import read_yaml

ROOT = Path(__file__).parent.parent


def lint(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipecheck", "lint", "--policy", "pipecheck:recommended", "--as-of", "2026-01-15"]
    return subprocess.run(
        [*command, *words], cwd=root, env={**os.environ, "COLUMNS": "100"}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("exemplary")
    shutil.copytree(ROOT / "teams/exemplary", root / "teams/exemplary")
    (root / ".git").mkdir()
    return root


@pytest.fixture(scope="module")
def report(workspace: Path) -> Any:
    done = lint(workspace, "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_nothing_is_found_and_nothing_is_undecided(report: Any) -> None:
    assert report["verdicts"] == []
    assert report["undecided"] == []


def test_each_rule_that_is_on_judged_something_or_is_listed_as_not_concerned(workspace: Path, report: Any) -> None:
    listed = lint(workspace, "--statistics").stdout
    for rule in report["rules"]:
        assert rule["judged"] == rule["passed"] + rule["problems"] + rule["undecided"] > 0 or rule["rule"] in listed
    looked = [rule["rule"] for rule in report["rules"] if rule["judged"]]
    assert len(looked) >= 20, "a team this complete gives most rules something to judge"


def test_it_is_within_what_the_schema_allows(workspace: Path) -> None:
    schema = json.loads((ROOT / "schemas/team.schema.json").read_text("utf-8"))
    text = (workspace / "teams/exemplary/team.yaml").read_text("utf-8")
    jsonschema.Draft202012Validator(schema).validate(plain_data(read_yaml(text, "team.yaml").data))
