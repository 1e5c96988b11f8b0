"""Who stands in a column at a turn, by the rota alone."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pipecheck.model.oncall import Column, Rotation
from pipecheck.model.resolve.cells import Cells, People, columns_of
from pipecheck.model.resolve.track import Seat
from pipecheck.model.team import Team
from pipecheck.model.value import Ref
from tests.model.resolve.make import at, column, party, pipeline, rota, row, team

PIPELINES = (
    pipeline("p", owners={"primary": party("alice bob"), "second": party("carol")}),
    pipeline("q", owners={"primary": party("alice")}),
    pipeline("r"),
)


def cells(made: Rotation, staff: Team | None = None, entry: Callable[[int], int] | None = None) -> Cells:
    columns = columns_of(made)
    return Cells(made, People(staff or team()), columns, dict.fromkeys(columns, PIPELINES), entry)


def said(seats: Sequence[Seat]) -> list[str]:
    """Holders, or why there is none: `among alice carol`."""
    return [each.holder or " ".join((each.state, *each.candidates)) for each in seats]


def round_of(made: Rotation, name: str, turns: range, **more: Any) -> list[list[str]]:
    found = cells(made, **more)
    return [said(found.at(name, turn)) for turn in turns]


# ---- orders, rows, columns that follow


def test_an_order_goes_round_both_ways() -> None:
    made = rota(roles={"primary": ["alice", "bob", "carol"]})
    assert round_of(made, "primary", range(-2, 4)) == [["bob"], ["carol"], ["alice"], ["bob"], ["carol"], ["alice"]]


def test_an_order_that_does_not_repeat_has_nobody_before_and_after() -> None:
    made = rota(roles={"primary": ["alice", "bob"]}, repeats=False)
    assert round_of(made, "primary", range(-1, 3)) == [[], ["alice"], ["bob"], []]


def test_rows_name_people_for_their_columns_and_nobody_for_the_others() -> None:
    made = rota(turns=(row({"primary": "alice"}), row({"secondary": "bob"})), roles={"primary": ["carol"]})
    assert round_of(made, "primary", range(3)) == [["alice"], [], ["alice"]]
    assert round_of(made, "secondary", range(3)) == [[], ["bob"], []]


def test_an_empty_order_and_a_column_of_which_nothing_is_told_hold_nobody() -> None:
    untold = Column("untold", "untold", at("untold"))
    made = rota(roles={"primary": [], "untold": untold})
    assert round_of(made, "primary", range(2)) == round_of(made, "untold", range(2)) == [[], []]


def test_entries_that_begin_anew_serve_the_turns_they_are_told_for() -> None:
    made = rota(roles={"primary": ["alice", "bob", "carol"]}, anchor="iso-week")
    anew = {6: 4, 7: 0, 8: 1}.__getitem__
    assert round_of(made, "primary", range(6, 9), entry=anew) == [["bob"], ["alice"], ["bob"]]
    ending = made.replace(repeats=False)
    assert round_of(ending, "primary", range(6, 9), entry=anew) == [[], ["alice"], ["bob"]]


def test_columns_are_those_declared_and_then_those_that_only_rows_name() -> None:
    made = rota(
        roles={"primary": ["alice"], "backup": column("backup", None, role="secondary")},
        turns=(row({"standby": "bob", "primary": "carol"}), row({"standby": "bob", "lead": "dave"})),
    )
    columns = columns_of(made)
    assert [(each.name, each.role) for each in columns.values()] == [
        ("primary", "primary"),
        ("backup", "secondary"),
        ("standby", "standby"),
        ("lead", "lead"),
    ]
    assert columns["primary"].order is not None
    assert columns["lead"].at == at("oncall", "rotations", "weekly", "turns")


def test_who_follows_a_column_that_is_not_there_cannot_be_told() -> None:
    made = rota(roles={"secondary": ("primary", 1)})
    (seat,) = cells(made).at("secondary", 0)
    assert seat == Seat(None, "among", because=(at("oncall", "rotations", 0, "roles", "secondary"),))


def test_a_column_may_follow_another_by_the_role_it_counts_as() -> None:
    made = rota(roles={"weekdays": column("weekdays", ["alice", "bob"], role="primary"), "secondary": ("primary", 1)})
    assert round_of(made, "secondary", range(2)) == [["bob"], ["alice"]]
    found = cells(made)
    assert (found.named("weekdays"), found.named("primary"), found.named("standby")) == ("weekdays", "weekdays", None)


def test_of_several_columns_that_count_as_one_role_the_first_is_meant_unless_one_has_its_name() -> None:
    first, second = (column(name, ["alice"], role="primary") for name in ("weekdays", "weekends"))
    assert cells(rota(roles={"weekdays": first, "weekends": second})).named("primary") == "weekdays"
    both = rota(roles={"weekdays": first, "primary": ["bob"]})
    assert cells(both).named("primary") == "primary"


def test_a_chain_of_columns_is_followed_fifty_steps_and_no_further() -> None:
    roles: dict[str, object] = {"primary": ["alice", "bob"]}
    roles |= {f"c{number}": ("primary" if number == 1 else f"c{number - 1}", 1) for number in range(1, 53)}
    found = cells(rota(roles=roles))
    assert [said(found.at(f"c{number}", 0)) for number in (1, 49, 50, 51)] == [["bob"], ["bob"], ["alice"], ["among"]]
    assert len(found.at("c50", 0)[0].because) == 51


# ---- parties


def test_nobody_an_open_slot_anybody_and_one_of_several_are_told_apart() -> None:
    made = rota(roles={"primary": [None, "open", "?", "? alice carol", "alice bob alice"]})
    staff = team(members={"bob": {"eligible": ("secondary",)}, "carol": {"eligible": ("primary",)}})
    assert round_of(made, "primary", range(5), staff=staff) == [
        ["nobody"],
        ["open"],
        ["among alice carol dave"],
        ["among alice carol"],
        ["alice", "bob"],
    ]
    found = cells(made, staff)
    places = [found.at("primary", turn)[0].because for turn in range(5)]
    assert places == [(at("oncall", "rotations", 0, "roles", "primary", turn),) for turn in range(5)]


def test_one_of_several_columns_is_one_of_their_people() -> None:
    roles = {"primary": ["? alice bob"], "secondary": ["open"], "standby": ["? primary secondary dave"]}
    assert round_of(rota(roles=roles), "standby", range(1)) == [["among alice bob dave"]]


def test_a_person_may_be_called_by_another_name() -> None:
    staff = team()
    ally = staff.people["alice"]
    made = rota(roles={"primary": ["ally", "erin"]})
    called = staff.replace(people={**staff.people, "ally": ally})
    assert round_of(made, "primary", range(2), staff=called) == [["alice"], ["erin"]]
    assert People(called).id_of(Ref("ally", at())) == "alice"


def test_the_own_team_stands_for_itself_though_a_column_is_called_so() -> None:
    made = rota(roles={"primary": ["t"], "t": ["alice"], "secondary": ["standby"], "standby": ["bob"]})
    assert round_of(made, "primary", range(1)) == [["t"]]
    assert round_of(made, "secondary", range(1)) == [["bob"]]


def test_a_slot_stands_for_whoever_is_in_its_column_and_a_person_never_does() -> None:
    made = rota(roles={"engineer-1": ["alice", "bob"], "bob": ["carol"], "primary": ["engineer-1", "bob"]})
    assert round_of(made, "primary", range(2), staff=team(slots="engineer-1")) == [["alice"], ["bob"]]
    without = rota(roles={"primary": ["engineer-1"]})
    assert round_of(without, "primary", range(1), staff=team(slots="engineer-1")) == [["engineer-1"]]
    assert [People(team(slots="e")).is_slot(name) for name in ("e", "alice")] == [True, False]


# ---- role words


def test_next_and_previous_are_the_primarys_neighbours_in_time() -> None:
    order = ["alice", "bob", "carol"]
    made = rota(roles={"primary": order, "secondary": ["next"], "third": ["previous"]})
    assert round_of(made, "secondary", range(3)) == [["bob"], ["carol"], ["alice"]]
    assert round_of(made, "third", range(3)) == [["carol"], ["alice"], ["bob"]]


def test_without_a_primary_next_and_previous_are_those_of_the_column_itself() -> None:
    made = rota(roles={"lead": ["alice", "next", "bob", "previous", "carol"]})
    assert round_of(made, "lead", range(5)) == [["alice"], ["bob"], ["bob"], ["bob"], ["carol"]]


def test_others_are_all_who_may_hold_the_role_and_stand_in_no_other_column() -> None:
    staff = team(members={"dave": {"eligible": ("primary",)}}, people="alice bob carol dave erin")
    made = rota(roles={"primary": ["alice", "bob"], "standby": ["carol"], "secondary": ["others"]})
    assert round_of(made, "secondary", range(2), staff=staff) == [["bob", "erin"], ["alice", "erin"]]
    (first, _) = cells(made, staff).at("secondary", 0)
    assert first.because == (at("oncall", "rotations", 0, "roles", "secondary", 0),)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("owners.primary", [("alice", {"p", "q"}), ("bob", {"p"})]),
        ("owners.second", [("carol", {"p"})]),
        ("owners.third", []),
    ],
)
def test_owners_stand_for_the_pipelines_that_they_own(word: str, expected: list[tuple[str, set[str]]]) -> None:
    seats = cells(rota(roles={"primary": [word]})).at("primary", 0)
    assert [(each.holder, each.pipelines) for each in seats] == expected
    assert {each.because for each in seats} <= {(at("oncall", "rotations", 0, "roles", "primary", 0),)}


# ---- places


def test_the_place_of_a_turn_is_its_row_or_its_entry() -> None:
    rows = (row({"primary": "alice"}), row({"primary": "bob"}))
    in_rows = cells(rota(turns=rows, roles={"primary": ["carol"]}))
    assert [in_rows.place("primary", turn) for turn in (0, 1, 2)] == [rows[0].at, rows[1].at, rows[0].at]
    ending = cells(rota(turns=rows, repeats=False))
    assert [ending.place("primary", turn) for turn in (1, 2)] == [rows[1].at, None]
    order = cells(rota(roles={"primary": ["alice", "bob"], "secondary": ("primary", 1)}))
    roles = at("oncall", "rotations", 0, "roles").route
    assert [order.place("primary", turn) for turn in (1, 2)] == [at(*roles, "primary", 1), at(*roles, "primary", 0)]
    assert order.place("secondary", 1) == at(*roles, "secondary")
    over = cells(rota(roles={"primary": ["alice", "bob"]}, repeats=False))
    assert over.place("primary", 2) == at(*roles, "primary")
