"""A backup on duty with nobody in front.

What it checks
--------------
Whenever somebody is on duty as a backup for a pipeline, somebody is primary for it, too, over all rotations and columns
that cover it together. One problem for each rotation and the pipelines that it leaves alike.

Hours that are declared as nobody's (`none` with a reason) are no problem. Hours under a condition (`when`) are no
promise: where only they would help, the verdict is undecided.

Why it matters
--------------
A backup is called when the primary does not answer. With no primary, nobody is called first, and each of the two people
who might look believes that it is the other one's turn.

Fails
-----

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles:
        primary: {hours: [{days: mon-fri}], order: [alice, bob, carol]}
        secondary: {hours: [{days: sat-sun}], order: [bob, carol, alice]}
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
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles:
        primary: [alice, bob, carol]
        secondary: {hours: [{days: sat-sun}], order: [bob, carol, alice]}
```

Known limits
------------
Where a primary is promised or wanted and missing, it is for `coverage-gap` to say. One of several people, not told
which, is somebody.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Condition, Coverage, coverage
from pipecheck.model.intervals import Intervals, common, minus, union
from pipecheck.model.oncall import Rotation
from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Related,
    Remedy,
    Segment,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import listed, shortened
from pipecheck.rules.stretches import hours_in, said


class Params(NamedTuple):
    backups: Annotated[
        tuple[str, ...], Doc("the roles that stand behind a primary", source="what the roles are called in the plans")
    ] = ("secondary", "standby")


class _Alone(NamedTuple):
    """Backups of a pipeline while nobody is primary for it."""

    stretches: Intervals
    segments: tuple[Segment, ...]
    perhaps: Place | None
    """Words under which somebody may be primary all of that time; else it is certain that nobody is."""


@rule(Rotation, level=Level.error, profile=Profile.recommended, params=Params)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    found: dict[Intervals, tuple[_Alone, list[str]]] = {}
    unsure: dict[Place, Undecided] = {}
    for pipeline in view.each(Pipeline):
        alone = view.measure(_alone, pipeline.id, params.backups)
        if alone is None or alone.segments[0].rotation != rotation.id:
            continue
        if alone.perhaps is None:
            found.setdefault(alone.stretches, (alone, []))[1].append(pipeline.id)
        else:
            why = f"whether somebody is primary for '{pipeline.id}' at times that stand under a condition"
            unsure.setdefault(alone.perhaps, Undecided("oncall.rotations.hours.when", alone.perhaps, why=why))
    for each, pipelines in found.values():
        yield _problem(rotation, each, pipelines, view, params)
    if not found:
        yield from unsure.values()


def _alone(view: TeamView, pipeline: str, roles: tuple[str, ...]) -> _Alone | None:
    by_role = {each.role: each for each in coverage(view, pipeline)}
    backups = [
        segment
        for segment in view.schedule.segments(pipeline=pipeline)
        if segment.role in roles and segment.state in ("held", "among")
    ]
    on_duty = union((segment.start, segment.end) for segment in backups)
    stretches = minus(on_duty, _spoken_for(by_role.get("primary")))
    if not stretches:
        return None
    promised = _promised_perhaps(by_role.get("primary"))
    certain = minus(stretches, union(stretch for each in promised for stretch in each.stretches))
    alone = certain or stretches
    segments = tuple(one for one in backups if common(((one.start, one.end),), alone))
    return _Alone(alone, segments, None if certain else promised[0].at)


def _spoken_for(primary: Coverage | None) -> Intervals:
    """When somebody is primary, or nobody on purpose, or nobody though somebody should be."""
    if primary is None:
        return ()
    gaps = ((gap.start, gap.end) for gap in primary.gaps)
    return union((*primary.held, *primary.absent, *gaps))


def _promised_perhaps(primary: Coverage | None) -> Sequence[Condition]:
    """Hours of primaries that stand under a condition."""
    return [each for each in primary.conditions if not each.asked] if primary is not None else []


def _problem(rotation: Rotation, alone: _Alone, pipelines: list[str], view: TeamView, params: Params) -> Problem:
    names = [column.name for column in rotation.columns]
    own = sorted(
        (one for one in alone.segments if one.rotation == rotation.id), key=lambda one: names.index(one.column)
    )
    places = dict.fromkeys(_place(rotation, one, own) for one in _firsts(own))
    others = {one.because[-1]: None for one in alone.segments if one.rotation != rotation.id}
    roles = tuple(role for role in params.backups if any(one.role == role for one in alone.segments))
    first, *more = (*places, *others)
    return Problem(
        f"{listed(roles)} of {shortened(map(repr, pipelines), 4)} {'is' if len(roles) == 1 else 'are'} on duty with "
        f"nobody in front, {said(view, rotation.id, alone.stretches)}; name a primary for these times",
        first,
        key=(pipelines[0],),
        evidence=(
            Fact("pipelines", tuple(pipelines)),
            Fact("roles", roles, tuple(places)),
            Fact("hours", hours_in(alone.stretches)),
        ),
        related=tuple(Related(place, "on duty without a primary, too") for place in more[:5]),
        remedies=(
            Remedy("name a primary for these times, by longer hours or a further column"),
            Remedy("or let one of those on duty then be the primary"),
        ),
    )


def _firsts(segments: Sequence[Segment]) -> Sequence[Segment]:
    """The first segment of each column."""
    return list({one.column: one for one in reversed(segments)}.values())[::-1]


def _place(rotation: Rotation, segment: Segment, own: Sequence[Segment]) -> Place:
    """The hours of the backup's own column, if it has some; else the line that put the backup there, or the whole
    order where it is more than one entry of it."""
    column = next(each for each in rotation.columns if each.name == segment.column)
    if column.hours:
        return column.at._replace(route=(*column.at.route, "hours"))
    lines = {one.because[-1] for one in own if one.column == segment.column}
    return column.at if len(lines) > 1 and not rotation.turns else segment.because[-1]
