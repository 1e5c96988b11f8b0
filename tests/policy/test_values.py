"""Parameters are read exactly, from the words, by the type that the rule gives them."""

from datetime import date
from fractions import Fraction

import pytest

from pipecheck.model.value import Duration
from tests.policy import teams
from tests.policy.texts import RULES, faults, laid


def policy(words: str) -> str:
    return f"version: 1\nrules: {{single-owner: {{level: error, params: {{{words}}}}}}}\n"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("min: 3", 3),
        ("min: 0o10", 8),
        ("share: 1/3", Fraction(1, 3)),
        ("share: 0.1", Fraction(1, 10)),
        ("share: 99.5 %", Fraction(199, 200)),
        ("share: 2", Fraction(2)),
        ("audiences: [investors, 0123, no]", ("investors", "0123", "no")),
        ("audiences: investors", ("investors",)),
        ("audiences: []", ()),
        ("cap: null", None),
        ("cap: 4", 4),
        ("notice: 10wd", Duration(10, "wd")),
        ("by: days", "days"),
        ("quick: true", True),
        ("since: 2026-02-28", date(2026, 2, 28)),
        ("weights: {sat: 1.5, sun: 2}", {"sat": Fraction(3, 2), "sun": Fraction(2)}),
    ],
)
def test_a_value(words: str, value: object) -> None:
    name = words.partition(":")[0]
    effective = laid({"p.yaml": policy(words)}).setting_for(RULES["single-owner"], teams.PROFIT, (teams.TEAM,))
    assert effective is not None
    assert effective.values == {name: value}
    assert type(effective.values[name]) is type(value) or name == "weights"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("min: 2.5", "the parameter `min` wants a whole number; here stands '2.5'"),
        ("min: '2'", "the parameter `min` wants a whole number; here stands '2'"),
        ("min: yes", "the parameter `min` wants a whole number; here stands 'yes'"),
        ("min: [1]", "the parameter `min` wants a whole number; here stands a list"),
        ("min: ", "the parameter `min` has no value"),
        ("share: a third", "the parameter `share` wants a number such as 1/3, 0.25 or 25 %; here stands 'a third'"),
        ("share: 1/0", "the parameter `share` wants a number such as 1/3, 0.25 or 25 %; here stands '1/0'"),
        ("audiences: {a: b}", "the parameter `audiences` wants words; here stands a mapping"),
        ("audiences: [a, [b]]", "the parameter `audiences` wants words; here stands a list"),
        (
            "notice: weekly",
            "the parameter `notice` wants a duration such as `30m`, `14d` or `3mo`; here stands 'weekly'",
        ),
        ("by: weeks", "the parameter `by` is `turns` or `days`; here stands 'weeks'"),
        ("quick: no", "the parameter `quick` wants `true` or `false`; here stands 'no'"),
        ("since: 2026-02-30", "the parameter `since` wants a date such as 2026-12-31; here stands '2026-02-30'"),
        ("weights: [1]", "the parameter `weights` wants keys and values; here stands a list"),
    ],
)
def test_what_is_refused(words: str, message: str) -> None:
    assert [fault.message for fault in faults(policy(words))] == [message]
