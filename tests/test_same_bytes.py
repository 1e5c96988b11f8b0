"""The same input gives the same bytes: whatever the run, the order of files, the directory, the machine's settings."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORMATS = ("text", "json", "sarif", "github", "markdown")


def copied(where: Path) -> Path:
    for name in ("teams", "policies", "schemas"):
        shutil.copytree(ROOT / name, where / name)
    shutil.copy(ROOT / "pipecheck.yaml", where)
    (where / ".git").mkdir()
    return where


def lint(where: Path, *words: str, **environment: str) -> dict[str, bytes]:
    out = where.parent / "out"
    out.mkdir(exist_ok=True)
    outputs = [word for name in FORMATS for word in ("--format", f"{name}:{out / name}")]
    done = subprocess.run(
        [sys.executable, "-m", "pipecheck", "lint", *outputs, *words],
        cwd=where,
        env={**os.environ, "COLUMNS": "100", **environment},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    seen = {name: (out / name).read_bytes() for name in FORMATS}
    shutil.rmtree(out)
    return seen


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_into(tmp_path_factory, "here")


def copied_into(factory: pytest.TempPathFactory, name: str) -> Path:
    where = factory.mktemp("workspace") / name
    where.mkdir()
    return copied(where)


@pytest.fixture(scope="module")
def first(workspace: Path) -> dict[str, bytes]:
    seen = lint(workspace)
    assert all(len(text) > 1000 for text in seen.values()), "there is something to compare"
    return seen


def test_a_second_run(workspace: Path, first: dict[str, bytes]) -> None:
    assert lint(workspace) == first


def test_from_another_directory(workspace: Path, first: dict[str, bytes]) -> None:
    assert lint(workspace / "teams" / "plan-003") == first


def test_from_a_copy_elsewhere(tmp_path_factory: pytest.TempPathFactory, first: dict[str, bytes]) -> None:
    assert lint(copied_into(tmp_path_factory, "elsewhere with a blank")) == first


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
        {"TZ": "Pacific/Apia"},
        {"TZ": "America/New_York"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4711"},
        {"PYTHONTZPATH": "/nowhere"},
        {"PYTHONOPTIMIZE": "2"},
    ],
    ids=str,
)
def test_under_other_settings_of_the_machine(
    workspace: Path, first: dict[str, bytes], environment: dict[str, str]
) -> None:
    assert lint(workspace, **environment) == first


def test_with_the_files_named_in_any_order(workspace: Path) -> None:
    files = sorted(str(path.relative_to(workspace)) for path in workspace.glob("teams/*/team.yaml"))
    assert lint(workspace, *files) == lint(workspace, *reversed(files))
