"""A holiday plan with empty cells.

What it checks
--------------
Every line of `oncall.holidays` has somebody in each column that it names, a primary among them, or says with `none`
that nobody is wanted. `open` is an empty cell, and so is a list without entries. In a line whose turns are years, every
entry counts; in one that is split, every part.

A line without a party that tells a `date` or a `row` is a claim about the date, and no cell.

Why it matters
--------------
A plan is trusted because it is there. The empty cell is filled by whoever the weekly rota happens to name, who has not
been asked and may have made other plans.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [thanksgiving, christmas]}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - {holiday: thanksgiving, season: 2026, primary: bob}
    - {holiday: christmas, season: 2026, primary: open}
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
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - {holiday: thanksgiving, season: 2026, primary: bob}
    - {holiday: christmas, season: 2026, none: reports wait until the 26th}
```

Known limits
------------
Holidays without any line are the rota's, and no gap in the plan. One of several, not told which, is somebody; a name
that leads nowhere is for `unknown-reference` to report.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipecheck.model.oncall import HolidayAssignment, OnCall, Rotation
from pipecheck.model.team import Team
from pipecheck.model.value import Party
from pipecheck.rules.base import (
    Edit,
    Fact,
    Level,
    NoParams,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import counted, listed

_PRIMARY = "primary"
_NOBODY = Remedy("say that nobody is wanted, and why: `none`")


def _concerned(team: Team, params: NoParams) -> bool:
    return team.oncall is not None and bool(team.oncall.holidays)


@rule(Team, level=Level.error, profile=Profile.recommended, params=NoParams, applies=_concerned)
def check(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    found: dict[tuple[str, ...], Problem] = {}
    if team.oncall is None:
        return
    # Lines of which something was set aside come last: reading them ends the judging.
    for line in sorted(team.oncall.holidays, key=lambda each: bool(each.aside)):
        for problem in _of_line(line, team, team.oncall):
            first = found.setdefault(problem.key, problem)
            if first is not problem:
                found[problem.key] = _together(first, problem)
    yield from found.values()


def _of_line(line: HolidayAssignment, team: Team, oncall: OnCall) -> Iterator[Problem]:
    if line.none is not None:
        return
    cells = tuple(_cells(line))
    names = dict.fromkeys(cell.column for cell in cells)
    if not names:
        if line.date is None and line.row is None:
            yield _without_primary(line, (), _primary(line, oncall) or _PRIMARY, team, oncall)
        return
    for cell in cells:
        if cell.is_empty:
            yield _empty(line, cell, team, oncall)
    primary = _primary(line, oncall)
    if primary is not None and not any(_role(line, oncall, name) == _PRIMARY for name in names):
        yield _without_primary(line, tuple(names), primary, team, oncall)


def _together(first: Problem, again: Problem) -> Problem:
    """One problem of two for the same cell, where a line stands twice; with edits only where one name suits both."""
    others = {each.title: each.edits for each in again.remedies}
    return first._replace(
        related=(*first.related, Related(again.at, "the same cell again")),
        remedies=tuple(
            one._replace(edits=one.edits + others[one.title] if one.title in others else ()) for one in first.remedies
        ),
    )


# ---- cells


class _Cell(NamedTuple):
    """One cell of a line: a column, and which entry or part of it."""

    column: str
    place: Place
    party: Party | None
    number: int | None = None
    """Of an entry, or a part, counted from 1; None where there is only one."""

    @property
    def is_empty(self) -> bool:
        """Whether it names nobody, and does not say that nobody is wanted."""
        party = self.party
        return party is None or not (party.names or party.everybody or party.reason is not None)


def _cells(line: HolidayAssignment) -> Iterator[_Cell]:
    for column, parties in line.cells.items():
        if not parties:
            yield _Cell(column, line.at(column), None)
        for number, party in enumerate(parties, 1):
            yield _Cell(column, party.at, party, number if len(parties) > 1 else None)
    for number, part in enumerate(line.split, 1):
        for column, party in part.cells.items():
            yield _Cell(column, party.at, party, number)


def _scope(line: HolidayAssignment, oncall: OnCall) -> Iterator[Rotation]:
    for rotation in oncall.rotations:
        if line.rotation is None or line.rotation.id == rotation.id:
            yield rotation


def _columns(rotation: Rotation) -> Mapping[str, str]:
    """The columns of a rotation and what each counts as: those declared, and those that only rows name."""
    told = {column.name: column.role for column in rotation.columns}
    return {**{name: name for row in rotation.turns for name in row.cells}, **told}


def _role(line: HolidayAssignment, oncall: OnCall, name: str) -> str:
    return next((each[name] for each in map(_columns, _scope(line, oncall)) if name in each), name)


def _primary(line: HolidayAssignment, oncall: OnCall) -> str | None:
    """The first column that counts as primary, of those the line can change; None if there is none to name."""
    columns = [pair for each in map(_columns, _scope(line, oncall)) for pair in each.items()]
    return next((name for name, role in columns if role == _PRIMARY), None)


# ---- saying so


def _empty(line: HolidayAssignment, cell: _Cell, team: Team, oncall: OnCall) -> Problem:
    said = "is open" if cell.party is not None and cell.party.open else "has no entry"
    which = "" if cell.number is None else f" {'part' if line.split else 'entry'} {cell.number} of"
    return Problem(
        f"for {_said(line)},{which} '{cell.column}' {said}; name somebody, or say `none` and why",
        cell.place,
        key=(line.id, cell.column, str(cell.number or "")),
        evidence=(Fact("holiday", line.holiday.id, (line.at("holiday"),)), Fact("column", cell.column, (cell.place,))),
        remedies=(*_named(line, cell.column, cell.place, team, oncall), _NOBODY),
    )


def _without_primary(
    line: HolidayAssignment, names: tuple[str, ...], column: str, team: Team, oncall: OnCall
) -> Problem:
    whom = f"only {listed(map(repr, names))}; name '{column}', too" if names else f"nobody; name '{column}'"
    remedies = () if line.split else tuple(_named(line, column, line.at(column), team, oncall))
    return Problem(
        f"the line for {_said(line)} names {whom}, or say `none` and why",
        line.place,
        key=(line.id, column, "missing"),
        evidence=(Fact("holiday", line.holiday.id, (line.at("holiday"),)), Fact("columns", names)),
        remedies=(*remedies, _NOBODY),
    )


def _said(line: HolidayAssignment) -> str:
    """The holiday, and which one."""
    which = {
        " on ": line.date,
        " of season ": line.season,
        " of ": line.year,
        " in row ": line.row,
    }
    told = next((f"{word}{value}" for word, value in which.items() if value is not None), "")
    return f"{line.holiday.id}{told}"


def _named(line: HolidayAssignment, column: str, place: Place, team: Team, oncall: OnCall) -> Iterator[Remedy]:
    """The member with the fewest cells in that role who may hold it and stands nowhere else in this line."""
    role = _role(line, oncall, column)
    counts: Counter[str] = Counter()
    here = {ref.id for cell in _cells(line) if cell.party is not None for ref in cell.party.names}
    for other in oncall.holidays:
        for cell in _cells(other):
            if cell.party is not None and _role(other, oncall, cell.column) == role:
                counts.update(ref.id for ref in cell.party.names)
    able = [each.id for each in team.members or () if each.may_hold(role)]
    free = [who for who in able if who not in here] or ([] if not line.turn else able)
    for person in sorted(free, key=lambda who: counts[who])[:1]:
        edit: Edit = Put(place, person)
        yield Remedy(f"name {person}, who is in {counted(counts[person], 'other cell')}", (edit,))
