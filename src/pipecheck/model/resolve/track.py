"""Who sits where when, while it is still being decided: one track a column, cut ever finer by what is laid over it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from pipecheck.model.intervals import Interval, minus
from pipecheck.model.schedule import State
from pipecheck.source.place import Place


class Seat(NamedTuple):
    """One holder of a column, or why there is none; fields as in `Segment`.

    `pipelines` narrows what the column covers; None is all of it.
    """

    holder: str | None
    state: State = "held"
    candidates: tuple[str, ...] = ()
    because: tuple[Place, ...] = ()
    pipelines: frozenset[str] | None = None


class Piece(NamedTuple):
    """A stretch `[start, end)` in UTC in which the same seats hold; no seats: nobody is named."""

    start: datetime
    end: datetime
    turn: int
    seats: tuple[Seat, ...]


NO_TURN = -1_000_000_000
"""The turn of a piece that no turn of the rota holds: a hole between dated rows.

-1 would be a turn: the one before the start, whose people stay until the first handoff.
"""

Track = list[Piece]
"""Pieces in order of time that do not overlap."""


def lay(track: Track, start: datetime, end: datetime, change: Callable[[Piece], tuple[Seat, ...]]) -> Track:
    """The track with the seats between `start` and `end` changed; pieces that reach further are cut there."""
    first = bisect_right(track, start, key=_start) - 1
    if first < 0 or track[first].end <= start:
        first += 1
    laid = track[:first]
    at = first
    while at < len(track) and track[at].start < end:
        piece = track[at]
        inner = piece._replace(start=max(piece.start, start), end=min(piece.end, end))
        if piece.start < inner.start:
            laid.append(piece._replace(end=inner.start))
        laid.append(inner._replace(seats=change(inner)))
        if inner.end < piece.end:
            laid.append(piece._replace(start=inner.end))
        at += 1
    laid.extend(track[at:])
    return laid


def within(track: Track, start: datetime, end: datetime) -> list[Piece]:
    """The pieces between two instants, cut to them."""
    first = max(bisect_right(track, start, key=_start) - 1, 0)
    touching = (piece for piece in track[first : bisect_left(track, end, key=_start)] if piece.end > start)
    return [piece._replace(start=max(piece.start, start), end=min(piece.end, end)) for piece in touching]


def at_instant(track: Track, instant: datetime) -> Piece | None:
    """The piece that holds an instant."""
    found = bisect_right(track, instant, key=_start) - 1
    return track[found] if found >= 0 and instant < track[found].end else None


def filled(track: Track, known: Interval) -> Track:
    """The track with its holes, and what is known before and after it, told as pieces without seats."""
    start, end = known
    whole: Track = []
    for piece in track:
        if start < piece.start:
            whole.append(Piece(start, piece.start, NO_TURN, ()))
        whole.append(piece)
        start = piece.end
    if start < end:
        whole.append(Piece(start, end, NO_TURN, ()))
    return whole


def rest_of(piece: Piece, track: Track) -> Iterator[Piece]:
    """The parts of a piece that no piece of the track holds."""
    for start, end in minus(((piece.start, piece.end),), [(other.start, other.end) for other in track]):
        yield piece._replace(start=start, end=end)


def because_of(seats: Sequence[Seat], *more: Place) -> tuple[Place, ...]:
    """The lines behind some seats, lowest first and once each, and those now laid over them."""
    return tuple(dict.fromkeys((*(place for seat in seats for place in seat.because), *more)))


def holders(seats: Sequence[Seat]) -> tuple[str, ...]:
    """The people in some seats, once each."""
    return tuple(dict.fromkeys(seat.holder for seat in seats if seat.holder is not None))


def people_in(seats: Sequence[Seat]) -> set[tuple[str | None, State, tuple[str, ...]]]:
    """Who sits there, or why nobody does, whatever lines say so."""
    return {(seat.holder, seat.state, seat.candidates) for seat in seats}


def _start(piece: Piece) -> datetime:
    return piece.start
