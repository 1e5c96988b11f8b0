"""Runbooks: which files they are, what they say, and paths that are not followed."""

import pytest

from pipecheck.model.outcome import NotStated
from tests.model.build.loading import core, load, reference, said, words

OWN = "pipelines: [{id: p}, {id: q}]\n"
PAGE = """\
---
pipelines: [p]
reviewed: 2026-01-05
review_every: 3mo
acknowledged: [{member: a, on: 2026-01-06}]
escalation: [secondary, Head of Data]
owners: {primary: a}
slas: [{kind: fix, within: 1w}]
---
# Profit runbook

**Purpose:** Daily profit.

## 1. Common Issues
- late data

### What to check
Nothing yet.

## Steps to Resolve Issues:
1. Rerun it.
2. Tell finance.

**Odd label:** words
"""


def test_a_file_beside_the_team_that_names_a_pipeline_is_its_runbook():
    built = core("members: [{id: a}]\n" + OWN, {"teams/core/runbooks/profit.md": PAGE})
    (runbook,) = built.runbooks

    assert str(runbook.key) == "runbook core/profit"
    assert (runbook.name, runbook.template) == ("Profit runbook", False)
    assert [ref.id for ref in runbook.pipelines] == ["p"]
    assert (runbook.reviewed.isoformat(), str(runbook.review_every)) == ("2026-01-05", "3mo")
    assert (runbook.acknowledged[0].member.id, runbook.acknowledged[0].on.isoformat()) == ("a", "2026-01-06")
    assert [party.names[0].id for party in runbook.escalation] == ["secondary", "Head of Data"]
    assert runbook.owners["primary"].names[0].id == "a"
    assert runbook.slas[0].kind == "fix"
    assert words(PAGE, runbook.at("reviewed")) == "2026-01-05"
    assert words(PAGE, runbook.acknowledged[0].member.at) == "a"
    assert words(PAGE, runbook.heading) == "Profit runbook"


def test_headings_and_known_labels_are_sections():
    built = core("members: [{id: a}]\n" + OWN, {"teams/core/runbooks/profit.md": PAGE})
    (runbook,) = built.runbooks

    assert [(section.id, section.title) for section in runbook.sections] == [
        ("failures", "1. Common Issues"),
        ("diagnosis", "What to check"),
        ("mitigation", "Steps to Resolve Issues:"),
        ("summary", "Purpose:"),
    ]
    failures, _, mitigation, summary = runbook.sections
    assert [(block.kind, block.text) for block in failures.blocks] == [
        ("item", "late data"),
        ("paragraph", "Nothing yet."),
    ]
    assert [(block.text, block.ordered) for block in mitigation.blocks[:2]] == [
        ("Rerun it.", True),
        ("Tell finance.", True),
    ]
    assert [block.text for block in summary.blocks] == ["Daily profit."]
    assert [label.id for label in runbook.labels] == ["odd label"]
    assert words(PAGE, mitigation.at) == "Steps to Resolve Issues:"
    assert words(PAGE, mitigation.blocks[1].at) == "Tell finance."


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("# Escalation\n## Impact\nx\n", ["impact"]),
        ("# Escalation\nx\n# Impact\nx\n", ["escalation", "impact"]),
        ("# Profit\nx\n# Impact\nx\n", ["impact"]),
        ("# Mitigation\nx\n", ["mitigation"]),
        ("## Summary\nx\n## Impact\nx\n", ["summary", "impact"]),
        ("no heading at all\n", []),
    ],
)
def test_the_first_heading_is_the_title_unless_it_is_a_section_among_others(text, sections):
    built = core("pipelines: [{id: p, runbook: r.md}]", {"teams/core/r.md": text})

    assert [section.id for section in built.runbooks[0].sections] == sections


def test_a_file_that_names_no_pipeline_is_nobodys():
    built = core(OWN, {"teams/core/runbooks/notes.md": "# Notes\n", "teams/core/runbooks/x.md": "---\nname: x\n---\n"})

    assert built.runbooks == ()


