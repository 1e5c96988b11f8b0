"""A team with everything its files tell, and the questions everybody asks of it."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, NamedTuple, Protocol, TypeAlias

from pipecheck.model.entity import Entity
from pipecheck.model.oncall import History, OnCall
from pipecheck.model.outcome import Kind, Undecided
from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.pipeline import Area, Pipeline
from pipecheck.model.runbook import Review, Risk, Runbook
from pipecheck.model.value import CustomDay, Hours, Ref, Season, Selector
from pipecheck.source.place import Place

Person: TypeAlias = Member | Partner | Slot
ROLE_WORDS = frozenset({"next", "previous", "others"})
"""Words that stand for a person by their place in a rota; names of columns and `owners.<rank>` are role words too."""


class Reference(NamedTuple):
    """A name written somewhere in the file, and what it may lead to there."""

    ref: Ref
    wants: tuple[str, ...]
    """Any of `person`, `role`, `team`, `pipeline`, `area`, `audience`, `criticality`, `rotation`, `column`, `runbook`,
    `holiday`, `season`."""
    found: bool | None
    """Whether it leads anywhere in this file; None where only a calendar or the workspace can tell, or what was set
    aside might have told."""
    escalation: bool = False
    """It is an escalation target: `dangling-escalation` speaks of those."""
    doubt: Undecided | None = None
    """What was set aside that might have told it, where the file tells nothing of the name."""


class LaidTwice(NamedTuple):
    """Two entries of `defaults` that say different things of one pipeline under one key. The first one counts."""

    pipeline: str
    key: str
    first: Place
    second: Place


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
    """Every name that the files write, once each, in the order in which they are read."""
    conflicts: tuple[LaidTwice, ...] = ()
    people: Mapping[str, Person] = MappingProxyType({})
    """Everybody by id and alias: members, partners and slots share one set of names (the first declared wins)."""

    def person(self, ref: Ref | str) -> Person | None:
        """Who a name stands for: by id or alias. The own team's id and role words stand for no single person."""
        return self.people.get(ref if isinstance(ref, str) else ref.id)

    def pipelines_of(self, selector: Selector, *, off_call: bool = False) -> Iterator[Pipeline]:
        """The pipelines a selector chooses. One that declares `oncall: {none: …}` is chosen by none, unless `off_call`
        asks for those too, as the scope of a risk does."""
        for pipeline in self.pipelines or ():
            if selects(selector, pipeline) and (off_call or pipeline.oncall_none is None):
                yield pipeline


class Selectable(Protocol):
    """What a selector looks at."""

    @property
    def id(self) -> str: ...
    @property
    def area(self) -> str | None: ...
    @property
    def audiences(self) -> Sequence[str]: ...
    @property
    def criticality(self) -> str | None: ...


def selects(selector: Selector, pipeline: Selectable) -> bool:
    """Whether a selector chooses a pipeline, by what it says of itself."""
    return (
        _names(selector.areas, pipeline.area)
        and _names(selector.criticality, pipeline.criticality)
        and _names(selector.pipelines, pipeline.id)
        and (selector.audiences is None or any(_names(selector.audiences, word) for word in pipeline.audiences))
    )


def _names(wanted: tuple[Ref, ...] | None, value: str | None) -> bool:
    return wanted is None or any(ref.id == value for ref in wanted)
