"""Duty changes hands on a day on which somebody does not work.

What it checks
--------------
Every handoff within the span falls on a working day of whoever hands over and of whoever takes over: by the team's
working week, and the public holidays of the region in which each of them lives. Where a handoff waits for the next
working day (`handoff.if_holiday: next-working-day`), it is the day on which it takes place that counts.

Turns shorter than a week change hands on all days of the week: they are let pass.

Why it matters
--------------
A handoff is a conversation. On a holiday it is a line in a chat, or does not take place, and the first night of the
new turn begins without it. In 2026 five of 52 Mondays are public holidays in the United States.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, handoff: {day: monday}, roles: {primary: [alice, bob]}}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      handoff: {day: monday, if_holiday: next-working-day}
      roles: {primary: [alice, bob]}
```

Known limits
------------
A member's own working days are not known: the working week is the team's. Days off of a single person are what
`duty-during-time-off` speaks of.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Annotated, NamedTuple

from pipecheck.model.oncall import Rotation
from pipecheck.model.people import Member
from pipecheck.model.resolve.clock import zone_of
from pipecheck.model.schedule import TurnSpan
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
    Segment,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import WEEKDAYS, counted, listed, shortened, weekday

_WEEK = 7 * 24 * 60


class Params(NamedTuple):
    roles: Annotated[tuple[str, ...], Doc("the roles whose handoffs count")] = ("primary", "secondary")


class _Handoff(NamedTuple):
    """A moment at which duty changes hands, and why somebody does not work on that day: holidays, or a weekday."""

    day: date
    regions: tuple[str | None, ...]
    """Where those live who hand over and take over; None is the team's region."""
    reasons: tuple[str, ...]


def _concerned(rotation: Rotation, params: Params) -> bool:
    told = [row.length or rotation.turn for row in rotation.turns] or [rotation.turn]
    return any(column.role in params.roles for column in rotation.columns) and any(map(_is_long, told))


