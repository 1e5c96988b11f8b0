"""Edits of a base team: each says where, by keys and ids, and what is to stand there."""

from collections.abc import Iterable, Sequence
from copy import deepcopy

from pipecheck.policy.faults import did_you_mean
from pipecheck.source.document import Document
from pipecheck.source.scalar import Data
from pipecheck.trial.case import Step
from pipecheck.trial.written import written


class _Nowhere(Exception):  # noqa: N818  (it never leaves this module)
    """An edit leads to nothing: message and hint."""


def edited(document: Document, steps: Iterable[Step]) -> str | None:
    """The text of a team file after the steps, in their order; None, and a fault, where one leads to nothing."""
    data = deepcopy(document.data)
    sound = True
    for step in steps:
        try:
            _take(data, step)
        except _Nowhere as why:
            message, hint = why.args
            step.field.refuse(message, hint)
            sound = False
    return written(data) if sound and data is not None else None


def _take(root: Data | None, step: Step) -> None:
    *way, last = step.route
    around = _walked(root, way, step, make=step.verb == "put")
    if step.verb == "insert":
        items = _walked(root, step.route, step, make=False)
        if not isinstance(items, list):
            raise _Nowhere(f"'{'/'.join(step.route)}' is no list, so nothing can be inserted", "")
        items.insert(len(items) if step.before is None else step.before, deepcopy(step.value or ""))
        return
    if isinstance(around, dict) and (step.verb == "put" or last in around):
        if step.verb == "put":
            around[last] = deepcopy(step.value if step.value is not None else "")
        else:
            del around[last]
        return
    index = _index(around, last) if isinstance(around, list) else None
    if index is None:
        raise _Nowhere(*_why(around, last, step.route))
    assert isinstance(around, list)
    if step.verb == "put":
        around[index] = deepcopy(step.value if step.value is not None else "")
    else:
        del around[index]


def _walked(root: Data | None, way: Sequence[str], step: Step, *, make: bool) -> Data | None:
    data = root
    for number, name in enumerate(way):
        if isinstance(data, dict) and (name in data or make):
            data = data.setdefault(name, {})
            continue
        index = _index(data, name) if isinstance(data, list) else None
        if index is None or not isinstance(data, list):
            raise _Nowhere(*_why(data, name, step.route[: number + 1]))
        data = data[index]
    return data


def _index(items: list[Data], name: str) -> int | None:
    """The item of that id, else of that number."""
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") == name:
            return index
    return int(name) if name.isdecimal() and int(name) < len(items) else None


def _why(around: Data | None, name: str, route: Sequence[str]) -> tuple[str, str]:
    message = f"the base has nothing at '{'/'.join(route)}'"
    if isinstance(around, dict):
        return message, did_you_mean(name, around, f"there are {', '.join(f'`{key}`' for key in around)}")
    if isinstance(around, list):
        ids = [str(item["id"]) for item in around if isinstance(item, dict) and isinstance(item.get("id"), str)]
        return message, did_you_mean(name, ids, "name an item by its id, or by its number from 0")
    return message, ""
