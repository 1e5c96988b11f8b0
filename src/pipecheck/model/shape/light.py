"""Shapes without pydantic: the same core schemas and the same attributes, on classes that cost nothing to make.

Importing pydantic and making its models costs as much as everything else in a run, and pydantic-core alone can do
what a run needs of them. `compiled.py` is written in the words of this module.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from pipecheck.model.shape.told import Free, Told

Node: TypeAlias = dict[str, Any]


def plain(parse: Callable[[Any], Any]) -> Node:
    """A value that a parser of ours makes of the raw one."""
    return {"type": "function-plain", "function": {"type": "no-info", "function": parse}}


def before(parse: Callable[[Any], Any], inner: Node) -> Node:
    """A value that a parser of ours brings into the form that `inner` wants."""
    return {"type": "function-before", "function": {"type": "no-info", "function": parse}, "schema": inner}


def maybe(inner: Node) -> Node:
    """A value that may be left out."""
    return {"type": "default", "schema": {"type": "nullable", "schema": inner}, "default": None}


def listed(inner: Node, **bounds: Any) -> Node:
    """A list."""
    return {"type": "list", "items_schema": inner, **bounds}


def shape(name: str, config: Mapping[str, Any], fields: Mapping[str, tuple[str, Node]], extras: Node | None) -> Node:
    """An object of the language: attribute to its key and what may stand there; `extras` is what free keys may hold."""
    told: Node = {
        "type": "model-fields",
        "fields": {
            attribute: {"type": "model-field", "schema": schema, "validation_alias": key}
            for attribute, (key, schema) in fields.items()
        },
    }
    if extras is not None:
        told["extras_schema"] = extras
    return {"type": "model", "cls": _made(name, free=extras is not None), "schema": told, "config": dict(config)}


def _made(name: str, *, free: bool) -> type:
    """A class that pydantic-core can fill: it wants these four places to write to, and nothing else."""
    slots = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
    return type(name, (Free if free else Told,), {"__slots__": slots})
