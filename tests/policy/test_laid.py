"""Files laid over one another: what holds for one rule and one subject (semantics §2)."""

from collections.abc import Mapping

import pytest

from pipecheck.model.outcome import Subject
from pipecheck.policy.setting import Effective
from tests.policy import teams
from tests.policy.texts import RULES, laid


def setting(
    files: Mapping[str, str] | str, rule: str = "single-owner", subject: Subject = teams.PROFIT
) -> Effective | None:
    policy = laid({"p.yaml": files} if isinstance(files, str) else files)
    return policy.setting_for(RULES[rule], subject, (teams.TEAM,))


def shown(effective: Effective | None) -> tuple[str, dict[str, object], str] | None:
    return None if effective is None else (effective.level.value, effective.values, effective.undecided.value)


BASE = "version: 1\nrules: {single-owner: {level: error, params: {min: 3, audiences: [a, b]}}}\n"


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ("rules: {}", ("error", {"min": 3, "audiences": ("a", "b")}, "note")),
        ("rules: {single-owner: note}", ("note", {"min": 3, "audiences": ("a", "b")}, "note")),
        ("rules: {single-owner: {params: {audiences: [c]}}}", ("error", {"min": 3, "audiences": ("c",)}, "note")),
        ("rules: {single-owner: {params: {min: 4}}}", ("error", {"min": 4, "audiences": ("a", "b")}, "note")),
        ("rules: {single-owner: none}", None),
        (
            "rules: {single-owner: {level: note, where: {areas: other}}}",
            ("error", {"min": 3, "audiences": ("a", "b")}, "note"),
        ),
        ("rules: {single-owner: {level: none, where: {areas: finance}}}", None),
        ("undecided: error", ("error", {"min": 3, "audiences": ("a", "b")}, "error")),
        (
            "undecided: error\nrules: {single-owner: {undecided: warning}}",
            ("error", {"min": 3, "audiences": ("a", "b")}, "warning"),
        ),
    ],
)
def test_a_file_over_the_one_it_extends(over: str, expected: object) -> None:
    assert shown(setting({"p.yaml": f"version: 1\nextends: base.yaml\n{over}\n", "base.yaml": BASE})) == expected


def test_the_first_setting_that_matches_counts() -> None:
    text = """\
version: 1
rules:
  single-owner:
    - {level: warning, where: {audiences: investors}, params: {min: 3}}
    - {level: error, where: {areas: finance}, params: {quick: true}}
    - note
"""
    assert shown(setting(text)) == ("warning", {"min": 3}, "note")
    assert shown(setting(text, subject=teams.GROWTH)) == ("note", {}, "note")


def test_a_rule_that_no_file_gives_a_level_is_off() -> None:
    assert setting("version: 1\nrules: {single-owner: {params: {min: 3}}}\n") is None
    assert setting("version: 1\n") is None


def test_a_where_of_a_file_narrows_what_it_extends_too() -> None:
    files = {"p.yaml": "version: 1\nextends: base.yaml\nwhere: {teams: other}\n", "base.yaml": BASE}
    assert setting(files) is None
    assert shown(setting({**files, "p.yaml": files["p.yaml"].replace("other", "core")})) is not None


def test_a_file_reached_twice_counts_for_what_either_way_chooses() -> None:
    files = {
        "p.yaml": "version: 1\nextends: [narrow.yaml, base.yaml]\n",
        "narrow.yaml": "version: 1\nwhere: {teams: other}\nextends: base.yaml\nrules: {single-owner: note}\n",
        "base.yaml": BASE,
    }
    assert shown(setting(files)) == ("error", {"min": 3, "audiences": ("a", "b")}, "note")


def test_not_waivable_cannot_be_undone_further_down() -> None:
    files = {
        "p.yaml": "version: 1\nextends: base.yaml\nrules: {single-owner: {level: note, waivable: true}}\n",
        "base.yaml": "version: 1\nrules: {single-owner: {level: error, waivable: false}}\n",
    }
    effective = setting(files)
    assert effective is not None
    assert not effective.waivable


def test_where_each_part_came_from() -> None:
    files = {"p.yaml": "version: 1\nextends: base.yaml\nrules: {single-owner: {params: {min: 4}}}\n", "base.yaml": BASE}
    policy = laid(files)
    effective = policy.setting_for(RULES["single-owner"], teams.PROFIT, (teams.TEAM,))
    assert effective is not None
    assert effective.at is not None
    level, least = policy.span(effective.at), policy.span(effective.params["min"].at)
    assert (level.file, level.line, level.column) == ("base.yaml", 2, 31)
    assert (least.file, least.line, least.column) == ("p.yaml", 3, 38)


def test_rules_about_files_have_their_level_without_a_setting() -> None:
    policy = laid(
        {"p.yaml": "version: 1\nrules: {unknown-file: none, yaml-trap: {level: warning, where: {teams: 'd*'}}}\n"}
    )
    assert policy.setting_for_file(RULES["unknown-file"], "core") is None
    assert policy.setting_for_file(RULES["yaml-trap"], "core") is None
    assert shown(policy.setting_for_file(RULES["yaml-trap"], "data")) == ("warning", {}, "note")
    assert shown(policy.setting_for_file(RULES["invalid-yaml"], "core")) == ("error", {}, "note")
