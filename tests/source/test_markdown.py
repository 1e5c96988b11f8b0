"""Markdown text to sections, labels and blocks, and back to their words."""

import time

import pytest

from pipecheck.source.bounds import Bounds
from pipecheck.source.comment import Comment
from pipecheck.source.markdown import MarkdownDocument, read_markdown
from pipecheck.source.outline import Block
from pipecheck.source.place import Part, Route
from tests.source.cut import cut

NUMBERED = """\
# Data Pipeline Maintenance

## Run Books for Investor Reporting Pipelines

### Aggregate Profit Reported to Investors Pipeline
1. **Data Sources**: Sales database, Expense database
2. **Validation**: Check for data completeness
   by comparing with previous day's data.
   - also totals

   And by eye.
3. Generate daily reports.

### Aggregate Growth Reported to Investors Pipeline
**Steps to Resolve Issues:**
1. Inspect raw growth data sources for anomalies.
2. Escalate to the secondary owner.

## 4. Potential Issues in Pipelines

Nothing yet.
"""


def _titles(document: MarkdownDocument) -> list[tuple[str, int, int, int]]:
    return [(section.title, section.level, section.line, section.end_line) for section in document.sections]


def _words(text: str, document: MarkdownDocument, *route: str | int) -> str:
    return cut(text, document.span(route))


def test_a_section_reaches_to_the_next_heading_of_its_level_or_above() -> None:
    assert _titles(read_markdown(NUMBERED, "r.md")) == [
        ("Data Pipeline Maintenance", 1, 1, 21),
        ("Run Books for Investor Reporting Pipelines", 2, 3, 17),
        ("Aggregate Profit Reported to Investors Pipeline", 3, 5, 12),
        ("Aggregate Growth Reported to Investors Pipeline", 3, 14, 17),
        ("4. Potential Issues in Pipelines", 2, 19, 21),
    ]


def test_a_section_holds_what_is_nested_and_knows_what_is_its_own() -> None:
    document = read_markdown(NUMBERED, "r.md")
    assert [(len(section.body), section.own) for section in document.sections] == [
        (9, 0),
        (8, 0),
        (5, 5),
        (3, 3),
        (1, 1),
    ]
    assert read_markdown("# a\nx\n## b\ny\n# c\n", "r.md").sections[0].own == 1


def test_blocks_tell_their_kind_lines_and_lists() -> None:
    assert read_markdown(NUMBERED, "r.md").sections[2].body == (
        Block("item", "**Data Sources**: Sales database, Expense database", 6, 6, 1, True),
        Block(
            "item", "**Validation**: Check for data completeness\nby comparing with previous day's data.", 7, 8, 1, True
        ),
        Block("item", "also totals", 9, 9, 2, False),
        Block("paragraph", "And by eye.", 11, 11, 1, False),
        Block("item", "Generate daily reports.", 12, 12, 1, True),
    )


def test_labels_hold_what_follows_them() -> None:
    document = read_markdown(NUMBERED, "r.md")
    assert [(label.title, label.line, label.end_line, label.section) for label in document.labels] == [
        ("Data Sources", 6, 6, 2),
        ("Validation", 7, 11, 2),
        ("Steps to Resolve Issues:", 15, 17, 3),
    ]
    assert [[block.text for block in label.body] for label in document.labels] == [
        ["Sales database, Expense database"],
        ["Check for data completeness\nby comparing with previous day's data.", "also totals", "And by eye."],
        ["Inspect raw growth data sources for anomalies.", "Escalate to the secondary owner."],
    ]


