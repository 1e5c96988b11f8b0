"""The case runner itself: nothing in a case is passed over in silence, and every wrong expectation is found out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipecheck.testing import check_case, read_cases
from tests.rules.bench import rule_called

CASE = """\
cases:
  - name: one owner, and an owner that is not told
    team: |
      version: 1
      team: t
      members: [{id: alice}]
      pipelines: [{id: p, owners: {primary: alice}}, {id: q}, {id: r, owners: {primary: alice, secondary: t2}}]
      partners: [{id: t2}]
    problems: [{subject: pipeline t/p, line: 4, words: owners, contains: [1 owner, secondary], related: []}]
    undecided: [{subject: pipeline t/q, missing: pipelines.owners}]
    passes: [pipeline t/r]
"""
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "single-owner.yaml"
        path.write_text(text, "utf-8")
        return path

    return written


def test_a_right_case_holds(write: Write) -> None:
    [case] = read_cases(write(CASE))
    check_case(rule_called(case.rule), case)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("line: 4", "line: 5"),
        ("words: owners", "words: alice"),
        ("contains: [1 owner, secondary]", "contains: [1 owner, primary]"),
        ("related: []", "related: [alice]"),
        ("subject: pipeline t/p", "subject: pipeline t/r"),
        ("missing: pipelines.owners", "missing: members"),
        ("    passes: [pipeline t/r]\n", ""),
        ("passes: [pipeline t/r]", "passes: [pipeline t/r, pipeline t/s]"),
        ("passes: [pipeline t/r]", "not_concerned: [pipeline t/r]"),
        ("    undecided: [{subject: pipeline t/q, missing: pipelines.owners}]\n", ""),
    ],
)
def test_a_wrong_expectation_is_found_out(write: Write, right: str, wrong: str) -> None:
    assert right in CASE
    [case] = read_cases(write(CASE.replace(right, wrong)))
    with pytest.raises(AssertionError, match=r"one owner, and an owner that is not told: `.*` differ"):
        check_case(rule_called(case.rule), case)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("passes:", "pass:"),
        ("  - name: one owner, and an owner that is not told\n    team", "  - team"),
        ("words: owners", "word: owners"),
        ("cases:\n", "cases:\ncases: []\n"),
        ("    passes:", "    passes: [\n    passes:"),
    ],
)
def test_a_case_that_would_be_passed_over_is_refused(write: Write, right: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=r"single-owner\.yaml"):
        read_cases(write(CASE.replace(right, wrong, 1)))
