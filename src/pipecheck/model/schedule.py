"""The resolved schedule: who answers when, each stretch with the lines that made it."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Literal, NamedTuple, Protocol, TypeAlias

from pipecheck.model.intervals import Interval, Intervals
from pipecheck.model.oncall import Change
from pipecheck.source.place import Place

State: TypeAlias = Literal["held", "open", "among", "nobody"]


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
    state: State = "held"
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


class Conflict(NamedTuple):
    """Two lines of one level that name different people for one seat and time. The later one told has it."""

    level: Literal["rota", "holiday", "override"]
    rotation: str
    column: str
    start: datetime
    end: datetime
    first: Place
    second: Place


Reason: TypeAlias = Literal[
    "no-column",
    "no-role",
    "no-dates",
    "outside",
    "not-judged",
    "no-hours",
    "no-effect",
    "untaken",
    "not-on-duty",
    "not-told",
    "not-a-person",
]
"""Why a change did nothing.

`no-column`: no rotation has what it names. `no-role`: it names none, and there are several. `no-dates`: its
holiday has no date here. `outside`: no turn of a rotation lies there. `not-judged`: it lies before or
after the span. `no-hours`: the column is not served then. `no-effect`: everything was so already. `untaken`: a swap
that nobody has taken, or that was not accepted. `not-on-duty`: the giver does not hold duty for the whole time, as it
stands when the swap is applied. `not-told`: whether they do cannot be told, for an order is not stated.
`not-a-person`: it gives or takes something else than one person, or gives to who gives.
"""


class Unapplied(NamedTuple):
    """A change that did nothing to any rotation."""

    change: Change
    reason: Reason
    because: tuple[Place, ...] = ()
    """For `not-on-duty`: the lines by which others hold the duty."""
    holders: tuple[str, ...] = ()
    """For `not-on-duty`: who holds it instead, in order of time."""


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
    """Whether a rota goes on after the span, so that its last turn meets a next one: see `beyond`."""
    zoned: bool
    """Whether every rotation has a zone. Without one, days can be judged and instants cannot: missing `timezone`."""
    estimated: Place | None
    """Where holidays decide hours or duty but no region is told, so that only the fixed ones are known; else None."""
    conflicts: tuple[Conflict, ...]
    unapplied: tuple[Unapplied, ...]

    def segments(
        self, *, role: str | None = None, rotation: str | None = None, pipeline: str | None = None
    ) -> Sequence[Segment]:
        """Stretches of the span, sorted by start, rotation, column; never raises."""
        ...

    def stretches(
        self, *, role: str | None = None, rotation: str | None = None, pipeline: str | None = None
    ) -> Sequence[Segment]:
        """As `segments`, before hours narrow them: a business-hours week is one stretch from handoff to handoff."""
        ...

    def beyond(self, rotation: str) -> Sequence[Segment]:
        """Stretches of the turns that follow the span, where the rota goes on; never more than one more round."""
        ...

    def hours(self, rotation: str, column: str) -> Intervals:
        """When a column promises to be served within the span: its hours, whoever holds it."""
        ...

    def life(self, rotation: str) -> Interval:
        """From when to when a rotation has turns, within its span; empty where it has none there."""
        ...

    def span(self, rotation: str) -> Interval:
        """The stretch of one rotation that is judged, by its own clock; the schedule's is that of all together."""
        ...

    def zone(self, rotation: str) -> tzinfo:
        """The zone in which a rotation changes hands; UTC where none is told."""
        ...

    def turns(self, rotation: str | None = None) -> Sequence[TurnSpan]:
        """The turns that begin in the span."""
        ...

    def turn(self, rotation: str, number: int) -> TurnSpan | None:
        """The whole turn to which segments of that number belong, also where the span cuts it; None for a hole."""
        ...