LABELS = {
    "**Purpose:** Daily": [("Purpose:", "Daily")],
    "**Purpose**: Daily": [("Purpose", "Daily")],
    "**Purpose** – Daily": [("Purpose", "Daily")],
    "**Purpose** - Daily": [("Purpose", "Daily")],
    "**Impact.** Wrong numbers": [("Impact.", "Wrong numbers")],
    "__Purpose:__ Daily": [("Purpose:", "Daily")],
    "**Purpose**": [("Purpose", "")],
    "- **Purpose**\n": [("Purpose", "")],
    "**A:** one\n**B:** two\nthree": [("A:", "one"), ("B:", "two\nthree")],
    "Before.\n**A:** one\n\nmore": [("A:", "one\n\nmore")],
    "**A:** one\n\n**B:** two": [("A:", "one"), ("B:", "two")],
    "**A:** one\n# H\ntwo": [("A:", "one")],
    "- **A:** one\n- two": [("A:", "one")],
    "**Note** that this is a sentence": [],
    "see **Purpose:** Daily": [],
    "> **Purpose:** Daily": [],
    "```\n**Purpose:** Daily\n```": [],
    "** Purpose:** Daily": [],
}


@pytest.mark.parametrize("text", LABELS)
def test_what_a_label_is(text: str) -> None:
    labels = read_markdown(text, "r.md").labels
    assert [(label.title, "\n\n".join(block.text for block in label.body)) for label in labels] == LABELS[text]


MIXED = """\
Intro <!-- unseen -->
here.

# **Title** ##

Underlined
twice
===

```sh
# no heading
run
```

> # quoted heading
> quoted text

- # heading in a list
- one <!-- TBD --> two
  three

| Pipeline | Owner |
|---|---|
| Profit | TBD |

<details><summary>More</summary>

hidden
</details>

<!-- # commented

out -->

#not a heading

    indented
    code

***

####### seven
## Empty
"""


def test_what_is_a_heading_and_what_is_not() -> None:
    assert _titles(read_markdown(MIXED, "r.md")) == [
        ("**Title**", 1, 4, 4),
        ("Underlined\ntwice", 1, 6, 43),
        ("Empty", 2, 43, 43),
    ]


def test_blocks_of_every_kind() -> None:
    document = read_markdown(MIXED, "r.md")
    assert [(block.kind, " ".join(block.text.split()), block.line, block.end_line) for block in document.preamble] == [
        ("paragraph", "Intro here.", 1, 2)
    ]
    found = [
        (block.kind, " ".join(block.text.split()), block.line, block.end_line) for block in document.sections[1].body
    ]
    assert (
        found
        == [
            ("code", "# no heading run", 10, 13),
            ("quote", "quoted heading", 15, 15),
            ("quote", "quoted text", 16, 16),
            ("item", "heading in a list", 18, 18),
            ("item", "one two three", 19, 20),
            ("table", "Pipeline | Owner Profit | TBD", 22, 24),
            ("paragraph", "More", 26, 26),
            ("paragraph", "hidden", 28, 28),
            ("paragraph", "#not a heading", 35, 35),
            ("code", "indented code", 37, 38),
            ("paragraph", "####### seven", 42, 42),
        ][: len(found)]
    )
    assert len(found) == 11


def test_a_text_without_headings_is_all_preamble() -> None:
    document = read_markdown("**Purpose:** x\n\ny\n", "r.md")
    assert document.sections == ()
    assert [block.text for block in document.preamble] == ["**Purpose:** x", "y"]
    assert document.labels[0].section is None