def test_a_link_is_relative_to_the_team_file():
    loaded = load(
        "version: 1\nteam: core\npipelines: [{id: p, runbook: ../shared/r.md}, {id: q, runbook: ../shared/r.md}]\n",
        {"teams/shared/r.md": "# R\n"},
    )
    (runbook,) = loaded.team.runbooks

    assert loaded.files == ("teams/core/team.yaml", "teams/shared/r.md")
    assert [(ref.id, ref.at.route) for ref in runbook.pipelines] == [
        ("p", ("pipelines", 0, "runbook")),
        ("q", ("pipelines", 1, "runbook")),
    ]
    assert [one.found for one in loaded.team.references] == [True, True]


def test_a_link_that_leads_nowhere_is_a_reference_that_is_not_found():
    built = core("pipelines: [{id: p, runbook: runbooks/gone.md}]")

    assert reference(built, "runbooks/gone.md").found is False
    assert reference(built, "runbooks/gone.md").wants == ("runbook",)
    assert built.runbooks == ()
    assert built.pipelines[0].runbook.id == "runbooks/gone.md"


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("/etc/passwd", "the path '/etc/passwd' is absolute"),
        ("C:/r.md", "the path 'C:/r.md' is absolute"),
        ("~/r.md", "the path '~/r.md' begins in somebody's home"),
        (r"runbooks\r.md", r"the path 'runbooks\r.md' is written with '\'"),
        ("../../../r.md", "the path '../../../r.md' leads outside the root"),
        ("outside/r.md", "the path 'outside/r.md' leads outside the root"),
        ("locked/r.md", "the path 'locked/r.md' leads to a file that cannot be read: permission denied"),
    ],
)
def test_a_path_that_is_not_followed_is_told_at_its_words(link, message):
    text = f"version: 1\nteam: core\npipelines: [{{id: p, runbook: {link}}}]\n"
    loaded = load(text)

    assert said(loaded) == [("unreadable-file", message)]
    assert words(text, loaded.problems[0].problem.at) == link
    assert reference(loaded.team, link).found is None
    with pytest.raises(NotStated):
        _ = loaded.team.pipelines[0].runbook


def test_a_path_in_a_default_is_told_once():
    loaded = load("version: 1\nteam: core\ndefaults: [{runbook: /r.md}]\npipelines: [{id: p}, {id: q}]\n")

    assert len(loaded.problems) == 1


def test_an_inline_runbook_has_sections_too():
    text = """
version: 1
team: core
pipelines: [{id: p, runbook: shared}, {id: q}]
runbooks:
  - id: shared
    pipelines: [q]
    sections: {steps_to_resolve: "1. rerun\\n2. tell finance", summary: "What it is."}
"""
    built = core(text.partition("core\n")[2])
    (runbook,) = built.runbooks

    assert {ref.id for ref in runbook.pipelines} == {"p", "q"}
    assert [section.id for section in runbook.sections] == ["mitigation", "summary"]
    assert [(block.kind, block.text, block.ordered) for block in runbook.sections[0].blocks] == [
        ("item", "rerun", True),
        ("item", "tell finance", True),
    ]
    assert words(text, runbook.sections[1].at) == "summary"
    assert words(text, runbook.sections[1].blocks[0].at) == '"What it is."'
    assert reference(built, "shared").found is True


def test_two_files_of_one_name_are_told_apart_by_their_folders():
    page = "---\npipelines: [p]\n---\n"
    built = core(OWN, {"teams/core/runbooks/a/r.md": page, "teams/core/runbooks/b/r.md": page})

    assert [runbook.id for runbook in built.runbooks] == ["runbooks/a/r", "runbooks/b/r"]


