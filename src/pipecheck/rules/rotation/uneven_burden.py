"""Somebody's duty weighs more than that of others.

What it checks
--------------
Days of duty are weighed: a working day, a day of a weekend, a public holiday and a major holiday by the parameters of
these names, a day as `backup` of the primary by a part of it. Of several that apply the heaviest does, alone. Days and
holidays are those of whoever has them: by their zone, their region, and the team's working week.

Nobody carries more than `tolerance` above the average, or, where turns are few, no more than the others by what one
turn weighs. Rotations that share people are counted together, and reported where whoever has most has most turns.
People who may be on duty and never are count with 0; part-time work counts in part, and time before somebody came, or
after they left, is shared by those who were there.

Why it matters
--------------
Equal numbers of turns are not equal loads: a week with Christmas in it is not a week in March. Weighing is a matter of
taste, and one number hides what it is made of; so this rule is on only where a policy names it.

Fails
-----
Alice has five weeks in nine, and so do her weekends and holidays:

```yaml
version: 1
team: data-core
calendar: {region: US}
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, alice, carol]}}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US}
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol, dave]}}
```

Known limits
------------
A day counts by the part that somebody has of the hours that are served in it, be they few or many. Fairness of
holidays drowns in a sum: `uneven-holidays` counts them for themselves.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Duty, Pool, Weights, burdens, pools
from pipecheck.model.duty.burden import Turn
from pipecheck.model.fairness import pro_rated, spread
from pipecheck.model.intervals import Interval
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
    Tally,
    also,
    declared,
    heaviest_rotation,
    own_duties,
    parts,
    places_of,
    unclear_cell,
    where,
)
from pipecheck.rules.stretches import plain
from pipecheck.rules.takers import Given, handed_over, oncall_days, takers


class Params(NamedTuple):
    tolerance: Annotated[
        Fraction, Doc("how far above the average one person may be, as a part of it", source="proposed")
    ] = Fraction(1, 10)
    weekday: Annotated[Fraction, Doc("what a working day weighs", source="proposed")] = Fraction(1)
    weekend: Annotated[
        Fraction, Doc("what a day of the weekend weighs", source="on-call pay of public services: 1.8 of a working day")
    ] = Fraction(2)
    holiday: Annotated[
        Fraction, Doc("what a public holiday weighs", source="published practice: two shifts and more")
    ] = Fraction(3)
    major: Annotated[Fraction, Doc("what a day of `calendar.majors` weighs", source="proposed")] = Fraction(4)
    backup: Annotated[
        Fraction, Doc("what a day in another role than primary weighs, as a part of one as primary", source="proposed")
    ] = Fraction(1, 2)
    roles: Annotated[tuple[str, ...], Doc("the roles whose days count")] = ("primary", "secondary")

    @property
    def weights(self) -> Weights:
        return Weights(self.weekday, self.weekend, self.holiday, self.major, self.backup)


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(Rotation, level=Level.warning, profile=Profile.named, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    for pool in pools(view, params.roles):
        if rotation.id not in pool.rotations:
            continue
        unclear = unclear_cell(rotation, pool, view)
        if unclear is not None:
            yield Undecided("oncall.rotations.roles", unclear, why="who of several has this turn")
            continue
        nowhere = _without_holidays(pool, view, params)
        if nowhere is not None:
            yield nowhere
            continue
        tally = _tally(pool, view, params)
        if tally.rated and not _holds(tally, tally.loads, params):
            most, least = tally.ends()
            own = own_duties(most, pool, view)
            if heaviest_rotation(own, pool) == rotation.id:
                yield _uneven(rotation, pool, tally, most, least, own, view, params)


def _without_holidays(pool: Pool, view: TeamView, params: Params) -> Undecided | None:
    """The region that is missing to know which days are holidays, if they weigh differently."""
    if max(params.holiday, params.major) <= min(params.weekday, params.weekend):
        return None
    regions = {member.region for member in view.team.members or () if member.id in pool.counted}
    if all(view.calendar.knows(region) for region in regions or {None}):
        return None
    return Undecided("calendar.region", view.team.at("calendar", "region"), why="when the holidays are")


def _tally(pool: Pool, view: TeamView, params: Params) -> Tally:
    """What days weigh; the least that can be moved is a turn, and the heaviest may be anybody's."""
    shares = parts(pool, view)
    turns = burdens(view, pool, params.weights)
    loads = {who: sum(turns[who].values(), Fraction(0)) for who in shares}
    heaviest = max((weight for own in turns.values() for weight in own.values()), default=Fraction(1))
    return Tally(loads, shares, heaviest, len(pool.columns), whole=False)


