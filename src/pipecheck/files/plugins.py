"""Plug-ins: rules of other distributions, found by their entry points and loaded only when somebody named them.

A distribution offers them in its `pyproject.toml`:

    [project.entry-points."pipecheck.rules"]
    acme = "acme_rules"

The name before the `=` is the namespace of the rules; the value is a module that makes one rule, or a package of such
modules. `acme_rules/late_report.py` is then `acme/late-report`. A policy names the plug-in by either word.
"""

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from pipecheck.rules.catalog import AnyRule, rule_of

GROUP = "pipecheck.rules"


def plugin_rules(name: str) -> Mapping[str, AnyRule]:
    """The rules of an installed plug-in by id; this runs its code.

    Raises LookupError, with a sentence, where there is no such plug-in or it cannot be used.
    """
    point = _entry_point(name)
    rules: dict[str, AnyRule] = {}
    for module in _modules(point):
        try:
            rule = rule_of(module)
        except LookupError:
            raise
        except (Exception, SystemExit) as error:
            raise LookupError(f"importing '{module}' failed with {type(error).__name__}: {error}") from None
        rules[f"{point.name}/{rule.id}"] = rule
    if not rules:
        raise LookupError(f"the package '{point.value}' holds no rules")
    return rules


def _entry_point(name: str) -> EntryPoint:
    points = entry_points(group=GROUP)
    found = sorted({point for point in points if name in (point.name, point.value)}, key=lambda one: one.value)
    if len({point.value for point in found}) == 1:
        return found[0]
    if found:
        values = ", ".join(f"'{point.value}'" for point in found)
        raise LookupError(f"several distributions offer a plug-in of that name: {values}")
    known = sorted({point.name for point in points})
    offered = f"installed are: {', '.join(known)}" if known else "no plug-in is installed"
    raise LookupError(f"no installed distribution offers it under the entry point group `{GROUP}`; {offered}")


def _modules(point: EntryPoint) -> Iterator[str]:
    """The module of an entry point, or the modules of its package; those that begin with `_` are its own business."""
    try:
        target = import_module(point.value)
    except (Exception, SystemExit) as error:
        raise LookupError(f"importing '{point.value}' failed with {type(error).__name__}: {error}") from None
    if not hasattr(target, "__path__"):
        yield point.value
        return
    for module in sorted(pkgutil.iter_modules(target.__path__), key=lambda one: one.name):
        if not module.name.startswith("_"):
            yield f"{point.value}.{module.name}"
