"""From a path to a team: what is said of files that cannot be had, read or taken for a team."""

from collections.abc import Sequence

import pytest

from pipecheck.model.workspace import LoadedTeam, load_team, open_team
from pipecheck.source.reader import OutsideRoot, Unreadable
from tests.rules.bench import ZONES, Texts

PATH = "teams/core.yaml"


class Refusing:
    """A disk that has no such file, or does not give it away."""

    def __init__(self, error: Exception | None) -> None:
        self._error = error

    def read(self, path: str) -> bytes | None:
        if self._error is not None:
            raise self._error
        return None

    def paths(self, pattern: str) -> Sequence[str]:
        return ()


NOTHING = Refusing(None)


def said(loaded: LoadedTeam) -> list[tuple[str, str, str]]:
    """Rule, message and way out of each problem of the file."""
    return [(rule, problem.message, problem.remedies[0].title) for rule, problem in loaded.problems]


@pytest.mark.parametrize(
    ("error", "message", "way_out"),
    [
        (None, "the file is not there any more", "run again"),
        (OutsideRoot(), "the file is a link that leads outside the workspace", "put the file itself here"),
        (Unreadable("permission denied"), "the file cannot be read: permission denied", "see who may read it"),
    ],
)
def test_a_file_that_the_disk_refuses_is_no_team_and_says_why(
    error: Exception | None, message: str, way_out: str
) -> None:
    loaded = open_team(PATH, Refusing(error), ZONES)
    assert said(loaded) == [("unreadable-file", message, way_out)]
    problem = loaded.problems[0].problem
    assert (problem.at.document, problem.at.route, problem.key) == (PATH, (), (PATH,))
    assert (loaded.path, loaded.team, loaded.files, loaded.declares_team) == (PATH, None, (PATH,), True)


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"team: \xff", "unreadable-file"),
        (b"team: [core", "invalid-yaml"),
    ],
)
def test_a_text_that_cannot_be_read_is_told_as_a_fault_of_the_text(raw: bytes, rule: str) -> None:
    loaded = load_team(PATH, raw, NOTHING, ZONES)
    assert [fault.rule for fault in loaded.faults][:1] == [rule]
    assert (loaded.path, loaded.problems, loaded.files, loaded.declares_team) == (PATH, (), (PATH,), True)


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("", "list it under `exclude` in the configuration if it is no team file"),
        ("[team]", "list it under `exclude` in the configuration if it is no team file"),
        ("name: core", "list it under `exclude` in the configuration if it is no team file"),
        ("Team: core\nmembers: []", "it has `Team`: did you mean `team`?"),
        (
            "oncall: {}\nmembers: []",
            "it has `members`: give it a key `team` with the team's id if it is a team file",
        ),
        ("pipelines: []", "it has `pipelines`: give it a key `team` with the team's id if it is a team file"),
        ("oncall: {}", "it has `oncall`: give it a key `team` with the team's id if it is a team file"),
    ],
)
def test_a_file_without_the_key_team_says_that_it_was_not_judged(text: str, way_out: str) -> None:
    loaded = load_team(PATH, text.encode(), NOTHING, ZONES)
    message = "the file lies among the team files but has no key `team`, so it was not judged"
    assert said(loaded) == [("unknown-file", message, way_out)]
    assert loaded.problems[0].problem.at.document == PATH
    assert (loaded.path, loaded.team, loaded.files, loaded.declares_team) == (PATH, None, (PATH,), False)


def test_a_team_without_an_id_is_a_team_of_which_nothing_can_be_kept() -> None:
    loaded = load_team(PATH, b"team: [core]\nversion: 1\n", NOTHING, ZONES)
    assert loaded.team is None
    assert [rule for rule, _ in loaded.problems] == ["invalid-shape"]
    assert (loaded.path, loaded.files, loaded.declares_team) == (PATH, (PATH,), True)


def test_a_team_has_the_files_of_its_runbooks_and_keeps_what_was_wrong_on_the_way() -> None:
    text = "version: 1\nteam: core\nmembers: [{id: alice, nick: al}]\npipelines: [{id: a, runbook: runbooks/a.md}]\n"
    loaded = open_team(PATH, Texts({PATH: text, "teams/runbooks/a.md": "# What to do\n"}), ZONES)
    assert loaded.team is not None
    assert loaded.team.team == "core"
    assert (loaded.path, loaded.files) == (PATH, (PATH, "teams/runbooks/a.md"))
    assert [rule for rule, _ in loaded.problems] == ["unknown-key"]
