"""What a rule has to be before anything is judged by it: said of rules that others wrote, all that is wrong at once."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import get_args

from pipecheck.model.entity import Entity
from pipecheck.model.outcome import Kind
from pipecheck.model.value import Duration
from pipecheck.rules.base import Level, Profile
from pipecheck.rules.catalog import AnyRule, Param
from pipecheck.rules.describe import described

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TYPES: Mapping[str, type] = {
    "integer": int,
    "flag": bool,
    "text": str,
    "fraction": Fraction,
    "level": Level,
    "date": date,
    "duration": Duration,
}


def breaches(rule: AnyRule) -> list[str]:
    """Why a rule cannot be used, a clause each; none for one that can."""
    found = list(_of_itself(rule))
    return found or list(_of_params(rule))


def _of_itself(rule: AnyRule) -> Iterator[str]:
    if not _ID.fullmatch(rule.id):
        yield f"its module is called '{rule.module.rpartition('.')[2]}', which makes no id: write it like `late_report`"
    told: Mapping[str, object] = vars(rule)
    on = told["on"]
    if not (isinstance(on, type) and issubclass(on, Entity) and getattr(on, "kind", None) in get_args(Kind)):
        yield f"it judges {_named(on)}, which is no kind of subject such as `Pipeline`"
    if not isinstance(told["level"], Level):
        yield f"its level is {told['level']!r}, and a `Level` is wanted"
    if not isinstance(told["profile"], Profile):
        yield f"its profile is {told['profile']!r}, and a `Profile` is wanted"
    for name in ("defers_to", "aliases"):
        words = told[name]
        if not isinstance(words, tuple) or not all(isinstance(word, str) for word in words):
            yield f"its `{name}` is {words!r}, and a tuple of ids is wanted"


def _of_params(rule: AnyRule) -> Iterator[str]:
    params = rule.params
    if not (isinstance(params, type) and issubclass(params, tuple) and hasattr(params, "_fields")):
        yield f"its `params` are {_named(params)}, and a NamedTuple is wanted"
        return
    try:
        entry = described(rule, rule.id)
    except (ValueError, AssertionError) as why:
        yield str(why) or "the default of a parameter is nothing that a policy can write"
        return
    except Exception as error:
        yield f"its parameters cannot be read: {type(error).__name__}: {error}"
        return
    defaults = rule.params()
    for param in entry.params:
        value = getattr(defaults, param.name)
        if not _fits(value, param):
            yield f"the parameter `{param.name}` is said to be {param.type}, and its default is {value!r}"


def _fits(value: object, param: Param) -> bool:
    if value is None:
        return param.optional
    outer, _, inner = param.type.rpartition(" of ")
    if outer == "list":
        return isinstance(value, tuple) and all(_is(one, inner) for one in value)
    if outer == "map":
        return isinstance(value, Mapping) and all(isinstance(key, str) and _is(value[key], inner) for key in value)
    return _is(value, param.type)


def _is(value: object, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and isinstance(value, bool) == (kind == "flag")


def _named(value: object) -> str:
    return f"`{value.__name__}`" if isinstance(value, type) else repr(value)
