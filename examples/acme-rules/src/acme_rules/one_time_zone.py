"""A rota in which it is night for everybody at once.

What it checks
--------------
The people in the columns of a rotation live in at least two time zones. A member without a `timezone` lives in the
team's; where neither is told, and what is told does not decide, the verdict is undecided.

Why it matters
--------------
ACME's on-call follows the sun: somebody is awake at any hour.

Fails
-----

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members: [{id: alice}, {id: bob}]
pipelines: [{id: profit, owners: {primary: alice, secondary: bob}}]
oncall: {rotations: [{id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}]}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members: [{id: alice}, {id: bob, timezone: America/New_York}]
pipelines: [{id: profit, owners: {primary: alice, secondary: bob}}]
oncall: {rotations: [{id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}]}
```

Known limits
------------
Two zones may be an hour apart. Only orders are looked at, not tables of turns.
"""

from collections.abc import Iterator

from pipecheck.model.oncall import Rotation
from pipecheck.model.people import Member
from pipecheck.rules.base import Fact, Level, NoParams, Outcome, Problem, Profile, Remedy, TeamView, Undecided, rule


@rule(Rotation, level=Level.warning, profile=Profile.named)
def check(rotation: Rotation, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    people = _people(rotation, view)
    zones = {member.id: member.timezone or view.team.timezone for member in people}
    known = {zone for zone in zones.values() if zone is not None}
    if not people or len(known) > 1:
        return
    homeless = next((member for member in people if zones[member.id] is None), None)
    if homeless is not None:
        yield Undecided("members.timezone", homeless.at("timezone"), why="where they live")
        return
    (zone,) = known
    yield Problem(
        f"everybody in rotation '{rotation.id}' lives in {zone}; name somebody who is awake when they sleep",
        rotation.at("roles"),
        evidence=(Fact("people", tuple(member.id for member in people)), Fact("zone", zone)),
        remedies=(Remedy("take in somebody of another time zone"),),
    )


def _people(rotation: Rotation, view: TeamView) -> list[Member]:
    """The members in the orders of all columns, each once."""
    names = (ref for column in rotation.columns for party in column.order or () for ref in party.names)
    people = (view.team.person(ref) for ref in names)
    return list(dict.fromkeys(person for person in people if isinstance(person, Member)))
