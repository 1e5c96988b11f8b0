"""The tables of what twenty rules say of the five plans, and what they say when they are run.

A table is `plan-000.yaml` … `plan-004.yaml`. Under `cells` stands each rule, and under it all subjects by verdict:

    single-owner:
      pass: [pipeline plan-003/profit]
      violation: [pipeline plan-003/growth]
      not concerned: []                     # an empty list alone: the plan has no subject of that kind
      undecided: {rotation plan-003/weekly: oncall.rotations.start}     # and the field that is missing
      because: the row of the list of claims, and the plan's words
      also: [{params: {min: 3}, violation: […], because: …}]            # the same rule under other parameters

Where one fact is missing for a whole team, it is undecided once, for the team (semantics §7).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from json import dumps
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from pipecheck.api import check_texts
from pipecheck.engine.asked import World
from pipecheck.engine.bench import Bench
from pipecheck.engine.judge import Judgement
from pipecheck.engine.record import Record
from pipecheck.engine.report import Report, SubjectKey
from pipecheck.files.calendars import HolidayTables
from pipecheck.files.profiles import profile_text
from pipecheck.files.zones import ZoneTables
from pipecheck.model.outcome import Problem
from pipecheck.model.team import Team
from pipecheck.model.views import Views
from pipecheck.model.workspace import load_team
from pipecheck.policy.laid import Policy
from pipecheck.policy.load import Sources, load_policy
from pipecheck.policy.select import Selection, choose
from pipecheck.rules.catalog import Entry, built_in
from tests.rules.bench import Texts

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PLANS = ("plan-000", "plan-001", "plan-002", "plan-003", "plan-004")
AS_OF = date(2026, 1, 15)
RULES = (
    "unknown-reference",
    "duplicate-identity",
    "single-owner",
    "repeated-owner",
    "shared-primary",
    "uneven-primary-load",
    "uneven-secondary-load",
    "coverage-gap",
    "double-booked",
    "malformed-rotation",
    "uneven-oncall-time",
    "consecutive-shifts",
    "uncovered-holiday",
    "uneven-holidays",
    "consecutive-holidays",
    "unresolved-calendar",
    "duty-during-time-off",
    "missing-runbook",
    "incomplete-runbook",
    "thin-runbook",
)
VERDICTS = ("violation", "pass", "not concerned")
POLICY = "cells.yaml"

Said: TypeAlias = frozenset[tuple[str, str]]
"""Subjects as they print, each with its verdict; `undecided` with what is missing."""


class Cell(NamedTuple):
    """What one rule, under some parameters, is to say of a plan."""

    plan: str
    rule: str
    params: Mapping[str, Any]
    said: Said
    because: str

    @property
    def name(self) -> str:
        """`consecutive-shifts`, or `consecutive-shifts {"roles": ["primary"]}`."""
        return f"{self.rule} {dumps(self.params, ensure_ascii=False)}" if self.params else self.rule


class Given(NamedTuple):
    """What is assumed beside a plan, as a change of its team file: it says nothing of it, or something else."""

    add: str = ""
    change: tuple[tuple[str, str], ...] = ()

    def over(self, text: str) -> str:
        """The text of the file with the change. Raises ValueError for words that do not stand there once."""
        for old, new in self.change:
            if text.count(old) != 1:
                raise ValueError(f"these words do not stand once in the plan: {old}")
            text = text.replace(old, new)
        return f"{text}\n{self.add}\n" if self.add else text


AS_IT_IS = Given()


def cells(plan: str) -> tuple[Cell, ...]:
    """The whole table of a plan. Raises ValueError for what would be passed over in silence."""
    table = yaml.safe_load((HERE / f"{plan}.yaml").read_text("utf-8"))
    if set(table) != {"team", "cells"} or table["team"] != plan:
        raise ValueError(f"{plan}.yaml: `team: {plan}` and `cells` are wanted, and nothing else")
    return tuple(cell for rule, told in table["cells"].items() for cell in _told(plan, rule, told))


def _told(plan: str, rule: str, told: Mapping[str, Any]) -> Iterator[Cell]:
    for one in (told, *told.get("also", ())):
        unknown = set(one) - {*VERDICTS, "undecided", "because", "also" if one is told else "params"}
        subjects = [(subject, verdict) for verdict in VERDICTS for subject in one.get(verdict, ())]
        subjects += [(subject, f"undecided: {missing}") for subject, missing in one.get("undecided", {}).items()]
        if unknown or not one.get("because") or not (subjects or "not concerned" in one):
            raise ValueError(f"{plan}.yaml: the cell of {rule} wants a verdict and `because`, and no {sorted(unknown)}")
        if len(set(subjects)) != len(subjects):
            raise ValueError(f"{plan}.yaml: the cell of {rule} names a subject twice")
        yield Cell(plan, rule, one.get("params", {}), frozenset(subjects), one["because"])


# ---- what the rules say


class Ledger(Record):
    """A record that keeps who passed and who was not concerned, not only how many."""

    def __init__(self, policy: Policy, selection: Selection) -> None:
        super().__init__(policy, selection, ())
        self.said: set[tuple[str, str, str]] = set()

    def judged(self, entry: Entry, subject: SubjectKey, judgement: Judgement, teams: Sequence[Team] = ()) -> None:
        super().judged(entry, subject, judgement, teams)
        if not judgement.outcomes and judgement.crash is None:
            self.said.add((entry.id, str(subject), "pass" if judgement.concerned else "not concerned"))


def heard(plan: str, rules: Mapping[str, Mapping[str, Any]], given: Given = AS_IT_IS) -> Mapping[str, Said]:
    """What each of these rules says of every subject of a plan, under these parameters. AssertionError for a crash."""
    reader = texts(plan, rules, given)
    loaded = load_team(_team_file(plan), reader.read(_team_file(plan)) or b"", reader, ZoneTables())
    assert loaded.team is not None, loaded.problems
    assert given == AS_IT_IS or not loaded.problems, loaded.problems
    policy = load_policy((POLICY,), Sources(reader, profile_text, built_in()))
    selection = choose(policy)
    ledger = Ledger(policy, selection)
    calendars, zones = HolidayTables(), ZoneTables()
    world = World(reader, calendars, zones, lambda team: Views(team, calendars, zones, AS_OF))
    bench = Bench(policy, selection, ledger, world)
    for found in (*bench.judge_team(loaded.team), *bench.judge_everyone((loaded.team,), AS_OF)):
        outcome = found.outcome
        verdict = "violation" if isinstance(outcome, Problem) else f"undecided: {outcome.missing}"
        ledger.said.add((found.entry.id, str(found.subject), verdict))
    assert not ledger.crashes, ledger.crashes
    return {rule: frozenset((subject, verdict) for of, subject, verdict in ledger.said if of == rule) for rule in rules}


def report(plan: str, rules: Mapping[str, Mapping[str, Any]], given: Given = AS_IT_IS) -> Report:
    """The report of a run with these rules on, under these parameters."""
    return check_texts(texts(plan, rules, given), as_of=AS_OF, policy=(POLICY,))


def strict_report(plan: str) -> Report:
    """The report of a run under the profile `strict`."""
    policy = "{version: 1, policy: cells, extends: ['pipecheck:strict']}"
    return check_texts(Texts({**files_of(plan), POLICY: policy}), as_of=AS_OF, policy=(POLICY,))


def texts(plan: str, rules: Mapping[str, Mapping[str, Any]], given: Given = AS_IT_IS) -> Texts:
    """The files of a plan, and a policy that turns these rules on."""
    settings = {rule: {"level": "error", **({"params": params} if params else {})} for rule, params in rules.items()}
    policy = dumps({"version": 1, "policy": "cells", "rules": settings}, ensure_ascii=False)
    files = {**files_of(plan), POLICY: policy}
    return Texts({**files, _team_file(plan): given.over(files[_team_file(plan)])})


@cache
def files_of(plan: str) -> Mapping[str, str]:
    found = [path for path in (ROOT / "teams" / plan).rglob("*") if path.suffix in (".yaml", ".md")]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in sorted(found)}


def _team_file(plan: str) -> str:
    return f"teams/{plan}/team.yaml"
