"""What a policy file says, read and bound to the catalogue: settings, waivers, and what else it brings."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from pipecheck.policy.glob import Glob, SubjectGlob
from pipecheck.policy.limits import Limits
from pipecheck.policy.where import Where
from pipecheck.rules.base import Level
from pipecheck.source.document import Document
from pipecheck.source.place import Place, Span

Told: TypeAlias = Level | Literal["none"] | None
"""A level as written: `none` turns the rule off, and None is not told."""


class Given(NamedTuple):
    """A parameter's value, ready for the rule, and where it was written."""

    value: object
    at: Place


class Setting(NamedTuple):
    """One entry of what a file says of a rule."""

    rule: str
    at: Place
    level: Told = None
    params: Mapping[str, Given] = MappingProxyType({})
    where: Where | None = None
    undecided: Level | None = None
    waivable: bool = True
    undecided_at: Place | None = None
    waivable_at: Place | None = None


class Waiver(NamedTuple):
    """A permission with a reason and an end, by policy file or by comment.

    A waiver of a policy file has a `subject`; a comment has the `line` that it covers, in `span.file`.
    """

    rule: Glob
    until: date
    reason: str
    span: Span
    subject: SubjectGlob | None = None
    line: int = 0
    approved_by: str = ""
    scopes: tuple[tuple[Where, ...], ...] = ((),)
    """Chains of `where` under which its file is laid: it covers what one of them chooses."""


class PolicyFile(NamedTuple):
    """One policy file, or profile, by itself."""

    document: Document
    name: str
    settings: Mapping[str, tuple[Setting, ...]]
    """By id of the rule, in the order written: the first whose `where` matches counts."""
    defines: tuple[str, ...] = ()
    """The rules that it defines as expressions; each has one setting, the definition itself."""
    waivers: tuple[Waiver, ...] = ()
    limits: Limits = Limits()
    where: Where | None = None
    undecided: Level | None = None
    description: str = ""
    owner: str = ""

    @property
    def file(self) -> str:
        return self.document.file


class Laid(NamedTuple):
    """What the files say of one rule and one subject, laid over one another, and where each of it was written.

    The level is `none` where a file turns the rule off, and None where no file gives one; a place is None for what no
    file says.
    """

    level: Told
    at: Place | None
    params: Mapping[str, Given]
    undecided: Level
    undecided_at: Place | None
    waivable: bool
    waivable_at: Place | None


class Effective(NamedTuple):
    """What holds for one rule and one subject, after all files are laid over one another."""

    level: Level
    undecided: Level
    params: Mapping[str, Given]
    waivable: bool
    at: Place | None
    """Where the level was given; None for one that no file gives."""

    @property
    def values(self) -> dict[str, object]:
        """The parameters to make the rule's own of; those left out have their defaults."""
        return {name: given.value for name, given in self.params.items()}
