"""A pipeline for which nobody is ever on call, without anybody having said so.

What it checks
--------------
Some column of some rota covers every pipeline, or the file says that nobody is wanted: `oncall: {none: reason}` at the
pipeline, or an entry of `oncall.required` with `none`. A pipeline that says so and is named by a rota all the same, or
by what `oncall.required` wants, contradicts itself, which is a problem at all these places. Slots are ownership, and
cover nothing.

A file that tells no `oncall` at all is undecided.

Why it matters
--------------
A forgotten pipeline looks like one that needs nobody. Saying so, with a reason, tells the two apart.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
oncall:
  rotations:
    - {id: weekly, covers: {pipelines: [revenue]}, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}, oncall: {none: read once a month; the next day will do}}
oncall:
  rotations:
    - {id: weekly, covers: {pipelines: [revenue]}, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
```

Known limits
------------
When somebody is on duty, and whether all of the time, is for `coverage-gap` to say.
"""

from collections.abc import Iterator

from pipecheck.model.oncall import Column, OnCall, Rotation
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import selects
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Part,
    Place,
    Plain,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Remove,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import listed


@rule(Pipeline, level=Level.error, profile=Profile.essential)
def check(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    oncall = view.team.oncall
    if pipeline.oncall_none is not None:
        named = [] if oncall is None else list(_named(pipeline, oncall))
        if named:
            yield _contradicted(pipeline, named)
    elif oncall is None:
        yield Undecided("oncall", view.team.at("oncall"), why="who is on call")
    elif not any(True for _ in _covering(pipeline, oncall, view)) and not _declared(pipeline, oncall):
        yield _uncovered(pipeline, oncall)


def _covering(pipeline: Pipeline, oncall: OnCall, view: TeamView) -> Iterator[tuple[Rotation, Column]]:
    slots = {slot.id for slot in view.team.slots}
    for rotation in oncall.rotations:
        for column in rotation.columns:
            if column.role not in slots and selects(column.covers or rotation.covers, pipeline):
                yield rotation, column


def _declared(pipeline: Pipeline, oncall: OnCall) -> bool:
    """Whether `oncall.required` says that nobody is wanted, and says nothing else of the pipeline."""
    about = [each for each in oncall.required or () if selects(each.covers, pipeline)]
    return bool(about) and all(each.none is not None and each.when is None for each in about)


def _named(pipeline: Pipeline, oncall: OnCall) -> Iterator[tuple[Place, str]]:
    """Where rotas name the pipeline itself, and `oncall.required` where it wants somebody; and which of the two."""
    for rotation in oncall.rotations:
        for selector in (rotation.covers, *(column.covers for column in rotation.columns if column.covers)):
            yield from ((ref.at, "a rota") for ref in selector.pipelines or () if ref.id == pipeline.id)
    for each in oncall.required or ():
        if each.none is None:
            yield from ((ref.at, "`oncall.required`") for ref in each.covers.pipelines or () if ref.id == pipeline.id)


def _contradicted(pipeline: Pipeline, named: list[tuple[Place, str]]) -> Problem:
    places = tuple(place for place, _ in named)
    where = listed(dict.fromkeys(where for _, where in named))
    return Problem(
        f"pipeline '{pipeline.id}' says that nobody is on call for it, and is named by {where}; let one of the two go",
        pipeline.at("oncall"),
        key=("contradicted",),
        evidence=(Fact("named", len(places), places),),
        related=tuple(Related(place, "named here all the same") for place in places[:5]),
        remedies=(
            Remedy("take `oncall` away from the pipeline", (Remove(pipeline.at("oncall")),)),
            Remedy(f"take the pipeline out of {where}"),
        ),
    )


def _uncovered(pipeline: Pipeline, oncall: OnCall) -> Problem:
    remedies = [Remedy('say that nobody is wanted, and why: `oncall: {none: "reason"}`')]
    one = oncall.rotations[0].covers if len(oncall.rotations) == 1 else None
    if one is not None and one.pipelines and one.areas is one.audiences is one.criticality is None:
        ids: Plain = [*(ref.id for ref in one.pipelines), pipeline.id]
        at = one.pipelines[0].at
        whole = at._replace(route=at.route[:-1]) if isinstance(at.route[-1], int) else at
        remedies.insert(0, Remedy(f"let rotation '{oncall.rotations[0].id}' cover it, too", (Put(whole, ids),)))
    return Problem(
        f"no rota covers pipeline '{pipeline.id}'; add it to one, or say that nobody is wanted and why",
        pipeline.at("id", part=Part.value),
        evidence=(Fact("rotations", tuple(rotation.id for rotation in oncall.rotations)),),
        remedies=tuple(remedies),
    )
