"""The team file as a whole."""

from pydantic import ConfigDict

from pipecheck.model.shape.base import Shape
from pipecheck.model.shape.duty import HistoryShape, OnCallShape
from pipecheck.model.shape.front import InlineRunbookShape, ReviewShape, RiskShape
from pipecheck.model.shape.kinds import Count, Day, Days, Id, Name, SeasonEnd, Text, Times, Version, Zone
from pipecheck.model.shape.people import MemberShape, PartnerShape, SlotShape
from pipecheck.model.shape.pipeline import DefaultsShape, PipelineShape


class DeclaresShape(Shape):
    """What the authors believe they wrote; it is checked against what follows."""

    model_config = ConfigDict(title="declares")

    members: Count | None = None
    """How many members."""
    partners: Count | None = None
    """How many partners."""
    slots: Count | None = None
    """How many slots."""
    pipelines: Count | None = None
    """How many pipelines."""
    areas: Count | None = None
    """How many areas."""
    runbooks: Count | None = None
    """How many runbooks."""
    rotations: Count | None = None
    """How many rotations."""
    risks: Count | None = None
    """How many risks."""


class CustomDayShape(Shape):
    """A holiday of the team's own."""

    model_config = ConfigDict(title="custom holiday")

    id: Id
    """The word by which the file names it."""
    date: Day
    """The day."""


class SeasonShape(Shape):
    """A stretch of every year, both ends inclusive; it may run across the turn of the year."""

    model_config = ConfigDict(title="season")

    id: Id
    """The word by which the file names it."""
    from_: SeasonEnd
    """Its first day: `12-23`, or a holiday, `thanksgiving +1d`."""
    to: SeasonEnd
    """Its last day."""


class CalendarShape(Shape):
    """Which holidays there are, and which of them matter most."""

    model_config = ConfigDict(title="calendar")

    region: Text | None = None
    """Where the public holidays are from: ISO 3166-1 or 3166-2, such as `US`, `GB-ENG`, `DE-BY`."""
    majors: list[Name] | None = None
    """The holidays that are shared out fairly, by id; `pipecheck calendar REGION YEAR` lists the ids."""
    custom: list[CustomDayShape] | None = None
    """Holidays of the team's own."""
    seasons: list[SeasonShape] | None = None
    """Stretches of the year that are treated like a holiday."""


class WorkingWeekShape(Shape):
    """When the team works."""

    model_config = ConfigDict(title="working week")

    days: Days | None = None
    """The working days. Left out: `mon-fri`."""
    hours: Times | None = None
    """The working hours, such as `09:00-17:00`."""
    timezone: Zone | None = None
    """The zone of these hours. Left out: the team's."""


class TeamShape(Shape):
    """A team: its members, its pipelines, its on-call, its holidays, its risks."""

    model_config = ConfigDict(title="team")

    version: Version
    """The version of this language: 1."""
    team: Id
    """The id of the team."""
    declares: DeclaresShape | None = None
    """How many of each the authors believe to have written."""
    timezone: Zone | None = None
    """The zone of all times without one of their own: `Area/City` or `UTC`."""
    calendar: CalendarShape | None = None
    """Its holidays."""
    working_week: WorkingWeekShape | None = None
    """When it works. Left out: Monday to Friday."""
    members: list[MemberShape] | None = None
    """Its people."""
    partners: list[PartnerShape] | None = None
    """Other teams that own or answer here."""
    slots: list[SlotShape] | None = None
    """Owners that rotate."""
    defaults: list[DefaultsShape] | None = None
    """Facts laid under the pipelines they select."""
    pipelines: list[PipelineShape] | None = None
    """What it owns."""
    runbooks: list[InlineRunbookShape] | None = None
    """Runbooks written here rather than in a file of their own."""
    oncall: OnCallShape | None = None
    """Who answers, and when."""
    history: HistoryShape | None = None
    """What happened before the period."""
    risks: list[RiskShape] | None = None
    """What could go wrong."""
    reviews: list[ReviewShape] | None = None
    """What it looks at again and again."""
