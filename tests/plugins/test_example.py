"""The example plug-in in `examples/` keeps its promises: its own tests, types, and what its README shows."""

from pathlib import Path

import pytest

from tests.plugins.distribution import ROOT, installed, lint, python

PROJECT = ROOT / "examples" / "acme-rules"
TEAM = """\
version: 1
team: {team}
timezone: Europe/Berlin
members: [{{id: ann-sample}}, {{id: ben-sample}}]
pipelines:
  - id: profit
    audiences: [investors]
    owners: {{primary: ann-sample, secondary: ben-sample}}
    slas: [{{kind: freshness, within: 1d}}]
    runbook: {{none: a sample}}
oncall:
  rotations: [{{id: weekly, start: 2026-01-05, turn: 1w, roles: {{primary: [ann-sample, ben-sample]}}}}]
"""


@pytest.fixture
def packages(tmp_path: Path) -> str:
    return installed(tmp_path / "site", PROJECT)


def test_its_own_tests_pass(packages: str) -> None:
    done = python(PROJECT, "-m", "pytest", "-q", "-p", "no:cacheprovider", packages=packages)
    assert done.returncode == 0, done.stdout
    assert done.stdout.split()[0] == "." * 12


def test_it_is_strictly_typed(packages: str, tmp_path: Path) -> None:
    words = ("--strict", "--cache-dir", str(tmp_path / "cache"), "src", "tests")
    done = python(PROJECT, "-m", "mypy", *words, packages=packages)
    assert done.returncode == 0, done.stdout


def test_its_readme_shows_its_policy() -> None:
    assert f"```yaml\n{(PROJECT / 'policy.yaml').read_text('utf-8')}```" in (PROJECT / "README.md").read_text("utf-8")


def test_its_rules_judge_under_its_policy(packages: str, tmp_path: Path) -> None:
    here = tmp_path / "here"
    (here / "teams").mkdir(parents=True)
    (here / ".git").mkdir()
    (here / "policy.yaml").write_text((PROJECT / "policy.yaml").read_text("utf-8"), "utf-8")
    for team in ("data-core", "finance"):
        (here / f"teams/{team}.yaml").write_text(TEAM.format(team=team), "utf-8")
    words = ("--policy", "policy.yaml", "--allow-plugins", "--select", "acme/*", "--format", "concise")
    done = lint(here, packages, *words)
    assert done.stdout.splitlines() == [
        "teams/data-core.yaml:9:38: error acme/slow-report: pipeline 'profit' promises investors freshness within 1d;"
        " 12h is wanted",
        "teams/data-core.yaml:12:64: warning acme/one-time-zone: everybody in rotation 'weekly' lives in Europe/Berlin;"
        " name somebody who is awake when they sleep",
        "teams/finance.yaml:6:9: warning acme/shared-pipeline-id: pipeline 'profit' of finance is called like one of"
        " data-core; rename one of them",
        "teams/finance.yaml:9:38: error acme/slow-report: pipeline 'profit' promises investors freshness within 1d;"
        " 12h is wanted",
        "teams/finance.yaml:12:64: warning acme/one-time-zone: everybody in rotation 'weekly' lives in Europe/Berlin;"
        " name somebody who is awake when they sleep",
        "Found 2 errors and 3 warnings in 2 files.",
    ]
