"""Teams that are built as well as arithmetic allows: no rule about ownership or load objects, whatever their size."""

import pytest

from tests.rules.bench import judge_team, rule_called
from tests.rules.casefile import AS_OF, TEAM

RULES = (
    "uneven-primary-load",
    "uneven-secondary-load",
    "uneven-weighted-load",
    "uneven-audience-load",
    "owner-silo",
    "low-bus-factor",
)
PEOPLE = ("ada", "ben", "cleo", "dan", "eva", "finn", "gwen", "hal")


def team(people: int, pipelines: int) -> str:
    """Everybody is primary in turn; each round the secondary stands one seat further away, so that pairs differ, and in
    a round that not all take part in, far enough that the others come first. Those for investors stand first."""
    lines = ["version: 1", "team: sample", f"members: [{', '.join(f'{{id: {name}}}' for name in PEOPLE[:people])}]"]
    lines.append("pipelines:")
    for number in range(pipelines):
        round_, seat = divmod(number, people)
        in_round = min(people, pipelines - round_ * people)
        away = in_round if in_round < people else 1 + round_ % (people - 1)
        primary, secondary = PEOPLE[seat], PEOPLE[(seat + away) % people]
        audiences = "[investors]" if number < people else "[]"
        owners = f"{{primary: {primary}, secondary: {secondary}}}"
        lines.append(f"  - {{id: p{number}, audiences: {audiences}, owners: {owners}}}")
    return "\n".join([*lines, ""])


@pytest.mark.parametrize("people", range(2, 9))
@pytest.mark.parametrize("rule_id", RULES)
def test_nothing_is_asked_that_no_team_of_that_size_could_do(rule_id: str, people: int) -> None:
    for pipelines in range(1, 3 * people + 1):
        judged = judge_team(rule_called(rule_id), {TEAM: team(people, pipelines)}, AS_OF)
        assert not judged.problems(), (pipelines, judged.problems()[0][1].message)
        assert not judged.undecided()
