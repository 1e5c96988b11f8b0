"""The JSON Schema of policy files, for editors: made from the keys that the reader knows and from the catalogue."""

from collections.abc import Iterable
from typing import Any

from pipecheck.policy.expressions import KINDS_OF_DEFINITIONS
from pipecheck.policy.limits import REQUIRABLE
from pipecheck.policy.read import KEYS_OF_DEFINITIONS, POLICY_KEYS, SETTING_KEYS
from pipecheck.policy.schemas import KEYS as KEYS_OF_SCHEMAS
from pipecheck.policy.schemas import KINDS as KINDS_OF_SCHEMAS
from pipecheck.policy.waivers import KEYS as WAIVER_KEYS
from pipecheck.policy.where import ALL_KEYS, KEYS
from pipecheck.rules.base import Level
from pipecheck.rules.catalog import Catalog, Entry, Param, built_in

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_LEVELS = [level.value for level in Level]
_TYPES: dict[str, Schema] = {
    "integer": {"type": "integer"},
    "fraction": {"type": ["string", "number"], "pattern": r"^\s*\d+(\.\d+)?(\s*/\s*\d+)?\s*%?\s*$"},
    "flag": {"type": "boolean"},
    "text": _TEXT,
    "level": {"enum": _LEVELS},
    "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "duration": {"type": "string", "pattern": r"^\s*\d+(m|h|d|wd|w|mo|y)\s*$"},
}
_SAID = {
    "version": "The version of the policy language: 1.",
    "policy": "The name of this policy.",
    "description": "What it is for, in a sentence.",
    "owner": "Who answers for it.",
    "extends": "Profiles (`pipecheck:recommended`) and files, relative to this one, that are laid under it, in order.",
    "where": "Which subjects it speaks of; in a whole file it narrows everything the file brings.",
    "rules": "Settings by rule: a level, a setting, or a list of settings of which the first that matches counts.",
    "undecided": "The level of what the files do not say enough to decide; `note` unless told.",
    "plugins": "Plug-ins whose rules it names; they run only where that is allowed.",
    "waivers": "Permissions, each with a reason and an end; or a map of them, under `granted`, and of their limits.",
    "granted": "The permissions.",
    "schemas": "JSON Schemas (2020-12) of your own over subjects, as their files have them; each is a rule.",
    "schema": "The file of the schema, relative to this one.",
    "id": "The rule's id; left out, `schema/` and the name of the file.",
    "max_days": "How many days ahead of as-of a waiver may end.",
    "max_active": "How many waivers may be in force at once.",
    "require": "What every waiver has to tell beside rule, subject, reason and end.",
    "level": "How much a violation weighs; `none` turns the rule off.",
    "params": "The rule's parameters.",
    "each": "The kind of subject that the rule judges.",
    "message": "What is told where it does not hold; expressions may stand in braces.",
    "hint": "The way out; expressions may stand in braces.",
    "at": "The field to point at, such as `owners.primary`; left out, the one that the expression turned on.",
    "waivable": "`false`: no waiver covers it, and no other file can undo that.",
    "rule": "The id of a rule, or a glob over ids.",
    "subject": "Whom it covers: `data-core` is the team, `data-core/*` everything in it, or `pipeline data-*/*`.",
    "reason": "Why it is permitted.",
    "approved_by": "Who permitted it.",
    "until": "The last day on which it holds.",
}


