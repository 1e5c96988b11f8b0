"""Whether somebody answers for a pipeline whenever somebody should: need, supply, and the gaps between them.

It is asked per pipeline, role and instant, over all rotations and columns together (semantics §33).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from pipecheck.model.intervals import Interval, Intervals, common, minus, union
from pipecheck.model.oncall import Column, Requirement, Rotation
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.hours import Days, conditional, opened
from pipecheck.model.schedule import Schedule, Segment
from pipecheck.model.team import Team, selects
from pipecheck.model.value import Hours
from pipecheck.model.view import TeamView
from pipecheck.source.place import Place


class Gap(NamedTuple):
    """A stretch in which a role is needed for a pipeline and nobody holds it."""

    start: datetime
    end: datetime
    open: bool
    """The rota says that it looks for somebody: an open slot."""
    rotation: str
    """The one to mend: whose turn ended last before it, or that declares the hours."""
    because: tuple[Place, ...] = ()
    """The lines that made it: an open cell, the line of the turn that ended."""


class Condition(NamedTuple):
    """Need that hangs on words (`when`): whoever judges it is undecided, and quotes them."""

    words: str
    at: Place
    """Where the words stand."""
    stretches: Intervals
    asked: bool
    """Whether `oncall.required` asks under them; else they stand at the hours of a rotation."""


class Coverage(NamedTuple):
    """One role of one pipeline over the span."""

    pipeline: str
    role: str
    required: Intervals
    """When it is needed: by `oncall.required`, else whenever a rotation that covers it declares hours."""
    held: Intervals
    """When somebody holds it, told who or one of several."""
    absent: Intervals
    """When nobody does on purpose: declared, and no gap."""
    gaps: tuple[Gap, ...]
    conditions: tuple[Condition, ...]
    declared: tuple[Place, ...]
    """What declares the need: entries of `oncall.required`, or columns."""
    asked: bool
    """Whether it is `oncall.required` that does."""


def coverage(view: TeamView, pipeline: str) -> tuple[Coverage, ...]:
    """How a pipeline is covered, one entry a role, `primary` first, then in the order of the file; none if no rotation
    and no requirement concerns it. Slots are ownership and no coverage. Raises NotStated as the schedule does."""
    like = view.measure(_alike).get(pipeline, pipeline)
    found = view.measure(_coverage, like)
    return found if like == pipeline else tuple(each._replace(pipeline=pipeline) for each in found)


def promised(view: TeamView, rotations: Iterable[str]) -> Intervals:
    """When rotations that look after one thing are judged: together, from the first to the last.

    A period is told in on-call days, and each rotation begins its days by a clock of its own. So its ends lie where all
    of them agree that they are in it: what is over for one, an hour before another hands off, is no hole between them.
    """
    schedule = view.schedule
    spans = [schedule.span(rotation) for rotation in rotations] or [(schedule.start, schedule.end)]
    period = view.team.oncall.period if view.team.oncall else None
    first = max(start for start, _ in spans) if period and period.first else schedule.start
    last = min(end for _, end in spans) if period and period.last else schedule.end
    return common(union(spans), ((first, last),))


def local_text(stretch: Interval, zone: tzinfo) -> str:
    """A stretch as people say it: 'Sat 2026-03-07 15:00 to Sun 2026-03-08 09:00'."""
    start, end = (Clock(zone).local(instant) for instant in stretch)
    if start.date() == end.date():
        return f"{start:%a %Y-%m-%d %H:%M} to {end:%H:%M}"
    return f"{start:%a %Y-%m-%d %H:%M} to {end:%a %Y-%m-%d %H:%M}"


def _alike(view: TeamView) -> dict[str, str]:
    """For each pipeline the first that the same columns cover and the same requirements select: sixty of them under one
    rota are measured once."""
    team = view.team
    known: Sequence[Pipeline] = team.sound("pipelines") or ()
    needs = (team.oncall.required or ()) if team.oncall is not None else ()
    first: dict[tuple[object, ...], str] = {}
    found: dict[str, str] = {}
    for each in known:
        columns = tuple((rotation.id, column.name) for rotation, column in _covering(team, each))
        selected = tuple(number for number, need in enumerate(needs) if selects(need.covers, each))
        declined = each.sound("oncall_none") is not None
        found.setdefault(each.id, first.setdefault((columns, selected, declined), each.id))
    return found


def _coverage(view: TeamView, pipeline: str) -> tuple[Coverage, ...]:
    team, schedule = view.team, view.schedule
    known: Sequence[Pipeline] = team.sound("pipelines") or ()
    subject = next((each for each in known if each.id == pipeline), None)
    if subject is None or team.oncall is None or subject.sound("oncall_none") is not None:
        return ()
    covering = list(_covering(team, subject))
    needs = [each for each in team.oncall.required or () if selects(each.covers, subject)]
    told = [role for each in needs if each.none is None for role in _roles(each)]
    roles = dict.fromkeys((*told, *(column.role for _, column in covering)))
    ordered = sorted(roles, key=lambda role: role != "primary")
    return tuple(_of_role(view, schedule, subject, role, covering, needs) for role in ordered)


def _of_role(
    view: TeamView,
    schedule: Schedule,
    subject: Pipeline,
    role: str,
    covering: Sequence[tuple[Rotation, Column]],
    needs: Sequence[Requirement],
) -> Coverage:
    columns = [(rotation, column) for rotation, column in covering if column.role == role]
    segments = schedule.segments(role=role, pipeline=subject.id)
    wanted = [each for each in needs if each.none is None and each.when is None and role in _roles(each)]
    if wanted:
        required = union(stretch for each in wanted for stretch in _hours(view, each.hours))
        declared = tuple(each.at for each in wanted)
    else:
        required = _declared_hours(schedule, columns)
        declared = tuple(column.at for _, column in columns)
    required = common(required, promised(view, (rotation.id for rotation, _ in covering)))
    excused = union(
        stretch for each in needs if each.none is not None and each.when is None for stretch in _hours(view, each.hours)
    )
    held = _when(segments, "held", "among")
    absent = union((*excused, *_when(segments, "nobody")))
    missing = minus(minus(required, held), absent)
    gaps = tuple(gap for stretch in missing for gap in _gaps(stretch, segments, columns))
    conditions = (*_conditions(view, needs, role), *_conditional_hours(view, columns))
    return Coverage(subject.id, role, required, held, absent, gaps, conditions, declared, bool(wanted))


# ---- need


def _covering(team: Team, subject: Pipeline) -> Iterator[tuple[Rotation, Column]]:
    slots = {slot.id for slot in team.slots}
    for rotation in team.oncall.rotations if team.oncall else ():
        for column in rotation.columns:
            if column.role not in slots and selects(column.covers or rotation.covers, subject):
                yield rotation, column


def _roles(requirement: Requirement) -> tuple[str, ...]:
    return ("primary",) if requirement.roles is None else requirement.roles


def _hours(view: TeamView, hours: Hours) -> Intervals:
    """Windows of the team over the span, by the team's zone."""
    team, schedule = view.team, view.schedule
    clock = Clock(zone_of(team.timezone, view.zones))
    return opened(hours, clock, view.zones, Days(team, view.calendar), schedule.start, schedule.end)


