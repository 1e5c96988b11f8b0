"""The moves that would even out a load, and those that would not."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from pipecheck.model.views import View
from pipecheck.rules.loads import Bounds, Counted, Load, of_owners, of_people
from pipecheck.rules.reseating import Move, capped, moves
from tests.rules.views import view_of

RANKS = ("primary", "secondary")
PRIMARY = Counted(("primary",))
INVESTORS = Counted(RANKS, "investors")


def view(*pipelines: str, members: str = "alice bob carol") -> View:
    """A pipeline each: `primary: alice, secondary: bob`; with `+` in front for investors."""
    named = ", ".join(f"{{id: {name}}}" for name in members.split())
    told = [f"  - {{id: p{number}, owners: {{{each.strip('+')}}}" for number, each in enumerate(pipelines)]
    read = [", audiences: [investors]}" if each.startswith("+") else "}" for each in pipelines]
    return view_of(
        "\n".join(
            [
                f"members: [{named}]",
                "partners: [{id: finance}]",
                "pipelines:",
                *map("".join, zip(told, read, strict=True)),
            ]
        )
    )


def load(one: View, of: Counted = PRIMARY, **shares: Fraction) -> Load:
    people = of_people(one.team, one, of)
    return people._replace(shares={**people.shares, **shares})


def told(found: Sequence[Move]) -> list[str]:
    return [str(move) for move in found]


def within(spread: int, cap: int | None = None) -> Bounds:
    return Bounds(Fraction(spread), cap)


# ---- one rank


def test_a_seat_goes_from_the_heaviest_to_the_lightest() -> None:
    one = view(*["primary: bob"] * 4, *["primary: alice"] * 2)
    (first, second) = moves(one.team, load(one), within(0))
    assert told([first, second]) == ["move 'p0' from bob to carol", "move 'p1' from bob to carol"]
    assert moves(one.team, load(one), within(4)) == []


def test_a_load_that_cannot_be_evened_out_has_no_moves() -> None:
    one = view(*["primary: alice, third: [bob, carol]"] * 3)
    assert moves(one.team, load(one), within(0)) == ()
    backed = view(*["primary: alice, third: bob"] * 3, *["secondary: bob"] * 2, members="alice bob")
    assert moves(backed.team, load(backed), within(2)) == ()


def test_a_line_that_speaks_of_several_pipelines_is_left_alone() -> None:
    one = view_of(
        "members: [{id: alice}, {id: bob}]\ndefaults: [{for: {areas: [profit]}, owners: {primary: alice}}]\n"
        "pipelines: [{id: p, area: profit}, {id: q, area: profit}, {id: r, owners: {primary: alice}}, "
        "{id: s, owners: {primary: alice}}]"
    )
    assert told(moves(one.team, load(one), within(0))) == [
        "move 'r' from alice to bob",
        "move 's' from alice to bob",
    ]


def test_part_time_counts_in_part() -> None:
    """Of the half time of bob, one seat is as much as two of the others: nobody can take one off alice."""
    one = view(*["primary: alice"] * 4, "primary: bob", *["primary: carol"] * 3)
    assert moves(one.team, load(one, bob=Fraction(1, 2)), within(1)) == ()
    assert told(moves(one.team, load(one), within(1))) == ["move 'p0' from alice to bob"]


def test_a_seat_more_weighs_twice_for_who_is_there_half_of_the_time() -> None:
    one = view(*["primary: alice"] * 6, "primary: bob", members="alice bob")
    assert told(moves(one.team, load(one, bob=Fraction(1, 2)), within(1))) == ["move 'p0' from alice to bob"]


def test_owners_of_one_pipeline_change_places() -> None:
    one = view(*["primary: alice, secondary: bob"] * 4, members="alice bob")
    assert told(moves(one.team, load(one), within(0))) == [
        "let alice and bob change places in 'p0'",
        "let alice and bob change places in 'p1'",
    ]


def test_places_are_changed_while_the_other_rank_becomes_no_heavier() -> None:
    """Bob is secondary of three: after two exchanges alice is secondary of two, and bob of one."""
    three = ["primary: alice, secondary: bob"] * 3
    four = view(*three, "primary: alice, third: bob", members="alice bob")
    assert len(moves(four.team, load(four), within(0))) == 2
    six = view(*three, *["primary: alice, third: bob"] * 3, members="alice bob")
    assert moves(six.team, load(six), within(0)) == ()


def test_who_cannot_change_places_hides_nobody_who_can() -> None:
    one = view(*["primary: alice, secondary: carol, third: bob"] * 4)
    assert told(moves(one.team, load(one), within(2))) == [
        "let alice and carol change places in 'p0'",
        "let alice and carol change places in 'p1'",
    ]


def test_partners_change_places_too() -> None:
    one = view(*["primary: finance, secondary: alice"] * 4)
    found = moves(one.team, of_owners(one.team, PRIMARY), within(0))
    assert told(found) == ["let finance and alice change places in 'p0'", "let finance and alice change places in 'p1'"]


def test_other_ranks_have_no_counterpart() -> None:
    one = view(*["business: alice, primary: bob, secondary: bob"] * 2, members="alice bob")
    assert moves(one.team, load(one, Counted(("business",))), within(0)) == ()


def test_nobody_above_a_cap() -> None:
    one = view(*["primary: alice"] * 4, *["primary: bob"] * 2)
    counts = {name: Fraction(number) for name, number in {"alice": 4, "bob": 2, "carol": 0}.items()}
    assert told(capped(one.team, "primary", counts, 3)) == ["move 'p0' from alice to carol"]
    assert capped(one.team, "primary", counts, 1) == ()
    assert capped(one.team, "primary", counts, 4) == []


# ---- an audience


def across(one: View, of: Counted = INVESTORS, spread: int = 0) -> list[str]:
    return told(moves(one.team, load(one, of), within(spread)))


def test_pipelines_for_others_are_given_for_those_of_an_audience() -> None:
    one = view("+primary: alice", "+primary: alice", "primary: bob", "primary: carol", members="alice bob carol")
    assert across(one, spread=1) == ["let alice and bob exchange 'p0' and 'p2'"]


@pytest.mark.parametrize("rank", RANKS)
def test_a_seat_is_given_on_to_who_has_fewer_of_its_rank(rank: str) -> None:
    """Bob has some for others already, which alice owns too; once they have as many, bob takes no more."""
    (other,) = {*RANKS} - {rank}
    seats = [f"+{rank}: alice, {other}: finance"] * 4
    one = view(*seats, *[f"{rank}: bob, third: alice"], members="alice bob")
    assert across(one) == ["move 'p0' from alice to bob", "move 'p1' from alice to bob"]
    two = view(*seats, *[f"{rank}: bob, third: alice"] * 2, members="alice bob")
    assert moves(two.team, load(two, INVESTORS), within(0)) == ()


def test_a_partner_takes_a_seat_of_an_audience() -> None:
    one = view("+primary: alice, secondary: bob", "+primary: alice, secondary: bob", "primary: finance, third: alice")
    found = moves(one.team, of_owners(one.team, Counted(("primary",), "investors")), within(1))
    assert told(found) == ["move 'p0' from alice to finance"]


# ---- what is counted


def test_who_works_no_time_at_all_is_not_counted() -> None:
    one = view_of(
        "members: [{id: alice}, {id: bob, fte: 0}, {id: carol, active: [{until: 2020-01-01}]}]\n"
        "pipelines: [{id: p, owners: {primary: bob}}]"
    )
    assert of_people(one.team, one, PRIMARY).counts == {"alice": 0}


def test_every_party_that_owns_something_is_counted() -> None:
    one = view("primary: finance, secondary: alice", "primary: finance, secondary: bob")
    assert of_owners(one.team, PRIMARY).counts == {"finance": 2, "alice": 0, "bob": 0}
    assert of_owners(one.team, Counted(RANKS)).counts == {"alice": 1, "bob": 1, "finance": 2}
