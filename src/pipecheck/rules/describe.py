"""What a rule says of itself, as an entry of the catalogue: read from its code, once, when the catalogue is made."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pipecheck.model.outcome import Plain
from pipecheck.model.value import Duration
from pipecheck.rules.base import Doc, Level
from pipecheck.rules.catalog import AnyRule, Entry, Param

_NAMES: dict[type, str] = {
    int: "integer",
    bool: "flag",
    str: "text",
    Fraction: "fraction",
    Level: "level",
    date: "date",
    Duration: "duration",
}


def described(rule: AnyRule, rule_id: str) -> Entry:
    """The entry of a rule under the id it is to have. Raises ValueError for a parameter no policy could give."""
    return Entry(
        id=rule_id,
        module=rule.module,
        kind=rule.on.kind,
        level=rule.level,
        profile=rule.profile,
        category=rule.category,
        summary=documentation(rule)[0],
        params=_params(rule),
        defers_to=rule.defers_to,
        aliases=rule.aliases,
        whole_workspace=rule.whole_workspace,
    )


def documentation(rule: AnyRule) -> tuple[str, str]:
    """The first sentence of the rule's module, and everything after it; both empty under `-OO`."""
    from inspect import cleandoc

    summary, _, text = cleandoc(import_module(rule.module).__doc__ or "").partition("\n\n")
    return " ".join(summary.split()), text.strip()


def _params(rule: AnyRule) -> tuple[Param, ...]:
    hints = get_type_hints(rule.params, include_extras=True)
    defaults: Mapping[str, Any] = getattr(rule.params, "_field_defaults", {})
    bare = next((name for name in hints if name not in defaults), None)
    if bare is not None:
        raise ValueError(f"the parameter `{bare}` of `{rule.id}` has no default")
    return tuple(_param(rule, name, hint, defaults[name]) for name, hint in hints.items())


def _param(rule: AnyRule, name: str, hint: Any, default: Any) -> Param:
    doc = Doc("")
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        doc = next((extra for extra in extras if isinstance(extra, Doc)), doc)
    optional = False
    if get_origin(hint) in (Union, UnionType):
        options = [option for option in get_args(hint) if option is not NoneType]
        optional = NoneType in get_args(hint)
        hint = options[0] if len(options) == 1 else None
    choices = doc.choices
    if get_origin(hint) is Literal:
        choices, hint = tuple(str(choice) for choice in get_args(hint)), str
    kind = _type(hint)
    if not kind:
        raise ValueError(f"the parameter `{name}` of `{rule.id}` has a type that no policy can write")
    return Param(name, kind, as_written(default), optional, doc.text, doc.source, choices)


def _type(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return f"list of {inner}" if (inner := _NAMES.get(arguments[0])) else ""
    if origin is Mapping and arguments[0] is str:
        return f"map of {inner}" if (inner := _NAMES.get(arguments[1])) else ""
    return _NAMES.get(hint, "")


def as_written(value: Any) -> Plain:
    """A parameter's value as a policy writes it: fractions, dates and durations in their words."""
    if isinstance(value, Duration | Fraction | date):
        return str(value)
    if isinstance(value, tuple):
        return [as_written(item) for item in value]
    if isinstance(value, Mapping):
        return {key: as_written(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return str(value.value)
    assert value is None or isinstance(value, str | int | bool)
    return value