def _declared_hours(schedule: Schedule, columns: Sequence[tuple[Rotation, Column]]) -> Intervals:
    """The hours that rotations declare: each for its own life; where the span goes beyond all their lives, all."""
    lives = union(schedule.life(rotation.id) for rotation, _ in columns)
    spans = union(schedule.span(rotation.id) for rotation, _ in columns)
    rest = minus(spans, lives)
    return union(
        stretch
        for rotation, column in columns
        for stretch in common(schedule.hours(rotation.id, column.name), union((schedule.life(rotation.id), *rest)))
    )


def _conditions(view: TeamView, needs: Sequence[Requirement], role: str) -> Iterator[Condition]:
    for each in needs:
        if each.none is None and role not in _roles(each):
            continue
        if each.when is not None:
            yield Condition(each.when, _told(each.at), _hours(view, each.hours), True)
        yield from _worded(view, each.hours, Clock(zone_of(view.team.timezone, view.zones)), asked=True)


def _conditional_hours(view: TeamView, columns: Sequence[tuple[Rotation, Column]]) -> Iterator[Condition]:
    for rotation, column in columns:
        hours = rotation.hours if column.hours is None else column.hours
        yield from _worded(view, hours, Clock(view.schedule.zone(rotation.id)), asked=False)


def _worded(view: TeamView, hours: Hours, clock: Clock, *, asked: bool) -> Iterator[Condition]:
    schedule = view.schedule
    days = Days(view.team, view.calendar)
    for window, stretches in conditional(hours, clock, view.zones, days, schedule.start, schedule.end):
        yield Condition(window.when or "", _told(window.at), stretches, asked)


def _told(entry: Place) -> Place:
    return entry._replace(route=(*entry.route, "when"))


# ---- supply


def _when(segments: Sequence[Segment], *states: str) -> Intervals:
    return union((segment.start, segment.end) for segment in segments if segment.state in states)


def _gaps(stretch: Interval, segments: Sequence[Segment], columns: Sequence[tuple[Rotation, Column]]) -> Iterator[Gap]:
    """A stretch that nobody holds, told apart by where a rota looks for somebody and where it says nothing."""
    open_here = common((stretch,), _when(segments, "open"))
    for start, end in open_here:
        segment = next(each for each in segments if each.start <= start < each.end)
        yield Gap(start, end, True, segment.rotation, segment.because)
    for start, end in minus((stretch,), open_here):
        before = [each for each in segments if each.end <= start and each.state in ("held", "among")]
        last = max(before, key=lambda each: each.end, default=None)
        if last is not None:
            yield Gap(start, end, False, last.rotation, last.because)
        else:
            yield Gap(start, end, False, columns[0][0].id if columns else "", ())


def longest(gaps: Sequence[Gap]) -> timedelta:
    """The longest of some gaps; nothing if there are none."""
    return max((gap.end - gap.start for gap in gaps), default=timedelta())
