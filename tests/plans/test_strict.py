"""What the profile `strict` says of the five plans is true, and for every violation somebody has written down why."""

import re

import pytest

from tests.plans.cells import PLANS
from tests.plans.strict import NO_REASON, golden, path_of, reasons


@pytest.mark.parametrize("plan", PLANS)
def test_all_that_is_said_stands_there_with_its_reason(plan: str) -> None:
    kept = path_of(plan).read_text("utf-8")
    said = golden(plan, reasons(kept))
    new = [block.splitlines()[0] for block in said.split("\n\n") if NO_REASON in block]
    assert new == [], "read the plan, and write down why it is true: `python -m tests.plans.strict` makes room for it"
    assert said.splitlines() == kept.splitlines(), "read what changed, and keep it with `python -m tests.plans.strict`"


@pytest.mark.parametrize("plan", PLANS)
def test_a_reason_is_a_sentence_of_its_own(plan: str) -> None:
    text = path_of(plan).read_text("utf-8")
    blocks = re.findall(r"\n  (.*)\n  why \S+: (.*)\n", text)
    assert len(blocks) == len(reasons(text)), "two things have one name"
    for message, why in blocks:
        assert len(why.split()) >= 5, why
        assert why not in message, why
