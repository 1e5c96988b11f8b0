"""Somebody is on duty twice in a row.

What it checks
--------------
Between two turns of one person lie at least `min_gap` turns' worth of days, by the wall clock, in whichever rotations
and columns of `roles` the two are; rotations that share people are looked at together. Duty of less than half a turn
is a cover, and no shift. What `history` tells counts, and so does the next round of a rota that repeats.

A pattern is told once, however often it comes round; a holiday line, override or swap that puts somebody back to back
is told for itself. Where an order is not stated, or a team has turns next to one another, it is undecided whose they
are; unless one column follows another so closely that whoever has the one must have the other next.

Why it matters
--------------
Two weeks in a row are two weeks of broken nights and cancelled evenings without rest between. Whether a week as backup
counts as one of them is for the team to say: `roles`.

Fails
-----
By a swap, Bob has the week before his own as well:

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
  swaps:
    - {from: 2026-01-26, to: 2026-02-01, give: alice, take: bob, requested: 2026-01-06, accepted: 2026-01-07}
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
```

Known limits
------------
Before the period only `history` is known. A team with fewer than twice as many people as seats cannot keep everybody
apart; it is told so all the same, for more people, or fewer roles that count, are the way out.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Duty, Pair, Pool, pairs, pools, untold
from pipecheck.model.oncall import Column, Rotation
from pipecheck.model.people import Member
from pipecheck.model.resolve.turns import is_dated_table
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Plain,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Segment,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.lines import ROTA, STAND_IN, Line, foremost, holds, top_line
from pipecheck.rules.prose import counted, days, listed, shortened
from pipecheck.rules.takers import oncall_days


class Params(NamedTuple):
    roles: Annotated[tuple[str, ...], Doc("the roles whose turns count", source="a week as backup counts for some")] = (
        "primary",
    )
    min_gap: Annotated[
        Fraction,
        Doc("the fewest turns between two of one person", source="plans 000 and 001: never two weeks in a row"),
    ] = Fraction(1)


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(Rotation, level=Level.error, profile=Profile.essential, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    told = False
    for pool in pools(view, params.roles):
        if rotation.id not in pool.rotations:
            continue
        causes: dict[str, list[Pair]] = {}
        lines: dict[str, Line] = {}
        found = pairs(view, pool, params.min_gap)
        for pair in found:
            if pair.second.rotation == rotation.id:
                line = _cause(pair, view)
                causes.setdefault(line.name, []).append(pair)
                lines.setdefault(line.name, line)
        for name, alike in causes.items():
            yield _back_to_back(rotation, pool, lines[name], alike, view, params)
        untold_order = None if found or told else _untold_order(rotation, pool, view, params)
        if untold_order is not None:
            told = True
            yield untold_order


def _cause(pair: Pair, view: TeamView) -> Line:
    """The line that brought the two together: what was laid over the later turn, or the earlier; else the pattern."""
    both = (pair.second, pair.first)
    return foremost([top_line(view, segment) for duty in both for segment in reversed(duty.segments)])


def _back_to_back(
    rotation: Rotation, pool: Pool, line: Line, found: list[Pair], view: TeamView, params: Params
) -> Problem:
    first = found[0]
    people = tuple(dict.fromkeys(pair.person for pair in found))
    dates = tuple(
        oncall_days(view, pair.second.rotation, ((pair.second.start, pair.second.end),))[0][0] for pair in found
    )
    each = f"'{people[0]}' is" if len(people) == 1 else f"{shortened(map(repr, people))} are each"
    where = dict.fromkeys(duty.rotation for pair in found for duty in (pair.first, pair.second))
    soon = "twice in a row" if params.min_gap <= 1 else "again too soon"
    often = f", {counted(len(found), 'time')} in all" if len(found) > 1 else ""
    begin = "" if len(people) == 1 else f"first '{first.person}', "
    place = _place(first.second) if line.is_pattern else line.place
    sides = [(_place(pair.first), pair) for pair in found] + [(_place(pair.second), pair) for pair in found]
    related = {at: pair for at, pair in sides if not holds(place, at)}
    return Problem(
        f"{each} on duty {soon} in {listed(map(repr, where))}{often}: {begin}{_said(first.first, view)}, then "
        f"{_said(first.second, view)}; leave {_wanted(params)} between",
        place,
        key=(line.name,),
        evidence=(
            Fact("people", people),
            Fact("times", len(found)),
            Fact("dates", dates),
            Fact("min_gap", params.min_gap),
        ),
        related=tuple(
            Related(place, f"'{pair.person}' is on duty by this, next to another turn")
            for place, pair in list(related.items())[:5]
        ),
        remedies=_ways_out(rotation, pool, line, first, params),
    )


def _said(duty: Duty, view: TeamView) -> str:
    """`primary from 2026-01-19 to 2026-01-25`, by on-call days; and whether it is a stand-in's, or of the history."""
    roles = dict.fromkeys(segment.role for segment in duty.segments)
    first, last = oncall_days(view, duty.rotation, ((duty.start, duty.end),))[0]
    stands_in = not duty.past and all(top_line(view, segment).name == STAND_IN for segment in duty.segments)
    how = f"{listed(roles)} as a stand-in" if stands_in else listed(roles)
    said = f"{how} {'on' if first == last else 'from'} {days(first, last)}"
    return f"{said} (by `history`)" if duty.past else said


