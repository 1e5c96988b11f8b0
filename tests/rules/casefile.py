"""The case files of the built-in rules, one beside another by category."""

from collections.abc import Mapping
from pathlib import Path

from pipecheck.testing.casefile import AS_OF, TEAM, Case, read_cases

__all__ = ["AS_OF", "HERE", "TEAM", "Case", "case_files", "read_cases"]

HERE = Path(__file__).parent


def case_files() -> Mapping[str, Path]:
    """The case file of each rule, by the rule's id."""
    return {path.stem: path for path in sorted(HERE.glob("*/*.yaml"))}
