"""What the README shows is what one sees."""

import os
import re
import subprocess
import sys
from pathlib import Path

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


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_the_tour_of_the_language_is_a_team_file_without_a_fault(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/language.md").read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 2
    for number, block in enumerate(blocks):
        root = tmp_path / str(number)
        (root / "teams").mkdir(parents=True)
        (root / ".git").mkdir()
        (root / "teams/tour.yaml").write_text(block, "utf-8")
        done = pipecheck("lint", "--select", "invalid-shape", "--select", "unknown-key", "--format", "json", where=root)
        assert '"verdicts": []' in done.stdout.replace('"verdicts": [\n  ]', '"verdicts": []'), done.stdout


def test_the_policy_it_explains_is_a_policy_without_a_fault(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/policy.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / ".git").mkdir()
    (tmp_path / "teams").mkdir()
    (tmp_path / "policy.yaml").write_text(blocks[0], "utf-8")
    (tmp_path / "teams/data-core.yaml").write_text("version: 1\nteam: data-core\nmembers: [{id: alice}]\n" + blocks[1])
    done = pipecheck("lint", "--policy", "policy.yaml", "--as-of", "2026-01-15", where=tmp_path)
    assert done.returncode in (0, 1), done.stderr
