"""`where` chooses subjects by the keys of their kind (semantics §3)."""

import pytest

from pipecheck.model.outcome import NotStated, Subject, Undecided
from pipecheck.policy.faults import Faults
from pipecheck.policy.field import Field
from pipecheck.policy.where import KEYS, Where, read_where
from pipecheck.source.yaml import read_yaml
from tests.policy import teams
from tests.policy.texts import faults, told


def where(text: str) -> Where:
    document = read_yaml(text, "p.yaml")
    found = Faults()
    read = read_where(Field(document, (), document.data, found))
    found.settle()
    return read


@pytest.mark.parametrize(
    ("subject", "chosen", "passed_over"),
    [
        (teams.TEAM, ["{teams: core}", "{teams: 'c*'}", "{teams: [other, core]}"], ["{teams: Core}", "{teams: other}"]),
        (
            teams.ALICE,
            ["{members: alice}", "{teams: core, members: 'a*'}"],
            ["{members: bob}", "{teams: x, members: alice}"],
        ),
        (
            teams.PROFIT,
            [
                "{audiences: board}",
                "{areas: finance, criticality: high}",
                "{pipelines: 'pro?it'}",
                "{teams: '[a-c]ore'}",
            ],
            ["{audiences: Board}", "{areas: finance, criticality: low}", "{pipelines: pro}"],
        ),
        (teams.AREA, ["{pipelines: profit}", "{areas: finance}"], ["{pipelines: growth}"]),
        (teams.RUNBOOK, ["{audiences: experiments}"], ["{audiences: investors}"]),
        (teams.RISK, ["{audiences: investors}"], ["{pipelines: growth}"]),
        (teams.REVIEW, ["{pipelines: growth}", "{pipelines: profit}"], ["{pipelines: other}"]),
        (
            teams.WEEKLY,
            ["{rotations: weekly}", "{audiences: investors}"],
            ["{rotations: nightly}", "{pipelines: growth}"],
        ),
        (teams.NIGHTLY, ["{pipelines: growth}", "{pipelines: profit}"], ["{rotations: weekly}"]),
        (teams.OVERRIDE, ["{rotations: weekly}", "{areas: finance}"], ["{rotations: nightly}", "{areas: product}"]),
    ],
)
def test_what_is_chosen_by_kind(subject: Subject, chosen: list[str], passed_over: list[str]) -> None:
    assert [text for text in chosen if not where(text).chooses(subject, (teams.TEAM,))] == []
    assert [text for text in passed_over if where(text).chooses(subject, (teams.TEAM,))] == []


def test_keys_hold_for_one_and_the_same_pipeline() -> None:
    assert not where("{areas: finance, audiences: experiments}").chooses(teams.NIGHTLY, (teams.TEAM,))
    assert where("{areas: product, audiences: experiments}").chooses(teams.NIGHTLY, (teams.TEAM,))


def test_every_kind_has_keys_and_others_are_refused() -> None:
    assert set(KEYS) == {
        "workspace", "person", "team", "member", "partner", "area", "pipeline", "rotation", "holiday", "change",
        "runbook", "risk", "review",
    }  # fmt: skip
    found = faults("version: 1\nrules: {idle-member: {level: error, where: {teams: a, pipelines: b}}}\n")
    assert told(found) == ["2:55 [pipelines] `idle-member` judges a member, which has no `pipelines`"]
    assert found[0].hint == "a member is chosen by `teams` and `members`"


def test_a_where_of_a_whole_file_needs_keys_that_all_its_rules_have() -> None:
    rules = "{single-owner: error, uneven-load: note, idle-member: note}"
    (fault,) = faults(f"version: 1\nwhere: {{audiences: investors}}\nrules: {rules}\n")
    assert told([fault]) == [
        "2:9 [audiences] `where` of a whole file narrows all its rules, but `idle-member` judges a member, "
        "which has no `audiences`, and 1 more rules"
    ]


def test_a_fact_that_was_set_aside_is_not_guessed() -> None:
    missing = Undecided("pipelines.area", teams.at("pipelines", 0, "area"))
    broken = teams.pipeline("growth", 0, aside={"area": missing})
    with pytest.raises(NotStated) as raised:
        where("{areas: finance}").chooses(broken, (teams.TEAM,))
    assert raised.value.undecided == missing
    assert where("{pipelines: growth}").chooses(broken, (teams.TEAM,))
