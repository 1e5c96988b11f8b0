"""Too little rest between two turns of one person.

What it checks
--------------
Between two turns of one person lie at least `hours`, by the wall clock, in whichever rotations and columns of `roles`
they are; rotations that share people are looked at together. It is about duty by parts of the day: where both turns
are as long as a day, `consecutive-shifts` asks for more. Hours count: duty from 09:00 to 17:00 ends at 17:00.

A pattern is told once, however often it comes round; a holiday line, override or swap that makes a rest too short is
told for itself.

Why it matters
--------------
Whoever is on duty until late and again in the morning has no night between. Eleven hours are what European law gives
to everybody who works.

Fails
-----
Alice has the evening of one day and the morning of the next:

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - id: early
      start: 2026-01-05
      turn: 1d
      hours: [{from: "06:00", to: "14:00"}]
      roles: {primary: [alice, bob, carol]}
    - id: late
      start: 2026-01-05
      turn: 1d
      hours: [{from: "14:00", to: "22:00"}]
      roles: {primary: [bob, carol, alice]}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - id: early
      start: 2026-01-05
      turn: 1d
      hours: [{from: "06:00", to: "14:00"}]
      roles: {primary: [alice, bob, carol]}
    - id: late
      start: 2026-01-05
      turn: 1d
      hours: [{from: "14:00", to: "22:00"}]
      roles: {primary: [carol, alice, bob]}
```

Known limits
------------
The nights within one turn, a week of office hours for instance, are not looked at. Before the span only what it holds
is known, `history` is not. Where an order is not stated, it is undecided whose turns they are.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Pool, days_between, local_text, pools, untold
from pipecheck.model.oncall import Rotation
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Related,
    Remedy,
    Segment,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.lines import STAND_IN, Line, foremost, top_line
from pipecheck.rules.prose import counted, listed, quoted, shortened
from pipecheck.rules.stretches import plain


class Params(NamedTuple):
    hours: Annotated[
        Fraction, Doc("the fewest hours between two turns of one person", source="Directive 2003/88/EC, article 3")
    ] = Fraction(11)
    roles: Annotated[tuple[str, ...], Doc("the roles whose turns count")] = ("primary", "secondary")


class _Rest(NamedTuple):
    """Two stretches of duty of one person in different turns, and the hours between."""

    person: str
    first: Segment
    second: Segment
    hours: Fraction


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(
    Rotation,
    level=Level.warning,
    profile=Profile.strict,
    params=Params,
    applies=_concerned,
    defers_to=("consecutive-shifts",),
)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    for pool in pools(view, params.roles):
        if rotation.id not in pool.rotations:
            continue
        causes: dict[str, tuple[Line, list[_Rest]]] = {}
        for rest in _short(rotation, pool, view, params, possible=False):
            line = _cause(rest, view)
            causes.setdefault(line.name, (line, []))[1].append(rest)
        for line, alike in causes.values():
            yield _problem(rotation, line, alike, view, params)
        if not causes and untold(view, pool):
            for rest in _short(rotation, pool, view, params, possible=True)[:1]:
                unclear = next(each for each in (rest.second, rest.first) if each.state == "among")
                yield Undecided("oncall.rotations.roles", unclear.because[-1], why="who has turns so close together")


def _short(rotation: Rotation, pool: Pool, view: TeamView, params: Params, *, possible: bool) -> list[_Rest]:
    rests = view.measure(_rests, pool, possible)
    return [rest for rest in rests if rest.hours < params.hours and rest.second.rotation == rotation.id]


def _rests(view: TeamView, pool: Pool, possible: bool) -> tuple[_Rest, ...]:
    """Every rest between two turns of which one is shorter than a day, in order of time; `possible` are those, too, of
    people who are one of several for a turn."""
    found: list[_Rest] = []
    last: dict[str, Segment] = {}
    for segment in view.schedule.segments():
        if (segment.rotation, segment.column) not in pool.columns:
            continue
        holders = (segment.holder,) if segment.holder is not None else segment.candidates if possible else ()
        for who in holders:
            before = last.get(who)
            if before is not None and segment.start >= before.end and _is_short(before, segment, view):
                zone = view.schedule.zone(segment.rotation)
                found.append(_Rest(who, before, segment, 24 * days_between(before.end, segment.start, zone)))
            if before is None or segment.end > before.end:
                last[who] = segment
    counted_there = set(pool.counted)
    return tuple(rest for rest in found if rest.person in counted_there)


def _is_short(first: Segment, second: Segment, view: TeamView) -> bool:
    """Whether they are of different turns, and one is shorter than a day."""
    lengths = (days_between(each.start, each.end, view.schedule.zone(each.rotation)) for each in (first, second))
    return (first.rotation, first.turn) != (second.rotation, second.turn) and min(lengths) < 1


def _cause(rest: _Rest, view: TeamView) -> Line:
    """The line that brought the two together: what was laid over the later turn, or the earlier; else the pattern."""
    return foremost([top_line(view, segment) for segment in (rest.second, rest.first)])


# ---- saying so


def _problem(rotation: Rotation, line: Line, alike: list[_Rest], view: TeamView, params: Params) -> Problem:
    first = min(alike, key=lambda rest: rest.hours)
    people = tuple(dict.fromkeys(rest.person for rest in alike))
    often = f", {counted(len(alike), 'time')} in all" if len(alike) > 1 else ""
    place = first.second.because[-1] if line.is_pattern else line.place
    related = {segment.because[-1]: rest for rest in alike for segment in (rest.first, rest.second)}
    related.pop(place, None)
    each = "'" + people[0] + "' has" if len(people) == 1 else f"{shortened(quoted(people))} each have"
    begin = "" if len(people) == 1 else f"'{first.person}', "
    return Problem(
        f"{each} {plain(first.hours)} hours of rest between two turns{often}: {begin}{_said(first.first, view)}, then "
        f"{_said(first.second, view)}; leave at least {plain(params.hours)} hours between",
        place,
        key=(line.name,),
        evidence=(
            Fact("people", people),
            Fact("times", len(alike)),
            Fact("shortest", first.hours),
            Fact("dates", tuple(_day(one.second, view) for one in alike)),
            Fact("hours", params.hours),
        ),
        related=tuple(
            Related(at, f"'{rest.person}' is on duty by this, next to another turn") for at, rest in related.items()
        )[:5],
        remedies=(_way_out(line, first, alike),),
    )


def _said(segment: Segment, view: TeamView) -> str:
    return f"{segment.role} {local_text((segment.start, segment.end), view.schedule.zone(segment.rotation))}"


def _day(segment: Segment, view: TeamView) -> date:
    return segment.start.astimezone(view.schedule.zone(segment.rotation)).date()


def _way_out(line: Line, first: _Rest, alike: list[_Rest]) -> Remedy:
    if line.change is not None:
        return Remedy(f"name somebody else than '{first.person}' here, or change the turn next to it, too")
    if line.name == STAND_IN:
        return Remedy(f"give this day to somebody else than '{first.person}' by an override, or let others stand in")
    if first.first.rotation != first.second.rotation:
        return Remedy(f"let the order of '{first.second.rotation}' begin with somebody else, so that turns do not meet")
    people = listed(quoted(dict.fromkeys(rest.person for rest in alike)))
    return Remedy(f"put somebody else between the turns of {people}")
