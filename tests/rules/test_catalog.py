"""Conventions that every built-in rule keeps, so that all of them read, and are tested, alike."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipecheck.model.outcome import Undecided
from pipecheck.rules.catalog import built_in
from pipecheck.rules.describe import described, documentation
from tests.rules.bench import Judged, judge_team, modules, params_of, rule_called
from tests.rules.casefile import Case, case_files, read_cases
from tests.rules.edits import applied

HEADINGS = ["What it checks", "Why it matters", "Fails", "Passes", "Known limits"]
NOT_USED = re.compile(
    r"\b(findings?|exceptions?|suppress\w*|severity|severities|issues?|please|checks? fails?)\b|!", re.IGNORECASE
)
LINES = 400


def cases_of(rule_id: str) -> Sequence[Case]:
    path = case_files().get(rule_id)
    return read_cases(path) if path else ()


@pytest.mark.parametrize("rule_id", modules())
def test_the_documentation_has_its_headings_in_order(rule_id: str) -> None:
    summary, text = documentation(rule_called(rule_id))
    assert re.fullmatch(r"[A-Z].*\.", summary), summary
    assert re.findall(r"^(\S.*)\n-+$", text, re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("rule_id", modules())
def test_every_parameter_says_what_it_means(rule_id: str) -> None:
    entry = described(rule_called(rule_id), rule_id)
    assert [param.name for param in entry.params if not param.text] == []


@pytest.mark.parametrize("rule_id", modules())
def test_the_catalogue_lists_the_rule_as_its_code_says(rule_id: str) -> None:
    assert built_in()[rule_id] == described(rule_called(rule_id), rule_id)


@pytest.mark.parametrize("rule_id", modules())
def test_what_it_defers_to_is_a_rule_or_will_be_one(rule_id: str) -> None:
    rule = rule_called(rule_id)
    assert rule_id not in rule.defers_to
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", other) for other in rule.defers_to)


@pytest.mark.parametrize("rule_id", modules())
def test_a_rule_is_a_page_of_code(rule_id: str) -> None:
    path = Path(sys.modules[rule_called(rule_id).module].__file__ or "")
    assert len(path.read_text("utf-8").splitlines()) <= LINES


@pytest.mark.parametrize("rule_id", modules())
def test_the_cases_show_every_verdict(rule_id: str) -> None:
    cases = cases_of(rule_id)
    assert len({case.name for case in cases}) == len(cases)
    assert sum(case.fails for case in cases) >= 2
    assert sum(case.holds for case in cases) >= 2
    source = Path(sys.modules[rule_called(rule_id).module].__file__ or "").read_text("utf-8")
    assert any(case.undecided for case in cases) or Undecided.__name__ not in source


def test_every_case_file_is_of_a_rule_and_lies_in_its_category() -> None:
    for rule_id, path in case_files().items():
        assert rule_called(rule_id).category == path.parent.name


FAILING = [case for path in case_files().values() for case in read_cases(path) if case.fails]


@pytest.mark.parametrize("case", FAILING, ids=lambda case: f"{case.rule}:{case.line} {case.name}")
def test_problems_are_told_in_good_prose_and_can_be_told_apart(case: Case) -> None:
    judged = _judged(case)
    seen = [(subject, problem.key) for subject, problem in judged.problems()]
    assert len(set(seen)) == len(seen), "two problems of one subject have one key"
    for _, problem in judged.problems():
        assert problem.remedies, f"no way out: {problem.message}"
        for text in (problem.message, *(remedy.title for remedy in problem.remedies)):
            assert not NOT_USED.search(text), text
            assert text == text.strip().rstrip("."), text
        assert len({fact.name for fact in problem.evidence}) == len(problem.evidence)


@pytest.mark.parametrize("case", FAILING, ids=lambda case: f"{case.rule}:{case.line} {case.name}")
def test_an_edit_clears_its_problem_and_makes_no_other(case: Case) -> None:
    rule = rule_called(case.rule)
    judged = _judged(case)
    before = judged.problems()
    said = {(subject, problem.key) for subject, problem in before}
    for _, problem in before:
        for remedy in problem.remedies:
            if remedy.edits:
                after = judge_team(rule, applied(case.files, remedy.edits), case.as_of, params_of(rule, case))
                assert _faults(after) <= _faults(judged), (remedy.title, after.faults)
                assert len(after.problems()) < len(before), remedy.title
                assert {(subject, left.key) for subject, left in after.problems()} <= said, remedy.title


def _faults(judged: Judged) -> set[str]:
    """What is wrong with the files themselves: a case may well be about a file of which not all can be read."""
    return {fault.problem.message for fault in judged.faults}


def _judged(case: Case) -> Judged:
    rule = rule_called(case.rule)
    return judge_team(rule, case.files, case.as_of, params_of(rule, case))
