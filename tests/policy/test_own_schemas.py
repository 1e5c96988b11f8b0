"""JSON Schemas of the user's own: a wrong one stops the run; what does not hold to one is told at the very value."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from pipecheck.policy.faults import BadPolicy
from tests.engine.sample import by_rule, lint
from tests.policy.texts import faults, laid

TEAM = """\
version: 1
team: core
members:
  - {id: alice, contact: {email: alice@example.com, pager: "555"}}
pipelines:
  - id: growth
    x-cost: 4711
    x-deep: {a: 1, b: two}
    x-list: [1, 1]
    owners: {primary: alice}
"""


def judged(schema: object, each: str = "pipeline", team: str = TEAM, more: str = "", **others: object) -> list[str]:
    """What a schema has against a team: line, column and message."""
    files = {"teams/core.yaml": team, "s.json": json.dumps(schema)}
    files |= {name.replace("_", "."): json.dumps(one) for name, one in others.items()}
    report = lint(files, "{}", f"schemas: [{{each: {each}, schema: s.json{more}}}]\n")
    assert not report.crashes, report.crashes
    return [f"{one.span.line}:{one.span.column} {one.message}" for one in by_rule(report, "schema/s")]


def properties(**schemas: object) -> dict[str, object]:
    return {"properties": {name.replace("_", "-"): schema for name, schema in schemas.items()}}


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        (True, []),
        (False, ["6:5 pipeline core/growth is not allowed by its schema"]),
        (properties(x_cost={"type": "integer", "minimum": 1}), []),
        (
            properties(x_cost={"type": "string"}),
            ["7:13 `x-cost` of pipeline core/growth wants text; here stands '4711'"],
        ),
        (
            properties(x_cost={"type": ["string", "null"]}),
            ["7:13 `x-cost` of pipeline core/growth wants text or nothing; here stands '4711'"],
        ),
        (
            properties(x_cost={"exclusiveMaximum": 4711}),
            ["7:13 `x-cost` of pipeline core/growth wants less than 4711; here stands '4711'"],
        ),
        (
            properties(x_cost={"enum": [1, "a"]}),
            ["7:13 `x-cost` of pipeline core/growth wants one of '1', 'a'; here stands '4711'"],
        ),
        ({"required": ["x-owner", "id"]}, ["6:5 pipeline core/growth has no `x-owner`"]),
        (
            {"dependentRequired": {"x-cost": ["x-owner"]}},
            ["6:5 pipeline core/growth has no `x-owner`, which goes with what it has"],
        ),
        (
            properties(x_deep=properties(a=True) | {"additionalProperties": False}),
            ["8:20 `x-deep` of pipeline core/growth has the key 'b', which its schema does not have"],
        ),
        (
            properties(x_deep={"additionalProperties": {"type": "integer"}}),
            ["8:23 `x-deep.b` of pipeline core/growth wants a whole number; here stands 'two'"],
        ),
        (
            properties(x_deep={"patternProperties": {"^b": {"pattern": "^t.o.$"}}, "additionalProperties": False}),
            [
                "8:14 `x-deep` of pipeline core/growth has the key 'a', which its schema does not have",
                "8:23 `x-deep.b` of pipeline core/growth wants to match `^t.o.$`; here stands 'two'",
            ],
        ),
        (
            properties(x_list={"uniqueItems": True, "maxItems": 1}),
            [
                "9:13 `x-list` of pipeline core/growth wants 1 item at most",
                "9:13 `x-list` of pipeline core/growth lists one thing twice",
            ],
        ),
        (
            properties(x_deep={"anyOf": [{"type": "null"}, properties(b={"type": "integer"})]}),
            ["8:23 `x-deep.b` of pipeline core/growth wants a whole number; here stands 'two'"],
        ),
        (
            properties(x_list={"type": "object"}),
            ["9:13 `x-list` of pipeline core/growth wants a mapping; here stands a list"],
        ),
        (
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://acme.example/s",
             "$defs": {"cost": {"$anchor": "cost", "type": "string"}}, **properties(x_cost={"$ref": "#cost"})},
            ["7:13 `x-cost` of pipeline core/growth wants text; here stands '4711'"],
        ),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_told_at_the_very_value(schema: object, told: list[str]) -> None:
    assert judged(schema) == told


def test_a_reference_leads_into_another_file_and_below_itself() -> None:
    tree = {"type": ["object", "integer", "string"], "additionalProperties": {"$ref": "#/$defs/tree"}, "maxLength": 2}
    found = judged(properties(x_deep={"$ref": "t.json#/$defs/tree"}), t_json={"$defs": {"tree": tree}})
    assert found == ["8:23 `x-deep.b` of pipeline core/growth wants 2 characters at most"]


def test_what_is_private_is_never_shown() -> None:
    schema = properties(
        contact={
            "properties": {"email": {"const": "b@example.com"}, "pager": {"pattern": "^7"}},
            "propertyNames": {"maxLength": 4},
        }
    )
    assert judged(schema, "member") == [
        "4:27 `contact` of member core/alice has the key 'email', which its schema does not allow",
        "4:34 `contact.email` of member core/alice wants 'b@example.com'; here stands something else",
        "4:53 `contact` of member core/alice has the key 'pager', which its schema does not allow",
        "4:60 `contact.pager` of member core/alice wants to match `^7`; here stands something else",
    ]


def test_a_schema_is_a_rule_like_any_other() -> None:
    schema = {"properties": {"x-cost": {"type": "string", "description": "Four digits, in quotes."}}}
    files = {"teams/core.yaml": TEAM, "s.json": json.dumps(schema)}
    policy = "schemas: [{each: pipeline, schema: s.json, id: acme/cost, level: warning, where: {areas: none-such}}]\n"
    assert by_rule(lint(files, "{}", policy), "acme/cost") == []
    policy = policy.replace(", where: {areas: none-such}", "")
    (told,) = by_rule(lint(files, "{}", policy), "acme/cost")
    assert (told.level.value, told.hint, told.related[0][0].file) == ("warning", "Four digits, in quotes", "s.json")
    assert lint(files, "{lonely: note}", policy, ignore=["acme/*"]).counts.warnings == 0
    waiver = "waivers: [{rule: acme/*, subject: core/growth, reason: soon, until: 2026-06-30}]\n"
    assert by_rule(lint(files, "{}", policy + waiver), "acme/cost")[0].waiver is not None


# ---- what is wrong with a schema


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ([], "a schema wants keys such as `type` and `properties`"),
        ({"type": "strng"}, "`type` is not what JSON Schema 2020-12 takes there"),
        ({"requred": ["a"]}, "JSON Schema has no keyword 'requred', so it would judge nothing"),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, "only draft 2020-12 is supported"),
        (properties(a={"$id": "b"}), "only a whole file has a `$id`"),
        (properties(a={"$dynamicRef": "#a"}), "`$dynamicRef` is not supported, so it would judge nothing"),
        (properties(a={"format": "iri"}), "the format 'iri' is not checked, so it would pass anything"),
        (properties(a={"pattern": "(?=a)b"}), "'(?=a)b' is no pattern that can be matched in linear time"),
        ({"patternProperties": {"(a)\\1": True}}, "'(a)\\1' is no pattern that can be matched in linear time"),
        ({"$ref": "https://acme.example"}, "'https://acme.example' leads out of the workspace, and nothing is fetched"),
        ({"$ref": "../../x.json"}, "'../../x.json' leads outside the workspace"),
        ({"$ref": "/etc/passwd"}, "'/etc/passwd' leads out of the workspace, and nothing is fetched"),
        ({"$ref": "none.json"}, "there is no schema 'none.json'"),
        ({"$ref": "#/$defs/none"}, "'#/$defs/none' leads to no schema"),
        ({"$ref": "#"}, "this schema leads back to itself at the same value, and would never end"),
        (
            {"$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"if": {"$ref": "#/$defs/a"}}}},
            "this schema leads back to itself at the same value, and would never end",
        ),
        (
            {"unevaluatedProperties": False, "patternProperties": {"a": True}},
            "`unevaluatedProperties` is not supported in a file with `patternProperties`",
        ),
    ],
)  # fmt: skip
def test_a_schema_that_cannot_be_run_stops_the_run_at_its_place(schema: object, told: str) -> None:
    text = "version: 1\nschemas: [{each: pipeline, schema: s.json}]\n"
    found = faults({"p.yaml": text, "s.json": json.dumps(schema)})
    assert [fault.message for fault in found] == [told]
    assert found[0].span.file == "s.json"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{each: pipline, schema: s.json}", "no schema judges a subject of the kind 'pipline'"),
        ("{each: holiday, schema: s.json}", "no schema judges a subject of the kind 'holiday'"),
        ("{each: pipeline}", "a schema wants `schema`"),
        ("{each: pipeline, schema: s.json, levl: note}", "a schema has no key 'levl'"),
        ("{each: pipeline, schema: s.json, id: cost}", "'cost' is no id of a rule"),
        ("{each: pipeline, schema: ../s.json}", "'../s.json' leads outside the workspace"),
        ("{each: pipeline, schema: /s.json}", "'/s.json' is no path inside the workspace"),
        ("{each: pipeline, schema: 'https://a.example'}", "'https://a.example' lies elsewhere, and nothing is fetched"),
        ("{each: pipeline, schema: none.json}", "there is no schema 'none.json'"),
        ("{each: pipeline, schema: bad.json}", "this '}' closes nothing"),
        ("{each: member, schema: s.json, where: {areas: a}}", "`schema/s` judges a member, which has no `areas`"),
    ],
)  # fmt: skip
def test_an_entry_that_makes_no_rule_is_refused(entry: str, told: str) -> None:
    files = {"p.yaml": f"version: 1\nschemas: [{entry}]\n", "s.json": "{}", "bad.json": '{"a": [}'}
    assert [fault.message for fault in faults(files)] == [told]


def test_two_schemas_of_one_name_want_ids() -> None:
    entries = "[{each: pipeline, schema: s.json}, {each: member, schema: s.json}]"
    assert [one.hint for one in faults({"p.yaml": f"version: 1\nschemas: {entries}\n", "s.json": "{}"})] == [
        "give one of them an `id`"
    ]


# ---- what it may cost


def test_a_schema_that_explodes_is_told_and_contained() -> None:
    doubling: dict[str, Any] = {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(40)}
    schema = {"$ref": "#/$defs/d0", "$defs": {**doubling, "d40": True}}
    files: Mapping[str, str] = {"teams/core.yaml": TEAM, "s.json": json.dumps(schema)}
    report = lint(files, "{lonely: error}", "schemas: [{each: pipeline, schema: s.json}]\n")
    assert [(one.rule, one.error) for one in report.crashes] == [
        ("schema/s", "TooCostly: the schema takes more than 100,000 steps for one value")
    ]
    assert report.exit_code == 4
    assert by_rule(report, "lonely"), "the other verdicts stand"


def test_patterns_take_linear_time() -> None:
    name = "a" * 60
    schema = {"patternProperties": {"^x-(a+)+$": True}, "properties": {"x-word": {"pattern": "^(a+)+$"}}}
    team = TEAM.replace("x-cost: 4711", f"x-word: {name}b\n    x-{name}b: 1")
    assert len(judged(schema | {"additionalProperties": True}, team=team)) == 1


def test_an_empty_list_makes_no_rule() -> None:
    assert laid({"p.yaml": "version: 1\nschemas: []\n"}).rules_on == ()
    with pytest.raises(BadPolicy):
        laid({"p.yaml": "version: 1\nschemas: {}\n"})
