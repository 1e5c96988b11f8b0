"""What is owned: pipelines, who owns them, when they run, and what is promised of them."""

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from pipecheck.model.shape import forms
from pipecheck.model.shape.base import Shape
from pipecheck.model.shape.kinds import (
    Cron,
    DayOfMonth,
    Duration,
    Id,
    Name,
    Party,
    Shift,
    Text,
    Time,
    Weekday,
    WorkingDay,
    Zone,
    never,
    one_of,
)
from pipecheck.model.shape.party import PartyShape
from pipecheck.model.shape.selector import Covers
from pipecheck.model.shape.told import Free


class OwnersShape(Shape, Free[PartyShape]):
    """Rank to party. Rules know the ranks `primary` and `secondary`; others are carried, such as `business`."""

    model_config = ConfigDict(
        title="owners",
        extra="allow",
        json_schema_extra={"examples": [{"primary": "alice", "secondary": "bob"}]},
    )

    __pydantic_extra__: dict[str, Party]


Owners = Annotated[OwnersShape, BeforeValidator(forms.owners)]


class NobodyShape(Shape):
    """Nobody, on purpose."""

    model_config = ConfigDict(title="nobody")

    none: Text
    """Why nobody is on call for it."""


class DeadlineShape(Shape):
    """By when: one of a day of the month, a working day of the month, a day of the week."""

    model_config = ConfigDict(
        title="deadline", json_schema_extra=one_of("oneOf", "day_of_month", "working_day_of_month", "weekday")
    )

    day_of_month: DayOfMonth | None = None
    """A day of the month, or `last`."""
    working_day_of_month: WorkingDay | None = None
    """The how-many-eth working day of the month, or `last`."""
    weekday: Weekday | None = None
    """A day of the week."""
    at: Time | None = None
    """The time of that day."""
    timezone: Zone | None = None
    """The zone of that time. Left out: the team's."""
    shift: Shift | None = None
    """Where it goes when it falls on a day off: to the `previous` or the `next` working day."""


Deadline = Annotated[DeadlineShape, BeforeValidator(forms.deadline)]


class RunShape(Shape):
    """When a pipeline runs: at a time, every so often; or by cron."""

    model_config = ConfigDict(title="run", json_schema_extra=never(("cron", "at"), ("cron", "every")))

    at: Time | None = None
    """The local time at which it starts."""
    every: Duration | None = None
    """How often, such as `1d`."""
    timezone: Zone | None = None
    """The zone of that time. Left out: the team's."""
    by: Deadline | None = None
    """The day on which it runs, or by which it must have run."""
    cron: Cron | None = None
    """Five fields, in place of `at` and `every`."""


class DeliveryShape(RunShape):
    """Something that reaches its readers at a moment."""

    model_config = ConfigDict(title="delivery")

    what: Text | None = None
    """What is delivered."""
    to: Text | None = None
    """To whom: an audience."""


class SlaShape(Shape):
    """A promise: something within a duration, or by a moment."""

    model_config = ConfigDict(title="SLA")

    kind: Text
    """What is promised: `freshness`, `fix`, `response`, or a word of your own."""
    within: Duration | None = None
    """How long it may take."""
    by: Deadline | None = None
    """By when it is done."""
    target: Text | None = None
    """How often it holds, such as `"99.5 %"`."""
    severity: Text | None = None
    """The incidents it speaks of, in your own word, such as `P1`."""


class RunbookLinkShape(Shape):
    """Where the runbook is, or why there is none."""

    model_config = ConfigDict(title="runbook", json_schema_extra=one_of("oneOf", "url", "none"))

    path: Annotated[Text | None, SkipJsonSchema()] = Field(None, alias=forms.SHORT)
    """The short form: the path of a Markdown file, from this file."""
    url: Text | None = None
    """The address of a runbook kept elsewhere."""
    none: Text | None = None
    """Why it has none."""


RunbookLink = Annotated[RunbookLinkShape, BeforeValidator(forms.link, json_schema_input_type=Text | RunbookLinkShape)]


class FactsShape(Shape):
    """What can be said of a pipeline."""

    model_config = ConfigDict(title="facts")

    area: Name | None = None
    """The part of the business it belongs to. An area exists when a pipeline has it."""
    audiences: list[Name] | None = None
    """Who reads what it makes, such as `investors`: free words."""
    criticality: Text | None = None
    """How much depends on it, such as `high`: a free word."""
    owners: Owners | None = None
    """Who owns it, by rank."""
    depends_on: list[Name] | None = None
    """The pipelines it reads from; `team/pipeline` for another team's."""
    runs: list[Annotated[RunShape, BeforeValidator(forms.run)]] | None = None
    """When it runs."""
    deliveries: list[Annotated[DeliveryShape, BeforeValidator(forms.run)]] | None = None
    """What it delivers, and when."""
    slas: list[SlaShape] | None = None
    """What is promised of it."""
    oncall: NobodyShape | None = None
    """`{none: reason}`: nobody is on call for it, on purpose. It takes the pipeline out of every selector."""
    runbook: RunbookLink | None = None
    """A path from this file, `{url: address}`, or `{none: reason}`."""


class DefaultsShape(FactsShape):
    """Facts laid under every pipeline that `for` selects; what the pipeline says itself wins."""

    model_config = ConfigDict(title="entry of defaults")

    for_: Covers | None = None
    """Which pipelines. Left out: all."""


class PipelineShape(FactsShape):
    """A data pipeline."""

    model_config = ConfigDict(title="pipeline")

    id: Id
    """The word by which the file names it."""
