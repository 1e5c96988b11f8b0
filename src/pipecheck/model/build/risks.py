"""Risks and reviews."""

from typing import TYPE_CHECKING

from pipecheck.model.build.names import Names
from pipecheck.model.build.spot import Spot
from pipecheck.model.build.values import party, selector
from pipecheck.model.runbook import Review, Risk

if TYPE_CHECKING:
    from pipecheck.model.shape.front import ReviewShape, RiskShape


def risk(names: Names, spot: Spot, shape: "RiskShape") -> Risk:
    """Something that could go wrong."""
    return Risk(
        id=shape.id,
        team=names.team,
        place=spot.place(),
        given=spot.told(),
        own=spot.own(),
        aside=spot.aside(),
        title=shape.title or shape.name or shape.id,
        category=shape.category,
        scope=None if shape.scope is None else selector(names, spot.down("scope"), shape.scope),
        owner=None if shape.owner is None else party(names, spot.down("owner"), shape.owner),
        likelihood=shape.likelihood,
        impact=shape.impact,
        mitigation=shape.mitigation,
        reviewed=shape.reviewed,
    )


def review(names: Names, spot: Spot, shape: "ReviewShape") -> Review:
    """Something the team looks at again and again. What it looks at is its identity."""
    return Review(
        id=shape.what,
        team=names.team,
        place=spot.place(),
        given=spot.told(),
        own=spot.own(),
        aside=spot.aside(),
        what=shape.what,
        every=shape.every,
        last=shape.last,
        owner=None if shape.owner is None else party(names, spot.down("owner"), shape.owner),
    )
