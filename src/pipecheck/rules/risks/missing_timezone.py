"""A local time that no zone belongs to.

What it checks
--------------
Every time of day in the team file (runs, deliveries, deadlines, handoffs, handovers, hours, parts of a holiday, and
time off or turns given to the minute) has a `timezone` beside it, or inherits one from its rotation or from the team.

Why it matters
--------------
02:00 is another moment in every zone, and in some it comes twice a year or not at all. Without a zone nothing that
depends on moments can be judged: whether a report is late, whether somebody is on duty when a pipeline runs.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - id: revenue
    owners: {primary: alice, secondary: bob}
    runs: [{at: "02:00", every: 1d}]
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members: [{id: alice}, {id: bob}]
pipelines:
  - id: revenue
    owners: {primary: alice, secondary: bob}
    runs: [{at: "02:00", every: 1d}]
```

Known limits
------------
Dates alone need no zone, and a `handoff.day` without a time is not looked at. Cron expressions are local times too.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from pipecheck.model.oncall import OnCall, Rotation
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.model.value import Handover, Hours, Run, Stretch, TimeOff
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Part,
    Place,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import counted

_DAY = 1440


class _Local(NamedTuple):
    """A time of day, where it stands, and what it is of."""

    said: str
    at: Place
    of: str
    zone: str | None


def _concerned(team: Team, params: NoParams) -> bool:
    return next(_local_times(team), None) is not None


@rule(Team, level=Level.error, profile=Profile.essential, params=NoParams, applies=_concerned)
def check(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    if team.timezone is not None:
        return
    # What `oncall` says for all rotations, such as a handover, stands in each of them, at one place.
    times = list({time.at: time for time in _local_times(team) if time.zone is None}.values())
    if not times:
        return
    first = times[0]
    number = f"{counted(len(times), 'local time')} {'has' if len(times) == 1 else 'have'} no time zone"
    which = "it is" if len(times) == 1 else "the first is"
    yield Problem(
        f"{number}: {which} {first.said}, {first.of}; add `timezone` to the team, or beside the time",
        first.at,
        evidence=(Fact("times", len(times), tuple(time.at for time in times)),),
        related=tuple(Related(time.at, f"no zone here either: {time.of}") for time in times[1:6]),
        remedies=(Remedy("add `timezone: Area/City` to the team, such as `Europe/Berlin`"),),
    )


def _local_times(team: Team) -> Iterator[_Local]:
    """Every time of day that the file tells, in a fixed order."""
    for pipeline in team.pipelines or ():
        yield from _of_pipeline(pipeline)
    if team.oncall is not None:
        yield from _of_oncall(team.oncall)
    for window in team.working_hours:
        yield from _hours((window,), "of the working week", None)
    for member in team.members or ():
        yield from _moments(member.time_off, f"in the time off of '{member.id}'", member.timezone)


def _of_pipeline(pipeline: Pipeline) -> Iterator[_Local]:
    for number, run in enumerate(pipeline.runs):
        yield from _run(run, f"when pipeline '{pipeline.id}' runs", pipeline.at("runs", number))
    for number, run in enumerate(pipeline.deliveries):
        yield from _run(run, f"when pipeline '{pipeline.id}' delivers", pipeline.at("deliveries", number))
    for sla in pipeline.slas:
        if sla.by is not None and sla.by.minute is not None:
            of = f"a deadline of pipeline '{pipeline.id}'"
            yield _Local(_clock(sla.by.minute), _inside(sla.by.at, "at"), of, sla.by.timezone)


def _run(run: Run, of: str, at: Place) -> Iterator[_Local]:
    if run.minute is not None:
        yield _Local(_clock(run.minute), _inside(at, "at"), of, run.timezone)
    if run.cron is not None:
        yield _Local(f"`{run.cron}`", _inside(at, "cron"), of, run.timezone)
    if run.by is not None and run.by.minute is not None:
        yield _Local(_clock(run.by.minute), _inside(run.by.at, "at"), of, run.by.timezone or run.timezone)


def _of_oncall(oncall: OnCall) -> Iterator[_Local]:
    for requirement in oncall.required or ():
        yield from _hours(requirement.hours, "among the required hours", None)
    for rotation in oncall.rotations:
        yield from _of_rotation(rotation)
    for line in oncall.holidays:
        for part in line.split:
            if part.start % _DAY or part.end % _DAY:
                of = f"a part of holiday '{line.holiday.id}'"
                yield _Local(_clock(part.start), part.at, of, part.timezone)
    for override in oncall.overrides:
        yield from _moments((Stretch(override.first, override.last, override.place),), "in an override", None)
    for swap in oncall.swaps:
        yield from _moments((Stretch(swap.first, swap.last, swap.place),), "in a swap", None)


def _of_rotation(rotation: Rotation) -> Iterator[_Local]:
    zone, handoff = rotation.timezone, rotation.handoff
    if handoff is not None and handoff.minute is not None:
        of = f"the handoff of rotation '{rotation.id}'"
        yield _Local(_clock(handoff.minute), rotation.at("handoff", "time"), of, handoff.timezone or zone)
    yield from _hours(rotation.hours, f"among the hours of rotation '{rotation.id}'", zone)
    for column in rotation.columns:
        yield from _hours(column.hours or (), f"among the hours of column '{column.name}'", zone)
    yield from _handover(rotation.handover, f"the handover of rotation '{rotation.id}'", zone)
    for row in rotation.turns:
        yield from _moments((Stretch(row.first, row.last, row.at),), f"in a turn of rotation '{rotation.id}'", zone)


def _hours(hours: Hours, of: str, zone: str | None) -> Iterator[_Local]:
    for window in hours:
        if window.start % _DAY or window.end % _DAY:
            yield _Local(f"{_clock(window.start)} to {_clock(window.end)}", window.at, of, window.timezone or zone)


def _handover(handover: Handover | None, of: str, zone: str | None) -> Iterator[_Local]:
    if handover is not None and handover.minute is not None:
        at = _inside(handover.at, "meeting")
        yield _Local(_clock(handover.minute), at, of, handover.timezone or zone)


def _moments(stretches: tuple[Stretch | TimeOff, ...], of: str, zone: str | None) -> Iterator[_Local]:
    for stretch in stretches:
        for key, when in (("from", stretch.first), ("to", stretch.last)):
            if isinstance(when, datetime) and when.tzinfo is None:
                yield _Local(f"{when:%Y-%m-%d %H:%M}", _inside(stretch.at, key), of, zone)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _inside(place: Place, key: str) -> Place:
    return Place(place.document, (*place.route, key), Part.value)
