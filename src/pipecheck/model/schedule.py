"""The resolved schedule: who answers when, each stretch with the lines that made it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple, Protocol

from pipecheck.source.place import Place


class Segment(NamedTuple):
    """Who holds a role for a stretch `[start, end)`, in UTC.

    `state` tells what `holder` means: `held` by that person, partner, own team, or slot's holder; `open`, wanted and
    not found; `among`, one of `candidates`, not told which; `nobody`, on purpose. Several holders of one role at one
    time are several segments.
    """

    start: datetime
    end: datetime
    role: str
    """What the column counts as: `primary`, `secondary`, `standby`, a slot's id …"""
    holder: str | None
    rotation: str
    turn: int
    """The number of the turn in its rotation, from 0 at the rotation's start."""
    because: tuple[Place, ...]
    """The lines that made it: rota, holiday assignment, override, swap, stand-in: lowest first."""
    column: str = ""
    state: Literal["held", "open", "among", "nobody"] = "held"
    candidates: tuple[str, ...] = ()
    pipelines: frozenset[str] = frozenset()
    """Ids of the pipelines it covers."""


class TurnSpan(NamedTuple):
    """A turn of a rotation on the clock, before hours narrow it and before anything is laid over it."""

    rotation: str
    number: int
    start: datetime
    end: datetime
    first: date
    """The first on-call day (semantics §18)."""
    last: date
    """The last on-call day, inclusive."""
    cells: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Column name to the ids that stand in it by the rota alone (slots resolved), in column order."""
    row: Place | None = None
    """The row or order entry of the first column that made it."""


class Schedule(Protocol):
    """One reading of a team's rotas. An undated rota has several, judged one after the other (semantics §22)."""

    start: datetime
    end: datetime
    """The span that is judged, half-open, UTC: the period, or what semantics §22 puts in its place."""
    dated: bool
    """Whether as-of was read to find the span."""
    assumed: str
    """Empty, or what had to be assumed: `the rota begins on 2026-01-05`; only where starts are tried one by one."""
    repeating: bool
    """Whether the rotas go on after the span, so that its last turn meets its first again."""

    def segments(
        self, *, role: str | None = None, rotation: str | None = None, pipeline: str | None = None
    ) -> Sequence[Segment]:
        """Stretches of the span, sorted by start, rotation, column; never raises."""
        ...

    def turns(self, rotation: str | None = None) -> Sequence[TurnSpan]:
        """The turns that begin in the span."""
        ...
