"""The life of a waiver: it covers, it is about to end, it has ended, it covers nothing (semantics §14)."""

from datetime import date
from typing import Any

import pytest

from pipecheck.engine.report import Report
from tests.engine.sample import CORE, by_rule, lines, lint

A = {"teams/core.yaml": CORE}


def waiver(subject: str, until: str = "2026-06-30", rule: str = "lonely", more: str = "") -> str:
    return f"waivers:\n  - {{rule: '{rule}', subject: '{subject}', reason: leaving, until: {until}{more}}}\n"


def waived(report: Report) -> list[str]:
    return [str(one.subject) for one in report.verdicts if one.waiver is not None]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("pipeline core/growth", ["pipeline core/growth"]),
        ("core/growth", ["pipeline core/growth"]),
        ("core/*", ["pipeline core/growth", "pipeline core/profit"]),
        ("pipeline c*/*", ["pipeline core/growth", "pipeline core/profit"]),
        ("*", ["pipeline core/growth", "pipeline core/profit"]),
        ("*/gr*", ["pipeline core/growth"]),
        ("core", []),
        ("c*", []),
        ("member core/*", []),
        ("pipeline Core/growth", []),
    ],
)
def test_whom_a_waiver_of_a_policy_covers(subject: str, expected: list[str]) -> None:
    assert waived(lint(A, more=waiver(subject))) == expected


def test_a_waived_violation_is_told_with_who_and_why_and_does_not_count() -> None:
    report = lint(A, more=waiver("core/*", more=", approved_by: dana"))
    given = report.verdicts[0].waiver
    assert given is not None
    assert (given.reason, given.until, given.approved_by) == ("leaving", date(2026, 6, 30), "dana")
    assert (given.span.file, given.span.line, given.span.column) == ("p.yaml", 4, 5)
    assert (report.exit_code, report.counts.errors, report.counts.waived) == (0, 0, 2)


def test_undecided_outcomes_are_waived_like_problems() -> None:
    rules = "{unreachable: {level: note, undecided: error}}"
    assert lint(A, rules).exit_code == 1
    report = lint(A, rules, waiver("member core/*", rule="unreachable"))
    assert (report.exit_code, report.undecided, report.counts.waived) == (0, (), 2)


@pytest.mark.parametrize(
    ("as_of", "covered", "told"),
    [
        (date(2026, 6, 15), True, []),
        (
            date(2026, 6, 16),
            True,
            ["note expiring-waiver: this waiver of `lonely` for 'core/growth' ends in 14 days, on 2026-06-30"],
        ),
        (
            date(2026, 6, 29),
            True,
            ["note expiring-waiver: this waiver of `lonely` for 'core/growth' ends in 1 day, on 2026-06-30"],
        ),
        (
            date(2026, 6, 30),
            True,
            ["note expiring-waiver: this waiver of `lonely` for 'core/growth' ends today, on 2026-06-30"],
        ),
        (
            date(2026, 7, 1),
            False,
            ["warning expired-waiver: this waiver of `lonely` for 'core/growth' ended on 2026-06-30"],
        ),
    ],
)
def test_until_is_inclusive_and_its_end_is_told(as_of: date, covered: bool, told: list[str]) -> None:
    report = lint(A, more=waiver("core/growth"), as_of=as_of)
    assert waived(report) == (["pipeline core/growth"] if covered else [])
    found = [one for one in report.verdicts if one.rule.endswith("waiver")]
    assert [f"{one.level.value} {one.rule}: {one.message}" for one in found] == told
    assert all(one.dated and not one.waivable and str(one.subject) == "workspace" for one in found)


def test_what_an_ended_waiver_covered_names_it_and_is_dated() -> None:
    report = lint(A, more=waiver("core/growth"), as_of=date(2026, 7, 1))
    growth, profit = by_rule(report, "lonely")
    assert growth.related[-1][1] == "the waiver here ended on 2026-06-30"
    assert growth.related[-1][0].file == "p.yaml"
    assert (growth.dated, profit.dated) == (True, False)
    assert (growth.counted, report.counts.errors) == (True, 2)


