"""What the README shows is what one sees."""

import os
import re
import subprocess
import sys
from pathlib import Path

from pipecheck.cli.commands import SUBCOMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def pipecheck(*words: str, where: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipecheck", *words],
        cwd=where,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_violation_it_shows_is_in_the_output_of_this_repository() -> None:
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    assert shown[1] in pipecheck("lint").stdout


def test_the_first_team_file_does_what_it_says(tmp_path: Path) -> None:
    text = re.search(r"cat > (\S+) <<END\n(.*?)END\n", README, re.DOTALL)
    assert text is not None
    (tmp_path / ".git").mkdir()
    (tmp_path / text[1]).parent.mkdir()
    (tmp_path / text[1]).write_text(text[2], "utf-8")
    done = pipecheck("lint", where=tmp_path)
    assert done.returncode == 1
    assert "error[single-owner]: pipeline 'orders'" in done.stdout


def test_its_table_holds_every_command_and_none_besides() -> None:
    assert sorted(re.findall(r"^\| `pipecheck ([\w-]+)` \|", README, re.MULTILINE)) == sorted(SUBCOMMANDS)


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)", README):
        assert (ROOT / target).exists(), target
