"""Rules that look across files: they see every team, and what they say may be waived at any of its places."""

from collections.abc import Iterator

from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.always import ALWAYS
from pipecheck.rules.base import Level, NoParams, Outcome, Problem, Profile, Related, Workspace, workspace_rule
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


CATALOG = Catalog(ALWAYS).joined({"twin": twin, "scheduled": scheduled, "dated": dated})
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