@pytest.mark.parametrize(
    ("rules", "text", "options", "told"),
    [
        ("{lonely: error}", waiver("core/nobody"), {}, "the rule judges nothing that is called 'core/nobody'"),
        ("{aged: error}", waiver("core", rule="lonely"), {}, None),
        (
            "{lonely: error, aged: error}",
            waiver("core/*", rule="lonely") + waiver("core/nobody").removeprefix("waivers:\n"),
            {"select": ["aged"]},
            None,
        ),
        ("{broken: error}", waiver("core/profit", rule="broken"), {}, None),
        ("{broken: error}", waiver("core/growth", rule="broken"), {}, "there is no such violation of 'core/growth'"),
        ("{lonely: {level: error, where: {areas: finance}}}", waiver("core/growth"), {}, None),
        ("{lonely: error}", waiver("core/nobody"), {"waivers": False}, None),
    ],
)
def test_a_waiver_is_unused_only_where_its_rule_ran(
    rules: str, text: str, options: dict[str, Any], told: str | None
) -> None:
    found = [
        one.message.partition("covers nothing: ")[2]
        for one in by_rule(lint(A, rules, text, **options), "unused-waiver")
    ]
    assert found == ([] if told is None else [told])


def test_nobody_knows_whom_a_waiver_means_while_a_file_is_broken() -> None:
    assert by_rule(lint({**A, "teams/b.yaml": "team: [\n"}, more=waiver("core/nobody")), "unused-waiver") == []


def test_without_waivers_all_counts() -> None:
    report = lint(A, more=waiver("core/*"), waivers=False, as_of=date(2026, 7, 1))
    assert {one.rule for one in report.verdicts} == {"lonely"}
    assert report.counts.errors == 2


def test_a_rule_that_is_not_waivable_stays() -> None:
    report = lint(A, "{lonely: {level: error, waivable: false}}", waiver("core/*"))
    assert waived(report) == []
    assert not by_rule(report, "lonely")[0].waivable
    assert len(by_rule(report, "unused-waiver")) == 1


def test_the_first_waiver_in_the_order_of_files_and_lines_is_told() -> None:
    text = waiver("core/growth") + waiver("core/*", until="2026-12-31").removeprefix("waivers:\n")
    report = lint(A, more=text)
    assert [one.waiver and one.waiver.span.line for one in report.verdicts] == [4, 5]


# ---- comments

COMMENTED = """\
version: 1
team: core
members: [{id: alice}, {id: bob}]
pipelines:
  - id: growth
    # pipecheck: waive lonely until 2026-06-30 -- hired, starts in May
    # a word in between

    owners: {primary: alice}
  - id: profit
    owners: {primary: bob}  # pipecheck: waive lone* until 2026-06-30 -- leaves
"""


def test_a_comment_covers_its_line_or_alone_the_next_one() -> None:
    report = lint({"teams/core.yaml": COMMENTED})
    assert [one.waiver and (one.waiver.reason, one.waiver.span.line) for one in report.verdicts] == [
        ("hired, starts in May", 6),
        ("leaves", 11),
    ]
    assert report.exit_code == 0


def test_a_comment_that_has_ended_belongs_to_its_team() -> None:
    report = lint({"teams/core.yaml": COMMENTED}, as_of=date(2026, 7, 1))
    assert [str(one.subject) for one in by_rule(report, "expired-waiver")] == ["team core", "team core"]
    assert report.counts.errors == 2


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        (
            "waive lonely until 2026-06-30 -- why",
            "this waiver of `lonely` covers nothing: no such violation begins on its line",
        ),
        ("waive lonely until 2026-06-30", "this waiver gives no reason, so it covers nothing"),
        ("waive lonely until 2026-06-30 --", "this waiver gives no reason, so it covers nothing"),
        ("waive lonely until June -- why", "this waiver covers nothing: 'June' is no date"),
        ("waive lonly until 2026-06-30 -- why", "this waiver covers nothing: there is no rule 'lonly'"),
        ("waive invalid-yaml until 2026-06-30 -- why", "this waiver covers nothing: `invalid-yaml` cannot be waived"),
        ("ignore lonely", "this waiver cannot be understood, so it covers nothing"),
    ],
)
def test_a_comment_that_covers_nothing_is_told_at_its_place(comment: str, message: str) -> None:
    text = CORE.replace("team: core", f"team: core  # pipecheck: {comment}")
    report = lint({"teams/core.yaml": text})
    assert lines(by_rule(report, "unused-waiver")) == [
        f"teams/core.yaml:2:15 warning unused-waiver [team core] {message}"
    ]
    assert report.counts.errors == 2


def test_a_comment_is_judged_only_where_its_rule_ran() -> None:
    text = CORE.replace("team: core", "team: core  # pipecheck: waive lonely until 2026-06-30 -- why")
    assert lint({"teams/core.yaml": text}, "{aged: note, lonely: error}", select=["aged"]).counts.warnings == 0


# ---- limits


