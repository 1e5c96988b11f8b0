"""An override that changes nothing, or contradicts another.

What it checks
--------------
Every override changes who is on duty. It does not end before it begins, lies where its rotation has turns (and within
`oncall.period`, if one is told) and hours, and says which role it is for where there are several. Two overrides that
give one seat to different people at one time contradict one another, which is told at the later of the two.

An override that only says what holds anyway weighs least: it is told as a note.

Why it matters
--------------
An override is written in a hurry, and believed from then on. One that changes nothing leaves somebody on duty who does
not know it; of two that contradict one another, one person believes in the wrong one.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
  overrides:
    - {from: 2026-02-02, to: 2026-02-08, rotation: weekly, role: primary, person: alice, reason: training}
    - {from: 2026-02-06, to: 2026-02-06, rotation: weekly, role: primary, person: carol, reason: a day off}
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
  overrides:
    - {from: 2026-02-02, to: 2026-02-08, rotation: weekly, role: primary, person: alice, reason: training}
```

Known limits
------------
A rotation or role that is not there is for `unknown-reference` to say. Where no period is told, an override before
as-of, or more than a year after it, is not looked at. That somebody is away or elsewhere on duty then is for
`duty-during-time-off` and `double-booked` to say.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from pipecheck.model.intervals import union
from pipecheck.model.oncall import Override
from pipecheck.model.schedule import Conflict, Reason
from pipecheck.model.value import When
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Part,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Remove,
    TeamView,
    rule,
)
from pipecheck.rules.lines import line_at
from pipecheck.rules.prose import days, listed, when
from pipecheck.rules.takers import oncall_days

_OUTSIDE: Mapping[Reason, str] = {
    "outside": "lies where no rotation has a turn",
    "not-judged": "lies outside the period",
    "no-hours": "lies outside the hours that are served",
}


@rule(Override, level=Level.error, profile=Profile.essential)
def check(override: Override, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    if _day(override.last) < _day(override.first):
        yield _backward(override, _day(override.first), _day(override.last))
        return
    contradicted: dict[Place, list[Conflict]] = {}
    for conflict in view.schedule.conflicts:
        if conflict.level == "override" and conflict.second == override.place:
            contradicted.setdefault(conflict.first, []).append(conflict)
    for place, conflicts in contradicted.items():
        yield _contradiction(override, place, conflicts, view)
    for found in view.schedule.unapplied:
        if found.change is override and not contradicted:
            yield from _unapplied(override, found.reason, view)


def _backward(override: Override, first: date, last: date) -> Problem:
    to, begin = override.at("to"), override.at("from")
    return Problem(
        f"an override ends on {last}, before it begins on {first}, so it changes nothing; correct the dates",
        to,
        key=("backward",),
        evidence=(Fact("from", first, (begin,)), Fact("to", last, (to,))),
        related=(Related(begin, "it begins here"),),
        remedies=(Remedy(f"exchange the dates: {days(last, first)}", (Put(begin, str(last)), Put(to, str(first)))),),
        at_most="warning",
    )


def _contradiction(override: Override, place: Place, conflicts: list[Conflict], view: TeamView) -> Problem:
    """Told at the override that came later in the file, and has the seat."""
    first = conflicts[0]
    run = oncall_days(view, first.rotation, union((each.start, each.end) for each in conflicts))[0]
    roles = tuple(dict.fromkeys(each.column for each in conflicts))
    other = line_at(view, place)
    assert isinstance(other.change, Override), place
    return Problem(
        f"{listed(map(repr, roles))} of rotation '{first.rotation}' is given to {_who(override)} by this override and "
        f"to {_who(other.change)} by another, {when(*run)}; let one of the two go",
        override.place,
        key=("contradiction", other.name),
        evidence=(Fact("days", days(*run), (override.place, place)), Fact("roles", roles)),
        related=(Related(place, "the other one; this one wins, as it comes later"),),
        remedies=(
            Remedy("take the other one away", (Remove(place),)),
            Remedy("or take this one away", (Remove(override.place),)),
        ),
    )


def _unapplied(override: Override, reason: Reason, view: TeamView) -> Iterator[Problem]:
    if reason == "no-role":
        yield _roleless(override, view)
    elif reason == "no-effect":
        yield _idle(override)
    elif reason == "no-column" and _is_known(override, view):
        said = f"is for a role that rotation '{_rotation(override)}' does not have"
        yield _nothing(override, override.at("role"), said)
    elif reason in _OUTSIDE and not (reason == "not-judged" and not _has_period(view)):
        yield _nothing(override, override.at("from"), _OUTSIDE[reason])


def _nothing(override: Override, at: Place, said: str) -> Problem:
    return Problem(
        f"the override of {_dates(override)} {said}, so it changes nothing; correct it, or take it away",
        at,
        key=("nothing",),
        evidence=(Fact("days", _dates(override), (override.at("from"), override.at("to"))),),
        remedies=(
            Remedy("correct the dates, the rotation or the role"),
            Remedy("take the override away", (Remove(override.place),)),
        ),
        at_most="warning",
    )


def _roleless(override: Override, view: TeamView) -> Problem:
    rotations = view.team.oncall.rotations if view.team.oncall else ()
    slots = {slot.id for slot in view.team.slots}
    own = [each for each in rotations if override.rotation is None or each.id == override.rotation.id]
    roles = tuple(dict.fromkeys(one.name for each in own for one in each.columns if one.role not in slots))
    which = f"whether it is for {listed(map(repr, roles), 'or')}" if roles else "which role it is for"
    return Problem(
        f"the override of {_dates(override)} does not say {which}, so it changes nothing; name the role",
        override.at("role", part=Part.entry),
        key=("role",),
        evidence=(Fact("roles", roles),),
        remedies=(Remedy(f"add `role: {roles[0]}`" if roles else "add `role`"),),
        at_most="warning",
    )


def _idle(override: Override) -> Problem:
    person, role = override.person, override.role or "on duty"
    verb = "are" if len(person.names) > 1 and not person.among else "is"
    return Problem(
        f"the override of {_dates(override)} changes nothing: {_who(override)} {verb} {role} then already; "
        "take it away",
        override.at("person"),
        key=("idle",),
        evidence=(Fact("days", _dates(override), (override.at("from"), override.at("to"))),),
        remedies=(Remedy("take the override away", (Remove(override.place),)),),
        at_most="note",
    )


# ---- what the entry says


def _is_known(override: Override, view: TeamView) -> bool:
    """Whether its names lead somewhere, so that it is the two together that do not fit."""
    names = {override.at("role"), override.at("rotation")}
    return all(each.found is not False for each in view.team.references if each.ref.at in names)


def _has_period(view: TeamView) -> bool:
    return view.team.oncall is not None and view.team.oncall.period is not None


def _rotation(override: Override) -> str:
    return override.rotation.id if override.rotation is not None else ""


def _who(override: Override) -> str:
    person = override.person
    if person.names:
        return listed([f"'{ref.id}'" for ref in person.names], "or" if person.among else "and")
    return "somebody" if person.everybody else "nobody"


def _dates(override: Override) -> str:
    return days(_day(override.first), _day(override.last))


def _day(told: When) -> date:
    return told.date() if isinstance(told, datetime) else told
