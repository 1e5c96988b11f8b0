"""Which line of a file made something so, in words that survive edits: what problems are told apart by."""

from collections.abc import Sequence
from typing import NamedTuple

from pipecheck.model.oncall import Change
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Place, Segment

ROTA = "rota"
STAND_IN = "stand-in"


class Line(NamedTuple):
    """A line that decides who is on duty."""

    name: str
    """`rota` for the pattern of a rota; else the id of a change, `turn@2026-02-02`, `stand-in` or `history`."""
    place: Place
    """Where it stands: the entry as a whole, of a rota the cell."""
    change: Change | None = None

    @property
    def is_pattern(self) -> bool:
        """Whether nothing was laid over a rota, be it a change or whoever stands in for somebody."""
        return self.change is None and self.name != STAND_IN


def line_at(view: TeamView, place: Place) -> Line:
    """The line that a place belongs to."""
    return view.measure(_line_at, place)


def _line_at(view: TeamView, place: Place) -> Line:
    oncall, history = view.team.oncall, view.team.history
    if oncall is not None:
        for change in (*oncall.holidays, *oncall.overrides, *oncall.swaps):
            if holds(change.place, place):
                return Line(change.id, change.place, change)
        for rotation in oncall.rotations:
            for row in rotation.turns:
                if row.first is not None and holds(row.at, place):
                    return Line(f"turn@{row.first}", place)
        if oncall.stand_in is not None and holds(oncall.stand_in.at, place):
            return Line(STAND_IN, place)
    if history is not None and holds(history.at, place):
        return Line("history", place)
    return Line(ROTA, place)


def top_line(view: TeamView, segment: Segment) -> Line:
    """The line that had the last word about a stretch of duty."""
    return line_at(view, segment.because[-1])


def foremost(lines: Sequence[Line]) -> Line:
    """Of the lines that bring something about the first that was laid over a rota; else the pattern, first of all a
    row with a date or what `history` tells."""
    return min(lines, key=lambda line: (line.is_pattern, line.name == ROTA))


def holds(outer: Place, inner: Place) -> bool:
    """Whether a place is another one or lies within it."""
    return outer.document == inner.document and inner.route[: len(outer.route)] == outer.route
