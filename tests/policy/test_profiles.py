"""The shipped profiles hold what the rules say of themselves: adding a rule and generating is all there is to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipecheck.files.profiles import profile_text
from pipecheck.policy.laid import Policy
from pipecheck.policy.load import PROFILES, Sources, load_policy
from pipecheck.rules.base import Profile
from pipecheck.rules.catalog import built_in
from tests.policy.texts import Texts

ROOT = Path(__file__).parent.parent.parent
ORDER = [Profile.essential, Profile.recommended, Profile.strict]


def profile(name: str) -> Policy:
    return load_policy([f"pipecheck:{name}"], Sources(Texts({}), profile_text, built_in()))


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_turns_on_exactly_its_rules_and_those_of_the_smaller_ones(name: str) -> None:
    within = ORDER[: ORDER.index(Profile(name)) + 1]
    wanted = {entry.id for entry in built_in() if entry.profile in within and not entry.of_files}
    assert {entry.id for entry in profile(name).rules_on} == wanted


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_gives_no_rule_more_than_its_own_level(name: str) -> None:
    for setting in profile(name).settings():
        level = setting.level
        assert level is not None
        assert level != "none"
        assert level.rank <= built_in()[setting.rule].level.rank


def test_the_trap_of_yaml_speaks_from_recommended_on() -> None:
    trap = built_in()["yaml-trap"]
    spoken = [name for name in PROFILES if profile(name).setting_for_file(trap, "core") is not None]
    assert spoken == ["recommended", "strict"]


def test_nothing_generated_has_drifted() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "catalog.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_there_is_no_other_profile() -> None:
    assert profile_text("named") is None
    assert profile_text("../profiles/essential") is None


def test_this_repository_is_judged_by_what_it_recommends() -> None:
    text = (ROOT / "policies" / "default.yaml").read_text("utf-8")
    policy = load_policy(["d.yaml"], Sources(Texts({"d.yaml": text}), profile_text, built_in()))
    assert policy.files == ("pipecheck:essential", "pipecheck:recommended", "d.yaml")
    assert policy.rules_on == profile("recommended").rules_on
