"""Survivors, marks that excuse them, and the shortcut by which only what a mutant may change is judged."""

from collections.abc import Sequence
from pathlib import Path

from pipecheck.files.calendars import HolidayTables
from pipecheck.files.disk import Disk
from pipecheck.files.profiles import profile_text
from pipecheck.files.zones import ZoneTables
from pipecheck.policy.laid import Policy
from pipecheck.policy.load import Sources, load_policy
from pipecheck.rules.catalog import built_in
from pipecheck.source.reader import Reader
from pipecheck.trial.around import Around, Laid
from pipecheck.trial.mutants import mutants
from pipecheck.trial.mutate import Mutation, notices
from pipecheck.trial.result import Result
from pipecheck.trial.session import dockets, run_cases

ROOT = Path(__file__).parent.parent.parent
CASES = """\
version: 1
policy: ours.yaml
as_of: 2026-01-15
base: |
  version: 1
  team: sample
  members: [{id: alice}, {id: bob}]
  pipelines: [{id: orders, owners: {primary: alice, secondary: bob}}]
cases:
  - name: one owner is not enough
    edit: [{remove: pipelines/orders/owners/secondary}]
    problems:
      - {rule: single-owner, subject: pipeline sample/orders, level: error, evidence: {owners: 1}}
"""


def around(reader: Reader) -> Around:
    def policy(roots: Sequence[str]) -> Policy:
        return load_policy(roots, Sources(reader, profile_text, built_in()))

    return Around(reader, HolidayTables(), ZoneTables(), policy)


def tried(policy: str, cases: str = CASES) -> Result:
    world = around(Laid({"ours.yaml": policy, "cases.yaml": cases}, None))
    return run_cases(dockets(["cases.yaml"], world), world, mutate=True)


def mutation(policy: str, cases: str = CASES) -> Mutation:
    (only,) = tried(policy, cases).mutations or ()
    return only


def test_no_mutant_survives_where_all_is_told() -> None:
    found = mutation("version: 1\nrules: {single-owner: error}\n")
    assert (found.tried, found.survivors, found.failed) == (3, (), False)


def test_what_is_the_default_survives() -> None:
    found = mutation("version: 1\nrules:\n  single-owner: {level: error, params: {min: 2}}\n")
    assert [(one.said, one.at.line) for one in found.survivors] == [
        ("the parameter `min` of `single-owner` is left out", 3),
        ("the parameter `min` of `single-owner` is 3, not 2", 3),
    ]
    assert found.failed


def test_a_mark_excuses_the_survivors_of_its_line() -> None:
    beside = "version: 1\nrules:\n  single-owner: {level: error, params: {min: 2}}   # equivalent: two are two\n"
    rule = "  single-owner: {level: error, params: {min: 2}}\n"
    alone = f"version: 1\nrules:\n  # equivalent: two are two\n\n  # and more\n{rule}"
    for text in (beside, alone):
        found = mutation(text)
        assert found.survivors == ()
        assert [one.reason for one in found.equivalents] == ["two are two", "two are two"]
        assert (found.too_many, found.failed) == (True, True)


def test_a_few_equivalents_among_many_mutants_are_no_failure() -> None:
    found = Mutation("ours.yaml", 40, (), mutation("version: 1\nrules: {single-owner: error}\n").survivors)
    assert not found.failed
    one = mutation("version: 1\nrules:\n  single-owner: {level: error, params: {min: 2}}\n").survivors[0]
    assert not Mutation("ours.yaml", 20, equivalents=(one,)).too_many
    assert Mutation("ours.yaml", 19, equivalents=(one,)).too_many


def test_a_mark_that_excuses_nothing_is_told() -> None:
    found = mutation("version: 1\nrules:\n  single-owner: error   # equivalent: nobody knows why\n")
    assert [span.line for span in found.idle] == [3]
    assert found.failed


def test_a_mark_without_a_reason_excuses_nothing() -> None:
    found = mutation("version: 1\nrules:\n  single-owner: {level: error, params: {min: 2}}   # equivalent:\n")
    assert len(found.survivors) == 2


def test_mutants_are_tried_when_all_cases_hold() -> None:
    result = tried("version: 1\nrules: {single-owner: warning}\n")
    assert result.failed
    assert result.mutations is None


WAIVED = """\
version: 1
policy: ours.yaml
as_of: 2026-01-15
cases:
  - name: one owner is enough for now
    team: |
      version: 1
      team: sample
      members: [{id: alice}]
      pipelines:
        # pipecheck: waive single-owner until 2026-03-31 -- the second one comes in March
        - {id: orders, owners: {primary: alice}}
    problems:
      - {rule: single-owner, subject: pipeline sample/orders, level: error, evidence: {owners: 1}, waived: true}
"""


def test_a_waiver_in_a_comment_is_judged_with_all_there_is() -> None:
    found = mutation("version: 1\nrules:\n  single-owner: error\n  shared-primary: error\n", WAIVED)
    assert {one.at.line for one in found.survivors} == {4}


def test_judging_only_what_a_mutant_may_change_decides_as_judging_all() -> None:
    world = around(Disk(str(ROOT)))
    (docket,) = dockets(["policies/tests/small-team.yaml"], world)
    heard = [(trial, trial.hear(docket.policy)) for trial in docket.trials]
    compared = 0
    for mutant in mutants(docket.policy, docket.name, lambda name: None):
        if mutant.rules is None:
            continue
        for trial, before in heard:
            assert notices(trial, before, mutant) == notices(trial, before, mutant._replace(rules=None)), mutant.said
            compared += 1
    assert compared > 100
