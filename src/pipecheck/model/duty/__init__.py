"""Measures of duty that rules share: each is computed once per team, schedule and run."""

from pipecheck.model.duty.ahead import holders_ahead
from pipecheck.model.duty.burden import Weights, burdens
from pipecheck.model.duty.coverage import Condition, Coverage, Gap, coverage, local_text, longest, promised
from pipecheck.model.duty.holidays import HeldHoliday, holder_of_holiday, holiday_holders
from pipecheck.model.duty.pools import Pool, column_people, pools
from pipecheck.model.duty.touching import Clash, Pair, clashes, pairs
from pipecheck.model.duty.turns import (
    Duty,
    days_between,
    days_held,
    duties,
    shifts,
    turn_days,
    turn_lengths,
    turns_served,
    untold,
)
from pipecheck.model.duty.weekends import Weekend, WeekendTurns, weekend_turns, weekends

__all__ = [
    "Clash",
    "Condition",
    "Coverage",
    "Duty",
    "Gap",
    "HeldHoliday",
    "Pair",
    "Pool",
    "Weekend",
    "WeekendTurns",
    "Weights",
    "burdens",
    "clashes",
    "column_people",
    "coverage",
    "days_between",
    "days_held",
    "duties",
    "holder_of_holiday",
    "holders_ahead",
    "holiday_holders",
    "local_text",
    "longest",
    "pairs",
    "pools",
    "promised",
    "shifts",
    "turn_days",
    "turn_lengths",
    "turns_served",
    "untold",
    "weekend_turns",
    "weekends",
]
