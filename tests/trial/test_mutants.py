"""A policy is changed in every place that says something, by one step of the type that stands there."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

import pytest

from pipecheck.files.profiles import profile_text
from pipecheck.model.value import Duration
from pipecheck.policy.laid import Policy
from pipecheck.policy.load import Sources, load_policy
from pipecheck.rules.base import Level
from pipecheck.rules.catalog import Param, built_in
from pipecheck.trial.around import Laid
from pipecheck.trial.mutants import Mutant, mutants
from pipecheck.trial.values import neighbours, shown

FILES = {"base.yaml": "version: 1\nrules: {repeated-owner: error}\n", "other.yaml": "version: 1\nextends: base.yaml\n"}


def policy(text: str, files: Mapping[str, str] = FILES) -> Policy:
    reader = Laid({**files, "ours.yaml": text}, None)
    return load_policy(("ours.yaml",), Sources(reader, profile_text, built_in()))


def made(rules: str) -> list[Mutant]:
    def without(name: str) -> Policy | None:
        return None

    return list(mutants(policy(f"version: 1\n{rules}"), "ours.yaml", without))


def said(rules: str) -> list[str]:
    return [mutant.said for mutant in made(rules)]


def places(rules: str) -> dict[str, str]:
    """The words at which each mutant points."""
    text = f"version: 1\n{rules}"
    laid = policy(text)
    out = {}
    for mutant in made(rules):
        span = laid.span(mutant.at)
        line = text.splitlines()[span.line - 1]
        out[mutant.said] = line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None]
    return out


def test_a_level() -> None:
    assert said("rules: {single-owner: error}") == [
        "the setting of `single-owner` is left out",
        "the level of `single-owner` is `note`, not `error`",
        "the level of `single-owner` is `warning`, not `error`",
    ]


def test_a_rule_that_is_off_is_only_left_out() -> None:
    assert said("rules: {single-owner: none}") == ["the setting of `single-owner` is left out"]


def test_a_level_that_may_not_be_less_is_not_made_less() -> None:
    assert said("rules: {expired-waiver: warning}") == [
        "the setting of `expired-waiver` is left out",
        "the level of `expired-waiver` is `error`, not `warning`",
    ]


def test_parameters() -> None:
    assert places("rules: {excessive-oncall-share: {params: {any_role: 1/4, even_if_unavoidable: true}}}") == {
        "the setting of `excessive-oncall-share` is left out":
            "excessive-oncall-share: {params: {any_role: 1/4, even_if_unavoidable: true}}",
        "the parameter `any_role` of `excessive-oncall-share` is left out": "any_role",
        "the parameter `any_role` of `excessive-oncall-share` is 9/40, not 1/4": "1/4",
        "the parameter `any_role` of `excessive-oncall-share` is 11/40, not 1/4": "1/4",
        "the parameter `even_if_unavoidable` of `excessive-oncall-share` is left out": "even_if_unavoidable",
        "the parameter `even_if_unavoidable` of `excessive-oncall-share` is `false`, not `true`": "true",
    }  # fmt: skip


def test_a_where() -> None:
    assert places("rules: {missing-runbook: [{level: note, where: {teams: a, audiences: [b, c]}}]}") == {
        "the setting of `missing-runbook` is left out": "{level: note, where: {teams: a, audiences: [b, c]}}",
        "the level of `missing-runbook` is `warning`, not `note`": "note",
        "the level of `missing-runbook` is `error`, not `note`": "note",
        "`teams` is left out of the `where` of `missing-runbook`": "teams",
        "`audiences` is left out of the `where` of `missing-runbook`": "audiences",
        "`audiences` in the `where` of `missing-runbook` does not name 'b'": "b",
        "`audiences` in the `where` of `missing-runbook` does not name 'c'": "c",
    }


def test_expressions() -> None:
    rules = """\
rules:
  single-owner: {undecided: error, where: size(pipeline.audiences) > 0}
  acme/named:
    each: pipeline
    require: pipeline.id != "x" // always
    message: unnamed
