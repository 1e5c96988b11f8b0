"""A team that answers for a pipeline it does not own.

What it checks
--------------
Whoever is on duty for a pipeline in one of the `roles` belongs to a team that owns it at one of the `ranks`. A member
belongs to the own team, which owns what it or any of its members owns; a partner is a team, and so are the members it
lists. One problem for each pipeline, rotation and team.

Where one of several is on duty, not told which, and only some of them belong to an owner, the verdict is undecided.

Why it matters
--------------
Whoever is called at night should be able to mend what is broken, and be allowed to. A team that does not own the
pipeline can do little more than call the one that does.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
partners: [{id: finance, members: [Kim, Sam]}, {id: web, members: [Ali, Noa]}]
pipelines: [{id: revenue, owners: {primary: finance, secondary: web}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
partners: [{id: finance, members: [Kim, Sam]}]
pipelines: [{id: revenue, owners: {primary: finance, secondary: data-core}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
```

Known limits
------------
Within a team it does not matter who of it is on duty: that is for `stranger-on-duty` to look at. A name that nobody
declared is for `unknown-reference` to say, and a pipeline without any owner for `single-owner`.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import holders_of, owners_of
from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Plain,
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
from pipecheck.rules.prose import listed


class Params(NamedTuple):
    roles: Annotated[tuple[str, ...], Doc("the roles whose holders are looked at", source="who is called first")] = (
        "primary",
    )
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners that count")] = ("primary", "secondary")


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return pipeline.oncall_none is None


@rule(Pipeline, level=Level.warning, profile=Profile.recommended, params=Params, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    duty = [each for each in view.schedule.segments(pipeline=pipeline.id) if each.role in params.roles]
    if not duty:
        return
    if not pipeline.tells("owners"):
        yield Undecided("pipelines.owners", pipeline.at("owners"), why="whether a team that owns it is on call")
        return
    owners = _owners(pipeline, view.team, params)
    if not owners:
        return
    outsiders: dict[tuple[str, str], list[Segment]] = {}
    unsure: Segment | None = None
    for segment in duty:
        teams = _teams(segment, owners, view.team)
        outside = [name for name, inside in teams.items() if not inside]
        if outside and len(outside) == len(teams):
            for name in outside:
                outsiders.setdefault((segment.rotation, name), []).append(segment)
        elif outside:
            unsure = unsure or segment
    for (rotation, name), segments in outsiders.items():
        yield _problem(pipeline, rotation, name, segments, view, params)
    if unsure is not None and not outsiders:
        yield Undecided("oncall.rotations.roles", unsure.because[-1], why=f"which of them answers for '{pipeline.id}'")


# ---- who belongs to whom


def _owners(pipeline: Pipeline, team: Team, params: Params) -> frozenset[str]:
    """The teams that own a pipeline, the people that partners among them list, and names that nobody declared."""
    found: set[str] = set()
    for party in owners_of(pipeline, params.ranks):
        if party.everybody:
            found.add(team.team)
        for ref in party.names:
            person = team.person(ref)
            if isinstance(person, Slot):
                holders = holders_of(team, person.id).ids
                found.update(_team_of(name, team) or name for name in holders)
            else:
                found.add(_team_of(ref.id, team) or ref.id)
            if isinstance(person, Partner):
                listed_here = (team.person(name) for name in person.members or ())
                found.update(each.id for each in listed_here if isinstance(each, Member))
    return frozenset(found)


def _teams(segment: Segment, owners: frozenset[str], team: Team) -> Mapping[str, bool]:
    """The teams of whoever may be on duty, and whether they own the pipeline; who is not known is left out."""
    people = (segment.holder,) if segment.holder is not None else segment.candidates
    found: dict[str, bool] = {}
    for who in people:
        name = _team_of(who, team)
        if name is not None:
            found[name] = found.get(name, True) and (name in owners or who in owners)
    return found


def _team_of(name: str, team: Team) -> str | None:
    """The own team for its members, a partner for itself; None for a name that nobody declared."""
    person = team.person(name)
    if isinstance(person, Partner):
        return person.id
    return team.team if isinstance(person, Member) or name == team.team else None


# ---- saying so


def _problem(
    pipeline: Pipeline, rotation: str, name: str, segments: list[Segment], view: TeamView, params: Params
) -> Problem:
    roles = tuple(dict.fromkeys(segment.role for segment in segments))
    lines = tuple(dict.fromkeys(segment.because[-1] for segment in segments))
    parties = tuple(owners_of(pipeline, params.ranks))
    everybody = (view.team.team,) if any(party.everybody for party in parties) else ()
    owners = tuple(dict.fromkeys((*everybody, *(ref.id for party in parties for ref in party.names))))
    whose = "this team" if name == view.team.team else f"'{name}'"
    return Problem(
        f"{whose} is {listed(roles)} for '{pipeline.id}' in rotation '{rotation}' and does not own it: "
        f"{listed(map(repr, owners))} {'does' if len(owners) == 1 else 'do'}; "
        "let an owner be on duty, or make it an owner",
        lines[0],
        key=(rotation, name),
        evidence=(
            Fact("on duty", name, lines),
            Fact("owners", owners, tuple(party.at for party in parties)),
        ),
        related=(
            Related(pipeline.at("owners"), "these are the owners"),
            *(Related(place, "on duty by this, too") for place in lines[1:5]),
        ),
        remedies=_ways_out(pipeline, name, params),
    )


def _ways_out(pipeline: Pipeline, name: str, params: Params) -> tuple[Remedy, ...]:
    rank = params.ranks[-1]
    party = pipeline.owner(rank)
    names = [ref.id for ref in party.names] if party is not None else []
    plain = "owners" not in pipeline.laid and (party is None or (bool(names) and not party.among and rank != "primary"))
    value: Plain = [*names, name] if names else name
    return (
        Remedy(
            f"make '{name}' {rank} owner of '{pipeline.id}'",
            (Put(pipeline.at("owners", rank), value),) if plain else (),
        ),
        Remedy("or let somebody of the owners be on duty"),
    )
