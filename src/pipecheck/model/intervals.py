"""Sets of instants: sorted stretches of UTC time that neither overlap nor touch."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import TypeAlias

Interval: TypeAlias = tuple[datetime, datetime]
"""From an instant to another, half-open."""
Intervals: TypeAlias = tuple[Interval, ...]
_start, _end = itemgetter(0), itemgetter(1)


def union(stretches: Iterable[Interval]) -> Intervals:
    """Everything that lies in at least one of them; empty ones count for nothing."""
    merged: list[Interval] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def common(one: Sequence[Interval], other: Sequence[Interval]) -> Intervals:
    """Everything that lies in both."""
    found: list[Interval] = []
    here = there = 0
    while here < len(one) and there < len(other):
        start = max(one[here][0], other[there][0])
        end = min(one[here][1], other[there][1])
        if start < end:
            found.append((start, end))
        if one[here][1] <= other[there][1]:
            here += 1
        else:
            there += 1
    return tuple(found)


def within(stretches: Intervals, bounds: Interval) -> Intervals:
    """What lies of many stretches within one, without looking at all of them."""
    low = bisect_right(stretches, bounds[0], key=_end)
    high = bisect_left(stretches, bounds[1], low, key=_start)
    return common(stretches[low:high], (bounds,))


def minus(one: Sequence[Interval], other: Sequence[Interval]) -> Intervals:
    """Everything that lies in the first and not in the second."""
    left: list[Interval] = []
    there = 0
    for begin, end in one:
        start = begin
        while there < len(other) and other[there][1] <= start:
            there += 1
        at = there
        while at < len(other) and other[at][0] < end:
            if start < other[at][0]:
                left.append((start, other[at][0]))
            start = other[at][1]
            at += 1
        if start < end:
            left.append((start, end))
    return tuple(left)


def length(stretches: Iterable[Interval]) -> timedelta:
    """How long they are together."""
    return sum((end - start for start, end in stretches), timedelta())
