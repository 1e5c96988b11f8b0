"""What ends a session, and what a case finds around it."""

from collections.abc import Iterator, Mapping, Sequence
from json import dumps

import pytest

from pipecheck.files.calendars import HolidayTables
from pipecheck.files.cases import CasesAsked, cases_at
from pipecheck.files.configuration import Configuration
from pipecheck.files.profiles import profile_text
from pipecheck.files.zones import ZoneTables
from pipecheck.model.pipeline import Pipeline
from pipecheck.policy.faults import BadPolicy
from pipecheck.policy.laid import Policy
from pipecheck.policy.load import Sources, load_policy
from pipecheck.rules.base import Level, NoParams, Outcome, Profile, TeamView, rule
from pipecheck.rules.catalog import built_in
from pipecheck.trial.around import Around, Laid
from pipecheck.trial.result import Result
from pipecheck.trial.session import dockets, run_cases

TOP = "version: 1\npolicy: ours.yaml\nas_of: 2026-01-15\n"
TEAM = "version: 1\nteam: sample\nmembers: [{id: alice}]\npipelines: [{id: orders, owners: {primary: alice}}]\n"


@rule(Pipeline, level=Level.error, profile=Profile.named)
def crashing(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    yield from [][pipeline.id == "orders"]


def tried(cases: str, rules: str = "{single-owner: error}", beside: Mapping[str, str] | None = None) -> Result:
    texts = {"cases.yaml": TOP + cases, "ours.yaml": f"version: 1\nrules: {rules}\n", **(beside or {})}
    reader = Laid(texts, None)

    def policy(roots: Sequence[str]) -> Policy:
        catalog = built_in().joined({"test/crashing": crashing})
        return load_policy(roots, Sources(reader, profile_text, catalog))

    around = Around(reader, HolidayTables(), ZoneTables(), policy)
    return run_cases(dockets(["cases.yaml"], around), around)


def refused(cases: str, **beside: str) -> list[str]:
    with pytest.raises(BadPolicy) as caught:
        tried(cases, beside={f"{name}.yaml": text for name, text in beside.items()})
    return [fault.message for fault in caught.value.faults]


def test_a_rule_that_crashes_ends_the_run_with_4() -> None:
    result = tried(f"cases: [{{name: x, team: {dumps(TEAM)}}}]", "{test/crashing: error}")
    assert result.exit_code == 4
    assert [(crash.rule, str(crash.subject)) for crash in result.cases[0].crashes] == [
        ("test/crashing", "pipeline sample/orders")
    ]


def test_a_base_may_be_a_file_and_its_runbooks_lie_beside_it() -> None:
    team = TEAM.replace("owners: {primary: alice}", "audiences: [investors], runbook: r.md")
    cases = "base: teams/a.yaml\ncases: [{name: x, undecided: []}]"
    beside = {"teams/a.yaml": team, "teams/r.md": "# Orders\n\nSee the board.\n"}
    assert tried(cases, "{missing-runbook: error}", beside).exit_code == 0
    del beside["teams/r.md"]
    assert tried(cases, "{missing-runbook: error, unknown-reference: error}", beside).exit_code == 1
    assert (
        tried(cases.replace("x,", "x, files: {r.md: '# Orders'},"), "{missing-runbook: error}", beside).exit_code == 0
    )


def test_files_with_a_team_of_their_own_are_judged_with_it() -> None:
    other = TEAM.replace("sample", "other")
    cases = f"cases: [{{name: x, team: {dumps(TEAM)}, files: {{other.yaml: {dumps(other)}}}, problems: [PROBLEM]}}]"
    cases = cases.replace(
        "PROBLEM",
        "{rule: single-owner, subject: pipeline sample/orders, evidence: {owners: 1}, file: team.yaml},"
        "{rule: single-owner, subject: pipeline other/orders, evidence: {owners: 1}, file: other.yaml}",
    )
    assert tried(cases).exit_code == 0


def test_a_base_that_is_not_there_or_cannot_be_edited_is_refused() -> None:
    assert refused("base: a.yaml\ncases: [{name: x}]") == ["there is no file 'a.yaml'"]
    (message,) = refused("base: a.yaml\ncases: [{name: x, edit: [{remove: team}]}]", a="team: a\nteam: b\n")
    assert message.startswith("the base cannot be edited: ")
    assert refused("base: a.yaml\ncases: [{name: x, edit: [{remove: temm}]}]", a="team: a\n") == [
        "the base has nothing at 'temm'"
    ]


def test_a_team_file_that_cannot_be_read_is_a_problem_of_the_case() -> None:
    result = tried("cases: [{name: x, team: '{'}]")
    assert [(one.rule, one.kind) for one in result.cases[0].mismatches] == [("invalid-yaml", "unexpected")]


def test_paths_ask_for_cases() -> None:
    reader = Laid({"policies/tests/a.yaml": "cases: []", "policies/tests/b.yaml": "", "mine.yaml": '"cases" : []',
                   "policies/a.yaml": "rules: {}", "notes.txt": ""}, None)  # fmt: skip

    def asked(*paths: str) -> CasesAsked:
        return cases_at(paths, reader, Configuration(""))

    both = ("policies/tests/a.yaml", "policies/tests/b.yaml")
    assert asked() == asked(".") == asked("policies") == asked("policies/tests/") == CasesAsked(both)
    assert asked("policies/tests/b.yaml") == CasesAsked(both[1:])
    assert asked("mine.yaml") == CasesAsked(("mine.yaml",))
    assert asked("policies/a.yaml") == CasesAsked((), both, ("policies/a.yaml",))
    assert asked("policies/a.yaml", "policies/tests/a.yaml") == CasesAsked(both[:1], both[1:], ("policies/a.yaml",))
    assert asked("notes.txt") == CasesAsked((), (), (), ("notes.txt",))
