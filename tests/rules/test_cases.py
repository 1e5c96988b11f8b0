"""Every rule says of every case exactly what stands there and, to the letter, what is recorded beside it; and of the
examples in its documentation what they claim."""

import os

import pytest

from pipecheck.testing.check import check_case, check_examples
from tests.rules.bench import Judged, judge_team, modules, params_of, rule_called
from tests.rules.casefile import Case, case_files, read_cases
from tests.rules.said import path_of, recorded, transcript, written

CASES = {rule_id: read_cases(path) for rule_id, path in case_files().items()}
EVERY = [case for cases in CASES.values() for case in cases]


@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case.rule}:{case.line} {case.name}")
def test_case(case: Case) -> None:
    judged = check_case(rule_called(case.rule), case)
    if "BLESS" not in os.environ:
        text = recorded(path_of(case.rule, rule_called(case.rule).category)).get(case.name, "")
        assert transcript(judged, case) == text, "read what changed, and write it with BLESS=1"


@pytest.mark.parametrize("rule_id", CASES)
def test_nothing_is_recorded_of_cases_that_are_gone(rule_id: str) -> None:
    path = path_of(rule_id, rule_called(rule_id).category)
    if "BLESS" in os.environ:
        told = {case.name: transcript(_judged(case), case) for case in CASES[rule_id]}
        path.write_text(written(told), "utf-8")
        recorded.cache_clear()
    assert list(recorded(path)) == [case.name for case in CASES[rule_id]]


@pytest.mark.parametrize("rule_id", modules())
def test_the_examples_in_the_documentation_hold(rule_id: str) -> None:
    check_examples(rule_called(rule_id))


def _judged(case: Case) -> Judged:
    rule = rule_called(case.rule)
    return judge_team(rule, case.files, case.as_of, params_of(rule, case))
