"""What a team says of its days: holidays, seasons, and the week it works."""

from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.build.names import Names
from pipecheck.model.build.spot import Spot
from pipecheck.model.build.values import WEEKDAYS
from pipecheck.model.outcome import FileProblem, Problem, Remedy, Undecided
from pipecheck.model.value import CustomDay, Hours, Ref, Season, Window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipecheck.model.shape.team import CalendarShape, SeasonShape, WorkingWeekShape

FIELDS: "Mapping[str, tuple[str, ...]]" = {
    "calendar": ("region", "majors", "custom", "seasons"),
    "calendar.region": ("region",),
    "calendar.majors": ("majors",),
    "calendar.custom": ("custom",),
    "calendar.seasons": ("seasons",),
    "working_week": ("working_days", "working_hours"),
    "working_week.days": ("working_days",),
    "working_week.hours": ("working_hours",),
    "working_week.timezone": ("working_hours",),
}
"""The fields of a team that these keys feed."""


class Days(NamedTuple):
    """What `calendar` tells."""

    region: str | None = None
    majors: tuple[Ref, ...] | None = None
    custom: tuple[CustomDay, ...] = ()
    seasons: tuple[Season, ...] = ()


class Week(NamedTuple):
    """What `working_week` tells, and what is wrong with it."""

    days: frozenset[int] = frozenset(range(5))
    hours: Hours = ()
    problems: tuple[FileProblem, ...] = ()

    def aside(self) -> dict[str, Undecided]:
        """The fields of a team that cannot be told for what is wrong."""
        if not self.problems:
            return {}
        return {"working_days": Undecided("working_week.days", self.problems[0].problem.at)}


def calendar(names: Names, spot: Spot, shape: "CalendarShape | None") -> Days:
    """Holidays and seasons."""
    if shape is None:
        return Days()
    majors = None
    if shape.majors is not None:
        majors = tuple(
            names.name(text, at.place(), "holiday", "season") for at, text in spot.each("majors", shape.majors)
        )
    return Days(
        shape.region,
        majors,
        tuple(
            CustomDay(one.id, one.date, one.name or one.id, at.place()) for at, one in spot.each("custom", shape.custom)
        ),
        tuple(_season(names, at, one) for at, one in spot.each("seasons", shape.seasons)),
    )


def working_week(spot: Spot, shape: "WorkingWeekShape | None") -> Week:
    """The days and hours in which the team works; Monday to Friday unless told."""
    if shape is None:
        return Week()
    hours: Hours = ()
    if shape.hours is not None:
        start, end = shape.hours
        hours = (Window(spot.place(), shape.days or (), start, end, shape.timezone),)
    if shape.days is None:
        return Week(hours=hours)
    others = [day for day in shape.days if day not in WEEKDAYS]
    days = frozenset(WEEKDAYS.index(day) for day in shape.days if day in WEEKDAYS)
    if not others:
        return Week(days, hours)
    problem = Problem(
        f"`days` of the working week wants days such as `mon-fri`; here stands '{others[0]}'",
        spot.at("days"),
        remedies=(Remedy("write `mon-fri`"),),
    )
    return Week(days, hours, (FileProblem("invalid-shape", problem),))


def _season(names: Names, spot: Spot, shape: "SeasonShape") -> Season:
    for key, end in (("from", shape.from_), ("to", shape.to)):
        if end.holiday is not None:
            names.name(end.holiday, spot.at(key), "holiday")
    return Season(shape.id, shape.from_, shape.to, shape.name or shape.id, spot.place())
