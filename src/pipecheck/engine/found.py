"""An outcome on its way to the report: whose it is, what it weighs, and later where it stands."""

from typing import NamedTuple

from pipecheck.engine.report import Verdict
from pipecheck.model.outcome import Outcome, Problem, Subject, SubjectKey
from pipecheck.model.team import Team
from pipecheck.policy.setting import Effective
from pipecheck.rules.base import Level
from pipecheck.rules.catalog import Entry
from pipecheck.source.place import Place


class Found(NamedTuple):
    """An outcome of a rule for a subject, under a setting."""

    entry: Entry
    subject: SubjectKey
    outcome: Outcome
    setting: Effective
    entity: Subject | None = None
    """The subject itself; None for what is told of a file."""
    teams: tuple[Team, ...] = ()
    dated: bool = False
    also: tuple[str, ...] = ()
    stands_for: frozenset[SubjectKey] = frozenset()
    """The subjects it was found for, where it is told once for their team."""

    @property
    def at(self) -> Place:
        return self.outcome.at

    @property
    def level(self) -> Level:
        """A problem that says so weighs less than its setting, never more."""
        if not isinstance(self.outcome, Problem):
            return self.setting.undecided
        most = self.outcome.at_most
        return (
            self.setting.level if most is None else min(self.setting.level, Level(most), key=lambda level: level.rank)
        )


def name_of(subject: SubjectKey) -> str:
    """A subject's name without its kind: what a waiver may name it by."""
    return str(subject).removeprefix(f"{subject.kind} ")


class Row(NamedTuple):
    """A located outcome: what the report will list, and what deciding about waivers needs."""

    verdict: Verdict
    found: Found | None = None
    """None for what the engine itself has to say: faults of files, and waivers."""
    waivable: bool = False
    key: tuple[str, ...] = ()
    """What tells it from its siblings on one subject: in the fingerprint."""
