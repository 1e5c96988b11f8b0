"""`pipecheck init`: a workspace that lints clean, and nothing overwritten."""

from pathlib import Path

from tests.plugins.distribution import pipecheck


def texts(where: Path) -> dict[str, str]:
    return {path.relative_to(where).as_posix(): path.read_text("utf-8") for path in where.rglob("*") if path.is_file()}


def test_what_it_makes_lints_clean(tmp_path: Path) -> None:
    done = pipecheck(tmp_path, "init")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:3] == [
        "made pipecheck.yaml",
        "made policies/default.yaml",
        "made teams/sample.yaml",
    ]
    linted = pipecheck(tmp_path, "lint")
    assert linted.returncode == 0
    assert "No violations." in linted.stdout


def test_it_makes_no_sample_where_there_are_teams(tmp_path: Path) -> None:
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams/own.yaml").write_text("version: 1\nteam: own\n", "utf-8")
    assert pipecheck(tmp_path, "init").returncode == 0
    assert sorted(texts(tmp_path)) == ["pipecheck.yaml", "policies/default.yaml", "teams/own.yaml"]


def test_it_overwrites_nothing_and_makes_no_half_of_it(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies/default.yaml").write_text("mine\n", "utf-8")
    before = texts(tmp_path)
    done = pipecheck(tmp_path, "init")
    assert done.returncode == 2
    assert "'policies/default.yaml' is there already, and nothing was written" in done.stderr
    assert texts(tmp_path) == before


def test_a_workspace_inside_a_workspace_is_refused(tmp_path: Path) -> None:
    pipecheck(tmp_path, "init")
    before = texts(tmp_path)
    done = pipecheck(tmp_path / "teams", "init")
    assert done.returncode == 2
    assert "this workspace is configured already, by 'pipecheck.yaml'" in done.stderr
    assert texts(tmp_path) == before
