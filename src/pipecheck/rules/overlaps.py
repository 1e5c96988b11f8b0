"""Dated turns of one rota that overlap: only the later line counts, and whoever stands in the other does not know."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TypeAlias

from pipecheck.model.oncall import Rotation, Turn
from pipecheck.model.schedule import Conflict
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Edit, Fact, Place, Problem, Put, Related, Remedy
from pipecheck.rules.prose import counted, days, listed, when
from pipecheck.rules.takers import oncall_days

_Pair: TypeAlias = tuple[Turn, Turn]


def overlaps(rotation: Rotation, view: TeamView) -> Iterator[Problem]:
    """Rows that name different people for one column and time; told once, for who errs in one mostly errs in all."""
    found: dict[tuple[Place, Place], Conflict] = {}
    for conflict in view.schedule.conflicts:
        if conflict.level == "rota" and conflict.rotation == rotation.id:
            rows = _row_of(rotation, conflict.first).at, _row_of(rotation, conflict.second).at
            found.setdefault(rows, conflict)
    if found:
        yield _overlapping(rotation, list(found.values()), view)


def _overlapping(rotation: Rotation, found: list[Conflict], view: TeamView) -> Problem:
    pairs = [(_row_of(rotation, each.first), _row_of(rotation, each.second)) for each in found]
    first, conflict = pairs[0], found[0]
    run = oncall_days(view, rotation.id, ((conflict.start, conflict.end),))[0]
    often = f", the first of {counted(len(pairs), 'such pair')}" if len(pairs) > 1 else ""
    cells = (row.cells[conflict.column] for row in first)
    names = [repr(ref.id) for cell in cells for ref in cell.names]
    who = f"{listed(names)} would all be" if len(names) > 2 else f"{listed(names)} would both be"
    said = who if len(names) > 1 else "they do not agree on who is"
    return Problem(
        f"two turns of rotation '{rotation.id}' overlap {when(*run)}{often}: {said} {conflict.column} then, and only "
        "the later line counts; end one before the other begins",
        _at(first[1], "from"),
        key=("overlap",),
        evidence=(
            Fact("overlaps", len(pairs), tuple(later.at for _, later in pairs)),
            Fact("first", days(*run), (conflict.first, conflict.second)),
        ),
        related=tuple(Related(_at(earlier, "to"), "the other turn ends here") for earlier, _ in pairs[:5]),
        remedies=(
            *_ended_before(pairs),
            Remedy("end one turn before the other begins, or make the shorter an override"),
        ),
    )


def _row_of(rotation: Rotation, cell: Place) -> Turn:
    return next(row for row in rotation.turns if cell.route[: len(row.at.route)] == row.at.route)


def _at(row: Turn, key: str) -> Place:
    told = row.first if key == "from" else row.last
    return row.at if told is None else row.at._replace(route=(*row.at.route, key))


def _ended_before(pairs: list[_Pair]) -> Iterator[Remedy]:
    """Every turn ended on the day before the one that overlaps its end, where that is all it takes."""
    edits: list[Edit] = []
    for earlier, later in pairs:
        times = earlier.first, later.first, earlier.last, later.last
        dates = [each for each in times if each is not None and not isinstance(each, datetime)]
        if len(dates) < len(times) or not dates[0] < dates[1] <= dates[2] <= dates[3]:
            return
        edits.append(Put(_at(earlier, "to"), str(dates[1] - timedelta(days=1))))
    turns = "the first of them" if len(pairs) == 1 else "each of these turns"
    yield Remedy(f"end {turns} on the day before the next begins", tuple(edits))
