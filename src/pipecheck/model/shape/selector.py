"""Which pipelines, and when: selectors and windows, the same everywhere."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from pipecheck.model.shape import forms
from pipecheck.model.shape.base import Shape
from pipecheck.model.shape.kinds import Days, Name, Text, Time, Zone, one_of

KEYS = ("areas", "audiences", "pipelines", "criticality")


class SelectorShape(Shape):
    """Which pipelines: keys are joined by and, the entries of one list by or."""

    model_config = ConfigDict(title="selector", json_schema_extra=one_of("anyOf", *KEYS))

    areas: list[Name] | None = None
    """Those of these areas."""
    audiences: list[Name] | None = None
    """Those that one of these audiences reads."""
    pipelines: list[Name] | None = None
    """These, by id."""
    criticality: list[Name] | None = None
    """Those of this criticality."""


Covers = Annotated[
    SelectorShape, BeforeValidator(forms.selector, json_schema_input_type=Literal["all"] | SelectorShape)
]
"""`all`, which comes out as a selector without keys, or a map."""


class WindowShape(Shape):
    """A stretch of the day on some days; the end is exclusive, and at or before the start it is tomorrow's."""

    model_config = ConfigDict(title="window")

    days: Days | None = None
    """`mon` to `sun`, `mon-fri`, `workdays`, `off-days`, `holidays`, `last-7-of-month`, or a season's id."""
    from_: Time | None = None
    """When it begins. Left out: at midnight."""
    to: Time | None = None
    """When it ends. Left out: at the end of the day."""
    timezone: Zone | None = None
    """The zone of these times. Left out: the rotation's, else the team's."""
    when: Text | None = None
    """A condition in words, `unless …`: what depends on it is not decided, and quotes it."""


Hours = Annotated[
    list[WindowShape],
    BeforeValidator(
        forms.hours,
        json_schema_input_type=Literal["always"] | Annotated[list[WindowShape], Field(min_length=1)],
    ),
]
"""`always`, which comes out as an empty list, or windows."""
