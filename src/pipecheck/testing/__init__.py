"""For authors of rules: cases as data, judged as the engine judges. The built-in rules are tested so, too.

    from pathlib import Path

    import pytest
    from pipecheck.testing import Case, Suite

    HERE = Path(__file__).parent
    SUITE = Suite("acme", cases=HERE / "cases", pages=HERE.parent / "docs")


    @pytest.mark.parametrize("case", SUITE.cases, ids=str)
    def test_case(case: Case) -> None:
        SUITE.check(case)


    @pytest.mark.parametrize("rule", SUITE.rules)
    def test_rule(rule: str) -> None:
        SUITE.check_rule(rule)

How a case file reads stands in `pipecheck.testing.casefile`.
"""

from pipecheck.testing.casefile import Case, read_cases
from pipecheck.testing.check import check_case, check_examples
from pipecheck.testing.suite import Suite

__all__ = ["Case", "Suite", "check_case", "check_examples", "read_cases"]
