"""SARIF 2.1.0 (OASIS, errata 01), as much of it as a report has something to say in.

An undecided outcome is a result of kind `open`, the standard's own word for "not enough is known to decide". Columns
count characters, which SARIF calls `unicodeCodePoints`. No time of day is told: the same report gives the same bytes.
"""

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from pipecheck.engine.report import Report, Span, Verdict
from pipecheck.render.json import Json, subject, value
from pipecheck.render.options import Options
from pipecheck.render.sarif_tool import driver, invocation, message, rule_ids
from pipecheck.render.wording import permission, place

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_TOP = "The top of the repository that holds the files judged."


def render(report: Report, options: Options) -> str:
    """The report as one SARIF log of one run."""
    log: Json = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_Run(report, options).run()]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


class _Artifact(NamedTuple):
    at: int
    uri: str


class _Run:
    """One run being written: rules and files are named by their index in its lists."""

    def __init__(self, report: Report, options: Options) -> None:
        self.report = report
        self.rules: Mapping[str, int] = {rule: index for index, rule in enumerate(rule_ids(report))}
        self.files: Mapping[str, _Artifact] = {
            file: _Artifact(index, quote(options.from_top(file), errors="surrogateescape"))
            for index, file in enumerate(sorted({span.file for span in _spans(report)}))
        }
        # The standard wants a state on every result or on none.
        self.against_baseline = bool(report.baseline or report.stale or any(v.known for v in report.verdicts))
        self.category = options.from_top("").strip("/")

    def run(self) -> Json:
        """The run object."""
        report = self.report
        return {
            "tool": {"driver": driver(report, self.rules)},
            "automationDetails": {"id": f"pipecheck/{quote(self.category)}/" if self.category else "pipecheck/"},
            "invocations": [invocation(report, self.rules)],
            "originalUriBaseIds": {_ROOT: {"description": {"text": _TOP}}},
            "columnKind": "unicodeCodePoints",
            "defaultEncoding": "utf-8",
            "language": "en-US",
            "artifacts": [
                {
                    "location": {"uri": artifact.uri, "uriBaseId": _ROOT},
                    "sourceLanguage": "markdown" if file.endswith(".md") else "yaml",
                }
                for file, artifact in self.files.items()
            ],
            "results": [self._result(verdict) for verdict in report.verdicts],
            "properties": {
                "asOf": report.as_of.isoformat(),
                "policies": [policy.name for policy in report.policies],
                "calendars": report.calendars,
                "zones": report.zones,
                "failLevel": report.fail_level.value,
            },
        }

    def _result(self, verdict: Verdict) -> Json:
        hint = f"\n\nHelp: {verdict.hint}" if verdict.hint else ""
        result: dict[str, Json] = {
            "ruleId": verdict.rule,
            "ruleIndex": self.rules[verdict.rule],
            "kind": "fail" if verdict.decided else "open",
            "level": verdict.level.value if verdict.decided else "none",
            "message": message(verdict.message + hint),
            "locations": [{**self._location(verdict.span, framed=True), "logicalLocations": [_logical(verdict)]}],
        }
        if verdict.related:
            result["relatedLocations"] = [
                {"id": number, **self._location(span), "message": message(note)}
                for number, (span, note) in enumerate(verdict.related, 1)
            ]
        result["partialFingerprints"] = {"pipecheck/v1": verdict.fingerprint}
        if self.against_baseline:
            result["baselineState"] = "unchanged" if verdict.known else "new"
        if verdict.waiver:
            result["suppressions"] = [self._waiver(verdict)]
        result["properties"] = _properties(verdict)
        return result

    def _location(self, span: Span, *, framed: bool = False) -> dict[str, Json]:
        artifact = self.files[span.file]
        physical: dict[str, Json] = {
            "artifactLocation": {"uri": artifact.uri, "uriBaseId": _ROOT, "index": artifact.at},
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": span.end_line,
                "endColumn": span.end_column,
            },
        }
        last = span.first + len(span.text) - 1
        if framed and span.text and last >= span.end_line:  # the context must hold all of what it is the context of
            physical["contextRegion"] = {
                "startLine": span.first,
                "endLine": last,
                "snippet": {"text": "\n".join(span.text)},
            }
        return {"physicalLocation": physical}

    def _waiver(self, verdict: Verdict) -> Json:
        waiver = verdict.waiver
        assert waiver is not None
        judged = {verdict.span.file, *(span.file for span, _ in verdict.related)}
        return {
            "kind": "inSource" if waiver.span.file in judged else "external",
            "status": "accepted",
            "justification": permission(waiver),
            "location": self._location(waiver.span),
            "properties": {"until": waiver.until.isoformat(), "approvedBy": waiver.approved_by},
        }


def _logical(verdict: Verdict) -> Json:
    return {"fullyQualifiedName": str(verdict.subject), "kind": verdict.subject.kind}


def _properties(verdict: Verdict) -> Json:
    properties: dict[str, Json] = {
        "subject": subject(verdict.subject),
        "level": verdict.level.value,
        "counted": verdict.counted,
        "dated": verdict.dated,
        "evidence": {fact.name: value(fact.value) for fact, _ in verdict.evidence},
        "remedies": [remedy.title for remedy in verdict.remedies],
        "also": list(verdict.also),
        "setting": place(verdict.setting) if verdict.setting else "",
    }
    return properties if verdict.decided else {**properties, "missing": verdict.missing}


def _spans(report: Report) -> Iterator[Span]:
    """Every span that the log names."""
    for verdict in report.verdicts:
        yield verdict.span
        yield from (span for span, _ in verdict.related)
        if verdict.waiver:
            yield verdict.waiver.span
