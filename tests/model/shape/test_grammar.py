"""Which objects the language has, asked of the shapes that a run uses and of the models they are made from."""

import pytest

from pipecheck.model.shape.grammar import Grammar
from pipecheck.model.shape.language import team
from pipecheck.model.shape.team import TeamShape


@pytest.fixture(params=["compiled", "models"])
def grammar(request):
    return team().grammar if request.param == "compiled" else Grammar(TeamShape.__pydantic_core_schema__)


@pytest.mark.parametrize(
    ("route", "title", "keys", "required"),
    [
        (("declares",), "declares", "members partners slots pipelines areas runbooks rotations risks", ""),
        (("members", 0, "time_off", 3), "stretch of time off", "from to kind reason", "from to"),
        (("oncall", "rotations", 0, "turns", 1), "turn", "for from to", ""),
        (("oncall", "rotations", 0, "roles"), "roles", "", ""),
        (("oncall", "rotations", 0, "roles", "growth"), "role", "as covers hours order among before after by", ""),
        (("oncall", "rotations", 0, "roles", "growth", "hours", 0), "window", "days from to timezone when", ""),
        (("risks", 0, "scope"), "selector", "areas audiences pipelines criticality", ""),
        (("oncall", "overrides", 2), "override", "from to rotation role person reason", "from to person"),
        (("pipelines", 0, "runbook"), "runbook", "url none", ""),
    ],
)
def test_an_object(grammar, route, title, keys, required):
    found = grammar.object_at(route)

    assert (found.title, found.keys) == (title, ("name", "note", *keys.split()))
    assert found.required == frozenset(required.split())


@pytest.mark.parametrize(
    "route",
    [
        ("members",),
        ("members", "alice"),
        ("team",),
        ("team", "name"),
        ("team", 0),
        ("x-own",),
        ("zzz", "members", 0),
        ("oncall", "period", "from"),
        ("oncall", "rotations", 0, "turns", 0, "primary"),
        (0,),
    ],
)
def test_where_no_object_stands(grammar, route):
    assert grammar.object_at(route) is None


def test_an_item_of_a_list(grammar):
    assert grammar.item_of(("members",)).title == "member"
    assert grammar.item_of(("oncall",)) is None
    assert grammar.item_of(("calendar", "majors")) is None


@pytest.mark.parametrize(
    ("key", "paths"),
    [
        ("version", [()]),
        ("runbook", [("defaults",), ("pipelines",)]),
        ("team", [(), ("partners",)]),
        ("until", [("members", 0, "active"), ("oncall", "rotations")]),
        ("meeting", [("oncall", "handover"), ("oncall", "rotations", 0, "handover")]),
        ("zzz", []),
    ],
)
def test_who_knows_a_key(grammar, key, paths):
    assert list(grammar.paths(key)) == paths
