"""Promises that cannot follow one another.

What it checks
--------------
Of the promises of a pipeline under one `severity`, what has to come first is promised for earlier, by `order`: a
warning before the alarm, the alarm before the repair, the answer and the arrival of the data before the repair, the
validation before the delivery. Durations are compared with durations, and days of the week or month with days of the
same kind; there a deadline shortly before the other's is meant for the next round.

Where data arrives late, a repair still fits in before a daily delivery: arrival and fix together take no longer than
from the run to the delivery.

Why it matters
--------------
An alarm that comes after the repair was due wakes somebody for a promise that is broken already. Each number was
reasonable when it was written; nobody has looked at the two together.

Fails
-----

```yaml
version: 1
team: data-core
pipelines:
  - {id: revenue, slas: [{kind: alarm, within: 4h}, {kind: fix, within: 2h}]}
```

Passes
------

```yaml
version: 1
team: data-core
pipelines:
  - {id: revenue, slas: [{kind: warn, within: 30m}, {kind: alarm, within: 1h}, {kind: fix, within: 4h}]}
```

Known limits
------------
A duration is not compared with a day, a day of the month not with a working day, nor a run with a delivery of another
zone. Freshness has no place in the order: data may be a day old, and be mended within an hour. Where a calendar decides
which of two durations is longer (`1mo` or `30d`), nothing is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runs import Moment, runs_of
from pipecheck.model.team import Team
from pipecheck.model.value import Deadline, Duration
from pipecheck.rules.base import (
    Doc,
    Edit,
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
    rule,
)
from pipecheck.rules.deadlines import clock, in_words

_DAY = 1440
_DELIVERY, _ARRIVAL, _FIX = "delivery", "arrival", "fix"


class Params(NamedTuple):
    order: Annotated[
        Mapping[str, str],
        Doc("kinds of promises, and the kind that each has to come before", source="plan 002: arrival before fix"),
    ] = MappingProxyType(
        {"warn": "alarm", "alarm": _FIX, "response": _FIX, _ARRIVAL: _FIX, "validation": _DELIVERY},
    )


class _Promise(NamedTuple):
    """A promise, or a delivery that takes the place of one."""

    kind: str
    severity: str
    at: Place
    within: Duration | None
    by: Deadline | None

    @property
    def said(self) -> str:
        return f"within {self.within}" if self.within is not None else f"by {in_words(self.by)}" if self.by else ""


_Pair = tuple[_Promise, _Promise]


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return len(pipeline.slas) + len(pipeline.deliveries) > 1 and bool(pipeline.slas)


@rule(Pipeline, level=Level.error, profile=Profile.strict, params=Params, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    promises = _promises(pipeline)
    found = _disordered(promises, params)
    for key, pair in found.items():
        yield _exchanged(pipeline, key, pair, _exchange(pair, promises, found, params))
    yield from _late(pipeline, promises, view.team)


def _promises(pipeline: Pipeline) -> list[_Promise]:
    told = [_Promise(sla.kind.casefold(), sla.severity or "", sla.at, sla.within, sla.by) for sla in pipeline.slas]
    return told + [_Promise(_DELIVERY, "", run.at, None, run.by) for run in pipeline.deliveries]


# ---- two promises


def _disordered(promises: Sequence[_Promise], params: Params) -> dict[tuple[str, ...], _Pair]:
    """The pairs of which the first is promised for as late as the second, or later; one for each two kinds."""
    found: dict[tuple[str, ...], _Pair] = {}
    for one in promises:
        for other in promises:
            if one.severity == other.severity and other.kind in _after(one.kind, params) and _is_late(one, other):
                found.setdefault((one.kind, other.kind, one.severity), (one, other))
    return found


def _after(kind: str, params: Params) -> list[str]:
    """The kinds that come after one, at once or in the end."""
    found: list[str] = []
    later = params.order.get(kind)
    while later is not None and later not in (kind, *found):
        found.append(later)
        later = params.order.get(later)
    return found


def _is_late(one: _Promise, other: _Promise) -> bool:
    if one.within is not None and other.within is not None:
        least, most = _least(one.within), _most(other.within)
        return least >= most and most > 0
    return one.by is not None and other.by is not None and _is_later(one.by, other.by)


def _least(duration: Duration) -> int:
    """How many minutes it lasts at least."""
    days = {"wd": 1, "mo": 28, "y": 365}
    return duration.minutes if duration.minutes is not None else duration.amount * days[duration.unit] * _DAY


def _most(duration: Duration) -> int:
    """And at most: a week for a working day, among holidays."""
    days = {"wd": 7, "mo": 31, "y": 366}
    return duration.minutes if duration.minutes is not None else duration.amount * days[duration.unit] * _DAY


def _is_later(one: Deadline, other: Deadline) -> bool:
    """Whether a deadline of a week or a month comes after another of the same round, or at the same time."""
    for first, second, length in (
        (one.weekday, other.weekday, 7),
        (one.day_of_month, other.day_of_month, 31),
        (one.working_day_of_month, other.working_day_of_month, 23),
    ):
        if first is None or second is None:
            continue
        if length > 7:
            first, second = first or length, second or length
        if first == second:
            return one.minute is not None and other.minute is not None and one.minute >= other.minute
        return first > second and 2 * (length - (first - second)) > length
    return False


# ---- arrival and repair before a delivery


def _late(pipeline: Pipeline, promises: Sequence[_Promise], team: Team) -> Iterator[Problem]:
    arrival = next((one for one in promises if one.kind == _ARRIVAL and one.within is not None), None)
    fix = next((one for one in promises if one.kind == _FIX and one.within is not None), None)
    if arrival is None or fix is None or arrival.within is None or fix.within is None:
        return
    taken = _least(arrival.within) + _least(fix.within)
    moments = list(runs_of(team, pipeline))
    for delivery in (one for one in moments if one.kind == "delivery" and _is_daily(one)):
        runs = [one for one in moments if one.kind == "run" and _is_daily(one) and one.timezone == delivery.timezone]
        left = max((((delivery.minute or 0) - (one.minute or 0)) % _DAY for one in runs), default=None)
        if left is not None and taken > left:
            yield _does_not_fit(pipeline, delivery, arrival, fix, left)
            return


def _is_daily(moment: Moment) -> bool:
    return moment.minute is not None and moment.by is None and moment.every in (None, Duration(1, "d"))


# ---- saying so


def _exchange(
    pair: _Pair, promises: Sequence[_Promise], found: Mapping[tuple[str, ...], _Pair], params: Params
) -> tuple[Edit, ...]:
    """The durations of two promises, exchanged, if that puts nothing else out of order."""
    one, other = pair
    if one.within is None or other.within is None:
        return ()
    new = {one: one._replace(within=other.within), other: other._replace(within=one.within)}
    after = _disordered([new.get(each, each) for each in promises], params)
    if not after.keys() < found.keys():
        return ()
    return Put(_inside(one.at), str(other.within)), Put(_inside(other.at), str(one.within))


def _inside(place: Place) -> Place:
    return Place(place.document, (*place.route, "within"))


def _exchanged(pipeline: Pipeline, key: tuple[str, ...], pair: _Pair, edits: tuple[Edit, ...]) -> Problem:
    one, other = pair
    first, second = f"'{one.kind}' {one.said}", f"'{other.kind}' {other.said}"
    way_out = Remedy(f"exchange them: '{one.kind}' within {other.within}, '{other.kind}' within {one.within}", edits)
    return Problem(
        f"pipeline '{pipeline.id}' promises {first} and {second}, and the first has to come before the second; "
        "correct one of them",
        other.at,
        key=key,
        evidence=(Fact("first", one.said, (one.at,)), Fact("second", other.said, (other.at,))),
        related=(Related(one.at, f"'{one.kind}' has to come before it"),),
        remedies=(
            *((way_out,) if edits else ()),
            Remedy(f"promise '{one.kind}' for earlier, or '{other.kind}' for later"),
        ),
    )


def _does_not_fit(pipeline: Pipeline, delivery: Moment, arrival: _Promise, fix: _Promise, left: int) -> Problem:
    between = Duration(left, "m") if left % 60 else Duration(left // 60, "h")
    return Problem(
        f"pipeline '{pipeline.id}' promises '{arrival.kind}' {arrival.said} and '{fix.kind}' {fix.said}, "
        f"and between its run and its delivery at {clock(delivery.minute or 0)} lie only {between}; "
        "correct one of them",
        delivery.at,
        key=("delivery", delivery.name, clock(delivery.minute or 0)),
        evidence=(
            Fact("arrival", str(arrival.within), (arrival.at,)),
            Fact("fix", str(fix.within), (fix.at,)),
            Fact("minutes left", left, (delivery.at,)),
        ),
        related=(Related(arrival.at, "by then the data is there"), Related(fix.at, "and then it may take so long")),
        remedies=(Remedy("deliver later, run earlier, or promise a faster arrival or repair"),),
    )
