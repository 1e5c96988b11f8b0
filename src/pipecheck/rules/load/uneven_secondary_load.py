"""Secondary ownership that rests on some people more than it has to.

What it checks
--------------
How many pipelines each active member is secondary of, those with none counted too. The difference between the most and
the fewest may be what arithmetic asks for (0 where the seats divide evenly, else 1), and `slack` more. A slot that
rotates counts as an equal share of each of its holders; a member who is there half the time should carry half.

`over: owners` counts every party that owns something, partners too; otherwise seats that partners hold are not
counted, and where they hold all, there is nothing to judge.

Why it matters
--------------
A second owner has to know a pipeline as well as the first, without its daily practice. Whoever is second everywhere
knows none of them well.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: carol}}
  - {id: growth, owners: {primary: bob, secondary: carol}}
  - {id: orders, owners: {primary: carol, secondary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: carol}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
  - {id: orders, owners: {primary: carol, secondary: bob}}
```

Known limits
------------
Every pipeline weighs the same. A pipeline with three secondaries counts once for each of them.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.team import Team
from pipecheck.rules.base import Doc, Level, Outcome, Profile, TeamView, rule
from pipecheck.rules.evenness import OWNERS, PEOPLE, concerns, uneven


class Params(NamedTuple):
    slack: Annotated[int, Doc("how much more than the least possible difference is tolerated")] = 0
    over: Annotated[str, Doc("who is counted", choices=(PEOPLE, OWNERS))] = PEOPLE
    rank: Annotated[str, Doc("the rank of owners that is counted")] = "secondary"


@rule(
    Team,
    level=Level.warning,
    profile=Profile.essential,
    params=Params,
    applies=lambda team, params: concerns(team, params.rank, params.over),
)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    yield from uneven(team, view, params.rank, params.over, params.slack, cap=None)
