"""The report for programs: its schema holds, is strict and is the one in the repository; numbers stay exact."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipecheck.engine.report import Report
from pipecheck.render import Options, render
from pipecheck.render.schema import report_schema
from tests.render.sample import CLEAN, NOTHING, SAMPLE, SINGLE_OWNER

SCHEMA = Path(__file__).parent.parent.parent / "schemas" / "report.schema.json"
VALIDATOR = Draft202012Validator(report_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("report", [SAMPLE, CLEAN, NOTHING], ids=["sample", "clean", "nothing"])
def test_the_report_is_what_its_schema_says(report: Report) -> None:
    document = json.loads(render(report, "json", Options()))
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    assert document["format"] == "pipecheck-report/1"


def test_the_schema_in_the_repository_is_the_generated_one() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"
    Draft202012Validator.check_schema(report_schema())


def test_the_schema_is_strict() -> None:
    document = json.loads(render(SAMPLE, "json", Options()))
    document["verdicts"][1]["more"] = 1
    del document["counts"]["teams"]
    assert [error.message for error in VALIDATOR.iter_errors(document)] == [
        "'teams' is a required property",
        "Additional properties are not allowed ('more' was unexpected)",
    ]


def test_evidence_is_exact_and_typed() -> None:
    [verdict] = json.loads(render(CLEAN._replace(verdicts=(SINGLE_OWNER,)), "json", Options()))["verdicts"]
    assert {fact["name"]: fact["value"] for fact in verdict["evidence"]} == {
        "owners": 1,
        "share": {"n": 1, "d": 3},
        "seen": ["2026-01-05", None, True],
        "loads": {"bob": 1, "carol": {"n": 2, "d": 1}},
    }
    assert list(verdict["evidence"][3]["value"]) == ["bob", "carol"]


def test_remedies_carry_their_edits() -> None:
    [verdict] = json.loads(render(CLEAN._replace(verdicts=(SINGLE_OWNER,)), "json", Options()))["verdicts"]
    route = ["pipelines", 0]
    assert [remedy["edits"] for remedy in verdict["remedies"]] == [
        [{"edit": "put", "file": "teams/data-core.yaml", "route": [*route, "owners", "secondary"], "value": "carol"}],
        [{"edit": "remove", "file": "teams/data-core.yaml", "route": route}],
        [
            {
                "edit": "insert",
                "file": "teams/data-core.yaml",
                "route": ["members"],
                "before": 0,
                "value": {"id": "dave"},
            },
            {"edit": "insert", "file": "teams/data-core.yaml", "route": ["partners"], "before": None, "value": "eve"},
        ],
    ]
