"""What a run of `pipecheck test` came to. Renderers see this and nothing else."""

from typing import NamedTuple

from pipecheck.engine.report import Crash, Span
from pipecheck.trial.compare import Difference, Mismatch
from pipecheck.trial.coverage import Coverage, Item
from pipecheck.trial.mutate import Mutation, Survivor

__all__ = [
    "CaseResult",
    "Coverage",
    "Crash",
    "Difference",
    "Item",
    "Mismatch",
    "Mutation",
    "Result",
    "Span",
    "Survivor",
]


class CaseResult(NamedTuple):
    """How one case fared."""

    policy: str
    name: str
    at: Span
    mismatches: tuple[Mismatch, ...] = ()
    crashes: tuple[Crash, ...] = ()
    is_edited: bool = False
    """Whether its team is an edited base, the lines of which nobody has seen."""

    @property
    def passed(self) -> bool:
        return not self.mismatches and not self.crashes


class Result(NamedTuple):
    """A whole run, in the order of files and lines."""

    version: str
    cases: tuple[CaseResult, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    """Of each policy, by its name."""
    threshold: int | None = None
    """The least coverage, in percent, that each policy must have; None where none is asked for."""
    mutations: tuple[Mutation, ...] | None = None
    """Of each policy; None where they were not asked for, or a case failed: then nothing could be learnt from them."""

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies that cases are about, sorted."""
        return tuple(sorted({case.policy for case in self.cases}))

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        return tuple(case for case in self.cases if not case.passed)

    @property
    def too_little(self) -> tuple[Coverage, ...]:
        """The policies that are covered less than is asked for."""
        return tuple(one for one in self.coverage if self.threshold is not None and one.percent < self.threshold)

    @property
    def exit_code(self) -> int:
        """4 a rule crashed · 3 no case · 1 something failed · 0 otherwise."""
        if any(case.crashes for case in self.cases):
            return 4
        if not self.cases:
            return 3
        unnoticed = any(one.failed for one in self.mutations or ())
        return 1 if self.failed or self.too_little or unnoticed else 0
