"""How even loads are, and how even they could be: exact numbers that people can recount.

Verdicts gate on `spread` against the best that arithmetic allows, and rank by `leximax`: of the usual measures only
that one always agrees with "as fair as possible to the worst off".
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from heapq import heapify, heapreplace
from math import lcm
from typing import NamedTuple, TypeAlias

Number: TypeAlias = int | Fraction

_MOST_WAYS = 500
"""More ways to share are not tried one by one."""


def spread(loads: Iterable[Number]) -> Number:
    """Heaviest less lightest load; 0 for nobody."""
    known = tuple(loads)
    if all(isinstance(load, int) for load in known):
        return max(known) - min(known) if known else 0
    measure = common_measure(known)
    whole = [scaled(load, measure) for load in known]
    return Fraction(max(whole) - min(whole), measure)


def floor(total: int, people: int) -> int:
    """The least spread with which `total` equal items can be shared: 0 if they divide evenly, else 1."""
    return 0 if people == 0 or total % people == 0 else 1


def best(total: int, people: int) -> tuple[int, ...]:
    """The fairest way to share `total` equal items, heaviest load first."""
    if people == 0:
        return ()
    each, more = divmod(total, people)
    return (each + 1,) * more + (each,) * (people - more)


def best_text(total: int, people: int) -> str:
    """That in words: 'the best for 5 over 4 is 2, 1, 1, 1'."""
    return f"the best for {total} over {people} is {', '.join(map(str, best(total, people)))}"


def least_spread(items: Iterable[Number], people: int) -> Number:
    """The least spread with which items of several sizes can be shared.

    Exact where all but a few items have one size; else the largest item, within which they can always be shared: each
    is given to whoever has least.
    """
    sizes = Counter(items)
    if not sizes or people == 0:
        return 0
    most, often = max(sizes.items(), key=lambda each: each[1])
    ways: set[tuple[Number, ...]] = {(0,) * people}
    for odd in (size for size, number in sizes.items() for _ in range(number) if size != most):
        ways = {tuple(sorted((*way[:at], way[at] + odd, *way[at + 1 :]))) for way in ways for at in range(people)}
        if len(ways) > _MOST_WAYS:
            return max(sizes)
    return min(spread(_levelled(way, most, often)) for way in ways)


def _levelled(loads: Iterable[Number], size: Number, number: int) -> list[Number]:
    """Loads with so many equal items more, each given to whoever has least then: no other way is more even."""
    filled = list(loads)
    low = [int((max(filled) - load) // size) for load in filled]
    if sum(low) <= number:
        # Below the heaviest load the order does not matter; from there on they are given round by round.
        rounds, number = divmod(number - sum(low), len(filled))
        filled = [load + (more + rounds) * size for load, more in zip(filled, low, strict=True)]
    for _ in range(number):
        filled[filled.index(min(filled))] += size
    return filled


def leximax(loads: Iterable[Number]) -> tuple[Number, ...]:
    """A key by which the fairer of two ways to share sorts first: the heaviest loads decide, one after the other."""
    return tuple(sorted(loads, reverse=True))


def overload(loads: Sequence[Number]) -> Fraction:
    """Heaviest load over the mean: 5/4 is 'a quarter over average'. 1 where there is no load at all."""
    total = sum(loads)
    return Fraction(max(loads)) * len(loads) / total if total else Fraction(1)


def jain(loads: Sequence[Number]) -> Fraction:
    """Jain's index, (Σx)² / (n·Σx²), 1 for perfectly even: to print, never to gate on, as few items cannot reach it."""
    squares = sum(Fraction(load) ** 2 for load in loads)
    return Fraction(sum(loads)) ** 2 / (len(loads) * squares) if squares else Fraction(1)


def gini(loads: Sequence[Number]) -> Fraction:
    """Gini's index, ΣΣ|x−y| / (2n²·mean), 0 for perfectly even: to print, as `jain`."""
    total = sum(loads)
    differences = sum((abs(Fraction(one) - other) for one in loads for other in loads), Fraction(0))
    return differences / (2 * len(loads) * total) if total else Fraction(0)


# ---- people who should not all carry the same


def share(fte: Fraction, eligible_days: int, days: int) -> Fraction:
    """How much of a full load somebody should carry: part time, and part of the period, count in part."""
    return fte * Fraction(min(eligible_days, days), days) if days else Fraction(0)


def pro_rated(loads: Mapping[str, Number], shares: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Loads as if everybody were there full time; who should carry nothing is left out."""
    return {
        who: _exact(load) if shares[who] == 1 else _exact(load) / shares[who]
        for who, load in loads.items()
        if shares[who].numerator > 0
    }


def _exact(number: Number) -> Fraction:
    return number if isinstance(number, Fraction) else Fraction(number)


def common_measure(numbers: Iterable[Number]) -> int:
    """The least number that makes all of these whole when they are multiplied by it: whole numbers compare at a tenth
    of the cost of fractions."""
    return lcm(*(number.denominator for number in numbers))


def scaled(number: Number, measure: int) -> int:
    """A number in parts of a measure that makes it whole."""
    return number.numerator * (measure // number.denominator)


def attainable(total: int, shares: Mapping[str, Fraction]) -> dict[str, int]:
    """The fairest way to share `total` equal items among people with unequal shares: nobody's pro-rated load can be
    lowered without raising one that is as heavy. Ties go to who comes first."""
    loads = dict.fromkeys((who for who, part in shares.items() if part > 0), 0)
    parts = [1 / shares[who] for who in loads]
    scale = common_measure(parts)
    weights = [scaled(part, scale) for part in parts]
    people = list(loads)
    # What each would carry with one item more: the lightest comes first, of two the one who comes first.
    waiting = [(weight, at) for at, weight in enumerate(weights)]
    heapify(waiting)
    for _ in range(total if waiting else 0):
        heavier, at = waiting[0]
        heapreplace(waiting, (heavier + weights[at], at))
        loads[people[at]] += 1
    return loads


# ---- several classes of item


class ClassSpread(NamedTuple):
    """One class of items, such as the majors among the holidays: how uneven it is, and how even it could be."""

    name: str
    spread: Number
    floor: int
    loads: Mapping[str, int]


def by_class(loads: Mapping[str, Mapping[str, int]]) -> tuple[ClassSpread, ...]:
    """Every class for itself, in the order given: class to person to count. Weights are never summed, for one heavy
    item would then hide behind several light ones."""
    return tuple(
        ClassSpread(name, spread(each.values()), floor(sum(each.values()), len(each)), each)
        for name, each in loads.items()
    )
