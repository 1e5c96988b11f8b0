"""What a SARIF log says of the tool and of its run: rules with their help, and what went wrong by itself."""

from collections.abc import Mapping

from pipecheck.engine.report import Crash, Report, RuleCount
from pipecheck.render.json import Json

_NOTIFICATIONS = (
    ("crashed-rule", "A rule raised an error; nobody knows what it would have said."),
    ("nothing-judged", "The run judged nothing, so it says nothing of the files."),
    ("remark", "What might otherwise pass in silence."),
)
_EXITS = {
    0: "judged, and nothing counts at or above the fail level",
    1: "something counts at or above the fail level",
    3: "nothing was judged",
    4: "a rule crashed",
}


def message(text: str) -> Json:
    """A message object. Braces are doubled, since single ones hold the place of an argument (SARIF §3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def rule_ids(report: Report) -> list[str]:
    """Every rule that the log names, by id: those that ran, and those that speak without a setting."""
    named = {rule.rule for rule in report.rules}
    return sorted(named | {verdict.rule for verdict in report.verdicts} | {crash.rule for crash in report.crashes})


def driver(report: Report, rules: Mapping[str, int]) -> Json:
    """The tool component; its rules stand at the index that `rules` gives them."""
    known = {rule.rule: rule for rule in report.rules}
    return {
        "name": "pipecheck",
        "semanticVersion": report.version,
        "rules": [_descriptor(rule, known.get(rule)) for rule in rules],
        "notifications": [{"id": name, "shortDescription": {"text": text}} for name, text in _NOTIFICATIONS],
    }


def invocation(report: Report, rules: Mapping[str, int]) -> Json:
    """The run as an invocation: its exit code, crashes, and remarks."""
    notes = [_notification(2, "note", remark) for remark in report.remarks]
    if report.judged_nothing:
        notes.insert(0, _notification(1, "error", report.judged_nothing))
    return {
        "executionSuccessful": not report.crashes,
        "exitCode": report.exit_code,
        "exitCodeDescription": _EXITS[report.exit_code],
        "toolExecutionNotifications": [*(_crash(crash, rules) for crash in report.crashes), *notes],
    }


def _descriptor(rule_id: str, rule: RuleCount | None) -> Json:
    if rule is None:
        return {"id": rule_id}
    page = rule.help.strip() or rule.summary
    return {
        "id": rule_id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": rule.level.value},
        "properties": {"tags": [rule.category] if rule.category else []},
    }


def _notification(descriptor: int, level: str, text: str) -> dict[str, Json]:
    return {
        "descriptor": {"id": _NOTIFICATIONS[descriptor][0], "index": descriptor},
        "level": level,
        "message": message(text),
    }


def _crash(crash: Crash, rules: Mapping[str, int]) -> Json:
    kind, _, message = crash.error.partition(": ")
    return {
        **_notification(0, "error", f"the rule crashed on {crash.subject}: {crash.error} ({crash.frame})"),
        "associatedRule": {"id": crash.rule, "index": rules[crash.rule]},
        "exception": {"kind": kind, "message": message},
    }
