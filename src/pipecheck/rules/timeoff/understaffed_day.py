"""A working day on which too few of the team are there.

What it checks
--------------
On every working day at least `min` members are there: active, and not away for the whole day. Who is there and only not
on call counts as there. Left out, `min` is one more than the roles of the rotas, so that somebody is left for the daily
work, but never more than all members but one: a day off must be possible.

One problem for each stretch of working days. Working days need a region: without one the verdict is undecided.

Why it matters
--------------
Every single day off is harmless. In the week between the holidays they add up, and those who are left have the duty,
the daily work and each other's questions.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: DE-BY}
members:
  - {id: alice, time_off: [{from: 2026-07-06, to: 2026-07-17}]}
  - {id: bob, time_off: [{from: 2026-07-13, to: 2026-07-24}]}
  - {id: carol}
  - {id: dave}
pipelines: [{id: revenue, owners: {primary: alice, secondary: carol}}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob, carol, dave], secondary: {before: primary, by: 2}}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: DE-BY}
members:
  - {id: alice, time_off: [{from: 2026-07-06, to: 2026-07-17}]}
  - {id: bob, time_off: [{from: 2026-07-20, to: 2026-07-24}]}
  - {id: carol}
  - {id: dave}
pipelines: [{id: revenue, owners: {primary: alice, secondary: carol}}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob, carol, dave], secondary: {before: primary, by: 2}}
```

Known limits
------------
Only days on which somebody is away are looked at, and heads are counted, not hours. The public holidays of members in
other regions are nobody's time off.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import active_members
from pipecheck.model.team import Team
from pipecheck.rules.away import Away, days_unknown, runs, working_days_away
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import counted, days, shortened, when


class Params(NamedTuple):
    min: Annotated[
        int | None,
        Doc("fewest members there on a working day; left out, one more than the roles of the rotas", source="proposed"),
    ] = None


class _Short(NamedTuple):
    """A day on which too few are there."""

    there: tuple[str, ...]
    wanted: int


def _concerned(team: Team, params: Params) -> bool:
    return team.members is None or any(member.time_off for member in team.members)


@rule(Team, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    if team.members is None:
        yield Undecided("members", team.at("members"), why="who is away")
        return
    away = working_days_away(view)
    short = {day: found for day, who in away.items() if (found := _short(day, who, team, params)) is not None}
    unknown = days_unknown(view)
    if short and unknown is not None:
        yield unknown
        return
    for run in runs(view, list(short)):
        worst = min(run, key=lambda day: (len(short[day].there), day))
        yield _problem(run, worst, short[worst], [one for day in run for one in away[day]])


def _short(day: date, away: Sequence[Away], team: Team, params: Params) -> _Short | None:
    active = [member.id for member in active_members(team, lambda: day)]
    gone = {one.member for one in away}
    there = tuple(name for name in active if name not in gone)
    wanted = min(_roles(team) + 1, max(len(active) - 1, 0)) if params.min is None else params.min
    return _Short(there, wanted) if len(there) < wanted else None


def _roles(team: Team) -> int:
    """How many different roles the rotas fill; slots are ownership and no role."""
    slots = {slot.id for slot in team.slots}
    rotations = team.oncall.rotations if team.oncall is not None else ()
    return len({column.role for rotation in rotations for column in rotation.columns} - slots)


def _problem(run: tuple[date, ...], worst: date, short: _Short, aways: Sequence[Away]) -> Problem:
    own = list(dict.fromkeys(aways))
    last = max(own, key=lambda one: (one.first, one.at.route))
    gone = tuple(sorted({one.member for one in own if one.first <= worst <= one.last}))
    there = counted(len(short.there), "member") if short.there else "nobody"
    names = f"{shortened(map(repr, gone))} {'is' if len(gone) == 1 else 'are'} away"
    said = f"on {worst} {names}, which leaves {there}"
    if len(run) > 1:
        said = f"{when(run[0], run[-1])}, {counted(len(run), 'working day')}, too few are there: {said}"
    return Problem(
        f"{said}, and {short.wanted} {'is' if short.wanted == 1 else 'are'} wanted; move some of these days off",
        last.at,
        key=(str(run[0]), str(run[-1])),
        evidence=(
            Fact("days", days(run[0], run[-1]), tuple(one.at for one in own)),
            Fact("working days", len(run)),
            Fact("there", short.there),
            Fact("away", gone),
            Fact("wanted", short.wanted),
        ),
        related=tuple(Related(one.at, f"'{one.member}' is away then") for one in own if one is not last)[:5],
        remedies=(Remedy(f"move the days off of '{last.member}', which begin last"),),
    )
