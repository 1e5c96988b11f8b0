"""What a run of policy tests came to, for programs."""

import json

from pipecheck.render.json import Json
from pipecheck.trial.result import CaseResult, Coverage, Mismatch, Mutation, Result, Span, Survivor


def render(result: Result) -> str:
    """The result as JSON, indented by two."""
    return json.dumps(document(result), indent=2, ensure_ascii=False) + "\n"


def document(result: Result) -> dict[str, Json]:
    """The result as plain data."""
    return {
        "format": 1,
        "version": result.version,
        "exit_code": result.exit_code,
        "policies": list(result.policies),
        "counts": {
            "cases": len(result.cases),
            "passed": len(result.cases) - len(result.failed),
            "failed": len(result.failed),
        },
        "cases": [_case(case) for case in result.cases],
        "coverage_threshold": result.threshold,
        "coverage": [_coverage(one) for one in result.coverage],
        "mutations": None if result.mutations is None else [_mutation(one) for one in result.mutations],
    }


def _case(case: CaseResult) -> dict[str, Json]:
    return {
        "policy": case.policy,
        "name": case.name,
        "span": _span(case.at),
        "passed": case.passed,
        "edited": case.is_edited,
        "mismatches": [_mismatch(one) for one in case.mismatches],
        "crashes": [
            {"rule": crash.rule, "subject": str(crash.subject), "error": crash.error, "frame": crash.frame}
            for crash in case.crashes
        ],
    }


def _mismatch(one: Mismatch) -> dict[str, Json]:
    return {
        "kind": one.kind,
        "rule": one.rule,
        "subject": one.subject,
        "decided": one.decided,
        "span": _span(one.at),
        "message": one.message,
        "found_at": None if one.found_at is None else _span(one.found_at),
        "words": one.words,
        "differences": [
            {"what": each.what.replace("`", ""), "expected": each.expected, "found": each.found}
            for each in one.differences
        ],
        "evidence": dict(one.facts),
        "missing": one.missing,
        "waived": one.waived,
        "near": list(one.near),
    }


def _coverage(one: Coverage) -> dict[str, Json]:
    return {
        "policy": one.policy,
        "percent": one.percent,
        "items": [
            {"kind": item.kind, "rule": item.rule, "span": _span(item.at), "covered": item.covered}
            for item in one.items
        ],
    }


def _mutation(one: Mutation) -> dict[str, Json]:
    return {
        "policy": one.policy,
        "tried": one.tried,
        "survivors": [_survivor(each) for each in one.survivors],
        "equivalents": [_survivor(each) for each in one.equivalents],
        "idle": [_span(span) for span in one.idle],
        "too_many_equivalents": one.too_many,
    }


def _survivor(one: Survivor) -> dict[str, Json]:
    return {"change": one.said.replace("`", ""), "span": _span(one.at), "reason": one.reason}


def _span(span: Span) -> dict[str, Json]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
