"""How a value of the model becomes one that an expression can hold: one small function for each kind."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any, Final, TypeAlias

from pipecheck.model.value import Duration, Ref
from pipecheck.policy.expression.frame import ABSENT, Missing
from pipecheck.source.scalar import plain_data

Convert: TypeAlias = Callable[[Any, Any], Any]
"""From a value of the model, and the frame."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def name_of(ref: Ref, frame: Any) -> str:
    return ref.id


def number(of: Fraction, frame: Any) -> float:
    return float(of)


def instant(when: date, frame: Any) -> datetime:
    """A date is its midnight in UTC; a moment without a zone is local time of the team."""
    if not isinstance(when, datetime):
        return datetime(when.year, when.month, when.day, tzinfo=UTC)
    if when.tzinfo is not None:
        return when.astimezone(UTC)
    moment: datetime = frame.around.moment(when)
    return moment


def length(of: Duration, frame: Any) -> Any:
    """Minutes, hours, days and weeks have a length; working days, months and years have none that is always theirs."""
    minutes = of.minutes
    return Missing.short if minutes is None else timedelta(minutes=minutes)


def clock(minute: int, frame: Any) -> str:
    """Minutes from midnight as `09:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def weekday(number: int, frame: Any) -> str:
    """Monday is 0."""
    return WEEKDAYS[number]


def weekdays(numbers: frozenset[int], frame: Any) -> tuple[str, ...]:
    return tuple(WEEKDAYS[number] for number in sorted(numbers))


def word(of: Enum, frame: Any) -> str:
    return str(of.value)


def own(of: Any, frame: Any) -> object:
    """What an `x-` key of an entity holds, read as YAML 1.2 reads it."""
    entity, key = of
    table: Mapping[str, Any] = entity.own
    return plain_data(table[key]) if key in table else ABSENT


def each(convert: Convert) -> Convert:
    """The same for the items of a list."""
    return lambda values, frame: tuple([convert(value, frame) for value in values])


def entries(convert: Convert) -> Convert:
    """The same for the values of a map."""
    return lambda table, frame: {key: convert(value, frame) for key, value in table.items()}
