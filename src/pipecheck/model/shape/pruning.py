"""What is left of the data when the faulty parts are set aside, and which items of the file its lists still hold."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pipecheck.source.place import Key, Route
from pipecheck.source.scalar import Data

Kept: TypeAlias = Mapping[Route, tuple[int, ...]]
_Tree: TypeAlias = "dict[Key, _Tree | None]"


def without(data: Data, gone: Iterable[Route]) -> tuple[Data, Kept]:
    """The data without what stands at these routes, sharing all it can with the data given.

    The second part holds, for each list that lost items, under its route in the data given, which items it still has.
    """
    tree: _Tree = {}
    for route in sorted(gone, key=len):
        _plant(tree, route)
    kept: dict[Route, tuple[int, ...]] = {}
    return (_pruned(data, (), tree, kept) if tree else data), kept


def _plant(tree: _Tree, route: Route) -> None:
    """Grows the tree by a route that ends in None, unless all of a part around it goes already."""
    branch: _Tree | None = tree
    for key in route[:-1]:
        branch = None if branch is None else branch.setdefault(key, {})
    if branch is not None:
        branch[route[-1]] = None


def _pruned(data: Data, route: Route, tree: _Tree, kept: dict[Route, tuple[int, ...]]) -> Data:
    def left(key: Key, value: Data) -> Data:
        branch = tree.get(key)
        return _pruned(value, (*route, key), branch, kept) if branch else value

    if isinstance(data, dict):
        return {key: left(key, value) for key, value in data.items() if tree.get(key, ...) is not None}
    if isinstance(data, list):
        stay = tuple(index for index in range(len(data)) if tree.get(index, ...) is not None)
        if len(stay) < len(data):
            kept[route] = stay
        return [left(index, data[index]) for index in stay]
    return data


def original(kept: Kept, base: Route, *keys: Key) -> Route:
    """Where in the file something stands that was found at `keys` below `base`; `base` is a route of the file."""
    route = base
    for key in keys:
        items = kept.get(route)
        route = (*route, items[key] if items is not None and isinstance(key, int) else key)
    return route
