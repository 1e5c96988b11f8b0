"""One person in two roles of one pipeline at one time.

What it checks
--------------
On the resolved schedule, nobody holds two different roles for the same pipeline at the same time, be it in one
rotation or in two. One problem for each person and pair of lines that make it so, however often it comes round,
reported at the line that was laid on top.

Why it matters
--------------
The backup is there for when the primary does not answer. If both are one person, there is no backup, though the rota
says that there is.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol], secondary: [bob, bob, alice]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol], secondary: [bob, carol, alice]}}
```

Known limits
------------
Two pipelines at once are no clash, and neither is a team that holds two roles: it has more than one person. Duty in
two teams at once shows only to whoever sees both: `uneven-cross-team-load`.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Clash, clashes
from pipecheck.model.intervals import Intervals, common, union
from pipecheck.model.oncall import Rotation
from pipecheck.model.people import Member
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
    Segment,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.lines import top_line
from pipecheck.rules.prose import counted, days, shortened, when
from pipecheck.rules.takers import duty_segments, oncall_days, takers

_RANKS = ("primary", "secondary")


class Params(NamedTuple):
    roles: Annotated[tuple[str, ...], Doc("the roles of which one person may hold one at a time")] = (
        "primary",
        "secondary",
        "standby",
    )


@rule(Rotation, level=Level.error, profile=Profile.essential, params=Params)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    alike: dict[tuple[str, ...], list[Clash]] = {}
    for clash in clashes(view, params.roles):
        upper, lower = _ordered(clash)
        if upper.rotation == rotation.id and isinstance(view.team.person(clash.person), Member):
            lines = (top_line(view, upper).name, top_line(view, lower).name)
            roles = sorted((upper.role, lower.role))
            alike.setdefault((clash.person, *roles, *lines), []).append(clash)
    for key, found in alike.items():
        yield _clash(rotation, key, found, view)
    if not alike:
        yield from _unsure(rotation, view, params)


def _ordered(clash: Clash) -> tuple[Segment, Segment]:
    """The segment that was laid on top, and the other: more lines, then the lighter role, then the later turn."""
    lower, upper = sorted((clash.first, clash.second), key=lambda one: (len(one.because), _weight(one)))
    return upper, lower


def _weight(segment: Segment) -> int:
    """How far down a role stands: a primary is the last to be replaced."""
    return _RANKS.index(segment.role) if segment.role in _RANKS else len(_RANKS)


def _clash(rotation: Rotation, key: tuple[str, ...], found: list[Clash], view: TeamView) -> Problem:
    person = key[0]
    upper, lower = _ordered(found[0])
    where = f"{upper.role} and {lower.role} of rotation '{rotation.id}'"
    if lower.rotation != rotation.id:
        where = f"{upper.role} of rotation '{rotation.id}' and {lower.role} of '{lower.rotation}'"
    stretches = union((clash.start, clash.end) for clash in found)
    runs = oncall_days(view, rotation.id, stretches)
    said = tuple(days(*run) for run in runs)
    often = f", {counted(len(said), 'time')} in all" if len(said) > 1 else ""
    pipelines = sorted({pipeline for clash in found for pipeline in clash.pipelines})
    others = {place: None for clash in found for one in _ordered(clash) for place in (one.because[-1],)}
    others.pop(upper.because[-1])
    return Problem(
        f"'{person}' is {where} at one time, {when(*runs[0])}{often}: "
        f"{_answering(person, pipelines, stretches, view)}; name somebody else in one",
        upper.because[-1],
        key=key,
        evidence=(
            Fact("person", person),
            Fact("roles", (upper.role, lower.role), (upper.because[-1], lower.because[-1])),
            Fact("days", said),
            Fact("pipelines", tuple(pipelines)),
        ),
        related=tuple(Related(place, f"'{person}' is on duty by this, too") for place in list(others)[:5]),
        remedies=(_way_out(found, view),),
    )


def _answering(person: str, pipelines: Sequence[str], stretches: Intervals, view: TeamView) -> str:
    """What it comes to: nobody else answers, or one person fewer than the rota shows."""
    said = shortened(map(repr, pipelines))
    others = union(
        (segment.start, segment.end)
        for segment in duty_segments(view)
        if segment.state in ("held", "among")
        and segment.holder != person
        and not segment.pipelines.isdisjoint(pipelines)
    )
    fewer = common(others, stretches)
    return f"one person fewer answers for {said} than the rota shows" if fewer else f"nobody else answers for {said}"


def _way_out(found: list[Clash], view: TeamView) -> Remedy:
    """Another name in the cell, if it is a cell of a rota and one alone, for somebody free whenever it comes round."""
    upper = _ordered(found[0])[0]
    cell = upper.because[-1]
    alike = view.schedule.segments(role=upper.role, rotation=upper.rotation)
    whole = union((each.start, each.end) for each in alike if each.because[-1] == cell)
    able = takers(view, upper.role, whole, but=(found[0].person,))
    if not able:
        return Remedy(f"give {upper.role} or the other role to somebody else")
    alone = all(_ordered(clash)[0].because == (cell,) for clash in found)
    plain = alone and top_line(view, upper).change is None
    return Remedy(f"give {upper.role} to {able[0]}, who is free then", (Put(cell, able[0]),) if plain else ())


def _unsure(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Undecided]:
    """A column that one of several holds, of whom one may well hold another role of the pipeline at that time."""
    open_ones = [each for each in view.schedule.segments(rotation=rotation.id) if each.state == "among"]
    scope = frozenset().union(*(each.pipelines for each in open_ones))
    running: list[Segment] = []
    for segment in view.schedule.segments():
        if segment.role not in params.roles or scope.isdisjoint(segment.pipelines):
            continue
        running = [each for each in running if each.end > segment.start]
        for other in running:
            unclear = next((each for each in (other, segment) if each.state == "among"), None)
            if unclear is None or unclear.rotation != rotation.id or not _may_meet(rotation, segment, other, view):
                continue
            why = f"whether one person is {other.role} and {segment.role} at one time"
            yield Undecided("oncall.rotations.roles", unclear.because[-1], why=why)
            return
        running.append(segment)


def _may_meet(rotation: Rotation, segment: Segment, other: Segment, view: TeamView) -> bool:
    """Whether one person may be in both, and that would be a clash."""
    clash = segment.role != other.role and bool(segment.pipelines & other.pipelines)
    return clash and not _follow(rotation, segment, other) and bool(_members(view, segment) & _members(view, other))


def _follow(rotation: Rotation, segment: Segment, other: Segment) -> bool:
    """Whether one of two columns of a rotation keeps its distance from the other: then they never meet in a person."""
    pair = {segment.column, other.column}
    return segment.rotation == other.rotation and any(
        column.follows is not None and column.follows.by and {column.name, column.follows.column.id} == pair
        for column in rotation.columns
    )


def _members(view: TeamView, segment: Segment) -> set[str]:
    people = (segment.holder,) if segment.holder is not None else segment.candidates
    return {who for who in people if isinstance(view.team.person(who), Member)}
