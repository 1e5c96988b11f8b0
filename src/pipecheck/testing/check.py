"""Cases held against what a rule says, and the examples of its documentation against what they claim."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from difflib import ndiff
from inspect import cleandoc
from pprint import pformat

from pipecheck.model.outcome import Problem, Undecided
from pipecheck.rules.catalog import AnyRule
from pipecheck.source.place import Place
from pipecheck.source.scalar import Value
from pipecheck.testing.bench import Judged, as_printed, judge_team, params_of, params_under
from pipecheck.testing.casefile import AS_OF, TEAM, Case, Told


def check_case(rule: AnyRule, case: Case) -> Judged:
    """Raises AssertionError, with what differs, unless the rule says of the case exactly what stands there."""
    judged = judge_team(rule, case.files, case.as_of, params_of(rule, case))
    _compare(case, "problems", [_heard(judged, *one) for one in judged.problems()], case.problems)
    _compare(case, "undecided", [_missed(judged, *one) for one in judged.undecided()], case.undecided)
    _same(case, "not_concerned", sorted(judged.not_concerned()), sorted(case.not_concerned))
    _same(case, "passes", sorted(judged.passed()), sorted(case.passes))
    _told_apart(case, judged)
    return judged


def check_examples(rule: AnyRule) -> None:
    """Raises AssertionError unless the team under *Fails* in the rule's docstring fails, and the one under *Passes*
    passes; for a rule that looks across files there may be several teams. A policy among them gives the parameters."""
    examples = dict(_examples(rule.module))
    params = params_under(rule, examples["policy"][0]) if "policy" in examples else None
    failing = judge_team(rule, _files(examples["Fails"]), AS_OF, params)
    passing = judge_team(rule, _files(examples["Passes"]), AS_OF, params)
    for heading, judged in (("Fails", failing), ("Passes", passing)):
        if judged.faults:
            raise AssertionError(f"the team under {heading} is no team: {judged.faults[0].problem.message}")
    if not failing.problems():
        raise AssertionError("the team under Fails passes")
    for subject, problem in passing.problems():
        raise AssertionError(f"the team under Passes fails at {subject}: {problem.message}")
    for subject, undecided in passing.undecided():
        raise AssertionError(f"the team under Passes is undecided at {subject}: `{undecided.missing}`")
    if not passing.passed():
        raise AssertionError("the team under Passes does not concern the rule")


def _files(teams: Sequence[str]) -> Mapping[str, str]:
    """The team files of an example: the last is the one that is judged, or judged last."""
    return {**{f"a{number}.yaml": team for number, team in enumerate(teams[:-1])}, TEAM: teams[-1]}


def _examples(module: str) -> Iterator[tuple[str, Sequence[str]]]:
    """The teams under each heading, and the policy under which both are judged, if one stands before the first."""
    text = cleandoc(sys.modules[module].__doc__ or "")
    for heading in ("Fails", "Passes"):
        found = re.search(rf"^{heading}\n-+\n(.*?)(?=^\S[^\n]*\n-+\n|\Z)", text, re.DOTALL | re.MULTILINE)
        if found is None:
            raise AssertionError(f"the documentation of '{module}' has no heading {heading}, underlined with dashes")
        blocks = re.findall(r"^```yaml\n(.*?)^```", found[1], re.DOTALL | re.MULTILINE)
        if not blocks:
            raise AssertionError(f"the documentation of '{module}' has no YAML under {heading}")
        yield heading, [block for block in blocks if "\nteam:" in block]
        yield from (("policy", [block]) for block in blocks if "\nteam:" not in block)


def _told_apart(case: Case, judged: Judged) -> None:
    """Two problems of one subject with one key would have one fingerprint (semantics §5)."""
    keys = [(subject, problem.key) for subject, problem in judged.problems()]
    twice = next((one for one in keys if keys.count(one) > 1), None)
    if twice is not None:
        raise AssertionError(f"{case}: two problems of {twice[0]} have one key: {twice[1]}")


def _compare(case: Case, what: str, heard: Sequence[Told], told: Sequence[Told]) -> None:
    """What is told of each outcome is what was heard; what is not told is not compared."""
    seen = [_seen(one, wanted) for one, wanted in zip(heard, told, strict=False)]
    _same(case, what, [*seen, *heard[len(told) :]], list(told))


def _same(case: Case, what: str, heard: Sequence[object], told: Sequence[object]) -> None:
    if heard != told:
        lines = ndiff(pformat(told, width=100).splitlines(), pformat(heard, width=100).splitlines())
        raise AssertionError("\n".join((f"{case}: `{what}` differ: - is told, + was heard", *lines)))


def _seen(heard: Told, told: Told) -> Told:
    seen = {key: heard.get(key) for key in told}
    if "contains" in told:
        wanted, message = told["contains"], str(heard["message"])
        seen["contains"] = [part for part in wanted if str(part) in message] if isinstance(wanted, list) else []
        if seen["contains"] != wanted:
            seen["message"] = message
    return seen


def _heard(judged: Judged, subject: str, problem: Problem) -> Mapping[str, Value]:
    return {
        **_at(judged, subject, problem.at),
        "message": problem.message,
        "evidence": {fact.name: as_printed(fact.value) for fact in problem.evidence},
        "hint": problem.remedies[0].title if problem.remedies else "",
        "related": [judged.words(related.at) for related in problem.related],
        "at_most": problem.at_most or "",
        "key": list(problem.key),
    }


def _missed(judged: Judged, subject: str, undecided: Undecided) -> Mapping[str, Value]:
    return {**_at(judged, subject, undecided.at), "missing": undecided.missing}


def _at(judged: Judged, subject: str, place: Place) -> Mapping[str, Value]:
    span = judged.span(place)
    return {"subject": subject, "file": place.document, "line": span.line, "words": judged.words(place)}
