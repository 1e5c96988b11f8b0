"""Wall clocks and instants: what a local time means where a zone skips or repeats an hour.

Boundaries are generated as local times and turned into UTC one by one, for a week has 167 or 169 hours twice a year.
Two aware datetimes of one zone are never subtracted: Python would ignore the change of the clocks between them.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Literal

_KEPT = 1 << 14
"""So many handoffs, weekends and windows are remembered: rule after rule asks for those of the same few years."""


def local_problem(local: datetime, zone: tzinfo) -> Literal["gap", "repeat"] | None:
    """Whether the clocks of `zone` skip this wall-clock time, or show it twice. `local` carries no zone."""
    early, late = _offset(local, zone, 0), _offset(local, zone, 1)
    if early == late:
        return None
    return "gap" if early < late else "repeat"


@lru_cache(maxsize=_KEPT)
def to_instant(local: datetime, zone: tzinfo) -> datetime:
    """The UTC instant of a generated boundary: after a gap its first valid instant, of a repeat the first occurrence.

    Later local times never give earlier instants. `local` carries no zone.
    """
    early = _offset(local, zone, 0)
    if early < _offset(local, zone, 1):
        return _after_gap(local, zone)
    return local.replace(tzinfo=UTC) - early


@lru_cache(maxsize=_KEPT)
def shown_at(instant: datetime, zone: tzinfo) -> datetime:
    """What the clocks of `zone` show at an instant, without its zone."""
    return instant.astimezone(zone).replace(tzinfo=None)


def readings_of(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Every UTC instant at which the clocks show `local`: none in a gap, two in a repeat, else one."""
    if local_problem(local, zone) == "gap":
        return ()
    naive = local.replace(tzinfo=UTC)
    first, second = naive - _offset(local, zone, 0), naive - _offset(local, zone, 1)
    return (first,) if first == second else (first, second)


@lru_cache(maxsize=_KEPT)
def changes_of(zone: tzinfo, first: date, last: date) -> tuple[date, ...]:
    """The days from `first` to `last`, both included, on which the clocks of a zone are changed."""
    found: list[date] = []
    before = _offset(datetime.combine(first, time()), zone, 0)
    for number in range((min(last, date.max - timedelta(days=1)) - first).days + 1):
        day = first + timedelta(days=number)
        after = _offset(datetime.combine(day + timedelta(days=1), time()), zone, 0)
        if after != before:
            found.append(day)
        before = after
    return tuple(found)


def _after_gap(local: datetime, zone: tzinfo) -> datetime:
    """The instant at which the clocks jump over `local`, found by halving: zones do not tell their transitions."""
    naive = local.replace(tzinfo=UTC, microsecond=0)
    jumped = _offset(local, zone, 1)
    before, after = naive - jumped, naive - _offset(local, zone, 0)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == jumped:
            after = middle
        else:
            before = middle
    return after


def _offset(local: datetime, zone: tzinfo, fold: Literal[0, 1]) -> timedelta:
    offset = zone.utcoffset(local.replace(tzinfo=zone, fold=fold))
    if offset is None:
        raise ValueError(f"the zone {zone} does not tell its offset")
    return offset