def _holds(tally: Tally, loads: Mapping[str, Fraction], params: Params) -> bool:
    """Whether nobody is too far above the average, or turns are too few to come closer."""
    rated = pro_rated(loads, tally.shares)
    return max(rated.values()) <= _average(tally) * (1 + params.tolerance) or spread(rated.values()) <= tally.allowed


def _average(tally: Tally) -> Fraction:
    """What a full share of all there is weighs."""
    return tally.total / sum(tally.shares.values())


# ---- saying so


def _uneven(
    rotation: Rotation,
    pool: Pool,
    tally: Tally,
    most: str,
    least: str,
    own: list[Duty],
    view: TeamView,
    params: Params,
) -> Problem:
    places = places_of(own, rotation.id)
    over = round(100 * (tally.rated[most] / _average(tally) - 1))
    said = ", ".join(f"{who} {plain(load)}" for who, load in tally.loads.items())
    return Problem(
        f"burden of duty in {where(pool)}: {said}; {most} is {over} % above the average, at most "
        f"{plain(100 * params.tolerance)} % wanted; let {least} have some of it",
        places[0] if places else rotation.at("roles"),
        key=(*pool.rotations,),
        evidence=(
            Fact("burdens", dict(tally.loads), tuple(places)),
            Fact("average", _average(tally)),
            Fact("tolerance", params.tolerance),
            Fact("heaviest turn", tally.unit),
            *((Fact("by share", tally.rated),) if not tally.is_alike else ()),
        ),
        related=(*also(places, f"'{most}' carries most"), *declared(least, f"'{least}' carries least", view)),
        remedies=(
            *_exchange(rotation, pool, tally, most, least, view, params),
            Remedy(f"let {least} have heavy turns of {most}, or exchange them for light ones"),
        ),
    )


# ---- the way out


def _exchange(
    rotation: Rotation, pool: Pool, tally: Tally, most: str, least: str, view: TeamView, params: Params
) -> Iterator[Remedy]:
    """Two turns that change hands, after which all is within bounds, and nobody has two in a row."""
    weights = burdens(view, pool, params.weights)
    if not _live_alike(most, least, view):
        return
    found = []
    for heavy in _whole_turns(most, rotation, pool, view):
        for light in _whole_turns(least, rotation, pool, view):
            less = weights[most][_of(heavy)] - weights[least][_of(light)]
            loads = {**tally.loads, most: tally.loads[most] - less, least: tally.loads[least] + less}
            if heavy.segments[0].role == light.segments[0].role and _holds(tally, loads, params):
                found.append((spread(pro_rated(loads, tally.shares).values()), heavy, light))
    for _, heavy, light in sorted(found, key=lambda each: each[0]):
        if _may_take(least, heavy, light, pool, view) and _may_take(most, light, heavy, pool, view):
            given = [_given(heavy, least, view), _given(light, most, view)]
            title = f"let {most} and {least} exchange the turns of {given[0].days[0]} and {given[1].days[0]}"
            yield Remedy(title, handed_over(view, rotation.id, given))
            return


def _of(duty: Duty) -> Turn:
    return Turn(duty.rotation, duty.turn)


def _live_alike(one: str, other: str, view: TeamView) -> bool:
    """Whether a turn weighs the same for both."""
    homes = {(member.region, member.timezone) for member in view.team.members or () if member.id in (one, other)}
    return len(homes) == 1


def _whole_turns(person: str, rotation: Rotation, pool: Pool, view: TeamView) -> list[Duty]:
    """The turns of a rotation that somebody has whole, in one piece and one role."""
    own = own_duties(person, pool, view)
    return [duty for duty in own if duty.rotation == rotation.id and duty.share == 1 and len(duty.segments) == 1]


def _may_take(person: str, turn: Duty, instead: Duty, pool: Pool, view: TeamView) -> bool:
    """Whether somebody is free for a turn of another, and has none next to it but the one they give away."""
    margin = turn.end - turn.start
    near: Interval = (turn.start - margin, turn.end + margin)
    others = [duty for duty in own_duties(person, pool, view) if duty != instead]
    is_near = any(duty.end > near[0] and duty.start < near[1] for duty in others)
    return not is_near and person in takers(view, turn.segments[0].role, ((turn.start, turn.end),))


def _given(turn: Duty, person: str, view: TeamView) -> Given:
    (days,) = oncall_days(view, turn.rotation, ((turn.start, turn.end),))
    return Given(days, turn.segments[0].role, person)
