"""What the page on expressions says is so: its policy can be run, and it names every function there is."""

import re
from pathlib import Path

from pipecheck.policy.expression.functions import FUNCTIONS, METHODS
from pipecheck.policy.expression.measures import MEASURES
from tests.policy.texts import faults

PAGE = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text("utf-8")


def test_its_policies_have_no_fault() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert blocks
    assert [fault.message for block in blocks for fault in faults(block)] == []


def test_it_names_every_function() -> None:
    told = set(re.findall(r"`(?:\w+\.)?(\w+)(?:\(.*?\))?`", PAGE)) | set(re.findall(r"(\w+)\(", PAGE))
    assert {*FUNCTIONS, *METHODS, *MEASURES} - told == set()
