"""Somebody has the same holiday again.

What it checks
--------------
Whoever is on duty on a holiday was not on duty on it in the years before, in any of `roles`: in as many years as there
are others to take turns with, or `years` if that is told. Holidays are the majors if they are declared, else all public
holidays. Years of which nothing is known, neither by `history` nor by the schedule, are not compared.

Where one of several has a holiday, not told which, and one of them had it before, the verdict is undecided.

Why it matters
--------------
A year has 52 weeks: a rota of two, four or thirteen gives everybody the same weeks each year, and the same person
Christmas.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [christmas]}
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol, dave]}}
history:
  holidays: [{holiday: christmas, season: 2025, primary: carol}]
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [christmas]}
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol, dave]}}
history:
  holidays: [{holiday: christmas, season: 2025, primary: dave}]
```

Known limits
------------
Who joined after a holiday counts among those who could have taken it. Two of a team who share a holiday halve the years
that can pass until one of them has it again. Two people who share an even number of majors and never have two in a row
have the same ones every year: nothing is said of that, unless `years` is told.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Pool, pools
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
from pipecheck.rules.holders import Holders, occurrences, there, untold_field
from pipecheck.rules.holiday_lines import assigned, free_on
from pipecheck.rules.prose import counted, listed


class Params(NamedTuple):
    years: Annotated[
        int | None,
        Doc("in how many years before nobody may have had it; null: as many as there are others to take turns with"),
    ] = None
    roles: Annotated[tuple[str, ...], Doc("the roles in which a holiday counts as worked")] = ("primary",)


@rule(Holiday, level=Level.warning, profile=Profile.recommended, params=Params)
def check(holiday: Holiday, view: TeamView, params: Params) -> Iterator[Outcome]:
    if not holiday.dates:
        why = f"in which years {holiday.holiday} is whose"
        yield Undecided("calendar.region", view.team.at("calendar", "region"), why=why)
        return
    own = [each for each in occurrences(view, params.roles) if each.holiday == holiday.holiday]
    now = next((each for each in own if set(each.held[0].dates) & set(holiday.dates)), None)
    if now is None:
        return
    for pool in pools(view, params.roles):
        yield from _in_pool(holiday, now, own, pool, view, params)


def _in_pool(
    holiday: Holiday, now: Holders, own: Sequence[Holders], pool: Pool, view: TeamView, params: Params
) -> Iterator[Outcome]:
    """Compares within the people who take turns with one another."""
    here = now.of(pool)
    years = _years(here, pool, view, params)
    earlier = [each for each in _around(here, own, pool, years) if each.year < here.year]
    both = tuple(who for who in here.certain if any(who in each.certain for each in earlier))
    if both:
        yield _again(holiday, both, here, earlier, years, own, pool, view)
        return
    unclear = tuple(who for who in here.possible if any(who in each.possible for each in earlier))
    if unclear:
        place = here.place_of(unclear, view)
        yield Undecided(untold_field(view, place), place, why=f"who has {holiday.holiday}")


def _years(now: Holders, pool: Pool, view: TeamView, params: Params) -> int:
    """How many years back nobody may repeat: with one seat, one less than there are people (semantics §34)."""
    people = there(view, pool.counted)
    most = max(len(people) // max(len(now.certain), 1) - 1, 0)
    if params.years is not None:
        return min(params.years, most)
    # Two who never have two majors in a row have each even one every year: that is for `consecutive-holidays` to want.
    in_a_row = len(people) == 2 and bool(view.calendar.majors) and len(view.calendar.majors or ()) % 2 == 0
    return 0 if in_a_row else most


def _around(now: Holders, own: Sequence[Holders], pool: Pool, years: int) -> list[Holders]:
    """The occurrences of this year and those before and after that count, as far as they are told, earliest first."""
    if not now.held:
        return []
    near = (each.of(pool) for each in own if abs(each.year - now.year) <= years)
    return [each for each in near if each.held]


def _again(
    holiday: Holiday,
    both: tuple[str, ...],
    now: Holders,
    earlier: Sequence[Holders],
    years: int,
    own: Sequence[Holders],
    pool: Pool,
    view: TeamView,
) -> Problem:
    who, has = listed(map(repr, both)), "has" if len(both) == 1 else "have"
    before = [each for each in earlier if set(both) & set(each.certain)]
    place = now.place_of(both, view)
    told = {each.place_of(both, view): each for each in before}
    return Problem(
        f"{who} {has} {holiday.holiday} on {now.day}, and had it on {listed(str(each.day) for each in before)}; "
        f"give it to somebody who has not had it for {counted(years, 'year')}",
        place,
        key=(*pool.rotations, *both),
        evidence=(
            Fact("people", both),
            Fact("before", {str(each.day): each.certain for each in earlier}),
            Fact("years", years),
        ),
        related=tuple(
            Related(at, f"{holiday.holiday} on {each.day} was theirs by this")
            for at, each in list(told.items())[-5:]
            if at != place
        ),
        remedies=tuple(_ways_out(holiday, both, now, _around(now, own, pool, years), view)),
    )


def _ways_out(
    holiday: Holiday, both: tuple[str, ...], now: Holders, around: Sequence[Holders], view: TeamView
) -> Iterator[Remedy]:
    """Somebody who has it in none of the years around."""
    busy = tuple(who for each in around for who in each.possible)
    cell = next(each for each in now.held if set(both) & set(each.holders))
    for person in free_on(view, cell.role, holiday.dates, but=busy)[:1]:
        alone = len(cell.holders) == 1 and len(both) == 1 and cell.rotation != ""
        edits = assigned(view, holiday.holiday, holiday.dates, holiday.season, cell.role, cell.rotation, person)
        yield Remedy(f"give {holiday.holiday} to {person}, who did not have it", edits if alone else ())
    yield Remedy(f"exchange {holiday.holiday} for another holiday of somebody who did not have it")
