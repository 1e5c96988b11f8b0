"""Holidays on which nobody answers for a pipeline, by what leaves them out: a gap of the rota, or its hours."""

from datetime import date, timedelta
from typing import NamedTuple

from pipecheck.model.duty import Coverage, coverage
from pipecheck.model.holiday import Holiday
from pipecheck.model.intervals import Interval, common, minus, union
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Place
from pipecheck.rules.gaps import causes, certain, gap_place, hours_place


class Miss(NamedTuple):
    """A day of a holiday on which nobody answers for a pipeline."""

    holiday: str
    """The id of the subject."""
    at: Place
    said: str
    day: date
    pipeline: str


class Cause(NamedTuple):
    """What leaves days uncovered: a gap of the rota, or hours that leave holidays out."""

    at: Place
    misses: tuple[Miss, ...]
    also: tuple[Place, ...] = ()
    """Further hours that do the same."""


def served(view: TeamView, roles: tuple[str, ...]) -> dict[str, list[Coverage]]:
    """How the roles that count are covered, by pipeline; those that no rota has anything to do with left out."""
    found = {
        pipeline.id: [each for each in coverage(view, pipeline.id) if each.role in roles]
        for pipeline in view.each(Pipeline)
    }
    return {pipeline: covered for pipeline, covered in found.items() if covered}


def left_out(view: TeamView, roles: tuple[str, ...]) -> tuple[Cause, ...]:
    """Why holidays are uncovered, in order of date: each gap for itself, all hours together."""
    return view.measure(_left_out, roles)


def _left_out(view: TeamView, roles: tuple[str, ...]) -> tuple[Cause, ...]:
    gaps: dict[Place, list[Miss]] = {}
    hours: dict[Place, list[Miss]] = {}
    pipelines = served(view, roles)
    for holiday in view.each(Holiday):
        for day in holiday.dates:
            for pipeline, covered in pipelines.items():
                stretch = _day(day, covered, view)
                if not _is_covered(stretch, covered):
                    miss = Miss(holiday.id, holiday.at(), holiday.holiday, day, pipeline)
                    gap = _gap_at(stretch, covered, view)
                    if gap is not None:
                        gaps.setdefault(gap, []).append(miss)
                    else:
                        hours.setdefault(_hours_at(covered, view) or holiday.at(), []).append(miss)
    found = [Cause(at, tuple(misses)) for at, misses in gaps.items()]
    if hours:
        every = sorted((miss for misses in hours.values() for miss in misses), key=lambda miss: miss.day)
        first, *others = hours
        found.append(Cause(first, tuple(every), tuple(others)))
    return tuple(found)


def _day(day: date, covered: list[Coverage], view: TeamView) -> Interval:
    """A calendar day in the team's zone, or the rota's where the team has none."""
    segments = view.schedule.segments(role=covered[0].role, pipeline=covered[0].pipeline)
    zone = zone_of(view.team.timezone, view.zones)
    if zone is None and segments:
        zone = view.schedule.zone(segments[0].rotation)
    clock = Clock(zone)
    return clock.midnight(day), clock.midnight(day + timedelta(days=1))


def _is_covered(day: Interval, covered: list[Coverage]) -> bool:
    """Whether somebody is on duty at some time of a day, or nobody is wanted all day."""
    held = union(stretch for each in covered for stretch in each.held)
    absent = union(stretch for each in covered for stretch in each.absent)
    return bool(common((day,), held)) or not minus((day,), absent)


def _gap_at(stretch: Interval, covered: list[Coverage], view: TeamView) -> Place | None:
    """Where `coverage-gap` tells of a gap that holds a day."""
    rotations = {each.id: each for each in view.team.oncall.rotations} if view.team.oncall else {}
    for each in covered:
        gap = next((gap for gap in each.gaps if common((stretch,), ((gap.start, gap.end),))), None)
        if gap is None or gap.rotation not in rotations:
            continue
        own = tuple(one for other in each.gaps if other.rotation == gap.rotation for one in certain(other, each))
        for alike in causes(own):
            if common((stretch,), union((one.start, one.end) for one in alike)):
                return gap_place(rotations[gap.rotation], each.role, alike, each.declared, view)
    return None


def _hours_at(covered: list[Coverage], view: TeamView) -> Place | None:
    """The hours that leave a holiday out."""
    rotations = {each.id: each for each in view.team.oncall.rotations} if view.team.oncall else {}
    segments = view.schedule.segments(role=covered[0].role, pipeline=covered[0].pipeline)
    columns = dict.fromkeys((each.rotation, each.column) for each in segments)
    found = (hours_place(rotations[name], column) for name, column in columns)
    return next((place for place in found if place is not None), None)
