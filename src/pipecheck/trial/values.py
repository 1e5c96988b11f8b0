"""The neighbours of a parameter's value: what it would be if somebody had been off by one."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType

from pipecheck.model.value import Duration
from pipecheck.rules.base import Level
from pipecheck.rules.catalog import Param

_TENTH = Fraction(1, 10)


def neighbours(value: object, param: Param) -> Iterator[object]:
    """Values beside this one, of its type: a number one lower and one higher, a fraction a tenth of itself lower and
    higher, a duration by one of its unit, a flag the other way, another choice, a list or map with an entry less."""
    outer, _, inner = param.type.rpartition(" of ")
    if outer == "list" and isinstance(value, tuple):
        for index in range(len(value) if len(value) > 1 else 0):
            yield value[:index] + value[index + 1 :]
    elif outer == "map" and isinstance(value, Mapping):
        for key, one in value.items():
            if len(value) > 1:
                yield MappingProxyType({name: there for name, there in value.items() if name != key})
            for other in _beside(one, param.choices):
                yield MappingProxyType({**value, key: other})
    elif not outer and inner:
        yield from _beside(value, param.choices)


def _beside(value: object, choices: tuple[str, ...]) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (number for number in (value - 1, value + 1) if number >= 0)
    elif isinstance(value, Fraction):
        yield from (value * (1 - _TENTH), value * (1 + _TENTH)) if value else (_TENTH,)
    elif isinstance(value, Duration):
        yield from (value._replace(amount=number) for number in (value.amount - 1, value.amount + 1) if number >= 0)
    elif isinstance(value, Level):
        yield from (level for level in Level if level is not value)
    elif isinstance(value, date):
        yield from (value - timedelta(days=1), value + timedelta(days=1))
    elif isinstance(value, str):
        yield from (choice for choice in choices if choice != value)


def shown(value: object) -> str:
    """A value as one would write it in a policy."""
    if isinstance(value, Duration | Fraction | date):
        return str(value)
    if isinstance(value, bool) or value is None:
        return {True: "`true`", False: "`false`", None: "`null`"}[value]
    if isinstance(value, Level):
        return f"`{value.value}`"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(shown, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {shown(one)}" for key, one in value.items()) + "}"
    return str(value)
