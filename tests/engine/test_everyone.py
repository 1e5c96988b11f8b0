"""Rules that look across files: they see every team, and what they say may be waived at any of its places."""

from collections.abc import Iterator

from pipecheck.model.across import Individual, WholeWorkspace
from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.always import ALWAYS
from pipecheck.rules.base import (
    Level,
    NoParams,
    Outcome,
    Place,
    Problem,
    Profile,
    Related,
    Undecided,
    Workspace,
    workspace_rule,
)
from pipecheck.rules.catalog import Catalog
from tests.engine.sample import CORE, lines, lint


@workspace_rule(Pipeline, level=Level.error, profile=Profile.essential)
def twin(pipeline: Pipeline, workspace: Workspace, params: NoParams) -> Iterator[Outcome]:
    """A pipeline of the same name in another team, told at the last of them."""
    others = [one for one in workspace.each(Pipeline) if one.id == pipeline.id]
    if others[-1] is pipeline and len(others) > 1:
        related = tuple(Related(one.at("id"), "and here") for one in others[:-1])
        yield Problem(f"{len(others)} pipelines are called '{pipeline.id}'", pipeline.at("id"), related=related)


@workspace_rule(Pipeline, level=Level.error, profile=Profile.essential)
def scheduled(pipeline: Pipeline, workspace: Workspace, params: NoParams) -> Iterator[Outcome]:
    """Reads the schedule of every team."""
    for team in workspace.teams:
        team.measure(lambda view: len(view.schedule.segments()))
    yield from ()


@workspace_rule(Pipeline, level=Level.error, profile=Profile.essential)
def dated(pipeline: Pipeline, workspace: Workspace, params: NoParams) -> Iterator[Outcome]:
    """Reads as-of for one of two pipelines."""
    if pipeline.id == "profit" and workspace.as_of.year > 2000:
        yield Problem("late", pipeline.at("id"))
    elif pipeline.id == "growth":
        yield Problem("low", pipeline.at("id"))


@workspace_rule(Individual, level=Level.error, profile=Profile.essential)
def busy(person: Individual, workspace: Workspace, params: NoParams) -> Iterator[Outcome]:
    """Everybody who is in several teams, told at the last of them."""
    first, *others = reversed(person.memberships)
    related = tuple(Related(one.member.at("id"), "and here") for one in others)
    yield Problem(f"'{person.id}' is busy", first.member.at("id"), related=related)
    if others[0].member.fte == 0:
        yield Undecided("members.active", first.member.at("active"))


@workspace_rule(WholeWorkspace, level=Level.error, profile=Profile.essential)
def same(whole: WholeWorkspace, workspace: Workspace, params: NoParams) -> Iterator[Outcome]:
    """Every zone that a second team names, too."""
    seen: dict[str, Place] = {}
    for view in workspace.teams:
        zone, at = view.team.timezone, view.team.at("timezone")
        if zone in seen:
            yield Problem(f"two teams are in {zone}", at, key=(zone,), related=(Related(seen[zone], "and here"),))
        elif zone is not None:
            seen[zone] = at
    if workspace.teams[0].team.team == "undecided":
        yield Undecided("timezone", workspace.teams[-1].team.at("timezone"))


CATALOG = Catalog(ALWAYS).joined({"twin": twin, "scheduled": scheduled, "dated": dated, "busy": busy, "same": same})
OTHER = CORE.replace("team: core", "team: other").replace("id: profit", "id: costs")
FILES = {"teams/a.yaml": CORE, "teams/b.yaml": OTHER}


def test_one_problem_at_the_last_file_counted_once_and_shown_with_each() -> None:
    report = lint(FILES, "{twin: error}", catalog=CATALOG)
    assert lines(report.verdicts) == [
        "teams/b.yaml:5:9 error twin [pipeline other/growth] 2 pipelines are called 'growth'"
    ]
    (verdict,) = report.verdicts
    assert [(span.file, span.line) for span, _ in verdict.related] == [("teams/a.yaml", 5)]
    assert [(count.judged, count.problems) for count in report.rules] == [(4, 1)]
    for path in FILES:
        assert lint(FILES, "{twin: error}", catalog=CATALOG, show=[path]).verdicts == report.verdicts


def test_a_comment_at_any_of_its_places_waives_it() -> None:
    comment = "  # pipecheck: waive twin until 2026-12-31 -- on purpose"
    for path, text in FILES.items():
        files = {**FILES, path: text.replace("id: growth", f"id: growth{comment}")}
        report = lint(files, "{twin: error}", catalog=CATALOG)
        assert [one.waiver is not None for one in report.verdicts] == [True]


def test_a_schedule_that_could_begin_at_several_dates_is_not_stated() -> None:
    rota = "oncall: {rotations: [{id: weekly, turn: 1w, roles: {primary: [alice, bob]}}]}\n"
    report = lint({"teams/a.yaml": CORE + "timezone: UTC\n" + rota}, "{scheduled: error}", catalog=CATALOG)
    assert [(one.missing, one.team) for one in report.undecided] == [("oncall.rotations.start", "core")]
    started = rota.replace("turn: 1w", "turn: 1w, start: 2026-01-05")
    report = lint({"teams/a.yaml": CORE + "timezone: UTC\n" + started}, "{scheduled: error}", catalog=CATALOG)
    assert report.verdicts == ()


def test_only_what_read_as_of_is_dated() -> None:
    report = lint({"teams/a.yaml": CORE}, "{dated: error}", catalog=CATALOG)
    assert [(one.message, one.dated) for one in report.verdicts] == [("low", False), ("late", True)]


# ---- people in several files


def _team(name: str, *members: str, more: str = "") -> str:
    return f"version: 1\nteam: {name}\nmembers: [{', '.join(members)}]\n{more}"


