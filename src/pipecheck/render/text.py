"""The report for people, in the manner of the best compilers: what is wrong, the very words, what to do."""

from collections.abc import Iterator
from itertools import chain, groupby

from pipecheck.engine.report import Crash, Report, Undecideds, Verdict
from pipecheck.render import summary
from pipecheck.render.columns import plain, wrapped
from pipecheck.render.concise import line as one_line
from pipecheck.render.frame import Mark, Ruler, fits, frame, rows_of
from pipecheck.render.options import Options
from pipecheck.render.paint import Paint
from pipecheck.render.piles import Piles, failing_level, piles
from pipecheck.render.wording import by_level, count, lacking, listed, permission, place


def render(report: Report, options: Options) -> str:
    """Header, crashes, violations by file, what was not counted, what could not be judged, summary."""
    return "\n\n".join("\n".join(block) for block in _Text(report, options).blocks()) + "\n"


def violation(report: Report, verdict: Verdict, options: Options) -> list[str]:
    """The lines of one outcome of a report, with its frame."""
    return list(_Text(report, options)._violation(verdict))


class _Text:
    """One report on its way to paper: the width and the colours are the same throughout."""

    def __init__(self, report: Report, options: Options) -> None:
        self.report = report
        self.columns = options.width
        self.paint = Paint(options.colour)
        self.statistics = options.statistics

    def blocks(self) -> Iterator[list[str]]:
        """The report's paragraphs, each as its lines."""
        sorted_out = piles(self.report)
        yield list(self._header())
        for crash in self.report.crashes:
            yield list(self._crash(crash))
        for file, verdicts in groupby(sorted_out.violations, key=lambda verdict: verdict.span.file):
            of_file = list(verdicts)
            yield [self.paint("strong", plain(file)) + self.paint("quiet", f": {by_level(of_file)}")]
            for verdict in of_file:
                yield list(self._violation(verdict))
        yield from self._asides(sorted_out)
        if self.report.undecided:
            yield list(self._undecided(sorted_out))
        if self.statistics and self.report.rules:
            yield list(self._statistics())
        yield list(self._summary(sorted_out))

    def _header(self) -> Iterator[str]:
        report = self.report
        fixed = f"fixed by {report.as_of_fixed}" if report.as_of_fixed else "today in UTC"
        yield self.paint("strong", f"pipecheck {report.version}") + f", as of {report.as_of.isoformat()} ({fixed})"
        for policy in report.policies:
            extends = f", which extends {listed(policy.extends)}" if policy.extends else ""
            yield from wrapped(plain(f"policy {policy.name}{extends}"), self.columns, rest="  ")
        yield self.paint("quiet", plain(f"calendars: {report.calendars}; zones: {report.zones}"))

    def _crash(self, crash: Crash) -> Iterator[str]:
        lead = f"crash[{crash.rule}]"
        text = f"{lead}: the rule crashed on {crash.subject}: {crash.error}"
        first, *rest = wrapped(plain(text), self.columns, rest="    ")
        yield self.paint("error", lead) + first[len(lead) :]
        yield from rest
        yield f"  --> {plain(crash.frame)}"
        yield from self._aside("It says nothing of this subject; the verdicts of the other rules stand.")

    def _violation(self, verdict: Verdict) -> Iterator[str]:
        level = verdict.level.value
        lead = f"{level}[{verdict.rule}]"
        first, *rest = wrapped(plain(f"{lead}: {verdict.message}"), self.columns, rest="    ")
        yield self.paint(level, lead) + self.paint("strong", first[len(lead) :])
        yield from (self.paint("strong", line) for line in rest)
        spans = (verdict.span, *(span for span, _ in verdict.related))
        ruler = Ruler(max(len(str(span.first + len(span.text))) for span in spans), self.columns, self.paint)
        indent = " " * ruler.digits
        yield f"{indent}{self.paint('rule', '-->')} {plain(place(verdict.span))}"
        yield from self._frames(verdict, ruler)
        for label, style, text in self._footnotes(verdict):
            yield from self._footnote(indent, label, style, text)

    def _frames(self, verdict: Verdict, ruler: Ruler) -> Iterator[str]:
        """The frame of the violation, with related words that lie in it; then the others, a line of each."""
        main = Mark(verdict.span, "^", verdict.level.value)
        rows = rows_of(verdict.span, around=True)
        near: list[Mark] = []
        far: list[Mark] = []
        for span, note in verdict.related:
            mark = Mark(span, "-", "rule", note)
            inside = span.file == verdict.span.file and span.line in rows and fits(mark, rows[span.line], ruler)
            (near if inside else far).append(mark)
        yield from frame(rows, main, near, ruler)
        for mark in far:
            lead = " " * ruler.digits + ruler.paint("rule", ":::") + " "
            first, *rest = wrapped(plain(f"{place(mark.span)}: {mark.label}"), self.columns - ruler.digits - 4)
            yield lead + first
            yield from (" " * (ruler.digits + 4) + line for line in rest)
            yield from frame(rows_of(mark.span, around=False), mark._replace(label=""), (), ruler)

    def _footnotes(self, verdict: Verdict) -> Iterator[tuple[str, str, str]]:
        if verdict.hint:
            yield "help", "help", verdict.hint
        if verdict.dated:
            yield "dated", "quiet", f"as of {self.report.as_of.isoformat()}; it can change without a commit"
        if verdict.also:
            say = "says" if len(verdict.also) == 1 else "say"
            yield "also", "quiet", f"{listed([f'`{rule}`' for rule in verdict.also])} {say} the same of it"
        if verdict.waivable:
            yield "waive", "quiet", f"rule `{verdict.rule}`, subject `{verdict.subject}`"

    def _footnote(self, indent: str, label: str, style: str, text: str) -> Iterator[str]:
        hanging = " " * (len(indent) + len(label) + 5)
        first, *rest = wrapped(plain(text), self.columns, first=hanging, rest=hanging)
        body = "quiet" if style == "quiet" else "body"
        start = f"{indent} {self.paint('rule', '=')} {self.paint(style, f'{label}:')} "
        yield start + self.paint(body, first.lstrip())
        yield from (self.paint(body, line) for line in rest)

    def _asides(self, sorted_out: Piles) -> Iterator[list[str]]:
        """What is shown without being counted, and who said so."""
        baseline = f" (baseline {self.report.baseline})" if self.report.baseline else ""
        for title, pile in (
            ("dated, shown without being counted: these can change without a commit", sorted_out.dated),
            (f"known debts{baseline}", sorted_out.known),
            ("waived", sorted_out.waived),
        ):
            if pile:
                yield [self.paint("strong", title), *chain.from_iterable(map(self._compact, pile))]

    def _compact(self, verdict: Verdict) -> Iterator[str]:
        yield from wrapped(one_line(verdict), self.columns, first="  ", rest="      ")
        if verdict.waiver:
            why = f"waived {permission(verdict.waiver)} ({place(verdict.waiver.span)})"
            yield from self._aside(plain(why))

    def _aside(self, text: str) -> Iterator[str]:
        for line in wrapped(text, self.columns, first="      ", rest="      "):
            yield self.paint("quiet", line)

    def _undecided(self, sorted_out: Piles) -> Iterator[str]:
        yield self.paint("strong", "undecided: the files do not say enough to judge")
        for group in self.report.undecided:
            yield from self._group(group, sorted_out)

    def _group(self, group: Undecideds, sorted_out: Piles) -> Iterator[str]:
        level = failing_level(group, sorted_out.undecided, self.report)
        as_level = f", counted at level `{level.value}`" if level else ""
        rules = f"{count(len(group.rules), 'rule')} undecided{as_level}"
        text = f"{place(group.span)}: {group.team or 'the workspace'}: {lacking(group)}: {rules}"
        yield from wrapped(plain(text), self.columns, first="  ", rest="      ")
        yield from self._aside(f"on {count(group.subjects, 'subject')}: {listed(group.rules)}")
        if group.hint:
            first, *rest = wrapped(plain(group.hint), self.columns, first=" " * 12, rest=" " * 12)
            yield f"      {self.paint('help', 'help:')} {first.lstrip()}"
            yield from rest

    def _statistics(self) -> Iterator[str]:
        """How each rule fared over all subjects, whatever is shown."""
        heads = ("judged", "passed", "violations", "undecided", "not concerned")
        width = max(len(rule.rule) for rule in self.report.rules)
        yield self.paint("strong", f"{'rule':<{width}}  " + "  ".join(heads))
        for rule in self.report.rules:
            numbers = (rule.judged, rule.passed, rule.problems, rule.undecided, rule.not_concerned)
            cells = (f"{number:>{len(head)},}" for number, head in zip(numbers, heads, strict=True))
            yield f"{plain(rule.rule):<{width}}  " + "  ".join(cells)

    def _summary(self, sorted_out: Piles) -> Iterator[str]:
        report = self.report
        headline = plain(summary.headline(report, sorted_out))
        yield from (self.paint("strong", line) for line in wrapped(headline, self.columns, rest="  "))
        for sentence in (*summary.details(report, sorted_out), summary.outcome(report)):
            yield from wrapped(plain(sentence), self.columns, rest="  ")
        if step := summary.next_step(report, sorted_out):
            yield from wrapped(plain(step), self.columns, rest="  ")
