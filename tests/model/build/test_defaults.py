"""`defaults`: facts laid under every pipeline they select."""

import pytest

from pipecheck.model.outcome import NotStated
from tests.model.build.loading import core, load, words

HEAD = "version: 1\nteam: core\n"
TEXT = """
version: 1
team: core
members: [{id: a}, {id: b}, {id: c}]
defaults:
  - {for: {areas: [x]}, owners: {primary: a, secondary: b}, criticality: high}
pipelines:
  - {id: p, area: x}
  - {id: q, area: x, owners: {primary: c}}
  - {id: r, area: y}
"""


def test_a_default_is_laid_under_what_it_selects():
    built = core(TEXT.replace(HEAD, ""))
    p, q, r = built.pipelines

    assert p.owner("primary").names[0].id == "a"
    assert (p.criticality, q.criticality, r.criticality) == ("high", "high", None)
    assert r.owners is None
    assert p.tells("owners")
    assert set(p.laid) == {"owners", "criticality"}
    assert p.at("owners", "secondary").route == ("defaults", 0, "owners", "secondary")
    assert words(TEXT, p.at("owners", "secondary")) == "b"
    assert words(TEXT, p.owner("secondary").at) == "b"


def test_a_pipelines_own_key_wins_whole():
    q = core(TEXT.replace(HEAD, "")).pipelines[1]

    assert list(q.owners) == ["primary"]
    assert set(q.laid) == {"criticality"}


def test_without_for_a_default_is_for_all():
    built = core("defaults: [{audiences: [board]}]\npipelines: [{id: p}, {id: q, audiences: []}]")

    assert [one.audiences for one in built.pipelines] == [("board",), ()]


def test_what_one_default_gives_selects_nothing_for_another():
    built = core("""
        defaults: [{area: x}, {for: {areas: [x]}, criticality: high}]
        pipelines: [{id: p}, {id: q, area: x}]
    """)

    assert [(one.area, one.criticality) for one in built.pipelines] == [("x", None), ("x", "high")]
    assert [one.id for one in built.areas[0].pipelines] == ["p", "q"]


def test_two_defaults_that_disagree_are_told_and_the_first_counts():
    built = core("""
        defaults: [{criticality: high}, {for: {pipelines: [p]}, criticality: low}, {criticality: high}]
        pipelines: [{id: p}, {id: q}]
    """)

    assert [one.criticality for one in built.pipelines] == ["high", "high"]
    (conflict,) = built.conflicts
    assert (conflict.pipeline, conflict.key) == ("p", "criticality")
    assert (conflict.first.route[:2], conflict.second.route[:2]) == (("defaults", 0), ("defaults", 1))


def test_a_name_in_a_default_is_one_reference_however_many_pipelines_it_reaches():
    built = core("members: [{id: a}]\ndefaults: [{owners: {primary: a}}]\npipelines: [{id: p}, {id: q}]")

    assert [one.ref.at.route for one in built.references] == [("defaults", 0, "owners", "primary")]


def test_a_bad_value_in_a_default_is_unknown_for_whom_it_is_laid_under():
    loaded = load("""
        version: 1
        team: core
        defaults: [{slas: 3, criticality: high}]
        pipelines: [{id: p}, {id: q, slas: []}]
    """)
    p, q = loaded.team.pipelines

    assert p.criticality == "high"
    with pytest.raises(NotStated):
        _ = p.slas
    assert q.slas == ()


def test_a_default_of_which_it_is_not_known_whom_it_selects_leaves_its_keys_unknown():
    loaded = load("""
        version: 1
        team: core
        defaults: [{for: nonsense, criticality: high}]
        pipelines: [{id: p}, {id: q, criticality: low}]
    """)
    p, q = loaded.team.pipelines

    with pytest.raises(NotStated):
        _ = p.criticality
    assert q.criticality == "low"
