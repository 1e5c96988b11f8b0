"""The page of a rule as Markdown, to the letter."""

from pipecheck.rules.base import Level, Profile
from pipecheck.rules.catalog import Entry, Param
from pipecheck.rules.markdown import markdown_page

TEXT = """\
What it checks
--------------

Reports that come late.

Why it matters
--------------
Somebody waits."""


def entry(*params: Param) -> Entry:
    return Entry(
        "late-report", "acme.late", "pipeline", Level.warning, Profile.strict, "acme", "A report is late.", params
    )


def test_a_page_says_what_is_judged_and_how_it_weighs() -> None:
    assert markdown_page(entry(), TEXT) == (
        "# `late-report`\n\nA report is late.\n\nJudges each pipeline · level `warning`\n\n"
        "## What it checks\n\nReports that come late.\n\n## Why it matters\n\nSomebody waits.\n"
    )


def test_a_page_without_text_is_a_page() -> None:
    assert markdown_page(entry(), "") == (
        "# `late-report`\n\nA report is late.\n\nJudges each pipeline · level `warning`\n"
    )


def test_parameters_are_a_table() -> None:
    page = markdown_page(
        entry(
            Param("most", "integer", 3, text="how many", source="a | book"),
            Param("by", "text", "größe", choices=("größe", "age")),
            Param("cap", "integer", None, optional=True),
        ),
        "",
    )
    assert page.partition("\n\n## ")[2] == (
        "Parameters\n\n"
        "| parameter | type | default | means |\n"
        "| --- | --- | --- | --- |\n"
        "| `most` | integer | `3` | how many; a &#124; book |\n"
        '| `by` | text | `"größe"` | one of größe, age |\n'
        "| `cap` | integer | none |  |\n"
    )
