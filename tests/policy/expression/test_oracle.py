"""20,000 expressions made at random come to what they come to in Google's CEL, save where they are meant not to."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from pipecheck.policy.expression.parser import parse
from pipecheck.policy.expression.syntax import depth
from tests.policy.expression.oracle.both import ERROR, REFUSED, Google, Ours
from tests.policy.expression.oracle.deviations import DEVIATIONS, Difference
from tests.policy.expression.oracle.generator import DEEPEST, FEATURES, Generator, Made

SEED, MANY, OFTEN = 2026, 20_000, 200


class Comparison(NamedTuple):
    made: Sequence[Made]
    met: Counter[str]
    ours: Sequence[object]
    differences: Sequence[Difference]


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    generator, here, there = Generator(SEED), Ours(), Google()
    made = [generator.make() for _ in range(MANY)]
    ours = [here.come_to(one.text) for one in made]
    differences = [
        Difference(one.text, own, theirs, here, there)
        for one, own in zip(made, ours, strict=True)
        if own != (theirs := there.come_to(one.text))
    ]
    return Comparison(made, generator.counts, ours, differences)


def test_every_operator_macro_and_function_is_met_often(comparison: Comparison) -> None:
    rare = {name: comparison.met[name] for name in FEATURES if comparison.met[name] < OFTEN}
    assert rare == {}
    assert set(comparison.met) == FEATURES


def test_many_expressions_have_an_error_or_a_missing_field(comparison: Comparison) -> None:
    troubled = sum(one.troubled for one in comparison.made)
    assert len(comparison.made) == MANY
    assert troubled >= MANY * 0.3
    assert sum(own in (ERROR, REFUSED) for own in comparison.ours) >= MANY * 0.3
    assert sum(own not in (ERROR, REFUSED) for own in comparison.ours) >= MANY * 0.5


def test_expressions_are_of_every_depth(comparison: Comparison) -> None:
    read = [one.text for one, own in zip(comparison.made[:2000], comparison.ours, strict=False) if own != REFUSED]
    depths = Counter(min(depth(parse(text)), DEEPEST) for text in read)
    assert all(depths[level] >= 50 for level in range(1, DEEPEST + 1))


def test_every_difference_is_meant(comparison: Comparison) -> None:
    counts: Counter[str] = Counter()
    unexplained = []
    for difference in comparison.differences:
        name = next((one.name for one in DEVIATIONS if one.explains(difference)), None)
        counts.update([name] if name else [])
        if name is None:
            unexplained.append((difference.text, difference.ours, difference.theirs))
    assert unexplained == []
    assert counts == {one.name: one.count for one in DEVIATIONS}
    assert len(DEVIATIONS) <= 10
    assert all(one.count > 0 and one.reason for one in DEVIATIONS)
