"""A schedule that was published too late to plan by.

What it checks
--------------
The on-call schedule was published (`oncall.published`) at least `notice` before its period begins
(`oncall.period.from`). Months are counted by the calendar: three months before the 5th of January is the 5th of
October. Without one of the two dates the verdict is undecided.

Why it matters
--------------
People book flights months ahead. Whoever learns of their Christmas duty in December has to choose between the two, and
the swap that follows is somebody else's Christmas.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2026-07-05}
  published: 2025-12-01
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2026-07-05}
  published: 2025-10-01
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
```

Known limits
------------
Where, and to whom, it was published is not told. Changes after that day, such as swaps, are for `short-swap-notice`.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated, NamedTuple

from pipecheck.model.team import Team
from pipecheck.model.value import Duration, When
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Part,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.notice import after, before
from pipecheck.rules.prose import counted


class Params(NamedTuple):
    notice: Annotated[
        Duration,
        Doc(
            "how long before its period a schedule is published",
            source="a plan: at least a quarter in advance; the UK Ministry of Justice: three months",
        ),
    ] = Duration(3, "mo")


def _concerned(team: Team, params: Params) -> bool:
    return team.oncall is not None


@rule(Team, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    oncall = team.oncall
    if oncall is None:
        return
    if oncall.published is None:
        at = team.at("oncall", "published", part=Part.entry)
        remedy = Remedy("say when the schedule was published: `published: 2025-10-01`")
        yield Undecided("oncall.published", at, (remedy,), "when the schedule was published")
        return
    begins = oncall.period.first if oncall.period is not None else None
    if begins is None:
        at = team.at("oncall", "period", part=Part.entry)
        yield Undecided("oncall.period", at, why="when the published schedule begins")
        return
    first = _day(begins)
    latest = before(view, datetime.combine(first, time()), params.notice).date()
    if oncall.published > latest:
        yield _late(team, oncall.published, first, latest, view, params)


def _late(team: Team, published: date, first: date, latest: date, view: TeamView, params: Params) -> Problem:
    at, begins = team.at("oncall", "published"), team.at("oncall", "period", "from")
    ahead = (first - published).days
    said = f"{counted(ahead, 'day')} before it begins on {first}"
    if ahead <= 0:
        said = f"on the day it begins, {first}" if ahead == 0 else f"after it had begun on {first}"
    possible = after(view, datetime.combine(published, time()), params.notice).date()
    return Problem(
        f"the schedule was published on {published}, {said}; {params.notice} of notice is wanted, so it is published "
        f"by {latest}",
        at,
        evidence=(
            Fact("published", published, (at,)),
            Fact("begins", first, (begins,)),
            Fact("latest", latest),
            Fact("notice", str(params.notice)),
        ),
        related=(Related(begins, "it begins here"),),
        remedies=(
            Remedy(f"keep to the schedule before it until {possible}, and let this one begin then"),
            Remedy("publish the next one earlier, and waive this one until then"),
        ),
    )


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when
