"""The whole report for programs, under the schema `pipecheck-report/1`.

Dates are ISO 8601. A fraction is `{"n": 2, "d": 3}`: exact, where a decimal would not be. Keys stand in a fixed order.
"""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from pipecheck.engine.report import (
    Crash,
    Edit,
    Insert,
    Plain,
    Put,
    Remove,
    Report,
    RuleCount,
    Span,
    SubjectKey,
    Undecideds,
    Value,
    Verdict,
    Waived,
)
from pipecheck.render.options import Options

FORMAT = "pipecheck-report/1"
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def render(report: Report, options: Options) -> str:
    """The report as JSON, indented by two."""
    return json.dumps(document(report), indent=2, ensure_ascii=False) + "\n"


def document(report: Report) -> dict[str, Json]:
    """The report as plain data: what `schemas/report.schema.json` describes."""
    return {
        "format": FORMAT,
        "version": report.version,
        "calendars": report.calendars,
        "zones": report.zones,
        "as_of": report.as_of.isoformat(),
        "as_of_fixed": report.as_of_fixed,
        "policies": [{"name": policy.name, "extends": list(policy.extends)} for policy in report.policies],
        "fail_level": report.fail_level.value,
        "exit_code": report.exit_code,
        "judged_nothing": report.judged_nothing,
        "all_undecided": report.all_undecided,
        "strict": report.strict,
        "counts": dict(report.counts._asdict()),
        "verdicts": [_verdict(verdict) for verdict in report.verdicts],
        "undecided": [_undecided(group) for group in report.undecided],
        "crashes": [_crash(crash) for crash in report.crashes],
        "rules": [_rule(rule) for rule in report.rules],
        "expressions": [{**one._asdict(), "hollow": list(one.hollow)} for one in report.expressions],
        "remarks": list(report.remarks),
        "vacuous": list(report.vacuous),
        "baseline": report.baseline,
        "stale": list(report.stale),
    }


def value(of: Value) -> Json:
    """A value of the evidence as JSON; keys of a mapping are sorted."""
    if of is None or isinstance(of, bool | int | str):
        return of
    if isinstance(of, Fraction):
        return {"n": of.numerator, "d": of.denominator}
    if isinstance(of, date):
        return of.isoformat()
    if isinstance(of, Mapping):
        return {key: value(of[key]) for key in sorted(of)}
    return [value(each) for each in of]


def subject(of: SubjectKey) -> dict[str, Json]:
    """A subject in its parts, and as it is written in a waiver."""
    return {"kind": of.kind, "team": of.team, "id": of.id, "text": str(of)}


def _verdict(verdict: Verdict) -> dict[str, Json]:
    return {
        "rule": verdict.rule,
        "subject": subject(verdict.subject),
        "level": verdict.level.value,
        "decided": verdict.decided,
        "counted": verdict.counted,
        "message": verdict.message,
        "missing": verdict.missing,
        "span": _framed(verdict.span),
        "related": [{"span": _framed(span), "note": note} for span, note in verdict.related],
        "evidence": [
            {"name": fact.name, "value": value(fact.value), "spans": [span_of(span) for span in spans]}
            for fact, spans in verdict.evidence
        ],
        "remedies": [
            {"title": remedy.title, "edits": [_edit(edit) for edit in remedy.edits]} for remedy in verdict.remedies
        ],
        "fingerprint": verdict.fingerprint,
        "dated": verdict.dated,
        "known": verdict.known,
        "waivable": verdict.waivable,
        "waiver": _waiver(verdict.waiver) if verdict.waiver else None,
        "setting": span_of(verdict.setting) if verdict.setting else None,
        "also": list(verdict.also),
    }


def span_of(span: Span) -> dict[str, Json]:
    """A stretch of a file, without its frame."""
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _framed(span: Span) -> dict[str, Json]:
    return {**span_of(span), "frame": {"first": span.first, "lines": list(span.text)}}


def _edit(edit: Edit) -> dict[str, Json]:
    match edit:
        case Put(at, new):
            return {"edit": "put", "file": at.document, "route": list(at.route), "value": plain_json(new)}
        case Insert(into, new, before):
            return {
                "edit": "insert",
                "file": into.document,
                "route": list(into.route),
                "before": before,
                "value": plain_json(new),
            }
        case Remove(at):
            return {"edit": "remove", "file": at.document, "route": list(at.route)}


def plain_json(of: Plain) -> Json:
    """What an edit or a setting says; keys of a mapping keep the order in which they are to be written."""
    if of is None or isinstance(of, bool | int | float | str):
        return of
    if isinstance(of, Mapping):
        return {key: plain_json(each) for key, each in of.items()}
    return [plain_json(each) for each in of]


def _waiver(waiver: Waived) -> dict[str, Json]:
    return {
        "span": span_of(waiver.span),
        "reason": waiver.reason,
        "until": waiver.until.isoformat(),
        "approved_by": waiver.approved_by,
    }


def _undecided(group: Undecideds) -> dict[str, Json]:
    return {
        "team": group.team,
        "missing": group.missing,
        "lack": group.lack,
        "span": span_of(group.span),
        "rules": list(group.rules),
        "subjects": group.subjects,
        "hint": group.hint,
    }


def _crash(crash: Crash) -> dict[str, Json]:
    return {"rule": crash.rule, "subject": subject(crash.subject), "error": crash.error, "frame": crash.frame}


def _rule(rule: RuleCount) -> dict[str, Json]:
    return {
        "rule": rule.rule,
        "category": rule.category,
        "level": rule.level.value,
        "summary": rule.summary,
        "judged": rule.judged,
        "passed": rule.passed,
        "problems": rule.problems,
        "undecided": rule.undecided,
        "not_concerned": rule.not_concerned,
    }
