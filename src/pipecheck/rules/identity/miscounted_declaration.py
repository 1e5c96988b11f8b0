"""A file that holds more, or fewer, of something than it says it does.

What it checks
--------------
Every number under `declares` (`members`, `partners`, `slots`, `pipelines`, `areas`, `runbooks`, `rotations`, `risks`)
is the number of those that follow. Of members either may be meant, all who are listed or those who belong to the team
today. Runbooks that are samples (`template: true`) do not count.

Why it matters
--------------
A list that lost an entry looks like a list. Who writes down how many there should be, learns of the entry that fell
out in a merge, and of the fifth engineer whom a plan for four suddenly names.

Fails
-----

```yaml
version: 1
team: data-core
declares: {members: 2, pipelines: 2}
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
declares: {members: 2, pipelines: 2}
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
```

Known limits
------------
One entry too many and another too few are no difference. Which entry is the wrong one, a number cannot tell.
"""

from collections.abc import Iterator, Sequence

from pipecheck.model.ownership import active_members
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    NotStated,
    Outcome,
    Part,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import counted, shortened


def _concerned(team: Team, params: NoParams) -> bool:
    return team.tells("declares")


@rule(Team, level=Level.warning, profile=Profile.recommended, params=NoParams, applies=_concerned)
def check(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    untold: dict[Place, Undecided] = {}
    for what, declared in team.declares.items():
        try:
            listed = _listed(team, what)
        except NotStated as missing:
            untold.setdefault(missing.undecided.at, missing.undecided)
            continue
        if listed is None:
            where = _where(team, what)
            unlisted = Undecided(".".join(map(str, where.route)), where, why=f"how many {what} there are")
            untold.setdefault(where, unlisted)
        elif declared != len(listed) and not (what == "members" and declared == _present(team, view)):
            yield _miscounted(team, what, declared, listed)
    yield from untold.values()


def _listed(team: Team, what: str) -> Sequence[str] | None:
    """What the file lists, by id; None where it does not tell. Raises NotStated where some of it was set aside."""
    match what:
        case "rotations":
            return None if team.oncall is None else [one.id for one in team.oncall.rotations]
        case "members":
            return None if team.members is None else [one.id for one in team.members]
        case "pipelines":
            return None if team.pipelines is None else [one.id for one in team.pipelines]
        case "areas":
            return None if team.pipelines is None else [one.id for one in team.areas]
        case "runbooks":
            return [one.id for one in team.runbooks if not one.template]
        case "partners":
            return [one.id for one in team.partners]
        case "slots":
            return [one.id for one in team.slots]
        case _:
            return [one.id for one in team.risks]


def _present(team: Team, view: TeamView) -> int:
    return len(active_members(team, lambda: view.as_of))


def _where(team: Team, what: str) -> Place:
    """The list that is counted: areas and rotations have none of their own at the top of the file."""
    keys = {"areas": ("pipelines",), "rotations": ("oncall", "rotations")}.get(what, (what,))
    return team.at(*keys, part=Part.key)


def _miscounted(team: Team, what: str, declared: int, listed: Sequence[str]) -> Problem:
    at, where, have = team.at("declares", what), _where(team, what), len(listed)
    named = f": {shortened(listed)}" if listed else ""
    noun = what.removesuffix("s")
    return Problem(
        f"`declares` says {counted(declared, noun)}, but there {'is' if have == 1 else 'are'} {have or 'none'}{named}; "
        f"correct the number, or {'take away what does not belong' if have > declared else 'add what is missing'}",
        at,
        key=(what,),
        evidence=(
            Fact("declared", declared, (at,)),
            Fact("listed", have, (where,)),
            Fact("names", tuple(listed)),
        ),
        related=(Related(where, f"{counted(have, noun)} here"),) if team.tells(str(where.route[0])) else (),
        remedies=(
            Remedy(f"write `{what}: {have}`, if these are all", (Put(at, have),)),
            Remedy(f"correct the {what}, if `{what}: {declared}` is right"),
        ),
    )
