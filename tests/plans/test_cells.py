"""Twenty rules against five plans: every verdict stands in a table that was read from the plan, and no other."""

from collections.abc import Mapping
from functools import cache

import pytest

from tests.plans.cells import PLANS, RULES, Cell, Said, cells, heard

CELLS = [cell for plan in PLANS for cell in cells(plan)]


@cache
def heard_together(plan: str) -> Mapping[str, Said]:
    """What the rules say when all of them are on, as they are by default."""
    return heard(plan, {rule: {} for rule in RULES})


@pytest.mark.parametrize("plan", PLANS)
def test_no_cell_is_empty(plan: str) -> None:
    assert [cell.rule for cell in cells(plan) if not cell.params] == list(RULES)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.plan} {cell.name}")
def test_the_rule_says_what_the_table_says(cell: Cell) -> None:
    said = heard(cell.plan, {cell.rule: cell.params}) if cell.params else heard_together(cell.plan)
    assert sorted(said[cell.rule] - cell.said) == [], "said, and not in the table"
    assert sorted(cell.said - said[cell.rule]) == [], "in the table, and not said"
