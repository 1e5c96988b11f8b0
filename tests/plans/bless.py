"""Every violation and undecided of the plans, with the words it points at: `python -m tests.plans.bless` writes them
anew. Read the difference before you keep it: would a person point there?

Of the five plans it is what their tables ask for, of the invented ones all that the profile `strict` says.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pipecheck.engine.report import Report, Span, Verdict
from tests.plans.cells import HERE, PLANS, cells, report, strict_report, texts
from tests.plans.foretold import TEAMS
from tests.rules.bench import Texts

GOLDEN = HERE / "golden"


def golden(plan: str) -> str:
    """All default cells as one run, then each cell with parameters of its own: a line for each row of the report."""
    if plan in TEAMS:
        return "".join(_rows(plan, strict_report(plan), texts(plan, {})))
    table = cells(plan)
    runs = [{cell.rule: cell.params for cell in table if not cell.params}]
    runs += [{cell.rule: cell.params} for cell in table if cell.params]
    heads = ["", *(f"\n# {cell.name}\n" for cell in table if cell.params)]
    return "".join(head + "".join(_lines(plan, run)) for head, run in zip(heads, runs, strict=True))


def _lines(plan: str, rules: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    return _rows(plan, report(plan, rules), texts(plan, rules))


def _rows(plan: str, run: Report, reader: Texts) -> Iterator[str]:
    for verdict in run.verdicts:
        yield f"{_where(plan, verdict)} {verdict.rule} {verdict.subject} | {words(verdict.span, reader)} | "
        yield f"{'' if verdict.decided else 'undecided: '}{verdict.message}\n"


def _where(plan: str, verdict: Verdict) -> str:
    span = verdict.span
    return f"{span.file.removeprefix(f'teams/{plan}/')}:{span.line}:{span.column}"


def words(span: Span, reader: Texts) -> str:
    """The very words; of several lines, the first."""
    line = (reader.read(span.file) or b"").decode("utf-8").splitlines()[span.line - 1]
    if span.end_line == span.line:
        return line[span.column - 1 : span.end_column - 1]
    return f"{line[span.column - 1 :]} …"


if __name__ == "__main__":
    for name in (*PLANS, *TEAMS):
        (GOLDEN / f"{name}.txt").write_text(golden(name), "utf-8")
