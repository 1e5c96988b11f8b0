"""A promise to answer soon, for hours in which nobody is there to answer.

What it checks
--------------
A pipeline that promises an answer or a repair `within` some time (an SLA of one of the `kinds`) is never without
anybody on duty for longer than that, over all rotations and columns that cover it. Any role counts: a backup answers,
too. One problem for a pipeline, at the strictest promise that cannot be kept.

Hours that are declared as nobody's break a promise like any others. A pipeline that takes itself out of on-call
(`oncall: {none: reason}`) is answered for in the working week.

Why it matters
--------------
A promise of half an hour and a rota from nine to five are both easy to write down. Whoever reads the one does not read
the other, and finds out on a Friday evening that they contradict one another.

Fails
-----

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
calendar: {region: DE-BE}
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - id: revenue
    owners: {primary: alice, secondary: bob}
    slas: [{kind: response, within: 30m}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      hours: [{days: mon-fri, from: "08:00", to: "18:00"}]
      roles: {primary: [alice, bob, carol]}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
calendar: {region: DE-BE}
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - id: revenue
    owners: {primary: alice, secondary: bob}
    slas: [{kind: response, within: 1wd}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      hours: [{days: mon-fri, from: "08:00", to: "18:00"}]
      roles: {primary: [alice, bob, carol]}
```

Known limits
------------
Hours and minutes are counted as they pass, days and longer by the wall clock. Times are told by the clock of the
rotas, or the team's where they have several. Where people are on duty on working days only and no region is told,
holidays may make a stretch longer than it looks: the verdict is undecided if ten days more would break a promise.
Escalation to people who are not on duty is not counted as an answer. What is promised by a moment (`by`) is for
`uncovered-sla` to look at.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.duty import coverage, promised
from pipecheck.model.intervals import Interval, Intervals, minus, union
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.hours import Days, opened
from pipecheck.model.value import Duration, Sla, Window
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.notice import after
from pipecheck.rules.prose import listed
from pipecheck.rules.stretches import hours_in, hours_told, said
from pipecheck.rules.takers import duty_segments

_HOUR = timedelta(hours=1)
_HOLIDAYS = timedelta(days=10)
"""As long as public holidays and the weekends around them may last anywhere."""


class Params(NamedTuple):
    kinds: Annotated[
        tuple[str, ...], Doc("the kinds of SLA that promise an answer or a repair", source="a plan: immediate fixes")
    ] = ("response", "fix")


class _Broken(NamedTuple):
    """A promise, and the stretches that are too long for it."""

    sla: Sla
    within: Duration
    stretches: Intervals


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return any(sla.kind in params.kinds and sla.within is not None for sla in pipeline.slas)


@rule(
    Pipeline,
    level=Level.error,
    profile=Profile.recommended,
    params=Params,
    applies=_concerned,
    defers_to=("coverage-gap",),
)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    rotations = list(dict.fromkeys(each.rotation for each in view.schedule.stretches(pipeline=pipeline.id)))
    unanswered = _unanswered(pipeline, rotations, view)
    broken = _broken(pipeline, unanswered, rotations, view, params)
    if not broken:
        longer = tuple((start, end + _HOLIDAYS) for start, end in unanswered)
        if _rests_on_holidays(pipeline, rotations, view) and _broken(pipeline, longer, rotations, view, params):
            why = "how long holidays leave nobody on duty"
            yield Undecided("calendar.region", view.team.at("calendar", "region"), why=why)
        return
    perhaps = _perhaps(pipeline, view)
    certain = minus(unanswered, union(stretch for each in perhaps.values() for stretch in each))
    surely = _broken(pipeline, certain, rotations, view, params)
    if surely:
        yield _problem(pipeline, surely, unanswered, rotations, view)
    else:
        why = f"whether somebody is on duty for '{pipeline.id}' at times that stand under a condition"
        yield Undecided("oncall.rotations.hours.when", next(iter(perhaps)), why=why)


# ---- when nobody answers


def _unanswered(pipeline: Pipeline, rotations: Sequence[str], view: TeamView) -> Intervals:
    schedule = view.schedule
    if pipeline.oncall_none is not None:
        return minus(((schedule.start, schedule.end),), _working_week(view))
    held = union(
        (segment.start, segment.end)
        for segment in duty_segments(view, pipeline.id)
        if segment.state in ("held", "among")
    )
    return minus(promised(view, rotations), held)


def _working_week(view: TeamView) -> Intervals:
    """When the team works; all of its working days where it tells no hours."""
    team, schedule = view.team, view.schedule
    told = team.working_hours or (Window(team.at()),)
    hours = tuple(window._replace(days=window.days or ("workdays",)) for window in told)
    clock = Clock(zone_of(team.timezone, view.zones))
    return opened(hours, clock, view.zones, Days(team, view.calendar), schedule.start, schedule.end)


def _rests_on_holidays(pipeline: Pipeline, rotations: Sequence[str], view: TeamView) -> bool:
    """Whether holidays that are not known may leave nobody on duty: people are there on working days, and only then.

    Where days off have hours of their own, a holiday more is a day like the weekend's, which are looked at anyway.
    """
    if view.calendar.knows():
        return False
    if pipeline.oncall_none is not None:
        return True
    words: set[str] = set()
    for rotation in view.team.oncall.rotations if view.team.oncall else ():
        if rotation.id in rotations:
            for column in rotation.columns:
                hours = rotation.hours if column.hours is None else column.hours
                words.update(word for window in hours for word in window.days)
    return "workdays" in words and "off-days" not in words


def _perhaps(pipeline: Pipeline, view: TeamView) -> dict[Place, Intervals]:
    """Hours that stand under a condition, and are no promise."""
    rotations = view.team.oncall.rotations if view.team.oncall else ()
    told = [rotation.hours for rotation in rotations]
    told += [column.hours for rotation in rotations for column in rotation.columns if column.hours is not None]
    if not any(window.when for hours in told for window in hours):
        return {}
    return {
        condition.at: condition.stretches
        for each in coverage(view, pipeline.id)
        for condition in each.conditions
        if not condition.asked
    }


def _broken(
    pipeline: Pipeline, unanswered: Intervals, rotations: Sequence[str], view: TeamView, params: Params
) -> list[_Broken]:
    """The promises that cannot be kept, the strictest first."""
    clock = _clock(rotations, view)
    found: list[_Broken] = []
    for sla in pipeline.slas:
        if sla.kind not in params.kinds or sla.within is None:
            continue
        long = tuple(each for each in unanswered if _is_longer(each, sla.within, clock, view))
        if long:
            found.append(_Broken(sla, sla.within, long))
    start = clock.local(view.schedule.start)
    return sorted(found, key=lambda one: after(view, start, one.within))


def _is_longer(stretch: Interval, within: Duration, clock: Clock, view: TeamView) -> bool:
    """Whether a promise is over before somebody is there: 64 hours are up on Monday morning, unless the clocks go back
    in between and make them 65; a day is up at the same time tomorrow, however long it was."""
    if within.unit in ("m", "h") and within.minutes is not None:
        return stretch[1] - stretch[0] > timedelta(minutes=within.minutes)
    return clock.local(stretch[1]) > after(view, clock.local(stretch[0]), within)


def _clock(rotations: Sequence[str], view: TeamView) -> Clock:
    clock = _whose_clock(rotations, view)
    return Clock(view.schedule.zone(clock) if clock else zone_of(view.team.timezone, view.zones))


def _whose_clock(rotations: Sequence[str], view: TeamView) -> str:
    """The rotation by whose clock times are told; none where they have several, which is to say the team."""
    zones = {str(view.schedule.zone(each)) for each in rotations}
    return rotations[0] if len(zones) == 1 else ""


# ---- saying so


def _problem(
    pipeline: Pipeline, broken: Sequence[_Broken], unanswered: Intervals, rotations: Sequence[str], view: TeamView
) -> Problem:
    first = broken[0]
    clock = _clock(rotations, view)
    longest = max(_length(stretch, first.within, clock) for stretch in first.stretches)
    who = "it is not on call, and nobody is at work" if pipeline.oncall_none is not None else "nobody is on duty for it"
    related = [Related(each.sla.at, "this cannot be kept either") for each in broken[1:]]
    related += [
        Related(place, "somebody is on duty for it at these hours") for place in _hours(pipeline, rotations, view)
    ]
    return Problem(
        f"pipeline '{pipeline.id}' promises {_promise(first)}, but {who} "
        f"{said(view, _whose_clock(rotations, view), first.stretches)}; "
        "widen the hours, or promise what they allow",
        first.sla.at,
        key=tuple(part for part in (first.sla.kind, first.sla.severity) if part),
        evidence=(
            Fact("promised", tuple(_promise(each) for each in broken), tuple(each.sla.at for each in broken)),
            Fact("hours without anybody", hours_in(first.stretches)),
            Fact("longest", f"{-(-longest // _HOUR)}h"),
        ),
        related=tuple(related[:5]),
        remedies=_ways_out(pipeline, broken, max(_length(stretch, first.within, clock) for stretch in unanswered)),
    )


def _length(stretch: Interval, within: Duration, clock: Clock) -> timedelta:
    """How long a stretch is as the promise counts: in hours that pass, or in days on the wall."""
    return stretch[1] - stretch[0] if within.unit in ("m", "h") else clock.days_between(*stretch)


def _promise(broken: _Broken) -> str:
    when = f"within {broken.within}" if broken.within.amount else "at once"
    severity = f" ({broken.sla.severity})" if broken.sla.severity else ""
    return f"a {broken.sla.kind} {when}{severity}"


def _hours(pipeline: Pipeline, rotations: Sequence[str], view: TeamView) -> Iterator[Place]:
    """Where the hours stand that are too short, or what takes the pipeline out of on-call."""
    if pipeline.oncall_none is not None:
        yield pipeline.at("oncall")
    yield from hours_told(view, rotations)


def _ways_out(pipeline: Pipeline, broken: Sequence[_Broken], longest: timedelta) -> tuple[Remedy, ...]:
    hours = -(-longest // _HOUR)
    kinds = listed(dict.fromkeys(each.sla.kind for each in broken))
    own = "slas" not in pipeline.laid
    edits = tuple(Put(each.sla.at._replace(route=(*each.sla.at.route, "within")), f"{hours}h") for each in broken)
    return (
        Remedy("let somebody be on duty at these times, too"),
        Remedy(f"or promise a {kinds} within {hours}h, the longest stretch without anybody", edits if own else ()),
    )
