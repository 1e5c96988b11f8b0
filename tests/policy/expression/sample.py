"""A small workspace under rules that a policy defines, and expressions without any workspace."""

from collections.abc import Mapping
from typing import Any

from pipecheck.engine.report import Report, Verdict
from pipecheck.policy.expression.fault import Failed, Fault, Malformed, Spent
from pipecheck.policy.expression.frame import Absent
from pipecheck.policy.expression.functions import FUNCTIONS, METHODS
from pipecheck.policy.expression.program import Program
from pipecheck.policy.expression.types import ANY, BOOL, INT, TEXT, Language, Type, list_of, map_of
from pipecheck.rules.base import Fact
from tests.engine.sample import lint

VARIABLES: Mapping[str, tuple[Type, Any]] = {
    "number": (INT, 7),
    "word": (TEXT, "orders"),
    "flag": (BOOL, True),
    "many": (list_of(INT), (1, 2, 3)),
    "table": (map_of(TEXT, ANY), {"a": 1, "b": "two"}),
    "anything": (ANY, 5),
}
LANGUAGE = Language({name: kind for name, (kind, _) in VARIABLES.items()}, {}, {}, FUNCTIONS, METHODS)

TEAM = """\
version: 1
team: core
timezone: UTC
x-cost: {centre: 4711}
members:
  - {id: alice, contact: {email: alice@example.com}, region: US}
  - {id: bob}
pipelines:
  - id: growth
    area: product
    audiences: [investors]
    owners: {primary: alice}
    slas:
      - {kind: response, within: 30m}
      - {kind: freshness, within: 48h, target: "99.5 %"}
  - id: profit
    criticality: high
    x-tier: gold
    owners: {primary: bob, secondary: alice}
    slas: [{kind: freshness, within: 3mo}]
risks:
  - {id: drift, title: Drift, reviewed: 2025-10-01, owner: bob}
"""


def value(text: str) -> Any:
    """What an expression comes to: its value, or the class of what it raises."""
    try:
        program = Program(text, LANGUAGE)
        return program.run(program.frame([given for _, given in VARIABLES.values()]))
    except (Failed, Spent, Absent) as error:
        return type(error)


def faults(text: str) -> list[str]:
    """What is wrong with an expression: the words underlined, message, hint."""
    try:
        Program(text, LANGUAGE)
    except Malformed as malformed:
        return [_line(text, fault) for fault in malformed.faults]
    return []


def _line(text: str, fault: Fault) -> str:
    hint = f" / {fault.hint}" if fault.hint else ""
    return f"[{text[fault.start : fault.end]}] {fault.message}{hint}"


def judged(definition: str, team: str = TEAM, rule: str = "acme/rule") -> Report:
    """The report on one team under one rule, given as the lines of its definition."""
    lines = "".join(f"    {line}\n" for line in definition.strip().splitlines())
    return lint({"teams/core.yaml": team}, f"\n  {rule}:\n{lines}")


def found(definition: str, team: str = TEAM) -> list[str]:
    """Its outcomes as lines: place, subject, message."""
    return [_told(one) for one in judged(definition, team).verdicts]


def facts(definition: str, team: str = TEAM) -> list[tuple[Fact, list[int]]]:
    """The evidence of its first outcome, each fact with the lines that told it."""
    verdict = judged(definition, team).verdicts[0]
    return [(fact._replace(because=()), [span.line for span in spans]) for fact, spans in verdict.evidence]


def _told(verdict: Verdict) -> str:
    sort = "" if verdict.decided else "? "
    return f"{verdict.span.line}:{verdict.span.column} {sort}{verdict.subject}: {verdict.message}"
