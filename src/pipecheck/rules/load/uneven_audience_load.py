"""Work for an audience that rests on some people more than it has to.

What it checks
--------------
For each audience named, how many seats each active member holds as owner of its pipelines, primary and secondary
counted together, those with none counted too. The difference between the most and the fewest may be what arithmetic
asks for (0 where the seats divide evenly, else 1), and `slack` more. A slot that rotates counts as an equal share of
each of its holders; a member who is there half the time should carry half.

`over: owners` counts every party that owns something, partners too; otherwise seats that partners hold are not
counted, and where they hold all, there is nothing to judge.

Why it matters
--------------
What investors read is what must not be wrong. Loads that are even on the whole may leave the work under that pressure
to the same people every month, and somebody else without ever having seen it.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, audiences: [investors], owners: {primary: alice, secondary: bob}}
  - {id: growth, audiences: [investors], owners: {primary: bob, secondary: alice}}
  - {id: orders, owners: {primary: carol, secondary: alice}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, audiences: [investors], owners: {primary: alice, secondary: bob}}
  - {id: growth, audiences: [investors], owners: {primary: bob, secondary: carol}}
  - {id: orders, owners: {primary: carol, secondary: alice}}
```

Known limits
------------
A primary and a secondary seat weigh the same here; name one rank in `ranks` to look at it alone.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.team import Team
from pipecheck.rules.base import Doc, Level, Outcome, Profile, TeamView, rule
from pipecheck.rules.evenness import OWNERS, PEOPLE, concerns_any, uneven_for


class Params(NamedTuple):
    audiences: Annotated[
        tuple[str, ...], Doc("the audiences, each of which is looked at for itself", source="the plans' own task")
    ] = ("investors",)
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners that are counted, together")] = ("primary", "secondary")
    slack: Annotated[int, Doc("how much more than the least possible difference is tolerated")] = 0
    over: Annotated[str, Doc("who is counted", choices=(PEOPLE, OWNERS))] = PEOPLE


@rule(
    Team,
    level=Level.warning,
    profile=Profile.recommended,
    params=Params,
    applies=lambda team, params: concerns_any(team, params.audiences, params.ranks, params.over),
)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    for audience in params.audiences:
        yield from uneven_for(team, view, audience, params.ranks, params.over, params.slack)
