"""`defaults`: facts laid under every pipeline they select, key by key.

A pipeline's own key wins whole: `owners: {primary: bob}` of its own leaves nothing of the owners that a default gives.
Whether a default selects a pipeline is judged by what the pipeline says itself, or else one default could change what
another selects, and their order would decide. Of two that give different values, the first counts and both are told.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.build.names import Names
from pipecheck.model.build.spot import Spot
from pipecheck.model.build.values import selector
from pipecheck.model.outcome import Undecided
from pipecheck.model.team import LaidTwice, selects
from pipecheck.model.value import Selector
from pipecheck.source.place import Place

if TYPE_CHECKING:
    from pipecheck.model.shape.pipeline import DefaultsShape, FactsShape, PipelineShape

FACTS = (
    "area",
    "audiences",
    "criticality",
    "owners",
    "depends_on",
    "runs",
    "deliveries",
    "slas",
    "oncall",
    "runbook",
)
"""The keys of a pipeline that a default may give."""
_SELECTED_BY = {"areas": "area", "audiences": "audiences", "criticality": "criticality", "pipelines": "id"}


class Layer(NamedTuple):
    """An entry of `defaults`. With a `doubt`, it cannot be told to which pipelines it gives what it tells."""

    spot: Spot
    shape: "DefaultsShape"
    selects: Selector
    doubt: Undecided | None


class Source(NamedTuple):
    """Where the value of a key is read from: the pipeline, or the first default that gives it."""

    spot: Spot
    shape: "FactsShape"


class Own(NamedTuple):
    """What a pipeline says of itself, for a selector to look at."""

    id: str
    area: str | None
    audiences: Sequence[str]
    criticality: str | None


class Facts(NamedTuple):
    """The facts of one pipeline, its own and those laid under it."""

    sources: Mapping[str, Source]
    laid: Mapping[str, Place]
    doubts: Mapping[str, Undecided]
    """Keys that a default may have given: it could not be read, or not whether it selects this pipeline."""
    conflicts: tuple[LaidTwice, ...]


def layers(names: Names, root: Spot, shapes: "Sequence[DefaultsShape] | None") -> tuple[Layer, ...]:
    """The entries of `defaults` in the order of the file; one that is no map gives nothing."""
    found = []
    for spot, shape in root.each("defaults", shapes):
        chosen = selector(names, spot.down("for"), shape.for_)
        found.append(Layer(spot, shape, chosen, spot.aside().get("for")))
    return tuple(found)


def facts(layers: Iterable[Layer], spot: Spot, shape: "PipelineShape") -> Facts:
    """What is known of a pipeline, key by key, and from where."""
    own_keys, aside = spot.told(), spot.aside()
    own = Own(shape.id, shape.area, shape.audiences or (), shape.criticality)
    sources = {key: Source(spot, shape) for key in FACTS}
    winners: dict[str, Layer] = {}
    doubts: dict[str, Undecided] = {}
    conflicts = []
    for layer in layers:
        doubt = layer.doubt or _unknown(layer.selects, aside)
        if doubt is None and not selects(layer.selects, own):
            continue
        told = layer.spot.told()
        for key in FACTS:
            if key in own_keys or key not in told:
                continue
            if doubt is not None:
                if key not in winners:
                    doubts.setdefault(key, doubt)
            elif key not in winners:
                winners[key] = layer
                sources[key] = Source(layer.spot, layer.shape)
            elif layer.spot.down(key).data != winners[key].spot.down(key).data:
                conflicts.append(LaidTwice(shape.id, key, winners[key].spot.at(key), layer.spot.at(key)))
    laid = {key: layer.spot.at(key) for key, layer in winners.items()}
    return Facts(sources, laid, doubts, tuple(conflicts))


def _unknown(chosen: Selector, aside: Mapping[str, Undecided]) -> Undecided | None:
    """What was set aside of a pipeline that the selector would have to know."""
    if not aside:
        return None
    for key, field in _SELECTED_BY.items():
        if getattr(chosen, key) is not None and field in aside:
            return aside[field]
    return None
