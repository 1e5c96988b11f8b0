"""One small team, as entities, for whatever chooses among subjects."""

from datetime import date
from types import MappingProxyType
from typing import Any

from pipecheck.model.oncall import OnCall, Override, Rotation
from pipecheck.model.people import Member
from pipecheck.model.pipeline import Area, Pipeline
from pipecheck.model.runbook import Review, Risk, Runbook
from pipecheck.model.team import Team
from pipecheck.model.value import Party, Ref, Selector
from pipecheck.source.place import Place

FILE = "teams/core.yaml"


def at(*route: str | int) -> Place:
    return Place(FILE, route)


def ref(name: str) -> Ref:
    return Ref(name, at())


def pipeline(name: str, index: int, **facts: Any) -> Pipeline:
    return Pipeline(id=name, team="core", place=at("pipelines", index), name=name, **facts)


GROWTH = pipeline("growth", 0, area="product", audiences=("experiments",), criticality="low")
PROFIT = pipeline("profit", 1, area="finance", audiences=("investors", "board"), criticality="high")
FINANCE = Selector(at(), areas=(ref("finance"),))
WEEKLY = Rotation(id="weekly", team="core", place=at("oncall", "rotations", 0), covers=FINANCE)
NIGHTLY = Rotation(id="nightly", team="core", place=at("oncall", "rotations", 1), covers=Selector(at()))
ALICE = Member(id="alice", team="core", place=at("members", 0), name="Alice Sample")
AREA = Area(id="finance", team="core", place=at("pipelines", 1, "area"), pipelines=(PROFIT,))
RUNBOOK = Runbook(
    id="book", team="core", place=at("runbooks", 0), name="book", heading=at("runbooks", 0), pipelines=(ref("growth"),)
)
RISK = Risk(id="drift", team="core", place=at("risks", 0), title="drift", scope=FINANCE)
REVIEW = Review(id="risks", team="core", place=at("reviews", 0), what="risks")
OVERRIDE = Override(
    id="override@2026-03-03/weekly/primary",
    team="core",
    place=at("oncall", "overrides", 0),
    rotation=ref("weekly"),
    first=date(2026, 3, 3),
    last=date(2026, 3, 3),
    person=Party(at()),
)
TEAM = Team(
    id="",
    team="core",
    place=Place(FILE),
    name="Core",
    members=(ALICE,),
    pipelines=(GROWTH, PROFIT),
    areas=(AREA,),
    runbooks=(RUNBOOK,),
    risks=(RISK,),
    reviews=(REVIEW,),
    oncall=OnCall(at=at("oncall"), rotations=(WEEKLY, NIGHTLY), overrides=(OVERRIDE,)),
    people=MappingProxyType({"alice": ALICE}),
)