SPANS: list[tuple[Route, Part, tuple[int, int] | None, str]] = [
    (("sections", 0), Part.value, None, "**Title**"),
    (("sections", 0), Part.value, (2, 7), "Title"),
    (("sections", 0), Part.key, None, "**Title**"),
    (("sections", 1), Part.value, None, "Underlined"),
    (("sections", 1, "body", 0), Part.value, None, "```sh\n# no heading\nrun\n```"),
    (("sections", 1, "body", 0), Part.value, (2, 4), "no"),
    (("sections", 1, "body", 0), Part.value, (13, 16), "run"),
    (("sections", 1, "body", 2), Part.value, None, "quoted text"),
    (("sections", 1, "body", 4), Part.value, None, "one <!-- TBD --> two\n  three"),
    (("sections", 1, "body", 4), Part.value, (0, 3), "one"),
    (("sections", 1, "body", 4), Part.value, (17, 20), "two"),
    (("sections", 1, "body", 4), Part.value, (21, 26), "three"),
    (("sections", 1, "body", 5), Part.value, None, "| Pipeline | Owner |\n|---|---|\n| Profit | TBD |"),
    (("sections", 1, "body", 9), Part.value, (9, 13), "code"),
    (("sections", 1, "body", 99), Part.value, None, "Underlined"),
    (("sections", 2), Part.entry, None, "Empty"),
    (("preamble", 0), Part.value, None, "Intro <!-- unseen -->\nhere."),
    (("preamble", 0), Part.value, (22, 26), "here"),
    (("sections", 9), Part.value, None, "**Title**"),
    (("sections",), Part.value, None, "**Title**"),
    (("front", "reviewed"), Part.value, None, "**Title**"),
    ((), Part.value, None, "**Title**"),
]


@pytest.mark.parametrize(("route", "part", "words", "said"), SPANS)
def test_span(route: Route, part: Part, words: tuple[int, int] | None, said: str) -> None:
    assert cut(MIXED, read_markdown(MIXED, "r.md").span(route, part, words)) == said


def test_spans_of_labels_and_whole_sections() -> None:
    document = read_markdown(NUMBERED, "r.md")
    assert _words(NUMBERED, document, "labels", 1) == "Validation"
    assert _words(NUMBERED, document, "labels", 0, "body", 0) == "Sales database, Expense database"
    assert _words(NUMBERED, document, "labels", 1, "body", 2) == "And by eye."
    entry = cut(NUMBERED, document.span(("sections", 4), Part.entry))
    assert entry == "4. Potential Issues in Pipelines\n\nNothing yet."


def test_a_label_whose_words_stand_twice_on_its_line() -> None:
    text = "- **Sales**: Sales\n"
    document = read_markdown(text, "r.md")
    assert document.span(("labels", 0)).column == 5
    assert document.span(("labels", 0, "body", 0)).column == 14


def test_has() -> None:
    document = read_markdown("---\na: {b: 1}\n---\nx\n# T\ny\n", "r.md")
    there: list[Route] = [
        ("front", "a", "b"),
        ("preamble", 0),
        ("sections", 0),
        ("sections", 0, "body", 0),
        ("labels",),
    ]
    for route in there:
        assert document.has(route), route
    gone: list[Route] = [
        ("front", "c"),
        ("preamble", 1),
        ("sections", 1),
        ("sections", 0, "body", 1),
        ("labels", 0),
        ("x",),
    ]
    for route in gone:
        assert not document.has(route), route


FRONT = "---\npipelines: [growth]   # pipecheck: waive x\nreviewed: 2026-01-15\ntemplate: no\n---\n\n# Title\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_front_matter_is_yaml_at_its_own_lines(newline: str) -> None:
    text = "\ufeff" + FRONT.replace("\n", newline)
    document = read_markdown(text, "r.md")
    assert document.front == {"pipelines": ["growth"], "reviewed": "2026-01-15", "template": "no"}
    assert document.data == {"front": document.front}
    assert document.faults == ()
    assert document.span(("front", "reviewed"))[1:5] == (3, 11, 3, 21)
    assert _words(text, document, "front", "owners") == "pipelines: [growth]"
    assert [(trap.span.line, trap.span.column) for trap in document.traps] == [(4, 11)]
    assert _titles(document) == [("Title", 1, 7, 7)]


def test_a_frame_in_front_matter_shows_the_lines_of_the_file() -> None:
    span = read_markdown(FRONT, "r.md").span(("front", "template"))
    assert (span.first, span.text) == (2, tuple(FRONT.split("\n")[1:6]))