@rule(Rotation, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    handoffs = [*_handoffs(rotation, view, params)]
    idle = [each for each in handoffs if each.reasons]
    regions = {region for each in handoffs for region in each.regions}
    if idle:
        yield _problem(rotation, handoffs, idle, view)
    elif not all(view.calendar.knows(region) for region in regions):
        yield Undecided("calendar.region", view.team.at("calendar", "region"), why="on which days nobody works")


def _is_long(length: Duration | None) -> bool:
    """Whether a turn may last a week or more; of one that dates or a calendar measure, it may."""
    minutes = length.minutes if length is not None else None
    return minutes is None or minutes >= _WEEK


def _handoffs(rotation: Rotation, view: TeamView, params: Params) -> Iterator[_Handoff]:
    """Where a turn of a week or more begins, and somebody takes it over."""
    incoming: dict[datetime, list[Segment]] = {}
    outgoing: dict[datetime, list[Segment]] = {}
    for segment in view.schedule.stretches(rotation=rotation.id):
        if segment.role in params.roles:
            incoming.setdefault(segment.start, []).append(segment)
            outgoing.setdefault(segment.end, []).append(segment)
    zone = view.schedule.zone(rotation.id)
    everybody = _people(each for found in incoming.values() for each in found)
    for turn in view.schedule.turns(rotation.id):
        old, new = (_people(found.get(turn.start, ())) for found in (outgoing, incoming))
        if not new or not _is_week(rotation, turn):
            continue
        # Who had the turn before the span is not known, only that it was one of them. Of several, not told which, the
        # next one has it.
        same = new == (old if old or turn.number == 0 else everybody)
        if same and all(each.state == "held" for each in incoming[turn.start]):
            continue
        days = {_local(who, turn.start, zone, view) for who in (*old, *new)}
        reasons = dict.fromkeys(why for day, region in sorted(days, key=str) for why in _why_off(day, region, view))
        yield _Handoff(turn.start.astimezone(zone).date(), tuple({region for _, region in days}), tuple(reasons))


def _people(segments: Iterable[Segment]) -> frozenset[str]:
    return frozenset(who for each in segments for who in (each.candidates if each.holder is None else (each.holder,)))


def _is_week(rotation: Rotation, turn: TurnSpan) -> bool:
    if rotation.turns:
        row = rotation.turns[turn.number % len(rotation.turns)]
        if row.first is not None:
            return (turn.last - turn.first).days >= 6
        return _is_long(row.length or rotation.turn)
    return _is_long(rotation.turn)


def _local(who: str, start: datetime, zone: tzinfo, view: TeamView) -> tuple[date, str | None]:
    """The day it is for somebody, and the region in which they live."""
    person = view.team.person(who)
    if not isinstance(person, Member):
        return start.astimezone(zone).date(), None
    own = zone_of(person.timezone, view.zones) or zone
    return start.astimezone(own).date(), person.region if person.region != view.team.region else None


def _is_off(day: date, region: str | None, view: TeamView) -> bool:
    return not view.calendar.is_working_day(day, view.team.working_days, region)


def _why_off(day: date, region: str | None, view: TeamView) -> list[str]:
    if not _is_off(day, region, view):
        return []
    return [each.id for each in view.calendar.holidays(day, day, region)] or [weekday(day)]


# ---- saying so


def _problem(rotation: Rotation, handoffs: Sequence[_Handoff], idle: Sequence[_Handoff], view: TeamView) -> Problem:
    number, total = len(idle), len(handoffs)
    fall = "falls" if number == 1 else "fall"
    return Problem(
        f"{number} of {counted(total, 'handoff')} of rotation '{rotation.id}' {fall} on a day off: "
        f"{shortened([_said(each) for each in idle], 4)}; hand over on working days",
        _place(rotation, idle[0]),
        key=(rotation.id,),
        evidence=(
            Fact("handoffs", total),
            Fact("days off", tuple(each.day for each in idle)),
            Fact("reasons", tuple(dict.fromkeys(why for each in idle for why in each.reasons))),
        ),
        remedies=(*_wait(rotation, idle, view), *_other_day(rotation, handoffs, idle, view)),
    )


def _said(handoff: _Handoff) -> str:
    return f"{handoff.day} ({listed(handoff.reasons)})"


def _place(rotation: Rotation, first: _Handoff) -> Place:
    """What says when duty changes hands: the weekday, a row's own date, or the start from which turns are counted."""
    if rotation.handoff is not None and rotation.handoff.day is not None:
        return rotation.at("handoff", "day")
    row = next((number for number, row in enumerate(rotation.turns) if row.first == first.day), None)
    if row is not None:
        return rotation.at("turns", row, "from")
    return rotation.at("start") if rotation.start is not None else rotation.at("turn")


def _wait(rotation: Rotation, idle: Sequence[_Handoff], view: TeamView) -> Iterator[Remedy]:
    """A handoff that waits for the next working day, where that is one for everybody; rows with dates do not wait."""
    dated = any(row.first is not None for row in rotation.turns)
    if dated or any(each.regions != (None,) or each.day.weekday() not in view.team.working_days for each in idle):
        return
    handoff = rotation.handoff
    if handoff is None:
        edit = Put(rotation.at("handoff"), {"if_holiday": "next-working-day"})
    else:
        edit = Put(rotation.at("handoff", "if_holiday"), "next-working-day")
    yield Remedy("let a handoff on a holiday wait for the next working day: `if_holiday: next-working-day`", (edit,))


def _other_day(
    rotation: Rotation, handoffs: Sequence[_Handoff], idle: Sequence[_Handoff], view: TeamView
) -> Iterator[Remedy]:
    """The weekday on which fewest of so many handoffs would fall on a day off."""
    numbers = {}
    for day in sorted(view.team.working_days):
        moved = ((each, each.day + timedelta(days=(day - each.day.weekday()) % 7)) for each in handoffs)
        numbers[day] = sum(any(_is_off(at, region, view) for region in each.regions) for each, at in moved)
    best = min(numbers, key=numbers.__getitem__, default=None)
    if best is not None and numbers[best] < len(idle):
        yield Remedy(f"hand off on a {WEEKDAYS[best]}: {numbers[best] or 'none'} of these would fall on a day off")
    else:
        yield Remedy("move the handoffs that fall on a day off, as rows of `turns` with dates of their own")
