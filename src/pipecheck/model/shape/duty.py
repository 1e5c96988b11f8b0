"""Everything under `oncall`: need, rotas, and what is laid over them; and what happened before."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict

from pipecheck.model.shape import forms
from pipecheck.model.shape.base import Shape
from pipecheck.model.shape.kinds import (
    Count,
    Day,
    Duration,
    Name,
    Order,
    Party,
    Takes,
    Text,
    Time,
    When,
    Year,
    Zone,
    never,
)
from pipecheck.model.shape.party import PartyShape
from pipecheck.model.shape.rota import HandoverShape, RotationShape, StepShape
from pipecheck.model.shape.selector import Covers, Hours
from pipecheck.model.shape.told import Free


class PeriodShape(Shape):
    """The days for which duty is promised, both inclusive."""

    model_config = ConfigDict(title="period")

    from_: When
    """The first day."""
    to: When
    """The last day."""


class RequirementShape(Shape):
    """A need: which pipelines want whom, and when; or that nobody is wanted, and why."""

    model_config = ConfigDict(title="requirement", json_schema_extra=never(("roles", "none")))

    covers: Covers | None = None
    """The pipelines it speaks of. Left out: `all`."""
    hours: Hours | None = None
    """When somebody must be there: `always` (the default), or windows."""
    roles: list[Name] | None = None
    """Who must be there, such as `[primary, secondary]`."""
    none: Text | None = None
    """Why nobody need be there."""
    severity: Text | None = None
    """The incidents it speaks of, in your own word."""
    when: Text | None = None
    """A condition in words, `unless …`: what depends on it is not decided, and quotes it."""


class OnHolidaysShape(Shape, Free[str]):
    """What becomes of the rota on holidays."""

    model_config = ConfigDict(
        title="on_holidays",
        extra="allow",
        json_schema_extra={
            "if": {"required": ["none"]},
            "then": {"propertyNames": {"pattern": "^(none|name|note|x-.*)$"}},
            "else": {"not": {"propertyNames": {"pattern": "^(name|note|x-.*)$"}}},
        },
    )

    __pydantic_extra__: dict[str, Name]

    none: Text | None = None
    """Why nobody is on duty on holidays."""


OnHolidays = Annotated[
    OnHolidaysShape, BeforeValidator(forms.on_holidays, json_schema_input_type=Literal["rota"] | OnHolidaysShape)
]
"""`rota`, which comes out without keys, `{none: reason}`, or roles that change places."""


class SplitShape(Shape, Free[PartyShape]):
    """A part of a holiday. Every other key names a column."""

    model_config = ConfigDict(title="part of a split", extra="allow")

    __pydantic_extra__: dict[str, Party]

    from_: Time
    """When it begins."""
    to: Time
    """When it ends; `24:00` is the end of the day."""
    timezone: Zone | None = None
    """The zone of these times. Left out: the team's."""


class HolidayLineShape(Shape, Free[tuple[PartyShape, ...]]):
    """Who has a holiday. Every other key names a column; with `turn`, it holds one party a turn."""

    model_config = ConfigDict(title="line of holidays", extra="allow")

    __pydantic_extra__: dict[str, Order]

    holiday: Name
    """The id of a holiday, or of a season."""
    date: Day | None = None
    """The day itself."""
    season: Year | None = None
    """The occurrence from 1 July of that year to 30 June of the next."""
    year: Year | None = None
    """The occurrence in that year."""
    row: Count | None = None
    """The row of the rota on which it is noted."""
    turn: Duration | None = None
    """Makes the line a rota of its own: `1y`, somebody else each year; shorter, inside the season."""
    start: Year | None = None
    """With `turn: 1y`, the year of the first entry."""
    takes: Takes | None = None
    """Whether the `day` is taken (the default), or the whole `turn` it lies in."""
    split: list[SplitShape] | None = None
    """The day in parts."""
    none: Text | None = None
    """Why nobody is on duty."""
    rotation: Name | None = None
    """The rotation that it changes. Left out: every one that has the column."""


class OverrideShape(Shape):
    """Somebody else takes a role for a stretch."""

    model_config = ConfigDict(title="override")

    from_: When
    """The first on-call day, or the moment it begins."""
    to: When
    """The last on-call day, or the moment it ends."""
    rotation: Name | None = None
    """The rotation that it changes. Left out: every one that has the column."""
    role: Name | None = None
    """The column that it changes."""
    person: Party
    """Who stands there instead."""
    reason: Text | None = None
    """Why. It is never shown in a report."""


class SwapShape(Shape):
    """Two people change places."""

    model_config = ConfigDict(title="swap")

    from_: When
    """The first on-call day, or the moment it begins."""
    to: When
    """The last on-call day, or the moment it ends."""
    rotation: Name | None = None
    """The rotation that it changes. Left out: every one they stand in."""
    give: Party
    """Who gives the duty away."""
    take: Party | None = None
    """Who takes it. Left out: nobody yet."""
    requested: Day | None = None
    """When it was asked for."""
    accepted: Day | None = None
    """When it was accepted. Until then it changes nothing."""
    reason: Text | None = None
    """Why. It is never shown in a report."""


class OnCallShape(Shape):
    """Who answers, and when."""

    model_config = ConfigDict(title="oncall")

    period: PeriodShape | None = None
    """What is promised; what the rotas leave of it is a gap."""
    published: Day | None = None
    """When the schedule was made known."""
    required: list[Annotated[RequirementShape, BeforeValidator(forms.requirement)]] | None = None
    """Need, as opposed to supply. Left out: the hours that the rotations declare."""
    on_holidays: OnHolidays | None = None
    """`rota` (the default): it runs on; `{none: reason}`: nobody; `{primary: secondary, secondary: primary}`: they
    change places."""
    rotations: list[RotationShape] | None = None
    """The rotas."""
    holidays: list[HolidayLineShape] | None = None
    """Who has which holiday, over the rotas."""
    overrides: list[OverrideShape] | None = None
    """Who stands in for a stretch."""
    swaps: list[SwapShape] | None = None
    """Who changed places with whom."""
    escalation: list[StepShape] | None = None
    """Who is called next, for every rotation that does not say."""
    handover: HandoverShape | None = None
    """How a turn is handed over, for every rotation that does not say."""
    stand_in: Party | None = None
    """Who takes duty during time off: `next`, `previous`, `secondary`, `owner`, or a party."""


class PastShiftShape(Shape, Free[PartyShape]):
    """A duty before the period. Every other key names a column."""

    model_config = ConfigDict(title="past shift", extra="allow")

    __pydantic_extra__: dict[str, Party]

    from_: When
    """Its first day."""
    to: When
    """Its last day."""
    rotation: Name | None = None
    """The rotation it belonged to."""


class PastHolidayShape(Shape, Free[PartyShape]):
    """Who had a holiday before the period. Every other key names a column."""

    model_config = ConfigDict(title="past holiday", extra="allow")

    __pydantic_extra__: dict[str, Party]

    holiday: Name
    """The id of the holiday."""
    date: Day | None = None
    """The day itself."""
    season: Year | None = None
    """The occurrence from 1 July of that year to 30 June of the next."""
    year: Year | None = None
    """The occurrence in that year."""


class HistoryShape(Shape):
    """What happened before the period: who was on duty just before it, and who had the same holiday last year."""

    model_config = ConfigDict(title="history")

    shifts: list[PastShiftShape] | None = None
    """Past duties."""
    holidays: list[PastHolidayShape] | None = None
    """Past holidays."""
