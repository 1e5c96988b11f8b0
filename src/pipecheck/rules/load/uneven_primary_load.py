"""Primary ownership that rests on some people more than it has to.

What it checks
--------------
How many pipelines each active member is primary of, those with none counted too. The difference between the most and
the fewest may be what arithmetic asks for (0 where the seats divide evenly, else 1), and `slack` more. A slot that
rotates counts as an equal share of each of its holders; a member who is there half the time should carry half.

`cap` says how many one person may have at most, however even it is. `over: owners` counts every party that owns
something, partners too; otherwise seats that partners hold are not counted, and where they hold all, there is nothing
to judge.

Why it matters
--------------
The primary is asked first, interrupted first, and blamed first. Unevenness creeps in one pipeline at a time, and those
who carry most are the last to say so.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: alice, secondary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
```

Known limits
------------
Every pipeline weighs the same. A load that is even in number may be uneven in work.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.team import Team
from pipecheck.rules.base import Doc, Level, Outcome, Profile, TeamView, rule
from pipecheck.rules.evenness import OWNERS, PEOPLE, concerns, uneven


class Params(NamedTuple):
    slack: Annotated[int, Doc("how much more than the least possible difference is tolerated")] = 0
    cap: Annotated[int | None, Doc("most pipelines that one may be primary of; nothing: as many as it takes")] = None
    over: Annotated[str, Doc("who is counted", choices=(PEOPLE, OWNERS))] = PEOPLE
    rank: Annotated[str, Doc("the rank of owners that is counted")] = "primary"


@rule(
    Team,
    level=Level.warning,
    profile=Profile.essential,
    params=Params,
    applies=lambda team, params: concerns(team, params.rank, params.over),
)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    yield from uneven(team, view, params.rank, params.over, params.slack, params.cap)
