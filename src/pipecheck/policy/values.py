"""Parameters: from the words of a policy to the value that a rule is given, exactly."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from pipecheck.model.value import Duration
from pipecheck.policy.faults import listed
from pipecheck.policy.field import Field
from pipecheck.rules.catalog import Param
from pipecheck.source.scalar import core, is_null

Given: TypeAlias = object
"""A value ready for a rule: int, bool, str, Fraction, Level, date, Duration, a tuple or a mapping of these, or None."""

_NUMBER = re.compile(r"(\d{1,18}(?:\.\d{1,18})?)(?:\s*/\s*(\d{1,18}))?\s*(%)?")
_DURATION = re.compile(r"(\d{1,6})(m|h|d|wd|w|mo|y)")
REFUSED: Final = object()
"""Stands for a value that was refused; null is a value."""


def given(field: Field, param: Param) -> Given:
    """The value of a parameter, or REFUSED, with a fault at every part of it that is wrong."""
    what = f"the parameter `{param.name}`"
    if is_null(field.data):
        if param.optional:
            return None
        field.refuse(f"{what} has no value", f"give it one, or leave it out: the default is {_written(param)}")
        return REFUSED
    outer, _, inner = param.type.rpartition(" of ")
    if outer == "list":
        fields = tuple(field.items(what)) if isinstance(field.data, list) else (field,)
        values = tuple(_scalar(item, inner, what, param.choices) for item in fields)
        return REFUSED if REFUSED in values else values
    if outer == "map":
        entries: Mapping[str, object] = {
            key: _scalar(entry, inner, what, param.choices) for key, entry in field.entries(what).items()
        }
        return REFUSED if REFUSED in entries.values() or not isinstance(field.data, dict) else MappingProxyType(entries)
    return _scalar(field, param.type, what, param.choices)


def _scalar(field: Field, kind: str, what: str, choices: tuple[str, ...]) -> Given:
    if kind == "text":
        text = field.text(what)
        if text is not None and choices and text not in choices:
            field.refuse(f"{what} is {listed(choices, 'or')}; here stands '{text}'")
            return REFUSED
        return REFUSED if text is None else text
    value = _READERS[kind](field, what)
    return REFUSED if value is None else value


def _integer(field: Field, what: str) -> int | None:
    value = core(field.data) if isinstance(field.data, str) else None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    field.refuse(f"{what} wants a whole number; here stands {field.in_words()}")
    return None


def _fraction(field: Field, what: str) -> Fraction | None:
    """Made from the words, never from a float (semantics §24): `1/3`, `0.25` and `25 %` are exact."""
    found = _NUMBER.fullmatch(field.data.strip()) if isinstance(field.data, str) else None
    if found is None or (found[2] is not None and int(found[2]) == 0):
        field.refuse(f"{what} wants a number such as 1/3, 0.25 or 25 %; here stands {field.in_words()}")
        return None
    return Fraction(found[1]) / int(found[2] or 1) / (100 if found[3] else 1)


def _duration(field: Field, what: str) -> Duration | None:
    found = _DURATION.fullmatch(field.data.strip()) if isinstance(field.data, str) else None
    if found is None:
        field.refuse(f"{what} wants a duration such as `30m`, `14d` or `3mo`; here stands {field.in_words()}")
        return None
    return Duration(int(found[1]), found[2])  # type: ignore[arg-type]  # the pattern names the units


_READERS: Mapping[str, Callable[[Field, str], Given]] = MappingProxyType(
    {
        "integer": _integer,
        "fraction": _fraction,
        "duration": _duration,
        "flag": lambda field, what: field.flag(what),
        "level": lambda field, what: field.level(what),
        "date": lambda field, what: field.date(what),
    }
)


def _written(param: Param) -> str:
    return f"`{param.default}`" if not isinstance(param.default, list) else f"[{', '.join(map(str, param.default))}]"
