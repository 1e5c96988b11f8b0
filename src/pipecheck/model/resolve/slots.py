"""Slots that stand in another rotation's cells: whoever stands in the column of that name takes their place."""

from collections.abc import Sequence
from datetime import datetime

from pipecheck.model.resolve.rota import Ground, Rota
from pipecheck.model.resolve.track import Seat, Track, because_of, holders, lay, within


def settle_slots(rotas: Sequence[Rota], ground: Ground) -> None:
    """Replaces slots by people, wherever a rotation of this team has a column for them."""
    columns = {name: rota.tracks[name] for rota in rotas for name in rota.columns if ground.people.is_slot(name)}
    if not columns:
        return
    for rota in rotas:
        for name, track in rota.tracks.items():
            for piece in track:
                for slot in holders(piece.seats):
                    if slot in columns:
                        rota.tracks[name] = _settled(rota.tracks[name], slot, columns[slot], piece.start, piece.end)


def _settled(track: Track, slot: str, column: Track, low: datetime, high: datetime) -> Track:
    for there in within(column, low, high):
        people = there.seats
        track = lay(
            track,
            there.start,
            there.end,
            lambda piece, people=people: tuple(  # type: ignore[misc]
                each for seat in piece.seats for each in (_people(seat, people) if seat.holder == slot else (seat,))
            ),
        )
    return track


def _people(seat: Seat, people: tuple[Seat, ...]) -> tuple[Seat, ...]:
    return tuple(each._replace(because=because_of((seat, each)), pipelines=seat.pipelines) for each in people)
