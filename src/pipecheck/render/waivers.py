"""The waivers of a run: what each permits, who permitted it, how long it still holds."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, get_args

from pipecheck.engine.report import Report, Standing, State, Verdict
from pipecheck.render.columns import plain, wrapped
from pipecheck.render.json import Json, span_of, subject
from pipecheck.render.options import Options
from pipecheck.render.paint import Paint
from pipecheck.render.wording import count, listed, place

FORMAT: Final = "pipecheck-waivers/1"
_STYLES = {"active": "help", "expiring": "note", "unused": "warning", "excessive": "error", "expired": "error"}
_FEW = 5


def text(report: Report, options: Options) -> str:
    """For people: those that end first stand first."""
    paint = Paint(options.colour)
    blocks = [
        *(_block(one, options.width, paint) for one in _in_order(report)),
        *(_misread_block(one, options.width, paint) for one in misread(report)),
        wrapped(_sum(report), options.width, rest="  "),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def document(report: Report) -> dict[str, Json]:
    """For programs: the same, under the format `pipecheck-waivers/1`."""
    return {
        "format": FORMAT,
        "version": report.version,
        "as_of": report.as_of.isoformat(),
        "as_of_fixed": report.as_of_fixed,
        "waivers": [_plain(one) for one in _in_order(report)],
        "misread": [{"message": one.message, "hint": one.hint, "span": span_of(one.span)} for one in misread(report)],
    }


def as_json(report: Report) -> str:
    """The document, written."""
    return json.dumps(document(report), indent=2, ensure_ascii=False) + "\n"


def misread(report: Report) -> Sequence[Verdict]:
    """Comments that look like a waiver and are none."""
    known = {one.span for one in report.waivers}
    return [one for one in report.verdicts if one.rule == "unused-waiver" and one.span not in known]


def _in_order(report: Report) -> Sequence[Standing]:
    return sorted(report.waivers, key=lambda one: (one.until, one.span[:3]))


def _block(one: Standing, columns: int, paint: Paint) -> list[str]:
    head = f"{one.state}: {one.rule} of {_whom(one)} until {one.until.isoformat()} ({_left(one)})"
    first, *rest = wrapped(plain(head), columns, rest="    ")
    style = _STYLES.get(one.state, "quiet")
    lines = [paint(style, first[: len(one.state)]) + first[len(one.state) :], *rest]
    by = f", approved by {one.approved_by}" if one.approved_by else ""
    said = [f"{one.reason}{by}"]
    if one.why:
        said.append(f"covers nothing: {one.why}")
    for sentence in said:
        lines += wrapped(plain(sentence), columns, first="    ", rest="    ")
    return [*lines, paint("quiet", f"    {plain(place(one.span))}")]


def _misread_block(one: Verdict, columns: int, paint: Paint) -> list[str]:
    first, *rest = wrapped(plain(f"misread: {one.message}"), columns, rest="    ")
    lines = [paint("warning", "misread") + first[len("misread") :], *rest]
    lines += wrapped(plain(one.hint), columns, first="    ", rest="    ")
    return [*lines, paint("quiet", f"    {plain(place(one.span))}")]


def _left(one: Standing) -> str:
    if one.days_left < 0:
        return f"ended {count(-one.days_left, 'day')} ago"
    return f"{count(one.days_left, 'day')} left" if one.days_left else "its last day"


def _whom(one: Standing) -> str:
    """The subject of a policy's waiver; for a comment the subjects it covers, or its line."""
    if one.subject:
        return one.subject
    subjects = list(dict.fromkeys(str(subject) for _, subject in one.covers))
    if not subjects:
        return f"line {one.line}"
    more = [f"{len(subjects) - _FEW} more"] if len(subjects) > _FEW + 1 else []
    return listed([*(subjects[:_FEW] if more else subjects), *more])


def _sum(report: Report) -> str:
    states = Counter(one.state for one in report.waivers)
    parts = [f"{states[state]:,} {state}" for state in get_args(State) if states[state]]
    told = ": ".join([count(len(report.waivers), "waiver"), *([listed(parts)] if parts else [])])
    fixed = f"fixed by {report.as_of_fixed}" if report.as_of_fixed else "today in UTC"
    words = [f"{told}, as of {report.as_of.isoformat()} ({fixed})."]
    words += list(_asides(report))
    return " ".join(words)


def _asides(report: Report) -> Iterator[str]:
    number = len(misread(report))
    if number:
        verb = "covers" if number == 1 else "cover"
        yield f"{count(number, 'comment')} that cannot be read as a waiver {verb} nothing."
    if report.crashes:
        yield "A rule crashed, so nobody knows of all of them whether they are used."
    elif report.judged_nothing:
        yield f"Nothing was judged, so nobody knows whether they are used: {report.judged_nothing}."


def _plain(one: Standing) -> dict[str, Json]:
    return {
        "state": one.state,
        "rule": one.rule,
        "subject": one.subject or None,
        "line": one.line or None,
        "reason": one.reason,
        "approved_by": one.approved_by,
        "until": one.until.isoformat(),
        "days_left": one.days_left,
        "covers": [{"rule": rule, "subject": subject(of)} for rule, of in one.covers],
        "why": one.why,
        "span": span_of(one.span),
    }
