"""A case file, read: small teams, and everything that a policy is to say of them."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from pipecheck.policy.field import Field
from pipecheck.rules.base import Level
from pipecheck.source.place import Span
from pipecheck.source.scalar import Data, Value


class Expected(NamedTuple):
    """One outcome that a case tells; what is left empty is not compared."""

    rule: str
    subject: str
    at: Span
    """Where it stands in the case file."""
    decided: bool = True
    evidence: Mapping[str, Value] = MappingProxyType({})
    """Facts by name, as reports print them: fractions and dates as text."""
    words: Mapping[str, str] = MappingProxyType({})
    """`message`, `words`, `file`, `hint` and `missing`, as they are to be, whole."""
    contains: tuple[str, ...] = ()
    """Parts of the message."""
    level: Level | None = None
    line: int | None = None
    waived: bool = False


class Step(NamedTuple):
    """One edit of a base team: `put` and `insert` have a value, `insert` may say before which item."""

    verb: str
    route: tuple[str, ...]
    """Keys; an item of a list is named by its id, or by its number from 0."""
    field: Field
    value: Data | None = None
    before: int | None = None


class Base(NamedTuple):
    """A team to begin with: a file of the workspace, or a text that stands in the case file."""

    path: str
    """Root-relative; empty for a text."""
    text: str
    field: Field


class Case(NamedTuple):
    """A small team, a date, and the verdicts that the policy is to reach."""

    name: str
    at: Span
    """Its name, in the case file."""
    as_of: date
    base: Base
    steps: tuple[Step, ...]
    files: Mapping[str, str]
    """What lies beside the team file, by path relative to it."""
    expected: tuple[Expected, ...]
    tells_undecided: bool
    """Whether undecided outcomes are compared, too."""


class CaseFile(NamedTuple):
    """All cases of one file; they are about one policy."""

    path: str
    policy: str
    """Root-relative, or a shipped profile."""
    policy_field: Field
    cases: tuple[Case, ...]
    rules_named: tuple[Field, ...]
    """Every rule that an outcome names, to be looked up in the policy's catalogue."""
