"""What is said of a fault: a sentence that names the key, what it wants, and what stands there."""

from collections.abc import Mapping
from typing import Any

from pipecheck.model.privacy import is_private, private_from
from pipecheck.model.shape import hints
from pipecheck.model.shape.fault import Fault
from pipecheck.model.shape.grammar import Grammar
from pipecheck.source.place import Route
from pipecheck.source.scalar import Data, is_null

_LONGEST = 40
_COMMON = ("name", "note")


def faults_of(error: Mapping[str, Any], value: Data, route: Route, grammar: Grammar) -> tuple[Fault, ...]:
    """The faults behind one error of pydantic-core, except missing and unknown keys.

    `error` is an entry of `ValidationError.errors()`, `value` what stands at its route.
    """
    if error["type"] == "model_type":
        return (_map_wanted(value, route, grammar),)
    if error["type"] == "list_type":
        return (_list_wanted(value, route, grammar),)
    told: tuple[Fault, ...] = getattr(error.get("ctx", {}).get("error"), "faults", ())
    return told or (Fault(says="is not what is wanted here"),)


def _map_wanted(value: Data, route: Route, grammar: Grammar) -> Fault:
    wanted = grammar.object_at(route)
    if wanted is None:
        return Fault(wants="a map of keys and values")
    written = hints.as_map(wanted, "address" if is_private(route) else value)
    keys = [key for key in wanted.keys if key in wanted.required] or [key for key in wanted.keys if key not in _COMMON]
    shown = ", ".join(f"`{key}`" for key in keys[:3])
    return Fault(wants=f"a map with {shown}" if keys else "a map", hint=f"write `{written}`" if written else "")


def _list_wanted(value: Data, route: Route, grammar: Grammar) -> Fault:
    written = hints.as_list(grammar.item_of(route), value)
    if written == "- ":
        return Fault(wants="a list", hint="put a dash before its first key, and indent the others to match")
    return Fault(wants="a list", hint=f"write `{written}`" if written else "")


def sentence(fault: Fault, value: Data, route: Route, root: str) -> str:
    """The whole sentence for a fault of the value at a route."""
    subject = named(route, root)
    if fault.says:
        return f"{subject} {fault.says}"
    if is_null(value):
        return f"{subject} has no value"
    return f"{subject} wants {fault.wants}; here stands {shown(value, route)}"


def named(route: Route, root: str) -> str:
    """How a sentence calls what stands at a route: its key, or an entry of the list with that key."""
    keys = [key for key in route if isinstance(key, str)]
    if not keys:
        return root
    return f"`{keys[-1]}`" if isinstance(route[-1], str) else f"an entry of `{keys[-1]}`"


def shown(value: Data, route: Route) -> str:
    """What stands there, quoted if it is short and nobody's private matter."""
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if is_private(route) or private_from(value):
        return "text"
    words = " ".join(value.split())
    return f"'{words[:_LONGEST]}…'" if len(words) > _LONGEST else f"'{words}'"


def holder(route: Route, title: str, root: str) -> str:
    """How a sentence calls the object that does not know a key: `oncall`, or `a pipeline` where it stands in a list."""
    if not route or isinstance(route[-1], str):
        return named(route, root)
    return f"{'an' if title[0] in 'aeiou' or title == 'SLA' else 'a'} {title}"
