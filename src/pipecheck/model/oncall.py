"""Who answers when: rotations with their columns and rows, and everything laid over them."""

import datetime
from collections.abc import Mapping
from typing import ClassVar, Literal, NamedTuple

from pipecheck.model.entity import Entity, Record
from pipecheck.model.outcome import Kind
from pipecheck.model.value import Duration, Handoff, Handover, Hours, Party, Ref, Selector, Step, Stretch, When
from pipecheck.source.place import Place


class Follows(NamedTuple):
    """`{before: primary, by: 2}`: whoever stands in that column two turns from now (`by` is -2 for `after`)."""

    column: Ref
    by: int


class Column(NamedTuple):
    """A role of a rota: its name is the key, `role` what it counts as: `primary`, `secondary`, a slot's id, `standby` …

    Exactly one of `order`, `among`, `follows` says who stands in it; none of them when only rows do.
    """

    name: str
    role: str
    at: Place
    order: tuple[Party, ...] | None = None
    among: Party | None = None
    """The people are told, their order is not."""
    follows: Follows | None = None
    covers: Selector | None = None
    hours: Hours | None = None


class Turn(NamedTuple):
    """A row of the table `turns`: dated or numbered, any length; cells by column name."""

    at: Place
    cells: Mapping[str, Party]
    first: When | None = None
    last: When | None = None
    length: Duration | None = None


class Rotation(Entity):
    """A rota: turns of one length by an order, or rows of a table, or both (then the rows are the rota)."""

    kind: ClassVar[Kind] = "rotation"
    name: str = ""
    covers: Selector
    start: datetime.date | None = None
    until: datetime.date | None = None
    turn: Duration | None = None
    handoff: Handoff | None = None
    timezone: str | None = None
    hours: Hours = ()
    columns: tuple[Column, ...] = ()
    turns: tuple[Turn, ...] = ()
    lead: Party | None = None
    handover: Handover | None = None
    escalation: tuple[Step, ...] = ()
    repeats: bool | None = None
    """As written; None is the default: orders and undated turns repeat, dated turns never do."""
    anchor: Literal["start", "iso-week"] = "start"


class Requirement(NamedTuple):
    """Need, as opposed to supply: which pipelines want whom when, or nobody with a reason."""

    at: Place
    covers: Selector
    hours: Hours = ()
    roles: tuple[str, ...] | None = None
    none: str | None = None
    severity: str | None = None
    when: str | None = None


class SplitPart(NamedTuple):
    """A part of a holiday's day, minutes from midnight, half-open."""

    at: Place
    start: int
    end: int
    cells: Mapping[str, Party]
    timezone: str | None = None


class Change(Entity):
    """What is laid over a rota: a holiday assignment, an override, a swap."""

    kind: ClassVar[Kind] = "change"
    rotation: Ref | None = None


class HolidayAssignment(Change):
    """A line of `oncall.holidays`. Its cells hold one party, or one a year where `turn` is told."""

    holiday: Ref
    date: datetime.date | None = None
    season: int | None = None
    year: int | None = None
    row: int | None = None
    turn: Duration | None = None
    start: int | None = None
    """With `turn: 1y`: the year of the first entry."""
    takes: Literal["day", "turn"] = "day"
    cells: Mapping[str, tuple[Party, ...]]
    split: tuple[SplitPart, ...] = ()
    none: str | None = None


class Override(Change):
    """Somebody else takes a role for a stretch. The reason is private and not kept."""

    first: When
    last: When
    role: str | None = None
    person: Party


class Swap(Change):
    """Two people change places, when accepted."""

    first: When
    last: When
    give: Party
    take: Party | None = None
    requested: datetime.date | None = None
    accepted: datetime.date | None = None


class OnCall(Record):
    """Everything under `oncall`. A field of it that was set aside costs only itself."""

    at: Place
    given: frozenset[str] = frozenset()
    period: Stretch | None = None
    published: datetime.date | None = None
    required: tuple[Requirement, ...] | None = None
    on_holidays: Literal["rota", "none", "exchange"] = "rota"
    on_holidays_reason: str | None = None
    exchange: Mapping[str, str] | None = None
    """`on_holidays: {primary: secondary, secondary: primary}`: role to role."""
    rotations: tuple[Rotation, ...] = ()
    holidays: tuple[HolidayAssignment, ...] = ()
    overrides: tuple[Override, ...] = ()
    swaps: tuple[Swap, ...] = ()
    escalation: tuple[Step, ...] = ()
    handover: Handover | None = None
    stand_in: Party | None = None


class PastShift(NamedTuple):
    """What happened before the period: somebody was on duty."""

    at: Place
    first: When | None
    last: When | None
    cells: Mapping[str, Party]
    rotation: Ref | None = None


class PastHoliday(NamedTuple):
    """Who had a holiday before the period."""

    at: Place
    holiday: Ref
    season: int | None
    year: int | None
    date: datetime.date | None
    cells: Mapping[str, Party]


class History(Record):
    """The block `history`."""

    at: Place
    shifts: tuple[PastShift, ...] = ()
    holidays: tuple[PastHoliday, ...] = ()
