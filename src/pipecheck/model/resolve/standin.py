"""Time off: who takes the duty of somebody who is away, where the file says that somebody does."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.rota import Ground, Rota
from pipecheck.model.resolve.seats import Seats, reseat
from pipecheck.model.resolve.track import NO_TURN, Seat, at_instant, because_of, holders
from pipecheck.model.value import Party
from pipecheck.source.place import Place


class Away(NamedTuple):
    """A stretch in which somebody is not there."""

    start: datetime
    end: datetime
    at: Place


def time_off(ground: Ground) -> dict[str, list[Away]]:
    """Who is away when: dates are calendar days in the member's own zone (semantics §18)."""
    team = ground.team
    found: dict[str, list[Away]] = {}
    for member in team.members or ():
        for stretch in member.time_off:
            clock = Clock(zone_of(member.timezone or team.timezone, ground.zones))
            away = Away(clock.first(stretch.first), clock.after(stretch.last), stretch.at)
            found.setdefault(member.id, []).append(away)
    return found


def stand_ins(rotas: Sequence[Rota], party: Party, ground: Ground) -> None:
    """Gives duty that falls into time off to whoever stands in; where nobody can, it stays where it was."""
    away = time_off(ground)
    bounds = _bounds(away)
    for rota in rotas:
        # Whoever stands in is there at that time, so nobody's absence falls on a seat that they have by that.
        seated = {who for track in rota.tracks.values() for piece in track for who in holders(piece.seats)}
        there = {person: stretches for person, stretches in away.items() if person in seated}
        for person, start, end in _stretches(there, rota, bounds):
            reseat(rota, start, end, _Replacement(rota, party, person, away))


def _bounds(away: Mapping[str, Sequence[Away]]) -> list[datetime]:
    """Whenever anybody leaves or returns."""
    return sorted({instant for each in away.values() for stretch in each for instant in stretch[:2]})


def _stretches(
    away: Mapping[str, Sequence[Away]], rota: Rota, bounds: Sequence[datetime]
) -> Iterator[tuple[str, datetime, datetime]]:
    """Who is away in a rotation's time, cut wherever anybody leaves or returns."""
    for person, stretches in away.items():
        for stretch in stretches:
            alive = rota.alive(stretch.start, stretch.end)
            if alive is None:
                continue
            inner = bounds[bisect_right(bounds, alive[0]) : bisect_left(bounds, alive[1])]
            for low, high in pairwise((alive[0], *inner, alive[1])):
                yield person, low, high


class _Replacement:
    """Decides who takes the seats of one person in one rotation."""

    def __init__(self, rota: Rota, party: Party, person: str, away: Mapping[str, Sequence[Away]]) -> None:
        self._rota = rota
        self._party = party
        self._person = person
        self._away = away

    def __call__(self, before: Seats, instant: datetime) -> Seats:
        after: dict[str, tuple[Seat, ...]] = {}
        standing: set[str] = set()
        for name, seats in before.items():
            if self._rota.is_duty(name) and self._person in holders(seats):
                found = self._standing(name, before, instant)
                if found:
                    after[name] = self._replaced(seats, found, instant)
                    standing.update(holders(found))
        for name, seats in before.items():
            if name not in after and self._rota.is_duty(name) and standing.intersection(holders(seats)):
                after[name] = tuple(seat for seat in seats if seat.holder not in standing)
        return after

    def _replaced(self, seats: Sequence[Seat], standing: Sequence[Seat], instant: datetime) -> tuple[Seat, ...]:
        """The seats of a column with the stand-ins in place of who is away; who sits there already sits there once."""
        lines = (*(each.at for each in self._when(instant, self._person)), self._party.at)
        others = {seat.holder for seat in seats if seat.holder not in (None, self._person)}
        filled: list[Seat] = []
        for seat in seats:
            if seat.holder != self._person:
                filled.append(seat)
                continue
            for each in standing:
                if each.holder not in others:
                    covered = seat.pipelines if each.pipelines is None else each.pipelines
                    filled.append(each._replace(because=because_of((seat,), *lines), pipelines=covered))
        return tuple(filled)

    def _standing(self, column: str, before: Seats, instant: datetime) -> list[Seat]:
        """Who stands in: of those that the party means, whoever is there; empty if that is nobody."""
        party = self._party
        words = {ref.id for ref in party.names}
        if not party.names or party.among:
            role = self._rota.columns[column].role
            seats = self._rota.ground.people.seats(party, role, self._rota.look(instant, role), ())
            others = tuple(who for who in seats[0].candidates if self._is_free(who, instant))
            return [seat._replace(candidates=others) for seat in seats] if others else []
        if words & {"next", "previous"} and len(words) == 1:
            return self._neighbour(column, before, instant, 1 if "next" in words else -1)
        found = [seat for ref in party.names for seat in self._meant(ref.id, column, instant)]
        return [
            seat
            for seat in found
            if seat.state == "among" or (seat.holder is not None and self._is_free(seat.holder, instant))
        ]

    def _meant(self, name: str, column: str, instant: datetime) -> Sequence[Seat]:
        people, rota = self._rota.ground.people, self._rota
        if name == "owner" or name.startswith("owners."):
            rank = name.partition(".")[2] or "primary"
            return people.owners(rank, rota.covers[column], self._party.at)
        person = rota.ground.team.person(name)
        if person is not None and not people.is_slot(person.id):
            return (Seat(person.id),)
        return rota.look(instant, rota.columns[column].role)(name) or ()

    def _neighbour(self, column: str, before: Seats, instant: datetime, step: int) -> list[Seat]:
        """The nearest in turn who is there and not on duty in this rotation; else the nearest who is there."""
        piece = at_instant(self._rota.tracks[column], instant)
        turn = NO_TURN if piece is None else piece.turn
        ahead = range(1, self._rota.round + 1)
        order = [seat for number in ahead for seat in self._rota.cells.at(column, turn + step * number)]
        there = [seat for seat in order if seat.holder is not None and self._is_free(seat.holder, instant)]
        busy = {who for name, seats in before.items() if self._rota.is_duty(name) for who in holders(seats)}
        return [seat for seat in there if seat.holder not in busy][:1] or there[:1]

    def _is_free(self, person: str, instant: datetime) -> bool:
        return not any(self._when(instant, person))

    def _when(self, instant: datetime, person: str) -> Iterator[Away]:
        return (each for each in self._away.get(person, ()) if each.start <= instant < each.end)
