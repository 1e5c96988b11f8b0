"""The report as a page of Markdown, made for the summary of a GitHub job: everything, worst first.

GitHub refuses a summary of more than a mebibyte whole, so what would not fit is left out, and the page says how much.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipecheck.engine.report import Report, Undecideds, Verdict
from pipecheck.render.columns import plain
from pipecheck.render.options import Options
from pipecheck.render.piles import Piles, failing_level, piles
from pipecheck.render.summary import details, headline, next_step, outcome
from pipecheck.render.wording import count, listed, permission, place

_BYTES = 1_000_000
_MARKUP = re.compile(r"[\\`*_\[\]|~#!$<>&@]")
_CODE = re.compile(r"`([^`]+)`")
_TICKS = re.compile(r"`+")


def render(report: Report, options: Options) -> str:
    """Headline, summary, and a table for each pile; `options.changed` puts files of the pull request first."""
    sorted_out = piles(report)
    return _bounded([*_head(report, sorted_out)], [*_tables(report, sorted_out, options)])


class _Table(NamedTuple):
    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]

    @property
    def opening(self) -> list[str]:
        return ["", f"### {self.title}", "", _row(self.head), _row(("---",) * len(self.head))]


def _head(report: Report, sorted_out: Piles) -> Iterator[str]:
    yield f"## pipecheck: {_prose(headline(report, sorted_out))}"
    yield ""
    for crash in report.crashes:
        text = f"**crash** of {_code(crash.rule)} on {_code(str(crash.subject))}: {_prose(crash.error)}"
        yield f"- {text} ({_code(crash.frame)})"
    for sentence in (*details(report, sorted_out), outcome(report), next_step(report, sorted_out)):
        if sentence:
            yield f"- {_prose(sentence)}"
    fixed = f", fixed by {report.as_of_fixed}" if report.as_of_fixed else ""
    run = f"pipecheck {report.version}, as of {report.as_of.isoformat()}{fixed}; {report.calendars}; {report.zones}"
    policies = listed([_code(policy.name) for policy in report.policies])
    yield f"- {_prose(run)}; policy {policies or 'none'}"


def _tables(report: Report, sorted_out: Piles, options: Options) -> Iterator[_Table]:
    """A table for each pile that holds something."""
    ranked = sorted(
        sorted_out.violations,
        key=lambda verdict: (-verdict.level.rank, verdict.span.file not in options.changed, verdict.span[:3]),
    )
    undecided = [_group(group, sorted_out.undecided, report) for group in report.undecided]
    head = ("level", "place", "rule", "what, and the way out")
    for table in (
        _Table("Violations", head, [(*_start(verdict), _what(verdict)) for verdict in ranked]),
        _Table("Undecided", ("place", "team", "not told", "undecided for want of it"), undecided),
        _Table("Dated, not counted", head, [(*_start(verdict), _what(verdict)) for verdict in sorted_out.dated]),
        _Table("Known debts", head, [(*_start(verdict), _what(verdict)) for verdict in sorted_out.known]),
        _Table(
            "Waived", (*head[:3], "what, and why it is waived"), [_waived(verdict) for verdict in sorted_out.waived]
        ),
    ):
        if table.rows:
            yield table


def _start(verdict: Verdict) -> tuple[str, str, str]:
    return verdict.level.value, _code(place(verdict.span)), _code(verdict.rule)


def _what(verdict: Verdict) -> str:
    undecided = "" if verdict.decided else "undecided: "
    hint = f"<br>help: {_prose(verdict.hint)}" if verdict.hint else ""
    related = "".join(f"<br>{_code(place(span))}: {_prose(note)}" for span, note in verdict.related)
    return f"{undecided}{_prose(verdict.message)}{hint}{related}"


def _waived(verdict: Verdict) -> tuple[str, ...]:
    assert verdict.waiver is not None
    why = f"{_prose(permission(verdict.waiver))} ({_code(place(verdict.waiver.span))})"
    return (*_start(verdict), f"{_prose(verdict.message)}<br>waived {why}")


def _group(group: Undecideds, undecided: Sequence[Verdict], report: Report) -> tuple[str, ...]:
    level = failing_level(group, undecided, report)
    rules = listed([_code(rule) for rule in group.rules])
    counted = f", counted at level `{level.value}`" if level else ""
    hint = f"<br>help: {_prose(group.hint)}" if group.hint else ""
    team = _code(group.team) if group.team else "the workspace"
    what = f"{rules} on {count(group.subjects, 'subject')}{counted}{hint}"
    missing = {"absent": "", "unreadable": " (cannot be read)", "short": " (does not tell enough)"}[group.lack]
    return _code(place(group.span)), team, f"{_code(group.missing)}{missing}", what


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _bounded(head: list[str], tables: list[_Table]) -> str:
    """The page, as much of it as GitHub takes."""
    lines = head
    left = _BYTES - sum(len(line.encode("utf-8", "replace")) + 1 for line in head)
    left_out = 0
    for table in tables:
        for opening, row in zip([table.opening] + [[]] * len(table.rows), table.rows, strict=False):
            added = [*opening, _row(row)]
            left -= sum(len(line.encode("utf-8", "replace")) + 1 for line in added)
            if left > 0:
                lines.extend(added)
            else:
                left_out += 1
    if left_out:
        lines += ["", f"{count(left_out, 'row')} left out: GitHub takes no longer page. The SARIF file holds all."]
    return "\n".join(lines) + "\n"


def _prose(text: str) -> str:
    """Prose in which nothing is markup but words in backticks."""
    outside_and_inside = _CODE.split(plain(text))
    return "".join(
        _code(part) if inside else _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", part)
        for inside, part in ((index % 2, part) for index, part in enumerate(outside_and_inside))
    )


def _code(text: str) -> str:
    """Words as code, whatever signs they hold; a bar would end the cell of a table."""
    text = plain(text).replace("|", "\\|")
    fence = "`" * (1 + max((len(ticks) for ticks in _TICKS.findall(text)), default=0))
    return f"{fence}{text}{fence}" if len(fence) == 1 else f"{fence} {text} {fence}"
