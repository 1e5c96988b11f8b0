"""Somebody is on duty on more weekends than others.

What it checks
--------------
Everybody in a rota has the same number of weekends, as nearly as its turns allow: the difference between most and
fewest is no more than for the fairest way to share them, plus `slack`. A weekend is the days in a row that the team
does not work (`working_week.days`), by its time zone; whoever has a part of one counts with that part. Weekends that
a rota does not serve count for nobody. Rotations that share people are counted together, and reported where whoever
has most has most turns. People who may be on duty and never are count with 0; part-time work counts in part, and time
before somebody came, or after they left, is shared by those who were there.

Why it matters
--------------
Turns can be shared to the hour while one half of the team has all the weekends: where a round lasts whole weeks, and a
turn does not, the same days come back to the same people.

Fails
-----
In a round of seven days, Saturday and Sunday are always the same two people's:

```yaml
version: 1
team: data-core
members: [{id: ana}, {id: ben}, {id: cem}, {id: dora}, {id: eva}, {id: finn}, {id: gil}]
pipelines: [{id: revenue, owners: {primary: ana, secondary: ben}}]
oncall:
  rotations:
    - {id: daily, start: 2026-01-05, turn: 1d, roles: {primary: [ana, ben, cem, dora, eva, finn, gil]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: ana}, {id: ben}, {id: cem}, {id: dora}, {id: eva}]
pipelines: [{id: revenue, owners: {primary: ana, secondary: ben}}]
oncall:
  rotations:
    - {id: daily, start: 2026-01-05, turn: 1d, roles: {primary: [ana, ben, cem, dora, eva]}}
```

Known limits
------------
The working week is the team's: that of a member who lives where weekends are other days is not known. Where an order
is not stated, everybody it names is taken to have an equal share.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Duty, Pool, Weekend, pools, weekend_turns, weekends
from pipecheck.model.fairness import best_text, pro_rated, spread
from pipecheck.model.intervals import common, length, union, within
from pipecheck.model.oncall import Rotation
from pipecheck.model.resolve.turns import does_repeat, entries, lengths
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
    Tally,
    also,
    declared,
    heaviest_rotation,
    own_duties,
    parts,
    places_of,
    steps,
    unclear_cell,
    where,
)
from pipecheck.rules.prose import counted, listed
from pipecheck.rules.stretches import plain
from pipecheck.rules.takers import Given, handed_over, of_days, takers

_WEEK = 7 * 24 * 60
_SECOND = timedelta(seconds=1)
_MOVES = 3
"""Where more weekends would have to change hands, it is the rota that should change."""


class Params(NamedTuple):
    slack: Annotated[int, Doc("how many weekends more than unavoidable the difference may be", source="proposed")] = 1
    roles: Annotated[tuple[str, ...], Doc("the roles whose weekends count")] = ("primary",)


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(
    Rotation,
    level=Level.warning,
    profile=Profile.recommended,
    params=Params,
    applies=_concerned,
    defers_to=("uneven-oncall-time",),
)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    for pool in pools(view, params.roles):
        if rotation.id not in pool.rotations:
            continue
        unclear = unclear_cell(rotation, pool, view)
        if unclear is not None:
            yield Undecided("oncall.rotations.roles", unclear, why="who of several has this turn")
            continue
        beyond = view.measure(_beyond, pool)
        if beyond is not None and beyond > params.slack:
            tally = view.measure(_tally, pool)
            most, least = tally.ends()
            if heaviest_rotation(_on_weekends(most, pool, view), pool) == rotation.id:
                yield _uneven(rotation, pool, tally, most, least, view, params)


def _tally(view: TeamView, pool: Pool) -> Tally:
    """Weekends; the least that can be moved is what one turn has of them."""
    shares = parts(pool, view)
    loads = dict.fromkeys(shares, Fraction(0))
    for weekend in weekends(view, pool):
        for who, part in weekend.shares.items():
            if who in loads:
                loads[who] += part
    turns = weekend_turns(view, pool).values()
    unit = max(each.most for each in turns)
    alike = all(each.alike for each in turns)
    unavoidable = steps([each.number for each in turns], len(shares)) if alike else len(turns)
    whole = unit == 1 and alike and all(load.denominator == 1 for load in loads.values())
    return Tally(loads, shares, unit, unavoidable, whole)


def _beyond(view: TeamView, pool: Pool) -> Fraction | None:
    """By how many weekends people differ more than they must; None where nobody is counted."""
    tally = view.measure(_tally, pool)
    rated = tally.rated
    return Fraction(spread(rated.values())) - tally.allowed if rated else None


def _on_weekends(person: str, pool: Pool, view: TeamView) -> Sequence[Duty]:
    return view.measure(_having_weekends, pool, person)


def _having_weekends(view: TeamView, pool: Pool, person: str) -> list[Duty]:
    """The turns by which somebody has weekends, and of each only what has hours in them: a week of office hours in
    another rotation, from handoff to handoff, has none."""
    free = tuple(weekend.stretch for weekend in weekends(view, pool))
    served = {column: common(view.schedule.hours(*column), free) for column in pool.columns}
    found: list[Duty] = []
    for duty in own_duties(person, pool, view):
        own = tuple(
            each for each in duty.segments if within(served[each.rotation, each.column], (each.start, each.end))
        )
        if own:
            found.append(duty._replace(rotation=own[0].rotation, segments=own))
    return found


# ---- saying so


def _uneven(
    rotation: Rotation, pool: Pool, tally: Tally, most: str, least: str, view: TeamView, params: Params
) -> Problem:
    own = [weekend for weekend in weekends(view, pool) if most in weekend.shares]
    places = places_of(_on_weekends(most, pool, view), rotation.id)
    ask = f"give {counted(_excess(tally, most, least), 'weekend')} of {most} to {least}"
    return Problem(
        f"weekends on duty in {where(pool)}: {_said(tally.loads)}; {_best(tally)}; {ask}",
        places[0] if places else rotation.at("roles"),
        key=(*pool.rotations,),
        evidence=(
            Fact("weekends", dict(tally.loads), tuple(places)),
            Fact("spread", spread(tally.rated.values())),
            Fact("unavoidable", tally.allowed),
            Fact("slack", params.slack),
            Fact(most, tuple(weekend.first for weekend in own)),
            *((Fact("by share", tally.rated),) if not tally.is_alike else ()),
        ),
        related=(
            *also(places, f"'{most}' has weekends by this, too"),
            *declared(least, f"'{least}' has {plain(tally.loads[least]) if tally.loads[least] else 'none'}", view),
        ),
        remedies=(
            *_given_away(rotation, pool, tally, most, least, view, params),
            *_change_places(rotation),
            Remedy(ask),
        ),
    )


def _excess(tally: Tally, most: str, least: str) -> int:
    """How many weekends one can give the other before either is past their part of all."""
    whole = sum(tally.shares.values())
    fair = {who: tally.total * share / whole for who, share in tally.shares.items()}
    return max(1, int(min(tally.loads[most] - fair[most], fair[least] - tally.loads[least])))


def _said(loads: Mapping[str, Fraction]) -> str:
    return ", ".join(f"{who} {plain(number)}" for who, number in loads.items())


def _best(tally: Tally) -> str:
    if not tally.is_alike:
        return f"by their share {_said(tally.rated)}"
    if tally.whole:
        return best_text(int(tally.total), len(tally.loads))
    return f"they need not differ {f'by more than {plain(tally.allowed)}' if tally.allowed else 'at all'}"


def _given_away(
    rotation: Rotation, pool: Pool, tally: Tally, most: str, least: str, view: TeamView, params: Params
) -> Iterator[Remedy]:
    """The last weekends of whoever has most, as overrides, if giving a few of them away is enough."""
    loads = dict(tally.loads)
    given: list[Given] = []
    for weekend in reversed(weekends(view, pool)):
        moved = _movable(rotation, pool, weekend, most, least, view)
        if moved is None:
            continue
        given.append(moved[0])
        loads[most] -= moved[1]
        loads[least] += moved[1]
        if spread(pro_rated(loads, tally.shares).values()) <= tally.allowed + params.slack:
            dates = listed(str(one.days[0]) for one in given)
            noun = "weekend" if len(given) == 1 else "weekends"
            yield Remedy(f"give the {noun} of {dates} to {least}", handed_over(view, rotation.id, given))
            return
        if len(given) == _MOVES:
            return


def _change_places(rotation: Rotation) -> Iterator[Remedy]:
    """Where a round lasts whole weeks and a turn does not, the rota itself brings the same days to the same people."""
    if not does_repeat(rotation):
        return
    told = [length.minutes for length in lengths(rotation)]
    minutes = [each for each in told if each is not None]
    if len(minutes) == len(told) and sum(minutes) * (entries(rotation) // len(told)) % _WEEK == 0 < _WEEK - min(
        minutes
    ):
        yield Remedy(f"let people change places from round to round: one of '{rotation.id}' lasts whole weeks")


def _movable(
    rotation: Rotation, pool: Pool, weekend: Weekend, most: str, least: str, view: TeamView
) -> tuple[Given, Fraction] | None:
    """A weekend that one has in a single role of one rotation and the other can take whole, and how much of it changes
    hands."""
    own = [
        segment
        for segment in view.schedule.segments()
        if segment.holder == most and (segment.rotation, segment.column) in pool.columns
        if segment.start < weekend.stretch[1] and segment.end > weekend.stretch[0]
    ]
    seats = {(segment.rotation, segment.role) for segment in own}
    days = (weekend.first, weekend.last)
    whole = (of_days(view, rotation.id, days),)
    if len(seats) != 1:
        return None
    ((where_held, role),) = seats
    if where_held != rotation.id or least not in takers(view, role, whole, but=(most,)):
        return None
    held = common(union((segment.start, segment.end) for segment in own), (weekend.stretch,))
    moved = Fraction(length(common(held, whole)) // _SECOND, length(held) // _SECOND)
    return Given(days, role, least), weekend.shares[most] * moved
