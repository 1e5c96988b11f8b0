"""The keywords of JSON Schema 2020-12 that are run, and which of them hold further schemas."""

from collections.abc import Iterator
from typing import Final

from pipecheck.source.place import Route

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
FORMATS: Final = ("date", "email", "ipv4", "ipv6", "uuid")
"""The formats that are checked alike on every machine; any other would pass in silence."""

ONE: Final = frozenset(
    (
        *("items", "contains", "not", "if", "then", "else", "additionalProperties", "propertyNames"),
        *("unevaluatedItems", "unevaluatedProperties"),
    )
)
MANY: Final = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
NAMED: Final = frozenset(("properties", "patternProperties", "$defs", "dependentSchemas"))
PLAIN: Final = frozenset(
    (
        *("$schema", "$id", "$anchor", "$comment", "$ref"),
        *("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"),
        *("type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"),
        *("maxLength", "minLength", "pattern", "format", "maxItems", "minItems", "uniqueItems"),
        *("maxContains", "minContains", "maxProperties", "minProperties", "required", "dependentRequired"),
    )
)
KNOWN: Final = ONE | MANY | NAMED | PLAIN
REFUSED: Final = {
    "$dynamicRef": "write `$ref`",
    "$dynamicAnchor": "write `$anchor`",
    "$vocabulary": "take it out: the vocabularies are those of 2020-12",
    "definitions": "write `$defs`",
    "dependencies": "write `dependentRequired` or `dependentSchemas`",
    "additionalItems": "write `items` beside `prefixItems`",
    "contentMediaType": "take it out: nothing looks inside a text",
    "contentEncoding": "take it out: nothing looks inside a text",
    "contentSchema": "take it out: nothing looks inside a text",
}
"""Keywords that would judge nothing here, and the way out."""

IN_PLACE_ONE: Final = frozenset(("not", "if", "then", "else"))
IN_PLACE_MANY: Final = frozenset(("allOf", "anyOf", "oneOf"))
IN_PLACE_NAMED: Final = frozenset(("dependentSchemas",))


def inner(schema: object, route: Route) -> Iterator[tuple[Route, object, bool]]:
    """The schemas right inside a schema: route, schema, and whether it speaks of the very same value."""
    if not isinstance(schema, dict):
        return
    for key, value in schema.items():
        if key in ONE:
            yield (*route, key), value, key in IN_PLACE_ONE
        elif key in MANY and isinstance(value, list):
            for number, one in enumerate(value):
                yield (*route, key, number), one, key in IN_PLACE_MANY
        elif key in NAMED and isinstance(value, dict):
            for name, one in value.items():
                yield (*route, key, name), one, key in IN_PLACE_NAMED
