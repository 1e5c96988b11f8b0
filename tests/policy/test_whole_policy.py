"""A policy file with every kind of key it may have loads as it is written, on the built-in rules."""

from pathlib import Path

from pipecheck.files.profiles import profile_text
from pipecheck.policy.load import Sources, load_policy
from pipecheck.rules.catalog import AnyRule, built_in
from tests.policy.texts import Texts

SAMPLE = Path(__file__).parent / "samples" / "investor-reporting.yaml"
SCHEMA = '{"properties": {"x-tier": {"type": "string"}}}'


def test_the_whole_example_loads() -> None:
    asked: list[str] = []

    def plugins(name: str) -> dict[str, AnyRule]:
        asked.append(name)
        return {}

    reader = Texts({"p.yaml": SAMPLE.read_text("utf-8"), "schemas/acme-pipeline.schema.json": SCHEMA})
    policy = load_policy(("p.yaml",), Sources(reader, profile_text, built_in(), plugins))

    assert policy.roots[0].extends == ("pipecheck:essential", "pipecheck:recommended")
    file = policy.layers[-1].file
    assert {rule: len(settings) for rule, settings in file.settings.items()} == {
        "single-owner": 1,
        "uneven-primary-load": 1,
        "incomplete-runbook": 2,
        "acme/investor-sla": 1,
        "schema/acme-pipeline": 1,
    }
    assert file.defines == ("acme/investor-sla", "schema/acme-pipeline")
    assert [(one.rule.text, one.approved_by) for one in file.waivers] == [("uneven-primary-load", "dana")]
    assert asked == ["acme_rules"]
