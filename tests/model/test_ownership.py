"""Owners as people, and the seats they hold (semantics §20)."""

from datetime import date
from fractions import Fraction

import pytest

from pipecheck.model.ownership import active_members, people_behind, seated, seats
from tests.model.build.loading import core

TEXT = """
members: [{{id: a}}, {{id: b}}, {{id: c, active: [{{from: 2026-03-01}}]}}]
partners: [{{id: finance, members: [x, y]}}, {{id: risk}}, {{id: mixed, members: [a, z]}}]
slots: [{{id: e1}}, {{id: e2}}, {{id: e3}}]
pipelines: [{{id: p, owners: {owners}}}]
oncall:
  rotations:
    - id: weekly
      roles:
        primary: [a, b]
        e1: [a, b, c]
        e2: {{before: e1, by: 1}}
"""


def january():
    return date(2026, 1, 15)


def never():
    raise AssertionError("nobody's membership begins or ends here")


@pytest.mark.parametrize(
    ("owners", "least", "most"),
    [
        ("{primary: a, secondary: b}", 2, 2),
        ("{primary: a}", 1, 1),
        ("{primary: a, secondary: a}", 1, 1),
        ("{primary: a, secondary: [b, c]}", 3, 3),
        ("{primary: finance}", 2, 2),
        ("{primary: risk}", 1, None),
        ("{primary: risk, secondary: risk}", 1, None),
        ("{primary: risk, secondary: a}", 2, None),
        ("{primary: risk, secondary: core}", 3, None),
        ("{primary: mixed}", 2, 2),
        ("{primary: mixed, secondary: a}", 2, 2),
        ("{primary: core}", 2, 2),
        ("{primary: core, secondary: a}", 2, 2),
        ("{primary: e1}", 1, 1),
        ("{primary: e1, secondary: e2}", 2, 2),
        ("{primary: e3}", 0, None),
        ("{primary: a, secondary: e3}", 1, None),
        ("{primary: stranger}", 1, None),
        ("{primary: a, secondary: stranger}", 2, None),
        ("{primary: {among: [a, b]}}", 1, 1),
        ("{primary: a, secondary: {among: [b, c]}}", 2, 2),
        ("{primary: {among: [b, c]}, secondary: a}", 2, 2),
        ("{primary: [e1, a]}", 2, 2),
        ("{primary: finance, secondary: {among: [a, b]}}", 2, 3),
        ("{secondary: primary}", 1, 1),
        ("{primary: open, secondary: a}", 1, 1),
        ("{primary: {none: legacy}}", 0, 0),
        ("{primary: a, business: finance}", 1, 1),
        ("{}", 0, 0),
    ],
)
def test_how_many_people_stand_behind_a_pipeline(owners, least, most):
    built = core(TEXT.format(owners=owners))
    behind = people_behind(built, built.pipelines[0], january)

    assert (behind.least, behind.most) == (least, most)


def test_who_they_are_and_who_is_unknown():
    built = core(TEXT.format(owners="{primary: [mixed, risk], secondary: b}"))
    pipeline = built.pipelines[0]
    behind = people_behind(built, pipeline, never)

    assert behind.people == {"a", "mixed/z", "b"}
    assert behind.unknown == (pipeline.owner("primary").names[1].at,)


def test_other_ranks_count_where_they_are_named():
    built = core(TEXT.format(owners="{primary: a, business: finance}"))

    assert people_behind(built, built.pipelines[0], never, ("primary", "business")).least == 3


def test_the_date_is_asked_for_only_where_it_matters():
    built = core("members: [{id: a}, {id: b}]")

    assert [member.id for member in active_members(built, never)] == ["a", "b"]


@pytest.mark.parametrize(
    ("active", "today", "is_active"),
    [
        ("[{from: 2026-03-01}]", date(2026, 2, 28), False),
        ("[{from: 2026-03-01}]", date(2026, 3, 1), True),
        ("[{until: 2026-03-01}]", date(2026, 3, 1), True),
        ("[{until: 2026-03-01}]", date(2026, 3, 2), False),
        ("[{until: 2026-03-01}, {from: 2026-05-01}]", date(2026, 4, 1), False),
        ("[{until: 2026-03-01}, {from: 2026-05-01}]", date(2026, 6, 1), True),
    ],
)
def test_memberships_hold_at_both_ends(active, today, is_active):
    built = core(f"members: [{{id: a, active: {active}}}]")

    assert bool(active_members(built, lambda: today)) is is_active


def test_seats_in_exact_fractions():
    built = core("""
        members: [{id: a}, {id: b}, {id: c}]
        partners: [{id: finance}]
        slots: [{id: e1}]
        pipelines:
          - {id: p, owners: {primary: a, secondary: [b, finance]}}
          - {id: q, owners: {primary: e1, secondary: core}}
          - {id: r, owners: {primary: {among: [a, b]}, secondary: {none: retired}}}
          - {id: s}
        oncall: {rotations: [{id: weekly, roles: {e1: [a, b, c]}}]}
    """)
    primary, secondary = seats(built, "primary"), seats(built, "secondary")

    assert primary.shares == {"a": Fraction(4, 3), "b": Fraction(1, 3), "c": Fraction(1, 3)}
    assert primary.held == 2
    assert primary.unknown == (built.pipelines[2].owner("primary").at,)
    assert len(primary.places["a"]) == 2
    assert secondary.shares == {"a": 0, "b": 1, "c": 0}
    assert secondary.parties == {"finance": 1, "core": 1}
    assert secondary.unknown == ()


@pytest.mark.parametrize("column", ["[a, open]", "[a, {among: [b, c]}]", "[a, e1]", "{before: gone}", "[]"])
def test_a_slot_whose_holders_cannot_all_be_told_is_an_unknown_seat(column):
    built = core(f"""
        members: [{{id: a}}, {{id: b}}]
        slots: [{{id: e1}}]
        pipelines: [{{id: p, owners: {{primary: e1}}}}]
        oncall: {{rotations: [{{id: weekly, roles: {{e1: {column}}}}}]}}
    """)
    found = seats(built, "primary")

    assert found.held == 0
    assert [place.route for place in found.unknown] == [("pipelines", 0, "owners", "primary")]


def test_an_order_not_told_still_counts_shares():
    built = core("""
        members: [{id: a}, {id: b}]
        slots: [{id: e1}]
        pipelines: [{id: p, owners: {primary: e1}}]
        oncall: {rotations: [{id: weekly, roles: {e1: {among: all}}}]}
    """)

    assert seats(built, "primary").shares == {"a": Fraction(1, 2), "b": Fraction(1, 2)}


def test_seats_over_some_pipelines():
    built = core("members: [{id: a}]\npipelines: [{id: p, owners: {primary: a}}, {id: q, owners: {primary: a}}]")

    assert seats(built, "primary", built.pipelines[:1]).shares == {"a": 1}


def test_rows_hold_a_column_too():
    built = core("""
        members: [{id: a}, {id: b}, {id: c}]
        slots: [{id: e1}]
        pipelines: [{id: p, owners: {primary: e1}}]
        oncall: {rotations: [{id: weekly, roles: {e1: [c]}, turns: [{e1: a}, {e1: b}, {primary: a}]}]}
    """)

    assert seats(built, "primary").shares == {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": 0}


def test_the_seats_of_one_pipeline():
    third = Fraction(1, 3)
    team = core(TEXT.format(owners="{primary: [e1, a], secondary: {among: [a, b]}}"))
    (p,) = team.pipelines

    assert list(seated(team, p, "primary")) == [("a", third), ("b", third), ("c", third), ("a", 1)]
    assert list(seated(team, p, "secondary")) == []
