"""Somebody has more holidays than others.

What it checks
--------------
In each role for itself, everybody has the same number of holidays, as nearly as their number allows, plus `slack`: in
all years together, and in each year or season that is told whole and not all past. Holidays are the majors if they are
declared, else all public holidays; one and the days observed for it are one. Whose a holiday is, is told by the
resolved schedule inside the period, and by `history` and holiday lines outside it.

People who may have the role and never do count with 0. Where a cell is open, or names several of whom one has the
holiday, every choice is tried: if they lead to different verdicts, it is undecided.

Why it matters
--------------
A rota that shares weeks evenly need not share holidays: two months hold most of them, and a round of four weeks brings
the same person back to the same ones.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [independence-day, labor-day, thanksgiving, christmas]}
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
  holidays:
    - {holiday: independence-day, season: 2026, primary: alice}
    - {holiday: labor-day, season: 2026, primary: bob}
    - {holiday: thanksgiving, season: 2026, primary: alice}
    - {holiday: christmas, season: 2026, primary: alice}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [independence-day, labor-day, thanksgiving, christmas]}
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
  holidays:
    - {holiday: independence-day, season: 2026, primary: alice}
    - {holiday: labor-day, season: 2026, primary: bob}
    - {holiday: thanksgiving, season: 2026, primary: carol}
    - {holiday: christmas, season: 2026, primary: bob}
```

Known limits
------------
All holidays weigh the same here: `uneven-major-holidays` counts the majors apart. Part-time work does not make a share
of holidays smaller, and a holiday that several people have together counts for each of them.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.duty import HeldHoliday, Pool, holiday_holders, pools
from pipecheck.model.fairness import best_text, floor, spread
from pipecheck.model.team import Team
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
from pipecheck.rules.holders import there, untold_field
from pipecheck.rules.holiday_lines import assigned, free_on
from pipecheck.rules.holiday_shares import Scope, choices, place_of, said
from pipecheck.rules.prose import tallied

_MARGIN = timedelta(days=10)


class Params(NamedTuple):
    slack: Annotated[int, Doc("how many holidays more than unavoidable the difference may be")] = 0
    roles: Annotated[tuple[str, ...], Doc("the roles, each of which is counted for itself")] = ("primary", "secondary")


def _concerned(team: Team, params: Params) -> bool:
    return team.oncall is not None and bool(team.oncall.rotations or team.oncall.holidays)


@rule(Team, level=Level.warning, profile=Profile.essential, params=Params, applies=_concerned)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    if not view.calendar.knows() and (team.majors is None or _undated(team, view)):
        yield Undecided("calendar.region", team.at("calendar", "region"), why="when the holidays are")
        return
    unsure: Undecided | None = None
    told = False
    for role in params.roles:
        for pool in pools(view, (role,)):
            verdict = _verdict(role, pool, view, params)
            if isinstance(verdict, Problem):
                told = True
                yield verdict
            unsure = unsure or (verdict if isinstance(verdict, Undecided) else None)
    if unsure is not None and not told:
        yield unsure


def _undated(team: Team, view: TeamView) -> bool:
    return any(not view.calendar.dated(ref.id) for ref in team.majors or ())


def _verdict(role: str, pool: Pool, view: TeamView, params: Params) -> Outcome | None:
    """The first scope that is uneven whatever the unknown cells are; else the first that they decide."""
    unsure: Undecided | None = None
    for scope in _scopes(role, pool, view):
        may_hold, must_fail = choices(scope, params.slack)
        if must_fail:
            return _uneven(scope, pool, view, params)
        if not may_hold and unsure is None:
            cell = next(cell for cell in scope.cells if cell.state in ("among", "open"))
            place = place_of(cell, view)
            unsure = Undecided(untold_field(view, place), place, why=f"who has {cell.holiday}")
    return unsure


# ---- what is compared


def _scopes(role: str, pool: Pool, view: TeamView) -> Iterator[Scope]:
    """All holidays of a role together, then each year that is told whole, if there are several."""
    people = there(view, pool.counted)
    if len(people) < 2:
        return
    held = tuple(each for each in holiday_holders(view, (role,)) if each.rotation in ("", *pool.rotations))
    by_season = _tells_seasons(view)
    years: dict[int, list[HeldHoliday]] = {}
    for cell in held:
        year = cell.season if by_season else cell.year
        if year is not None:
            years.setdefault(year, []).append(cell)
    yield Scope("in all years together" if len(years) > 1 else "", role, held, people)
    for year, cells in sorted(years.items()):
        # What is all past cannot be mended: it counts together with the rest, and not for itself.
        lies_ahead = any(cell.source != "history" for cell in cells)
        if lies_ahead and tuple(cells) != held and _is_whole(year, cells, view, by_season=by_season):
            yield Scope(f"in season {year}" if by_season else f"in {year}", role, tuple(cells), people)


def _tells_seasons(view: TeamView) -> bool:
    """Whether the file counts holidays by season; else they are compared by year."""
    lines = view.team.oncall.holidays if view.team.oncall else ()
    past = view.team.history.holidays if view.team.history else ()
    return any(line.season is not None for line in lines) or any(each.season is not None for each in past)


def _is_whole(year: int, cells: Sequence[HeldHoliday], view: TeamView, *, by_season: bool) -> bool:
    """Whether every holiday of a year, or season, is among the cells."""
    events = view.calendar.events(date(year, 1, 1) - _MARGIN, date(year + 1, 12, 31))
    wanted = {event.id for event in events if (event.season if by_season else event.year) == year}
    return wanted <= {cell.holiday for cell in cells}


# ---- saying so


def _uneven(scope: Scope, pool: Pool, view: TeamView, params: Params) -> Problem:
    counts = scope.counts
    most, least = scope.ends
    own = scope.of(most)
    # What is past cannot be mended, and is told last.
    places = tuple(
        dict.fromkeys(place_of(cell, view) for cell in sorted(own, key=lambda cell: cell.source == "history"))
    )
    total = scope.total
    which = f" {scope.name}" if scope.name else ""
    open_cells = f", {len(scope.unknown)} not told" if scope.unknown else ""
    return Problem(
        f"holidays as {scope.role}{which}: {tallied(counts)}{open_cells}; {best_text(total, len(counts))}; "
        f"give one of {most}'s to {least}",
        places[0],
        key=(scope.role, *pool.rotations),
        evidence=(
            Fact("holidays", counts, places),
            Fact("spread", spread(counts.values())),
            Fact("unavoidable", floor(total, len(counts))),
            Fact("slack", params.slack),
            Fact(most, tuple(said(cell) for cell in own)),
        ),
        related=tuple(Related(place, f"'{most}' has another by this") for place in places[1:6]),
        remedies=(
            *_ways_out(scope, own, least, pool, view, params),
            Remedy(f"give one of {most}'s holidays to {least}"),
        ),
    )


def _ways_out(
    scope: Scope, own: Sequence[HeldHoliday], least: str, pool: Pool, view: TeamView, params: Params
) -> Iterator[Remedy]:
    """The last holiday that can change hands so that all is even, and nobody gets two in a row by it."""
    for cell in reversed(own):
        if cell.source == "history" or len(cell.holders) != 1 or _is_neighbour(cell, least, scope.cells):
            continue
        if least not in free_on(view, scope.role, cell.dates) or not _settles(
            cell, least, scope.role, pool, view, params
        ):
            continue
        edits = assigned(view, cell.holiday, cell.dates, cell.season, scope.role, cell.rotation, least)
        yield Remedy(f"give {said(cell)} to {least}", edits)
        return


def _is_neighbour(cell: HeldHoliday, person: str, cells: Sequence[HeldHoliday]) -> bool:
    at = cells.index(cell)
    return any(person in other.holders for other in cells[max(at - 1, 0) : at + 2])


def _settles(cell: HeldHoliday, person: str, role: str, pool: Pool, view: TeamView, params: Params) -> bool:
    """Whether everything compared in this role is even once this holiday is that person's."""
    scopes = (scope.moved(cell, person) for scope in _scopes(role, pool, view))
    return all(choices(scope, params.slack)[0] for scope in scopes)
