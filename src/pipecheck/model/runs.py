"""The moments that a pipeline states: when it runs, when it delivers, by when a promise is kept; and in which zone."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.model.value import Deadline, Duration, Run
from pipecheck.source.place import Place


class Moment(NamedTuple):
    """A local time, once or again and again."""

    at: Place
    """The entry that states it."""
    kind: Literal["run", "delivery", "sla"]
    minute: int | None
    """Of the day; None where only a day or a cron line is told."""
    cron: str | None
    every: Duration | None
    by: Deadline | None
    timezone: str | None
    """Its own zone, else its deadline's, else the team's; None where nobody tells one."""
    name: str
    """What is delivered, or the kind of promise; empty for a run."""

    @property
    def has_clock(self) -> bool:
        """Whether it states a time of the day, which means nothing without a zone."""
        return self.minute is not None or self.cron is not None


def runs_of(team: Team, pipeline: Pipeline) -> Iterator[Moment]:
    """Every run, delivery and dated promise of a pipeline, in that order.

    Raises NotStated where one of these lists was set aside, or the team's zone, where it is needed.
    """
    for run in pipeline.runs:
        yield _moment(team, "run", run)
    for run in pipeline.deliveries:
        yield _moment(team, "delivery", run)
    for sla in pipeline.slas:
        if sla.by is not None:
            zone = sla.by.timezone or team.timezone
            yield Moment(sla.at, "sla", sla.by.minute, None, None, sla.by, zone, sla.kind)


def _moment(team: Team, kind: Literal["run", "delivery"], run: Run) -> Moment:
    zone = run.timezone or (run.by.timezone if run.by is not None else None) or team.timezone
    minute = run.by.minute if run.minute is None and run.by is not None else run.minute
    return Moment(run.at, kind, minute, run.cron, run.every, run.by, zone, run.what)
