"""A team that owns pipelines here with nobody, or too few, behind it.

What it checks
--------------
Every team that is named as an owner, a partner or the file's own team, has at least `min` people: the members that a
partner lists, the own team's active members. One problem a team, whatever it owns.

A partner that lists nobody is undecided; one that is `external` is not asked, for its people are not ours to list.

Why it matters
--------------
Owning by team is good practice as long as there is a team. Names of teams outlive reorganizations: what is owned by a
team of one, or of none, is owned by nobody the day that person leaves.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
partners: [{id: finance, members: [erin]}]
pipelines:
  - {id: revenue, owners: {primary: finance, secondary: alice}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
partners: [{id: finance, members: [erin, frank]}]
pipelines:
  - {id: revenue, owners: {primary: finance, secondary: alice}}
```

Known limits
------------
A partner that is a team of this workspace (`team: finance`) is asked for the members it lists here; what that team's
own file says is not looked up.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import active_members, owners_of
from pipecheck.model.people import Partner
from pipecheck.model.team import Team
from pipecheck.model.value import Ref
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import counted, shortened


class Owned(NamedTuple):
    """A place where a team is named as owner, and of which pipeline."""

    pipeline: str
    ref: Ref


class Params(NamedTuple):
    min: Annotated[int, Doc("fewest people in a team that owns", source="as for a pipeline: two")] = 2
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners that count")] = ("primary", "secondary")


@rule(Team, level=Level.error, profile=Profile.recommended, params=Params)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    for name, owned in _owning(team, params).items():
        party = team.person(name)
        if isinstance(party, Partner):
            yield from _partner(party, owned, params)
        elif party is None and name == team.team and team.members is not None:
            people = [member.id for member in active_members(team, lambda: view.as_of)]
            yield from _staffed(name, people, team.at("members"), owned, params)


def _owning(team: Team, params: Params) -> Mapping[str, list[Owned]]:
    """Every owner that is named, in the order of the file, and where."""
    owning: dict[str, list[Owned]] = {}
    for pipeline in team.pipelines or ():
        for party in owners_of(pipeline, params.ranks):
            for ref in party.names:
                owning.setdefault(ref.id, []).append(Owned(pipeline.id, ref))
    return owning


def _partner(partner: Partner, owned: list[Owned], params: Params) -> Iterator[Outcome]:
    if partner.members is not None:
        yield from _staffed(partner.id, list(partner.members), partner.at("members"), owned, params)
    elif not partner.external:
        yield Undecided(
            "partners.members",
            partner.at("members"),
            (Remedy(f"list the members of '{partner.id}', or say `external: true`"),),
            f"who is behind '{partner.id}'",
            key=(partner.id,),
        )


def _staffed(name: str, people: list[str], at: Place, owned: list[Owned], params: Params) -> Iterator[Problem]:
    distinct = list(dict.fromkeys(people))
    if len(distinct) >= params.min:
        return
    pipelines = list(dict.fromkeys(one.pipeline for one in owned))
    named = shortened(f"'{pipeline}'" for pipeline in pipelines)
    have = counted(len(distinct), "person", "people") if distinct else "nobody"
    yield Problem(
        f"'{name}' owns {named} and has {have} in it; {params.min} are wanted, so list more of its members, or let "
        "somebody else own",
        at,
        key=(name,),
        evidence=(
            Fact("members", tuple(distinct), (at,)),
            Fact("owns", tuple(pipelines), tuple(one.ref.at for one in owned)),
            Fact("wanted", params.min),
        ),
        related=tuple(Related(one.ref.at, f"owner of '{one.pipeline}'") for one in owned[:5]),
        remedies=(Remedy(f"list at least {params.min} members of '{name}'"),),
    )
