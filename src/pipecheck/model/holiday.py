"""A holiday as something that a rule can judge: one event of one year, or a holiday that has no date here."""

from datetime import date
from typing import ClassVar

from pipecheck.model.entity import Entity
from pipecheck.model.outcome import Kind


class Holiday(Entity):
    """`holiday data-core/christmas@2026`: an event inside the schedule's span (observed days belong to it).

    Without a date it is `holiday data-core/thanksgiving`, once. Its place is the assignment of that occurrence if
    there is one, else the entry of `calendar.majors`, else `calendar`.
    """

    kind: ClassVar[Kind] = "holiday"
    holiday: str
    """The holiday's id, as messages print it."""
    dates: tuple[date, ...] = ()
    season: int | None = None
    major: bool = False
