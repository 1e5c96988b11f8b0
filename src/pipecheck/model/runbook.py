"""Runbooks, risks and reviews."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, NamedTuple

from pipecheck.model.entity import Entity
from pipecheck.model.outcome import Kind
from pipecheck.model.value import Duration, Party, Ref, Selector, Sla
from pipecheck.source.place import Place


class Block(NamedTuple):
    """A paragraph, list item, table or piece of code under a heading."""

    at: Place
    kind: str
    text: str
    ordered: bool = False


class Section(NamedTuple):
    """What stands under a heading (or after a bold label that an alias knows)."""

    id: str
    """The canonical name (`summary`, `mitigation` …), or the heading in normal form where no alias knows it."""
    title: str
    at: Place
    blocks: tuple[Block, ...]
    """Everything up to the next heading of its level or above, sub-sections included."""


class Acknowledged(NamedTuple):
    """A member says they know the runbook."""

    at: Place
    member: Ref
    on: date | None


class Runbook(Entity):
    """What to do when a pipeline misbehaves: a Markdown file, or inline in the team file."""

    kind: ClassVar[Kind] = "runbook"
    name: str
    heading: Place
    """Its title, or where it begins."""
    pipelines: tuple[Ref, ...] = ()
    """The pipelines it serves: those it names and those that link to it."""
    sections: tuple[Section, ...] = ()
    """What stands under its headings, and after the bold labels that an alias knows."""
    labels: tuple[Section, ...] = ()
    """What stands after bold labels that no alias knows; a policy's own alias may."""
    reviewed: date | None = None
    review_every: Duration | None = None
    acknowledged: tuple[Acknowledged, ...] = ()
    escalation: tuple[Party, ...] = ()
    owners: Mapping[str, Party] | None = None
    oncall: Party | None = None
    slas: tuple[Sla, ...] | None = None
    template: bool = False


class Risk(Entity):
    """Something that could go wrong."""

    kind: ClassVar[Kind] = "risk"
    title: str
    category: str | None = None
    scope: Selector | None = None
    owner: Party | None = None
    likelihood: str | None = None
    impact: str | None = None
    mitigation: str | None = None
    reviewed: date | None = None


class Review(Entity):
    """Something the team looks at again and again."""

    kind: ClassVar[Kind] = "review"
    what: str
    every: Duration | None = None
    last: date | None = None
    owner: Party | None = None
