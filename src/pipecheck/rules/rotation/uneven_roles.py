"""Somebody has one role more often than others.

What it checks
--------------
In each role for itself, everybody in a rota has the same number of turns, as nearly as whole turns allow, plus
`slack`. Rotations that share people are counted together, and reported where whoever has most has most of them.
People who may have a role and never do count with 0. Part-time work counts in part, and time before somebody came, or
after they left, is shared by those who were there. Where turns differ in length, days are counted.

Where an order is not stated, it is undecided who has which role how often.

Why it matters
--------------
A week as backup is not a week as primary: one is woken, the other is asked now and then. A rota that gives everybody
the same number of weeks can give some of them all the bad ones, and others no practice.

Fails
-----
Everybody has two weeks in four, but Alice and Bob are never the backup:

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob], secondary: [carol, dave]}}
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
Turns are counted over the whole span, not month by month: what evens out in the course of it is even.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.duty import pools, untold
from pipecheck.model.oncall import Column, Rotation
from pipecheck.rules.base import Doc, Level, Outcome, Profile, Put, Remedy, TeamView, Undecided, rule
from pipecheck.rules.prose import counted, listed
from pipecheck.rules.uneven_turns import is_plain, uneven


class Params(NamedTuple):
    slack: Annotated[int, Doc("how many turns more than unavoidable the difference may be")] = 0
    roles: Annotated[tuple[str, ...], Doc("the roles, each of which is counted for itself")] = ("primary", "secondary")


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(
    Rotation,
    level=Level.warning,
    profile=Profile.strict,
    params=Params,
    applies=_concerned,
    defers_to=("uneven-oncall-time",),
)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    own = [(role, pool) for role in params.roles for pool in pools(view, (role,)) if rotation.id in pool.rotations]
    unclear = [segment for _, pool in own for segment in untold(view, pool)]
    if unclear:
        here = min(unclear, key=lambda segment: segment.rotation != rotation.id)
        yield Undecided("oncall.rotations.roles", here.because[-1], why="who has which role how often")
        return
    for role, pool in own:
        key = (role, *pool.rotations)
        mended = tuple(_both_roles(rotation, role, view))
        problem = uneven(rotation, pool, view, params.slack, f"as {role}", key, mended)
        if problem is not None:
            yield problem


# ---- the way out


def _both_roles(rotation: Rotation, role: str, view: TeamView) -> Iterator[Remedy]:
    """Where two orders make up the whole rota: one order of everybody, and the other role half a round away."""
    first = next((column for column in rotation.columns if column.role == "primary"), None)
    second = next((column for column in rotation.columns if column.role == "secondary"), None)
    if first is None or second is None or len(rotation.columns) != 2 or not (first.order and second.order):
        return
    able = [pool for each in ("primary", "secondary") for pool in pools(view, (each,))]
    everybody = list(dict.fromkeys((*_names(first), *_names(second), *(who for pool in able for who in pool.counted))))
    if len(able) != 2 or not is_plain(rotation, view) or any(set(pool.counted) != set(everybody) for pool in able):
        return
    by = max(1, len(everybody) // 2)
    title = f"let {listed(everybody)} be {first.name} in turn, and {second.name} {counted(by, 'turn')} earlier"
    yield Remedy(title, (Put(first.at, everybody), Put(second.at, {"before": first.name, "by": by})))


def _names(column: Column) -> list[str]:
    return [ref.id for party in column.order or () for ref in party.names]
