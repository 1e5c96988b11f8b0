"""All owners of a pipeline away on the same working day.

What it checks
--------------
On no working day are all owners of a pipeline away, counted over the `ranks`. Away is time off that takes the whole
day; somebody who is there and only not on call is not away. A slot is whoever has its turn then, the own team all of
its members. One problem for each stretch of working days.

A partner among the owners is somebody who is there, for partners' time off is not told. Working days need a region:
without one the verdict is undecided.

Why it matters
--------------
Each of the two has asked for days off in time, and each was granted them, since the other one is there. Nobody has laid
the two calendars on top of one another.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: DE-BY}
members:
  - {id: alice, time_off: [{from: 2026-07-06, to: 2026-07-17}]}
  - {id: bob, time_off: [{from: 2026-07-16, to: 2026-07-24}]}
  - {id: carol}
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
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
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
```

Known limits
------------
A pipeline with one owner is for `single-owner` to say. Public holidays are nobody's time off, and whether somebody who
has left still owns something is for `inactive-member` to say. Days that have passed count as long as the file tells
them.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import active_members, holders_of, owners_of, seats
from pipecheck.model.people import Member, Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.team import Team
from pipecheck.rules.away import Away, days_unknown, runs, working_days_away
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import counted, days, listed, when

_NOON = timedelta(hours=12)


class Params(NamedTuple):
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners that count")] = ("primary", "secondary")


class _Owners(NamedTuple):
    """The people of whom one has to be there, and the slots whose holder may be the one."""

    people: frozenset[str]
    slots: tuple[str, ...]


@rule(Pipeline, level=Level.warning, profile=Profile.recommended, params=Params)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    if view.team.members is None:
        yield Undecided("members", view.team.at("members"), why="who is away")
        return
    away = working_days_away(view)
    if not away:
        return
    if not pipeline.tells("owners"):
        yield Undecided("pipelines.owners", pipeline.at("owners"), why="who owns it while people are away")
        return
    owners = _owners(pipeline, view.team, params)
    if owners is None or len(owners.people) + len(owners.slots) < 2:
        return
    nobody = [day for day, who in away.items() if _all_away(owners, day, {one.member for one in who}, view)]
    unknown = days_unknown(view)
    if nobody and unknown is not None:
        yield unknown
        return
    for run in runs(view, nobody):
        yield _problem(pipeline, owners, run, [one for day in run for one in away[day]], view)


def _owners(pipeline: Pipeline, team: Team, params: Params) -> _Owners | None:
    """None where somebody owns it whose time off is not told here: a partner, or a name that nobody declared."""
    people: set[str] = set()
    slots: list[str] = []
    for party in owners_of(pipeline, params.ranks):
        if party.everybody:
            people.update(member.id for member in team.members or ())
        for ref in party.names:
            person = team.person(ref)
            if isinstance(person, Member):
                people.add(person.id)
            elif isinstance(person, Slot) and holders_of(team, person.id).ids:
                slots.append(person.id)
            elif person is None and ref.id == team.team:
                people.update(member.id for member in team.members or ())
            else:
                return None
    return _Owners(frozenset(people), tuple(dict.fromkeys(slots)))


def _all_away(owners: _Owners, day: date, away: set[str], view: TeamView) -> bool:
    return owners.people <= away and all(_has_turn(slot, day, view) <= away for slot in owners.slots)


def _has_turn(slot: str, day: date, view: TeamView) -> set[str]:
    """Who stands in a slot at noon of a day; everybody who may, if it is not told which."""
    clock = Clock(zone_of(view.team.timezone, view.zones))
    noon = clock.midnight(day) + _NOON
    here = [each for each in view.schedule.stretches(role=slot) if each.start <= noon < each.end]
    people = {who for each in here for who in ((each.holder,) if each.holder else each.candidates)}
    return people or {slot}


def _problem(
    pipeline: Pipeline, owners: _Owners, run: tuple[date, ...], aways: Sequence[Away], view: TeamView
) -> Problem:
    people = owners.people.union(*(_has_turn(slot, day, view) for slot in owners.slots for day in run))
    own = [one for one in dict.fromkeys(aways) if one.member in people]
    last = max(own, key=lambda one: (one.first, one.at.route))
    names = tuple(sorted({one.member for one in own}))
    everybody = "both" if len(names) == 2 else "all"
    return Problem(
        f"{listed(map(repr, names))}, who own '{pipeline.id}', are {everybody} away {when(run[0], run[-1])}"
        f"{_of(run)}; name somebody who answers for it then",
        last.at,
        key=(str(run[0]), str(run[-1])),
        evidence=(
            Fact("owners", names, tuple(party.at for party in owners_of(pipeline))),
            Fact("days", days(run[0], run[-1]), tuple(one.at for one in own)),
            Fact("working days", len(run)),
        ),
        related=(
            *(Related(one.at, f"'{one.member}' is away then") for one in own if one is not last),
            Related(pipeline.at("owners"), "these are the owners"),
        ),
        remedies=_ways_out(pipeline, run, view),
    )


def _of(run: tuple[date, ...]) -> str:
    return f", {counted(len(run), 'working day')}" if len(run) > 1 else ""


def _ways_out(pipeline: Pipeline, run: tuple[date, ...], view: TeamView) -> tuple[Remedy, ...]:
    """A further owner who is there on all of these days: whoever owns least."""
    away = {one.member for day in run for one in working_days_away(view)[day]}
    there = [one.id for one in active_members(view.team, lambda: run[0]) if one.id not in away]
    other = Remedy("move one of these times off")
    if not there:
        return (other,)
    load = seats(view.team, "secondary").shares
    chosen = min(there, key=lambda name: load[name])
    party = pipeline.owner("secondary")
    names = [ref.id for ref in party.names] if party is not None and not party.among else []
    is_own = "owners" not in pipeline.laid and (party is None or bool(names))
    edits = (Put(pipeline.at("owners", "secondary"), [*names, chosen] if names else chosen),) if is_own else ()
    return (Remedy(f"let {chosen}, who is there, be a secondary owner, too", edits), other)
