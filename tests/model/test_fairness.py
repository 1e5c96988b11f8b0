"""How even loads are: exact, and recounted by hand."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipecheck.model.fairness import (
    attainable,
    best,
    best_text,
    by_class,
    common_measure,
    floor,
    gini,
    jain,
    least_spread,
    leximax,
    overload,
    pro_rated,
    share,
    spread,
)

WAYS = {
    "A": (3, 3, 3, 3, 3),
    "B": (4, 4, 3, 2, 2),
    "C": (5, 3, 3, 2, 2),
    "D": (5, 5, 2, 2, 1),
    "E": (6, 3, 3, 2, 1),
    "F": (6, 5, 2, 1, 1),
    "G": (11, 1, 1, 1, 1),
}
"""Fifteen items over five people, from fair to unfair (an example of OptaPlanner's documentation)."""


@pytest.mark.parametrize(
    ("way", "spread_", "overload_", "jain_", "gini_"),
    [
        ("A", 0, "1.000", "1.0000", "0.0000"),
        ("B", 2, "1.333", "0.9184", "0.1600"),
        ("C", 3, "1.667", "0.8824", "0.1867"),
        ("D", 4, "1.667", "0.7627", "0.2933"),
        ("E", 5, "2.000", "0.7627", "0.2933"),
        ("F", 5, "2.000", "0.6716", "0.3733"),
        ("G", 10, "3.667", "0.3600", "0.5333"),
    ],
)
def test_measures_of_fifteen_items_over_five_people(
    way: str, spread_: int, overload_: str, jain_: str, gini_: str
) -> None:
    loads = WAYS[way]
    assert spread(loads) == spread_
    assert f"{float(overload(loads)):.3f}" == overload_
    assert f"{float(jain(loads)):.4f}" == jain_
    assert f"{float(gini(loads)):.4f}" == gini_


def test_only_leximax_ranks_them_all_by_who_is_worst_off() -> None:
    assert sorted(WAYS, key=lambda way: leximax(WAYS[way])) == list("ABCDEFG")


@pytest.mark.parametrize(
    ("total", "people", "jain_", "gini_"),
    [
        (3, 4, "0.750", "0.250"),
        (3, 5, "0.600", "0.400"),
        (5, 4, "0.893", "0.150"),
        (11, 4, "0.976", "0.068"),
        (13, 4, "0.983", "0.058"),
    ],
)
def test_the_best_that_can_be_reached_is_not_always_even(total: int, people: int, jain_: str, gini_: str) -> None:
    loads = best(total, people)
    assert sum(loads) == total
    assert spread(loads) == floor(total, people) == 1
    assert (f"{float(jain(loads)):.3f}", f"{float(gini(loads)):.3f}") == (jain_, gini_)


def test_the_best_is_told_in_words() -> None:
    assert best_text(5, 4) == "the best for 5 over 4 is 2, 1, 1, 1"
    assert best(13, 4) == (4, 3, 3, 3)
    assert best(8, 4) == (2, 2, 2, 2)


def test_nothing_and_nobody() -> None:
    assert spread(()) == floor(3, 0) == 0
    assert best(3, 0) == ()
    assert jain((0, 0)) == overload((0, 0)) == 1
    assert gini((0, 0)) == 0


def test_part_time_and_part_of_the_period_count_in_part() -> None:
    shares = {
        "alice": share(Fraction(1), 364, 364),
        "bob": share(Fraction(1), 364, 364),
        "carol": share(Fraction(1, 2), 364, 364),
    }
    loads = {"alice": 10, "bob": 10, "carol": 5}
    assert spread(loads.values()) == 5
    assert f"{float(jain(tuple(loads.values()))):.3f}" == "0.926"
    assert pro_rated(loads, shares) == dict.fromkeys(loads, Fraction(10))
    assert share(Fraction(1), 91, 364) == Fraction(1, 4)


def test_who_should_carry_nothing_is_not_compared() -> None:
    assert pro_rated({"alice": 3, "bob": 1}, {"alice": Fraction(1), "bob": Fraction(0)}) == {"alice": Fraction(3)}


def test_items_are_shared_by_what_everybody_should_carry() -> None:
    shares = {"alice": Fraction(1), "bob": Fraction(1), "carol": Fraction(1, 2)}
    assert attainable(25, shares) == {"alice": 10, "bob": 10, "carol": 5}
    assert attainable(3, dict.fromkeys(("alice", "bob"), Fraction(1))) == {"alice": 2, "bob": 1}
    assert attainable(3, {"alice": Fraction(0)}) == {}


@given(st.lists(st.fractions(Fraction(1, 4), 2, max_denominator=12), min_size=1, max_size=5), st.integers(0, 40))
def test_each_item_goes_to_whoever_is_lightest_with_it(parts: list[Fraction], total: int) -> None:
    shares = {f"p{number}": part for number, part in enumerate(parts)}
    loads = dict.fromkeys(shares, 0)
    for _ in range(total):
        loads[min(loads, key=lambda who: (loads[who] + 1) / shares[who])] += 1
    assert attainable(total, shares) == loads


def test_fractions_compare_as_whole_numbers() -> None:
    assert common_measure((Fraction(1, 4), Fraction(5, 6), 2)) == 12
    assert common_measure(()) == 1


def test_classes_are_compared_one_by_one() -> None:
    """Plan 001: three holidays each, but of the majors one has three and two have one."""
    loads = {
        "majors": {"eng1": 1, "eng2": 2, "eng3": 3, "eng4": 2, "eng5": 1},
        "others": {"eng1": 2, "eng2": 1, "eng3": 0, "eng4": 1, "eng5": 2},
    }
    assert {sum(each[who] for each in loads.values()) for who in loads["majors"]} == {3}
    majors, others = by_class(loads)
    assert (majors.name, majors.spread, majors.floor) == ("majors", 2, 1)
    assert (others.name, others.spread, others.floor) == ("others", 2, 1)


# ---- items of several sizes


@given(st.lists(st.sampled_from((7, 7, 7, 14, 4, 2, 5)), max_size=7), st.integers(1, 4))
def test_the_least_spread_is_that_of_the_best_of_all_ways_to_share(items: list[int], people: int) -> None:
    ways = product(range(people), repeat=len(items))
    loads = (
        [sum(size for size, who in zip(items, way, strict=True) if who == each) for each in range(people)]
        for way in ways
    )
    assert least_spread(items, people) == min(spread(each) for each in loads)


def test_fifty_weeks_two_days_and_four_over_four_people_differ_by_five_days() -> None:
    assert least_spread([7] * 50 + [2, 4], 4) == 5


def test_where_ways_are_too_many_the_largest_item_is_a_bound_that_holds() -> None:
    assert least_spread([*range(1, 40)], 5) == 39


def test_nothing_to_share_and_nobody_to_share_it() -> None:
    assert (least_spread([], 3), least_spread([7], 0)) == (0, 0)


def test_the_edges_of_measures() -> None:
    assert (floor(4, 2), floor(5, 2), floor(0, 3), floor(3, 0)) == (0, 1, 0, 0)
    assert least_spread([1], 0) == 0
    assert least_spread([3] + [2] * 20, 2) == 1
    assert share(Fraction(1), 0, 0) == 0
    assert type(pro_rated({"a": 1}, {"a": Fraction(1)})["a"]) is Fraction
