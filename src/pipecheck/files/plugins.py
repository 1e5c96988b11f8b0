"""Plug-ins: rules of others, loaded only when a policy names them and whoever runs pipecheck allows it (semantics §32).

A distribution offers them in its `pyproject.toml`:

    [project.entry-points."pipecheck.rules"]
    acme = "acme_rules"

The name before the `=` is the namespace of the rules; the value is a module that makes one rule, or a package of such
modules. `acme_rules/late_report.py` is then `acme/late-report`. A policy names the plug-in by either word. A directory
of the workspace is named by its path, as in `./rules`, and its rules are `local/…`.
"""

import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from pipecheck.files.local import local_package
from pipecheck.files.permitted import check_permitted
from pipecheck.policy.plugins import BadPlugin
from pipecheck.rules.catalog import AnyRule, rule_of
from pipecheck.rules.contract import breaches
from pipecheck.source.reader import Reader

GROUP = "pipecheck.rules"
LOCAL = "local"
"""The namespace of rules that lie in a directory of the workspace."""

NAMESPACE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
RESERVED = (LOCAL, "pipecheck")
_HOW = "each module of a plug-in makes one rule, and those whose names begin with `_` are its own business"


class PluginLoader:
    """Loads what a policy names, if that is allowed: all of it by `--allow-plugins`, else what the user's own
    configuration lists."""

    def __init__(self, reader: Reader, root: str, *, allowed: bool) -> None:
        """`root` is the absolute path of the workspace."""
        self._reader = reader
        self._root = root
        self._allowed = allowed

    def __call__(self, name: str) -> Mapping[str, AnyRule]:
        if not self._allowed:
            check_permitted(name, self._root, lambda: entry_point(name).value)
        return local_rules(name, self._reader) if name.endswith("/") else plugin_rules(name)


def plugin_rules(name: str) -> Mapping[str, AnyRule]:
    """The rules of an installed plug-in by id; this runs its code. Raises BadPlugin with every reason."""
    point = entry_point(name)
    rules = _loaded(point.name, _modules(point))
    if not rules:
        raise BadPlugin((f"the package '{point.value}' holds no rules",), _HOW)
    return rules


def local_rules(directory: str, reader: Reader) -> Mapping[str, AnyRule]:
    """The rules of a directory of the workspace by id; this runs its code. Raises BadPlugin with every reason."""
    package = local_package(directory, reader)
    modules = [name for name in package.modules if not name.startswith("_")]
    if not modules:
        raise BadPlugin((f"the directory '{directory}' holds no rules",), _HOW)
    return _loaded(LOCAL, [f"{package.name}.{module}" for module in modules])


def entry_point(name: str) -> EntryPoint:
    """The entry point that a plug-in is named by. Nothing is imported. Raises BadPlugin."""
    points = entry_points(group=GROUP)
    found = sorted({point for point in points if name in (point.name, point.value)}, key=lambda one: one.value)
    if len({point.value for point in found}) > 1:
        values = ", ".join(f"'{point.value}'" for point in found)
        raise BadPlugin((f"several distributions offer a plug-in of that name: {values}",), "name one by its package")
    if not found:
        known = sorted({point.name for point in points})
        offered = f"installed are: {', '.join(known)}" if known else "no plug-in is installed"
        hint = "a directory of the workspace is named by its path, such as `./rules`"
        why = f"no installed distribution offers it under the entry point group `{GROUP}`; {offered}"
        raise BadPlugin((why,), hint)
    point = found[0]
    if point.name in RESERVED or not NAMESPACE.fullmatch(point.name):
        raise BadPlugin((f"its rules would be called '{point.name}/…', which is no namespace of a plug-in",))
    if point.attr or point.value.partition(".")[0] == "pipecheck":
        raise BadPlugin((f"its entry point leads to '{point.value}', and a module of its own is wanted",))
    return point


def _loaded(namespace: str, modules: Iterable[str]) -> Mapping[str, AnyRule]:
    rules: dict[str, AnyRule] = {}
    reasons: list[str] = []
    for module in modules:
        try:
            rule = rule_of(module)
        except KeyboardInterrupt:
            raise
        except LookupError as why:
            reasons.append(str(why.args[0]) if type(why) is LookupError else _failure(module, why))
        except BaseException as error:
            reasons.append(_failure(module, error))
        else:
            reasons += [f"the rule '{namespace}/{rule.id}' cannot be used: {why}" for why in breaches(rule)]
            rules[f"{namespace}/{rule.id}"] = rule
    if reasons:
        raise BadPlugin(reasons, _HOW if any("makes" in why for why in reasons) else "")
    return rules


def _modules(point: EntryPoint) -> Iterator[str]:
    """The module of an entry point, or the modules of its package; those that begin with `_` are its own business."""
    try:
        target = import_module(point.value)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise BadPlugin((_failure(point.value, error),)) from None
    if not hasattr(target, "__path__"):
        yield point.value
        return
    for module in sorted(pkgutil.iter_modules(target.__path__), key=lambda one: one.name):
        if not module.name.startswith("_"):
            yield f"{point.value}.{module.name}"


def _failure(module: str, error: BaseException) -> str:
    """Why importing a module failed, and on which line of it."""
    shown = f"{LOCAL}/{module.partition('.')[2]}" if module.startswith("pipecheck_local_") else module
    if isinstance(error, SyntaxError) and error.filename:
        file = error.filename.replace("\\", "/").rpartition("/")[2]
        return f"'{shown}' is no Python: {file}:{error.lineno}:{error.offset}: {error.msg}"
    line = ""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__") == module:
            line = f" (line {trace.tb_lineno})"
        trace = trace.tb_next
    return f"importing '{shown}' failed with {type(error).__name__}: {error}{line}"
