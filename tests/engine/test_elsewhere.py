"""Names that lead into other files of the workspace (semantics §23): told where they lead nowhere."""

from collections.abc import Mapping

from pipecheck.rules.catalog import built_in
from tests.engine.sample import lines, lint

FINANCE = "version: 1\nteam: finance\nmembers: [{id: erin, aliases: [ez]}]\npipelines: [{id: ledger}]\n"


def _said(core: str, files: Mapping[str, str] | None = None, rules: str = "{unknown-reference: error}") -> list[str]:
    others = {"teams/finance.yaml": FINANCE} if files is None else files
    text = f"version: 1\nteam: core\n{core}\n"
    report = lint({"teams/core.yaml": text, **others}, rules, catalog=built_in())
    told = [one for one in report.verdicts if one.rule == "unknown-reference"]
    hints = {one.message: [remedy.title for remedy in one.remedies] for one in told}
    return [f"{line} -> {'; '.join(hints[one.message])}" for line, one in zip(lines(told), told, strict=True)]


def test_what_leads_somewhere_is_no_problem() -> None:
    text = """\
members: [{id: x, person: finance/erin}, {id: y, person: finance/ez}]
partners: [{id: money, team: finance}, {id: risk}]
pipelines: [{id: revenue, depends_on: [finance/ledger, risk/limits, elsewhere/orders]}]
"""
    assert _said(text) == []


def test_a_team_that_is_not_here_is_told_apart_from_a_partner() -> None:
    text = "partners:\n  - {id: fiannce}\n  - {id: money, team: Finanse}\n  - {id: risk, team: risk-office}"
    assert _said(text) == [
        "teams/core.yaml:5:23 error unknown-reference [team core] there is no team 'Finanse' in this workspace; "
        "correct the name, or leave `team` out if it has no file here -> write 'finance'; leave `team` "
        "out if it has no file here",
        "teams/core.yaml:6:22 error unknown-reference [team core] there is no team 'risk-office' in this workspace; "
        "correct the name, or leave `team` out if it has no file here -> leave `team` out if it has no file here",
    ]


def test_a_member_that_is_not_there_once_a_name() -> None:
    text = """\
members:
  - {id: x, person: finance/erni}
  - {id: y, person: fiannce/erin}
  - {id: z, person: finance/erni}
"""
    assert _said(text) == [
        "teams/core.yaml:4:21 error unknown-reference [team core] team 'finance' has no member 'erni'; correct the name"
        " -> write 'finance/erin'",
        "teams/core.yaml:5:21 error unknown-reference [team core] there is no team 'fiannce' in this workspace; "
        "correct the name -> write 'finance/erin'",
    ]


def test_a_pipeline_that_is_not_there_and_a_slip_in_its_team() -> None:
    text = "partners: [{id: fiance}]\npipelines:\n  - {id: revenue, depends_on: [finance/x, finanse/ledger, fiance/y]}"
    assert _said(text) == [
        "teams/core.yaml:5:32 error unknown-reference [team core] team 'finance' has no pipeline 'x'; correct the name"
        " -> correct the name, or take it away",
        "teams/core.yaml:5:43 error unknown-reference [team core] there is no team 'finanse' in this workspace; "
        "correct the name -> write 'finance/ledger'",
    ]


def test_what_cannot_be_read_or_is_not_told_decides_nothing() -> None:
    text = "members: [{id: x, person: finance/bob}]\npipelines: [{id: revenue, depends_on: [finance/orders]}]"
    files = {"teams/finance.yaml": "version: 1\nteam: finance\nmembers: [{id: 1.5.2}, {id: [a]}]\n"}
    assert [line.partition("]")[2] for line in _said(text, files)] == [
        " it is not told whether 'finance' has a pipeline 'orders' (`pipelines`) -> ",
        " `members.id` cannot be read, so it is not told whether 'finance' has a member 'bob' -> ",
    ]
    text = "partners: [{id: money, team: finance}]"
    assert _said(text, {"teams/finance.yaml": "team: [\n"}) == [
        "teams/finance.yaml:1:1 note unknown-reference [team core] it is not told whether there is a team 'finance' in "
        "this workspace (`team`) -> "
    ]


def test_it_is_off_with_its_rule_and_may_be_waived() -> None:
    text = "partners: [{id: money, team: nobody}]"
    assert _said(text, rules="{unknown-reference: none}") == []
    assert _said(text, rules="{unknown-reference: [{level: none, where: {teams: core}}, {level: error}]}") == []
    comment = f"{text}  # pipecheck: waive unknown-reference until 2026-12-31 -- its file comes next week"
    report = lint(
        {"teams/core.yaml": f"version: 1\nteam: core\n{comment}\n"}, "{unknown-reference: error}", catalog=built_in()
    )
    assert [(one.rule, one.waiver is not None) for one in report.verdicts] == [("unknown-reference", True)]
