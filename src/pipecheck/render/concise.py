"""One line per violation: `path:line:column: level rule: message`. The last line says what the run comes to."""

from collections.abc import Iterator

from pipecheck.engine.report import Report, Verdict
from pipecheck.render.columns import plain
from pipecheck.render.options import Options
from pipecheck.render.piles import fails, piles
from pipecheck.render.summary import headline
from pipecheck.render.wording import place


def render(report: Report, options: Options) -> str:
    """Violations, and undecided outcomes that make the run fail, in the report's order; crashes first."""
    return "\n".join(_lines(report)) + "\n"


def line(verdict: Verdict) -> str:
    """A verdict in one line, without its hint."""
    undecided = "" if verdict.decided else "undecided: "
    return plain(f"{place(verdict.span)}: {verdict.level.value} {verdict.rule}: {undecided}{verdict.message}")


def _lines(report: Report) -> Iterator[str]:
    sorted_out = piles(report)
    for crash in report.crashes:
        yield plain(f"crash {crash.rule}: {crash.subject}: {crash.error} ({crash.frame})")
    pressing = (*sorted_out.violations, *(verdict for verdict in sorted_out.undecided if fails(verdict, report)))
    for verdict in sorted(pressing, key=lambda verdict: verdict.span[:3]):
        yield line(verdict)
    yield plain(headline(report, sorted_out))
