"""A rota: who stands in which column for which turn, and how a turn changes hands."""

from itertools import combinations
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from pipecheck.model.shape import forms
from pipecheck.model.shape.base import Shape
from pipecheck.model.shape.kinds import (
    Among,
    Anchor,
    Count,
    Day,
    Duration,
    Flag,
    Id,
    IfHoliday,
    Meeting,
    Name,
    Order,
    Ordinal,
    Party,
    Text,
    Time,
    Weekday,
    When,
    Zone,
    never,
    one_of,
)
from pipecheck.model.shape.party import PartyShape
from pipecheck.model.shape.selector import Covers, Hours
from pipecheck.model.shape.told import Free


class HandoffShape(Shape):
    """When a turn changes hands."""

    model_config = ConfigDict(title="handoff")

    day: Weekday | None = None
    """The day of the week."""
    time: Time | None = None
    """The local time. Left out: midnight."""
    timezone: Zone | None = None
    """The zone of that time. Left out: the rotation's, else the team's."""
    if_holiday: IfHoliday | None = None
    """What happens when that day is a holiday: `keep` (the default) or `next-working-day`."""


class HandoverShape(Shape):
    """How a turn is handed over."""

    model_config = ConfigDict(title="handover")

    meeting: Meeting | None = None
    """Day and time of the meeting, `monday 09:00`."""
    minutes: Count | None = None
    """How long it lasts."""
    timezone: Zone | None = None
    """The zone of that time. Left out: the team's."""


class StepShape(Shape):
    """One step of an escalation."""

    model_config = ConfigDict(title="step")

    to: Party
    """Who is called: a party, or a role word such as `secondary`."""
    after: Duration | None = None
    """How long after the alert; `0m` is at once."""
    severity: Text | None = None
    """The incidents it holds for, in your own word."""


WAYS = ("order", "among", "before", "after")
"""How it can be told who stands in a column: one of these."""


class RoleShape(Shape):
    """A column of a rota: who stands in it, and what it counts as."""

    model_config = ConfigDict(
        title="role",
        json_schema_extra={
            **never(*combinations(WAYS, 2)),
            "dependentSchemas": {"by": one_of("anyOf", "before", "after")},
        },
    )

    entries: Annotated[Order | None, SkipJsonSchema()] = Field(None, alias=forms.SHORT)
    """The short form: the order itself stands in the place of the map."""
    as_: Name | None = None
    """What it counts as: `primary`, `secondary`, `standby`."""
    covers: Covers | None = None
    """The pipelines it answers for. Left out: the rotation's."""
    hours: Hours | None = None
    """When it answers. Left out: the rotation's hours."""
    order: Order | None = None
    """Who, turn after turn."""
    among: Among | None = None
    """Who, in an order that is not stated; `all` is every member."""
    before: Name | None = None
    """The column whose holder of `by` turns later stands here now."""
    after: Name | None = None
    """The column whose holder of `by` turns ago stands here now."""
    by: Ordinal | None = None
    """How many turns. Left out: 1."""


Role = Annotated[RoleShape, BeforeValidator(forms.role, json_schema_input_type=Order | RoleShape)]


class RolesShape(Shape, Free[RoleShape]):
    """The columns of a rota. `primary` and `secondary` are known; any other name needs `as`, or is a slot's id."""

    model_config = ConfigDict(
        title="roles",
        extra="allow",
        json_schema_extra={"examples": [{"primary": ["alice", "bob"], "secondary": {"before": "primary", "by": 1}}]},
    )

    __pydantic_extra__: dict[str, Role]


class TurnShape(Shape, Free[PartyShape]):
    """A row of the rota: numbered (`for`) or dated (`from`, `to`). Every other key names a column."""

    model_config = ConfigDict(title="turn", extra="allow")

    __pydantic_extra__: dict[str, Party]

    for_: Duration | None = None
    """How long it lasts. Left out: the rotation's `turn`."""
    from_: When | None = None
    """Its first day, or the moment it begins."""
    to: When | None = None
    """Its last day, or the moment it ends. Left out: where the next row begins."""


class RotationShape(Shape):
    """A rota: turns of one length in an order, or rows of a table, or both; then the rows are the rota."""

    model_config = ConfigDict(title="rotation")

    id: Id
    """The word by which the file names it."""
    covers: Covers | None = None
    """The pipelines it answers for. Left out: `all`."""
    start: Day | None = None
    """The first day of the first turn. Left out: judged at every start it could have."""
    until: Day | None = None
    """Its last day. A rota that changes is two rotations in a row."""
    turn: Duration | None = None
    """How long one turn lasts, such as `1w`."""
    handoff: HandoffShape | None = None
    """When a turn changes hands."""
    timezone: Zone | None = None
    """The zone of its times. Left out: the team's."""
    hours: Hours | None = None
    """When it is on call: `always` (the default), or windows."""
    roles: RolesShape | None = None
    """Its columns."""
    turns: list[TurnShape] | None = None
    """Its rows, in place of an order."""
    lead: Party | None = None
    """Who leads where several hold a role at once."""
    handover: HandoverShape | None = None
    """How a turn is handed over. Left out: as for all rotations of the team."""
    escalation: list[StepShape] | None = None
    """Who is called next. Left out: as for all rotations of the team."""
    repeats: Flag | None = None
    """Whether it begins again after its last turn. Left out: orders and undated turns do, dated turns never."""
    anchor: Anchor | None = None
    """Where turns are counted from: its `start` (the default), or `iso-week`: the first entry serves ISO week 1."""
