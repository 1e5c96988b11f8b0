"""What a run of `pipecheck test` came to. Renderers see this and nothing else."""

from typing import NamedTuple

from pipecheck.engine.report import Crash, Span
from pipecheck.trial.compare import Difference, Mismatch

__all__ = ["CaseResult", "Crash", "Difference", "Mismatch", "Result", "Span"]


class CaseResult(NamedTuple):
    """How one case fared."""

    policy: str
    name: str
    at: Span
    mismatches: tuple[Mismatch, ...] = ()
    crashes: tuple[Crash, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.mismatches and not self.crashes


class Result(NamedTuple):
    """A whole run, in the order of files and lines."""

    version: str
    cases: tuple[CaseResult, ...] = ()

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies that cases are about, sorted."""
        return tuple(sorted({case.policy for case in self.cases}))

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        return tuple(case for case in self.cases if not case.passed)

    @property
    def exit_code(self) -> int:
        """4 a rule crashed · 3 no case · 1 something failed · 0 otherwise."""
        if any(case.crashes for case in self.cases):
            return 4
        if not self.cases:
            return 3
        return 1 if self.failed else 0
