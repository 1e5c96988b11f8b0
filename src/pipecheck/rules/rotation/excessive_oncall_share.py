"""Somebody is on duty for too large a part of the time.

What it checks
--------------
Nobody is primary in more than `primary` of the turns, nor on duty in more than `any_role` of them, in whichever of
`roles`; parts of a turn at the end of the count are rounded up, so that 4 of 13 weeks are a quarter. Rotations that
share people are counted together. Where turns differ in length, or rotations change hands at different times, days
are counted.

A team that is too small to share it better is let pass, as long as it shares it as evenly as it can;
`even_if_unavoidable` asks for more people all the same.

Why it matters
--------------
Duty is paid for with rest and with the work that is not done meanwhile. A quarter of an engineer's time is the most
that leaves room for both; half of it is where public services set their limit.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}, {id: erin}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, alice, carol, alice, dave]}}
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
Shares are of the whole span, for those, too, who join or leave in the course of it. Part-time work does not make them
smaller. Where an order is not stated, everybody it names is taken to have an equal share.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Pool, days_between, days_held, pools, turn_days, turn_lengths, untold
from pipecheck.model.oncall import Rotation
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.pooled import (
    also,
    heaviest_rotation,
    own_duties,
    places_of,
    turns_held,
    unclear_cell,
    where,
)
from pipecheck.rules.prose import counted, listed, shortened
from pipecheck.rules.stretches import plain
from pipecheck.rules.uneven_turns import everybody_once

_PRIMARY = ("primary",)


class Params(NamedTuple):
    primary: Annotated[
        Fraction,
        Doc("the largest part of the turns in which one person may be primary", source="Site Reliability Engineering"),
    ] = Fraction(1, 4)
    any_role: Annotated[
        Fraction,
        Doc("the largest part of the turns in which one person may have any role", source="UK Ministry of Justice"),
    ] = Fraction(1, 2)
    roles: Annotated[tuple[str, ...], Doc("the roles that count for `any_role`")] = ("primary", "secondary")
    even_if_unavoidable: Annotated[bool, Doc("whether to speak, too, where so few people cannot share it better")] = (
        False
    )


class _Limit(NamedTuple):
    """How much of a pool one person may have, by which parameter."""

    part: Fraction
    name: str
    said: str
    """What people are when they are over it."""


class _Held(NamedTuple):
    """What everybody has of a pool, in turns or days."""

    loads: Mapping[str, Fraction]
    total: Fraction
    unit: Fraction
    """A turn; in days the longest."""
    best: Fraction
    """What whoever has most has at least, however it is shared."""
    noun: str

    def allowed(self, limit: _Limit, params: Params) -> Fraction:
        """The largest share by the limit, rounded up to whole turns; more, where so few people have no choice."""
        most = ceil(limit.part * self.total / self.unit) * self.unit
        return most if params.even_if_unavoidable else max(most, self.best)


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in (*_PRIMARY, *params.roles) for column in rotation.columns)


@rule(Rotation, level=Level.warning, profile=Profile.recommended, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    both = f"on duty as {listed(params.roles, 'or')}"
    told: set[str] = set()
    for roles, limit in (
        (_PRIMARY, _Limit(params.primary, "primary", "primary")),
        (params.roles, _Limit(params.any_role, "any_role", both)),
    ):
        for pool in pools(view, roles):
            if rotation.id not in pool.rotations or not turn_lengths(view, pool):
                continue
            unclear = unclear_cell(rotation, pool, view)
            if unclear is not None:
                yield Undecided("oncall.rotations.roles", unclear, why="who of several has this turn")
                return
            held = view.measure(_held, pool)
            allowed = held.allowed(limit, params)
            over = [who for who, load in held.loads.items() if load > allowed and who not in told]
            told.update(over)
            if not over:
                continue
            sure = _sure(pool, held, view)
            if all(sure[who] <= allowed for who in over):
                yield Undecided("oncall.rotations.roles", rotation.at("roles"), why="who has several turns at one time")
            elif _place_of(over, held, pool, view) == rotation.id:
                yield _excessive(rotation, pool, held, over, limit, view, params)


# ---- counting


def _held(view: TeamView, pool: Pool) -> _Held:
    people = len(pool.counted) or 1
    if _is_in_step(pool, view):
        turns = {name: len(view.schedule.turns(name)) for name in pool.rotations}
        best = sum(ceil(Fraction(turns[name], people)) for name, _ in pool.columns)
        return _Held(turns_held(pool, view), Fraction(max(turns.values())), Fraction(1), Fraction(best), "turn")
    longest = turn_lengths(view, pool)[-1]
    spans = [view.schedule.span(name) for name in pool.rotations]
    zone = view.schedule.zone(pool.rotations[0])
    whole = days_between(min(span[0] for span in spans), max(span[1] for span in spans), zone)
    days = _days(pool, view)
    return _Held(days, whole, longest, sum(days.values(), Fraction(0)) / people + longest * len(pool.columns), "day")


def _days(pool: Pool, view: TeamView) -> dict[str, Fraction]:
    """How many days everybody counted has, by the wall clock; an equal share of what is left open."""
    loads = days_held(view, pool)
    for name in pool.rotations:
        zone = view.schedule.zone(name)
        for stretch in view.schedule.stretches(rotation=name):
            if stretch.state == "among" and (name, stretch.column) in pool.columns:
                days = days_between(stretch.start, stretch.end, zone)
                for who in loads.keys() & set(stretch.candidates):
                    loads[who] += days / len(stretch.candidates)
    return loads


def _sure(pool: Pool, held: _Held, view: TeamView) -> Mapping[str, Fraction]:
    """What everybody has at least. Where orders are not stated, turns of several rotations, or of columns that count as
    one role, may be one person's at one time; roles of one rotation may not."""
    if not untold(view, pool) or len(pool.columns) == 1:
        return held.loads
    roles = {(each.id, one.name): one.role for each in view.each(Rotation) for one in each.columns}
    counted_by = turns_held if held.noun == "turn" else _days
    least: list[Mapping[str, Fraction]] = []
    for name in pool.rotations:
        one_each = {roles[column]: column for column in pool.columns if column[0] == name}
        least.append(counted_by(pool._replace(columns=tuple(one_each.values())), view))
    return {who: max(own[who] for own in least) for who in held.loads}


