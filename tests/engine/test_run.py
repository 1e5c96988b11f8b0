"""A whole run over small workspaces: what is judged, how it is told, and with which exit code it ends."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest

from pipecheck.model.outcome import NotStated, Subject, Undecided
from pipecheck.model.views import View
from pipecheck.policy.faults import BadPolicy
from pipecheck.rules.base import Level
from pipecheck.source.place import Place, Span
from tests.engine.sample import CORE, by_rule, lines, lint

A = {"teams/core.yaml": CORE}
OTHER = CORE.replace("team: core", "team: other")


def test_a_violation_is_told_with_everything_that_belongs_to_it() -> None:
    report = lint(A, "{lonely: {level: warning, params: {word: alone}}}")
    assert lines(report.verdicts) == [
        "teams/core.yaml:7:23 warning lonely [pipeline core/growth] pipeline 'growth' is alone",
        "teams/core.yaml:10:23 warning lonely [pipeline core/profit] pipeline 'profit' is alone",
    ]
    first = report.verdicts[0]
    assert first.span.text[7 - first.span.first] == "    owners: {primary: alice}"
    assert [(span.line, span.column, note) for span, note in first.related] == [(5, 9, "this pipeline")]
    assert [(fact.name, fact.value, [span.line for span in spans]) for fact, spans in first.evidence] == [
        ("owners", 1, [7])
    ]
    assert first.hint == "name a secondary"
    assert isinstance(first.setting, Span)
    assert (first.setting.file, first.setting.line, first.setting.column) == ("p.yaml", 2, 25)
    assert first.decided
    assert first.counted
    assert first.waivable
    assert not first.dated


@pytest.mark.parametrize(
    ("rules", "options", "code"),
    [
        ("{lonely: error}", {}, 1),
        ("{lonely: warning}", {}, 0),
        ("{lonely: warning}", {"fail_level": Level.warning}, 1),
        ("{lonely: note}", {"fail_level": Level.note}, 1),
        ("{unreachable: error}", {}, 0),
        ("{unreachable: {level: error, undecided: error}}", {}, 1),
        ("{unreachable: error}", {"strict": True}, 1),
        ("{unreachable: error, aged: note}", {"strict": True}, 1),
        ("{unreachable: error, aged: note}", {}, 0),
        ("{aged: note}", {"strict": True}, 0),
        ("{lonely: note}", {"strict": True}, 0),
        ("{lonely: [{level: note, where: {areas: nowhere}}, {level: note}]}", {"strict": True}, 1),
        ("{lonely: [{level: note, where: {areas: nowhere}}, {level: note}]}", {}, 0),
        ("{broken: error}", {}, 4),
        ("{broken: error, lonely: error}", {}, 4),
        ("{}", {}, 3),
        ("{lonely: none}", {}, 3),
        ("{lonely: error}", {"ignore": ["lonely"]}, 3),
        ("{lonely: error}", {"show": ["docs"]}, 3),
        ("{lonely: {level: error, where: {teams: nobody}}}", {}, 3),
        ("{aged: error}", {}, 1),
        ("{aged: error}", {"dated_show": True}, 0),
    ],
)
def test_exit_codes(rules: str, options: dict[str, Any], code: int) -> None:
    assert lint(A, rules, **options).exit_code == code


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, 3),
        ({"teams/x.yaml": "some: thing\n"}, 3),
        ({"teams/x.yaml": "team: [\n"}, 1),
        ({"teams/x.yaml": b"\xff\xfe"}, 1),
        ({"teams/x.yaml": "some: thing\n", **A}, 1),
    ],
)
def test_exit_codes_by_what_is_there(files: dict[str, str | bytes], code: int) -> None:
    assert lint(files).exit_code == code


def test_files_that_cannot_be_judged_are_told_and_the_rest_is_judged() -> None:
    report = lint({"teams/b.yaml": "team: [\n", "teams/c.yaml": "some: thing\n", **A})
    assert [(one.rule, str(one.subject), one.level.value, one.waivable) for one in report.verdicts] == [
        ("invalid-yaml", "workspace", "error", False),
        ("unknown-file", "workspace", "warning", True),
        ("lonely", "pipeline core/growth", "error", True),
        ("lonely", "pipeline core/profit", "error", True),
    ]
    assert (report.counts.files, report.counts.teams, report.counts.errors, report.counts.warnings) == (3, 1, 3, 1)


def test_two_files_of_one_team_are_told_where_the_rule_is_on() -> None:
    files = {"teams/a.yaml": CORE, "teams/b.yaml": CORE}
    assert by_rule(lint(files), "duplicate-identity") == []


def test_the_report_is_the_same_whatever_the_order_of_files() -> None:
    files = {"teams/b.yaml": OTHER, "teams/a.yaml": CORE, "teams/c.yaml": "team: [\n", "teams/ä.yaml": "x: y\n"}
    reports = {
        lint(files, "{lonely: error, unreachable: note, broken: error}", order=order) for order in permutations(files)
    }
    assert len(reports) == 1


def test_a_crash_is_named_and_the_others_verdicts_stand() -> None:
    report = lint(A, "{broken: error, lonely: error, quitting: error}")
    assert [(crash.rule, str(crash.subject), crash.error) for crash in report.crashes] == [
        ("broken", "pipeline core/profit", "ValueError: no such thing"),
        ("quitting", "pipeline core/growth", "SystemExit: 0"),
        ("quitting", "pipeline core/profit", "SystemExit: 0"),
    ]
    assert report.crashes[0].frame.startswith("sample.py:")
    assert report.crashes[0].frame.endswith(" in broken")
    assert len(by_rule(report, "lonely")) == 2
    counts = {count.rule: (count.judged, count.passed) for count in report.rules}
    assert counts == {"broken": (1, 1), "lonely": (2, 0), "quitting": (0, 0)}


def test_what_is_missing_for_the_whole_team_is_told_once() -> None:
    report = lint(A, "{uncovered: error, unreachable: error}")
    assert lines(report.verdicts) == [
        "teams/core.yaml:1:1 note uncovered [team core] `oncall` is not told",
        "teams/core.yaml:3:11 note unreachable [member core/alice] `members.contact` is not told",
        "teams/core.yaml:3:24 note unreachable [member core/bob] `members.contact` is not told",
    ]
    assert [(one.team, one.missing, one.rules, one.subjects, one.hint) for one in report.undecided] == [
        ("core", "members.contact", ("unreachable",), 2, "add `contact`"),
        ("core", "oncall", ("uncovered",), 2, ""),
    ]
    assert report.all_undecided == "Every rule that judged is undecided: the files do not say enough for any verdict."
    assert report.counts.undecided == 3


def test_paths_narrow_what_is_shown_and_not_what_is_judged() -> None:
    files = {"teams/a/team.yaml": CORE, "teams/b/team.yaml": OTHER}
    whole = lint(files)
    one = lint(files, show=["teams/b"])
    assert [verdict for verdict in whole.verdicts if verdict.span.file.startswith("teams/b/")] == list(one.verdicts)
    assert (one.counts.files, one.counts.files_shown, one.counts.errors) == (2, 1, 2)
    assert one.rules == whole.rules
    assert lint(files, show=["teams/b/team.yaml"]).verdicts == one.verdicts
    assert lint(files, show=["teams"]).verdicts == whole.verdicts
    assert lint(files, show=["teams/b", "p.yaml"]).verdicts == whole.verdicts
    assert lint(files, show=["teams/b", "pipecheck.yaml"], whole=["pipecheck.yaml"]).verdicts == whole.verdicts


def test_selection_narrows_the_rules_and_asks_for_those_that_are_off() -> None:
    assert {one.rule for one in lint(A, "{lonely: error, aged: note}", select=["aged"]).verdicts} == {"aged"}
    (asked,) = lint(A, "{lonely: error}", select=["aged"]).verdicts
    assert (asked.level, asked.setting) == (Level.warning, None)
    assert {one.rule for one in lint(A, "{lonely: error, aged: note}", ignore=["lone*"]).verdicts} == {"aged"}
    assert lint(A, "{lonely: error}", select=["aged"], ignore=["aged"]).judged_nothing == "no rule is on"
    with pytest.raises(BadPolicy) as refused:
        lint(A, "{lonely: error}", select=["lonly", "agd"], ignore=["invalid-yaml"])
    assert [(fault.message, fault.hint) for fault in refused.value.faults] == [
        ("--select: there is no rule 'lonly'", "did you mean `lonely`?"),
        ("--select: there is no rule 'agd'", "did you mean `aged`?"),
        ("--ignore: `invalid-yaml` is always on", "mend the file it speaks of"),
    ]


def test_a_broken_file_is_told_whatever_is_selected() -> None:
    report = lint({"teams/b.yaml": "team: [\n", **A}, "{aged: note}", select=["aged"])
    assert {one.rule for one in report.verdicts} == {"aged", "invalid-yaml"}


def test_what_reads_as_of_is_dated_and_can_be_shown_without_counting() -> None:
    (verdict,) = lint(A, "{aged: error}").verdicts
    assert verdict.dated
    assert verdict.counted
    report = lint(A, "{aged: error, lonely: error}", dated_show=True)
    assert [(one.rule, one.dated, one.counted) for one in report.verdicts] == [
        ("aged", True, False),
        ("lonely", False, True),
        ("lonely", False, True),
    ]
    assert (report.counts.errors, report.counts.dated_shown) == (2, 1)


def test_what_might_pass_in_silence_is_remarked_on() -> None:
    text = CORE.replace("area: product", "audiences: [investors, board]").replace("area: finance", "audiences: [board]")
    rules = """
  lonely:
    - {level: error, where: {audiences: 'inv*'}}
    - {level: error, where: {areas: nowhere}}
  unreachable: {level: error, where: {members: alice}}
  aged: {level: error, where: {teams: other}}
