"""Silos and bus factors are what counting by hand comes to, and the exchanges proposed mend them."""

from fractions import Fraction
from itertools import combinations
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from pipecheck.model.outcome import Problem
from tests.rules.bench import judge_team, rule_called
from tests.rules.casefile import AS_OF, TEAM
from tests.rules.edits import applied

PEOPLE = ("alice", "bob", "carol", "dave")
OWNERS = st.lists(st.permutations(PEOPLE).map(lambda two: (two[0], two[1])), min_size=3, max_size=9)
Owners = list[tuple[str, str]]


def team(owners: Owners) -> str:
    pipelines = [
        f"  - {{id: p{number}, owners: {{primary: {one}, secondary: {other}}}}}"
        for number, (one, other) in enumerate(owners)
    ]
    members = ", ".join(f"{{id: {name}}}" for name in PEOPLE)
    return "\n".join(["version: 1", "team: sample", f"members: [{members}]", "pipelines:", *pipelines, ""])


def problems(rule_id: str, text: str) -> list[Problem]:
    return [problem for _, problem in judge_team(rule_called(rule_id), {TEAM: text}, AS_OF).problems()]


def group_of(name: str, owners: Owners) -> set[str]:
    """Whoever is reached from somebody by pipelines owned together."""
    group = {name}
    for _ in PEOPLE:
        group |= {who for pair in owners if group & set(pair) for who in pair}
    return group


@settings(max_examples=150, deadline=None)
@given(owners=OWNERS)
def test_a_silo_is_a_closed_group_or_a_pair_with_more_than_a_third(owners: Owners) -> None:
    allowed = ceil(Fraction(len(owners), 3))
    groups = [group for name in PEOPLE if (group := group_of(name, owners)) != set(PEOPLE)]
    closed = any(sum(set(pair) <= group for pair in owners) > allowed for group in groups)
    alone = any(sum(set(pair) == {*two} for pair in owners) > allowed for two in combinations(PEOPLE, 2))
    assert bool(problems("owner-silo", team(owners))) == (closed or alone)


@settings(max_examples=150, deadline=None)
@given(owners=OWNERS)
def test_the_bus_factor_is_the_least_number_of_people_who_take_half_with_them(owners: Owners) -> None:
    factor = next(
        number
        for number in range(1, 5)
        if any(2 * sum(set(pair) <= {*lost} for pair in owners) >= len(owners) for lost in combinations(PEOPLE, number))
    )
    found = problems("low-bus-factor", team(owners))
    assert [fact.value for problem in found for fact in problem.evidence if fact.name == "bus factor"] == (
        [factor] if factor < 3 else []
    )


@settings(max_examples=100, deadline=None)
@given(owners=OWNERS)
def test_exchanges_mend_it_and_change_nobodys_load(owners: Owners) -> None:
    text = team(owners)
    for rule_id in ("owner-silo", "low-bus-factor"):
        for problem in problems(rule_id, text):
            for remedy in problem.remedies:
                if not remedy.edits:
                    continue
                after = applied({TEAM: text}, remedy.edits)[TEAM]
                assert not problems(rule_id, after)
                assert not judge_team(rule_called("repeated-owner"), {TEAM: after}, AS_OF).problems()
                if "exchange" in remedy.title:
                    assert _loads(after) == _loads(text)


def _loads(text: str) -> object:
    """All loads, read from the evidence of a rule under a slack that nothing satisfies."""
    rule = rule_called("uneven-secondary-load")
    [(_, problem)] = judge_team(rule, {TEAM: text}, AS_OF, rule.params(slack=-100)).problems()
    return next(fact.value for fact in problem.evidence if fact.name == "loads")
