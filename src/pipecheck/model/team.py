"""A team with everything its files tell, and the questions everybody asks of it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar, NamedTuple, TypeAlias

from pipecheck.model.entity import Entity
from pipecheck.model.oncall import History, OnCall
from pipecheck.model.outcome import Kind
from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.pipeline import Area, Pipeline
from pipecheck.model.runbook import Review, Risk, Runbook
from pipecheck.model.value import CustomDay, Hours, Ref, Season, Selector

Person: TypeAlias = Member | Partner | Slot
ROLE_WORDS = frozenset({"next", "previous", "others"})
"""Words that stand for a person by their place in a rota; names of columns and `owners.<rank>` are role words too."""


class Reference(NamedTuple):
    """A name written somewhere in the file, and what it may lead to there."""

    ref: Ref
    wants: tuple[str, ...]
    """Any of `person`, `role`, `team`, `pipeline`, `area`, `audience`, `rotation`, `column`, `runbook`, `holiday`,
    `season`."""
    found: bool | None
    """Whether it leads anywhere in this file; None where only a calendar or the workspace can tell."""
    escalation: bool = False
    """It is an escalation target: `dangling-escalation` speaks of those."""


class Team(Entity):
    """One team file. Its id is empty and `team` is its name, so that its key reads `team data-core`."""

    kind: ClassVar[Kind] = "team"
    name: str
    declares: Mapping[str, int] = MappingProxyType({})
    timezone: str | None = None
    region: str | None = None
    majors: tuple[Ref, ...] | None = None
    """`calendar.majors`; None is not told."""
    custom: tuple[CustomDay, ...] = ()
    seasons: tuple[Season, ...] = ()
    working_days: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    working_hours: Hours = ()
    members: tuple[Member, ...] | None = None
    partners: tuple[Partner, ...] = ()
    slots: tuple[Slot, ...] = ()
    pipelines: tuple[Pipeline, ...] | None = None
    areas: tuple[Area, ...] = ()
    runbooks: tuple[Runbook, ...] = ()
    oncall: OnCall | None = None
    history: History | None = None
    risks: tuple[Risk, ...] = ()
    reviews: tuple[Review, ...] = ()
    references: tuple[Reference, ...] = ()
    """Every name the file writes, in the order of the file; runbooks' after the file's own."""
    people: Mapping[str, Person] = MappingProxyType({})
    """Everybody by id and alias: members, partners and slots share one set of names (the first declared wins)."""

    def person(self, ref: Ref | str) -> Person | None:
        """Who a name stands for: by id or alias. The own team's id and role words stand for no single person."""
        return self.people.get(ref if isinstance(ref, str) else ref.id)

    def pipelines_of(self, selector: Selector) -> Iterator[Pipeline]:
        """The pipelines a selector chooses; one that declares `oncall: {none}` is chosen by none but `risks`."""
        for pipeline in self.pipelines or ():
            if selects(selector, pipeline):
                yield pipeline


def selects(selector: Selector, pipeline: Pipeline) -> bool:
    """Whether a selector chooses a pipeline, by what it says of itself."""
    return (
        _names(selector.areas, pipeline.area)
        and _names(selector.criticality, pipeline.criticality)
        and _names(selector.pipelines, pipeline.id)
        and (selector.audiences is None or any(_names(selector.audiences, word) for word in pipeline.audiences))
    )


def _names(wanted: tuple[Ref, ...] | None, value: str | None) -> bool:
    return wanted is None or any(ref.id == value for ref in wanted)
