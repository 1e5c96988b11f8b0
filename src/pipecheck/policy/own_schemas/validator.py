"""The validator: jsonschema's, with patterns matched in linear time and a bound on what one value may cost."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from pipecheck.policy.expression.pattern import pattern
from pipecheck.policy.own_schemas.keywords import FORMATS
from pipecheck.policy.own_schemas.library import SchemaFile, address

_MOST_STEPS = 100_000


class TooCostly(Exception):  # noqa: N818  (it is told as what the schema is)
    """Holding one value against a schema takes more than is allowed."""


class Held:
    """Values held against one schema."""

    def __init__(self, path: str, files: Mapping[str, SchemaFile]) -> None:
        resources = [(address(name), DRAFT202012.create_resource(file.data)) for name, file in files.items()]
        self._steps = 0
        self._patterns: dict[str, Any] = {}
        inherited = Draft202012Validator.VALIDATORS
        counted = {key: self._counted(inherited[key]) for key in ("$ref", "allOf", "anyOf", "oneOf", "not", "if")}
        own = {
            "pattern": self._pattern,
            "patternProperties": self._pattern_properties,
            "additionalProperties": self._additional_properties,
            "required": _required,
            "dependentRequired": _dependent_required,
        }
        validator = extend(Draft202012Validator, {**counted, **own})  # type: ignore[no-untyped-call]
        checker = FormatChecker(formats=FORMATS)
        self._validator = validator(
            {"$ref": address(path)}, registry=Registry().with_resources(resources), format_checker=checker
        )

    def faults(self, value: Any) -> list[ValidationError]:
        """What the schema has against a value, each at its deepest. Raises TooCostly."""
        self._steps = 0
        try:
            return [_deepest(error) for error in self._validator.iter_errors(value)]
        except RecursionError:
            raise TooCostly("the schema goes deeper than it can be followed") from None

    def _counted(self, keyword: Any) -> Any:
        def counting(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
            self._steps += 1
            if self._steps > _MOST_STEPS:
                raise TooCostly(f"the schema takes more than {_MOST_STEPS:,} steps for one value")
            yield from keyword(validator, wanted, value, schema) or ()

        return counting

    def _matches(self, text: str, words: str) -> bool:
        if text not in self._patterns:
            self._patterns[text] = pattern(text)
        return bool(self._patterns[text](words))

    def _pattern(self, validator: Any, wanted: str, value: Any, schema: Any) -> Iterator[ValidationError]:
        if validator.is_type(value, "string") and not self._matches(wanted, value):
            yield ValidationError("")

    def _pattern_properties(self, validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        if validator.is_type(value, "object"):
            for text, inner in wanted.items():
                for key, one in value.items():
                    if self._matches(text, key):
                        yield from validator.descend(one, inner, path=key, schema_path=text)

    def _additional_properties(self, validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        if not validator.is_type(value, "object"):
            return
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        for key, one in value.items():
            if key in known or any(self._matches(text, key) for text in patterns):
                continue
            if wanted is False:
                yield ValidationError(key, path=(key,))
            else:
                yield from validator.descend(one, wanted, path=key)


def _required(validator: Any, wanted: Iterable[str], value: Any, schema: Any) -> Iterator[ValidationError]:
    if validator.is_type(value, "object"):
        yield from (ValidationError(key) for key in wanted if key not in value)


def _dependent_required(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    if validator.is_type(value, "object"):
        for key, others in wanted.items():
            if key in value:
                yield from (ValidationError(other) for other in others if other not in value)


def _deepest(error: ValidationError) -> ValidationError:
    """Of the forms of an `anyOf`, the reason that lies deepest in the value: that form was meant most likely."""
    while error.context:
        best = max(error.context, key=lambda one: (len(one.absolute_path), one.validator != "type"))
        if len(best.absolute_path) <= len(error.absolute_path):
            return error
        error = best
    return error
