"""Values of expressions and what operators make of them: whole numbers of 64 bits, instants, lengths of time.

`bool int float str None`, aware `datetime`, `timedelta`, sequences, mappings, and records as the entities they are.
"""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType, NoneType
from typing import Any, Final

from pipecheck.policy.expression.fault import Failed
from pipecheck.policy.expression.frame import Frame
from pipecheck.policy.expression.types import Type

_MOST: Final = 2**63 - 1
_LEAST: Final = -(2**63)
_LONGEST: Final = timedelta(seconds=315_576_000_000)

_KINDS: Mapping[type, str] = MappingProxyType(
    {
        bool: "bool",
        int: "int",
        float: "double",
        str: "string",
        NoneType: "null_type",
        datetime: "timestamp",
        timedelta: "duration",
        tuple: "list",
        list: "list",
        dict: "map",
        MappingProxyType: "map",
        Type: "type",
    }
)


class Table(dict[Any, Any]):
    """A map that an expression made: a key it lacks is an error, not a fact that files leave out."""


def kind_of(value: object, classes: Mapping[type, str]) -> str:
    """The name of a value's type."""
    found = _KINDS.get(type(value)) or classes.get(type(value))
    if found is not None:
        return found
    if isinstance(value, str):
        return "string"
    return "map" if isinstance(value, Mapping) else "dyn"


# ---- numbers


def whole(number: int) -> int:
    """The number, if it has 64 bits."""
    if _LEAST <= number <= _MOST:
        return number
    raise Failed("a whole number grows beyond 64 bits")


def add(one: int, other: int) -> int:
    return whole(one + other)


def subtract(one: int, other: int) -> int:
    return whole(one - other)


def multiply(one: int, other: int) -> int:
    return whole(one * other)


def negate(one: int) -> int:
    return whole(-one)


def divide(one: int, other: int) -> int:
    """Towards zero."""
    if other == 0:
        raise Failed("a number is divided by zero")
    found = abs(one) // abs(other)
    return whole(found if (one < 0) == (other < 0) else -found)


def remainder(one: int, other: int) -> int:
    """With the sign of the dividend."""
    if other == 0:
        raise Failed("a remainder is taken of a division by zero")
    if one == _LEAST and other == -1:
        raise Failed("a whole number grows beyond 64 bits")
    return int(math.fmod(one, other)) if abs(one) < 2**52 else abs(one) % abs(other) * (1 if one >= 0 else -1)


def add_double(one: float, other: float) -> float:
    return one + other


def multiply_double(one: float, other: float) -> float:
    return one * other


def divide_double(one: float, other: float) -> float:
    """By the rules of IEEE 754: dividing by zero is infinite, or no number."""
    if other != 0:
        return one / other
    if one == 0 or math.isnan(one) or math.isnan(other):
        return math.nan
    return math.copysign(math.inf, one) * math.copysign(1, other)


# ---- time


def later(when: datetime, length: timedelta) -> datetime:
    try:
        return when + length
    except OverflowError:
        raise Failed("an instant lies outside the years 1 to 9999") from None


def earlier(when: datetime, length: timedelta) -> datetime:
    return later(when, -length)


def length(of: timedelta) -> timedelta:
    """The length, if it is one that CEL knows."""
    if -_LONGEST <= of <= _LONGEST:
        return of
    raise Failed("a duration is longer than 10,000 years")


def longer(one: timedelta, other: timedelta) -> timedelta:
    return length(one + other)


def shorter(one: timedelta, other: timedelta) -> timedelta:
    return length(one - other)


def between(one: datetime, other: datetime) -> timedelta:
    return one - other


# ---- texts and lists


def concatenate(frame: Frame, one: str, other: str) -> str:
    frame.copied(len(one) + len(other))
    return one + other


def append(frame: Frame, one: Sequence[Any], other: Sequence[Any]) -> Sequence[Any]:
    frame.copied(len(one) + len(other))
    return (*one, *other)


# ---- comparing


def equal(frame: Frame, one: Any, other: Any) -> bool:
    """By value, and never across kinds, save that numbers of both kinds are compared."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float):
        return isinstance(other, int | float) and bool(one == other)
    if isinstance(one, str):
        return isinstance(other, str) and one == other
    if isinstance(one, Mapping):
        return isinstance(other, Mapping) and _same_entries(frame, one, other)
    if type(one) in (tuple, list):
        return type(other) in (tuple, list) and _same_items(frame, one, other)
    if isinstance(one, datetime | timedelta | Type):
        return type(one) is type(other) and bool(one == other)
    return one is other


def differ(frame: Frame, one: Any, other: Any) -> bool:
    return not equal(frame, one, other)


def _same_items(frame: Frame, one: Sequence[Any], other: Sequence[Any]) -> bool:
    frame.spend(1 + len(one) // 8)
    return len(one) == len(other) and all(equal(frame, *each) for each in zip(one, other, strict=True))


def _same_entries(frame: Frame, one: Mapping[Any, Any], other: Mapping[Any, Any]) -> bool:
    frame.spend(1 + len(one) // 8)
    return len(one) == len(other) and all(key in other and equal(frame, one[key], other[key]) for key in one)


def contained(frame: Frame, item: Any, items: Sequence[Any]) -> bool:
    """`item in items`."""
    frame.spend(1 + len(items) // 8)
    return any(equal(frame, item, one) for one in items)


def is_key(key: Any, table: Mapping[Any, Any]) -> bool:
    """`key in table`; a number with a part after the point, and true, are the key of nothing."""
    if isinstance(key, bool) or (isinstance(key, float) and not key.is_integer()):
        return False
    return key_of(key) in table


def key_of(key: Any) -> Any:
    """A value as the key of a map: a text or a whole number; a double that is whole is that number."""
    if isinstance(key, str) or type(key) is int:
        return key
    if isinstance(key, float) and key.is_integer():
        return int(key)
    raise Failed("the key of a map is a text or a whole number")


ORDERS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {"_<_": operator.lt, "_<=_": operator.le, "_>_": operator.gt, "_>=_": operator.ge}
)
