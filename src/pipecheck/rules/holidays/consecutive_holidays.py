"""Somebody is on duty on two major holidays in a row.

What it checks
--------------
Of the majors in order of date, whoever is on duty on one is not on duty on the next, in any of `roles`. Whose holiday
it is, is told by the resolved schedule inside the period, and by `history` and holiday lines outside it. The first one
is compared with the one before it only where that is told.

Where one of several has a holiday, not told which, and one of them has the other, the verdict is undecided. A team
that has rotas and declares no majors is undecided as well.

Why it matters
--------------
Whoever was on duty at Thanksgiving was told that others are at Christmas. A rota of four does the opposite by itself:
the two are four weeks apart in most years.

Fails
-----

```yaml
version: 1
team: data-core
timezone: America/New_York
calendar: {region: US, majors: [thanksgiving, christmas]}
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol, dave]}}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: America/New_York
calendar: {region: US, majors: [thanksgiving, christmas]}
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol, dave]}}
  holidays:
    - {holiday: christmas, season: 2026, primary: dave}
```

Known limits
------------
Only neighbours are compared: the same person on the first and the third of three is for `uneven-holidays` to count.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.calendar import Event
from pipecheck.model.holiday import Holiday
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
from pipecheck.rules.holders import Holders, holders_of, untold_field
from pipecheck.rules.holiday_lines import assigned, free_on
from pipecheck.rules.prose import listed

_BACK = timedelta(days=400)


class Params(NamedTuple):
    roles: Annotated[tuple[str, ...], Doc("the roles in which a holiday counts as worked")] = ("primary",)


def _untold(view: TeamView) -> Undecided | None:
    """A team with rotas that names no majors is asked for them once, holidays or none (semantics §7)."""
    team = view.team
    if team.majors is not None or team.oncall is None or not team.oncall.rotations:
        return None
    return Undecided("calendar.majors", team.at("calendar", "majors"), why="which holidays are compared")


@rule(Holiday, level=Level.warning, profile=Profile.essential, params=Params, without=_untold)
def check(holiday: Holiday, view: TeamView, params: Params) -> Iterator[Outcome]:
    team = view.team
    if team.majors is None:
        untold = _untold(view)
        if untold is not None:
            yield untold
        return
    undated = [ref for ref in team.majors if not view.calendar.dated(ref.id)]
    if not holiday.dates or undated:
        # A major whose date nobody knows may lie between any two others.
        strange = next((ref.at for ref in undated if view.calendar.resolve(ref.id) is None), None)
        field = "calendar.region" if strange is None else "calendar.majors"
        at = team.at("calendar", "region") if strange is None else strange
        yield Undecided(field, at, why="in which order the holidays are")
        return
    before = _before(holiday, view)
    if before is None:
        return
    now = holders_of(view, params.roles, holiday.holiday, holiday.dates)
    then = holders_of(view, params.roles, before.id, before.dates)
    both = tuple(who for who in now.certain if who in then.certain)
    if both:
        remedies = tuple(_ways_out(holiday, both, now, then, view, params))
        yield _in_a_row(holiday, before, both, now, then, view)._replace(remedies=remedies)
        return
    unclear = tuple(who for who in now.possible if who in then.possible)
    if unclear:
        place = now.place_of(unclear, view)
        yield Undecided(untold_field(view, place), place, why=f"who has {holiday.holiday}")


def _before(holiday: Holiday, view: TeamView) -> Event | None:
    """The major before this one in order of date, or None if there is none."""
    first = holiday.dates[0]
    events = view.calendar.events(first - _BACK, first)
    own = [at for at, event in enumerate(events) if event.id == holiday.holiday and event.dates == holiday.dates]
    return events[own[0] - 1] if own and own[0] else None


def _in_a_row(
    holiday: Holiday, before: Event, both: tuple[str, ...], now: Holders, then: Holders, view: TeamView
) -> Problem:
    who = listed(map(repr, both))
    place, earlier = now.place_of(both, view), then.place_of(both, view)
    return Problem(
        f"{who} {'has' if len(both) == 1 else 'have'} {holiday.holiday} on {now.day} and the major holiday "
        f"before it, {before.id} on {then.day}; give one of the two to somebody else",
        place,
        key=both,
        evidence=(
            Fact("people", both),
            Fact("holidays", (f"{before.id} {then.day}", f"{holiday.holiday} {now.day}")),
        ),
        related=(Related(earlier, f"{who} {'has' if len(both) == 1 else 'have'} {before.id} by this"),)
        if earlier != place
        else (),
    )


def _ways_out(
    holiday: Holiday, both: tuple[str, ...], now: Holders, then: Holders, view: TeamView, params: Params
) -> Iterator[Remedy]:
    """Somebody who has neither this one, nor the one before, nor the one after."""
    after = _after(holiday, view)
    next_ = holders_of(view, params.roles, after.id, after.dates).possible if after is not None else ()
    busy = (*now.possible, *then.possible, *next_)
    told = next(each for each in now.held if set(both) & set(each.holders))
    for person in free_on(view, told.role, holiday.dates, but=busy)[:1]:
        alone = len(told.holders) == 1 and len(both) == 1
        edits = assigned(view, holiday.holiday, holiday.dates, holiday.season, told.role, told.rotation, person)
        yield Remedy(f"give {holiday.holiday} to {person}, who has neither neighbour", edits if alone else ())
    yield Remedy(f"exchange {holiday.holiday} with somebody whose holiday is farther away")


def _after(holiday: Holiday, view: TeamView) -> Event | None:
    last = holiday.dates[-1]
    events = view.calendar.events(last, last + _BACK)
    later = (event for event in events if event.dates[0] > last)
    return next(later, None)
