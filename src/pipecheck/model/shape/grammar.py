"""The language as the validator knows it: which keys stand where, read off the core schema itself."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from pipecheck.model.shape.forms import SHORT
from pipecheck.source.place import Route

Node: TypeAlias = Mapping[str, Any]
"""A node of a pydantic-core schema."""


class Object(NamedTuple):
    """A map of the language: what one is called, its keys, and those of them it must have."""

    title: str
    keys: tuple[str, ...]
    required: frozenset[str]


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

    def paths(self, key: str) -> Iterator[Route]:
        """The routes of all objects that know a key, the shortest first; items of a list stand in it under 0, but the
        route of one that knows the key ends at its list."""
        waiting: list[Route] = [()]
        for route in waiting:
            base, found = route, self.object_at(route)
            if found is None:
                base, found = (*route, 0), self.item_of(route)
            if found is not None:
                if key in found.keys:
                    yield route
                waiting += [(*base, child) for child in found.keys]

    def _bare(self, node: Node) -> Node:
        """A node without its wrappers."""
        while True:
            if node["type"] == "definition-ref":
                node = self._definitions[node["schema_ref"]]
            elif node["type"] in ("default", "nullable", "function-before"):
                node = node["schema"]
            else:
                return node

    def _inside(self, node: Node, key: str | int) -> Node | None:
        bare = self._bare(node)
        found: Node | None = None
        if bare["type"] == "list" and isinstance(key, int):
            found = bare["items_schema"]
        elif bare["type"] == "model":
            fields = self._bare(bare["schema"])
            found = fields.get("extras_schema")
            for field in fields["fields"].values():
                if field["validation_alias"] == key:
                    found = field["schema"]
        return found

    def _object(self, node: Node) -> Object | None:
        bare = self._bare(node)
        if bare["type"] != "model":
            return None
        fields = self._bare(bare["schema"])["fields"].values()
        keys = {field["validation_alias"]: field["schema"] for field in fields}
        keys.pop(SHORT, None)
        required = frozenset(key for key, schema in keys.items() if schema["type"] != "default")
        return Object(bare["config"]["title"], tuple(keys), required)