def policy_schema(catalog: Catalog | None = None) -> Schema:
    """The schema (draft 2020-12) of a policy that names rules of a catalogue: the built-in one unless given."""
    catalog = catalog or built_in()
    properties: dict[str, Schema] = {
        "version": {"const": 1},
        "policy": _ref("text"),
        "description": _ref("text"),
        "owner": _ref("text"),
        "extends": _one_or_many("text"),
        "where": _where(ALL_KEYS),
        "rules": _rules(catalog),
        "undecided": _ref("level"),
        "plugins": _one_or_many("text"),
        "schemas": {"type": "array", "items": _own_schema()},
        "waivers": {"anyOf": [_ref("granted"), _limits()]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pipecheck policy",
        "description": "What is asked of teams: rules with their levels and parameters, and what is waived.",
        **_object({key: properties[key] for key in POLICY_KEYS if key in properties}, required=["version"]),
        "$defs": _definitions(catalog),
    }


def _definitions(catalog: Catalog) -> dict[str, Schema]:
    """What many places share, and one setting for each rule: a level, or a map."""
    kinds = {f"where-{kind}": _where(keys) for kind, keys in KEYS.items()}
    rules = {entry.id: {"anyOf": [_level(entry), _setting(entry)]} for entry in catalog}
    shared: dict[str, Schema] = {
        "text": _TEXT,
        "level": {"enum": _LEVELS},
        "level-or-none": {"enum": [*_LEVELS, "none"]},
        "date": _TYPES["date"],
        "condition": {"type": "string", "pattern": r"\S", "description": "An expression: docs/expressions.md."},
        "rule-of-ones-own": _own_rule(),
        "granted": {"type": "array", "items": _waiver()},
    }
    return {**shared, **kinds, **rules}


def _rules(catalog: Catalog) -> Schema:
    settings = {entry.id: _settings(entry) for entry in catalog}
    former = {alias: settings[entry.id] for entry in catalog for alias in entry.aliases}
    return {
        "type": "object",
        "properties": settings | former,
        "patternProperties": {"^[^/]+/[^/]+$": _ref("rule-of-ones-own")},
        "additionalProperties": False,
    }


def _settings(entry: Entry) -> Schema:
    many = {"type": "array", "minItems": 1, "items": _ref(entry.id)}
    return {"description": entry.summary, "anyOf": [_ref(entry.id), many]}


def _level(entry: Entry) -> Schema:
    if entry.may_be_off:
        return _ref("level-or-none")
    return {"enum": [level.value for level in Level if level.rank >= entry.level.rank]}


def _setting(entry: Entry) -> Schema:
    properties: dict[str, Schema] = {
        "level": _level(entry),
        "where": _ref(f"where-{entry.kind}") if entry.of_files else _where_or_condition(entry.kind),
        "params": _object({param.name: _param(param) for param in entry.params}, free=False),
        "undecided": _ref("level"),
        "waivable": {"type": "boolean"},
    }
    ways = [{"required": [key]} for key in SETTING_KEYS if key != "where"]
    return {**_object({key: properties[key] for key in SETTING_KEYS}), "anyOf": ways}


def _param(param: Param) -> Schema:
    outer, _, inner = param.type.rpartition(" of ")
    one: Schema = {"enum": list(param.choices)} if param.choices else dict(_TYPES[inner])
    if outer == "list":
        one = {"anyOf": [one, {"type": "array", "items": one}]}
    elif outer == "map":
        one = {"type": "object", "additionalProperties": one}
    if param.optional:
        one = {"anyOf": [one, {"type": "null"}]}
    told = {"description": param.text} if param.text else {}
    return {**told, **one, "default": param.default}


def _where_or_condition(kind: str) -> Schema:
    return {"anyOf": [_ref(f"where-{kind}"), _ref("condition")]}


def _own_rule() -> Schema:
    """A rule with a slash in its id: a definition, or the level or settings of one from elsewhere."""
    words = {key: _ref("text") for key in KEYS_OF_DEFINITIONS}
    properties: dict[str, Schema] = {
        **words,
        "each": {"enum": list(KINDS_OF_DEFINITIONS)},
        "where": {"anyOf": [_where(ALL_KEYS), _ref("condition")]},
        "require": _ref("condition"),
        "level": _ref("level-or-none"),
        "undecided": _ref("level"),
        "waivable": {"type": "boolean"},
    }
    defines = {"anyOf": [{"required": ["each"]}, {"required": ["require"]}]}
    definition = _object(properties, required=["each", "require", "message"])
    return {
        "description": "A rule that this policy defines by an expression; or a setting of one defined elsewhere.",
        "anyOf": [
            _ref("level-or-none"),
            {"type": "array"},
            {"type": "object", "if": defines, "then": definition},
        ],
    }


def _own_schema() -> Schema:
    """A JSON Schema of the user's own over subjects of a kind."""
    properties: dict[str, Schema] = {
        "each": {"enum": list(KINDS_OF_SCHEMAS)},
        "schema": _ref("text"),
        "id": {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"},
        "where": _where(ALL_KEYS),
        "level": _ref("level-or-none"),
        "undecided": _ref("level"),
        "waivable": {"type": "boolean"},
    }
    return _object({key: properties[key] for key in KEYS_OF_SCHEMAS}, required=["each", "schema"])


def _where(keys: Iterable[str]) -> Schema:
    told = _object({key: _one_or_many("text", least=1) for key in keys})
    return {**told, "anyOf": [{"required": [key]} for key in told["properties"]]}


def _limits() -> Schema:
    required: Schema = {"enum": list(REQUIRABLE)}
    told = _object(
        {
            "granted": _ref("granted"),
            "max_days": {"type": "integer", "minimum": 1},
            "max_active": {"type": "integer", "minimum": 0},
            "require": {"anyOf": [required, {"type": "array", "items": required}]},
        }
    )
    return {**told, "minProperties": 1}


def _waiver() -> Schema:
    properties = {key: _ref("date" if key == "until" else "text") for key in WAIVER_KEYS}
    return _object(properties, required=["rule", "subject", "reason", "until"])


def _one_or_many(name: str, least: int = 0) -> Schema:
    many: Schema = {"type": "array", "items": _ref(name)}
    return {"anyOf": [_ref(name), {**many, "minItems": least} if least else many]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name.replace('~', '~0').replace('/', '~1')}"}


def _object(properties: dict[str, Schema], required: list[str] | None = None, *, free: bool = True) -> Schema:
    """An object that takes these keys, and those that begin with `x-` where it is `free`; no others."""
    told = {key: {"description": _SAID[key], **one} if key in _SAID else one for key, one in properties.items()}
    return {
        "type": "object",
        "properties": told,
        **({"patternProperties": {"^x-": {}}} if free else {}),
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }
