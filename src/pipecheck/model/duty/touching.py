"""What should not meet: shifts of one person back to back, and two roles of one pipeline at one time."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pipecheck.model.duty.pools import Pool
from pipecheck.model.duty.turns import Duty, days_between, duties, seconds_between
from pipecheck.model.schedule import Segment
from pipecheck.model.view import TeamView


class Pair(NamedTuple):
    """Two shifts of one person with too little between them."""

    person: str
    first: Duty
    second: Duty
    gap: Fraction
    """Days between them by the wall clock; below zero where they overlap."""


class Clash(NamedTuple):
    """One person in two roles of one pipeline at one time."""

    person: str
    start: datetime
    end: datetime
    first: Segment
    second: Segment
    pipelines: frozenset[str]


def pairs(view: TeamView, pool: Pool, min_gap: Fraction = Fraction(1)) -> tuple[Pair, ...]:
    """Shifts of one person with less between them than `min_gap` times the shorter of the two (semantics §18).

    By the wall clock, in order of time; a pair with what follows the span is one only because the rota goes on, and a
    shift that lies wholly inside another is none.
    """
    return view.measure(_pairs, pool, min_gap)


def _pairs(view: TeamView, pool: Pool, min_gap: Fraction) -> tuple[Pair, ...]:
    schedule = view.schedule
    found: list[Pair] = []
    by_person: dict[str, list[Duty]] = {}
    for duty in duties(view, pool):
        if duty.is_shift:
            by_person.setdefault(duty.person, []).append(duty)
    for person, own in by_person.items():
        for first, second in pairwise(_outermost(own)):
            if first.beyond:
                break
            zone = schedule.zone(second.rotation)
            gap = seconds_between(first.end, second.start, zone)
            if gap * min_gap.denominator < min_gap.numerator * min(first.held, second.held):
                found.append(Pair(person, first, second, days_between(first.end, second.start, zone)))
    return tuple(sorted(found, key=lambda pair: (pair.second.start, pair.person)))


def _outermost(own: Sequence[Duty]) -> Iterator[Duty]:
    last: Duty | None = None
    for duty in sorted(own, key=lambda duty: (duty.start, -duty.end.timestamp())):
        if last is None or duty.end > last.end:
            yield duty
            last = duty


def clashes(view: TeamView, roles: Collection[str]) -> tuple[Clash, ...]:
    """Where one person holds two of `roles` for one pipeline at one time, in order of time (semantics §33)."""
    return view.measure(_clashes, frozenset(roles))


def _clashes(view: TeamView, roles: frozenset[str]) -> tuple[Clash, ...]:
    own: dict[str, list[Segment]] = {}
    for segment in view.schedule.segments():
        if segment.holder is not None and segment.role in roles:
            own.setdefault(segment.holder, []).append(segment)
    found = [clash for person, segments in own.items() for clash in _clashing(person, segments)]
    return tuple(sorted(found, key=lambda clash: (clash.start, clash.person, clash.end)))


def _clashing(person: str, segments: Sequence[Segment]) -> Iterator[Clash]:
    running: list[Segment] = []
    for segment in segments:
        running = [each for each in running if each.end > segment.start]
        for other in running:
            shared = segment.pipelines & other.pipelines
            if shared and segment.role != other.role:
                start, end = max(segment.start, other.start), min(segment.end, other.end)
                yield Clash(person, start, end, other, segment, shared)
        running.append(segment)
