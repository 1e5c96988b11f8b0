"""The report: everything a run has to say, located, in order. Renderers see this and nothing else."""

from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from pipecheck.model.outcome import Edit, Fact, Insert, Plain, Put, Remedy, Remove, SubjectKey, Value
from pipecheck.rules.base import Level
from pipecheck.source.place import Span

__all__ = [
    "Asked",
    "Counts",
    "Crash",
    "Edit",
    "Fact",
    "Insert",
    "Lack",
    "Level",
    "Plain",
    "PolicyRoot",
    "Put",
    "Remedy",
    "Remove",
    "Report",
    "RuleCount",
    "Span",
    "Standing",
    "State",
    "SubjectKey",
    "Undecideds",
    "Value",
    "Verdict",
    "Waived",
]


Lack: TypeAlias = Literal["absent", "unreadable", "short"]
"""How a field fails to decide: it is not there, it was set aside because of its shape, or it tells too little."""


class Waived(NamedTuple):
    """The permission that covers a violation."""

    span: Span
    reason: str
    until: date
    approved_by: str = ""


State: TypeAlias = Literal["active", "expiring", "unused", "unjudged", "excessive", "expired"]
"""How a waiver stands: it holds; it ends within 14 days; it covers nothing; its rule did not run where it speaks, so
nobody knows; it reaches further than the policy allows; it has ended."""


class Standing(NamedTuple):
    """A waiver of the run, and how it stands at as-of."""

    state: State
    rule: str
    """An id, or a glob over ids."""
    subject: str
    """As the policy file writes it; empty for a comment, which names no subject."""
    line: int
    """The line that a comment covers; 0 in a policy file."""
    reason: str
    approved_by: str
    until: date
    days_left: int
    """Days after as-of on which it still holds; negative once it has ended."""
    span: Span
    covers: tuple[tuple[str, SubjectKey], ...] = ()
    """The rule and subject of each outcome it speaks of."""
    why: str = ""
    """Why it covers nothing, where it is unused."""


class Verdict(NamedTuple):
    """One located row of the report: a violation, or, where `decided` is false, an undecided outcome."""

    rule: str
    subject: SubjectKey
    level: Level
    decided: bool
    message: str
    span: Span
    related: tuple[tuple[Span, str], ...] = ()
    evidence: tuple[tuple[Fact, tuple[Span, ...]], ...] = ()
    remedies: tuple[Remedy, ...] = ()
    """Best first; the title of the first is the hint."""
    fingerprint: str = ""
    key: tuple[str, ...] = ()
    """What tells it from its siblings on one subject."""
    dated: bool = False
    """It read as-of: it can change without a commit (semantics §19)."""
    also: tuple[str, ...] = ()
    """Rules that would have said the same, less well (semantics §25)."""
    setting: Span | None = None
    """The setting of the policy that turned the rule on; None for rules that are always on."""
    waiver: Waived | None = None
    known: bool = False
    """It stands in the baseline."""
    missing: str = ""
    """Undecided only: the field of the language that would decide it."""
    lack: Lack = "absent"
    """Undecided only: what is the matter with that field."""
    counted: bool = True
    """Whether it counts towards the exit code: not if waived, known, or dated under `--dated=show`."""
    waivable: bool = True
    """Whether a waiver could cover it: not for rules that are always on (semantics §13), nor if the policy forbids."""

    @property
    def hint(self) -> str:
        return self.remedies[0].title if self.remedies else ""


class RuleCount(NamedTuple):
    """How a rule fared over all subjects of the workspace."""

    rule: str
    level: Level
    summary: str
    judged: int
    passed: int
    problems: int
    undecided: int
    not_concerned: int
    category: str = ""
    help: str = ""
    """The page of the rule in Markdown: what it looks for, why it matters, what to do."""


class Asked(NamedTuple):
    """How the expression of a rule that a policy defines came out, over all subjects of the workspace.

    One that never held, or never failed, may say something else than its author means.
    """

    rule: str
    held: int
    failed: int
    undecided: int
    hollow: tuple[str, ...]
    """Its `all` macros that had nothing to look at, on any subject: they held for want of anything that could fail."""


class Undecideds(NamedTuple):
    """Undecided outcomes of one team that miss the same field in the same way."""

    team: str
    missing: str
    span: Span
    rules: tuple[str, ...]
    subjects: int
    hint: str = ""
    lack: Lack = "absent"


class Crash(NamedTuple):
    """A rule that raised. The other verdicts stand."""

    rule: str
    subject: SubjectKey
    error: str
    """Type and message of what was raised, in one line."""
    frame: str
    """File name, line and function in which it was raised, without the machine's path."""


class PolicyRoot(NamedTuple):
    """A policy that the run was made under, and all it extends, in the order they are laid."""

    name: str
    extends: tuple[str, ...]


class Counts(NamedTuple):
    """What the summary adds up; violations are those shown."""

    files: int
    files_shown: int
    teams: int
    subjects: int
    rules: int
    errors: int
    warnings: int
    notes: int
    waived: int
    known: int
    undecided: int
    dated_shown: int
    """Shown without being counted, under `--dated=show`."""


class Report(NamedTuple):
    """A whole run. `verdicts` are sorted by file, line, column, rule, subject, key."""

    version: str
    policies: tuple[PolicyRoot, ...]
    as_of: date
    as_of_fixed: str
    """Where a fixed as-of comes from (`--as-of`, the name of the configuration file), or empty for today."""
    calendars: str
    zones: str
    fail_level: Level
    counts: Counts
    verdicts: tuple[Verdict, ...] = ()
    undecided: tuple[Undecideds, ...] = ()
    crashes: tuple[Crash, ...] = ()
    rules: tuple[RuleCount, ...] = ()
    expressions: tuple[Asked, ...] = ()
    remarks: tuple[str, ...] = ()
    """Sentences of the summary that say what might otherwise pass in silence: audiences no setting speaks of,
    settings that matched nothing, boundaries without history."""
    baseline: str = ""
    """The name of the baseline file the run was held against, or empty."""
    stale: tuple[str, ...] = ()
    """Entries of the baseline that match nothing any more: fingerprint, rule and subject in words."""
    waivers: tuple[Standing, ...] = ()
    """Every waiver, by file and line; none where they were not to apply."""
    judged_nothing: str = ""
    """Why nothing was judged (semantics §9: exit 3), or empty."""

    all_undecided: str = ""
    """A sentence, where rules judged and not one of them could decide anything."""
    strict: bool = False
    """Whether that, and what is vacuous, fails the run (`--strict-policy`, semantics §9)."""
    vacuous: tuple[str, ...] = ()
    """Those of the remarks that tell of what judged nothing."""

    @property
    def exit_code(self) -> int:
        """4 a rule crashed · 3 nothing judged · 1 something counts at or above the fail level · 0 otherwise."""
        if self.crashes:
            return 4
        if self.judged_nothing:
            return 3
        counting = (v for v in self.verdicts if v.counted and v.level.rank >= self.fail_level.rank)
        empty = self.all_undecided or self.vacuous
        return 1 if any(counting) or (self.strict and empty) else 0