def test_in_a_folder_shared_by_teams_a_file_is_whose_pipelines_it_names():
    files = {
        "teams/other.yaml": "version: 1\nteam: other\n",
        "teams/runbooks/mine.md": "---\npipelines: [p, theirs]\n---\n",
        "teams/runbooks/theirs.md": "---\npipelines: [theirs]\n---\n",
    }
    loaded = load("version: 1\nteam: core\npipelines: [{id: p}]\n", files, "teams/core.yaml")

    assert [runbook.id for runbook in loaded.team.runbooks] == ["mine"]
    assert reference(loaded.team, "theirs").found is None


def test_in_a_folder_of_its_own_a_pipeline_that_is_not_there_is_a_mistake():
    built = core(OWN, {"teams/core/runbooks/r.md": "---\npipelines: [proft]\n---\n"})

    assert reference(built, "proft").found is False


def test_faults_of_front_matter_are_told_and_cost_what_they_hide():
    page = "---\npipelines: [p]\nreviewed: yesterday\nreviewd: 2026-01-05\n---\n# R\n"
    loaded = load("version: 1\nteam: core\npipelines: [{id: p}]\n", {"teams/core/runbooks/r.md": page})
    (runbook,) = loaded.team.runbooks

    assert sorted(rule for rule, _ in said(loaded)) == ["invalid-shape", "unknown-key"]
    assert {one.problem.at.document for one in loaded.problems} == {"teams/core/runbooks/r.md"}
    assert [ref.id for ref in runbook.pipelines] == ["p"]
    with pytest.raises(NotStated):
        _ = runbook.reviewed


def test_a_runbook_whose_front_matter_cannot_be_read_still_has_its_text():
    page = "---\npipelines: [p\n---\n# R\n## Impact\nLarge.\n"
    loaded = load(
        "version: 1\nteam: core\npipelines: [{id: p, runbook: runbooks/r.md}]\n", {"teams/core/runbooks/r.md": page}
    )
    (runbook,) = loaded.team.runbooks

    assert [fault.rule for fault in loaded.faults] == ["invalid-yaml"]
    assert [section.id for section in runbook.sections] == ["impact"]
    assert [ref.id for ref in runbook.sound("pipelines")] == ["p"]
    with pytest.raises(NotStated):
        _ = runbook.escalation


def test_a_runbook_that_is_no_text_is_a_fault_and_its_pipeline_undecided():
    loaded = load("version: 1\nteam: core\npipelines: [{id: p, runbook: r.md}]\n", {"teams/core/r.md": b"\xff\xfe\x00"})

    assert [fault.rule for fault in loaded.faults] == ["unreadable-file"]
    assert loaded.team.runbooks == ()
    with pytest.raises(NotStated):
        _ = loaded.team.pipelines[0].runbook


def test_the_order_in_which_files_are_listed_does_not_matter():
    pages = {f"teams/core/runbooks/{name}.md": "---\npipelines: [p]\n---\n" for name in "cab"}

    assert [runbook.id for runbook in core(OWN, pages).runbooks] == ["a", "b", "c"]


def test_a_folder_whose_name_reads_like_a_pattern_is_no_other():
    files = {"teams/a[b]*/runbooks/p.md": PAGE, "teams/a[b]xx/runbooks/q.md": PAGE, "teams/a?b??/runbooks/r.md": PAGE}
    loaded = load("version: 1\nteam: core\nmembers: [{id: a}]\n" + OWN, files, path="teams/a[b]*/team.yaml")

    assert [runbook.id for runbook in loaded.team.runbooks] == ["p"]


def test_two_files_of_one_name_are_told_apart_by_their_folders_from_the_root_too():
    text = "version: 1\nteam: core\npipelines: [{id: p, runbook: runbooks/a.md}, {id: q, runbook: other/a.md}]\n"
    loaded = load(text, {"runbooks/a.md": "# A", "other/a.md": "# B"}, path="team.yaml")

    assert [(one.id, one.name, one.own) for one in loaded.team.runbooks] == [
        ("other/a", "B", {}),
        ("runbooks/a", "A", {}),
    ]
