"""What is owned: pipelines and the areas they make up."""

from collections.abc import Mapping
from typing import ClassVar

from pipecheck.model.entity import Entity
from pipecheck.model.outcome import Kind, NotStated
from pipecheck.model.value import Party, Ref, Run, Sla


class Pipeline(Entity):
    """A data pipeline and what the team says about it."""

    kind: ClassVar[Kind] = "pipeline"
    name: str
    area: str | None = None
    audiences: tuple[str, ...] = ()
    criticality: str | None = None
    owners: Mapping[str, Party] | None = None
    """Rank to party, in the order written; None is not told. `primary` and `secondary` are the ranks rules know."""
    depends_on: tuple[Ref, ...] = ()
    runs: tuple[Run, ...] = ()
    deliveries: tuple[Run, ...] = ()
    slas: tuple[Sla, ...] = ()
    oncall_none: str | None = None
    """The reason given for `oncall: {none: …}`: nobody, on purpose. It takes the pipeline out of every selector."""
    runbook: Ref | None = None
    """The path as written (relative to the team file), or the id of an inline runbook."""
    runbook_url: str | None = None
    runbook_none: str | None = None

    def owner(self, rank: str) -> Party | None:
        """Who holds a rank, or None if it is not told. Raises NotStated only if this rank was set aside."""
        undecided = self.aside.get(f"owners.{rank}")
        if undecided is not None:
            raise NotStated(undecided)
        owners: Mapping[str, Party] | None = self.sound("owners") or self.owners
        return None if owners is None else owners.get(rank)


class Area(Entity):
    """An area of the business: it exists when a pipeline has it; its place is the first pipeline's `area`."""

    kind: ClassVar[Kind] = "area"
    pipelines: tuple[Pipeline, ...]
