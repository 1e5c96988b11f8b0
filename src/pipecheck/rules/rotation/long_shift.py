"""A turn that lasts too long.

What it checks
--------------
Nobody is on duty in one turn for longer than `max` without a break. Where the people of a rotation live in two parts
of the world or more, at least six hours apart, a day can be shared so that nobody has the night: there it is
`max_several_sites`. Hours count: a week of office hours is five stretches of eight hours.

Durations are days and hours by the wall clock, so that a week in which the clocks change is a week. Where a handoff
waits for the next working day (`handoff.if_holiday`), the turn before it may last until then.

Why it matters
--------------
The longer a turn, the fewer nights of rest lie in it. After a week judgement suffers; and whoever could hand over to
people who are awake need not be on duty at night at all.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: fortnight, start: 2026-01-05, turn: 2w, roles: {primary: [alice, bob, carol, dave]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol, dave]}}
```

Known limits
------------
Turns next to one another are looked at one by one: two in a row are what `consecutive-shifts` speaks of.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.intervals import Interval, union
from pipecheck.model.oncall import Rotation
from pipecheck.model.resolve.clock import Clock
from pipecheck.model.resolve.turns import Ruler, Shift
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
    Related,
    Remedy,
    Segment,
    TeamView,
    rule,
)
from pipecheck.rules.prose import counted, listed
from pipecheck.rules.sites import sites
from pipecheck.rules.takers import told


class Params(NamedTuple):
    max: Annotated[Duration, Doc("the longest that somebody may be on duty in one turn")] = Duration(7, "d")
    max_several_sites: Annotated[
        Duration,
        Doc("the same where people live in several parts of the world", source="The Site Reliability Workbook"),
    ] = Duration(12, "h")
    roles: Annotated[tuple[str, ...], Doc("the roles whose turns count")] = ("primary", "secondary")


class _Long(NamedTuple):
    """What somebody has of a turn without a break, longer than it may be."""

    length: timedelta
    """By the wall clock."""
    stretch: Interval
    segment: Segment


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(Rotation, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    turns = [each for each in view.schedule.segments(rotation=rotation.id) if each.role in params.roles]
    people = [who for each in turns for who in (each.candidates if each.holder is None else (each.holder,))]
    several = len(sites(view, people)) > 1
    limit = params.max_several_sites if several else params.max
    long = [*_too_long(rotation, turns, limit, view)]
    if long:
        yield _problem(rotation, long, limit, view, several=several)


def _too_long(rotation: Rotation, turns: list[Segment], limit: Duration, view: TeamView) -> Iterator[_Long]:
    clock = Clock(view.schedule.zone(rotation.id))
    shift = Shift(view.calendar, view.team.working_days)
    waits = rotation.handoff is not None and rotation.handoff.if_holiday == "next-working-day"
    held: dict[tuple[int, str | None, tuple[str, ...]], list[Segment]] = {}
    for each in turns:
        if each.state in ("held", "among"):
            held.setdefault((each.turn, each.holder, each.candidates), []).append(each)
    for own in held.values():
        for start, end in union((each.start, each.end) for each in own):
            opened, closed = clock.local(start), clock.local(end)
            latest = Ruler(opened, (limit,), shift).at(1)
            if closed > (shift.moved(latest) if waits else latest):
                yield _Long(closed - opened, (start, end), own[0])


# ---- saying so


def _problem(rotation: Rotation, long: list[_Long], limit: Duration, view: TeamView, *, several: bool) -> Problem:
    worst = max(long, key=lambda each: each.length)
    here = _place(rotation, worst.segment)
    places = list(dict.fromkeys(_place(rotation, each.segment) for each in long))
    turns = len({each.segment.turn for each in long})
    ask = (
        "its people live in several parts of the world, so one can hand over to another"
        if several
        else "hand over sooner"
    )
    parameter = "max_several_sites" if several else "max"
    return Problem(
        f"{counted(turns, 'turn')} of rotation '{rotation.id}' {'lasts' if turns == 1 else 'last'} longer than "
        f"{_in_words(limit)}: somebody is on duty for {_said(worst.length)} without a break, "
        f"{told(view, rotation.id, worst.stretch)}; {ask}",
        here,
        key=(rotation.id,),
        evidence=(
            Fact("longest", _said(worst.length)),
            Fact("turns", turns, tuple(places)),
            Fact(parameter, str(limit)),
        ),
        related=tuple(Related(place, "this turn is too long, too") for place in places if place != here)[:5],
        remedies=tuple(_ways_out(rotation, limit, several=several)),
    )


def _place(rotation: Rotation, segment: Segment) -> Place:
    """What made the turn so long: its row, or the length of all turns."""
    if rotation.turns:
        row = segment.because[0]
        return next((each.at for each in rotation.turns if row.route[: len(each.at.route)] == each.at.route), row)
    return rotation.at("turn")


def _said(length: timedelta) -> str:
    """`14 days`, `12 hours`, `7 days and 3 hours`."""
    hours = length.seconds // 3600
    days = [counted(length.days, "day")] if length.days else []
    return listed([*days, *([counted(hours, "hour")] if hours or not days else [])])


def _in_words(limit: Duration) -> str:
    noun = {"m": "minute", "h": "hour", "d": "day", "wd": "working day", "w": "week", "mo": "month", "y": "year"}
    return counted(limit.amount, noun[limit.unit])


def _ways_out(rotation: Rotation, limit: Duration, *, several: bool) -> Iterator[Remedy]:
    if several:
        yield Remedy("let each part of the world have its day: a column with `hours` for each")
        return
    weeks = Duration(limit.amount // 7, "w") if limit.unit == "d" and limit.amount % 7 == 0 else limit
    by_weekday = rotation.handoff is not None and rotation.handoff.day is not None
    if rotation.turns:
        yield Remedy(f"split what is longer than {_in_words(limit)} into turns of several people")
    elif by_weekday and weeks.unit != "w":
        yield Remedy(f"let a turn last {_in_words(weeks)}, and leave `handoff.day` out")
    else:
        yield Remedy(f"let a turn last {_in_words(weeks)}", (Put(rotation.at("turn"), str(weeks)),))
