"""Edits of data at a route: what a file would say if somebody changed it."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from pipecheck.source.place import Key, Route
from pipecheck.source.scalar import Data, Plain, core

New: TypeAlias = "str | int | float | bool | date | Sequence[New] | Mapping[str, New] | None"
"""A value to be written."""

_SAFE = re.compile(r"(?:[./+-](?=\w))?\w(?:[\w ./+%@-]*[\w./+%@-])?")


class NoPlace(Exception):  # noqa: N818  (the route, not the caller, is what does not hold)
    """A route leads through something that holds no such key."""


def leaves(value: New) -> Data:
    """A new value as the reader would read it: what is no text, and text that needs no quotes, is unquoted."""
    if isinstance(value, Mapping):
        return {key: leaves(one) for key, one in value.items()}
    if isinstance(value, str):
        return Plain(value) if is_plain(value) else value
    if isinstance(value, Sequence):
        return [leaves(one) for one in value]
    return Plain(value.isoformat() if isinstance(value, date) else json.dumps(value))


def is_plain(text: str) -> bool:
    """Whether a text can stand without quotes and be that text to every tool."""
    from pipecheck.source.traps import told_otherwise

    return bool(_SAFE.fullmatch(text)) and isinstance(core(Plain(text)), str) and not told_otherwise(text)


def put(data: Data, route: Route, value: Data) -> Data:
    """The data with a value at a route; maps that are missing on the way are made. Raises NoPlace."""
    if not route:
        return value
    key, rest = route[0], route[1:]
    if isinstance(data, dict) and isinstance(key, str):
        return {**data, key: put(_child(data.get(key)), rest, value)}
    if isinstance(data, list) and isinstance(key, int) and 0 <= key < len(data):
        return [*data[:key], put(data[key], rest, value), *data[key + 1 :]]
    raise NoPlace


def insert(data: Data, route: Route, value: Data, before: int | None) -> Data:
    """The data with an item in the list at a route, before that index or at its end. Raises NoPlace."""
    items = found(data, route)
    if not isinstance(items, list):
        raise NoPlace
    at = len(items) if before is None else before
    return put(data, route, [*items[:at], value, *items[at:]])


def remove(data: Data, route: Route) -> Data:
    """The data without the key or item at a route. Raises NoPlace."""
    if not route:
        raise NoPlace
    around, key = found(data, route[:-1]), route[-1]
    if isinstance(around, dict) and key in around:
        return put(data, route[:-1], {name: one for name, one in around.items() if name != key})
    if isinstance(around, list) and isinstance(key, int) and 0 <= key < len(around):
        return put(data, route[:-1], [*around[:key], *around[key + 1 :]])
    raise NoPlace


def found(data: Data | None, route: Route) -> Data | None:
    """What a route leads to, or None."""
    for key in route:
        data = _step(data, key)
    return data


def _step(data: Data | None, key: Key) -> Data | None:
    if isinstance(data, dict) and isinstance(key, str):
        return data.get(key)
    if isinstance(data, list) and isinstance(key, int):
        return data[key] if 0 <= key < len(data) else None
    return None


def _child(data: Data | None) -> Data:
    """What may be gone into: nothing at all is an empty map."""
    return {} if data is None or (isinstance(data, Plain) and core(data) is None) else data
