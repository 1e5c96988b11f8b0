"""The hooks, as another repository gets them: with the real pre-commit, in a throw-away repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

GOOD = """\
version: 1
team: orders
members: [{id: ann-sample}, {id: ben-sample}]
pipelines:
  - id: orders
    owners: {primary: ann-sample, secondary: ben-sample}
"""
BAD = """\
version: 1
team: payments
members: [{id: ann-sample}, {id: ben-sample}]
pipelines:
  - id: payments
    owners: {primary: ann-sample}
"""
CASES = """\
version: 1
policy: ../ours.yaml
as_of: 2026-01-15
cases:
  - name: one owner is not enough
    team: |
      version: 1
      team: payments
      members: [{id: ann-sample}, {id: ben-sample}]
      pipelines:
        - {id: payments, owners: {primary: ann-sample}}
    problems:
      - {rule: single-owner, subject: pipeline payments/payments, evidence: {owners: 1}}
"""


def git(where: Path, *words: str, expect: int | None = 0) -> str:
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "sample",
        "GIT_AUTHOR_EMAIL": "sample@example.com",
        "GIT_COMMITTER_NAME": "sample",
        "GIT_COMMITTER_EMAIL": "sample@example.com",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PRE_COMMIT_HOME": str(where.parent / "pre-commit"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    for name in [name for name in environment if name.startswith("GIT_") and name.endswith(("DIR", "FILE"))]:
        del environment[name]
    done = subprocess.run(
        ["git", *words], cwd=where, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    output = done.stdout + done.stderr
    assert expect is None or done.returncode == expect, output
    return output


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository that holds pipecheck as it stands in the work tree, and its commit."""
    home = tmp_path_factory.mktemp("hooks") / "pipecheck"
    home.mkdir()
    listed = subprocess.run(
        [
            "git",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "src",
            "pyproject.toml",
            "README.md",
            "LICENSE",
            ".pre-commit-hooks.yaml",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, home / name)
    git(home, "init", "-q", "-b", "main")
    git(home, "add", "-A")
    git(home, "commit", "-q", "-m", "pipecheck")
    return home, git(home, "rev-parse", "HEAD").strip()


def config_repository(where: Path, hooks: tuple[Path, str], hook: str) -> Path:
    where.mkdir()
    git(where, "init", "-q", "-b", "main")
    (where / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks[0]}\n    rev: {hooks[1]}\n    hooks: [{{id: {hook}}}]\n", "utf-8"
    )
    (where / "README.md").write_text("# Our teams\n", "utf-8")
    (where / "teams").mkdir()
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=where, check=True, capture_output=True)
    git(where, "add", "-A")
    return where


def test_a_bad_team_file_is_refused_and_a_good_one_beside_it_passes(tmp_path: Path, hooks: tuple[Path, str]) -> None:
    where = config_repository(tmp_path / "config", hooks, "pipecheck-lint")
    git(where, "commit", "-q", "-m", "only a README so far: nothing there to judge, and nothing to refuse")

    (where / "teams/payments.yaml").write_text(BAD, "utf-8")
    git(where, "add", "-A")
    refused = git(where, "commit", "-m", "one owner", expect=1)
    assert "teams/payments.yaml:6:5" in refused or "teams/payments.yaml:5:" in refused
    assert "single-owner" in refused

    git(where, "commit", "--no-verify", "-q", "-m", "one owner all the same")
    (where / "teams/orders.yaml").write_text(GOOD, "utf-8")
    git(where, "add", "-A")
    git(where, "commit", "-m", "a good team beside a broken one")


def test_the_hook_for_the_whole_workspace_sees_every_file(tmp_path: Path, hooks: tuple[Path, str]) -> None:
    where = config_repository(tmp_path / "config", hooks, "pipecheck-lint-all")
    (where / "teams/payments.yaml").write_text(BAD, "utf-8")
    git(where, "add", "-A")
    git(where, "commit", "--no-verify", "-q", "-m", "one owner")
    (where / "teams/orders.yaml").write_text(GOOD, "utf-8")
    git(where, "add", "-A")
    assert "teams/payments.yaml" in git(where, "commit", "-m", "a good team beside a broken one", expect=1)


def test_a_policy_that_its_cases_do_not_hold_to_is_refused(tmp_path: Path, hooks: tuple[Path, str]) -> None:
    where = config_repository(tmp_path / "config", hooks, "pipecheck-test")
    (where / "policies/tests").mkdir(parents=True)
    (where / "policies/ours.yaml").write_text("version: 1\nrules: {single-owner: none}\n", "utf-8")
    (where / "policies/tests/ours.yaml").write_text(CASES, "utf-8")
    git(where, "add", "-A")
    refused = git(where, "commit", "-m", "the rule is off", expect=1)
    assert "policies/tests/ours.yaml:13:9" in refused
    (where / "policies/ours.yaml").write_text("version: 1\nrules: {single-owner: error}\n", "utf-8")
    git(where, "add", "-A")
    git(where, "commit", "-m", "the rule is on")
