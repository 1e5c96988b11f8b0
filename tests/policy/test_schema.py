"""The schema of policies and their reader agree on every case."""

import pytest
from jsonschema import Draft202012Validator

from pipecheck.policy.schema import policy_schema
from pipecheck.source.scalar import plain_data
from pipecheck.source.yaml import read_yaml
from tests.policy.texts import RULES, faults

SCHEMA = policy_schema(RULES)

GOOD = [
    "",
    "policy: x\ndescription: 3\nowner: yes\nx-more: [1]",
    "extends: pipecheck:essential",
    "extends: []",
    "where: {teams: a}",
    "where: {teams: [a, 'b*']}",
    "undecided: error",
    "waivers: [{rule: single-owner, subject: x, reason: y, until: 2026-01-31}]",
    "waivers: [{rule: '*', subject: x, reason: y, approved_by: z, until: 2026-01-31}]",
    "waivers: {max_days: 90, max_active: 0, require: approved_by, granted: []}",
    "waivers: {require: [approved_by], x-more: 1}",
    "rules: {single-owner: error}",
    "rules: {single-owner: none, coverage-gap: note}",
    "rules: {single-owner: [{level: note, where: {areas: a}}, error]}",
    "rules: {single-owner: {params: {min: 3}}}",
    "rules: {single-owner: {params: {share: 1/3, audiences: [a], cap: null, notice: 3d, by: days}}}",
    "rules: {single-owner: {params: {share: 0.5, audiences: a, quick: true, since: 2026-01-31, weights: {a: 1}}}}",
    "rules: {single-owner: {undecided: warning}}",
    "rules: {single-owner: {waivable: false}}",
    "rules: {hole-in-coverage: note}",
    "rules: {expired-waiver: error, yaml-trap: none}",
    "rules: {idle-member: {level: note, where: {members: a}}}",
    "rules: {single-owner: {level: note, where: pipeline.id == 'a'}}",
    "rules: {acme/a: {each: pipeline, require: 'true', message: x}}",
    "rules: {acme/a: {each: team, require: 'true', message: x, hint: y, at: name, level: note, undecided: error}}",
    "rules: {acme/a: {each: member, require: 'true', message: x, where: {members: a}, waivable: false, x-why: z}}",
    "rules: {acme/a: {each: member, require: 'true', message: x, where: member.id == 'a'}}",
]
BAD = [
    "polcy: x",
    "policy: [x]",
    "policy: ",
    "policy: ''",
    "where: {}",
    "where: {x-y: a}",
    "where: {team: a}",
    "where: {teams: []}",
    "undecided: never",
    "undecided: none",
    "schemas: {}",
    "schemas: [{each: holiday, schema: a.json}]",
    "schemas: [{each: member}]",
    "schemas: [{each: member, schema: ''}]",
    "schemas: [{each: member, schema: a.json, id: plain}]",
    "schemas: [{each: member, schema: a.json, more: x}]",
    "waivers: {}",
    "waivers: {max_days: 0}",
    "waivers: {max_days: 1.5}",
    "waivers: {max_active: -1}",
    "waivers: {require: [reason]}",
    "waivers: {list: []}",
    "waivers: {granted: {}}",
    "waivers: [{rule: single-owner, subject: x, reason: y}]",
    "waivers: [{rule: single-owner, subject: x, until: 2026-01-31}]",
    "waivers: [{rule: single-owner, subject: x, reason: y, until: tomorrow}]",
    "waivers: [{rule: single-owner, subject: x, reason: y, until: 2026-01-31, more: z}]",
    "rules: []",
    "rules: {singel-owner: error}",
    "rules: {single-owner: fatal}",
    "rules: {single-owner: }",
    "rules: {single-owner: []}",
    "rules: {single-owner: {}}",
    "rules: {single-owner: {where: {teams: a}}}",
    "rules: {single-owner: {level: error, more: x}}",
    "rules: {single-owner: {level: error, where: {members: a}}}",
    "rules: {single-owner: {params: {mni: 3}}}",
    "rules: {single-owner: {params: {min: three}}}",
    "rules: {single-owner: {params: {min: 2.5}}}",
    "rules: {single-owner: {params: {min: null}}}",
    "rules: {single-owner: {params: {share: half}}}",
    "rules: {single-owner: {params: {audiences: {a: b}}}}",
    "rules: {single-owner: {params: {notice: weekly}}}",
    "rules: {single-owner: {params: {by: weeks}}}",
    "rules: {single-owner: {params: {quick: 1}}}",
    "rules: {single-owner: {params: {weights: [1]}}}",
    "rules: {single-owner: {waivable: no}}",
    "rules: {invalid-yaml: {level: error, where: team.id == 'a'}}",
    "where: team.id == 'a'",
    "rules: {acme/a: {each: pipeline, require: 'true'}}",
    "rules: {acme/a: {each: pipeline, message: x}}",
    "rules: {acme/a: {each: person, require: 'true', message: x}}",
    "rules: {acme/a: {each: pipeline, require: [a], message: x}}",
    "rules: {acme/a: {each: pipeline, require: 'true', message: x, forbid: y}}",
    "rules: {acme/a: {each: pipeline, require: 'true', message: x, level: fatal}}",
    "rules: {uneven-load: {params: 3}}",
    "rules: {invalid-yaml: none}",
    "rules: {invalid-yaml: note}",
    "rules: {expired-waiver: note}",
]


def by_schema(text: str) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(plain_data(read_yaml(text, "p.yaml").data))


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", GOOD)
def test_what_is_good_for_both(text: str) -> None:
    assert faults(f"version: 1\n{text}\n") == []
    assert by_schema(f"version: 1\n{text}\n")


@pytest.mark.parametrize("text", BAD)
def test_what_is_bad_for_both(text: str) -> None:
    assert faults(f"version: 1\n{text}\n") != []
    assert not by_schema(f"version: 1\n{text}\n")


@pytest.mark.parametrize("text", ["rules: {}\n", "version: 2\n", "version: '1'\n", "[]\n"])
def test_the_version_is_wanted_by_both(text: str) -> None:
    assert faults(text) != []
    assert not by_schema(text)
