"""A swap that was asked for too late.

What it checks
--------------
Every swap was asked for (`requested`) at least `notice` before its duty begins, be it accepted by now or not. Notice is
counted back from the moment of the first handoff: a swap that begins on Monday the 20th with a week's notice is asked
for by Monday the 13th. `5wd` counts working days. A swap that does not say when it was asked for is undecided.

Why it matters
--------------
Whoever takes over has plans of their own, and so have those who would have said no. What is asked for on the day before
is no longer an exchange but a favour that is hard to refuse.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
  swaps:
    - {from: 2026-01-26, to: 2026-02-01, give: alice, take: carol, requested: 2026-01-23, accepted: 2026-01-24}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
  swaps:
    - {from: 2026-01-26, to: 2026-02-01, give: alice, take: carol, requested: 2026-01-19, accepted: 2026-01-20}
```

Known limits
------------
`requested` is a day, so notice of hours is as good as the day on which they begin. Illness gives no notice: such a swap
is an override, or has a waiver with a reason. When a swap was accepted does not matter here.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated, NamedTuple

from pipecheck.model.oncall import Swap
from pipecheck.model.resolve.clock import Clock, rotation_clock
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
from pipecheck.rules.notice import after, before, days_after
from pipecheck.rules.prose import counted


class Params(NamedTuple):
    notice: Annotated[
        Duration,
        Doc(
            "how long before its duty begins a swap is asked for; `wd` are working days",
            source="a plan's own promise: one week in advance",
        ),
    ] = Duration(1, "w")


@rule(Swap, level=Level.warning, profile=Profile.recommended, params=Params)
def check(swap: Swap, view: TeamView, params: Params) -> Iterator[Outcome]:
    if swap.requested is None:
        why = f"whether the swap of {_day(swap.first)} was asked for in time"
        remedy = Remedy("say on which day it was asked for: `requested: 2026-01-05`")
        yield Undecided("oncall.swaps.requested", swap.at("requested", part=Part.entry), (remedy,), why)
        return
    begins = _begins(swap, swap.first, view)
    latest = before(view, begins, params.notice).date()
    if swap.requested > latest:
        yield _late(swap, swap.requested, begins, latest, params, view)


def _begins(swap: Swap, first: When, view: TeamView) -> datetime:
    """The local time at which the swapped duty begins: a date is an on-call day, which begins at the handoff."""
    rotations = view.team.oncall.rotations if view.team.oncall else ()
    own = next((each for each in rotations if swap.rotation is None or swap.rotation.id == each.id), None)
    clock = Clock(None) if own is None else rotation_clock(own, view.team, view.zones)
    return clock.local(clock.first(first))


def _late(swap: Swap, requested: date, begins: datetime, latest: date, params: Params, view: TeamView) -> Problem:
    first = _day(swap.first)
    ahead = (first - requested).days
    said = f"{counted(ahead, 'day')} before it begins"
    if ahead <= 0:
        said = "the day on which it begins" if ahead == 0 else "when it had begun"
    earliest = after(view, datetime.combine(requested, time()), params.notice)
    possible = days_after(earliest.date(), int(begins.time() < earliest.time()))
    return Problem(
        f"the swap of {first} was asked for on {requested}, {said}; {params.notice} of notice is wanted, so it is "
        f"asked for by {latest}",
        swap.at("requested"),
        evidence=(
            Fact("requested", requested, (swap.at("requested"),)),
            Fact("begins", first, (swap.at("from"),)),
            Fact("latest", latest),
            Fact("notice", str(params.notice)),
        ),
        related=(Related(swap.at("from"), "it begins here"),),
        remedies=(Remedy(f"swap duty that begins on {possible} or later, or waive it with the reason"),),
    )


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when