def _place(duty: Duty) -> Place:
    """Where the rotation at which it is told gives it, though another may give the same turn."""
    own = [segment for segment in duty.segments if segment.rotation == duty.rotation]
    return own[-1].because[-1]


def _wanted(params: Params) -> str:
    return counted(params.min_gap, "turn") if params.min_gap != 1 else "at least one turn"


# ---- the way out


def _ways_out(rotation: Rotation, pool: Pool, line: Line, pair: Pair, params: Params) -> tuple[Remedy, ...]:
    if line.change is not None:
        return (Remedy(f"name somebody else than '{pair.person}' here, or change the turn next to it, too"),)
    if line.name == STAND_IN:
        return (
            Remedy(f"give these days to somebody else than '{pair.person}' by an override, or let others stand in"),
        )
    if pair.first.past:
        return (Remedy(f"exchange this turn of '{pair.person}' with somebody who is not next to it"),)
    shifted = _further_apart(rotation, pool, params)
    if shifted is not None:
        return (shifted,)
    seats = len({name for where, name in pool.columns if where == rotation.id})
    needed = ceil((1 + params.min_gap) * seats)
    if len(pool.counted) < needed:
        roles = "one role that counts" if seats == 1 else f"{seats} roles that count"
        return (Remedy(f"{needed} people are needed to leave {_wanted(params)} between with {roles}"),)
    return (Remedy(f"exchange one of the two turns of '{pair.person}' with somebody who is not next to either"),)


def _further_apart(rotation: Rotation, pool: Pool, params: Params) -> Remedy | None:
    """The second role moved half a round away from the first, where that is far enough."""
    counting = [column for column in rotation.columns if (rotation.id, column.name) in pool.columns]
    primary = next((column for column in counting if column.role == "primary"), None)
    second = next((column for column in counting if column.role == "secondary"), None)
    if primary is None or second is None or len(counting) > 2:
        return None
    order = _single_names(rotation, primary)
    by = len(order) // 2
    if by - 1 < params.min_gap or len(set(order)) < len(order):
        return None
    title = f"let the {second.name} be whoever is {primary.name} {counted(by, 'turn')} later"
    if rotation.turns:
        moved = [*order[by:], *order[:by]]
        cells = [row.cells.get(second.name) for row in rotation.turns]
        puts = [Put(cell.at, moved[number]) for number, cell in enumerate(cells) if cell is not None]
        return Remedy(f"{title}: {listed(moved)}", tuple(puts)) if len(puts) == len(moved) else None
    value: Plain = {"before": primary.name, "by": by}
    return Remedy(title, (Put(second.at, value),))


def _single_names(rotation: Rotation, column: Column) -> list[str]:
    """Who stands in a column turn by turn, if each turn names one person and the rota goes round; else nobody."""
    parties = [row.cells.get(column.name) for row in rotation.turns] if rotation.turns else list(column.order or ())
    names: list[str] = []
    for party in parties:
        if party is None or len(party.names) != 1 or party.among:
            return []
        names.append(party.names[0].id)
    return [] if is_dated_table(rotation) else names


# ---- an order that is not stated


def _untold_order(rotation: Rotation, pool: Pool, view: TeamView, params: Params) -> Outcome | None:
    unclear = next((segment for segment in untold(view, pool) if segment.rotation == rotation.id), None)
    if unclear is None:
        unclear = _teams_turn(rotation, pool, view, params)
    if unclear is None:
        return None
    for column in rotation.columns:
        follows = column.follows
        if (
            follows is not None
            and (rotation.id, column.name) in pool.columns
            and (rotation.id, follows.column.id) in pool.columns
            and abs(follows.by) < 1 + params.min_gap
        ):
            return _too_close(rotation, column, follows.column.id, abs(follows.by), params)
    return Undecided("oncall.rotations.roles", _cell(rotation, unclear.because[-1]), why="who follows whom")


def _cell(rotation: Rotation, place: Place) -> Place:
    """The cell of the rota that a name stands in; a name laid over it stands for itself."""
    cells = [party.at for column in rotation.columns for party in column.order or ()]
    cells += [party.at for row in rotation.turns for party in row.cells.values()]
    return next((cell for cell in cells if holds(cell, place)), place)


def _teams_turn(rotation: Rotation, pool: Pool, view: TeamView, params: Params) -> Segment | None:
    """A turn that a team has next to another of its turns: who of its people has which is not told."""
    last: dict[str, Segment] = {}
    for segment in view.schedule.stretches(rotation=rotation.id):
        holder = segment.holder
        if holder is None or (segment.rotation, segment.column) not in pool.columns:
            continue
        if isinstance(view.team.person(holder), Member):
            continue
        if holder in last and 0 < segment.turn - last[holder].turn <= params.min_gap:
            return segment
        last[holder] = segment
    return None


def _too_close(rotation: Rotation, column: Column, followed: str, by: int, params: Params) -> Problem:
    return Problem(
        f"whoever is {column.name} in rotation '{rotation.id}' is {followed} {counted(by, 'turn')} before or after, "
        f"whatever the order is; leave {_wanted(params)} between",
        column.at,
        key=(ROTA,),
        evidence=(Fact("by", by, (column.at,)), Fact("min_gap", params.min_gap)),
        remedies=(Remedy(f"let '{column.name}' follow at a greater distance: `by: {by + 1}` or more"),),
    )
