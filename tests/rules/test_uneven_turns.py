"""Turns that are shared unevenly: in words, in numbers, and with a way out."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pipecheck.model.duty import pools
from pipecheck.model.oncall import Rotation
from pipecheck.model.value import Stretch
from pipecheck.model.views import View, Views
from pipecheck.rules.base import Problem, Put
from pipecheck.rules.uneven_turns import everybody_once, is_plain, tally_of, uneven
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, at, line, override, party, rota, row, swap, team

MONDAY = date(2026, 1, 5)


def view(*rotations: Rotation, last: date = date(2026, 3, 1), **more: Any) -> View:
    made = team(*rotations, period=(MONDAY, last), **{"timezone": "UTC", **more})
    return Views(made, CALENDARS, ZONES, AS_OF).view()


def weekly(*order: Any, name: str = "weekly", **more: Any) -> Rotation:
    return rota(name, roles={"primary": list(order)}, start=MONDAY, **more)


def months(*who: str, name: str = "table") -> Rotation:
    """A month each, from January on."""
    lasts = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    firsts = [MONDAY, *(date(2026, month, 1) for month in range(2, 6))]
    rows = tuple(
        row({"primary": name}, *days) for name, days in zip(who, zip(firsts, lasts, strict=True), strict=False)
    )
    return rota(name, turn=None, roles={"primary": None}, turns=rows)


def said(one: View, slack: int = 0, number: int = 0) -> Problem | None:
    assert one.team.oncall is not None
    (pool,) = pools(one, ("primary", "secondary"))
    return uneven(one.team.oncall.rotations[number], pool, one, slack, "on duty", ("key",))


def message(one: View, slack: int = 0) -> str:
    problem = said(one, slack)
    return problem.message if problem else ""


PART_TIME: Mapping[str, Mapping[str, Any]] = {"bob": {"fte": Fraction(1, 2)}}


# ---- turns of one length


def test_turns_of_one_length_are_counted() -> None:
    one = view(weekly("alice", "alice", "alice", "bob"), people="alice bob")
    problem = said(one)
    assert problem is not None
    assert problem.message == (
        "turns on duty in rotation 'weekly': alice 6, bob 2; the best for 8 over 2 is 4, 4; "
        "give 2 turns of alice to bob"
    )
    assert [(fact.name, fact.value) for fact in problem.evidence] == [
        ("turns", {"alice": 6, "bob": 2}),
        ("spread", 4),
        ("unavoidable", 0),
        ("slack", 0),
    ]
    assert [each.note for each in problem.related] == ["'alice' has most", "'alice' has most", "'bob' has least"]
    assert problem.key == ("key",)


def test_slack_is_in_turns() -> None:
    one = view(weekly("alice", "alice", "alice", "bob"), people="alice bob")
    assert said(one, 4) is None
    assert said(one, 3) is not None


def test_what_cannot_be_avoided_is_even() -> None:
    assert said(view(weekly("alice", "bob", "carol"), people="alice bob carol")) is None
    assert said(view(weekly("alice"), people="alice")) is None


def test_who_works_part_time_should_have_less() -> None:
    one = view(weekly("alice", "bob"), people="alice bob", members=PART_TIME)
    problem = said(one)
    assert problem is not None
    assert problem.message == (
        "turns on duty in rotation 'weekly': alice 4, bob 4; the best for their share is alice 6, bob 2; "
        "give 2 turns of bob to alice"
    )
    assert (problem.evidence[-1].name, problem.evidence[-1].value) == ("by share", {"alice": 4, "bob": 8})
    assert said(view(weekly("alice", "bob", "alice"), people="alice bob", members=PART_TIME)) is None


def test_where_an_order_is_open_the_line_of_the_roles_is_shown() -> None:
    open_column = rota(roles={"primary": "? alice bob", "secondary": "? alice bob carol"}, start=MONDAY)
    problem = said(view(open_column, people="alice bob carol"))
    assert problem is not None
    assert problem.at == at("oncall", "rotations", "weekly", "roles")
    assert "alice 20/3, bob 20/3, carol 8/3" in problem.message
    assert problem.message.endswith("give 1 turn of alice to carol")


def test_the_rotation_in_which_somebody_has_most_says_it() -> None:
    one = view(
        weekly("alice", "bob"), weekly("alice", "alice", "alice", "bob", name="other", turn="1d"), people="alice bob"
    )
    first, second = said(one), said(one, number=1)
    assert first is None
    assert second is not None
    assert "in rotations 'weekly' and 'other'" in second.message


# ---- turns of several lengths


def test_turns_of_several_lengths_are_counted_in_days() -> None:
    """27 and 31 days are as many as 28 and 30."""
    one = view(months("alice", "alice", "alice", "bob"), last=date(2026, 4, 30), people="alice bob")
    problem = said(one)
    assert problem is not None
    assert problem.message == (
        "days on duty in rotation 'table': alice 86, bob 30; they need not differ at all; "
        "give 1 turn of alice to bob, 28 days"
    )
    assert [(fact.name, fact.value) for fact in problem.evidence] == [
        ("days", {"alice": 86, "bob": 30}),
        ("spread", 56),
        ("unavoidable", 0),
        ("slack", 0),
    ]


def test_slack_of_days_is_in_the_shortest_turn() -> None:
    one = view(months("alice", "alice", "alice", "bob"), last=date(2026, 4, 30), people="alice bob")
    assert tally_of(pools(one, ("primary",))[0], one).unit == 27
    assert said(one, 2) is not None
    assert said(one, 3) is None


def test_they_need_not_differ_by_more_than_what_cannot_be_avoided() -> None:
    turns = [("alice", 7), ("alice", 9), ("alice", 5), ("bob", 2)]
    one = view(rows(*turns), last=date(2026, 1, 27), people="alice bob")
    assert message(one) == (
        "days on duty in rotation 'weekly': alice 21, bob 2; they need not differ by more than 1 day; "
        "give 1 turn of alice to bob, 9 days"
    )


def test_each_column_for_itself() -> None:
    cells = [("alice", "bob", 7), ("bob", "alice", 14)]
    found, day = [], MONDAY.toordinal()
    for primary, secondary, days in cells:
        dates = date.fromordinal(day), date.fromordinal(day + days - 1)
        found.append(row({"primary": primary, "secondary": secondary}, *dates))
        day += days
    table = rota(turn=None, roles={"primary": None, "secondary": None}, turns=tuple(found))
    one = view(table, last=date(2026, 1, 25), people="alice bob")
    assert tally_of(pools(one, ("primary", "secondary"))[0], one).unequal == 14


def test_they_need_not_differ_at_all() -> None:
    table = rota(
        turn=None,
        roles={"primary": None},
        turns=(
            row({"primary": "alice"}, MONDAY, date(2026, 1, 18)),
            row({"primary": "alice"}, date(2026, 1, 19), date(2026, 1, 25)),
            row({"primary": "bob"}, date(2026, 1, 26), date(2026, 2, 1)),
        ),
    )
    one = view(table, last=date(2026, 2, 1), people="alice bob")
    assert message(one) == (
        "days on duty in rotation 'weekly': alice 21, bob 7; they need not differ at all; "
        "give 1 turn of alice to bob, 7 days"
    )


def rows(*turns: tuple[str, int]) -> Rotation:
    """Turns of so many days, one after the other."""
    found, day = [], MONDAY.toordinal()
    for who, days in turns:
        found.append(row({"primary": who}, date.fromordinal(day), date.fromordinal(day + days - 1)))
        day += days
    return rota(turn=None, roles={"primary": None}, turns=tuple(found))


@pytest.mark.parametrize(
    ("turns", "ask"),
    [
        ([("alice", 7), ("alice", 3), ("bob", 2)], "give 1 turn of alice to bob, 3 days"),
        ([("alice", 7), ("alice", 3), ("alice", 2), ("bob", 2)], "give 2 turns of alice to bob, 5 days"),
        ([("alice", 4), ("alice", 3), ("alice", 6), ("bob", 3)], "give 1 turn of alice to bob, 4 days"),
        ([("alice", 7), ("alice", 5), ("bob", 2)], "give 1 turn of alice to bob, 5 days"),
        ([("alice", 4), ("alice", 4), ("bob", 2)], "give 1 turn of alice to bob, 4 days"),
        ([("alice", 7), ("alice", 4), ("alice", 1), ("bob", 2)], "give 2 turns of alice to bob, 5 days"),
        ([("alice", 1), ("alice", 4), ("alice", 7), ("bob", 2)], "give 2 turns of alice to bob, 5 days"),
        ([("alice", 5), ("alice", 7), ("bob", 2)], "give 1 turn of alice to bob, 5 days"),
        ([("alice", 7), ("alice", 8), ("bob", 8)], "let alice and bob exchange a longer turn for a shorter one"),
        ([("alice", 7), ("alice", 8), ("bob", 7)], "give 1 turn of alice to bob, 7 days"),
    ],
)
def test_what_one_gives_the_other(turns: list[tuple[str, int]], ask: str) -> None:
    days = sum(number for _, number in turns)
    one = view(rows(*turns), last=date.fromordinal(MONDAY.toordinal() + days - 1), people="alice bob")
    problem = said(one, slack=-9)
    assert problem is not None
    assert problem.message.partition("; ")[2].partition("; ")[2] == ask
    assert problem.remedies[-1].title == ask


def test_neither_is_to_be_past_what_is_fair() -> None:
    """The first is by five over what is fair, be the last by nine below it; bob is to have half as much."""
    turns = [("alice", 6), ("alice", 5), ("alice", 3), ("carol", 13)]
    one = view(rows(*turns), last=date(2026, 1, 31), people="alice bob carol")
    assert message(one).endswith("give 1 turn of alice to bob, 5 days")
    turns = [("alice", 6), ("alice", 4), ("alice", 11), ("bob", 3), ("carol", 11)]
    one = view(rows(*turns), last=date(2026, 2, 8), people="alice bob carol", members=PART_TIME)
    problem = said(one, -9)
    assert problem is not None
    assert problem.message.endswith("give 1 turn of alice to bob, 4 days")


def test_days_by_the_share_of_each() -> None:
    turns = [("alice", 7), ("bob", 7), ("bob", 14), ("alice", 7), ("bob", 7)]
    one = view(rows(*turns), last=date(2026, 2, 15), people="alice bob", members=PART_TIME)
    assert message(one) == (
        "days on duty in rotation 'weekly': alice 14, bob 28; by their share alice 14, bob 56; "
        "give 1 turn of bob to alice, 14 days"
    )
    problem = said(one)
    assert problem is not None
    assert [(fact.name, fact.value) for fact in problem.evidence][2:] == [
        ("unavoidable", 28),
        ("slack", 0),
        ("by share", {"alice": 14, "bob": 56}),
    ]


def test_who_is_never_there_shares_no_days() -> None:
    away = {"carol": {"active": (Stretch(None, date(2025, 12, 31), at("a")),)}}
    turns = [("alice", 7), ("bob", 7), ("alice", 14), ("bob", 14)]
    one = view(rows(*turns), last=date(2026, 2, 15), people="alice bob carol", members=away)
    tally = tally_of(pools(one, ("primary",))[0], one)
    assert (tally.loads, tally.unequal, tally.is_alike) == ({"alice": 21, "bob": 21, "carol": 0}, 14, False)


# ---- an order that names everybody once


def once(rotation: Rotation, **more: Any) -> list[tuple[str, Any]]:
    one = view(rotation, people="alice bob carol", **more)
    (pool,) = pools(one, ("primary", "secondary"))
    return [(each.title, each.edits) for each in everybody_once(rotation, pool, is_alike=True, view=one)]


def test_one_order_is_written_anew() -> None:
    ((title, edits),) = once(weekly("alice", "alice", "bob"))
    assert title == "name everybody once: alice, bob and carol"
    assert edits == (Put(at("oncall", "rotations", 0, "roles", "primary"), ["alice", "bob", "carol"]),)


def test_an_order_of_one_name_is_written_anew_where_it_stands() -> None:
    place = at("oncall", "rotations", 0, "roles", "primary")
    single = weekly("alice")
    column = single.columns[0]._replace(order=(party("alice", place),))
    ((_, edits),) = once(single.replace(columns=(column,)))
    assert edits == (Put(place, ["alice", "bob", "carol"]),)


@pytest.mark.parametrize(
    "more",
    [
        {"holidays": (line("christmas", {"primary": "alice"}),)},
        {"overrides": (override(MONDAY, MONDAY, "bob"),)},
        {"swaps": (swap(MONDAY, MONDAY, "alice", "bob"),)},
        {"stand_in": party("bob")},
    ],
)
def test_where_something_is_laid_over_it_another_order_is_not_all(more: Any) -> None:
    assert once(weekly("alice", "alice", "bob"), **more) == []


def test_only_a_rota_that_one_order_makes_up() -> None:
    alone = view(weekly("alice"))
    bare = Views(alone.team.replace(oncall=None), CALENDARS, ZONES, AS_OF).view()
    assert is_plain(weekly("alice", "bob"), alone)
    assert not is_plain(weekly("alice", "bob"), bare)
    assert not is_plain(weekly("alice", "bob carol"), alone)
    assert not is_plain(weekly("alice bob", "carol"), alone)
    assert not is_plain(weekly("open", "carol"), alone)
    assert not is_plain(months("alice"), alone)
    table = weekly("alice").replace(turns=months("alice").turns)
    assert not is_plain(table, alone)
    assert is_plain(rota(roles={"primary": ["alice"], "secondary": ("primary", 1)}, start=MONDAY), alone)
    both = rota(roles={"primary": ["alice", "alice", "bob"], "secondary": ["bob", "carol"]}, start=MONDAY)
    assert once(both) == []
    assert once(rota(roles={"primary": ["alice", "alice", "bob"], "secondary": ("primary", 1)}, start=MONDAY)) == []
    assert once(rota(roles={"primary": ["alice", "alice", "bob"], "spare": ["carol"]}, start=MONDAY)) == []
    assert once(weekly("alice", "alice", "finance")) == []
    unequal = view(weekly("alice", "alice", "bob"))
    (pool,) = pools(unequal, ("primary",))
    assert list(everybody_once(weekly("alice", "alice", "bob"), pool, is_alike=False, view=unequal)) == []
