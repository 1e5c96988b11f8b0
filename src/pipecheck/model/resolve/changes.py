"""Overrides, and swaps in the order in which they were accepted."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Literal

from pipecheck.model.intervals import Interval, common, minus, union
from pipecheck.model.oncall import Change, Override, Swap
from pipecheck.model.resolve.claims import Claims
from pipecheck.model.resolve.rota import Ground, Rota
from pipecheck.model.resolve.seats import Seats, laid_over, reseat
from pipecheck.model.resolve.track import because_of, holders, within
from pipecheck.model.schedule import Reason, Unapplied
from pipecheck.model.value import Party

_TELLING: tuple[Reason, ...] = ("no-effect", "no-hours", "outside", "not-judged")
"""Why a change did nothing, where several rotations give several reasons: the one that tells most first."""

# ---- overrides


def overrides(
    rotas: Sequence[Rota], changes: Sequence[Override], ground: Ground, claims: Claims
) -> Iterator[Unapplied]:
    """Gives seats away for a while, in the order of the file; yields the overrides that did nothing."""
    for change in changes:
        scope = _scope(rotas, change)
        seats = [(rota, column) for rota in scope for column in _columns(rota, change)]
        if not seats:
            several = change.role is None and bool(scope)
            yield Unapplied(change, "no-role" if several else "no-column")
            continue
        results = {_override(rota, column, change, ground, claims) for rota, column in seats}
        if None not in results:
            yield Unapplied(change, next(reason for reason in _TELLING if reason in results))


def _override(rota: Rota, column: str, change: Override, ground: Ground, claims: Claims) -> Reason | None:
    """Lays one override over one column; why that did nothing, or None."""
    stretch = _stretch(rota, change)
    if isinstance(stretch, str):
        return stretch
    claims.claim("override", rota.rotation.id, column, stretch, change.person._replace(at=change.place))
    role = rota.columns[column].role

    def decide(before: Seats, instant: datetime) -> Seats:
        seats = ground.people.seats(change.person, role, rota.look(instant, role), rota.covers[column])
        return {column: laid_over(seats, before[column], change.place)}

    changed = reseat(rota, *stretch, decide)
    if not rota.served(column, *stretch):
        return "no-hours"
    return None if changed else "no-effect"


def _columns(rota: Rota, change: Override) -> list[str]:
    """The columns an override is for: the one of that name, else all that count as that role, else the only one."""
    if change.role is None:
        duty = [name for name in rota.columns if rota.is_duty(name)]
        return duty if len(duty) == 1 else []
    if change.role in rota.columns:
        return [change.role]
    return [column.name for column in rota.columns.values() if column.role == change.role]


# ---- swaps


def swaps(rotas: Sequence[Rota], changes: Sequence[Swap], ground: Ground) -> Iterator[Unapplied]:
    """Exchanges people for a while, earliest acceptance first; yields the swaps that could not be applied."""
    taken = [change for change in changes if change.accepted is not None and change.take is not None]
    for change in changes:
        if change not in taken:
            yield Unapplied(change, "untaken")
    for change in sorted(taken, key=_acceptance):
        result = _swap(rotas, change, ground)
        if result is not None:
            yield result


def _acceptance(change: Swap) -> date:
    return change.accepted or date.max


def _swap(rotas: Sequence[Rota], change: Swap, ground: Ground) -> Unapplied | None:
    give, take = (_person(party, ground) for party in (change.give, change.take))
    if give is None or take is None or give == take:
        return Unapplied(change, "not-a-person")
    scope = _scope(rotas, change)
    if not scope:
        return Unapplied(change, "no-column")
    found = [(rota, _stretch(rota, change)) for rota in scope]
    stretches = [(rota, stretch) for rota, stretch in found if not isinstance(stretch, str)]
    if not stretches:
        return Unapplied(change, next(reason for reason in _TELLING if any(reason == said for _, said in found)))
    if not any(_is_on_duty(give, rota, change, stretch) for rota, stretch in stretches):
        return _not_on_duty(change, give, stretches)
    for rota, stretch in stretches:
        _exchange(rota, stretch, give, take, change)
    return None


def _exchange(rota: Rota, stretch: Interval, give: str, take: str, change: Swap) -> None:
    other = {give: take, take: give}

    def decide(before: Seats, _: datetime) -> Seats:
        return {
            name: tuple(
                seat._replace(holder=other[seat.holder], because=because_of((seat,), change.place))
                if seat.holder in other
                else seat
                for seat in seats
            )
            for name, seats in before.items()
            if rota.is_duty(name)
        }

    reseat(rota, *stretch, decide)


def _is_on_duty(person: str, rota: Rota, change: Swap, stretch: Interval) -> bool:
    """Whether a person holds duty for the whole time: in the columns where they hold any, without a pause."""
    held: list[Interval] = []
    served: list[Interval] = []
    for name, track in rota.tracks.items():
        own = [(p.start, p.end) for p in within(track, *stretch) if person in holders(p.seats)]
        if own and rota.is_duty(name):
            hours = rota.served(name, *stretch)
            served.extend(hours)
            held.extend(common(union(own), hours))
    return bool(held) and not minus(union(served), union(held)) and not rota.is_cut(*_told(rota, change))


def _not_on_duty(change: Swap, give: str, stretches: Sequence[tuple[Rota, Interval]]) -> Unapplied:
    pieces = sorted(
        (piece.start, rota.rotation.id, name, piece.seats)
        for rota, stretch in stretches
        for name, track in rota.tracks.items()
        if rota.is_duty(name)
        for piece in within(track, *stretch)
    )
    seats = [seat for *_, each in pieces for seat in each]
    if any(seat.state == "among" and (give in seat.candidates or not seat.candidates) for seat in seats):
        return Unapplied(change, "not-told", because_of(seats))
    others = [seat for seat in seats if seat.holder != give]
    return Unapplied(change, "not-on-duty", because_of(others), holders(others))


# ---- both


def _scope(rotas: Sequence[Rota], change: Change) -> list[Rota]:
    return [rota for rota in rotas if change.rotation is None or rota.rotation.id == change.rotation.id]


def _stretch(rota: Rota, change: Override | Swap) -> Interval | Literal["outside", "not-judged"]:
    """The part of a change in which a rotation has turns, or why there is none."""
    low, high = _told(rota, change)
    stretch = rota.alive(low, high)
    if stretch is not None:
        return stretch
    return "outside" if rota.is_judged(low, high) or rota.is_cut(low, high) else "not-judged"


def _told(rota: Rota, change: Override | Swap) -> Interval:
    """From when to when a change lasts."""
    return rota.clock.first(change.first), rota.clock.after(change.last)


def _person(party: Party | None, ground: Ground) -> str | None:
    """The one person a party names."""
    if party is None or len(party.names) != 1 or party.among:
        return None
    return ground.people.id_of(party.names[0])
