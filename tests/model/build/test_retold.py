"""All that is read of a few teams, to the letter, so that no field, place, name or fault changes unseen.

`BLESS=1 pytest tests/model/build/test_retold.py` writes the texts anew.
"""

import os
from pathlib import Path

import pytest

from pipecheck.files.zones import ZoneTables
from pipecheck.model.workspace import LoadedTeam, load_team
from tests.model.build.loading import PATH, Texts, load
from tests.model.build.retelling import retold
from tests.model.build.test_whole_language import RUNBOOK, WHOLE

HERE = Path(__file__).parent / "retold"
ODD = {
    "teams/core/locked/i.md": b"x",
    "teams/core/runbooks/locked/a.md": b"---\npipelines: [a]\n---\n",
    "teams/core/runbooks/latin.md": b"---\npipelines: [caf\xe9]\n",
}
"""What no reader could open, and what is no text."""


def _tour() -> LoadedTeam:
    return load(WHOLE, RUNBOOK)


def _options() -> LoadedTeam:
    return load((HERE / "options" / "team.yaml").read_text("utf-8"))


def _faults() -> LoadedTeam:
    return _read("faults")


def _doubts() -> LoadedTeam:
    """What was set aside may have told a name."""
    return _read("doubts")


def _wholes() -> LoadedTeam:
    """Nothing of whole keys can be read."""
    return _read("wholes")


def _read(name: str) -> LoadedTeam:
    raw = (HERE / name / "team.yaml").read_bytes()
    return load_team(PATH, raw, Texts({PATH: raw}), ZoneTables())


def _runbooks() -> LoadedTeam:
    """Beside another team, so that only what names a pipeline of this one is taken."""
    root = HERE / "runbooks"
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return load_team(PATH, files[PATH], Texts({**files, **ODD}), ZoneTables())


def _alone() -> LoadedTeam:
    """The same runbooks where no other team is, so that all of them are taken."""
    root = HERE / "runbooks" / "teams/core"
    files = {f"teams/core/{path.relative_to(root).as_posix()}": path.read_bytes() for path in root.rglob("*.md")}
    raw = b"version: 1\nteam: core\npipelines: [{id: a}]\nrunbooks: [{id: a}, {id: b, pipelines: [a]}]\n"
    return load_team(PATH, raw, Texts({**files, **ODD, PATH: raw}), ZoneTables())


@pytest.mark.parametrize(
    "made", [_tour, _options, _faults, _doubts, _wholes, _runbooks, _alone], ids=lambda made: made.__name__[1:]
)
def test_all_that_is_read_of_a_team_is_as_recorded(made) -> None:
    path = HERE / f"{made.__name__[1:]}.said"
    told = f"{retold(made())}\n"
    if "BLESS" in os.environ:
        path.write_text(told, "utf-8")
    assert told == path.read_text("utf-8"), "read what changed, and write it with BLESS=1"
