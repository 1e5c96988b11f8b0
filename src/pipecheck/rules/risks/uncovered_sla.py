"""A deadline at which nobody is on duty.

What it checks
--------------
At every deadline of a pipeline's `slas` within the time that is judged, somebody is on duty for the pipeline, in
whatever role: in the minute before it, or, where the deadline is a day without a time, at some time of that day. A
deadline that says where it goes from a day off (`shift`) is looked for there. What is left empty on purpose, by
`{none: reason}`, is no fault. One problem a deadline, however often it is missed.

Without a zone, times are undecided; so are working days, and hours that depend on holidays, without a region.

Why it matters
--------------
A promise is kept by somebody. If the last day of the month may be a Saturday and the rota ends on Friday, the promise
was made for four months of the year and not for the other eight.

Fails
-----

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
calendar: {region: DE-BE}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, slas: [{kind: fix, by: {day_of_month: last}}]}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      hours: [{days: workdays, from: "08:00", to: "18:00"}]
      roles: {primary: [alice, bob]}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
calendar: {region: DE-BE}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, slas: [{kind: fix, by: {day_of_month: last, at: "18:00", shift: previous}}]}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      hours: [{days: workdays, from: "08:00", to: "18:00"}]
      roles: {primary: [alice, bob]}
```

Known limits
------------
That somebody is on duty does not say that the time is enough. Promises of a duration are for `slow-response` to look
at, runs and deliveries for `uncovered-run`.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from pipecheck.model.duty import Condition, coverage
from pipecheck.model.intervals import Interval, Intervals, common, length, minus
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.hours import needs_holidays
from pipecheck.model.team import Team, selects
from pipecheck.model.value import Deadline, Sla
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.deadlines import falls_on, in_words, shifted
from pipecheck.rules.gaps import unwatched_of
from pipecheck.rules.prose import weekday
from pipecheck.rules.stretches import hours_told
from pipecheck.rules.takers import duty_segments

_DAY = timedelta(days=1)
_AROUND = timedelta(days=31)
_JUST_BEFORE = timedelta(minutes=1)


def _concerned(pipeline: Pipeline, params: NoParams) -> bool:
    return pipeline.oncall_none is None and any(sla.by is not None for sla in pipeline.slas)


@rule(Pipeline, level=Level.warning, profile=Profile.strict, params=NoParams, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    unwatched = unwatched_of(pipeline, view)
    told: dict[tuple[str, ...], tuple[Sla, Deadline]] = {}
    for sla in pipeline.slas:
        if sla.by is not None:
            told.setdefault((sla.kind, sla.severity or "", in_words(sla.by)), (sla, sla.by))
    for key, (sla, by) in told.items():
        missing = _untold(pipeline, sla, by, view)
        if missing is not None:
            yield missing
            continue
        moments = list(_moments(by, view))
        missed = {day: moment for day, moment in moments if _is_inside(moment, unwatched)}
        doubtful = {day: one for day, moment in missed.items() if (one := _condition(pipeline, moment, view))}
        certain = [day for day in missed if day not in doubtful]
        if certain:
            yield _missed(pipeline, sla, by, key, certain, len(moments), view)
        elif doubtful:
            yield _conditional(pipeline, sla, next(iter(doubtful.values())))


def _untold(pipeline: Pipeline, sla: Sla, by: Deadline, view: TeamView) -> Undecided | None:
    """What has to be known before anybody can say who is on duty then."""
    why = f"whether somebody is on duty for '{pipeline.id}' at the deadline for '{sla.kind}'"
    zone = zone_of(by.timezone or view.team.timezone, view.zones)
    if by.minute is not None and (zone is None or not view.schedule.zoned):
        return Undecided("timezone", view.team.at("timezone"), why=why)
    moves = by.shift is not None or by.working_day_of_month is not None
    if not view.calendar.knows() and (moves or _hangs_on_holidays(pipeline, view.team)):
        return Undecided("calendar.region", view.team.at("calendar", "region"), why=why)
    return None


def _hangs_on_holidays(pipeline: Pipeline, team: Team) -> bool:
    """Whether holidays decide when somebody is on duty for a pipeline."""
    rotations = team.oncall.rotations if team.oncall else ()
    return any(
        needs_holidays(rotation.hours if column.hours is None else column.hours)
        for rotation in rotations
        for column in rotation.columns
        if selects(column.covers or rotation.covers, pipeline)
    )


def _moments(by: Deadline, view: TeamView) -> Iterator[tuple[date, Interval]]:
    """Every deadline within the span: its day, and the time that somebody has to be on duty for a part of."""
    schedule = view.schedule
    clock = Clock(zone_of(by.timezone or view.team.timezone, view.zones))
    first, last = clock.local(schedule.start).date() - _AROUND, clock.local(schedule.end).date() + _AROUND
    for day in falls_on(by, first, last, view):
        on = shifted(by, day, view)
        if by.minute is None:
            moment = clock.midnight(on), clock.midnight(on + _DAY)
        else:
            end = clock.instant(datetime.combine(on, time()) + timedelta(minutes=by.minute))
            moment = end - _JUST_BEFORE, end
        if schedule.start <= moment[0] and moment[1] <= schedule.end:
            yield on, moment


def _is_inside(moment: Interval, unwatched: Intervals) -> bool:
    return length(minus((moment,), unwatched)) == timedelta()


def _condition(pipeline: Pipeline, moment: Interval, view: TeamView) -> Condition | None:
    """Words on which it hangs whether somebody is, or has to be, on duty at a moment."""
    conditions = (one for each in coverage(view, pipeline.id) for one in each.conditions)
    return next((one for one in conditions if common((moment,), one.stretches)), None)


def _conditional(pipeline: Pipeline, sla: Sla, condition: Condition) -> Undecided:
    field = "oncall.required.when" if condition.asked else "oncall.rotations.hours.when"
    why = f"whether somebody is on duty for '{pipeline.id}' at the deadline for '{sla.kind}', '{condition.words}'"
    return Undecided(field, condition.at, why=why)


def _missed(
    pipeline: Pipeline, sla: Sla, by: Deadline, key: tuple[str, ...], missed: Sequence[date], total: int, view: TeamView
) -> Problem:
    often = "at" if total == 1 else f"{len(missed)} of {total} times at"
    rotations = {each.rotation for each in duty_segments(view, pipeline.id)}
    return Problem(
        f"nobody is on duty for pipeline '{pipeline.id}' {often} the deadline for '{sla.kind}', {in_words(by)}, "
        f"first on {weekday(missed[0])} {missed[0]}; let somebody be on duty then, or move the deadline",
        by.at,
        key=key,
        evidence=(Fact("deadlines", total, (by.at,)), Fact("missed", tuple(missed))),
        related=tuple(
            Related(place, "somebody is on duty at these hours") for place in list(hours_told(view, rotations))[:5]
        ),
        remedies=(
            Remedy("let somebody be on duty then, by longer hours or more turns"),
            Remedy("or move the deadline into the hours of the rota"),
        ),
    )
