"""Known debts are shown and not counted; the list of them shrinks by itself and grows only when asked to."""

import json

import pytest

from pipecheck.engine.baseline import BadBaseline, parse, written
from tests.engine.sample import CORE, lint

A = {"teams/core.yaml": CORE}
BETTER = {"teams/core.yaml": CORE.replace("{primary: bob}", "{primary: bob, secondary: alice}")}
WORSE = {"teams/core.yaml": CORE + "  - id: new\n    owners: {primary: alice}\n"}


def subjects(text: str) -> list[str]:
    return [debt.subject for debt in parse(text)]


def test_it_is_versioned_sorted_json() -> None:
    text = written(lint(A), None, grow=False)
    assert text.endswith("}\n")
    data = json.loads(text)
    assert data["format"] == "pipecheck-baseline/1"
    assert [(debt["rule"], debt["subject"]) for debt in data["debts"]] == [
        ("lonely", "pipeline core/growth"),
        ("lonely", "pipeline core/profit"),
    ]
    assert {len(debt["fingerprint"]) for debt in data["debts"]} == {32}


def test_known_debts_are_shown_and_not_counted() -> None:
    debts = parse(written(lint(A), None, grow=False))
    report = lint(WORSE, baseline=debts, baseline_name="debts.json")
    assert [(str(one.subject), one.known, one.counted) for one in report.verdicts] == [
        ("pipeline core/growth", True, False),
        ("pipeline core/profit", True, False),
        ("pipeline core/new", False, True),
    ]
    assert (report.counts.errors, report.counts.known, report.exit_code, report.baseline) == (1, 2, 1, "debts.json")
    assert lint(A, baseline=debts).exit_code == 0


def test_it_only_shrinks_unless_asked_to_grow() -> None:
    debts = parse(written(lint(A), None, grow=False))
    assert subjects(written(lint(WORSE), debts, grow=False)) == ["pipeline core/growth", "pipeline core/profit"]
    assert subjects(written(lint(BETTER), debts, grow=False)) == ["pipeline core/growth"]
    assert subjects(written(lint(WORSE), debts, grow=True)) == [
        "pipeline core/growth",
        "pipeline core/new",
        "pipeline core/profit",
    ]


def test_a_debt_that_nobody_looked_for_is_not_struck_out() -> None:
    debts = parse(written(lint(A), None, grow=False))
    other = lint(BETTER, "{lonely: error, aged: note}", select=["aged"])
    assert len(parse(written(other, debts, grow=False))) == 2
    elsewhere = {**BETTER, "teams/other.yaml": CORE.replace("team: core", "team: other")}
    assert len(parse(written(lint(elsewhere, show=["teams/other.yaml"]), debts, grow=False))) == 2


def test_a_debt_that_is_paid_is_told() -> None:
    debts = parse(written(lint(A), None, grow=False))
    (stale,) = lint(BETTER, baseline=debts).stale
    assert stale.endswith(" `lonely`, pipeline core/profit")
    assert lint(A, baseline=debts).stale == ()
    assert lint(BETTER, "{lonely: error, aged: note}", baseline=debts, select=["aged"]).stale == ()
    assert lint({**BETTER, "teams/b.yaml": "team: [\n"}, baseline=debts).stale == ()
    assert lint(BETTER, baseline=debts, show=["teams/core.yaml"]).stale == ()


def test_what_cannot_be_waived_is_no_debt() -> None:
    broken = {"teams/b.yaml": "team: [\n", **A}
    report = lint(broken, "{lonely: {level: error, waivable: false}, unreachable: {level: error, undecided: error}}")
    assert subjects(written(report, None, grow=False)) == []
    debts = parse(
        json.dumps(
            {
                "format": "pipecheck-baseline/1",
                "debts": [
                    {"rule": one.rule, "subject": str(one.subject), "fingerprint": one.fingerprint}
                    for one in report.verdicts
                ],
            }
        )
    )
    again = lint(broken, "{lonely: {level: error, waivable: false}}", baseline=debts)
    assert (again.exit_code, again.counts.known) == (1, 0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is not readable as JSON"),
        ("[" * 100_000, "it is not readable as JSON"),
        ("[]", "it wants `format` `pipecheck-baseline/1` and a list `debts`"),
        (
            '{"format": "pipecheck-baseline/2", "debts": []}',
            "it wants `format` `pipecheck-baseline/1` and a list `debts`",
        ),
        (
            '{"format": "pipecheck-baseline/1", "debts": [{"rule": "x", "subject": "y"}]}',
            "debt 1 wants `rule`, `subject` and `fingerprint`, in words",
        ),
        (
            '{"format": "pipecheck-baseline/1", "debts": [3]}',
            "debt 1 wants `rule`, `subject` and `fingerprint`, in words",
        ),
    ],
)
def test_what_is_no_baseline(text: str, why: str) -> None:
    with pytest.raises(BadBaseline, match="^" + why.replace("{", r"\{") + "$"):
        parse(text)
