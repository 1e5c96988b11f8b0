"""Every claim of the five plans against the rules that judge it: all that they say, and why where it differs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import pytest
import yaml

from pipecheck.rules.catalog import built_in
from tests.plans.cells import AS_IT_IS, HERE, PLANS, Given, Said, heard, report

CLAIMS = {"plan-000": 16, "plan-001": 15, "plan-002": 28, "plan-003": 15, "plan-004": 21}
"""How many claims each plan makes, beside those of the task that all five answer."""


KEYS = {
    "rule",
    "params",
    "given",
    "settled",
    "differs",
    "pass",
    "not concerned",
    "violation",
    "undecided",
    "words",
}


class Saying(NamedTuple):
    """What one rule was settled to say of a claim, and what it says."""

    row: str
    plan: str
    rule: str
    params: Mapping[str, Any]
    given: Given
    settled: str
    differs: str
    counts: Mapping[str, int]
    named: frozenset[tuple[str, str]]
    words: tuple[str, ...]


def _sayings() -> Iterator[Saying]:
    for row in yaml.safe_load((HERE / "rows.yaml").read_text("utf-8"))["rows"]:
        assert set(row) == {"row", "plan", "claim", "says"}, row
        for one in row["says"]:
            assert set(one) <= KEYS, (row["row"], set(one) - KEYS)
            yield _saying(row["row"], row["plan"], one)


def _saying(row: str, plan: str, one: Mapping[str, Any]) -> Saying:
    given = one.get("given", {})
    undecided = one.get("undecided", {}).items()
    lacks = [(who, lack) for who, told in undecided for lack in (told if isinstance(told, list) else [told])]
    return Saying(
        row,
        plan,
        one["rule"],
        one.get("params", {}),
        Given(given.get("add", ""), tuple(given.get("change", {}).items())) if given else AS_IT_IS,
        one["settled"],
        one.get("differs", ""),
        {verdict: one[verdict] for verdict in ("pass", "not concerned") if verdict in one},
        frozenset(
            [(who, "violation") for who in one.get("violation", [])]
            + [(who, f"undecided: {lack}") for who, lack in lacks]
        ),
        tuple(one.get("words", ())),
    )


SAYINGS = tuple(_sayings())


@cache
def _together(plan: str) -> Mapping[str, Said]:
    """What all rules say of a plan as it is, with the parameters they have by default."""
    return heard(plan, {entry.id: {} for entry in built_in() if not entry.of_files})


def _heard(one: Saying) -> Said:
    if one.params or one.given != AS_IT_IS:
        return heard(one.plan, {one.rule: one.params}, one.given)[one.rule]
    return _together(one.plan)[one.rule]


def _name(subject: str, plan: str) -> str:
    """The subject without the plan: `pipeline profit`, `team`."""
    return subject.replace(f" {plan}/", " ").removesuffix(f" {plan}")


@pytest.mark.parametrize("one", SAYINGS, ids=lambda one: f"{one.row} {one.plan} {one.rule}")
def test_the_rule_says_of_the_claim_what_stands_in_its_row(one: Saying) -> None:
    said = _heard(one)
    numbers = Counter(verdict for _, verdict in said if verdict in ("pass", "not concerned"))
    named = {(_name(subject, one.plan), verdict) for subject, verdict in said if verdict not in numbers}
    assert (sorted(named), dict(numbers)) == (sorted(one.named), dict(one.counts))


@pytest.mark.parametrize(
    "one", [one for one in SAYINGS if one.words], ids=lambda one: f"{one.row} {one.plan} {one.rule}"
)
def test_the_numbers_of_the_claim_are_in_the_message(one: Saying) -> None:
    said = " ".join(verdict.message for verdict in report(one.plan, {one.rule: one.params}, one.given).verdicts)
    assert [words for words in one.words if words not in said] == []


@pytest.mark.parametrize("one", SAYINGS, ids=lambda one: f"{one.row} {one.plan} {one.rule}")
def test_what_differs_from_what_was_settled_says_why(one: Saying) -> None:
    """A row that mixes what it speaks of with other subjects may say so, too; otherwise nothing needs explaining."""
    assert one.settled in ("holds", "fails", "undecided", "not concerned")
    verdict = _verdict(one)
    if verdict != one.settled:
        assert one.differs, f"{one.rule} was settled as '{one.settled}' and is '{verdict}'"
    elif one.differs:
        assert len({said for _, said in one.named} | set(one.counts)) > 1, f"{one.rule} does not differ: '{verdict}'"


def _verdict(one: Saying) -> str:
    """The gravest thing that is said; nothing where no subject is judged."""
    verdicts = {verdict.partition(":")[0] for _, verdict in one.named} | set(one.counts)
    order = {"violation": "fails", "undecided": "undecided", "pass": "holds"}
    return next((word for verdict, word in order.items() if verdict in verdicts), "not concerned")


def test_every_claim_has_its_row() -> None:
    rows: dict[str, set[str]] = {}
    for one in SAYINGS:
        rows.setdefault(one.plan, set()).add(one.row)
    for plan in PLANS:
        own = [f"{int(plan[-1])}.{number}" for number in range(1, CLAIMS[plan] + 1)]
        assert sorted(row for row in rows[plan] if "/" not in row) == sorted(own)
        assert any(row.startswith("0/") for row in rows[plan])
