"""Where people live, as far as it decides how long and how often they can be on duty."""

from collections.abc import Iterable
from datetime import timedelta

from pipecheck.model.resolve.clock import zone_of
from pipecheck.model.view import TeamView

APART = timedelta(hours=6)
"""Zones that differ by less are one site: nobody there sleeps while the others work."""
_DAY = timedelta(days=1)


def sites(view: TeamView, people: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """People by the part of the world in which they live, by their zone or the team's; one site where no zone is told.

    Zones are compared at the start of the span; where there are several, it raises NotStated as the schedule does.
    """
    named = set(people)
    zones: dict[str | None, list[str]] = {}
    for member in view.team.members or ():
        if member.id in named:
            zones.setdefault(member.timezone or view.team.timezone, []).append(member.id)
    if len(zones) <= 1:
        return tuple(map(tuple, zones.values()))
    offsets: dict[timedelta, list[str]] = {}
    for name, those in zones.items():
        zone = zone_of(name, view.zones)
        offset = view.schedule.start.astimezone(zone).utcoffset() if zone is not None else None
        offsets.setdefault(offset or timedelta(), []).extend(those)
    known = sorted(offsets)
    groups: list[list[str]] = []
    for at, offset in enumerate(known):
        if at == 0 or offset - known[at - 1] >= APART:
            groups.append([])
        groups[-1].extend(offsets[offset])
    # The world is round: the first and the last may be neighbours across the date line.
    if len(groups) > 1 and known[0] + _DAY - known[-1] < APART:
        groups[0].extend(groups.pop())
    return tuple(map(tuple, groups))
