"""Gaps in coverage as rules tell them: what is certain of one, which have one cause, and where to point."""

from collections.abc import Iterator, Sequence

from pipecheck.model.duty import Coverage, Gap, coverage, promised
from pipecheck.model.intervals import Intervals, minus, union
from pipecheck.model.oncall import Rotation
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Place
from pipecheck.rules.takers import duty_segments


def certain(gap: Gap, covered: Coverage) -> Iterator[Gap]:
    """The parts of a gap that no condition may excuse."""
    excused = union(stretch for condition in covered.conditions for stretch in condition.stretches)
    for start, end in minus(((gap.start, gap.end),), excused):
        yield gap._replace(start=start, end=end)


def causes(gaps: tuple[Gap, ...]) -> Iterator[tuple[Gap, ...]]:
    """Gaps that one edit would close: an open slot each for itself, all others of a rotation together."""
    plain = tuple(gap for gap in gaps if not gap.open)
    if plain:
        yield plain
    slots = dict.fromkeys(gap.because[-1] for gap in gaps if gap.open)
    for place in slots:
        yield tuple(gap for gap in gaps if gap.open and gap.because[-1] == place)


def gap_place(rotation: Rotation, role: str, gaps: Sequence[Gap], declared: Sequence[Place], view: TeamView) -> Place:
    """What gaps of one cause begin with: hours that end, though the turn goes on; else the line of the turn that
    ends."""
    first = gaps[0]
    for turn in view.schedule.stretches(role=role, rotation=rotation.id):
        if turn.start <= first.start < turn.end and not first.open:
            hours = hours_place(rotation, turn.column)
            if hours is not None:
                return hours
    return first.because[-1] if first.because else declared[0]


def hours_place(rotation: Rotation, column: str) -> Place | None:
    """Where the hours of a column stand; None where it is served always."""
    told = next((each for each in rotation.columns if each.name == column), None)
    if told is not None and told.hours:
        return told.at._replace(route=(*told.at.route, "hours"))
    return rotation.at("hours") if rotation.hours else None


def unwatched_of(pipeline: Pipeline, view: TeamView) -> Intervals:
    """When nobody is on duty for a pipeline, and nobody has said so on purpose."""
    segments = duty_segments(view, pipeline.id)
    held = union((each.start, each.end) for each in segments if each.state in ("held", "among"))
    left = minus(promised(view, {each.rotation for each in segments}), held)
    # Looked at only where somebody says so at all: asking for the coverage of a pipeline costs more than the rest.
    required = (view.team.oncall.required if view.team.oncall else None) or ()
    if not any(each.none is not None for each in required) and all(each.state != "nobody" for each in segments):
        return left
    return minus(left, union(stretch for each in coverage(view, pipeline.id) for stretch in each.absent))
