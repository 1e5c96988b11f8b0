"""The JSON Schemas of the team file and of a runbook's front matter, for editors: made from the models alone."""

import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from pipecheck.model.shape.base import Shape
from pipecheck.model.shape.front import FrontShape
from pipecheck.model.shape.kinds import KIND, Json, schemas
from pipecheck.model.shape.team import TeamShape

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def team_schema() -> Json:
    """The JSON Schema (draft 2020-12) of a team file."""
    return _schema(TeamShape, "urn:pipecheck:team:1", "pipecheck team file")


def runbook_schema() -> Json:
    """The JSON Schema (draft 2020-12) of the front matter of a runbook."""
    return _schema(FrontShape, "urn:pipecheck:runbook:1", "pipecheck runbook front matter")


class _Generator(GenerateJsonSchema):
    """Says what an author may write: a key is there or it is not, and keys that begin with `x-` are always allowed."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Json:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Json:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> Json:
        return {**super().model_schema(schema), "patternProperties": {"^x-": {}}}


def _schema(shape: type[Shape], identity: str, title: str) -> Json:
    made = shape.model_json_schema(schema_generator=_Generator, mode="validation")
    body: Json = _named({**made, "title": title})
    defs: Json = {_kebab(name): part for name, part in body.pop("$defs").items()}
    _gather([body, *defs.values()], schemas(), defs)
    return {"$schema": DIALECT, "$id": identity, **body, "$defs": dict(sorted(defs.items()))}


def _named(node: Any) -> Any:
    """The schema with references to kinds, and with the names of classes in the words of the language."""
    if isinstance(node, list):
        return [_named(item) for item in node]
    if not isinstance(node, dict):
        return node
    named = {key: _named(value) for key, value in node.items() if key not in (KIND, "$ref")}
    if KIND in node:
        named["$ref"] = f"#/$defs/{node[KIND]}"
    elif isinstance(node.get("$ref"), str):
        named["$ref"] = f"#/$defs/{_kebab(node['$ref'].rpartition('/')[2])}"
    return named


def _gather(node: Any, kinds: Json, defs: Json) -> None:
    """Adds the kinds that a schema refers to, and those that they refer to."""
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _gather(part, kinds, defs)
    name = str(node.get("$ref", "")).rpartition("/")[2] if isinstance(node, dict) else ""
    if name in kinds and name not in defs:
        defs[name] = _named(kinds[name])
        _gather(defs[name], kinds, defs)


def _kebab(name: str) -> str:
    """`HolidayLineShape` as `holiday-line-map`; kinds of small values have names without `map`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.removesuffix("Shape")).lower() + "-map"
