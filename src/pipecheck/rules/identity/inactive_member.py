"""Somebody is counted on before they join, or after they have left.

What it checks
--------------
No resolved duty of a member falls outside the stretches in which they are `active`: calendar days in the member's own
zone, both ends included. One problem for each line that makes such duty, however many turns it meets.

Nor is a member named in what stands without dates (as owner, in an escalation, as lead or stand-in, for a risk or a
review) on a day on which they do not belong to the team. That is a warning at most, since it turns red by the calendar.

Why it matters
--------------
Whoever leaves is taken off the mailing list, and stays in the rota, in the escalation and behind three pipelines. The
first to notice is whoever calls.

Fails
-----

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members:
  - {id: alice, active: [{until: 2026-03-31}]}
  - {id: bob}
  - {id: carol}
pipelines: [{id: revenue, owners: {primary: bob, secondary: carol}}]
oncall:
  period: {from: 2026-03-02, to: 2026-04-26}
  rotations:
    - {id: weekly, start: 2026-03-02, turn: 1w, roles: {primary: [bob, carol, alice]}}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members:
  - {id: alice, active: [{until: 2026-03-31}]}
  - {id: bob}
  - {id: carol}
pipelines: [{id: revenue, owners: {primary: bob, secondary: carol}}]
oncall:
  period: {from: 2026-03-02, to: 2026-04-26}
  rotations:
    - {id: until-alice-leaves, start: 2026-03-02, until: 2026-03-22, turn: 1w, roles: {primary: [bob, carol, alice]}}
    - {id: weekly, start: 2026-03-23, turn: 1w, roles: {primary: [bob, carol]}}
```

Known limits
------------
What lies before the period (`history`) and who once acknowledged a runbook is not looked at: there a name may be that
of somebody who has left. The people that a partner lists have no dates.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from pipecheck.model.intervals import Intervals, minus, union
from pipecheck.model.oncall import Swap
from pipecheck.model.ownership import active_members, seats
from pipecheck.model.people import Member
from pipecheck.model.value import Ref, When
from pipecheck.rules.base import (
    Edit,
    Fact,
    Level,
    NoParams,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Segment,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.lines import Line, top_line
from pipecheck.rules.prose import bounds, listed, quoted, shortened
from pipecheck.rules.takers import duty_segments, given_away, stretch_of, takers, told

_DATED = frozenset({"rotations.roles", "rotations.turns", "holidays", "overrides", "swaps"})
"""What stands under `oncall` and says when: the schedule tells whether it falls into the wrong time."""
_FEW = 3
"""Of more stretches than this, a new version of the rota is better than overrides."""


def _concerned(member: Member, params: NoParams) -> bool:
    return bool(member.active)


@rule(Member, level=Level.error, profile=Profile.essential, params=NoParams, applies=_concerned)
def check(member: Member, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    yield from _named_while_away(member, view)
    if view.team.oncall is not None:
        yield from _on_duty(member, view)


# ---- duty


def _on_duty(member: Member, view: TeamView) -> Iterator[Outcome]:
    active = union(stretch_of(view, member, one) for one in member.active)
    held: dict[tuple[str, str], tuple[Line, list[Segment]]] = {}
    unsure: list[Segment] = []
    for segment in duty_segments(view):
        if not minus(((segment.start, segment.end),), active):
            continue
        if segment.holder == member.id:
            line = top_line(view, segment)
            held.setdefault((segment.rotation, line.name), (line, []))[1].append(segment)
        elif member.id in segment.candidates and _names_within(member, view, segment.because[-1]):
            unsure.append(segment)
    for line, segments in held.values():
        yield _duty(member, view, line, segments, active)
    if unsure and not held:
        why = f"whether '{member.id}' is on duty outside the membership"
        yield Undecided("oncall.rotations.roles", unsure[0].because[-1], why=why)


def _names_within(member: Member, view: TeamView, place: Place) -> list[Ref]:
    """Where a line names a member; `{among: all}` names nobody, and means whoever belongs to the team."""
    size = len(place.route)
    return [
        one.ref
        for one in view.team.references
        if one.ref.id == member.id
        and "person" in one.wants
        and one.ref.at.document == place.document
        and one.ref.at.route[:size] == place.route
    ]


def _duty(member: Member, view: TeamView, line: Line, segments: list[Segment], active: Intervals) -> Problem:
    rotation = segments[0].rotation
    roles = tuple(dict.fromkeys(segment.role for segment in segments))
    outside = minus(union((segment.start, segment.end) for segment in segments), active)
    said = tuple(told(view, rotation, stretch) for stretch in outside)
    made = tuple(dict.fromkeys(segment.because[-1] for segment in segments))
    named = _names_within(member, view, made[0])
    return Problem(
        f"'{member.id}' is on duty as {listed(roles)} in rotation '{rotation}' {shortened(said)}, but belongs to the "
        f"team {_membership(member)}; give these days to somebody else, or correct `active`",
        named[0].at if named else made[0],
        key=(rotation, line.name),
        evidence=(
            Fact("on duty", said, made),
            Fact("roles", roles),
            Fact("active", _stretches(member), tuple(one.at for one in member.active)),
        ),
        related=(
            *(Related(one.at, f"'{member.id}' belongs to the team then") for one in member.active),
            *(Related(place, "on duty by this, too") for place in made[1:5]),
        ),
        remedies=tuple(_ways_out(member, view, line, segments, outside)),
    )


def _ways_out(
    member: Member, view: TeamView, line: Line, segments: Sequence[Segment], outside: Intervals
) -> Iterator[Remedy]:
    """A line that names a member is corrected where it stands; duty by the rota passes on by overrides."""
    rotation = segments[0].rotation
    if line.change is not None:
        named = _names_within(member, view, line.place)
        whole = union((segment.start, segment.end) for segment in segments)
        givers = [ref.id for ref in line.change.give.names] if isinstance(line.change, Swap) else []
        free = takers(view, segments[0].role, whole, but=(member.id, *givers))
        if len(named) == 1 and free and not isinstance(line.change, Swap):
            yield Remedy(f"let {free[0]} take it", (Put(named[0].at, free[0]),))
        else:
            yield Remedy(f"name {free[0] if free else 'somebody else'} in place of {member.id}")
        return
    if len(outside) > _FEW:
        yield Remedy(
            f"end '{rotation}' where the membership changes (`until`), and begin another rotation without {member.id}"
        )
    yield given_away(view, rotation, segments, outside, member.id)


# ---- names without dates


def _named_while_away(member: Member, view: TeamView) -> Iterator[Problem]:
    named = [
        one.ref
        for one in view.team.references
        if one.ref.id == member.id and "person" in one.wants and _stands_without_dates(one.ref)
    ]
    if not named or member in active_members(view.team, lambda: view.as_of):
        return
    places = tuple(dict.fromkeys(ref.at for ref in named))
    owned = _owned(view, places)
    what = f"is named as owner of {shortened(quoted(owned))}" if owned else "is named here"
    often = f" ({len(places)} places)" if len(places) > 1 else ""
    yield Problem(
        f"'{member.id}' belongs to the team {_membership(member)}, but on {view.as_of} {what}{often}; name somebody "
        "else, or correct `active`",
        places[0],
        key=("named",),
        evidence=(
            Fact("named", len(places), places),
            Fact("owns", tuple(owned)),
            Fact("active", _stretches(member), tuple(one.at for one in member.active)),
        ),
        related=(
            *(Related(one.at, f"'{member.id}' belongs to the team then") for one in member.active),
            *(Related(place, "named here too") for place in places[1:5]),
        ),
        remedies=(_other_owners(member, view, places),),
        at_most="warning",
    )


def _stands_without_dates(ref: Ref) -> bool:
    keys = [key for key in ref.at.route if isinstance(key, str)]
    if keys[0] == "oncall":
        return ".".join(keys[1:3]) not in _DATED and keys[1] not in _DATED
    return keys[0] != "history" and "acknowledged" not in keys


def _owned(view: TeamView, places: Sequence[Place]) -> Mapping[str, Mapping[str, list[Ref]]]:
    """The pipelines for which one of these places names an owner; for each, its owners by rank."""
    owned: dict[str, Mapping[str, list[Ref]]] = {}
    for pipeline in view.team.sound("pipelines") or ():
        ranks = {rank: list(party.names) for rank, party in (pipeline.sound("owners") or {}).items()}
        if any(ref.at in places for refs in ranks.values() for ref in refs):
            owned[pipeline.id] = ranks
    return owned


def _other_owners(member: Member, view: TeamView, places: Sequence[Place]) -> Remedy:
    """Whoever is there and owns least at the rank, where all the names are those of owners."""
    owned = _owned(view, places)
    ranks = {ref.at: rank for owners in owned.values() for rank, refs in owners.items() for ref in refs}
    chosen: dict[Place, str] = {}
    for place in places:
        taken = {ref.id for owners in owned.values() if _has(owners, place) for refs in owners.values() for ref in refs}
        load = seats(view.team, ranks[place]).shares if place in ranks else {}
        free = [one.id for one in active_members(view.team, lambda: view.as_of) if one.id not in taken]
        if place not in ranks or not free:
            return Remedy(f"name somebody else in place of {member.id}")
        chosen[place] = min(free, key=lambda who: load[who] + list(chosen.values()).count(who))
    edits: tuple[Edit, ...] = tuple(Put(place, name) for place, name in chosen.items())
    return Remedy(f"name {listed(dict.fromkeys(chosen.values()))} in place of {member.id}", edits)


def _has(owners: Mapping[str, list[Ref]], place: Place) -> bool:
    return any(ref.at == place for refs in owners.values() for ref in refs)


# ---- saying


def _membership(member: Member) -> str:
    return listed(_stretches(member))


def _stretches(member: Member) -> tuple[str, ...]:
    return tuple(bounds(_day(one.first), _day(one.last)) for one in member.active)


def _day(when: When | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when
