"""Loads are judged by what arithmetic allows, whatever the order in the file, and the moves proposed even them out."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipecheck.model.outcome import Problem
from tests.rules.bench import judge_team, rule_called
from tests.rules.casefile import AS_OF, TEAM
from tests.rules.edits import applied

PEOPLE = ("alice", "bob", "carol", "dave")
RULES = {"primary": "uneven-primary-load", "secondary": "uneven-secondary-load"}
OWNERS = st.lists(st.permutations(PEOPLE).map(lambda two: (two[0], two[1])), min_size=1, max_size=9)


def team(owners: list[tuple[str, str]], shuffled: random.Random | None = None) -> str:
    pipelines = [
        f"  - {{id: p{number}, owners: {{primary: {one}, secondary: {other}}}}}"
        for number, (one, other) in enumerate(owners)
    ]
    members = [f"  - {{id: {name}}}" for name in PEOPLE]
    if shuffled is not None:
        shuffled.shuffle(pipelines)
        shuffled.shuffle(members)
    return "\n".join(["version: 1", "team: sample", "members:", *members, "pipelines:", *pipelines, ""])


def problems(rank: str, text: str) -> list[Problem]:
    return [problem for _, problem in judge_team(rule_called(RULES[rank]), {TEAM: text}, AS_OF).problems()]


def spread(rank: str, owners: list[tuple[str, str]]) -> int:
    held = [pair[rank == "secondary"] for pair in owners]
    loads = [held.count(name) for name in PEOPLE]
    return max(loads) - min(loads)


@pytest.mark.parametrize("rank", RULES)
@settings(max_examples=80, deadline=None)
@given(owners=OWNERS)
def test_a_load_is_uneven_when_somebody_else_could_take_a_seat_off_the_heaviest(
    rank: str, owners: list[tuple[str, str]]
) -> None:
    allowed = 0 if len(owners) % len(PEOPLE) == 0 else 1
    found = problems(rank, team(owners))
    assert bool(found) == (spread(rank, owners) > allowed)
    assert [problem.message for problem in found] == [problem.message for problem in problems(rank, team(owners))], (
        "the same file, the same words"
    )


@pytest.mark.parametrize("rank", RULES)
@settings(max_examples=60, deadline=None)
@given(owners=OWNERS, seed=st.integers(0, 99))
def test_the_order_in_the_file_decides_nothing(rank: str, owners: list[tuple[str, str]], seed: int) -> None:
    found, again = problems(rank, team(owners)), problems(rank, team(owners, random.Random(seed)))
    assert [_numbers(problem) for problem in found] == [_numbers(problem) for problem in again]


@pytest.mark.parametrize("rank", RULES)
@settings(max_examples=80, deadline=None)
@given(owners=OWNERS)
def test_the_moves_proposed_even_it_out_and_leave_the_other_rank_no_worse(
    rank: str, owners: list[tuple[str, str]]
) -> None:
    other = "secondary" if rank == "primary" else "primary"
    before = team(owners)
    for problem in problems(rank, before):
        for remedy in problem.remedies:
            if remedy.edits:
                after = applied({TEAM: before}, remedy.edits)[TEAM]
                assert not problems(rank, after)
                assert _spread_of(other, after) <= _spread_of(other, before)
                repeated = judge_team(rule_called("repeated-owner"), {TEAM: after}, AS_OF)
                assert not repeated.problems(), "nobody becomes both owners of a pipeline"


def _numbers(problem: Problem) -> object:
    facts = {fact.name: fact.value for fact in problem.evidence}
    loads = facts["loads"]
    assert isinstance(loads, dict)
    return sorted(loads.items()), facts["total"], facts["spread"], facts["allowed"]


def _spread_of(rank: str, text: str) -> Fraction:
    """The spread of a rank, read from the evidence of the rule under a slack that nothing satisfies."""
    rule = rule_called(RULES[rank])
    judged = judge_team(rule, {TEAM: text}, AS_OF, rule.params(slack=-100))
    [(_, problem)] = judged.problems()
    return next(fact.value for fact in problem.evidence if fact.name == "spread")  # type: ignore[return-value]