def limited(*lines: str, until: str = "2026-06-30", subject: str = "core/*") -> str:
    """Limits, and one waiver beside them."""
    grant = f"{{rule: lonely, subject: '{subject}', reason: leaving, until: {until}}}"
    return "waivers:\n" + "".join(f"  {line}\n" for line in lines) + f"  granted: [{grant}]\n"


@pytest.mark.parametrize(("until", "covered"), [("2026-04-15", True), ("2026-04-16", False)])
def test_what_reaches_too_far_covers_nothing_and_is_told(until: str, covered: bool) -> None:
    report = lint(A, more=limited("max_days: 90", until=until))
    found = by_rule(report, "excessive-waiver")
    assert waived(report) == (["pipeline core/growth", "pipeline core/profit"] if covered else [])
    if covered:
        assert found == []
        return
    assert [(one.message, one.level.value, one.dated, one.waivable) for one in found] == [
        (
            "this waiver of `lonely` for 'core/*' ends in 91 days; the policy allows 90, so it covers nothing",
            "error",
            False,
            False,
        )
    ]
    assert [(span.line, note) for span, note in found[0].related] == [(4, "the policy allows no more")]
    note = by_rule(report, "lonely")[0].related[-1][1]
    assert note == "the waiver here reaches further than the policy allows"
    assert not by_rule(report, "lonely")[0].dated


def test_a_comment_is_held_to_the_limits_too() -> None:
    report = lint({"teams/core.yaml": COMMENTED}, more="waivers: {max_days: 30}\n")
    assert [(one.span.line, str(one.subject)) for one in by_rule(report, "excessive-waiver")] == [
        (6, "team core"),
        (11, "team core"),
    ]
    assert waived(report) == []


@pytest.mark.parametrize(("most", "over"), [(2, None), (1, "one of them covers"), (0, "2 of them cover")])
def test_too_many_waivers_hold_and_fail_the_run(most: int, over: str | None) -> None:
    report = lint({"teams/core.yaml": COMMENTED}, more=f"waivers: {{max_active: {most}}}\n")
    found = by_rule(report, "excessive-waiver")
    assert len(waived(report)) == 2
    assert report.exit_code == (1 if over else 0)
    assert [(one.span.file, one.message, one.hint) for one in found] == (
        [("p.yaml", f"2 waivers are in force; the policy allows {most}", f"mend what {over}")] if over else []
    )
    ended = lint({"teams/core.yaml": COMMENTED}, more="waivers: {max_active: 0}\n", as_of=date(2026, 7, 1))
    assert by_rule(ended, "excessive-waiver") == []


@pytest.mark.parametrize(
    ("words", "approved_by", "reason"),
    [
        ("by dana -- leaves", "dana", "leaves"),
        ("by dana lee  -- leaves -- soon", "dana lee", "leaves -- soon"),
        ("-- by dana -- leaves", "", "by dana -- leaves"),
        ("-- leaves", "", "leaves"),
    ],
)
def test_a_comment_may_say_who_permitted_it(words: str, approved_by: str, reason: str) -> None:
    text = CORE.replace("{primary: bob}", f"{{primary: bob}}  # pipecheck: waive lonely until 2026-06-30 {words}")
    given = by_rule(lint({"teams/core.yaml": text}), "lonely")[1].waiver
    assert given is not None
    assert (given.approved_by, given.reason) == (approved_by, reason)
    asked = lint({"teams/core.yaml": text}, more="waivers: {require: approved_by}\n")
    told = [one.message for one in by_rule(asked, "unused-waiver")]
    missing = "this waiver names no approver, as the policy asks, so it covers nothing"
    assert told == ([] if approved_by else [missing])
    assert len(waived(asked)) == (1 if approved_by else 0)


def test_how_every_waiver_stands() -> None:
    text = waiver("core/growth") + "".join(
        waiver(subject, until, rule).removeprefix("waivers:\n")
        for subject, until, rule in (
            ("core/profit", "2026-01-20", "lonely"),
            ("core/profit", "2026-01-14", "lonely"),
            ("core/nobody", "2026-06-30", "lonely"),
            ("core", "2026-06-30", "aged"),
        )
    )
    standings = lint(A, more=text).waivers
    assert [(one.state, one.days_left, [str(subject) for _, subject in one.covers]) for one in standings] == [
        ("active", 166, ["pipeline core/growth"]),
        ("expiring", 5, ["pipeline core/profit"]),
        ("expired", -1, ["pipeline core/profit"]),
        ("unused", 166, []),
        ("unjudged", 166, []),
    ]
