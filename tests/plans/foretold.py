"""What invented teams were expected to be told, and what they are told: tables that were written before the first run.

A table is `invented/<team>.yaml`, a list of cells. A cell is one rule under some parameters:

    - rule: consecutive-shifts
      params: {roles: [primary]}                       # left out: the defaults
      violation: [rotation swap-chain/spring]          # subjects; `*` is any text
      undecided: {team swap-chain: calendar.majors}    # and the field that is missing
      pass: [rotation swap-chain/autumn]
      line: "history:"                                 # stands in a line that is pointed at
      facts: [alice, "2026-06-29"]                     # stand in what is said, or in the evidence
      because: why it has to be so, from the plan and the documents
      foretold: what the table said before the first run, and why that was wrong

A subject that a cell does not name is quiet: it passes, or the rule does not concern it.
"""

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, NamedTuple

import yaml

from pipecheck.engine.report import Report
from tests.plans.cells import HERE, heard, report, texts

TEAMS = ("business-hours", "follow-the-sun", "holiday-matrix", "iso-weeks", "per-area", "swap-chain")
_KEYS = {"rule", "params", "violation", "undecided", "pass", "line", "facts", "because", "foretold"}


class Foretold(NamedTuple):
    """What one rule, under some parameters, was expected to say of a team."""

    team: str
    rule: str
    params: Mapping[str, Any]
    violation: Sequence[str]
    undecided: Mapping[str, str]
    passes: Sequence[str]
    line: str
    facts: Sequence[str]

    @property
    def name(self) -> str:
        """`iso-weeks consecutive-shifts`, with the parameters if there are any."""
        return " ".join((self.team, self.rule, *(str(dict(self.params)) for _ in (1,) if self.params)))


@cache
def foretold(team: str) -> tuple[Foretold, ...]:
    """The table of a team. Raises ValueError for what would be passed over in silence."""
    table = yaml.safe_load((HERE / "invented" / f"{team}.yaml").read_text("utf-8"))
    if set(table) != {"team", "cells"} or table["team"] != team:
        raise ValueError(f"{team}.yaml: `team: {team}` and `cells` are wanted, and nothing else")
    return tuple(_cell(team, told) for told in table["cells"])


def _cell(team: str, told: Mapping[str, Any]) -> Foretold:
    says_something = any(told.get(verdict) for verdict in ("violation", "undecided", "pass"))
    if set(told) - _KEYS or not told.get("because") or not says_something:
        raise ValueError(f"{team}.yaml: the cell of {told.get('rule')} wants a verdict and `because`, and known keys")
    return Foretold(
        team,
        told["rule"],
        told.get("params", {}),
        told.get("violation", ()),
        told.get("undecided", {}),
        told.get("pass", ()),
        told.get("line", ""),
        told.get("facts", ()),
    )


def differences(cell: Foretold) -> list[str]:
    """Where what is said differs from what was expected, in words; nothing where it does not."""
    said = heard(cell.team, {cell.rule: cell.params})[cell.rule]
    run = report(cell.team, {cell.rule: cell.params})
    violations = [subject for subject, verdict in said if verdict == "violation"]
    undecided = {subject: verdict for subject, verdict in said if verdict.startswith("undecided: ")}
    wanted = {subject: f"undecided: {missing}" for subject, missing in cell.undecided.items()}
    passed = [subject for subject, verdict in said if verdict == "pass"]
    found = [f"no violation of {each}" for each in _unmatched(cell.violation, violations)]
    found += [f"a violation of {each}" for each in violations if not _matches(each, cell.violation)]
    found += [f"{undecided} is undecided, not {wanted}" for _ in (1,) if undecided != wanted]
    found += [f"{each} does not pass" for each in _unmatched(cell.passes, passed)]
    words = "\n".join(_said(run))
    found += [f"nothing is said of {fact}" for fact in cell.facts if fact not in words]
    lines = list(_lines(cell, run))
    found += [f"points at {lines}" for _ in (1,) if cell.line and not any(cell.line in line for line in lines)]
    return found


def _matches(subject: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(subject, pattern) for pattern in patterns)


def _unmatched(patterns: Iterable[str], subjects: Sequence[str]) -> list[str]:
    return [pattern for pattern in patterns if not any(fnmatchcase(subject, pattern) for subject in subjects)]


def _said(run: Report) -> Iterable[str]:
    for verdict in run.verdicts:
        yield verdict.message
        yield from (note for _, note in verdict.related)
        yield from (str(fact) for fact, _ in verdict.evidence)


def _lines(cell: Foretold, run: Report) -> Iterable[str]:
    reader = texts(cell.team, {})
    for verdict in run.verdicts:
        source = (reader.read(verdict.span.file) or b"").decode("utf-8").splitlines()
        yield from source[verdict.span.line - 1 : verdict.span.end_line]
