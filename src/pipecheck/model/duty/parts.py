"""What part of some time somebody has, by the wall clock: half a weekend is half of it whatever the clocks do."""

from datetime import timedelta
from fractions import Fraction

from pipecheck.model.intervals import Intervals
from pipecheck.model.resolve.clock import Clock

_SECOND = timedelta(seconds=1)
_ALL, _NOTHING = Fraction(1), Fraction(0)


def part(own: Intervals, whole: Intervals, clock: Clock) -> Fraction:
    """How much of the whole is one's own; of nothing, nothing."""
    if own == whole:
        return _ALL if whole else _NOTHING
    return Fraction(_seconds(own, clock), _seconds(whole, clock)) if whole else _NOTHING


def _seconds(stretches: Intervals, clock: Clock) -> int:
    return sum(clock.days_between(start, end) // _SECOND for start, end in stretches)
