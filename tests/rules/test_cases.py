"""Every rule says of every case exactly what stands there and, to the letter, what is recorded beside it; and of the
examples in its documentation what they claim."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from inspect import cleandoc

import pytest

from pipecheck.model.outcome import Problem, Undecided
from pipecheck.source.place import Place
from pipecheck.source.scalar import Value
from tests.rules.bench import Judged, as_printed, judge_team, modules, params_of, params_under, rule_called
from tests.rules.casefile import AS_OF, TEAM, Case, Told, case_files, read_cases
from tests.rules.said import path_of, recorded, transcript, written

CASES = {rule_id: read_cases(path) for rule_id, path in case_files().items()}
EVERY = [case for cases in CASES.values() for case in cases]


@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case.rule}:{case.line} {case.name}")
def test_case(case: Case) -> None:
    judged = holds(case)
    if "BLESS" not in os.environ:
        text = recorded(path_of(case.rule, rule_called(case.rule).category)).get(case.name, "")
        assert transcript(judged, case) == text, "read what changed, and write it with BLESS=1"


def holds(case: Case) -> Judged:
    """What the rule says of a case, which is what the case expects. Raises AssertionError if it is not."""
    judged = _judged(case)
    _compare([_heard(judged, *one) for one in judged.problems()], case.problems)
    _compare([_missed(judged, *one) for one in judged.undecided()], case.undecided)
    assert sorted(judged.not_concerned()) == sorted(case.not_concerned)
    assert sorted(judged.passed()) == sorted(case.passes)
    return judged


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
    rule = rule_called(rule_id)
    examples = dict(_examples(rule.module))
    params = params_under(rule, examples["policy"][0]) if "policy" in examples else None
    failing = judge_team(rule, _files(examples["Fails"]), AS_OF, params)
    assert failing.problems(), "the example under Fails passes"
    assert not failing.faults, failing.faults
    passing = judge_team(rule, _files(examples["Passes"]), AS_OF, params)
    assert not passing.faults, passing.faults
    assert not passing.problems(), passing.problems()
    assert not passing.undecided(), passing.undecided()
    assert passing.passed(), "the example under Passes does not concern the rule"


def _judged(case: Case) -> Judged:
    rule = rule_called(case.rule)
    return judge_team(rule, case.files, case.as_of, params_of(rule, case))


def _files(teams: Sequence[str]) -> dict[str, str]:
    """The team files of an example: the last is the one that is judged, or judged last."""
    return {**{f"a{number}.yaml": team for number, team in enumerate(teams[:-1])}, TEAM: teams[-1]}


def _examples(module: str) -> Iterator[tuple[str, list[str]]]:
    """The teams under each heading, and the policy under which both are judged, if one stands before the first."""
    text = cleandoc(sys.modules[module].__doc__ or "")
    for heading in ("Fails", "Passes"):
        found = re.search(rf"^{heading}\n-+\n(.*?)(?=^\S[^\n]*\n-+\n|\Z)", text, re.DOTALL | re.MULTILINE)
        assert found, f"no heading {heading}"
        blocks = re.findall(r"^```yaml\n(.*?)^```", found[1], re.DOTALL | re.MULTILINE)
        assert blocks, f"no YAML under {heading}"
        yield heading, [block for block in blocks if "\nteam:" in block]
        yield from (("policy", [block]) for block in blocks if "\nteam:" not in block)


def _compare(heard: Sequence[Told], told: Sequence[Told]) -> None:
    """What is told of each outcome is what was heard; what is not told is not compared."""
    seen = [_seen(one, wanted) for one, wanted in zip(heard, told, strict=False)]
    assert [*seen, *heard[len(told) :]] == list(told)


def _seen(heard: Told, told: Told) -> Told:
    seen = {key: heard.get(key) for key in told}
    if "contains" in told:
        seen["contains"] = [part for part in told["contains"] if part in heard["message"]]  # type: ignore[union-attr, operator]
        if seen["contains"] != told["contains"]:
            seen["message"] = heard["message"]
    return seen


def _heard(judged: Judged, subject: str, problem: Problem) -> dict[str, Value]:
    return {
        **_at(judged, subject, problem.at),
        "message": problem.message,
        "evidence": {fact.name: as_printed(fact.value) for fact in problem.evidence},
        "hint": problem.remedies[0].title if problem.remedies else "",
        "related": [judged.words(related.at) for related in problem.related],
        "at_most": problem.at_most or "",
        "key": list(problem.key),
    }


def _missed(judged: Judged, subject: str, undecided: Undecided) -> dict[str, Value]:
    return {**_at(judged, subject, undecided.at), "missing": undecided.missing}


def _at(judged: Judged, subject: str, place: Place) -> dict[str, Value]:
    span = judged.span(place)
    return {"subject": subject, "file": place.document, "line": span.line, "words": judged.words(place)}
