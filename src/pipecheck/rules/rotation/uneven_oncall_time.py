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
from fractions import Fraction
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Pool, days_held, pools, turn_lengths
from pipecheck.model.fairness import best_text, spread
from pipecheck.model.oncall import Rotation
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Put,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.pooled import (
    Tally,
    also,
    declared,
    heaviest_rotation,
    own_duties,
    parts,
    places_of,
    steps,
    turns_held,
    unclear_cell,
    where,
)
from pipecheck.rules.prose import counted, listed, tallied


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
        tally = _tally(pool, view)
        rated = tally.rated
        if len(rated) > 1 and spread(rated.values()) > tally.allowed + params.slack * tally.unit:
            most, least = tally.ends()
            if heaviest_rotation(own_duties(most, pool, view), pool) == rotation.id:
                yield _uneven(rotation, pool, tally, most, least, view, params)


def _tally(pool: Pool, view: TeamView) -> Tally:
    """Turns; or days, where turns differ in length."""
    lengths = turn_lengths(view, pool)
    shares = parts(pool, view)
    if len(lengths) > 1:
        days = {who: held for who, held in days_held(view, pool).items() if who in shares}
        return Tally(days, shares, lengths[0], len({name for _, name in pool.columns}), whole=False)
    turns = [len(view.schedule.turns(name)) for name, _ in pool.columns]
    return Tally(turns_held(pool, view), shares, Fraction(1), steps(turns, len(shares)))


# ---- saying so


def _uneven(
    rotation: Rotation, pool: Pool, tally: Tally, most: str, least: str, view: TeamView, params: Params
) -> Problem:
    rated = tally.rated
    noun = "turn" if tally.whole else "day"
    places = places_of(own_duties(most, pool, view), rotation.id)
    loads = dict(tally.loads)
    ask = f"give {counted(_excess(tally, most, least), 'turn')} of {most} to {least}"
    return Problem(
        f"{noun}s on duty in {where(pool)}: {tallied(loads)}; {_best(tally)}; {ask}",
        places[0] if places else rotation.at(),
        key=(*pool.rotations,),
        evidence=(
            Fact(f"{noun}s", loads, tuple(places)),
            Fact("spread", spread(rated.values())),
            Fact("unavoidable", tally.allowed),
            Fact("slack", params.slack),
            *((Fact("by share", dict(rated)),) if not tally.is_alike else ()),
        ),
        related=(*also(places, f"'{most}' has most"), *declared(least, f"'{least}' has least", view)),
        remedies=(*_everybody_once(rotation, pool, tally, view), Remedy(ask)),
    )


def _excess(tally: Tally, most: str, least: str) -> int:
    """How many turns one can give the other before either is past what is best."""
    if not tally.whole:
        return max(1, int((tally.loads[most] - tally.loads[least]) / 2 / tally.unit))
    best = tally.best()
    return max(1, min(int(tally.loads[most]) - best[most], best[least] - int(tally.loads[least])))


def _best(tally: Tally) -> str:
    if not tally.is_alike:
        if not tally.whole:
            return f"by their share {tallied(tally.rated)}"
        return f"the best for their share is {tallied(tally.best())}"
    if not tally.whole:
        return f"they need not differ by more than the shortest turn, {counted(tally.unit, 'day')}"
    return best_text(int(tally.total), len(tally.loads))


def _everybody_once(rotation: Rotation, pool: Pool, tally: Tally, view: TeamView) -> Iterator[Remedy]:
    """Where one order makes up the whole rota, and nothing is laid over it: an order that names everybody once."""
    oncall = view.team.oncall
    laid = oncall is None or oncall.holidays or oncall.overrides or oncall.swaps or oncall.stand_in
    orders = [column.order for column in rotation.columns if column.order]
    if len(pool.columns) > 1 or laid or rotation.turns or len(orders) != 1 or not tally.is_alike:
        return
    order = orders[0]
    named = dict.fromkeys(ref.id for party in order for ref in party.names)
    if any(len(party.names) != 1 for party in order) or not set(named) <= set(pool.counted):
        return
    everybody = [*named, *(who for who in pool.counted if who not in named)]
    first = order[0].at
    whole = first._replace(route=first.route[:-1]) if isinstance(first.route[-1], int) else first
    yield Remedy(f"name everybody once: {listed(everybody)}", (Put(whole, everybody),))
