"""What is said of the plans, word for word, and the words that it points at."""

import pytest

from tests.plans.bless import GOLDEN, golden
from tests.plans.cells import PLANS
from tests.plans.foretold import TEAMS


@pytest.mark.parametrize("plan", [*PLANS, *TEAMS])
def test_every_row_is_as_it_was_read_and_kept(plan: str) -> None:
    assert golden(plan).splitlines() == (GOLDEN / f"{plan}.txt").read_text("utf-8").splitlines()


def test_there_is_one_for_each_plan_and_no_other() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(f"{plan}.txt" for plan in (*PLANS, *TEAMS))
