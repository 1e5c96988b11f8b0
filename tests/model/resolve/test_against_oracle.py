"""Generated teams, resolved twice: by the resolver, and by an oracle that looks at every quarter of an hour."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

from tests.model.resolve.oracle.compare import compare, shrunk, yaml_of
from tests.model.resolve.oracle.features import EVERY, features
from tests.model.resolve.oracle.teams import plan

TEAMS = 10_000
PROCESSES = 2
SHARE = 50

LEAST = 25
"""In how many of the teams each feature must be for the comparison to say anything about it."""


class Share(NamedTuple):
    """What came of some of the teams."""

    different: tuple[tuple[int, str], ...]
    seen: Counter[str]


def share(numbers: Sequence[int]) -> Share:
    different, seen = [], Counter[str]()
    for number in numbers:
        made = plan(number)
        try:
            outcome = compare(made, number)
        except Exception as error:
            error.add_note(f"team {number}")
            raise
        if outcome.difference:
            different.append((number, outcome.difference))
        seen.update({*features(made), *+outcome.seen})
    return Share(tuple(different), seen)


def story(number: int) -> str:
    """A team of which the two say different things, made as small as it can be, as a file for `pipecheck lint`."""
    small = shrunk(plan(number), number)
    return f"# team {number}: {compare(small, number).difference}\n{yaml_of(small)}"


def test_every_quarter_of_an_hour_is_as_the_oracle_says() -> None:
    shares = [range(first, first + SHARE) for first in range(0, TEAMS, SHARE)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        outcomes = list(pool.map(share, shares))
    different = [number for outcome in outcomes for number, _ in outcome.different]
    assert not different, f"{len(different)} of {TEAMS} teams differ\n" + "\n".join(map(story, different[:3]))
    seen = sum((outcome.seen for outcome in outcomes), Counter[str]())
    assert {feature: seen[feature] for feature in EVERY if seen[feature] < LEAST} == {}
