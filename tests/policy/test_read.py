"""A policy file is read strictly, and everything wrong with it is told at once, at its place."""

import pytest

from tests.policy.texts import faults, laid, told


def test_every_mistake_of_a_file_is_told_at_once_in_order() -> None:
    found = faults(
        """\
version: 2
polcy: x
rules:
  singel-owner: error
  single-owner: fatal
  uneven-load: {level: error, params: {slak: 1, slack: a}}
  idle-member: off
undecided: never
waivers:
  - {rule: single-owners, subject: x, reason: y, until: 2026-02-30}
  - {rule: coverage-gap}
"""
    )
    assert told(found) == [
        "1:10 [2] `version` wants 1, the only one there is; here stands '2'",
        "2:1 [polcy] a policy has no key 'polcy'",
        "4:3 [singel-owner] there is no rule 'singel-owner'",
        "5:17 [fatal] the level of `single-owner` wants `note`, `warning` or `error`; here stands 'fatal'",
        "6:40 [slak] `uneven-load` has no parameter 'slak'",
        "6:56 [a] the parameter `slack` wants a whole number; here stands 'a'",
        "7:16 [off] the level of `idle-member` cannot be 'off'",
        "8:12 [never] `undecided` wants `note`, `warning` or `error`; here stands 'never'",
        "10:12 [single-owners] there is no rule 'single-owners'",
        "10:57 [2026-02-30] `until` wants a date such as 2026-12-31; here stands '2026-02-30'",
        "11:5 [{rule: coverage-gap}] a waiver wants `subject`, `reason` and `until`",
    ]
    assert [fault.hint for fault in found][1:5] == [
        "did you mean `policy`?",
        "did you mean `single-owner`?",
        "",
        "did you mean `slack`?",
    ]
    assert {fault.rule for fault in found} == {"policy"}


def test_the_faults_of_several_files_come_together() -> None:
    found = faults(
        {
            "policies/p.yaml": "version: 1\nextends: [below.yaml]\nrules: {nope: error}\n",
            "policies/below.yaml": "version: 1\nrules: {neither: note}\n",
        },
        "policies/p.yaml",
    )
    assert [(fault.span.file, fault.message) for fault in found] == [
        ("policies/below.yaml", "there is no rule 'neither'"),
        ("policies/p.yaml", "there is no rule 'nope'"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("rules: {single-owner: error}\n", "1:1 [rules: {single-owner: error}] a policy wants `version`"),
        ("[]\n", "1:1 [[]] a policy wants keys such as `rules`"),
        (
            "version: 1\nrules: [single-owner]\n",
            "2:8 [[single-owner]] `rules` wants keys and values; here stands a list",
        ),
        (
            "version: 1\nrules: {single-owner: []}\n",
            "2:23 [[]] `single-owner` lists no setting",
        ),
        (
            "version: 1\nrules: {single-owner: }\n",
            "2:9 [single-owner] the level of `single-owner` wants `note`, `warning` or `error`; here stands nothing",
        ),
        (
            "version: 1\nrules: {single-owner: {where: {teams: a}}}\n",
            "2:23 [{where: {teams: a}}] this setting of `single-owner` sets nothing",
        ),
        (
            "version: 1\nrules: {single-owner: {level: error, where: {}}}\n",
            "2:45 [{}] `where` names nothing",
        ),
        (
            "version: 1\nrules: {single-owner: {level: error, where: {teams: []}}}\n",
            "2:53 [[]] `teams` lists nothing, so the setting would never match",
        ),
        (
            "version: 1\nrules: {single-owner: {level: error, lvl: x}}\n",
            "2:38 [lvl] a setting of `single-owner` has no key 'lvl'",
        ),
        (
            "version: 1\nrules:\n  single-owner:\n    - error\n    - note\n",
            "5:7 [note] this setting never counts: the one before it has no `where`, and the first that matches counts",
        ),
        (
            "version: 1\nrules: {coverage-gap: error, hole-in-coverage: note}\n",
            "2:30 [hole-in-coverage] 'hole-in-coverage' and `coverage-gap` are one rule, and it is set twice here",
        ),
        ("version: 1\nrules: {a: note, a: note}\n", "2:18 [a] the key 'a' stands here twice"),
        ("version: 1\nschemas: {}\n", "2:10 [{}] `schemas` wants a list; here stands a mapping"),
        ("version: 1\nrules: {acme/x: error}\n", "2:9 [acme/x] there is no rule 'acme/x'"),
        ("version: 1\nrules: {invalid-yaml: none}\n", "2:23 [none] `invalid-yaml` is always on"),
        (
            "version: 1\nrules: {expired-waiver: note}\n",
            "2:25 [note] `expired-waiver` is always a warning, and cannot weigh less",
        ),
        (
            "version: 1\nrules: {uneven-people: {where: {teams: a}, params: {slack: 1}}}\n",
            "2:44 [params] a setting of `uneven-people` with `where` may change the level, not parameters",
        ),
    ],
)
def test_what_is_refused(text: str, line: str) -> None:
    lines = told(faults(text))
    assert any(one.startswith(line) for one in lines), lines


def test_what_is_legal_has_no_faults() -> None:
    text = """\
version: 1
policy: sample
x-cost-centre: "4711"
rules:
  single-owner: none
  hole-in-coverage: note
  yaml-trap: none
  unknown-file: none
  expired-waiver: error
  idle-member: [{level: note, where: {members: alice}}, error]
"""
    assert faults(text) == []


def test_a_rule_may_be_named_by_a_former_id() -> None:
    policy = laid({"p.yaml": "version: 1\nrules: {hole-in-coverage: note}\n"})
    assert [entry.id for entry in policy.rules_on] == ["coverage-gap"]
