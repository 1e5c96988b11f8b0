"""A member who owns nothing.

What it checks
--------------
Every member who belongs to the team today, and may be on call, owns a pipeline: at any rank, by name, as one who takes
turns in a slot, or because the team as a whole owns it. Those with `eligible: []` are set apart, and not asked. Turns
in the columns that `allow_roles` names are enough instead.

Why it matters
--------------
Somebody on the list whom no list of work mentions is an oversight more often than a decision: a joiner whom nobody
gave anything, a manager who need not be there. Until it is mended every load is shared out among too many.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol, eligible: []}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
```

Known limits
------------
Work that no file tells is not seen. In a team without pipelines nobody is asked to own one.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.duty import column_people
from pipecheck.model.ownership import active_members
from pipecheck.model.people import Member
from pipecheck.rules.base import Doc, Fact, Level, Outcome, Problem, Profile, Put, Remedy, TeamView, rule
from pipecheck.rules.owning import owning
from pipecheck.rules.prose import listed


class Params(NamedTuple):
    allow_roles: Annotated[
        tuple[str, ...],
        Doc("the roles of a rota whose turns are enough", source="rust-lang/team: everybody is in some team"),
    ] = ()


def _concerned(member: Member, params: Params) -> bool:
    return member.eligible != ()


@rule(Member, level=Level.note, profile=Profile.strict, params=Params, applies=_concerned)
def check(member: Member, view: TeamView, params: Params) -> Iterator[Outcome]:
    known = owning(view)
    roles = _roles(member, view)
    if known.pipelines.get(member.id) or not view.team.pipelines or not roles.isdisjoint(params.allow_roles):
        return
    if member not in active_members(view.team, lambda: view.as_of):
        return
    undecided = known.perhaps.get(member.id) or known.untold
    if undecided is not None:
        yield undecided
    else:
        yield _idle(member, roles)


def _roles(member: Member, view: TeamView) -> frozenset[str]:
    """The roles in whose columns the member stands, be it among others."""
    team = view.team
    return frozenset(
        column.role
        for rotation in (team.oncall.rotations if team.oncall else ())
        for column in rotation.columns
        if member.id in column_people(team, rotation, column)
    )


def _idle(member: Member, roles: frozenset[str]) -> Problem:
    turns = f"and only takes turns as {listed(sorted(roles))}" if roles else "and takes no turns"
    apart = Remedy("say that they are never on call: `eligible: []`", (Put(member.at("eligible"), []),))
    return Problem(
        f"'{member.id}' owns no pipeline {turns}; let them own one, or say that they are not to",
        member.at("id"),
        evidence=(Fact("owns", ()), Fact("roles", tuple(sorted(roles)))),
        remedies=(Remedy(f"name {member.id} as owner of a pipeline"), *(() if roles else (apart,))),
    )
