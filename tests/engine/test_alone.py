"""A team is judged alike alone and among others: no rule of one team sees another's file (ARCHITECTURE, two scopes).

What only all teams together can show is told apart here: rules that look across files, and names that lead into them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from pipecheck.api import check_texts
from pipecheck.engine.report import Report, Verdict
from pipecheck.rules.catalog import built_in
from tests.rules.bench import Texts

ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 1, 15)
ELSEWHERE = re.compile(r"in this workspace|^team '.*' has no |whether '.*' has a ")
ACROSS = frozenset(entry.id for entry in built_in() if entry.whole_workspace)
EVERYTHING = "version: 1\nextends: [pipecheck:strict]\nrules:\n" + "".join(
    f"  {entry.id}: {entry.level.value}\n" for entry in built_in() if not entry.of_files
)

CORE = """\
version: 1
team: core
timezone: UTC
calendar: {region: US, majors: [christmas, new-year]}
members:
  - {id: alice, region: US-NY, contact: {email: alice@example.com}}
  - {id: bob, fte: 0.8, contact: {email: bob@example.com}}
  - {id: carol}
partners: [{id: shop, name: The shop, team: shop, contact: {channel: "#shop"}}, {id: risk, team: risk}]
pipelines:
  - {id: revenue, audiences: [investors], owners: {primary: alice, secondary: shop}, depends_on: [shop/orders, shop/x]}
  - {id: growth, owners: {primary: alice, secondary: bob}, depends_on: [shop/carts]}
oncall:
  period: {from: 2026-01-05, to: 2026-07-05}
  rotations: [{id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}]
"""
SHOP = """\
version: 1
team: shop
name: Shop
timezone: Europe/Berlin
calendar: {region: DE}
members:
  - {id: alice, region: DE-BY, person: core/alice, time_off: [{from: 2026-02-02, to: 2026-02-15}]}
  - {id: bobby, fte: 0.5, contact: {email: BOB@example.com}}
  - {id: erin, person: core/nobody}
partners: [{id: core, team: core, contact: {channel: "#core"}}]
pipelines:
  - {id: orders, owners: {primary: open}}
  - {id: carts, owners: {primary: alice, secondary: bobby}}
  - {id: revenue, owners: {primary: core}}
oncall:
  rotations: [{id: daily, turn: 1w, roles: {primary: [alice, bobby, erin], secondary: {before: primary, by: 1}}}]
"""
RISK = """\
version: 1
team: risk
partners: [{id: shop, name: Shopping, team: shop, contact: {channel: "#shopping"}}]
members: [{id: bob, contact: {email: bob@example.com}}, {id: frank}]
pipelines: [{id: limits, owners: {primary: bob, secondary: [frank, bob]}, slas: [{kind: fix, within: soon}]}]
"""
Files = Mapping[str, str]


def _repository() -> dict[str, Files]:
    """The files of every team of the repository, by the directory that holds them."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((ROOT / "teams").rglob("*")):
        if path.is_file() and path.suffix in (".yaml", ".yml", ".md"):
            name = path.relative_to(ROOT).as_posix()
            found.setdefault(name.split("/")[1], {})[name] = path.read_text("utf-8")
    return {name: files for name, files in found.items() if any(path.endswith((".yaml", ".yml")) for path in files)}


INVENTED = {name: {f"teams/{name}.yaml": text} for name, text in [("core", CORE), ("shop", SHOP), ("risk", RISK)]}
TEAMS: Mapping[str, Files] = {**_repository(), **INVENTED}


def _lint(files: Iterable[Files]) -> Report:
    texts = {path: text for each in files for path, text in each.items()}
    return check_texts(Texts({**texts, "policy.yaml": EVERYTHING}), as_of=AS_OF, policy=("policy.yaml",))


def _own(report: Report, files: Files) -> list[Verdict]:
    """The outcomes of the team in these files, but for what only other files can tell."""
    return sorted(
        (one for one in report.verdicts if one.span.file in files and not _looks_across(one)),
        key=lambda one: (one.rule, str(one.subject), one.span[:3], one.message),
    )


def _looks_across(verdict: Verdict) -> bool:
    """Whether only all files together can tell: by a rule that sees them all, or as a name that leads into another."""
    leads_out = verdict.rule == "unknown-reference" and ELSEWHERE.search(verdict.message)
    return verdict.rule in ACROSS or bool(leads_out)


@pytest.fixture(scope="module")
def everybody() -> Report:
    return _lint(TEAMS.values())


@pytest.fixture(scope="module")
def alone() -> Mapping[str, Report]:
    return {team: _lint([files]) for team, files in TEAMS.items()}


@pytest.mark.parametrize("team", TEAMS)
def test_alone_and_among_all_others_a_team_has_the_same_outcomes(
    team: str, alone: Mapping[str, Report], everybody: Report
) -> None:
    own = _own(alone[team], TEAMS[team])
    assert own, "nothing is said of the team, so nothing was compared"
    assert _own(everybody, TEAMS[team]) == own


def test_every_verdict_is_counted_alike(alone: Mapping[str, Report], everybody: Report) -> None:
    """Passes leave no outcome: their numbers have to agree, rule by rule."""
    assert sum(map(_counts, alone.values()), Counter()) == _counts(everybody)


def _counts(report: Report) -> Counter[tuple[str, str]]:
    names = ("judged", "passed", "problems", "undecided", "not_concerned")
    return Counter(
        {
            (one.rule, name): number
            for one in report.rules
            if one.rule not in ACROSS
            for name in names
            if (number := getattr(one, name))
        }
    )


def test_what_lies_between_teams_is_told_only_of_all_together(everybody: Report) -> None:
    said = {(one.rule, one.decided) for one in everybody.verdicts if _looks_across(one)}
    assert {rule for rule, decided in said if decided} == {*ACROSS, "unknown-reference"}
    assert ("uneven-cross-team-load", False) in said


def test_a_broken_file_beside_it_changes_nothing_for_a_team() -> None:
    broken = {"teams/broken.yaml": "version: 1\nteam: broken\nmembers: [\n"}
    assert _own(_lint([INVENTED["core"], broken]), INVENTED["core"]) == _own(
        _lint([INVENTED["core"]]), INVENTED["core"]
    )
