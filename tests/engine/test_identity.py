"""A fingerprint is the same tomorrow, in another line, after a renaming; and different for another violation."""

from collections.abc import Iterator

from pipecheck.engine.identity import fingerprint
from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.always import ALWAYS
from pipecheck.rules.base import Level, NoParams, Outcome, Problem, Profile, TeamView, rule
from pipecheck.rules.catalog import Catalog
from tests.engine.sample import CORE, lint


def prints(text: str, **more: object) -> dict[str, str]:
    report = lint({"teams/core.yaml": text}, **more)  # type: ignore[arg-type]
    return {one.fingerprint: str(one.subject) for one in report.verdicts}


def test_it_is_blake2b_over_rule_subject_and_key() -> None:
    assert prints(CORE) == {
        fingerprint("lonely", "pipeline core/growth"): "pipeline core/growth",
        fingerprint("lonely", "pipeline core/profit"): "pipeline core/profit",
    }
    assert fingerprint("lonely", "pipeline core/growth") == "870e465e8c5ae74bb56beb893befb407"


def test_no_part_runs_into_the_next() -> None:
    assert fingerprint("a", "bc") != fingerprint("ab", "c") != fingerprint("abc")


def test_it_holds_no_line_file_level_or_message() -> None:
    moved = "# a comment\n\n" + CORE.replace("  - id: growth", "  - note: x\n    id: growth")
    assert prints(moved) == prints(CORE)
    assert prints(CORE, rules="{lonely: {level: note, params: {word: alone}}}") == prints(CORE)
    report = lint({"teams/elsewhere.yaml": CORE})
    assert {one.fingerprint for one in report.verdicts} == set(prints(CORE))


def test_a_renamed_rule_keeps_it() -> None:
    @rule(Pipeline, level=Level.error, profile=Profile.essential, aliases=("lonely", "solitary"))
    def check(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
        yield Problem("alone", pipeline.at())

    catalog = Catalog(ALWAYS).joined({"alone": check})
    assert prints(CORE, rules="{alone: error}", catalog=catalog) == prints(CORE)
    assert prints(CORE, rules="{solitary: error}", catalog=catalog) == prints(CORE)


def test_two_alike_are_numbered_in_the_order_of_the_file() -> None:
    @rule(Pipeline, level=Level.error, profile=Profile.essential)
    def check(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
        yield Problem("second", pipeline.at("owners"))
        yield Problem("first", pipeline.at("id"))

    report = lint({"teams/core.yaml": CORE}, "{twice: error}", catalog=Catalog(ALWAYS).joined({"twice": check}))
    assert [(one.message, one.fingerprint) for one in report.verdicts[:2]] == [
        ("first", fingerprint("twice", "pipeline core/growth")),
        ("second", fingerprint("twice", "pipeline core/growth", "2")),
    ]
