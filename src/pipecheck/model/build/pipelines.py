"""Pipelines with their facts, and the areas they make up."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipecheck.model.build.defaults import FACTS, Facts, Layer, Source, facts
from pipecheck.model.build.names import Names
from pipecheck.model.build.spot import Spot
from pipecheck.model.build.values import delivery, party, run, sla
from pipecheck.model.outcome import Undecided
from pipecheck.model.pipeline import Area, Pipeline
from pipecheck.model.team import LaidTwice
from pipecheck.model.value import Party, Ref

if TYPE_CHECKING:
    from pipecheck.model.shape.pipeline import OwnersShape, PipelineShape

FIELDS: Mapping[str, tuple[str, ...]] = {
    "oncall": ("oncall_none",),
    "runbook": ("runbook", "runbook_url", "runbook_none"),
}
"""The fields that a key feeds, where they are called otherwise."""


def pipeline(
    names: Names, layers: Iterable[Layer], spot: Spot, shape: "PipelineShape"
) -> tuple[Pipeline, tuple[LaidTwice, ...]]:
    """A pipeline, and the defaults that disagree on it. Its `runbook` is a Ref with the words as written."""
    known = facts(layers, spot, shape)
    source = known.sources
    link = source["runbook"].shape.runbook
    oncall = source["oncall"].shape.oncall
    built = Pipeline(
        id=shape.id,
        team=names.team,
        place=spot.place(),
        given=spot.told() | known.laid.keys(),
        own=spot.own(),
        laid=MappingProxyType(dict(known.laid)),
        aside=_aside(spot, known),
        name=shape.name or shape.id,
        area=source["area"].shape.area,
        audiences=tuple(source["audiences"].shape.audiences or ()),
        criticality=source["criticality"].shape.criticality,
        owners=owners(names, source["owners"].spot.down("owners"), source["owners"].shape.owners),
        depends_on=_depends(names, source["depends_on"]),
        runs=tuple(run(at, one) for at, one in source["runs"].spot.each("runs", source["runs"].shape.runs)),
        deliveries=tuple(
            delivery(names, at, one)
            for at, one in source["deliveries"].spot.each("deliveries", source["deliveries"].shape.deliveries)
        ),
        slas=tuple(sla(at, one) for at, one in source["slas"].spot.each("slas", source["slas"].shape.slas)),
        oncall_none=None if oncall is None else oncall.none,
        runbook=None if link is None or link.path is None else Ref(link.path, source["runbook"].spot.at("runbook")),
        runbook_url=None if link is None else link.url,
        runbook_none=None if link is None else link.none,
    )
    return built, known.conflicts


def owners(names: Names, spot: Spot, shape: "OwnersShape | None") -> "Mapping[str, Party] | None":
    """Rank to party, in the order written; None where it is not told."""
    if shape is None:
        return None
    return MappingProxyType({rank: party(names, spot.down(rank), one) for rank, one in shape.cells.items()})


def areas(pipelines: Iterable[Pipeline]) -> tuple[Area, ...]:
    """The areas that pipelines have, in the order in which they are first named."""
    found: dict[str, list[Pipeline]] = {}
    for one in pipelines:
        area = one.sound("area")
        if area is not None:
            found.setdefault(area, []).append(one)
    return tuple(
        Area(id=area, team=members[0].team, place=members[0].at("area"), pipelines=tuple(members))
        for area, members in found.items()
    )


def areas_aside(pipelines: Iterable[Pipeline]) -> Undecided | None:
    """What was set aside that could have been the area of a pipeline."""
    return next((one.aside["area"] for one in pipelines if "area" in one.aside), None)


def _depends(names: Names, source: Source) -> tuple[Ref, ...]:
    """Upstream pipelines: `team/pipeline` is another team's, unless the team is this one."""
    found = []
    for at, text in source.spot.each("depends_on", source.shape.depends_on):
        team, slash, name = text.rpartition("/")
        if slash and team != names.team:
            found.append(names.settled(text, at.place(), None, "pipeline"))
        else:
            found.append(names.name(name, at.place(), "pipeline"))
    return tuple(found)


def _aside(spot: Spot, known: Facts) -> dict[str, Undecided]:
    """What cannot be told of the pipeline: its own, what was set aside of the defaults that won, and doubtful ones."""
    aside = spot.aside(FIELDS)
    aside.update(_ranks(spot))
    for key in FACTS:
        source = known.sources[key]
        lost = known.doubts.get(key) or (source.spot.aside().get(key) if key in known.laid else None)
        if lost is not None:
            aside.update(dict.fromkeys(FIELDS.get(key, (key,)), lost))
            if key == "owners" and key in known.laid:
                aside.update(_ranks(source.spot))
    return aside


def _ranks(spot: Spot) -> dict[str, Undecided]:
    """The ranks of owners that something was set aside of, as `owners.primary`."""
    ranks = spot.down("owners").aside()
    return {f"owners.{rank}": undecided for rank, undecided in ranks.items()}
