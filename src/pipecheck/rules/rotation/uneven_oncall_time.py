"""Somebody is on duty more often than others.

What it checks
--------------
Everybody in a rota has the same number of turns, as nearly as whole turns allow: the difference between most and
fewest is no more than for the fairest way to share them, plus `slack`. A turn counts once, however many columns of it
a person holds. Rotations that share people are counted together, and reported where whoever has most has most of it.
People who may be on duty and never are count with 0. Part-time work counts in part, and time before somebody came, or
after they left, is shared by those who were there.

Where turns differ in length, days are counted, and the shortest turn is what cannot be split.

Why it matters
--------------
Duty that is uneven is noticed by those who have more of it, long before anybody counts.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, alice, carol]}}
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
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
```

Known limits
------------
Where an order is not stated, everybody it names is taken to have an equal share. With several columns, each may be as
uneven as its own turns make it, so their differences add up before anything is said.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.duty import pools
from pipecheck.model.oncall import Rotation
from pipecheck.rules.base import Doc, Level, Outcome, Profile, TeamView, Undecided, rule
from pipecheck.rules.pooled import unclear_cell
from pipecheck.rules.uneven_turns import uneven


class Params(NamedTuple):
    slack: Annotated[int, Doc("how many turns more than unavoidable the difference may be")] = 0
    roles: Annotated[tuple[str, ...], Doc("the roles whose turns count")] = ("primary", "secondary")


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(Rotation, level=Level.warning, profile=Profile.essential, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    for pool in pools(view, params.roles):
        if rotation.id not in pool.rotations:
            continue
        unclear = unclear_cell(rotation, pool, view)
        if unclear is not None:
            yield Undecided("oncall.rotations.roles", unclear, why="who of several has this turn")
            continue
        problem = uneven(rotation, pool, view, params.slack, "on duty", pool.rotations)
        if problem is not None:
            yield problem
