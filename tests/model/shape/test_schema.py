"""The JSON Schemas that are made from the models are those that the repository holds."""

import json
from pathlib import Path

import pytest

from pipecheck.model.shape import kinds, schema

SCHEMAS = Path(__file__).parents[3] / "schemas"


@pytest.mark.parametrize(("made", "name"), [(schema.team_schema, "team"), (schema.runbook_schema, "runbook")])
def test_a_schema(made, name):
    kept = (SCHEMAS / f"{name}.schema.json").read_text("utf-8")

    assert json.loads(json.dumps(made())) == json.loads(kept)


def test_the_order_of_names_in_a_schema():
    assert list(schema.team_schema()["$defs"]) == sorted(schema.team_schema()["$defs"])


def test_keys_that_go_together_or_never_do():
    assert kinds.one_of("anyOf", "a", "b") == {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
    assert kinds.never(("a", "b")) == {"not": {"anyOf": [{"required": ["a", "b"]}]}}