BUSY = {
    "teams/a.yaml": _team("zeta", "{id: al, contact: {email: ' Alice@Example.com'}}", "{id: bob}"),
    "teams/b.yaml": _team("core", "{id: alice, contact: {email: alice@example.com}}", "{id: bob}"),
    "teams/c.yaml": _team("shop", "{id: bobby, person: core/bob}", "{id: erin, name: alice}"),
}


def test_a_person_is_called_by_the_first_of_its_names_and_judged_once() -> None:
    report = lint(BUSY, "{busy: error}", catalog=CATALOG)
    assert lines(report.verdicts) == [
        "teams/a.yaml:3:16 error busy [person core/alice] 'core/alice' is busy",
        "teams/c.yaml:3:16 error busy [person core/bob] 'core/bob' is busy",
    ]
    assert [(count.judged, count.problems) for count in report.rules] == [(2, 2)]


def test_a_setting_speaks_of_a_person_in_any_of_its_teams() -> None:
    rules = "{busy: [{level: note, where: {teams: zeta}}, {level: none, where: {teams: shop}}, {level: error}]}"
    report = lint(BUSY, rules, catalog=CATALOG)
    assert [(str(one.subject), one.level.value) for one in report.verdicts] == [("person core/alice", "note")]
    assert report.remarks == ()


def test_a_person_may_be_waived_by_name_and_at_any_of_its_places() -> None:
    waiver = "waivers: [{rule: busy, subject: 'person core/*', reason: on purpose, until: 2026-12-31}]"
    report = lint(BUSY, "{busy: error}", waiver, catalog=CATALOG)
    assert [one.waiver is not None for one in report.verdicts] == [True, True]
    comment = "# pipecheck: waive busy until 2026-12-31 -- on purpose\nmembers"
    waived = {**BUSY, "teams/b.yaml": BUSY["teams/b.yaml"].replace("members", comment)}
    report = lint(waived, "{busy: error}", catalog=CATALOG)
    assert [(one.rule, one.waiver is not None) for one in report.verdicts] == [("busy", True), ("busy", True)]


def test_a_comment_that_waives_nothing_of_a_person_is_told() -> None:
    comment = "# pipecheck: waive busy until 2026-12-31 -- on purpose\nversion"
    files = {**BUSY, "teams/b.yaml": BUSY["teams/b.yaml"].replace("version", comment)}
    report = lint(files, "{busy: none, same: error}", catalog=CATALOG)
    assert report.verdicts == ()
    report = lint(files, "{busy: error}", catalog=CATALOG)
    assert [(one.rule, one.span.file) for one in report.verdicts][1] == ("unused-waiver", "teams/b.yaml")


def test_what_is_undecided_of_a_person_counts_for_the_team_of_its_place() -> None:
    files = {**BUSY, "teams/b.yaml": BUSY["teams/b.yaml"].replace("id: bob", "id: bob, fte: 0")}
    report = lint(files, "{busy: error}", catalog=CATALOG)
    assert [(one.team, one.missing) for one in report.undecided] == [("shop", "members.active")]


# ---- the workspace


ZONES = {
    "teams/a.yaml": _team("one", more="timezone: UTC"),
    "teams/b.yaml": _team("two", more="timezone: UTC"),
    "teams/c.yaml": _team("three", more="timezone: Europe/Berlin"),
    "teams/d.yaml": _team("four", more="timezone: Europe/Berlin"),
}


def test_what_is_said_of_the_workspace_weighs_as_the_teams_it_lies_in() -> None:
    report = lint(ZONES, "{same: [{level: note, where: {teams: four}}, {level: error}]}", catalog=CATALOG)
    assert lines(report.verdicts) == [
        "teams/b.yaml:4:11 error same [workspace] two teams are in UTC",
        "teams/d.yaml:4:11 note same [workspace] two teams are in Europe/Berlin",
    ]
    report = lint(ZONES, "{same: [{level: error, where: {teams: [four, one]}}]}", catalog=CATALOG)
    assert len(report.verdicts) == 2
    report = lint(ZONES, "{same: [{level: error, where: {teams: four}}]}", catalog=CATALOG)
    assert [one.span.file for one in report.verdicts] == ["teams/d.yaml"]
    report = lint(ZONES, "{same: [{level: error, where: {teams: nowhere}}]}", catalog=CATALOG)
    assert report.verdicts == ()
    assert report.remarks == ("The `where` at p.yaml:2:38, for `same`, matched no subject.",)


def test_the_workspace_may_be_waived_as_a_whole_or_line_by_line() -> None:
    waiver = "waivers: [{rule: same, subject: workspace, reason: on purpose, until: 2026-12-31}]"
    report = lint(ZONES, "{same: error}", waiver, catalog=CATALOG)
    assert [one.waiver is not None for one in report.verdicts] == [True, True]
    comment = "timezone: UTC  # pipecheck: waive same until 2026-12-31 -- on purpose"
    files = {**ZONES, "teams/a.yaml": ZONES["teams/a.yaml"].replace("timezone: UTC", comment)}
    report = lint(files, "{same: error}", catalog=CATALOG)
    assert [one.waiver is not None for one in report.verdicts] == [True, False]


def test_what_is_undecided_of_the_workspace_counts_for_the_team_of_its_place() -> None:
    files = {"teams/0.yaml": _team("undecided"), **ZONES}
    report = lint(files, "{same: error}", catalog=CATALOG)
    assert [(one.team, one.missing) for one in report.undecided] == [("four", "timezone")]
    assert "unused-waiver" not in {one.rule for one in report.verdicts}


def test_without_a_team_there_is_no_workspace_to_judge() -> None:
    assert lint({}, "{same: error, busy: error}", catalog=CATALOG).judged_nothing == "no team file was found"
