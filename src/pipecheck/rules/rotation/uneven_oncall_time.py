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

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Duty, Pool, days_held, duties, pools, shifts, turn_lengths, untold
from pipecheck.model.fairness import attainable, best_text, floor, pro_rated, spread
from pipecheck.model.intervals import common, union
from pipecheck.model.oncall import Rotation
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
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import counted, listed, tallied
from pipecheck.rules.takers import stretch_of

_SECOND = timedelta(seconds=1)


class Params(NamedTuple):
    slack: Annotated[int, Doc("how many turns more than unavoidable the difference may be")] = 0
    roles: Annotated[tuple[str, ...], Doc("the roles whose turns count")] = ("primary", "secondary")


class _Tally(NamedTuple):
    """What everybody holds, and what everybody should: turns, or days where turns differ in length."""

    loads: Mapping[str, Fraction]
    shares: Mapping[str, Fraction]
    """How much of a full load somebody should carry, by working time and time in the team."""
    unit: Fraction
    """The least that can be moved: a turn, or the days of the shortest."""
    noun: str
    steps: int
    """How many units the turns of each column cannot be shared more evenly, all columns together."""

    @property
    def rated(self) -> Mapping[str, Fraction]:
        return pro_rated(self.loads, self.shares)

    @property
    def allowed(self) -> Fraction:
        """The difference that cannot be avoided."""
        lowest = min((part for part in self.shares.values() if part > 0), default=Fraction(1))
        if self.noun == "day" or len(set(self.shares.values())) == 1:
            return self.unit * self.steps / lowest
        best = pro_rated(attainable(int(sum(self.loads.values())), self.shares), self.shares)
        return spread(best.values()) + self.unit * max(0, self.steps - 1) / lowest


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(Rotation, level=Level.warning, profile=Profile.essential, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    for pool in pools(view, params.roles):
        if rotation.id not in pool.rotations:
            continue
        unclear = _unclear_cell(rotation, pool, view)
        if unclear is not None:
            yield Undecided("oncall.rotations.roles", unclear, why="who of several has this turn")
            continue
        tally = _tally(pool, view)
        rated = tally.rated
        if len(rated) > 1 and spread(rated.values()) > tally.allowed + params.slack * tally.unit:
            most = max(rated, key=lambda who: rated[who])
            if _heaviest_rotation(most, pool, view) == rotation.id:
                yield _uneven(rotation, pool, tally, most, view, params)


def _unclear_cell(rotation: Rotation, pool: Pool, view: TeamView) -> Place | None:
    """A single turn that one of several has. A whole column that leaves its order open is shared equally."""
    whole = {(rotation.id, column.name) for column in rotation.columns if column.among or column.follows}
    single = (each for each in untold(view, pool) if (each.rotation, each.column) not in whole)
    return next((segment.because[-1] for segment in single if segment.rotation == rotation.id), None)


# ---- counting


def _tally(pool: Pool, view: TeamView) -> _Tally:
    lengths = turn_lengths(view, pool)
    shares = _shares(pool, view)
    if len(lengths) > 1:
        days = {who: held for who, held in days_held(view, pool).items() if who in shares}
        return _Tally(days, shares, lengths[0], "day", len({name for _, name in pool.columns}))
    loads = {who: Fraction(number) for who, number in shifts(view, pool).items()}
    for segment in _whole_columns(pool, view):
        people = [who for who in segment[1] if who in loads]
        for who in people:
            loads[who] += Fraction(segment[0], len(segment[1]))
    turns = [len(view.schedule.turns(name)) for name, _ in pool.columns]
    steps = sum(floor(number, len(shares)) for number in turns)
    return _Tally(loads, shares, Fraction(1), "turn", max(steps, floor(sum(turns), len(shares))))


def _whole_columns(pool: Pool, view: TeamView) -> list[tuple[int, tuple[str, ...]]]:
    """The columns that leave their order open: how many turns they have, and who shares them."""
    found: dict[tuple[str, str], tuple[set[int], tuple[str, ...]]] = {}
    for segment in untold(view, pool):
        turns, _ = found.setdefault((segment.rotation, segment.column), (set(), segment.candidates))
        turns.add(segment.turn)
    return [(len(turns), candidates) for turns, candidates in found.values() if candidates]


def _shares(pool: Pool, view: TeamView) -> dict[str, Fraction]:
    """How much everybody should carry, the most being 1: at any time, duty is shared by those who belong to the team
    then, by their working time. Who comes later owes nothing for the time before."""
    span = (view.schedule.start, view.schedule.end)
    members = [member for member in view.team.members or () if member.id in pool.counted]
    there = {each.id: union(stretch_of(view, each, one) for one in each.active) or (span,) for each in members}
    bounds = sorted({*span, *(at for stretches in there.values() for each in stretches for at in each)})
    parts = dict.fromkeys((member.id for member in members), Fraction(0))
    for low, high in pairwise(at for at in bounds if span[0] <= at <= span[1]):
        present = [member for member in members if common(there[member.id], ((low, high),))]
        time = sum((member.fte for member in present), Fraction(0))
        for member in present:
            parts[member.id] += member.fte / (time or 1) * ((high - low) // _SECOND)
    most = max(parts.values(), default=Fraction(0))
    return {who: part / most if most else Fraction(1) for who, part in parts.items()}


def _heaviest_rotation(person: str, pool: Pool, view: TeamView) -> str:
    """Where somebody has most of their turns; of several the first."""
    own = Counter(duty.rotation for duty in _counted_duties(person, pool, view))
    return max(pool.rotations, key=lambda name: own[name])


def _counted_duties(person: str, pool: Pool, view: TeamView) -> list[Duty]:
    return [duty for duty in duties(view, pool) if duty.person == person and not (duty.beyond or duty.past)]


# ---- saying so


def _uneven(rotation: Rotation, pool: Pool, tally: _Tally, most: str, view: TeamView, params: Params) -> Problem:
    rated = tally.rated
    least = min(rated, key=lambda who: rated[who])
    own = [duty for duty in _counted_duties(most, pool, view) if duty.rotation == rotation.id]
    places = list(dict.fromkeys(segment.because[0] for duty in own for segment in duty.segments))
    loads = {who: tally.loads[who] for who in tally.loads}
    said = f"{tally.noun}s on duty in {_where(pool)}: {tallied(loads)}; {_best(tally)}"
    ask = f"give {counted(_excess(tally, most, least), 'turn')} of {most} to {least}"
    return Problem(
        f"{said}; {ask}",
        places[0] if places else rotation.at(),
        key=(*pool.rotations,),
        evidence=(
            Fact(f"{tally.noun}s", loads, tuple(places)),
            Fact("spread", spread(rated.values())),
            Fact("unavoidable", tally.allowed),
            Fact("slack", params.slack),
            *((Fact("by share", dict(rated)),) if len(set(tally.shares.values())) > 1 else ()),
        ),
        related=(
            *(Related(place, f"'{most}' has most") for place in places[1:5]),
            *(
                Related(member.at("id"), f"'{least}' has least")
                for member in view.team.members or ()
                if member.id == least
            ),
        ),
        remedies=(*_everybody_once(rotation, pool, tally, view), Remedy(ask)),
    )


def _excess(tally: _Tally, most: str, least: str) -> int:
    """How many turns one can give the other before either is past what is best."""
    if tally.noun == "day":
        return max(1, int((tally.loads[most] - tally.loads[least]) / 2 / tally.unit))
    best = attainable(int(sum(tally.loads.values())), tally.shares)
    return max(1, min(int(tally.loads[most]) - best[most], best[least] - int(tally.loads[least])))


def _where(pool: Pool) -> str:
    return f"rotation{'s' if len(pool.rotations) > 1 else ''} {listed(map(repr, pool.rotations))}"


def _best(tally: _Tally) -> str:
    total = sum(tally.loads.values())
    if len(set(tally.shares.values())) > 1:
        if tally.noun == "day":
            return f"by their share {tallied(tally.rated)}"
        return f"the best for their share is {tallied(attainable(int(total), tally.shares))}"
    if tally.noun == "day":
        return f"they need not differ by more than the shortest turn, {counted(tally.unit, 'day')}"
    return best_text(int(total), len(tally.loads))


def _everybody_once(rotation: Rotation, pool: Pool, tally: _Tally, view: TeamView) -> Iterator[Remedy]:
    """Where one order makes up the whole rota, and nothing is laid over it: an order that names everybody once."""
    oncall = view.team.oncall
    laid = oncall is None or oncall.holidays or oncall.overrides or oncall.swaps or oncall.stand_in
    orders = [column.order for column in rotation.columns if column.order]
    if len(pool.columns) > 1 or laid or rotation.turns or len(orders) != 1 or len(set(tally.shares.values())) > 1:
        return
    order = orders[0]
    named = dict.fromkeys(ref.id for party in order for ref in party.names)
    if any(len(party.names) != 1 for party in order) or not set(named) <= set(pool.counted):
        return
    everybody = [*named, *(who for who in pool.counted if who not in named)]
    first = order[0].at
    whole = first._replace(route=first.route[:-1]) if isinstance(first.route[-1], int) else first
    yield Remedy(f"name everybody once: {listed(everybody)}", (Put(whole, everybody),))
