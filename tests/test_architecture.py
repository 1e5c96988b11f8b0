"""The rooms and their arrows hold, and breaches of them are caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

BREACHES = {
    "a rule that imports click": (
        "src/pipecheck/rules/ownership/single_owner.py",
        "import click",
        "Only cli and files touch the world",
    ),
    "a rule that opens files": (
        "src/pipecheck/rules/ownership/single_owner.py",
        "import pathlib",
        "Only cli and files touch the world",
    ),
    "a rule that imports a rule": (
        "src/pipecheck/rules/ownership/single_owner.py",
        "from pipecheck.rules.ownership import repeated_owner",
        "Rules do not know one another",
    ),
    "a rule that imports a rule of another category": (
        "src/pipecheck/rules/ownership/single_owner.py",
        "from pipecheck.rules.identity import unknown_reference",
        "Rules do not know one another",
    ),
    "a renderer that imports the model": (
        "src/pipecheck/render/github.py",
        "from pipecheck.model import team",
        "Renderers see the report only",
    ),
    "a model that imports the engine": (
        "src/pipecheck/model/team.py",
        "from pipecheck.engine import report",
        "Rooms, from left to right",
    ),
    "an engine that imports the command line": (
        "src/pipecheck/engine/run.py",
        "from pipecheck.cli import exits",
        "Rooms, from left to right",
    ),
    "a file layer that renders": (
        "src/pipecheck/files/disk.py",
        "from pipecheck.render import text",
        "Rooms, from left to right",
    ),
    "YAML parsed outside its room": (
        "src/pipecheck/model/team.py",
        "import yaml",
        "Each library has its room",
    ),
    "a room nobody declared": (
        "src/pipecheck/helpers/__init__.py",
        "",
        "Rooms, from left to right",
    ),
}


def contracts(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": "", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    done = contracts(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("breach", BREACHES)
def test_a_planted_breach_is_caught(breach: str, tmp_path: Path) -> None:
    path, line, contract = BREACHES[breach]
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    target = tmp_path / path
    target.parent.mkdir(exist_ok=True)
    target.write_text((target.read_text("utf-8") if target.exists() else "") + f"\n{line}\n", "utf-8")
    done = contracts(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout
