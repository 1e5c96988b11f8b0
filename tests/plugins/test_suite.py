"""What authors are told by their suite when rule, cases and page do not go together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipecheck.files.create import create
from pipecheck.files.scaffold import local_scaffold
from pipecheck.policy.plugins import BadPlugin
from pipecheck.testing import Suite

Change = Callable[[Path], None]


def suite(where: Path) -> Suite:
    return Suite(where / "rules", cases=where / "rules/cases", pages=where / "rules/docs")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    scaffold = local_scaffold("late-report", str(tmp_path))
    create(scaffold.root, scaffold.files)
    return tmp_path


def edited(path: str, old: str, new: str) -> Change:
    def change(where: Path) -> None:
        text = (where / "rules" / path).read_text("utf-8")
        assert old in text
        (where / "rules" / path).write_text(text.replace(old, new), "utf-8")

    return change


def test_what_new_rule_makes_goes_together(here: Path) -> None:
    found = suite(here)
    assert found.rules == ("local/late-report",)
    assert [str(case) for case in found.cases] == [
        "late-report:3 one pipeline has an area, one has none",
        "late-report:19 the policy exempts it",
    ]
    for case in found.cases:
        found.check(case)
    found.check_rule("local/late-report")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (edited("late_report.py", "say which part", "tell which part"), "`problems` differ: - is told, + was heard"),
        (edited("late_report.py", 'pipeline.at("id"),', 'pipeline.at("id"), key=("a", 1),'), "the key hold an int"),
        (
            edited("late_report.py", "        yield Problem(", "        raise ValueError(1)\n        yield Problem("),
            "crashed",
        ),
        (edited("cases/late-report.yaml", "words: refunds", "words: orders"), "- is told, + was heard"),
        (edited("cases/late-report.yaml", "    passes: [pipeline sample/orders]\n", ""), "`passes` differ"),
    ],
)
def test_a_case_that_does_not_hold_says_what_differs(here: Path, change: Change, said: str) -> None:
    change(here)
    found = suite(here)
    with pytest.raises(AssertionError) as failed:
        found.check(found.cases[0])
    assert said in str(failed.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            edited("late_report.py", "Any area will do", "Every area will do"),
            "late-report.md is not what the docstring",
        ),
        (edited("late_report.py", "area: sales, ", ""), "the team under Passes fails at pipeline data-core/orders"),
        (edited("late_report.py", "Fails\n-----", "Failing\n-------"), "has no heading Fails"),
        (edited("late_report.py", "- {id: orders, owners", "- {id: orders, owner"), "the team under Fails is no team"),
        (
            lambda where: (where / "rules/cases/late-report.yaml").unlink(),
            "wants a case that fails, and one that passes",
        ),
    ],
)
def test_a_rule_whose_parts_do_not_go_together_is_told(here: Path, change: Change, said: str) -> None:
    change(here)
    with pytest.raises(AssertionError) as failed:
        suite(here).check_rule("local/late-report")
    assert said in str(failed.value)


def test_a_case_of_no_rule_is_told(here: Path) -> None:
    (here / "rules/cases/late-report.yaml").rename(here / "rules/cases/late-reports.yaml")
    found = suite(here)
    with pytest.raises(AssertionError, match="there is no rule 'late-reports' in this plug-in"):
        found.check(found.cases[0])


def test_an_unknown_parameter_is_told(here: Path) -> None:
    edited("cases/late-report.yaml", "exempt: [refunds]", "exemptt: [refunds]")(here)
    found = suite(here)
    with pytest.raises(ValueError, match="`late-report` has no parameter 'exemptt'"):
        found.check(found.cases[1])


def test_a_plug_in_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadPlugin, match="no installed distribution offers it"):
        Suite("nobody", cases=tmp_path)
    with pytest.raises(BadPlugin, match="there are no Python files in 'rules/'"):
        Suite(tmp_path / "rules", cases=tmp_path)