"""
    report = lint({"teams/core.yaml": text}, rules)
    assert report.remarks == (
        "The `where` at p.yaml:5:29, for `lonely`, matched no subject.",
        "The `where` at p.yaml:7:31, for `aged`, matched no subject.",
        "Undecided of every subject: `unreachable`.",
        "Audiences seen: board 2, investors 1; none of the settings speaks of `board`.",
    )
    assert lint({"teams/core.yaml": text}, rules, show=["teams"]).remarks == ()


def test_the_header_names_the_policy_and_what_verdicts_depend_on() -> None:
    report = lint(A)
    assert [(root.name, root.extends) for root in report.policies] == [("p.yaml", ())]
    assert report.calendars.startswith("holidays ")
    assert report.zones.startswith("tzdata ")


def test_two_files_of_one_team_are_told_at_the_later_one() -> None:
    from pipecheck.rules.catalog import built_in

    files = {"teams/a.yaml": CORE, "teams/b.yaml": CORE}
    (verdict,) = lint(files, "{duplicate-identity: warning}", catalog=built_in()).verdicts
    assert lines([verdict]) == [
        "teams/b.yaml:2:7 warning duplicate-identity [team core] "
        "the team 'core' is declared in two files, and both are judged"
    ]
    assert [(span.file, span.line) for span, _ in verdict.related] == [("teams/a.yaml", 2)]
    assert lint(files, "{single-owner: note}", catalog=built_in(), select=["duplicate-identity"]).counts.errors == 1


def test_a_crash_in_the_depths_names_the_line_of_the_rule_as_well() -> None:
    (crash,) = lint({"teams/a.yaml": CORE.split("  - id: profit")[0]}, "{meddling: error}").crashes
    assert crash.error.startswith("AttributeError: ")
    own, _, deep = crash.frame.partition(", at ")
    assert own.startswith("sample.py:")
    assert own.endswith(" in meddling")
    assert deep.startswith("entity.py:")


def test_holidays_that_miss_what_the_team_does_not_tell_are_one_undecided() -> None:
    rota = "oncall: {rotations: [{id: weekly, turn: 1w, start: 2026-01-05, roles: {primary: [alice, bob]}}]}\n"
    report = lint({"teams/a.yaml": CORE + "timezone: UTC\ncalendar: {region: US}\n" + rota}, "{festive: warning}")
    assert [(str(one.subject), one.missing) for one in report.verdicts] == [("team core", "calendar.majors")]
    (group,) = report.undecided
    assert group.subjects > 9


def test_holidays_of_a_period_that_cannot_be_judged_miss_the_period() -> None:
    text = CORE + "timezone: UTC\ncalendar: {region: US, majors: [christmas, new-year]}\n"
    rota = "rotations: [{id: w, turn: 1w, start: 2026-01-05, roles: {primary: [alice]}}]"
    text += f"oncall: {{period: {{from: 0001-01-01, to: 9999-12-31}}, {rota}}}\n"
    report = lint({"teams/a.yaml": text}, "{dated: warning}")
    assert [(str(one.subject), one.missing) for one in report.verdicts] == [("team core", "oncall.period")]
    assert report.crashes == ()


def test_what_is_missing_to_list_subjects_is_an_undecided_of_the_team(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Undecided("calendar.region", Place("teams/a.yaml", ("team",)))

    def subjects(self: View, kind: type) -> Sequence[Subject]:
        raise NotStated(missing)

    monkeypatch.setattr(View, "subjects", subjects)
    report = lint(A, "{lonely: error}")
    assert [(str(one.subject), one.missing) for one in report.verdicts] == [("team core", "calendar.region")]
    assert report.crashes == ()


def test_what_one_subject_misses_in_an_entry_elsewhere_stays_its_own_and_several_share() -> None:
    (alone,) = lint(A, "{unowned: error}").verdicts
    assert (str(alone.subject), alone.message) == (
        "pipeline core/profit",
        "it is not told where its owner is (`members.region`)",
    )
    (shared,) = lint({"teams/a.yaml": CORE.replace("product", "finance")}, "{unowned: error}").verdicts
    assert str(shared.subject) == "team core"


def test_traps_are_told_where_the_policy_asks_for_them() -> None:
    files = {"teams/a.yaml": CORE + "note: off\n"}
    (trap,) = by_rule(lint(files, "{yaml-trap: warning}"), "yaml-trap")
    assert trap.message == "'off' is false to tools that read YAML 1.1"
    assert (trap.level.value, trap.span.line, trap.hint) == (
        "warning",
        CORE.count("\n") + 1,
        'write "off", in quotes, and every tool reads the same',
    )
    assert by_rule(lint(files), "yaml-trap") == []
