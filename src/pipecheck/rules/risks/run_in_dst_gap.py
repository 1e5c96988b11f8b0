"""A run at a local time that the clocks skip once a year, or show twice.

What it checks
--------------
No run and no delivery of a pipeline falls into the hour that is missing when the clocks go forward, or into the one
that comes twice when they go back, on any day of `oncall.period`, or within `ahead` of the day of the run where no
period is told. Zones are those of the time, of its deadline, or of the team. One problem a time, for all its days.

Without a zone, or where the day or the time is not told and decides, the verdict is undecided.

Why it matters
--------------
Half past two does not exist on one Sunday in spring, and on one in autumn it comes twice. Some schedulers skip the run,
some run it twice, some shift all that follow: each of them on a night on which nobody looks.

Fails
-----

```yaml
version: 1
team: data-core
timezone: America/New_York
pipelines:
  - {id: revenue, runs: [{at: "02:00", every: 1d}]}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: America/New_York
pipelines:
  - {id: revenue, runs: [{at: "02:00", every: 1d, timezone: UTC}, {at: "03:30", every: 1d}]}
```

Known limits
------------
Whether the scheduler knows how to treat such an hour is not known here. Deadlines of `slas` are by when something is
done, and may lie anywhere.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.calendar import changes_of, local_problem
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.clock import zone_of
from pipecheck.model.runs import Moment, runs_of
from pipecheck.model.value import Duration
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.deadlines import clock, due
from pipecheck.rules.moments import times
from pipecheck.rules.prose import shortened

_DAY = timedelta(days=1)
_LONGEST = 20 * 366 * _DAY
_STEP, _MINUTES = 30, 1440


class Params(NamedTuple):
    ahead: Annotated[Duration, Doc("how far ahead of the day of the run to look where no period is told")] = Duration(
        12, "mo"
    )


class _Hit(NamedTuple):
    """The days on which a time is skipped, and those on which it comes twice."""

    skipped: tuple[date, ...]
    twice: tuple[date, ...]


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return any(
        one.minute is not None or one.cron is not None or one.by for one in (*pipeline.runs, *pipeline.deliveries)
    )


@rule(Pipeline, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    told = {_name(moment): moment for moment in runs_of(view.team, pipeline) if moment.kind != "sla"}
    for key, moment in told.items():
        if not moment.has_clock:
            continue
        if moment.timezone is None:
            why = f"in which zone '{pipeline.id}' {_does(moment)}"
            yield Undecided("timezone", view.team.at("timezone"), why=why)
            continue
        days = view.measure(_changes, moment.timezone, *_stretch(view, params))
        hit, missing = _hit(view, moment, days)
        if missing and (hit.skipped or hit.twice):
            field = "runs" if moment.kind == "run" else "deliveries"
            why = f"on which days '{pipeline.id}' {_does(moment)}"
            yield Undecided(f"pipelines.{field}.{missing}", moment.at, why=why, key=key)
        elif hit.skipped or hit.twice:
            yield _in_the_gap(pipeline, moment, key, hit, view, days)


# ---- when the clocks change


def _stretch(view: TeamView, params: Params) -> tuple[date, date]:
    oncall = view.team.oncall
    period = None if oncall is None else oncall.period
    if period is not None and period.first is not None and period.last is not None:
        first, last = (one.date() if isinstance(one, datetime) else one for one in (period.first, period.last))
        return first, last if last - first <= _LONGEST else first + _LONGEST
    return view.as_of, due(view.as_of, params.ahead, view) - _DAY


def _changes(view: TeamView, zone: str, first: date, last: date) -> tuple[date, ...]:
    """The days on which the clocks of a zone are changed."""
    known = zone_of(zone, view.zones)
    return () if known is None else changes_of(known, first, last)


def _hit(view: TeamView, moment: Moment, days: Sequence[date]) -> tuple[_Hit, str]:
    """The days on which a moment falls into a change of the clocks, and what it does not tell of itself."""
    zone = zone_of(moment.timezone, view.zones)
    found: dict[str, dict[date, None]] = {"gap": {}, "repeat": {}}
    missing = ""
    for day in days:
        told = times(view, moment, day, day)
        missing = missing or told.missing
        for local in told.local:
            problem = None if zone is None else local_problem(local, zone)
            if problem is not None:
                found[problem][local.date()] = None
    return _Hit(tuple(found["gap"]), tuple(found["repeat"])), missing


# ---- saying so


def _name(moment: Moment) -> tuple[str, ...]:
    return moment.kind, moment.name, _does(moment)


def _does(moment: Moment) -> str:
    verb = "runs" if moment.kind == "run" else "delivers"
    if moment.cron is not None:
        return f"{verb} by `{moment.cron}`"
    return f"{verb} at {clock(moment.minute)}" if moment.minute is not None else verb


def _in_the_gap(
    pipeline: Pipeline, moment: Moment, key: tuple[str, ...], hit: _Hit, view: TeamView, days: Sequence[date]
) -> Problem:
    said = []
    if hit.skipped:
        said.append(f"skip on {shortened(map(str, hit.skipped))}")
    if hit.twice:
        said.append(f"show twice on {shortened(map(str, hit.twice))}")
    which = "at a time that" if moment.cron is not None else "which"
    return Problem(
        f"pipeline '{pipeline.id}' {_does(moment)} {moment.timezone}, {which} the clocks {' and '.join(said)}; "
        "move it out of that hour, or tell it in UTC",
        _place(moment),
        key=key,
        evidence=(
            Fact("skipped", hit.skipped, (moment.at,)),
            Fact("twice", hit.twice, (moment.at,)),
            Fact("timezone", moment.timezone),
        ),
        remedies=(*_moved(moment, view, days), Remedy("tell it in UTC, which has no summer time: `timezone: UTC`")),
    )


def _place(moment: Moment) -> Place:
    """The words that say the time."""
    if moment.cron is not None:
        return _inside(moment.at, "cron")
    by = moment.by
    return _inside(by.at if by is not None and by.minute == moment.minute else moment.at, "at")


def _inside(place: Place, key: str) -> Place:
    return Place(place.document, (*place.route, key))


def _moved(moment: Moment, view: TeamView, days: Sequence[date]) -> Iterator[Remedy]:
    """The next half hour at which the clocks show every day once, for what states one time of the day."""
    if moment.cron is not None or moment.minute is None or (moment.every is not None and moment.every.unit in "mh"):
        return
    first = moment.minute - moment.minute % _STEP
    for minute in ((first + number * _STEP) % _MINUTES for number in range(1, _MINUTES // _STEP)):
        by = None if moment.by is None else moment.by._replace(minute=minute)
        hit, _ = _hit(view, moment._replace(minute=minute, by=by), days)
        if not hit.skipped and not hit.twice:
            yield Remedy(f"let it be at {clock(minute)}", (Put(_place(moment), clock(minute)),))
            return
