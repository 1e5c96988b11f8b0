"""Who carries how much of a pool, what each should, and which lines give it to them."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pipecheck.model.duty import Pool, duties, pools
from pipecheck.model.oncall import History, PastShift
from pipecheck.model.team import Team
from pipecheck.model.value import Stretch, When
from pipecheck.model.views import View, Views
from pipecheck.rules.base import Place, Related
from pipecheck.rules.pooled import (
    Tally,
    also,
    declared,
    heaviest_rotation,
    own_duties,
    parts,
    places_of,
    steps,
    turns_held,
    unclear_cell,
    where,
)
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, at, override, party, rota, row, team

JANUARY = date(2026, 1, 5)
EIGHT_WEEKS = (JANUARY, date(2026, 3, 1))
ONE, HALF = Fraction(1), Fraction(1, 2)


def view(made: Team) -> View:
    return Views(made, CALENDARS, ZONES, AS_OF).view()


def only(one: View) -> Pool:
    (pool,) = pools(one, ("primary", "secondary"))
    return pool


def tally(told: str, shares: str = "", **more: Any) -> Tally:
    """`a 3 b 1`, and `b 1/2` for who should carry half of a load."""
    words = told.split()
    loads = {who: Fraction(number) for who, number in zip(words[::2], words[1::2], strict=True)}
    some = shares.split()
    own = {who: Fraction(number) for who, number in zip(some[::2], some[1::2], strict=True)}
    fields = {"unit": ONE, "steps": 1} | more
    return Tally(loads, {who: own.get(who, ONE) for who in loads}, **fields)


# ---- a tally


def test_a_tally_adds_up_and_rates_by_share() -> None:
    one = tally("a 3 b 1 c 0", "b 1/2 c 0")
    assert (one.total, one.rated) == (4, {"a": 3, "b": 2})
    assert (one.is_alike, tally("a 3 b 1").is_alike, tally("").is_alike) == (False, True, True)


@pytest.mark.parametrize(
    ("one", "allowed"),
    [
        (tally("a 3 b 1"), 1),
        (tally("a 3 b 1", steps=0), 0),
        (tally("a 3 b 1", steps=2, unit=Fraction(7)), 14),
        (tally("a 3 b 1", "a 1/2 b 1/2"), 2),
        (tally("a 3 b 1", whole=False, unit=Fraction(7)), 7),
        (tally("a 3 b 1", "b 1/2", whole=False, unit=Fraction(7)), 14),
        (tally("a 3 b 1", "b 1/2", whole=False, unit=Fraction(7), unequal=Fraction(3)), 6),
        (tally("a 3 b 1", unequal=Fraction(0), unit=Fraction(7)), 0),
        (tally("a 2 b 1", "b 1/2"), 0),
        (tally("a 2 b 2", "b 1/2"), 1),
        (tally("a 2 b 1", "b 1/2", steps=0), 0),
        (tally("a 2 b 1", "b 1/2", steps=3), 4),
        (tally("a 14 b 14", "b 1/2", unit=Fraction(7)), 7),
        (tally("a 14 b 14", "b 1/2", unit=Fraction(7), steps=2), 21),
        (tally("a 2 b 0", "b 0", steps=3, whole=False), 3),
        (tally("a 0 b 0", "a 0 b 0"), 1),
        (tally(""), 1),
    ],
)
def test_what_cannot_be_avoided(one: Tally, allowed: int) -> None:
    assert one.allowed == allowed


def test_the_fairest_way_counts_parts_of_a_unit_as_a_whole_one() -> None:
    assert tally("a 5/2 b 0").best() == {"a": 2, "b": 1}
    assert tally("a 3 b 0").best() == {"a": 2, "b": 1}
    assert tally("a 21 b 0", "b 1/2", unit=Fraction(7)).best() == {"a": 2, "b": 1}


def test_who_has_most_and_who_has_least_by_share() -> None:
    assert tally("a 2 b 2 c 1", "b 1/2").ends() == ("b", "c")
    assert tally("a 2 b 2 c 2").ends() == ("a", "a")


@pytest.mark.parametrize(
    ("numbers", "people", "found"),
    [((8,), 4, 0), ((8, 8), 4, 0), ((9, 8), 4, 1), ((9, 7), 4, 2), ((2, 2), 4, 2), ((), 4, 0)],
)
def test_columns_that_do_not_divide_evenly(numbers: tuple[int, ...], people: int, found: int) -> None:
    assert steps(numbers, people) == found


# ---- what is open


def test_turns_of_a_column_without_an_order_are_shared_equally() -> None:
    made = team(
        rota(roles={"primary": ["alice", "bob"], "secondary": "? bob carol erin"}, start=JANUARY), period=EIGHT_WEEKS
    )
    one = view(made)
    assert turns_held(only(one), one) == {"alice": 4, "bob": 4 + Fraction(8, 3), "carol": Fraction(8, 3), "dave": 0}
    assert unclear_cell(made.oncall.rotations[0], only(one), one) is None  # type: ignore[union-attr]


def test_rotations_without_an_order_are_added_up() -> None:
    columns = {"primary": "? alice bob"}
    made = team(
        rota(roles=columns, start=JANUARY), rota("late", roles=columns, start=JANUARY, turn="2w"), period=EIGHT_WEEKS
    )
    one = view(made)
    assert turns_held(only(one), one) == {"alice": 6, "bob": 6, "carol": 0, "dave": 0}


def test_a_cell_that_one_of_several_has_is_unclear() -> None:
    rows = tuple(
        row({"primary": who}, date(2026, 1, 5 + 7 * week), date(2026, 1, 11 + 7 * week))
        for week, who in enumerate(["alice", "? bob alice", "? bob alice"])
    )
    table = rota("table", turn=None, roles={"primary": None}, turns=rows)
    open_column = rota(roles={"primary": "? alice bob"}, start=JANUARY)
    made = team(open_column, table, period=(JANUARY, date(2026, 1, 25)))
    one = view(made)
    assert made.oncall is not None
    assert unclear_cell(open_column, only(one), one) is None
    assert unclear_cell(table, only(one), one) == rows[1].cells["primary"].at
    follows = rota(roles={"primary": "? alice bob", "secondary": ("primary", 1)}, start=JANUARY)
    both = view(team(follows, period=EIGHT_WEEKS))
    assert unclear_cell(follows, only(both), both) is None


# ---- what each should carry


def of(members: Mapping[str, Mapping[str, Any]], people: str = "alice bob carol", **more: Any) -> dict[str, Fraction]:
    made = team(
        rota(roles={"primary": people.split()}, start=JANUARY),
        people=people,
        members=members,
        period=EIGHT_WEEKS,
        **more,
    )
    return parts(only(view(made)), view(made))


def active(first: When | None, last: When | None) -> dict[str, Any]:
    return {"active": (Stretch(first, last, at("active")),)}


def test_everybody_carries_the_same_by_their_working_time() -> None:
    assert of({}) == {"alice": 1, "bob": 1, "carol": 1}
    assert of({"bob": {"fte": HALF}}) == {"alice": 1, "bob": HALF, "carol": 1}
    assert of({who: {"fte": HALF} for who in ("alice", "bob", "carol")}) == {"alice": 1, "bob": 1, "carol": 1}
    assert of({who: {"fte": Fraction(0)} for who in ("alice", "bob")}, "alice bob") == {"alice": 1, "bob": 1}


def test_who_comes_later_owes_nothing_for_the_time_before() -> None:
    """Of eight weeks, two people share the first four in halves, and three the other four in thirds."""
    found = of({"carol": active(date(2026, 2, 2), None)})
    assert found == {"alice": 1, "bob": 1, "carol": Fraction(1, 3) / (HALF + Fraction(1, 3))}
    assert of({"carol": active(None, date(2026, 2, 1))}) == found
    assert of({"carol": active(date(2025, 1, 1), date(2027, 1, 1))}) == of({})
    both = Stretch(date(2026, 1, 5), date(2026, 1, 18), at("a")), Stretch(date(2026, 2, 2), date(2026, 2, 15), at("b"))
    assert of({"carol": {"active": both}}) == found
    assert of({"carol": active(None, date(2025, 12, 31))}) == {"alice": 1, "bob": 1, "carol": 0}
    assert of({"carol": active(date(2027, 1, 1), None)}) == {"alice": 1, "bob": 1, "carol": 0}


def test_without_members_everybody_named_carries_the_same() -> None:
    made = team(rota(roles={"primary": ["alice", "bob"]}, start=JANUARY), period=EIGHT_WEEKS).replace(members=None)
    assert parts(Pool((("weekly", "primary"),), ("alice", "bob"), ("carol",)), view(made)) == {
        "alice": 1,
        "bob": 1,
        "carol": 1,
    }


def test_members_who_are_not_counted_carry_nothing() -> None:
    made = team(rota(roles={"primary": ["alice", "bob"]}, start=JANUARY), period=EIGHT_WEEKS)
    assert parts(Pool((("weekly", "primary"),), ("bob",)), view(made)) == {"bob": 1}


# ---- where to say so


def test_the_turns_of_somebody_within_the_span() -> None:
    late = rota("late", roles={"primary": ["alice", "alice", "bob"]}, start=JANUARY)
    early = rota("early", roles={"primary": ["bob", "bob", "carol"]}, start=JANUARY)
    one = view(team(late, early, period=(JANUARY, date(2026, 2, 15))))
    pool = only(one)
    own = own_duties("bob", pool, one)
    assert [(duty.rotation, f"{duty.start:%m-%d}") for duty in own] == [
        ("early", "01-05"),
        ("early", "01-12"),
        ("late", "01-19"),
        ("early", "01-26"),
        ("early", "02-02"),
        ("late", "02-09"),
    ]
    assert heaviest_rotation(own, pool) == "early"
    assert heaviest_rotation(own_duties("alice", pool, one), pool) == "late"
    assert heaviest_rotation([], pool) == "late"
    assert [place.route[-1] for place in places_of(own, "early")] == [0, 1]
    assert [place.route[-1] for place in places_of(own, "late")] == [2]


def test_past_turns_and_those_that_follow_the_span_are_not_told() -> None:
    shift = PastShift(at("history"), date(2025, 12, 29), date(2026, 1, 4), {"primary": party("bob")})
    made = team(
        rota(roles={"primary": ["alice", "bob"]}, start=JANUARY),
        period=EIGHT_WEEKS,
        fields={"history": History(at=at("history"), shifts=(shift,))},
    )
    one = view(made)
    assert {(duty.past, duty.beyond) for duty in duties(one, only(one)) if duty.person == "bob"} == {
        (False, False),
        (True, False),
        (False, True),
    }
    assert len(own_duties("bob", only(one), one)) == 4


def test_lines_of_the_rota_come_before_those_laid_over_it() -> None:
    laid = override(JANUARY, date(2026, 1, 11), "bob")
    one = view(team(rota(roles={"primary": ["alice", "bob"]}, start=JANUARY), period=EIGHT_WEEKS, overrides=(laid,)))
    places = places_of(own_duties("bob", only(one), one), "weekly")
    assert [place.route[-1] for place in places] == [1, "bob"]


def test_further_places() -> None:
    places = [Place(str(number)) for number in range(7)]
    assert also(places, "x") == tuple(Related(place, "x") for place in places[1:5])
    assert also(places[:1], "x") == ()
    made = view(team(rota(roles={"primary": ["alice"]}, start=JANUARY)))
    assert declared("bob", "has least", made) == (Related(at("members", "bob", "id"), "has least"),)
    assert declared("erin", "has least", made) == ()
    assert declared("bob", "has least", view(made.team.replace(members=None))) == ()


def test_rotations_by_name() -> None:
    assert where(Pool((("weekly", "primary"), ("weekly", "secondary")), ())) == "rotation 'weekly'"
    assert where(Pool((("days", "primary"), ("nights", "primary")), ())) == "rotations 'days' and 'nights'"
