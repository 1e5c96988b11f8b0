"""Annotations on a pull request, by the workflow commands of GitHub Actions.

GitHub shows ten annotations of each level for one step and drops the rest without a word. So the worst come first,
then those in files that the pull request changed; the others are printed as plain lines, and a last notice tells how
many there are. Escaping as GitHub documents it: `%`, CR and LF in messages, `:` and `,` too in properties.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipecheck.engine.report import Level, Report, Verdict
from pipecheck.render.concise import line as one_line
from pipecheck.render.options import Options
from pipecheck.render.piles import Piles, fails, piles
from pipecheck.render.summary import sentences
from pipecheck.render.wording import LEVELS, count, lacking, listed, place

_CAP = 10
_COMMANDS = {Level.error: "error", Level.warning: "warning", Level.note: "notice"}


class _Annotation(NamedTuple):
    """The same thing twice: as a workflow command, and as a line of the log where there is no room for it."""

    level: Level
    command: str
    plain: str


def render(report: Report, options: Options) -> str:
    """Crashes, annotations, what found no room, what could not be judged, summary."""
    return "\n".join(_lines(report, options)) + "\n"


def escaped(text: str) -> str:
    """Text as the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escaped_property(text: str) -> str:
    """Text as a property of a workflow command."""
    return escaped(text).replace(":", "%3A").replace(",", "%2C")


def _lines(report: Report, options: Options) -> Iterator[str]:
    sorted_out = piles(report)
    alarms = [*_alarms(report), *_annotations(report, sorted_out, options)]
    room = dict.fromkeys(LEVELS, _CAP)
    shown, left_out = _within(alarms, room)
    if left_out:
        room[Level.note] -= 1  # for the notice that tells of them
        shown, left_out = _within(alarms, room)
    yield from (annotation.command for annotation in shown)
    log = (*(annotation.plain for annotation in left_out), *_log(report, sorted_out), *sentences(report))
    yield from (f"pipecheck: {_harmless(line)}" for line in log)
    if left_out:
        levels = listed([count(number, level.value) for level in LEVELS if (number := _of(level, left_out))])
        text = (
            f"… and {len(left_out):,} more than GitHub annotates ({levels}); "
            "the job's log and summary and the SARIF file hold all of them"
        )
        yield _command(Level.note, text, title="pipecheck")


def _within(
    annotations: Sequence[_Annotation], room: Mapping[Level, int]
) -> tuple[list[_Annotation], list[_Annotation]]:
    """The annotations that GitHub would show, and the others, each in order."""
    shown: list[_Annotation] = []
    left_out: list[_Annotation] = []
    for annotation in annotations:
        fits = _of(annotation.level, shown) < room[annotation.level]
        (shown if fits else left_out).append(annotation)
    return shown, left_out


def _of(level: Level, annotations: Sequence[_Annotation]) -> int:
    return sum(annotation.level is level for annotation in annotations)


def _alarms(report: Report) -> Iterator[_Annotation]:
    """What must be seen before any verdict, because without it the verdicts mislead."""
    if report.judged_nothing:
        text = f"nothing was judged: {report.judged_nothing}"
        yield _Annotation(Level.error, _command(Level.error, text, title="pipecheck"), text)
    for crash in report.crashes:
        text = f"the rule `{crash.rule}` crashed on {crash.subject}: {crash.error} ({crash.frame})"
        yield _Annotation(Level.error, _command(Level.error, text, title="pipecheck (crashed-rule)"), text)


def _annotations(report: Report, sorted_out: Piles, options: Options) -> Iterator[_Annotation]:
    """What is to be mended: worst first, then changed files before others, then in the report's order."""
    undecided = (verdict for verdict in sorted_out.undecided if fails(verdict, report))
    for verdict in sorted(
        (*sorted_out.violations, *undecided),
        key=lambda verdict: (-verdict.level.rank, verdict.span.file not in options.changed, verdict.span[:3]),
    ):
        yield _Annotation(verdict.level, _annotation(verdict, options), one_line(verdict))


def _annotation(verdict: Verdict, options: Options) -> str:
    span = verdict.span
    properties = {"file": options.from_top(span.file), "line": str(span.line)}
    if span.line == span.end_line:  # GitHub takes columns of one line only
        properties |= {"col": str(span.column), "endLine": str(span.end_line), "endColumn": str(span.end_column)}
    else:
        properties |= {"endLine": str(span.end_line)}
    undecided = "" if verdict.decided else "undecided: "
    hint = f"\nhelp: {verdict.hint}" if verdict.hint else ""
    related = "".join(f"\n{place(other)}: {note}" for other, note in verdict.related)
    message = f"{undecided}{verdict.message}{hint}{related}"
    return _command(verdict.level, message, **properties, title=f"pipecheck ({verdict.rule})")


def _command(level: Level, message: str, **properties: str) -> str:
    named = ",".join(f"{name}={escaped_property(text)}" for name, text in properties.items())
    return f"::{_COMMANDS[level]} {named}::{escaped(message)}"


def _log(report: Report, sorted_out: Piles) -> Iterator[str]:
    """What is said in the job's log only."""
    for verdict in sorted_out.dated:
        yield f"not counted, for it can change without a commit: {one_line(verdict)}"
    for group in report.undecided:
        rules = f"{count(len(group.rules), 'rule')} undecided ({listed(group.rules)})"
        yield f"{place(group.span)}: {group.team or 'the workspace'}: {lacking(group)}: {rules}"


def _harmless(line: str) -> str:
    """A line of the log that the runner cannot take for a command: it looks for `##[` anywhere in a line."""
    return " ".join(line.split()).replace("##[", "## [")
