"""The invented teams against the tables that were written before anything was run on them."""

from pathlib import Path

import pytest
import yaml

from pipecheck.api import check_texts
from tests.plans.cells import AS_OF, HERE, ROOT, files_of
from tests.plans.foretold import TEAMS, Foretold, differences, foretold
from tests.rules.bench import Texts

CELLS = [cell for team in TEAMS for cell in foretold(team)]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_the_rule_says_what_was_foretold(cell: Foretold) -> None:
    assert differences(cell) == []


@pytest.mark.parametrize("team", TEAMS)
def test_no_cell_is_told_twice_and_there_are_enough(team: str) -> None:
    names = [cell.name for cell in foretold(team)]
    assert len(names) == len(set(names)) >= 12


def test_each_table_has_a_team_and_a_policy() -> None:
    assert sorted(path.stem for path in (HERE / "invented").glob("*.yaml")) == list(TEAMS)
    for team in TEAMS:
        assert (ROOT / "teams" / team / "team.yaml").is_file()
        assert _policy(ROOT / "policies/plans" / f"{team}.yaml") == {"teams": [team]}


@pytest.mark.parametrize("team", TEAMS)
def test_each_promise_has_something_to_be_judged_by_and_one_is_broken(team: str) -> None:
    policy = f"policies/plans/{team}.yaml"
    files = {**files_of(team), policy: (ROOT / policy).read_text("utf-8")}
    run = check_texts(Texts(files), as_of=AS_OF, policy=(policy,))
    told = set(yaml.safe_load(files[policy])["rules"])
    assert {count.rule for count in run.rules if count.judged} >= told
    assert {verdict.rule for verdict in run.verdicts} & told


def test_a_cell_that_is_wrong_is_told() -> None:
    right = next(cell for cell in foretold("iso-weeks") if cell.rule == "repeated-holiday")
    wrong = right._replace(violation=(), passes=right.violation, facts=["erin"], line="published")
    assert len(differences(wrong)) == 4


def _policy(path: Path) -> object:
    return yaml.safe_load(path.read_text("utf-8"))["where"]
