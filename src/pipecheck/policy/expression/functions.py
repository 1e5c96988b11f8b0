"""The functions and operators of CEL that expressions have, with every way to call each."""

import operator
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from types import MappingProxyType
from typing import Any

from pipecheck.policy.expression import conversions, values
from pipecheck.policy.expression.fault import Failed
from pipecheck.policy.expression.frame import Frame
from pipecheck.policy.expression.types import (
    ANY,
    BOOL,
    DOUBLE,
    DURATION,
    INT,
    TEXT,
    TIMESTAMP,
    TYPE,
    A,
    B,
    Signature,
    Type,
    list_of,
    map_of,
)


def _same(value: Any) -> Any:
    return value


def _way(*params: Type, gives: Type, by: Callable[..., Any], framed: bool = False) -> Signature:
    return Signature(params, gives, by, framed)


def _ordered(name: str) -> tuple[Signature, ...]:
    by = values.ORDERS[name]
    alike = (_way(one, one, gives=BOOL, by=by) for one in (INT, DOUBLE, TEXT, BOOL, TIMESTAMP, DURATION))
    return (*alike, *_of_both_numbers(by))


def _of_both_numbers(by: Callable[..., Any], *, framed: bool = False) -> tuple[Signature, ...]:
    """A whole number and one with a point are compared by value: a policy need not know which of them a field is."""
    return tuple(_way(*pair, gives=BOOL, by=by, framed=framed) for pair in ((INT, DOUBLE), (DOUBLE, INT)))


OPERATORS: Mapping[str, tuple[Signature, ...]] = MappingProxyType(
    {
        "_==_": (_way(A, A, gives=BOOL, by=values.equal, framed=True), *_of_both_numbers(values.equal, framed=True)),
        "_!=_": (_way(A, A, gives=BOOL, by=values.differ, framed=True), *_of_both_numbers(values.differ, framed=True)),
        **{name: _ordered(name) for name in values.ORDERS},
        "@in": (
            _way(A, list_of(A), gives=BOOL, by=values.contained, framed=True),
            _way(A, map_of(A, B), gives=BOOL, by=values.is_key),
        ),
        "_+_": (
            _way(INT, INT, gives=INT, by=values.add),
            _way(DOUBLE, DOUBLE, gives=DOUBLE, by=values.add_double),
            _way(TEXT, TEXT, gives=TEXT, by=values.concatenate, framed=True),
            _way(list_of(A), list_of(A), gives=list_of(A), by=values.append, framed=True),
            _way(TIMESTAMP, DURATION, gives=TIMESTAMP, by=values.later),
            _way(DURATION, TIMESTAMP, gives=TIMESTAMP, by=lambda one, other: values.later(other, one)),
            _way(DURATION, DURATION, gives=DURATION, by=values.longer),
        ),
        "_-_": (
            _way(INT, INT, gives=INT, by=values.subtract),
            _way(DOUBLE, DOUBLE, gives=DOUBLE, by=operator.sub),
            _way(TIMESTAMP, TIMESTAMP, gives=DURATION, by=values.between),
            _way(TIMESTAMP, DURATION, gives=TIMESTAMP, by=values.earlier),
            _way(DURATION, DURATION, gives=DURATION, by=values.shorter),
        ),
        "_*_": (
            _way(INT, INT, gives=INT, by=values.multiply),
            _way(DOUBLE, DOUBLE, gives=DOUBLE, by=values.multiply_double),
        ),
        "_/_": (
            _way(INT, INT, gives=INT, by=values.divide),
            _way(DOUBLE, DOUBLE, gives=DOUBLE, by=values.divide_double),
        ),
        "_%_": (_way(INT, INT, gives=INT, by=values.remainder),),
        "-_": (_way(INT, gives=INT, by=values.negate), _way(DOUBLE, gives=DOUBLE, by=operator.neg)),
        "!_": (_way(BOOL, gives=BOOL, by=operator.not_),),
    }
)


# ---- functions


_PATTERN = 500


def _matches(frame: Frame, text: str, pattern: str) -> bool:
    from pipecheck.policy.expression.pattern import pattern as compiled

    # Making a pattern takes as long as hundreds of steps; one that stands in the expression is made once.
    frame.spend(_PATTERN)
    frame.copied(len(text) + len(pattern))
    return compiled(pattern)(text)


_SIZES = tuple(_way(one, gives=INT, by=len) for one in (TEXT, list_of(A), map_of(A, B)))

