"""Which columns of which rotations share people, and whose duty is counted there."""

from datetime import date
from typing import Any

import pytest

from pipecheck.model.duty import Pool, column_people, pools
from pipecheck.model.duty.pools import named, staff
from pipecheck.model.oncall import Column
from pipecheck.model.people import Partner
from pipecheck.model.team import Team
from pipecheck.model.views import Views
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, at, column, party, rota, row, team

JANUARY = date(2026, 1, 5)


def of(made: Team, *roles: str) -> list[tuple[str, str, str]]:
    """Each pool as its columns, its people, and who else is counted in it."""
    found = pools(Views(made, CALENDARS, ZONES, AS_OF).view(), roles or ("primary",))
    return [(" ".join(map("/".join, each.columns)), " ".join(each.people), " ".join(each.idle)) for each in found]


def rotas(**orders: list[str]) -> Team:
    rotations = (rota(name, roles={"primary": order}, start=JANUARY) for name, order in orders.items())
    return team(*rotations, people="alice bob carol dave erin frank")


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        (
            {"a": ["alice"], "b": ["bob"], "c": ["carol"], "d": ["carol", "alice"]},
            [("a/primary c/primary d/primary", "alice carol", "dave erin frank"), ("b/primary", "bob", "")],
        ),
        (
            {"a": ["alice"], "b": ["bob"], "c": ["bob"], "d": ["dave"]},
            [("a/primary", "alice", "carol erin frank"), ("b/primary c/primary", "bob", ""), ("d/primary", "dave", "")],
        ),
        (
            {
                "a": ["alice"],
                "b": ["bob"],
                "c": ["carol"],
                "d": ["bob", "carol"],
                "e": ["carol", "dave"],
                "f": ["dave"],
            },
            [
                ("a/primary", "alice", "erin frank"),
                ("b/primary c/primary d/primary e/primary f/primary", "bob carol dave", ""),
            ],
        ),
        (
            {"a": ["bob", "alice"], "b": ["somebody"], "c": ["somebody"]},
            [("a/primary", "alice bob", "carol dave erin frank"), ("b/primary", "", ""), ("c/primary", "", "")],
        ),
        ({}, []),
    ],
)
def test_columns_that_share_people_are_one_pool(
    orders: dict[str, list[str]], expected: list[tuple[str, str, str]]
) -> None:
    assert of(rotas(**orders)) == expected


def test_who_may_hold_any_of_the_roles_is_counted() -> None:
    members: dict[str, dict[str, Any]] = {
        "bob": {"eligible": ("secondary", "standby")},
        "carol": {"eligible": ("standby",)},
        "dave": {"eligible": ()},
    }
    made = team(rota(roles={"primary": ["alice"], "standby": ["carol"]}, start=JANUARY), members=members)
    assert of(made, "primary", "secondary") == [("weekly/primary", "alice", "bob")]
    assert of(made.replace(members=None)) == [("weekly/primary", "alice", "")]


def test_without_on_call_there_are_no_pools() -> None:
    assert of(team().replace(oncall=None)) == []


def test_a_pool_names_each_rotation_once() -> None:
    pool = Pool((("one", "a"), ("two", "b"), ("one", "c")), ("alice",), ("bob",))
    assert (pool.rotations, pool.counted) == (("one", "two"), ("alice", "bob"))


# ---- people of a column


def people(name: str, **more: Any) -> tuple[str, ...]:
    made = rota(**more)
    return column_people(team(made), made, next(each for each in made.columns if each.name == name))


def test_the_people_of_a_column_are_those_of_its_order_rows_or_whom_it_follows() -> None:
    roles = {
        "primary": ["bob alice", "bob", "carol", "open", None],
        "secondary": ("primary", 1),
        "third": ("secondary", 1),
    }
    assert [people(name, roles=roles) for name in roles] == [("bob", "alice", "carol")] * 3
    rows = (row({"primary": "dave"}), row({"secondary": "erin"}), row({"primary": "alice dave"}))
    assert people("primary", roles=roles, turns=rows) == ("dave", "alice")
    assert people("secondary", roles=roles, turns=rows) == ("erin",)
    assert people("third", roles=roles, turns=rows) == ("erin",)


def test_one_of_several_or_of_everybody_are_all_of_them() -> None:
    assert people("primary", roles={"primary": "? carol alice"}) == ("carol", "alice")
    assert people("primary", roles={"primary": "?"}) == ("alice", "bob", "carol", "dave")
    made = team().replace(members=None)
    assert list(named(made, party("?"))) == []


def test_a_column_that_leads_nowhere_has_nobody() -> None:
    assert people("primary", roles={"primary": ("secondary", 1), "secondary": ("primary", 1)}) == ()
    assert people("primary", roles={"primary": ("tertiary", 1)}) == ()
    assert people("primary", roles={"primary": Column("primary", "primary", at("untold"))}) == ()
    assert people("primary", roles={"primary": column("primary", None), "secondary": ["bob"]}) == ()


def test_people_are_told_by_their_ids() -> None:
    made = team(slots="engineer-1")
    called = made.replace(people={**made.people, "ally": made.people["alice"]})
    assert list(named(called, party("ally somebody t"))) == ["alice", "somebody", "t"]


def test_where_members_are_not_told_partners_slots_and_the_team_are_not_counted() -> None:
    finance = Partner(id="finance", team="t", place=at("partners"), name="Finance")
    made = team(slots="engineer-1").replace(partners=(finance,))
    names = (("bob", "finance", "alice"), ("engineer-1", "t", "bob", "carol"))
    assert staff(made, names) == ("alice", "bob", "carol", "dave")
    assert staff(made.replace(members=None), names) == ("bob", "alice", "carol")
    assert staff(made.replace(members=()), names) == ()
