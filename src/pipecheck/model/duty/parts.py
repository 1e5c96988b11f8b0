"""What part of some time somebody has, by the wall clock: half a weekend is half of it whatever the clocks do."""

from bisect import bisect_left, bisect_right
from datetime import timedelta
from fractions import Fraction

from pipecheck.model.intervals import Interval, Intervals, common
from pipecheck.model.resolve.clock import Clock

_SECOND = timedelta(seconds=1)


def within(stretches: Intervals, bounds: Interval) -> Intervals:
    """What lies of many stretches within one, without looking at all of them."""
    low = bisect_right(stretches, bounds[0], key=lambda each: each[1])
    high = bisect_left(stretches, bounds[1], key=lambda each: each[0])
    return common(stretches[low:high], (bounds,))


def part(own: Intervals, whole: Intervals, clock: Clock) -> Fraction:
    """How much of the whole is one's own; of nothing, nothing."""
    return Fraction(_seconds(own, clock), _seconds(whole, clock)) if whole else Fraction(0)


def _seconds(stretches: Intervals, clock: Clock) -> int:
    return sum(clock.days_between(start, end) // _SECOND for start, end in stretches)
