"""Whatever is taken away from a run changes what it says: the table of docs/never-silent.md, row by row."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TABLE = re.findall(
    r"^\| ([^|]+?) \| (\d) \| (.+?) \|$", (ROOT / "docs/never-silent.md").read_text("utf-8"), re.MULTILINE
)


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")


TAKEN: dict[str, Callable[[Path], tuple[str, ...]]] = {
    "nothing": lambda root: (),
    "the policy file `policies/default.yaml`, named in the configuration": lambda root: (
        (root / "policies/default.yaml").unlink() or ()
    ),
    "the configuration `pipecheck.yaml`": lambda root: (root / "pipecheck.yaml").unlink() or (),
    "all team files": lambda root: shutil.rmtree(root / "teams") or (),
    "every rule, by `--ignore '*'`": lambda root: ("--ignore", "*"),
    "the runbook folder of a team": lambda root: shutil.rmtree(root / "teams/plan-003/runbooks") or (),
    "the key `team` of a team file": lambda root: (
        rewrite(root / "teams/plan-000/team.yaml", lambda text: text.replace("\nteam:", "\nx-team:")) or ()
    ),
    "the text of a team file": lambda root: rewrite(root / "teams/plan-000/team.yaml", lambda text: "") or (),
}


def lint(root: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pipecheck", "lint", *words],
        cwd=root,
        env={**os.environ, "COLUMNS": "140"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    return lint(workspace(tmp_path_factory.mktemp("whole") / "here"))[1]


def workspace(root: Path) -> Path:
    for name in ("teams", "policies", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "pipecheck.yaml", root)
    (root / ".git").mkdir()
    return root


def test_the_table_has_a_row_for_each_deletion() -> None:
    assert [row[0] for row in TABLE] == list(TAKEN)


@pytest.mark.parametrize(("taken", "code", "says"), TABLE)
def test_a_deletion_is_told(taken: str, code: str, says: str, tmp_path: Path, whole: str) -> None:
    root = workspace(tmp_path / "here")
    words = TAKEN[taken](root)
    seen, text = lint(root, *words)
    assert seen == int(code), text
    for quoted in re.findall(r"`([^`]+)`", says):
        assert quoted in text
    assert (text == whole) == (taken == "nothing")
