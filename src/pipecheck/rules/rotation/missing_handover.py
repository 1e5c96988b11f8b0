"""A rotation that several teams share, without a word on how duty is handed over.

What it checks
--------------
Where people of at least `teams` teams take turns in a rotation, the file says how a turn is handed over: `handover` of
the rotation, or of `oncall` for all of them. A partner is a team, and so are the members together.

Why it matters
--------------
Within a team one hears what is going on. Between teams nobody does, unless there is a time to tell it: the turn begins
without knowing what is broken already.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
partners: [{id: finance}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, turn: 1w, roles: {primary: [alice, finance, bob]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
partners: [{id: finance}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - id: weekly
      turn: 1w
      roles: {primary: [alice, finance, bob]}
      handover: {meeting: monday 09:00, minutes: 30}
```

Known limits
------------
That something is said about the handover is enough: whether the meeting takes place is not for a file to tell.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from pipecheck.model.duty import column_people
from pipecheck.model.oncall import Rotation
from pipecheck.model.people import Partner
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Part,
    Place,
    Plain,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import WEEKDAYS, listed, quoted


class Params(NamedTuple):
    teams: Annotated[int, Doc("from how many teams on a handover is wanted; 1 is every rotation")] = 2
    roles: Annotated[tuple[str, ...], Doc("the roles whose turns are handed over")] = ("primary", "secondary")


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(Rotation, level=Level.note, profile=Profile.strict, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    teams = _teams(rotation, view.team, params)
    if len(teams) < params.teams or rotation.handover is not None:
        return
    shared = f", which {listed(quoted(teams))} share," if len(teams) > 1 else ""
    yield Problem(
        f"nothing says how a turn of rotation '{rotation.id}'{shared} is handed over; add `handover`",
        rotation.at("handover", part=Part.entry),
        evidence=(Fact("teams", tuple(teams), tuple(teams.values())),),
        related=tuple(_related(teams))[:5],
        remedies=(_handover(rotation),),
    )


def _teams(rotation: Rotation, team: Team, params: Params) -> dict[str, Place]:
    """The teams whose people take turns, and the first column in which they do."""
    found: dict[str, Place] = {}
    for column in rotation.columns:
        if column.role in params.roles:
            for who in column_people(team, rotation, column):
                person = team.person(who)
                found.setdefault(who if isinstance(person, Partner) else team.team, column.at)
    return found


def _related(teams: Mapping[str, Place]) -> Iterator[Related]:
    for place in dict.fromkeys(teams.values()):
        here = [name for name, at in teams.items() if at == place]
        yield Related(place, f"{listed(quoted(here))} {'takes' if len(here) == 1 else 'take'} turns here")


def _handover(rotation: Rotation) -> Remedy:
    """A meeting at the handoff, where the file tells when that is."""
    handoff = rotation.handoff
    if handoff is None or handoff.day is None or handoff.minute is None:
        return Remedy("say how: `handover: {meeting: monday 09:00, minutes: 30}`")
    hours, minutes = divmod(handoff.minute, 60)
    meeting = f"{WEEKDAYS[handoff.day].lower()} {hours:02}:{minutes:02}"
    value: Plain = {"meeting": meeting}
    return Remedy(f"meet at the handoff: `handover: {{meeting: {meeting}}}`", (Put(rotation.at("handover"), value),))