FUNCTIONS: Mapping[str, tuple[Signature, ...]] = MappingProxyType(
    {
        "size": _SIZES,
        "matches": (_way(TEXT, TEXT, gives=BOOL, by=_matches, framed=True),),
        "int": (
            _way(INT, gives=INT, by=_same),
            _way(DOUBLE, gives=INT, by=conversions.int_of_double),
            _way(TEXT, gives=INT, by=conversions.int_of_text),
            _way(TIMESTAMP, gives=INT, by=conversions.int_of_instant),
        ),
        "double": (
            _way(DOUBLE, gives=DOUBLE, by=_same),
            _way(INT, gives=DOUBLE, by=float),
            _way(TEXT, gives=DOUBLE, by=conversions.double_of_text),
        ),
        "string": (
            _way(TEXT, gives=TEXT, by=_same),
            _way(INT, gives=TEXT, by=str),
            _way(DOUBLE, gives=TEXT, by=conversions.text_of_double),
            _way(BOOL, gives=TEXT, by=conversions.text_of_bool),
            _way(TIMESTAMP, gives=TEXT, by=conversions.text_of_instant),
            _way(DURATION, gives=TEXT, by=conversions.text_of_duration),
        ),
        "bool": (_way(BOOL, gives=BOOL, by=_same), _way(TEXT, gives=BOOL, by=conversions.bool_of_text)),
        "timestamp": (
            _way(TIMESTAMP, gives=TIMESTAMP, by=_same),
            _way(TEXT, gives=TIMESTAMP, by=conversions.instant_of_text),
            _way(INT, gives=TIMESTAMP, by=conversions.instant_of_int),
        ),
        "duration": (
            _way(DURATION, gives=DURATION, by=_same),
            _way(TEXT, gives=DURATION, by=conversions.duration_of_text),
        ),
        "dyn": (_way(A, gives=ANY, by=_same),),
        "type": (_way(A, gives=TYPE, by=_same),),
    }
)
"""`type` is made by the compiler, which knows what records are called."""


# ---- methods


def _contains(frame: Frame, text: str, part: str) -> bool:
    frame.copied(len(text) + len(part))
    return part in text


def _in_zone(frame: Frame, when: datetime, zone: str) -> datetime:
    found = _offset(zone) or (frame.around.zone(zone) if frame.around is not None else None)
    if found is None:
        raise Failed(f"'{zone[:40]}' is no time zone")
    try:
        return when.astimezone(found)
    except OverflowError:
        raise Failed("an instant lies outside the years 1 to 9999") from None


def _offset(text: str) -> tzinfo | None:
    """`UTC`, or hours and minutes with or without a sign: `-08:00`."""
    if text == "UTC":
        return UTC
    hours, colon, minutes = text.lstrip("+-").partition(":")
    if not (colon and hours.isascii() and hours.isdigit() and len(minutes) == 2 and minutes.isdigit()):
        return None
    if int(hours) > 23 or int(minutes) > 59:
        return None
    of = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-of if text.startswith("-") else of)


_OF_INSTANTS: Mapping[str, Callable[[datetime], int]] = MappingProxyType(
    {
        "getFullYear": lambda when: when.year,
        "getMonth": lambda when: when.month - 1,
        "getDate": lambda when: when.day,
        "getDayOfMonth": lambda when: when.day - 1,
        "getDayOfWeek": lambda when: when.isoweekday() % 7,
        "getDayOfYear": lambda when: when.timetuple().tm_yday - 1,
        "getHours": lambda when: when.hour,
        "getMinutes": lambda when: when.minute,
        "getSeconds": lambda when: when.second,
        "getMilliseconds": lambda when: when.microsecond // 1000,
    }
)
_LENGTHS = {"getHours": 3_600_000_000, "getMinutes": 60_000_000, "getSeconds": 1_000_000}


def _total(unit: int) -> Callable[[timedelta], int]:
    return lambda of: values.divide(of // timedelta(microseconds=1), unit)


def _milliseconds(of: timedelta) -> int:
    """Of the second that is not full: CEL means this part, not the whole length."""
    return values.divide(values.remainder(of // timedelta(microseconds=1), 1_000_000), 1000)


def _parts(name: str, of: Callable[[datetime], int]) -> tuple[Signature, ...]:
    ways = (
        _way(TIMESTAMP, gives=INT, by=of),
        _way(TIMESTAMP, TEXT, gives=INT, by=lambda frame, when, zone: of(_in_zone(frame, when, zone)), framed=True),
    )
    if name in _LENGTHS:
        return (*ways, _way(DURATION, gives=INT, by=_total(_LENGTHS[name])))
    return (*ways, _way(DURATION, gives=INT, by=_milliseconds)) if name == "getMilliseconds" else ways


METHODS: Mapping[str, tuple[Signature, ...]] = MappingProxyType(
    {
        "size": _SIZES,
        "startsWith": (_way(TEXT, TEXT, gives=BOOL, by=str.startswith),),
        "endsWith": (_way(TEXT, TEXT, gives=BOOL, by=str.endswith),),
        "contains": (_way(TEXT, TEXT, gives=BOOL, by=_contains, framed=True),),
        "matches": (_way(TEXT, TEXT, gives=BOOL, by=_matches, framed=True),),
        **{name: _parts(name, of) for name, of in _OF_INSTANTS.items()},
    }
)
