"""Laying people over a rotation: where anybody's seat changes, all columns are seen together."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import TypeAlias

from pipecheck.model.resolve.rota import Rota
from pipecheck.model.resolve.track import Seat, because_of, holders, lay, people_in, within
from pipecheck.source.place import Place

Seats: TypeAlias = Mapping[str, tuple[Seat, ...]]
"""Who sits in which column at one time."""


def reseat(rota: Rota, start: datetime, end: datetime, decide: Callable[[Seats, datetime], Seats]) -> bool:
    """Changes seats between two instants, stretch by stretch in which nobody moves; whether anybody's changed.

    `decide` is given who sits where, and since when; it answers with the columns that change.
    """
    pieces = {name: within(track, start, end) for name, track in rota.tracks.items()}
    bounds = sorted({instant for each in pieces.values() for piece in each for instant in (piece.start, piece.end)})
    changed = False
    for low, high in pairwise(bounds):
        before = {
            name: next((piece.seats for piece in each if piece.start <= low < piece.end), ())
            for name, each in pieces.items()
        }
        for name, seats in decide(before, low).items():
            changed = changed or people_in(seats) != people_in(before[name])
            rota.tracks[name] = lay(rota.tracks[name], low, high, lambda _, seats=seats: seats)  # type: ignore[misc]
    return changed


def with_exchange(before: Seats, named: Seats, movable: Callable[[str], bool], at: Place) -> Seats:
    """The seats after some columns were given away.

    Who is named in one column leaves his others, and whoever he displaces takes the seat he left; a column that is
    not `movable` (a slot, which is ownership and no duty) is left alone.
    """
    people = {who for seats in named.values() for who in holders(seats)}
    after = dict(named)
    for name, seats in before.items():
        leaving = people.intersection(holders(seats))
        if name in named or not leaving or not movable(name):
            continue
        kept: list[Seat] = []
        for seat in seats:
            if seat.holder is None or seat.holder not in leaving:
                kept.append(seat)
                continue
            taker = _displaced(seat.holder, before, named, people)
            there = {(each.holder, each.pipelines) for each in (*seats, *kept)}
            if taker is not None and (taker, seat.pipelines) not in there:
                kept.append(seat._replace(holder=taker, because=because_of((seat,), at)))
        after[name] = tuple(kept)
    return after


def _displaced(who: str, before: Seats, named: Seats, people: set[str]) -> str | None:
    """Whom `who` displaces: straight away, or because the one displaced is named elsewhere and displaces another."""
    seen: set[str] = set()
    while who not in seen:
        seen.add(who)
        column = next(name for name, seats in named.items() if who in holders(seats))
        out = [each for each in holders(before.get(column, ())) if each not in holders(named[column])]
        if not out:
            return None
        free = next((each for each in out if each not in people), None)
        if free is not None:
            return free
        who = out[0]
    return None


def laid_over(seats: tuple[Seat, ...], below: tuple[Seat, ...], *at: Place) -> tuple[Seat, ...]:
    """New seats that remember the lines they were laid over."""
    lines = because_of(below)
    return tuple(seat._replace(because=tuple(dict.fromkeys((*lines, *(at or seat.because))))) for seat in seats)
