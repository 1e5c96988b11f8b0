"""What is checked of a map before its keys are read: short forms, and keys that exclude one another."""

from typing import Final

from pipecheck.model.shape.fault import Fault, Wrong, says, wants
from pipecheck.model.shape.words import is_leaf, listed
from pipecheck.model.spelling import closest

SHORT: Final = "\0"
"""Stands for the short form of a map, a scalar or list in its place; no key of a file can be this."""

_RANKS = ("primary", "secondary")


def selector(value: object) -> object:
    """`all`, or a map of what is selected."""
    if is_leaf(value):
        if value == "all":
            return {}
        raise wants(
            "`all` or a map of `areas`, `audiences`, `pipelines` or `criticality`", f"write `{{areas: [{value}]}}`"
        )
    if isinstance(value, dict) and not _own(value):
        raise says("selects by no key", "write `all`, or name `areas`, `audiences`, `pipelines` or `criticality`")
    return value


def owners(value: object) -> object:
    """Ranks are free, but one that is nearly a rank that rules know would be lost in silence."""
    if isinstance(value, dict):
        slips = [rank for rank in value if rank not in _RANKS and closest(rank, _RANKS)]
        if slips:
            raise Wrong(*(Fault(at=(rank,), known=_RANKS) for rank in slips))
    return value


def hours(value: object) -> object:
    """`always`, or a list of windows."""
    if is_leaf(value):
        if value == "always":
            return []
        raise wants("`always` or a list of windows", 'write `[{days: mon-fri, from: "09:00", to: "17:00"}]`')
    if value == []:
        raise says("holds no window", "write `always`, or say when")
    return value


def role(value: object) -> object:
    """An order, `{none: reason}` for a column that stays empty, or a map that says who stands in it."""
    if isinstance(value, list) or is_leaf(value):
        return {SHORT: value}
    if isinstance(value, dict):
        if "none" in value and set(_own(value)) == {"none"}:
            return {SHORT: value}
        _one_at_most(value, ("order", "among", "before", "after"))
        if "by" in value and not ("before" in value or "after" in value):
            raise Wrong(Fault(says="has `by` without `before` or `after`", at=("by",), key=True, whole=True))
    return value


def link(value: object) -> object:
    """A path, `{url: …}` or `{none: reason}`."""
    if is_leaf(value):
        if "://" in value:
            raise wants("the path of a file, `{url: address}` or `{none: reason}`", f'write `{{url: "{value}"}}`')
        return {SHORT: value}
    if isinstance(value, dict):
        _exactly_one(value, ("url", "none"), "the path of a file, `{url: address}` or `{none: reason}`")
    return value


def on_holidays(value: object) -> object:
    """`rota`, `{none: reason}`, or which roles change places."""
    wanted = "`rota`, `{none: reason}` or roles that change places, `{primary: secondary, secondary: primary}`"
    if is_leaf(value):
        if value == "rota":
            return {}
        raise wants(wanted, "say why nobody is meant: `{none: reason}`" if value == "none" else "")
    if isinstance(value, dict) and not _own(value):
        raise wants(wanted)
    if isinstance(value, dict) and "none" in value:
        others = [key for key in _own(value) if key != "none"]
        if others:
            clash = f"has both `none` and `{others[0]}`"
            raise Wrong(Fault(says=clash, hint="keep one of them", at=(others[0],), key=True, whole=True))
    return value


def deadline(value: object) -> object:
    """One of a day of the month, a working day of the month, a weekday."""
    if isinstance(value, dict):
        choices = ("day_of_month", "working_day_of_month", "weekday")
        _exactly_one(value, choices, f"one of {listed(choices)}")
    return value


def run(value: object) -> object:
    """A time with an interval, or a cron line."""
    if isinstance(value, dict):
        _one_at_most(value, ("cron", "at"))
        _one_at_most(value, ("cron", "every"))
    return value


def requirement(value: object) -> object:
    """Somebody is needed, or nobody, on purpose."""
    if isinstance(value, dict):
        _one_at_most(value, ("roles", "none"))
    return value


def _own(value: dict[str, object]) -> list[str]:
    """The keys of a map but for those that may stand on every one."""
    return [key for key in value if key not in ("name", "note") and not key.startswith("x-")]


def _one_at_most(value: dict[str, object], keys: tuple[str, ...]) -> None:
    told = [key for key in value if key in keys]
    if len(told) > 1:
        clash = f"has both `{told[0]}` and `{told[1]}`"
        raise Wrong(Fault(says=clash, hint="keep one of them", at=(told[1],), key=True, whole=True))


def _exactly_one(value: dict[str, object], keys: tuple[str, ...], wanted: str) -> None:
    _one_at_most(value, keys)
    if not any(key in value for key in keys):
        raise Wrong(Fault(wants=wanted, whole=True))
