"""Somebody is on duty while away.

What it checks
--------------
No resolved duty of a member, in any role, falls into the member's time off. Time off is calendar days in the member's
own zone, both ends included; duty is what remains after holiday lines, overrides, swaps and stand-ins. One problem for
each time off and rotation, however many turns it meets.

Why it matters
--------------
A rota is drawn once and time off comes later; nobody compares the two until the phone of somebody on a beach rings.

Fails
-----

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members:
  - {id: alice, time_off: [{from: 2026-02-02, to: 2026-02-06}]}
  - {id: bob}
  - {id: carol}
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-12, turn: 1w, roles: {primary: [bob, carol, carol, alice]}}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members:
  - {id: alice, time_off: [{from: 2026-02-02, to: 2026-02-06}]}
  - {id: bob}
  - {id: carol}
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-12, turn: 1w, roles: {primary: [bob, carol, carol, alice]}}
  overrides:
    - {from: 2026-02-02, to: 2026-02-08, rotation: weekly, role: primary, person: carol}
```

Known limits
------------
Owning a pipeline is no duty: whether all owners of one are away at once is for `both-owners-away` to say.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.intervals import Interval, union
from pipecheck.model.people import Member
from pipecheck.model.value import TimeOff
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
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
from pipecheck.rules.takers import duties_of, given_away, stretch_of, told


class Params(NamedTuple):
    roles: Annotated[tuple[str, ...], Doc("the roles that count; none named is every role")] = ()


def _concerned(member: Member, params: Params) -> bool:
    return bool(member.time_off)


@rule(Member, level=Level.error, profile=Profile.essential, params=Params, applies=_concerned)
def check(member: Member, view: TeamView, params: Params) -> Iterator[Outcome]:
    duties = duties_of(view, member.id, params.roles)
    for off in member.time_off:
        away = stretch_of(view, member, off)
        if away[0] == away[1]:  # it ends before it begins: for `invalid-time-off` to say
            continue
        met = [segment for segment in duties if segment.start < away[1] and segment.end > away[0]]
        held: dict[str, list[Segment]] = {}
        for segment in met:
            if segment.holder == member.id:
                held.setdefault(segment.rotation, []).append(segment)
        for name, segments in held.items():
            yield _conflict(member, off, away, name, segments, view)
        if met and not held:
            yield Undecided("oncall.rotations.roles", met[0].because[-1], why=f"whether '{member.id}' is on duty")


def _conflict(
    member: Member, off: TimeOff, away: Interval, rotation: str, segments: list[Segment], view: TeamView
) -> Problem:
    roles = tuple(dict.fromkeys(segment.role for segment in segments))
    made = tuple(dict.fromkeys(segment.because[-1] for segment in segments))
    said = tuple(told(view, rotation, stretch) for stretch in union(_within(segments, away)))
    return Problem(
        f"'{member.id}' is away {_told(off)} but on duty as {listed(roles)} in rotation '{rotation}' "
        f"{shortened(said)}; give these days to somebody else",
        made[0],
        key=(str(off.first), str(off.last), rotation),
        evidence=(Fact("away", _told(off), (off.at,)), Fact("on duty", said, made), Fact("roles", roles)),
        related=(
            Related(off.at, f"'{member.id}' is away then"),
            *(Related(place, "on duty by this, too") for place in made[1:5]),
        ),
        remedies=_ways_out(given_away(view, rotation, segments, (away,), member.id)),
    )


def _ways_out(best: Remedy) -> tuple[Remedy, ...]:
    exchange = Remedy("exchange turns with somebody under `oncall.swaps`, so that nobody loses by it")
    return (best, exchange) if best.edits else (best,)


def _within(segments: list[Segment], away: Interval) -> list[Interval]:
    return [(max(segment.start, away[0]), min(segment.end, away[1])) for segment in segments]


def _told(off: TimeOff) -> str:
    return f"from {off.first} to {off.last}" if off.first != off.last else f"on {off.first}"
