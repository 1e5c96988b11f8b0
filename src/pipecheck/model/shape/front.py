"""Runbooks as the files tell them (front matter, or inline), risks and reviews."""

from pydantic import ConfigDict

from pipecheck.model.shape.base import Shape
from pipecheck.model.shape.kinds import Day, Duration, Flag, Id, Name, Party, Text
from pipecheck.model.shape.pipeline import Owners, SlaShape
from pipecheck.model.shape.selector import Covers
from pipecheck.model.shape.told import Free


class AcknowledgedShape(Shape):
    """Somebody says they know the runbook."""

    model_config = ConfigDict(title="acknowledgement")

    member: Name
    """Who."""
    on: Day | None = None
    """When."""


class FrontShape(Shape):
    """What a runbook says of itself before its text."""

    model_config = ConfigDict(title="runbook")

    pipelines: list[Name] | None = None
    """The pipelines it serves."""
    reviewed: Day | None = None
    """When it was last looked through."""
    review_every: Duration | None = None
    """How often it is to be looked through."""
    acknowledged: list[AcknowledgedShape] | None = None
    """Who says they know it."""
    escalation: list[Party] | None = None
    """Who is called, one after the other: parties or role words."""
    owners: Owners | None = None
    """The pipelines' owners once more; they must agree with the team file."""
    oncall: Party | None = None
    """Who is on call once more, or `{none: reason}`; it must agree with the team file."""
    slas: list[SlaShape] | None = None
    """The promises once more; they must agree with the team file."""
    template: Flag | None = None
    """Marks a sample, which is nobody's runbook."""


class SectionsShape(Shape, Free[str]):
    """The sections of an inline runbook, by heading."""

    model_config = ConfigDict(
        title="sections",
        extra="allow",
        json_schema_extra={"examples": [{"summary": "What it makes, and for whom.", "mitigation": "Run it again."}]},
    )

    __pydantic_extra__: dict[str, Text]


class InlineRunbookShape(FrontShape):
    """A runbook written in the team file."""

    model_config = ConfigDict(title="inline runbook")

    id: Id
    """The word by which the file names it."""
    sections: SectionsShape | None = None
    """Its sections, by heading."""


class RiskShape(Shape):
    """Something that could go wrong."""

    model_config = ConfigDict(title="risk")

    id: Id
    """The word by which the file names it."""
    title: Text | None = None
    """What could go wrong, in a line."""
    category: Text | None = None
    """What kind of thing it is, such as `schema`."""
    scope: Covers | None = None
    """The pipelines it threatens."""
    owner: Party | None = None
    """Who watches it."""
    likelihood: Text | None = None
    """How likely it is, such as `medium`."""
    impact: Text | None = None
    """How bad it would be, such as `high`."""
    mitigation: Text | None = None
    """What is done against it."""
    reviewed: Day | None = None
    """When it was last looked at."""


class ReviewShape(Shape):
    """Something the team looks at again and again."""

    model_config = ConfigDict(title="review")

    what: Text
    """What is looked at, such as `risks`."""
    every: Duration | None = None
    """How often."""
    last: Day | None = None
    """When it was last done."""
    owner: Party | None = None
    """Who sees to it."""
