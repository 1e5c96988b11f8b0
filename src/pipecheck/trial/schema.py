"""The JSON Schema of case files, for editors: made from the keys that the reader knows, and from the catalogue."""

from collections.abc import Iterable
from typing import Any

from pipecheck.rules.base import Level
from pipecheck.rules.catalog import Catalog, built_in
from pipecheck.trial.read import CASE_KEYS, FILE_KEYS, PROBLEM_KEYS, STEP_KEYS, UNDECIDED_KEYS, VERBS

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SAID = {
    "version": "The version of the language of case files: 1.",
    "policy": "The policy under test, relative to this file, or a shipped profile.",
    "description": "What these cases show, in a sentence.",
    "as_of": "The date at which the cases are judged.",
    "base": "A team to begin with: a team file, relative to this file, or the text of one.",
    "cases": "Small teams, and everything the policy is to say of them.",
    "name": "What the case shows, in a few words; no other case of the file is called so.",
    "team": "The text of a team file.",
    "edit": "What is changed in the base, one edit after the other.",
    "files": "The texts of files beside the team file, by path; those with a key `team` are teams, too.",
    "problems": "Every problem that the policy finds, waived ones included.",
    "undecided": "Every undecided outcome; left out, they are not compared.",
    "put": "Where a value is set: keys and ids joined by `/`, such as `pipelines/orders/area`.",
    "insert": "The list that gets one more item: `members`.",
    "remove": "What is taken out.",
    "value": "What is to stand there.",
    "before": "The number of the item, from 0, before which it is inserted; at the end unless told.",
    "rule": "The id of the rule.",
    "subject": "Whom it is about, as reports print it: `pipeline data-core/orders`.",
    "level": "What it weighs.",
    "evidence": "Facts by name: those that are told are compared.",
    "message": "The whole sentence.",
    "contains": "Words of the sentence.",
    "words": "The words it points at; of several lines, the first.",
    "line": "The line of the team file it points at.",
    "file": "The file it points into.",
    "hint": "The first way out that it names.",
    "waived": "`true`: a waiver covers it.",
    "missing": "The field that would decide it.",
}


def cases_schema(catalog: Catalog | None = None) -> Schema:
    """The schema (draft 2020-12) of case files about rules of a catalogue: the built-in one unless given."""
    top: dict[str, Schema] = {"version": {"const": 1}, "as_of": _DATE, "cases": _many(_case(), least=1)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pipecheck cases of a policy",
        "description": "Small teams, and everything that a policy is to say of them.",
        **_object(FILE_KEYS, top, required=("version", "policy", "cases")),
        "$defs": {"rule": _rule(catalog or built_in()), "text": _TEXT},
    }


def _case() -> Schema:
    own: dict[str, Schema] = {
        "as_of": _DATE,
        "edit": _many(_step()),
        "files": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
        "problems": _many(_problem()),
        "undecided": _many(_object(UNDECIDED_KEYS, _outcome(), required=("rule", "subject"))),
    }
    return {**_object(CASE_KEYS, own, required=("name",)), "not": {"required": ["team", "base"]}}


def _problem() -> Schema:
    ways = [{"required": [key]} for key in ("evidence", "message", "contains")]
    return {**_object(PROBLEM_KEYS, _outcome(), required=("rule", "subject")), "anyOf": ways}


def _outcome() -> dict[str, Schema]:
    return {
        "rule": {"$ref": "#/$defs/rule"},
        "level": {"enum": [level.value for level in Level]},
        "evidence": {"type": "object", "minProperties": 1},
        "contains": {"anyOf": [{"$ref": "#/$defs/text"}, _many({"$ref": "#/$defs/text"})]},
        "line": {"type": "integer", "minimum": 1},
        "waived": {"type": "boolean"},
    }


def _step() -> Schema:
    own: dict[str, Schema] = {"value": {}, "before": {"type": "integer", "minimum": 0}}
    needs = {"put": ("value",), "insert": ("value", "before"), "remove": ()}
    ways: list[Schema] = [
        {
            "required": [verb, "value"] if "value" in needs[verb] else [verb],
            "properties": {key: False for key in STEP_KEYS if key != verb and key not in needs[verb]},
        }
        for verb in VERBS
    ]
    return {**_object(STEP_KEYS, own), "oneOf": ways}


def _rule(catalog: Catalog) -> Schema:
    return {"anyOf": [{"enum": [entry.id for entry in catalog]}, {"type": "string", "pattern": "^[^/]+/[^/]+$"}]}


def _many(items: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": items, **({"minItems": least} if least else {})}


def _object(keys: Iterable[str], own: dict[str, Schema], required: Iterable[str] = ()) -> Schema:
    """An object of these keys, words unless told otherwise, and of those that begin with `x-`."""
    properties = {key: {"description": _SAID[key], **own.get(key, {"$ref": "#/$defs/text"})} for key in keys}
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }
