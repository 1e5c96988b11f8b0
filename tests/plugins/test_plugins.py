"""Rules of other distributions: through the same loader, beside the built-in ones, and contained when they fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

TEAM = """\
version: 1
team: shop
members: [{id: ann-sample}, {id: ben-sample}]
pipelines:
  - {id: orders, owners: {primary: ann-sample}}
  - {id: refunds, owners: {primary: ben-sample, secondary: ann-sample}}
"""

RULE = '''\
"""A pipeline whose name is short."""

from collections.abc import Iterator

from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import Level, NoParams, Outcome, Problem, Profile, TeamView, rule


@rule(Pipeline, level=Level.warning, profile=Profile.named)
def check(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    {body}
    yield Problem(f"pipeline '{{pipeline.id}}' has a short name", pipeline.at("id"))
'''


def workspace(where: Path, rules: str, plugins: str = "plugins: [sample]\n") -> Path:
    (where / ".git").mkdir(parents=True)
    (where / "teams").mkdir()
    (where / "policies").mkdir()
    (where / "teams/shop.yaml").write_text(TEAM, "utf-8")
    (where / "policies/default.yaml").write_text(f"version: 1\npolicy: ours\n{plugins}rules:\n{rules}", "utf-8")
    return where


def plugin(where: Path, modules: dict[str, str]) -> Path:
    """A distribution as pip lays it out, with an entry point `sample`."""
    package, info = where / "sample_rules", where / "sample_rules-1.0.dist-info"
    package.mkdir(parents=True)
    info.mkdir()
    (package / "__init__.py").touch()
    for name, text in modules.items():
        (package / f"{name}.py").write_text(text, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sample-rules\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[pipecheck.rules]\nsample = sample_rules\n", "utf-8")
    return where


def lint(where: Path, packages: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipecheck", "lint", "--as-of", "2026-01-15", *words],
        cwd=where,
        env={**os.environ, "PYTHONPATH": f"{packages}{os.pathsep}{ROOT / 'src'}", "COLUMNS": "140"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_rule_of_a_plug_in_runs_beside_the_built_in_ones(tmp_path: Path) -> None:
    packages = plugin(
        tmp_path / "packages", {"short_name": RULE.format(body="if len(pipeline.id) > 6:\n        return")}
    )
    where = workspace(tmp_path / "here", "  single-owner: error\n  sample/short-name: warning\n")
    done = lint(where, packages, "--allow-plugins", "--format", "concise")
    assert done.stdout.splitlines()[:2] == [
        "teams/shop.yaml:5:10: warning sample/short-name: pipeline 'orders' has a short name",
        "teams/shop.yaml:5:18: error single-owner: pipeline 'orders' has 1 owner: ann-sample;"
        " 2 are wanted, so name a secondary",
    ]
    assert done.returncode == 1


def test_code_of_others_does_not_run_unless_allowed(tmp_path: Path) -> None:
    marker = tmp_path / "it-ran"
    packages = plugin(tmp_path / "packages", {"short_name": f"open({str(marker)!r}, 'w')\n"})
    where = workspace(tmp_path / "here", "  sample/short-name: warning\n")
    done = lint(where, packages)
    assert done.returncode == 2
    assert "policies/default.yaml:3:11" in done.stderr
    assert "--allow-plugins" in done.stderr
    assert not marker.exists()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ZeroDivisionError('division by zero')", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(0)", "SystemExit"),
        ("assert pipeline.id != 'orders'", "AssertionError"),
        ("pipeline.id = 'mine'", "frozen"),
    ],
)
def test_a_rule_that_raises_is_named_and_the_others_speak(tmp_path: Path, body: str, said: str) -> None:
    packages = plugin(tmp_path / "packages", {"brittle": RULE.format(body=body)})
    where = workspace(tmp_path / "here", "  single-owner: error\n  sample/brittle: warning\n")
    done = lint(where, packages, "--allow-plugins")
    assert done.returncode == 4
    assert "crash[sample/brittle]" in done.stdout
    assert "pipeline shop/orders" in done.stdout
    assert said in done.stdout
    assert "brittle.py:" in done.stdout
    assert "error[single-owner]" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert str(tmp_path) not in done.stdout


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({}, "holds no rules"),
        ({"broken": "import nowhere_to_be_found\n"}, "ModuleNotFoundError"),
        ({"empty": "x = 1\n"}, "makes no rules"),
        ({"leaves": "raise SystemExit(0)\n"}, "SystemExit"),
    ],
)
def test_a_broken_plug_in_stops_the_run_with_its_reason(tmp_path: Path, modules: dict[str, str], said: str) -> None:
    packages = plugin(tmp_path / "packages", modules)
    where = workspace(tmp_path / "here", "  single-owner: error\n")
    done = lint(where, packages, "--allow-plugins")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_built_in_rule_moved_into_a_plug_in_says_the_same_but_for_its_id(tmp_path: Path) -> None:
    source = (ROOT / "src/pipecheck/rules/ownership/single_owner.py").read_text("utf-8")
    packages = plugin(tmp_path / "packages", {"single_owner": source})
    built_in = lint(workspace(tmp_path / "here", "  single-owner: error\n"), packages, "--allow-plugins")
    moved = lint(workspace(tmp_path / "there", "  sample/single-owner: error\n"), packages, "--allow-plugins")
    assert "single-owner" in built_in.stdout
    assert moved.stdout.replace("sample/single-owner", "single-owner") == built_in.stdout
    assert moved.returncode == built_in.returncode == 1
