"""Every rule here says of its cases exactly what stands there, and of itself what its page says."""

from pathlib import Path

import pytest
from pipecheck.testing import Case, Suite

HERE = Path(__file__).parent.parent
SUITE = Suite("acme", cases=HERE / "cases", pages=HERE / "docs")


@pytest.mark.parametrize("case", SUITE.cases, ids=str)
def test_case(case: Case) -> None:
    SUITE.check(case)


@pytest.mark.parametrize("rule", SUITE.rules)
def test_rule(rule: str) -> None:
    SUITE.check_rule(rule)