FRONT_FAULTS = {
    "---\na: 1\na: 2\n---\n# T\n": ("duplicate-key", 3, 1, "a", False),
    "---\na: [1,\n---\n# T\n": ("invalid-yaml", 2, 6, ",", True),
    "---\na: 'x\n---\n# T\n": ("invalid-yaml", 2, 4, "'x", True),
    "---\na: b: c\n---\n# T\n": ("invalid-yaml", 2, 5, ":", True),
    "---\n- a\n---\n# T\n": ("invalid-yaml", 2, 3, "a", False),
    "---\na: 1\n# T\n": ("invalid-yaml", 1, 1, "---", True),
    "---\n": ("invalid-yaml", 1, 1, "---", True),
    "---\n" + "[" * 200 + "\n---\n# T\n": ("too-large", 2, 101, "[", True),
    "# T\n\nx\x1by\n": ("unreadable-file", 3, 2, "\x1b", False),
    "# T\n\nx\u202ey\n": ("unreadable-file", 3, 2, "\u202e", False),
}


@pytest.mark.parametrize("text", FRONT_FAULTS)
def test_faults(text: str) -> None:
    document = read_markdown(text, "r.md")
    rule, line, column, words, is_broken = FRONT_FAULTS[text]
    (fault,) = document.faults
    assert (fault.rule, fault.span.line, fault.span.column) == (rule, line, column)
    assert cut(text, fault.span) == words
    assert document.is_broken == is_broken
    assert [section.title for section in document.sections] == (["T"] if "# T" in text else [])


@pytest.mark.parametrize("text", ["", "\n", "---\n---\n", "---\n# only\n...\n", "x ---\n"])
def test_a_file_may_say_nothing_in_front(text: str) -> None:
    document = read_markdown(text, "r.md")
    assert (document.front, document.faults, document.sections) == ({}, (), ())
    assert document.span(("sections", 0)).line == 1


def test_line_separators_are_no_fault_in_prose() -> None:
    assert read_markdown("# T\n\nx\u2028y\n", "r.md").faults == ()


def test_comments_of_front_matter_and_text() -> None:
    body = """
<!-- pipecheck: waive y -->
x <!--z--> `<!-- in backticks -->`

```
<!-- in code -->
```
<!-- two
lines --> <!-- open
"""
    text = FRONT + body
    assert read_markdown(text, "r.md").comments == (
        Comment(2, 25, "pipecheck: waive x", alone=False),
        Comment(9, 6, "pipecheck: waive y", alone=True),
        Comment(10, 7, "z", alone=False),
        Comment(15, 6, "two\nlines", alone=False),
    )


def test_the_bound_on_size() -> None:
    document = read_markdown("# T\n" * 10, "r.md", Bounds(bytes=20))
    (fault,) = document.faults
    assert fault.rule == "too-large"
    assert document.is_broken
    assert (document.front, document.sections) == ({}, ())
    assert document.span(("sections", 0)).line == 1


HOSTILE = {
    "quotes": ">" * 200_000,
    "lists": "- " * 100_000,
    "nested lists": "\n".join("  " * level + "- a" for level in range(500)),
    "brackets": "[" * 200_000,
    "stars": "*" * 200_000,
    "bold": "**a" * 60_000,
    "backticks": "`" * 200_000,
    "separate backticks": "` `` " * 40_000,
    "comments": "x <!--" * 30_000,
    "tags": "<a" * 100_000,
    "headings": "# a\n" * 20_000,
    "labels": "**a:** b\n" * 10_000,
    "table": "|a" * 10_000 + "\n" + "|-" * 10_000 + "\n" + "|b" * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_time_in_proportion(text: str) -> None:
    start = time.process_time()
    document = read_markdown(text, "r.md")
    document.span(("sections", 0, "body", 0))
    assert isinstance(document.comments, tuple)
    assert time.process_time() - start < 20
