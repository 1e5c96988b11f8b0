"""The language as the validator knows it: which keys stand where, read off the core schema itself."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from pipecheck.model.shape.forms import SHORT
from pipecheck.source.place import Route

Node: TypeAlias = Mapping[str, Any]
"""A node of a pydantic-core schema."""


class Object(NamedTuple):
    """A map of the language: what one is called, its keys, those of them it must have, and whether it takes others."""

    title: str
    keys: tuple[str, ...]
    required: frozenset[str]
    free: bool
    node: Node


class Grammar:
    """Answers which object a route leads to. A route may hold indices of lists and keys that are not known."""

    def __init__(self, schema: Node) -> None:
        self._definitions: dict[str, Node] = {}
        self._root = schema
        if schema["type"] == "definitions":
            self._definitions = {node["ref"]: node for node in schema["definitions"]}
            self._root = schema["schema"]

    def object_at(self, route: Route) -> Object | None:
        """The object that stands at a route, if one does."""
        node: Node | None = self._root
        for key in route:
            node = None if node is None else self._inside(node, key)
        return None if node is None else self._object(node)

    def item_of(self, route: Route) -> Object | None:
        """The object that stands in the list at a route, if it is a list of objects."""
        return self.object_at((*route, 0))

    def wants_list(self, route: Route) -> bool:
        """Whether a list stands at a route."""
        node: Node | None = self._root
        for key in route:
            node = None if node is None else self._inside(node, key)
        return node is not None and self._bare(node)["type"] == "list"

    def paths(self, key: str) -> Iterator[Route]:
        """The routes, without indices, of all objects that know a key: the shortest first."""
        waiting: list[Route] = [()]
        for route in waiting:
            found = self.object_at(route) or self.item_of(route)
            if found is None:
                continue
            if key in found.keys:
                yield route
            base = route if self.object_at(route) else (*route, 0)
            waiting += [(*base, child) for child in found.keys if self._leads_on((*base, child))]

    def _leads_on(self, route: Route) -> bool:
        return self.object_at(route) is not None or self.item_of(route) is not None

    def _bare(self, node: Node) -> Node:
        """A node without its wrappers."""
        while True:
            if node["type"] == "definition-ref":
                node = self._definitions[node["schema_ref"]]
            elif node["type"] in ("default", "nullable", "function-before", "function-after"):
                node = node["schema"]
            else:
                return node

    def _fields(self, node: Node) -> Node | None:
        node = self._bare(node)
        if node["type"] != "model":
            return None
        return self._bare(node["schema"])

    def _inside(self, node: Node, key: str | int) -> Node | None:
        bare = self._bare(node)
        if bare["type"] == "list":
            items: Node = bare["items_schema"]
            return items if isinstance(key, int) else None
        fields = self._fields(node)
        if fields is None:
            return None
        for name, field in fields["fields"].items():
            if field.get("validation_alias", name) == key:
                inner: Node = field["schema"]
                return inner
        extras: Node | None = fields.get("extras_schema")
        return extras

    def _object(self, node: Node) -> Object | None:
        fields = self._fields(node)
        if fields is None:
            return None
        model = self._bare(node)
        keys = {field.get("validation_alias", name): field["schema"] for name, field in fields["fields"].items()}
        keys.pop(SHORT, None)
        required = frozenset(key for key, schema in keys.items() if schema["type"] != "default")
        return Object(model["config"]["title"], tuple(keys), required, "extras_schema" in fields, model)
