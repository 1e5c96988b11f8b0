"""Holidays are shared evenly by number, and the great ones are not.

What it checks
--------------
The holidays that weigh most are counted apart from the others: in each role and class for itself, over the period and
`history`, everybody has the same number, as nearly as their number allows, plus `slack`. The weighty ones are `majors`,
or else `calendar.majors`, beside which all other public holidays of the period are the second class. One problem a
role, for the weightier class that is uneven; a weighted sum is told with it and decides nothing.

Where it is not told who has a holiday, the verdict is undecided if that could change it.

Why it matters
--------------
Three holidays each sounds fair until one has Thanksgiving, Christmas and New Year, and another three Mondays in spring.
A weighted sum hides it: enough Mondays make up for any Christmas, in arithmetic only.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [memorial-day, labor-day, thanksgiving, christmas]}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - {holiday: thanksgiving, season: 2026, primary: alice}
    - {holiday: christmas, season: 2026, primary: alice}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [thanksgiving, christmas]}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - {holiday: mlk-day, season: 2025, primary: bob}
    - {holiday: thanksgiving, season: 2026, primary: alice}
    - {holiday: christmas, season: 2026, primary: bob}
```

Known limits
------------
Public holidays that are no majors are known inside the period only: `history` tells of the others. Part-time work does
not make a share smaller.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.duty import HeldHoliday, Pool, holiday_holders, pools
from pipecheck.model.fairness import best_text, floor, spread
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Doc,
    Edit,
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
from pipecheck.rules.holders import scheduled, there, untold_field
from pipecheck.rules.holiday_lines import assigned, free_on
from pipecheck.rules.holiday_shares import Scope, choices, place_of, said
from pipecheck.rules.prose import tallied


class Params(NamedTuple):
    slack: Annotated[int, Doc("how many holidays more than unavoidable the difference may be")] = 0
    majors: Annotated[tuple[str, ...], Doc("the holidays that weigh most; none named: `calendar.majors`")] = ()
    weight: Annotated[int, Doc("for how many others one of them counts in the sum that is told")] = 2
    roles: Annotated[tuple[str, ...], Doc("the roles, each of which is counted for itself")] = ("primary", "secondary")


def _concerned(team: Team, params: Params) -> bool:
    return team.oncall is not None and bool(team.oncall.rotations or team.oncall.holidays)


@rule(
    Team,
    level=Level.warning,
    profile=Profile.strict,
    params=Params,
    applies=_concerned,
    defers_to=("uneven-holidays",),
)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    if team.majors is None and not params.majors:
        yield Undecided("calendar.majors", team.at("calendar", "majors"), why="which holidays weigh most")
        return
    named = [*(ref.id for ref in team.majors or ()), *params.majors]
    if not view.calendar.knows() and (team.majors is None or any(not view.calendar.dated(each) for each in named)):
        yield Undecided("calendar.region", team.at("calendar", "region"), why="when the holidays are")
        return
    unsure: Undecided | None = None
    told = False
    for role in params.roles:
        for pool in pools(view, (role,)):
            verdict = _verdict(_classes(role, pool, view, params), pool, view, params)
            if isinstance(verdict, Problem):
                told = True
                yield verdict
            unsure = unsure or (verdict if isinstance(verdict, Undecided) else None)
    if unsure is not None and not told:
        yield unsure


def _classes(role: str, pool: Pool, view: TeamView, params: Params) -> tuple[Scope, ...]:
    """The weighty holidays, then the others; neither where nobody can take turns."""
    people = there(view, pool.counted)
    if len(people) < 2:
        return ()
    held = tuple(each for each in holiday_holders(view, (role,)) if each.rotation in ("", *pool.rotations))
    if params.majors:
        weighty = {view.calendar.resolve(each) for each in params.majors}
        first = tuple(each for each in held if each.holiday in weighty)
        rest = tuple(each for each in held if each.holiday not in weighty)
    else:
        first, rest = held, tuple(each for each in _others(role, view) if each.rotation in pool.rotations)
    return Scope("major holidays", role, first, people), Scope("other holidays", role, rest, people)


def _others(role: str, view: TeamView) -> Sequence[HeldHoliday]:
    """Who has the public holidays of the span that are no majors."""
    first, last = view.schedule.start.date(), view.schedule.end.date()
    public = {entry.id for entry in view.calendar.holidays(first, last)}
    ids = sorted(public - set(view.calendar.majors or ()))
    return scheduled(view, view.calendar.events(first, last, ids), (role,)) if ids else ()


def _verdict(classes: Sequence[Scope], pool: Pool, view: TeamView, params: Params) -> Outcome | None:
    unsure: Undecided | None = None
    for scope in classes:
        may_hold, must_fail = choices(scope, params.slack)
        if must_fail:
            return _uneven(scope, classes, pool, view, params)
        if not may_hold and unsure is None:
            cell = next(cell for cell in scope.cells if cell.state in ("among", "open"))
            place = place_of(cell, view)
            unsure = Undecided(untold_field(view, place), place, why=f"who has {cell.holiday}")
    return unsure


def _uneven(scope: Scope, classes: Sequence[Scope], pool: Pool, view: TeamView, params: Params) -> Problem:
    counts = scope.counts
    most, least = scope.ends
    own = scope.of(most)
    # What is past cannot be mended, and is told last.
    places = tuple(
        dict.fromkeys(place_of(cell, view) for cell in sorted(own, key=lambda cell: cell.source == "history"))
    )
    open_cells = f", {len(scope.unknown)} not told" if scope.unknown else ""
    first, rest = classes[0].counts, classes[1].counts
    ask = f"give one of {most}'s to {least}" + (", and a lesser one back" if scope is classes[0] else "")
    return Problem(
        f"{scope.name} as {scope.role}: {tallied(counts)}{open_cells}; {best_text(scope.total, len(counts))}; {ask}",
        places[0],
        key=(scope.role, *pool.rotations),
        evidence=(
            Fact("holidays", counts, places),
            Fact("spread", spread(counts.values())),
            Fact("unavoidable", floor(scope.total, len(counts))),
            Fact("slack", params.slack),
            Fact(most, tuple(said(cell) for cell in own)),
            Fact("weighted", {who: params.weight * first[who] + rest[who] for who in counts}),
        ),
        related=tuple(Related(place, f"'{most}' has another by this") for place in places[1:6]),
        remedies=(
            *_exchange(scope, classes, most, least, view, params),
            Remedy(ask),
        ),
    )


def _exchange(
    scope: Scope, classes: Sequence[Scope], most: str, least: str, view: TeamView, params: Params
) -> Iterator[Remedy]:
    """Two cells that change hands so that both classes are even, if there are two such cells."""
    other = next(each for each in classes if each is not scope)
    for given in reversed(_movable(scope, most)):
        if not choices(scope.moved(given, least), params.slack)[0] or least not in _free(given, view):
            continue
        for back in _movable(other, least):
            if not choices(other.moved(back, most), params.slack)[0] or most not in _free(back, view):
                continue
            edits = (*_edits(given, least, view), *_edits(back, most, view))
            told = edits if len(edits) == 2 else ()
            yield Remedy(f"let {most} have {said(back)}, and {least} {said(given)}", told)
            return


def _movable(scope: Scope, person: str) -> list[HeldHoliday]:
    return [cell for cell in scope.cells if cell.holders == (person,) and cell.source != "history" and cell.dates]


def _free(cell: HeldHoliday, view: TeamView) -> Sequence[str]:
    return free_on(view, cell.role, cell.dates)


def _edits(cell: HeldHoliday, person: str, view: TeamView) -> tuple[Edit, ...]:
    """One name for another in the line there is; a new line for each of the two would be too much to say at once."""
    edits = assigned(view, cell.holiday, cell.dates, cell.season, cell.role, cell.rotation, person)
    return tuple(edit for edit in edits if isinstance(edit, Put) and isinstance(edit.value, str))
