"""Which of the remedies of a violation is a way out: only judging again can say."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from pipecheck.engine.report import Report, Verdict
from pipecheck.engine.ways import Attempt, first_way
from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import (
    Edit,
    Insert,
    Level,
    NoParams,
    Outcome,
    Problem,
    Profile,
    Put,
    Remedy,
    Remove,
    TeamView,
    rule,
)
from pipecheck.rules.catalog import Catalog
from tests.engine.sample import CATALOG, by_rule, lint
from tests.policy.texts import Texts

TEXT = """\
version: 1
team: core
members: [{id: alice, contact: {email: alice@example.com}}, {id: bob}]
pipelines:
  - {id: growth, area: product, owners: {primary: alice}}
"""
FILES = {"teams/core.yaml": TEXT}


def proposing(*remedies: tuple[str, Any]) -> Catalog:
    """A catalogue with a rule that finds fault with a pipeline in the area `product`, and proposes these edits."""

    @rule(Pipeline, level=Level.error, profile=Profile.essential)
    def sold(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
        """Every pipeline of the area `product`."""
        if pipeline.area == "product":
            made = tuple(Remedy(title, edits(pipeline)) for title, edits in remedies)
            yield Problem("sold", pipeline.at("area"), remedies=made)

    return CATALOG.joined({"sold": sold})


def area(value: str) -> Any:
    return lambda pipeline: (Put(pipeline.at("area"), value),)


def attempt(*remedies: tuple[str, Any], files: Mapping[str, str] = FILES) -> Attempt:
    catalog = proposing(*remedies)

    def judged(texts: Mapping[str, str]) -> Report:
        return lint({**files, **texts}, "{sold: error, lonely: error, unowned: error}", catalog=catalog)

    report = judged({})
    verdict: Verdict = by_rule(report, "sold")[0]
    return first_way(verdict, report, Texts(dict(files)), judged)


def test_the_first_that_clears_and_brings_nothing_new_is_the_way_out() -> None:
    found = attempt(
        ("think about it", lambda pipeline: ()),
        ("change a word", lambda pipeline: (Put(pipeline.at("note"), "x"),)),
        ("lead nowhere", lambda pipeline: (Insert(pipeline.at("area"), "x"),)),
        ("take the team away", lambda pipeline: (Remove(pipeline.at("area")._replace(route=("team",))),)),
        ("let finance have it", area("finance")),
        ("let sales have it", area("sales")),
        ("let them have it", area("them")),
    )
    # Finance's pipelines miss a fact that the others' do not.
    assert found.tried == 4
    assert found.way is not None
    assert found.way.remedy.title == "let sales have it"


@pytest.mark.parametrize(
    ("remedies", "tried"),
    [([], 0), ([("think", lambda pipeline: ())], 0), ([("write it again", area("product"))], 1)],
)
def test_where_no_edit_clears_it_none_is_known(remedies: list[tuple[str, Any]], tried: int) -> None:
    assert attempt(*remedies) == (None, tried)


def test_a_change_shows_the_lines_and_nothing_private() -> None:
    def both(pipeline: Pipeline) -> tuple[Edit, ...]:
        at = pipeline.at("area")._replace(route=("members", 0, "name"))
        return Put(pipeline.at("area"), "sales"), Put(at, "A")

    found = attempt(("both", both))
    assert found.way is not None
    (change,) = found.way.changes
    changed = [pair for pair in zip(change.before, change.after, strict=True) if pair[0] != pair[1]]
    hidden = "{email: " + "·" * len("alice@example.com") + "}"
    assert changed == [
        (
            f"members: [{{id: alice, contact: {hidden}}}, {{id: bob}}]",
            f"members: [{{id: alice, contact: {hidden}, name: A}}, {{id: bob}}]",
        ),
        (
            "  - {id: growth, area: product, owners: {primary: alice}}",
            "  - {id: growth, area: sales, owners: {primary: alice}}",
        ),
    ]


def test_what_cannot_be_spliced_is_judged_all_the_same_and_told_by_its_edits() -> None:
    text = TEXT.replace("area: product", "area: &word product, name: *word")
    found = attempt(("let sales have it", area("sales")), files={"teams/core.yaml": text})
    assert found.way is not None
    assert found.way.changes == ()
