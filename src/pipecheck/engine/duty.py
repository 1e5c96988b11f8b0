"""Who is on call when, resolved, as plain rows: for people to look at, and for other programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from pipecheck.model.calendar import TeamCalendar
from pipecheck.model.duty import coverage
from pipecheck.model.intervals import Interval, Intervals, union
from pipecheck.model.schedule import Schedule, Segment, TurnSpan
from pipecheck.model.team import Team
from pipecheck.model.views import View
from pipecheck.source.place import Place

LAYERS = {
    "holidays": "holiday",
    "overrides": "override",
    "swaps": "swap",
    "stand_in": "stand-in",
    "on_holidays": "holiday",
}


class Duty(NamedTuple):
    """A stretch of duty `[start, end)` in UTC, as the report of a schedule tells it."""

    start: datetime
    end: datetime
    rotation: str
    role: str
    person: str
    """An id; `open`, `nobody`, or `one of a, b` where the rota leaves it there."""
    scope: tuple[str, ...]
    """Ids of the pipelines it covers, in the order of the file."""
    source: Place
    """The highest line that made it."""
    layer: str
    """What made it: `rota`, `holiday`, `override`, `swap` or `stand-in`."""


class Change(NamedTuple):
    """A part of a turn that somebody else has than its cell says, or the whole of it that is not as the rota says."""

    column: str
    stretch: Segment
    instead: str
    """Who would have it by the rota; empty where the stretch is only a part of the turn."""


class Week(NamedTuple):
    """A turn of a rotation: who has most of it, column by column, and what departs from that."""

    turn: TurnSpan
    cells: tuple[str, ...]
    holidays: tuple[tuple[date, str, bool], ...]
    """Date, id, and whether it is a major one."""
    changes: tuple[Change, ...]


def duties(schedule: Schedule, team: Team, first: datetime, last: datetime) -> tuple[Duty, ...]:
    """The duties between two instants, cut to them, sorted by start, rotation and role."""
    order = {pipeline.id: number for number, pipeline in enumerate(team.pipelines or ())}
    found = []
    for segment in schedule.segments():
        start, end = max(segment.start, first), min(segment.end, last)
        if start < end:
            scope = tuple(sorted(segment.pipelines, key=lambda name: (order.get(name, len(order)), name)))
            source = segment.because[-1]
            found.append(
                Duty(start, end, segment.rotation, segment.column, who(segment), scope, source, layer_of(source))
            )
    return tuple(sorted(found, key=lambda duty: (duty.start, duty.rotation, duty.role, duty.person)))


def weeks(
    schedule: Schedule, calendar: TeamCalendar, rotation: str, columns: Sequence[str], first: datetime, last: datetime
) -> Iterator[Week]:
    """The turns of a rotation that meet a stretch of time."""
    stretches = schedule.stretches(rotation=rotation)
    for turn in schedule.turns(rotation):
        if turn.end <= first or turn.start >= last:
            continue
        rota = dict(turn.cells)
        cells: list[str] = []
        changes: list[Change] = []
        for column in columns:
            own = [one for one in stretches if one.column == column and one.start < turn.end and one.end > turn.start]
            own = _joined(own)
            most = max((_length(one, turn) for one in own), default=timedelta())
            main = [one for one in own if _length(one, turn) == most]
            cells.append(" + ".join(dict.fromkeys(_briefly(one) for one in main)) or "-")
            changed = [one for one in own if layer_of(one.because[-1]) != "rota"]
            by_rota = " + ".join(rota.get(column, ()))
            changes += [
                Change(column, one, by_rota if _length(one, turn) == turn.end - turn.start else "") for one in changed
            ]
        days = calendar.holidays(turn.first, turn.last)
        told = tuple(dict.fromkeys((day.date, day.id, day.major) for day in days))
        yield Week(turn, tuple(cells), told, tuple(changes))


def holes(view: View, rotation: str) -> Mapping[str, Intervals]:
    """When nobody holds a role that is needed, by role, where a rotation is the one to mend; open slots, which stand in
    their cells, left out. Raises NotStated as the schedule does."""
    found: dict[str, list[Interval]] = {}
    for pipeline in view.team.pipelines or ():
        for covered in coverage(view, pipeline.id):
            gaps = [(gap.start, gap.end) for gap in covered.gaps if gap.rotation == rotation and not gap.open]
            found.setdefault(covered.role, []).extend(gaps)
    return {role: union(gaps) for role, gaps in found.items() if gaps}


def _joined(stretches: Iterable[Segment]) -> list[Segment]:
    """Stretches of one person by one line that follow one another, as one."""
    found: list[Segment] = []
    for one in stretches:
        last = found[-1] if found else None
        if last is not None and last.end == one.start and (who(last), last.because[-1]) == (who(one), one.because[-1]):
            found[-1] = last._replace(end=one.end)
        else:
            found.append(one)
    return found


def who(segment: Segment) -> str:
    """Who has a stretch, in a word."""
    if segment.state == "held":
        return segment.holder or ""
    if segment.state == "among":
        return f"one of {', '.join(segment.candidates)}" if segment.candidates else "somebody"
    return segment.state


def layer_of(place: Place) -> str:
    """What kind of line made a stretch: by where it stands in the file."""
    found = (LAYERS[str(key)] for key in place.route if str(key) in LAYERS)
    return next(found, "rota")


def local(moment: datetime, zone: tzinfo) -> datetime:
    """An instant on the wall clock of a zone."""
    return moment.astimezone(zone)


def _briefly(segment: Segment) -> str:
    """Who has a stretch, in few words: a table has room for one name, not for a whole team."""
    if segment.state == "among" and len(segment.candidates) > 2:
        return f"one of {len(segment.candidates)}"
    return who(segment)


def _length(segment: Segment, turn: TurnSpan) -> timedelta:
    return min(segment.end, turn.end) - max(segment.start, turn.start)