def _is_in_step(pool: Pool, view: TeamView) -> bool:
    """Whether all turns of a pool are equally long, and its rotations change hands together."""
    starts = [{turn_days(turn) for turn in view.schedule.turns(name)} for name in pool.rotations]
    longest = max(starts, key=len)
    return len(turn_lengths(view, pool)) == 1 and all(each <= longest for each in starts)


def _place_of(over: Sequence[str], held: _Held, pool: Pool, view: TeamView) -> str:
    """The rotation in which whoever has most has most of it."""
    most = max(over, key=lambda who: held.loads[who])
    return heaviest_rotation(own_duties(most, pool, view), pool)


# ---- saying so


def _excessive(
    rotation: Rotation, pool: Pool, held: _Held, over: Sequence[str], limit: _Limit, view: TeamView, params: Params
) -> Problem:
    allowed = held.allowed(limit, params)
    most = max(over, key=lambda who: held.loads[who])
    places = places_of(own_duties(most, pool, view), rotation.id)
    loads = {who: held.loads[who] for who in over}
    people = shortened(f"'{who}'" for who in over)
    number = _said(set(loads.values()), held.total, held.noun)
    each = "each " if len(over) > 1 and len(set(loads.values())) == 1 else ""
    return Problem(
        f"{people} {'is' if len(over) == 1 else 'are'} {each}{limit.said} in {number} of {where(pool)}; "
        f"at most {plain(allowed)} wanted ({_because(limit, allowed, held)})",
        places[0] if places else rotation.at("roles"),
        key=(limit.name, *pool.rotations),
        evidence=(
            Fact(f"{held.noun}s", dict(held.loads), tuple(places)),
            Fact("of", held.total),
            Fact("allowed", allowed),
            Fact(limit.name, limit.part),
        ),
        related=also(places, f"'{most}' is on duty by this, too"),
        remedies=tuple(_ways_out(rotation, pool, held, over, limit, allowed, view)),
    )


def _said(numbers: set[Fraction], total: Fraction, noun: str) -> str:
    """`26 of 52 turns`, `20 to 26 of 52 turns`."""
    least, most = plain(min(numbers)), plain(max(numbers))
    return f"{most if least == most else f'{least} to {most}'} of {plain(total)} {noun}s"


def _because(limit: _Limit, allowed: Fraction, held: _Held) -> str:
    if allowed > ceil(limit.part * held.total / held.unit) * held.unit:
        return f"the best for {len(held.loads)} people"
    return f"`{limit.name}: {limit.part}`"


def _ways_out(
    rotation: Rotation,
    pool: Pool,
    held: _Held,
    over: Sequence[str],
    limit: _Limit,
    allowed: Fraction,
    view: TeamView,
) -> Iterator[Remedy]:
    """Those who have less take turns; where nobody can have so few, more people."""
    free = {who: allowed - load for who, load in held.loads.items() if load < allowed and who not in over}
    excess = sum((held.loads[who] - allowed for who in over), Fraction(0))
    if sum(free.values()) >= excess:
        yield from everybody_once(rotation, pool, True, view)
        takers = shortened(sorted(free, key=lambda who: -free[who]), 3)
        yield Remedy(f"give {counted(ceil(excess), held.noun)} of {listed(over)} to {takers}")
        return
    needed = ceil(sum(held.loads.values(), Fraction(0)) / (limit.part * held.total))
    fewer = ", or let fewer people be on duty at a time" if len(pool.columns) > 1 else ""
    yield Remedy(f"share it among {needed} people{fewer}")
