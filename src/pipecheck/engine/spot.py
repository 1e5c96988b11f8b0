"""A line of a file, as reports print it, and what stands there."""

from typing import NamedTuple

from pipecheck.engine.report import Report, Span, Verdict


class Spot(NamedTuple):
    """A line of a file, as reports print it; without a column, all of the line."""

    file: str
    line: int
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in self if part is not None)


def at_spot(report: Report, spot: Spot) -> tuple[Verdict, ...]:
    """The outcomes at a line: those that begin there, else those around it, else those that refer to it."""
    there = [verdict for verdict in report.verdicts if verdict.span.file == spot.file]
    begin = [verdict for verdict in there if verdict.span.line == spot.line]
    around = [verdict for verdict in there if verdict.span.line <= spot.line <= verdict.span.end_line]
    related = [
        verdict
        for verdict in report.verdicts
        if any(span.file == spot.file and span.line == spot.line for span, _ in verdict.related)
    ]
    found = begin or around or related
    if spot.column is not None and found is not related:
        exact = [verdict for verdict in found if verdict.span.column == spot.column]
        found = exact or [verdict for verdict in found if _has_column(verdict.span, spot)]
    return tuple(found)


def nearest(report: Report, spot: Spot) -> str:
    """A hint for a line where nothing stands."""
    open_ones = [one.span for one in report.verdicts if one.span.file == spot.file and not one.waiver]
    column = spot.column or 1
    near = min(
        open_ones,
        key=lambda span: (abs(span.line - spot.line), abs(span.column - column), span.line),
        default=None,
    )
    if near is None:
        return "`pipecheck lint` lists them"
    return f"the nearest stands at {Spot(near.file, near.line, near.column)}"


def _has_column(span: Span, spot: Spot) -> bool:
    assert spot.column is not None
    after_start = (span.line, span.column) <= (spot.line, spot.column)
    return after_start and (spot.line, spot.column) < (span.end_line, span.end_column)
