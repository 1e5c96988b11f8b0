"""What a pipeline's runbooks say, read together."""

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.sections import find, runbooks_of, told_elsewhere
from tests.model.build.loading import core, load

TEXT = """
pipelines: [{id: p, runbook: one.md, slas: [{kind: fix, within: 1w}]}, {id: q}, {id: r, area: x}]
oncall:
  rotations: [{id: weekly, covers: {areas: [x]}, escalation: [{after: 15m, to: secondary}]}]
"""
TWO = """\
---
pipelines: [p]
escalation: [primary]
---
# Two
## Common Issues
x
**Aftercare:** x
"""
FILES = {
    "teams/core/one.md": "# One\n## Overview\nx\n## Reporting\nx\n",
    "teams/core/runbooks/two.md": TWO,
    "teams/core/runbooks/sample.md": "---\npipelines: [p, q]\ntemplate: true\n---\n# Sample\n## Impact\nx\n",
}


@pytest.fixture
def built():
    return core(TEXT, FILES)


def test_all_runbooks_of_a_pipeline_but_no_samples(built):
    p, q, _ = built.pipelines

    assert [runbook.id for runbook in runbooks_of(built, p)] == ["one", "two"]
    assert runbooks_of(built, q) == ()


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("summary", ["Overview"]),
        ("failures", ["Common Issues"]),
        ("impact", []),
        ("Reporting", ["Reporting"]),
        ("aftercare", ["Aftercare:"]),
    ],
)
def test_sections_by_what_they_mean_or_by_their_own_heading(built, name, titles):
    books = runbooks_of(built, built.pipelines[0])

    assert [found.section.title for found in find(books, name)] == titles


def test_further_aliases_win(built):
    books = runbooks_of(built, built.pipelines[0])
    aliases = {"Common issues": "diagnosis", "AFTERCARE": "communication"}

    assert [found.section.title for found in find(books, "diagnosis", aliases)] == ["Common Issues"]
    assert [found.section.title for found in find(books, "communication", aliases)] == ["Aftercare:"]
    assert find(books, "failures", aliases) == ()


def test_what_the_files_tell_stands_for_a_section(built):
    p, q, r = built.pipelines
    books = runbooks_of(built, p)

    assert told_elsewhere(built, p, books, "escalation") == books[1].at("escalation")
    assert told_elsewhere(built, p, (), "sla") == p.at("slas")
    assert told_elsewhere(built, q, (), "escalation") is None
    assert told_elsewhere(built, q, (), "sla") is None
    assert told_elsewhere(built, r, (), "escalation").route == ("oncall", "rotations", 0, "escalation", 0)
    assert told_elsewhere(built, p, books, "summary") is None


def test_a_runbook_that_cannot_say_what_it_serves_may_be_this_ones():
    page = "---\npipelines: 3\n---\n# R\n"
    loaded = load("version: 1\nteam: core\npipelines: [{id: p, runbook: r.md}, {id: q}]\n", {"teams/core/r.md": page})
    p, q = loaded.team.pipelines

    assert [runbook.id for runbook in runbooks_of(loaded.team, p)] == ["r"]
    with pytest.raises(NotStated):
        runbooks_of(loaded.team, q)


def test_where_nothing_links_to_a_runbook_there_is_none():
    team = core("pipelines: [{id: p}]\n")

    assert runbooks_of(team, team.pipelines[0]) == ()


def test_a_runbook_serves_each_of_several_pipelines():
    page = "---\npipelines: [p, q]\nslas: [{kind: fix, within: 1w}]\n---\n# R\n"
    other = "---\npipelines: [p]\n---\n# S\n"
    pages = {"teams/core/runbooks/r.md": page, "teams/core/runbooks/a.md": other}
    team = core("pipelines: [{id: p}, {id: q}]\noncall: {escalation: [{to: p}, {to: q}]}\n", pages)
    p, q = team.pipelines

    assert [runbook.id for runbook in runbooks_of(team, p)] == ["a", "r"]
    assert [runbook.id for runbook in runbooks_of(team, q)] == ["r"]
    books = runbooks_of(team, p)
    assert told_elsewhere(team, p, books, "sla") == books[1].at("slas")
    assert told_elsewhere(team, p, books, "escalation").route == ("oncall", "escalation", 0)


def test_what_is_known_of_whom_a_runbook_serves_is_used_though_some_of_it_was_set_aside():
    page = "---\npipelines: [p, q, {a: b}]\n---\n# R\n"
    loaded = load("version: 1\nteam: core\npipelines: [{id: p}, {id: r}]\n", {"teams/core/runbooks/r.md": page})
    p, r = loaded.team.pipelines

    assert [runbook.id for runbook in runbooks_of(loaded.team, p)] == ["r"]
    with pytest.raises(NotStated):
        runbooks_of(loaded.team, r)


def test_a_runbook_that_names_no_pipeline_serves_none():
    team = core("pipelines: [{id: p}]\nrunbooks: [{id: n, sections: {summary: x}}]\n")

    assert [runbook.id for runbook in team.runbooks] == ["n"]
    assert runbooks_of(team, team.pipelines[0]) == ()
