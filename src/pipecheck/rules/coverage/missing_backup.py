"""Nobody stands behind the one on duty.

What it checks
--------------
Whenever somebody is needed as primary for a pipeline, and is there, a second person is on duty behind, in one of the
`roles`, over all rotations and columns that cover the pipeline together. One problem for each rotation and the
pipelines that it leaves alike.

A backup that is nobody on purpose (`none` with a reason) is no problem. Hours under a condition (`when`) are no
promise: where only they would help, the verdict is undecided.

Why it matters
--------------
Phones lie in other rooms, and trains go through tunnels. With one person on duty, a page that is not heard is not
answered until somebody else happens to look.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol, dave]}}
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
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob, carol, dave], secondary: {before: primary, by: 2}}
```

Known limits
------------
A backup that `oncall.required` asks for and nobody is, is for `coverage-gap` to say, and one person in both roles for
`double-booked`. One of several people, not told which, is somebody.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Coverage, coverage
from pipecheck.model.intervals import Intervals, common, minus, union
from pipecheck.model.oncall import Rotation, Turn
from pipecheck.model.pipeline import Pipeline
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
    Undecided,
    rule,
)
from pipecheck.rules.prose import listed, shortened
from pipecheck.rules.stretches import hours_in, said
from pipecheck.rules.takers import takers


class Params(NamedTuple):
    roles: Annotated[
        tuple[str, ...],
        Doc("the roles of which one stands behind the primary", source="PagerDuty's guide: always have a backup"),
    ] = ("secondary",)


class _Lone(NamedTuple):
    """When somebody is primary for a pipeline in one rotation, with nobody behind."""

    stretches: Intervals
    segments: tuple[Segment, ...]
    ever: bool
    """Whether anybody ever stands behind, or may."""


def _concerned(rotation: Rotation, params: Params) -> bool:
    return bool(params.roles)


@rule(Rotation, level=Level.warning, profile=Profile.recommended, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    found: dict[Intervals, tuple[_Lone, list[str]]] = {}
    unsure: dict[Place, Undecided] = {}
    for pipeline in view.each(Pipeline):
        lone = _lone(rotation, pipeline, view, params)
        if lone is None:
            continue
        perhaps = _perhaps(pipeline, view, params)
        certain = minus(lone.stretches, union(stretch for each in perhaps.values() for stretch in each))
        if certain:
            sure = _within(lone, certain)._replace(ever=lone.ever or bool(perhaps))
            found.setdefault(certain, (sure, []))[1].append(pipeline.id)
        else:
            at = next(iter(perhaps))
            why = f"whether somebody stands behind the primary of '{pipeline.id}'"
            unsure.setdefault(at, Undecided("oncall.rotations.hours.when", at, why=why))
    for each, pipelines in found.values():
        yield _problem(rotation, each, pipelines, view, params)
    if not found:
        yield from unsure.values()


def _lone(rotation: Rotation, pipeline: Pipeline, view: TeamView, params: Params) -> _Lone | None:
    held = view.schedule.segments(role="primary", rotation=rotation.id, pipeline=pipeline.id)
    if not held:
        return None
    by_role = {each.role: each for each in coverage(view, pipeline.id)}
    primary = by_role.get("primary")
    if primary is None:
        return None
    backups = [by_role[role] for role in params.roles if role in by_role]
    behind = union(stretch for each in backups for stretch in (*each.held, *each.absent, *_asked_for(each)))
    stretches = minus(common(primary.required, primary.held), behind)
    segments = [
        segment
        for segment in held
        if segment.state in ("held", "among") and common(((segment.start, segment.end),), stretches)
    ]
    if not segments:
        return None
    own = common(union((segment.start, segment.end) for segment in segments), stretches)
    return _Lone(own, tuple(segments), any(each.held for each in backups))


def _within(lone: _Lone, certain: Intervals) -> _Lone:
    segments = tuple(one for one in lone.segments if common(((one.start, one.end),), certain))
    return lone._replace(stretches=certain, segments=segments)


def _asked_for(covered: Coverage) -> Intervals:
    """When `oncall.required` itself asks for a backup: whether somebody is there then, `coverage-gap` says."""
    return covered.required if covered.asked else ()


def _perhaps(pipeline: Pipeline, view: TeamView, params: Params) -> dict[Place, Intervals]:
    """Hours of backups that stand under a condition."""
    return {
        condition.at: condition.stretches
        for each in coverage(view, pipeline.id)
        if each.role in params.roles
        for condition in each.conditions
        if not condition.asked
    }


def _problem(rotation: Rotation, lone: _Lone, pipelines: list[str], view: TeamView, params: Params) -> Problem:
    named = shortened(map(repr, pipelines), 4)
    roles = listed(params.roles, "or")
    if lone.ever:
        fact = f"nobody is {roles} behind the primary of {named}, {said(view, rotation.id, lone.stretches)}"
    else:
        fact = f"rotation '{rotation.id}' has a primary for {named} and nobody behind: no {roles} at any time"
    columns = {each.name: each for each in rotation.columns}
    places = dict.fromkeys(one.because[-1] if rotation.turns else columns[one.column].at for one in lone.segments)
    first, *more = places
    return Problem(
        f"{fact}; name a backup",
        first,
        key=(pipelines[0],),
        evidence=(
            Fact("pipelines", tuple(pipelines)),
            Fact("hours", hours_in(lone.stretches)),
            Fact("ever", lone.ever),
        ),
        related=tuple(Related(place, "nobody behind this one, too") for place in more[:5]),
        remedies=tuple(_ways_out(rotation, lone, view, params)),
    )


def _ways_out(rotation: Rotation, lone: _Lone, view: TeamView, params: Params) -> Iterator[Remedy]:
    role = params.roles[0]
    people = _people(rotation)
    if not lone.ever and len(people) > 1 and role == "secondary":
        by = len(people) // 2
        turns = "the next turn" if by == 1 else f"{by} turns from then"
        column = Put(rotation.at("roles", role), {"before": "primary", "by": by})
        yield Remedy(f"add a backup to '{rotation.id}': whoever is primary in {turns}", (column,))
    rows = [row for row in rotation.turns if any(_is_of(row, one) for one in lone.segments)]
    able = takers(view, role, lone.stretches) if len(rows) == 1 else ()
    told = next((each for each in rotation.columns if each.name == role), None)
    narrow = told is not None and (told.hours is not None or told.covers is not None)
    if able and not narrow and (role == "secondary" or told is not None):
        cell = rows[0].at._replace(route=(*rows[0].at.route, role))
        yield Remedy(f"let {able[0]}, who is free then, be {role}", (Put(cell, able[0]),))
    if rotation.turns and narrow:
        yield Remedy(f"let column `{role}` of '{rotation.id}' serve all pipelines and times of a row")
    elif rotation.turns:
        yield Remedy(f"name somebody as {role} in each row")
    else:
        some = any(column.role == role for column in rotation.columns)
        yield Remedy(f"add a column `{role}` to '{rotation.id}'{', or hours to the one there is' if some else ''}")
    yield Remedy(f"or say that nobody is wanted behind: `{role}: {{none: reason}}`")


def _is_of(row: Turn, segment: Segment) -> bool:
    """Whether a row put somebody there, and nothing was laid over it since."""
    return segment.because[-1].route[: len(row.at.route)] == row.at.route


def _people(rotation: Rotation) -> tuple[str, ...]:
    """The people of an order in which everybody stands once and alone, if that is how the primary is told, and as the
    only column for the whole rotation; else nobody."""
    column = rotation.columns[0]
    if len(rotation.columns) != 1 or rotation.turns or column.order is None or column.role != "primary":
        return ()
    names = [ref.id for party in column.order for ref in party.names]
    single = all(len(party.names) == 1 and not party.among for party in column.order)
    plain = single and column.name == "primary" and not column.hours and column.covers is None
    return tuple(names) if plain and len(set(names)) == len(names) else ()