"""
    assert places(rules) == {
        "the setting of `single-owner` is left out":
            "single-owner: {undecided: error, where: size(pipeline.audiences) > 0}",
        "`undecided` of `single-owner` is `note`, not `error`": "error",
        "`undecided` of `single-owner` is `warning`, not `error`": "error",
        "`undecided` of `single-owner` is left out": "undecided",
        "the `where` of `single-owner` is left out": "where",
        "the `where` of `single-owner` chooses the others": "size(pipeline.audiences) > 0",
        "the setting of `acme/named` is left out": "acme/named:",
        "the level of `acme/named` is `note`, not `error`": "acme/named",
        "the level of `acme/named` is `warning`, not `error`": "acme/named",
        "`acme/named` requires the contrary": 'pipeline.id != "x" // always',
    }  # fmt: skip


def test_the_whole_file() -> None:
    text = """\
where: {teams: a}
undecided: warning
rules: {single-owner: {waivable: false}}
waivers:
  max_days: 90
  max_active: 0
  require: [approved_by]
  granted:
    - {rule: single-owner, subject: a/b, reason: c, approved_by: d, until: 2026-01-31}
"""
    assert places(text) == {
        "the setting of `single-owner` is left out": "single-owner: {waivable: false}",
        "`waivable: false` of `single-owner` is left out": "waivable",
        "`teams` is left out of the `where` of the whole file": "teams",
        "`undecided` is `note`, not `warning`": "warning",
        "`undecided` is `error`, not `warning`": "warning",
        "`undecided` is left out": "undecided",
        "the waiver of `single-owner` for 'a/b' is left out":
            "{rule: single-owner, subject: a/b, reason: c, approved_by: d, until: 2026-01-31}",
        "`max_days` is left out": "max_days",
        "`max_days` is 89, not 90": "90",
        "`max_days` is 91, not 90": "90",
        "`max_active` is left out": "max_active",
        "`max_active` is 1, not 0": "0",
        "`require: approved_by` is left out": "approved_by",
    }  # fmt: skip


def test_each_mutant_is_another_policy() -> None:
    """What is left out is gone from the policy, and nothing else is."""
    changed = {mutant.said: mutant.policy for mutant in made("rules: {single-owner: error, shared-primary: note}")}
    ours = {name: one.layers[-1].file.settings for name, one in changed.items()}
    assert set(ours["the setting of `single-owner` is left out"]) == {"shared-primary"}
    assert ours["the level of `shared-primary` is `error`, not `note`"]["shared-primary"][0].level is Level.error
    assert ours["the level of `shared-primary` is `error`, not `note`"]["single-owner"][0].level is Level.error


def test_what_is_extended_is_left_out_with_all_that_only_it_brings() -> None:
    def without(name: str) -> Policy | None:
        rest: Sequence[str] = [one for one in ("base.yaml", "pipecheck:essential") if one != name]
        return load_policy(rest, Sources(Laid(FILES, None), profile_text, built_in()))

    laid = policy("version: 1\nextends: [base.yaml, pipecheck:essential]\n")
    found = {mutant.said: mutant.policy.files for mutant in mutants(laid, "ours.yaml", without)}
    assert found == {
        "it does not extend `base.yaml`": ("pipecheck:essential", "ours.yaml"),
        "it does not extend `pipecheck:essential`": ("base.yaml", "ours.yaml"),
    }


@pytest.mark.parametrize(
    ("kind", "value", "beside"),
    [
        ("integer", 2, ["1", "3"]),
        ("integer", 0, ["1"]),
        ("fraction", Fraction(1, 2), ["9/20", "11/20"]),
        ("fraction", Fraction(0), ["1/10"]),
        ("duration", Duration(3, "d"), ["2d", "4d"]),
        ("duration", Duration(0, "m"), ["1m"]),
        ("flag", True, ["`false`"]),
        ("level", Level.warning, ["`note`", "`error`"]),
        ("date", date(2026, 1, 1), ["2025-12-31", "2026-01-02"]),
        ("text", "people", ["owners"]),
        ("integer", None, []),
        ("list of text", ("a", "b"), ["[b]", "[a]"]),
        ("list of text", ("a",), []),
        ("map of fraction", {"a": Fraction(1)}, ["{a: 9/10}", "{a: 11/10}"]),
        ("map of fraction", {"a": Fraction(1), "b": Fraction(0)}, [
            "{b: 0}", "{a: 9/10, b: 0}", "{a: 11/10, b: 0}", "{a: 1}", "{a: 1, b: 1/10}"]),
    ],
)  # fmt: skip
def test_the_neighbours_of_a_value(kind: str, value: object, beside: list[str]) -> None:
    param = Param("x", kind, None, choices=("people", "owners") if kind == "text" else ())
    assert [shown(one) for one in neighbours(value, param)] == beside
