"""Case files are read strictly, and their schema and their reader agree on every case."""

import pytest
from jsonschema import Draft202012Validator

from pipecheck.policy.faults import BadPolicy, Faults
from pipecheck.source.scalar import plain_data
from pipecheck.source.yaml import read_yaml
from pipecheck.trial.case import CaseFile
from pipecheck.trial.read import read_cases
from pipecheck.trial.schema import cases_schema

SCHEMA = cases_schema()
TOP = "version: 1\npolicy: ../ours.yaml\nas_of: 2026-01-15\nbase: team.yaml\n"
PROBLEM = "rule: single-owner, subject: pipeline a/b"

GOOD = [
    "{name: x}",
    "{name: x, team: 'team: a'}",
    "{name: x, base: ../other.yaml, as_of: 2026-01-16}",
    "{name: x, edit: [{put: a/b, value: 1}, {insert: a, value: {id: c}, before: 0}, {remove: a/0}]}",
    "{name: x, files: {a.md: '', b/c.yaml: 'team: c'}}",
    "{name: x, x-note: anything}",
    f"{{name: x, problems: [{{{PROBLEM}, evidence: {{owners: 1}}, level: error, line: 3, waived: true}}]}}",
    f"{{name: x, problems: [{{{PROBLEM}, contains: [a, b], words: c, hint: d, file: e}}]}}",
    f"{{name: x, problems: [{{{PROBLEM}, message: whole}}], undecided: [{{{PROBLEM}, missing: members}}]}}",
    "{name: x, problems: [{rule: acme/own, subject: workspace, contains: a}]}",
]
BAD = {
    "{}": "a case wants `name`",
    "{name: }": "`name` wants words",
    "{name: x, nam: y}": "a case has no key 'nam'",
    "{name: x, team: 'team: a', base: b.yaml}": "a case has a `team` or a `base`, not both",
    "{name: x, as_of: tomorrow}": "`as_of` wants a date",
    "{name: x, edit: [{value: 1}]}": "an edit wants one of",
    "{name: x, edit: [{put: a, remove: b}]}": "an edit wants one of",
    "{name: x, edit: [{put: a}]}": "`put` wants `value`",
    "{name: x, edit: [{remove: a, value: 1}]}": "`remove` has no `value`",
    "{name: x, edit: [{put: a, value: 1, before: 0}]}": "`before` goes with `insert`",
    "{name: x, edit: [{insert: a, value: 1, before: -1}]}": "`before` goes with `insert`",
    "{name: x, files: {a.md: [b]}}": "a file wants its text",
    f"{{name: x, problems: [{{{PROBLEM}}}]}}": "a problem wants a fact",
    f"{{name: x, problems: [{{{PROBLEM}, evidence: {{}}}}]}}": "`evidence` names no fact",
    "{name: x, problems: [{rule: single-owner, message: a}]}": "a problem wants `subject`",
    f"{{name: x, problems: [{{{PROBLEM}, message: a, level: fatal}}]}}": "`level` wants",
    f"{{name: x, problems: [{{{PROBLEM}, message: a, line: 0}}]}}": "`line` wants",
    f"{{name: x, problems: [{{{PROBLEM}, message: a, waived: maybe}}]}}": "`waived` wants",
    f"{{name: x, undecided: [{{{PROBLEM}, evidence: {{owners: 1}}}}]}}": "an undecided outcome has no key 'evidence'",
    "{name: x, problems: {}}": "`problems` wants a list",
}
NOT_IN_A_SCHEMA = {
    "cases: [{name: x}, {name: x}]": "two cases are called 'x'",
    f"cases: [{{name: x, edit: [{{remove: a}}], problems: [{{{PROBLEM}, message: a, line: 3}}]}}]": "an edited team",
    "cases: [{name: x, base: ../../../a.yaml}]": "leads outside the workspace",
    "cases: [{name: x, base: /a.yaml}]": "no path inside the workspace",
}


def read(text: str) -> tuple[CaseFile | None, list[str]]:
    document = read_yaml(text, "policies/tests/ours.yaml")
    faults = Faults("case")
    found = read_cases(document, faults)
    try:
        faults.settle()
    except BadPolicy as bad:
        return found, [fault.message for fault in bad.faults]
    return found, []


def fits(text: str) -> bool:
    return bool(Draft202012Validator(SCHEMA).is_valid(plain_data(read_yaml(text, "cases.yaml").data)))


@pytest.mark.parametrize("case", GOOD)
def test_a_good_case_is_taken(case: str) -> None:
    text = f"{TOP}cases: [{case}]"
    found, messages = read(text)
    assert not messages
    assert found is not None
    assert [one.name for one in found.cases] == ["x"]
    assert fits(text)


@pytest.mark.parametrize("case", BAD)
def test_a_bad_case_is_refused(case: str) -> None:
    text = f"{TOP}cases: [{case}]"
    _, messages = read(text)
    assert any(BAD[case] in message for message in messages), messages
    assert not fits(text)


@pytest.mark.parametrize("rest", NOT_IN_A_SCHEMA)
def test_what_no_schema_can_say_is_refused(rest: str) -> None:
    _, messages = read(TOP + rest)
    assert any(NOT_IN_A_SCHEMA[rest] in message for message in messages), messages


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "a case file wants keys and values"),
        ("version: 1\ncases: [{name: x, team: 'team: a', as_of: 2026-01-15}]", "a case file wants `policy`"),
        ("policy: ../ours.yaml\ncases: [{name: x, team: 'team: a', as_of: 2026-01-15}]", "a case file wants `version`"),
        ("version: 2\npolicy: a\ncases: [{name: x, team: 'team: a', as_of: 2026-01-15}]", "`version` wants 1"),
        ("version: 1\npolicy: ../ours.yaml", "the file holds no case"),
        ("version: 1\npolicy: ../ours.yaml\ncases: []", "the file holds no case"),
    ],
)
def test_a_file_without_what_every_file_has_is_refused(text: str, message: str) -> None:
    _, messages = read(text)
    assert any(message in one for one in messages), messages
    assert not fits(text)


def test_a_case_needs_a_team_and_a_date_from_somewhere() -> None:
    _, messages = read("version: 1\npolicy: ../ours.yaml\ncases: [{name: x}]")
    assert messages == ["a case wants `as_of`", "a case wants a team"]


def test_paths_are_relative_to_the_file() -> None:
    found, _ = read(f"{TOP}cases: [{{name: x}}]")
    assert found is not None
    assert (found.policy, found.cases[0].base.path) == ("policies/ours.yaml", "policies/tests/team.yaml")
