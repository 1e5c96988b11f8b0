"""A run or a delivery that nobody watches.

What it checks
--------------
For each run and delivery of a pipeline of the `audiences`, somebody is on duty for the pipeline from `lead` before it
to `lag` after it, over all rotations and columns, whenever it comes round in the span that is judged. Hours that are
declared as nobody's (`none` with a reason) are watched by whoever that reason names. One problem for each entry of
`runs` and `deliveries`, however often.

A time without a zone, a day without a time, or `every: 1w` without a day of the week is undecided, unless somebody is
on duty whenever it may be.

Why it matters
--------------
Jobs run at night because nobody is in the way. When one fails at two, and the first person looks at nine, the report of
eight o'clock has gone out with yesterday's numbers.

Fails
-----

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - id: revenue
    audiences: [investors]
    owners: {primary: alice, secondary: bob}
    runs: [{at: "02:00", every: 1d}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      hours: [{from: "08:00", to: "20:00"}]
      roles: {primary: [alice, bob, carol]}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - id: revenue
    audiences: [investors]
    owners: {primary: alice, secondary: bob}
    runs: [{at: "09:00", every: 1d}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      hours: [{from: "08:00", to: "20:00"}]
      roles: {primary: [alice, bob, carol]}
```

Known limits
------------
How long a run takes is not known: `lag` is the time in which it fails if it fails. Dated promises (`by` of an SLA) are
for `uncovered-sla` to look at.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.duty import local_text
from pipecheck.model.intervals import Interval, Intervals, common, union
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.runs import Moment, runs_of
from pipecheck.model.value import Duration
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.deadlines import clock as told_clock
from pipecheck.rules.deadlines import in_words
from pipecheck.rules.gaps import unwatched_of
from pipecheck.rules.moments import Times, times
from pipecheck.rules.notice import after, before
from pipecheck.rules.prose import counted
from pipecheck.rules.stretches import hours_told
from pipecheck.rules.takers import duty_segments

_DAY = 1440
_QUARTER = 15
_INSTANT = Duration(1, "m")
"""As short as can be: the moment itself."""
_TICK = timedelta(microseconds=1)


class Params(NamedTuple):
    audiences: Annotated[
        tuple[str, ...],
        Doc("whose pipelines are looked at; none named is everybody's", source="the plans: what investors read"),
    ] = ("investors",)
    lead: Annotated[Duration, Doc("how long before it somebody is on duty", source="proposed")] = Duration(0, "m")
    lag: Annotated[Duration, Doc("how long after it somebody is on duty", source="proposed")] = Duration(2, "h")


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    wanted = not params.audiences or any(word in params.audiences for word in pipeline.audiences)
    return wanted and pipeline.oncall_none is None and bool(pipeline.runs or pipeline.deliveries)


@rule(Pipeline, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    unwatched = unwatched_of(pipeline, view)
    if not unwatched:
        return
    for moment in runs_of(view.team, pipeline):
        if moment.kind != "sla":
            yield from _of_moment(pipeline, moment, unwatched, view, params)


def _of_moment(
    pipeline: Pipeline, moment: Moment, unwatched: Intervals, view: TeamView, params: Params
) -> Iterator[Outcome]:
    why = f"whether somebody is on duty when '{pipeline.id}' {_does(moment)}"
    zone = zone_of(moment.timezone, view.zones)
    if moment.has_clock and (zone is None or not view.schedule.zoned):
        yield Undecided("timezone", view.team.at("timezone") if zone is None else moment.at, why=why)
        return
    first, last = _span(view, Clock(zone))
    found = times(view, moment, first.date(), last.date())
    risky = view.measure(_risky, unwatched, moment.timezone, params)
    missed = _missed(found, risky)
    if missed is None:
        return
    if found.missing:
        yield Undecided(f"pipelines.{_list(moment)}.{found.missing}", moment.at, why=why)
        return
    yield _problem(pipeline, moment, missed, risky, found, unwatched, view, params)


def _span(view: TeamView, clock: Clock) -> Interval:
    """Between which local times moments are judged."""
    return clock.local(view.schedule.start) - _TICK, clock.local(view.schedule.end)


def _risky(view: TeamView, unwatched: Intervals, zone: str | None, params: Params) -> Intervals:
    """Between which local times a moment has nobody on duty for a part of the time in which somebody should be."""
    clock, lag = Clock(zone_of(zone, view.zones)), params.lag if params.lag.amount else _INSTANT
    near = union(
        (before(view, clock.local(start), lag), after(view, clock.local(end), params.lead)) for start, end in unwatched
    )
    return common(near, (_span(view, clock),))


class _Missed(NamedTuple):
    """How many times, and the first of them, by the wall clock."""

    times: int
    first: datetime


def _missed(found: Times, risky: Intervals) -> _Missed | None:
    all_of_them = [found.between(*stretch) for stretch in risky]
    first = next((moment for _, moment in all_of_them if moment is not None), None)
    return None if first is None else _Missed(sum(count for count, _ in all_of_them), first)


def _list(moment: Moment) -> str:
    return "runs" if moment.kind == "run" else "deliveries"


def _does(moment: Moment) -> str:
    """`runs at 02:00`, `delivers 'daily report' on Monday at 07:00`."""
    verb = "runs" if moment.kind == "run" else f"delivers '{moment.name}'" if moment.name else "delivers"
    if moment.cron is not None:
        return f"{verb} by `{moment.cron}`"
    if moment.by is not None:
        by = in_words(moment.by._replace(minute=moment.minute))
        return f"{verb} {'by' if moment.by.weekday is None else 'on'} {by}"
    often = f", every {moment.every}" if moment.every is not None and moment.every.unit in ("m", "h") else ""
    return verb if moment.minute is None else f"{verb} at {told_clock(moment.minute)}{often}"


# ---- saying so


def _problem(
    pipeline: Pipeline,
    moment: Moment,
    missed: _Missed,
    risky: Intervals,
    found: Times,
    unwatched: Intervals,
    view: TeamView,
    params: Params,
) -> Problem:
    clock = Clock(zone_of(moment.timezone, view.zones))
    whole, _ = found.between(*_span(view, clock))
    often = f", {missed.times} of {counted(whole, 'time')}" if missed.times > 1 else ""
    opens = clock.instant(before(view, missed.first, params.lead))
    closes = clock.instant(after(view, missed.first, params.lag if params.lag.amount else _INSTANT))
    alone = next(iter(common(((opens, closes),), unwatched)), (opens, closes))
    rotations = {each.rotation for each in duty_segments(view, pipeline.id)}
    return Problem(
        f"pipeline '{pipeline.id}' {_does(moment)}, and nobody is on duty for it from {local_text(alone, clock.zone)}"
        f"{often}; let somebody be on duty then, or move it",
        moment.at,
        key=(moment.kind, moment.name, _when(moment)),
        evidence=(
            Fact("missed", missed.times, (moment.at,)),
            Fact("first", f"{missed.first:%Y-%m-%d %H:%M}"),
            Fact("watched", f"{params.lead} before to {params.lag} after"),
        ),
        related=tuple(
            Related(place, "somebody is on duty at these hours") for place in list(hours_told(view, rotations))[:5]
        ),
        remedies=(Remedy("let somebody be on duty then"), *_moved(moment, found, risky)),
    )


def _when(moment: Moment) -> str:
    return moment.cron or _does(moment)


def _moved(moment: Moment, found: Times, risky: Intervals) -> Iterator[Remedy]:
    """The nearest quarter of an hour at which somebody always is on duty, for what states one time of the day."""
    if moment.cron is not None or moment.minute is None or len(found.minutes) > 1:
        return
    told = moment.minute
    for minute in sorted(range(0, _DAY, _QUARTER), key=lambda one: abs(one - told)):
        if _missed(found._replace(minutes=(minute,)), risky) is None:
            at = moment.at if moment.by is None or moment.by.minute is None else moment.by.at
            edit = Put(at._replace(route=(*at.route, "at")), told_clock(minute))
            yield Remedy(f"or let it be at {told_clock(minute)}, when somebody always is", (edit,))
            return
