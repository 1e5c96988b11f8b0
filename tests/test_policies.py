"""The policies of this repository are tested by its own tool: every case holds, and every change is noticed."""

import os
from pathlib import Path

import pytest

from pipecheck.api import try_policies
from pipecheck.trial.result import Result

ROOT = Path(__file__).parent.parent
POLICIES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "policies").glob("*.yaml"))


@pytest.fixture(scope="module")
def result() -> Result:
    return try_policies(os.fspath(ROOT), threshold=100, mutate=True).result


def test_every_policy_has_cases(result: Result) -> None:
    assert list(result.policies) == POLICIES
    assert {"default", "investor-reporting", "small-team", "sre-strict"} <= {Path(path).stem for path in POLICIES}


def test_every_case_holds(result: Result) -> None:
    assert not result.failed
    assert result.exit_code == 0


def test_all_of_each_policy_is_covered(result: Result) -> None:
    assert {one.policy: one.percent for one in result.coverage} == dict.fromkeys(POLICIES, 100)


def test_a_case_notices_every_change(result: Result) -> None:
    assert result.mutations is not None
    for one in result.mutations:
        assert not one.survivors, one.survivors
        assert not one.idle, one.idle
        assert not one.too_many, one.equivalents
        assert one.tried > len(one.equivalents)
