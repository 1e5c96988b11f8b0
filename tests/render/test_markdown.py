"""The page: whatever stands in the files, a table stays a table; and GitHub takes the page."""

import pytest
from markdown_it import MarkdownIt

from pipecheck.engine.report import Report
from pipecheck.render import Options, render
from tests.render.sample import CLEAN, SAMPLE, SINGLE_OWNER


def _page(report: Report) -> str:
    return render(report, "markdown", Options())


@pytest.mark.parametrize("words", ["a | b", "<script>", "[x](y)", "*a* _b_", "`", "``", "@alice", "&lt;", "\\|", "$x$"])
def test_words_of_the_files_are_words_of_the_page(words: str) -> None:
    verdict = SINGLE_OWNER._replace(message=f"name '{words}' is odd", related=(), remedies=())
    tokens = MarkdownIt().enable("table").parse(_page(CLEAN._replace(verdicts=(verdict,))))
    cells = [token.children or [] for token in tokens if token.type == "inline" and "is odd" in token.content]
    assert ["".join(child.content for child in cell) for cell in cells] == [f"name '{words}' is odd"]


def test_code_in_a_message_stays_code() -> None:
    page = _page(CLEAN._replace(verdicts=(SINGLE_OWNER._replace(message="add `a | b_c`"),)))
    assert "| add `a \\| b_c`<br>help: add carol as secondary<br>" in page


def test_every_pile_has_its_table() -> None:
    titles = [line for line in _page(SAMPLE).splitlines() if line.startswith("###")]
    assert titles == [
        "### Violations",
        "### Undecided",
        "### Dated, not counted",
        "### Known debts",
        "### Waived",
    ]
    assert "###" not in _page(CLEAN)


def test_files_of_the_pull_request_come_first() -> None:
    verdicts = tuple(SINGLE_OWNER._replace(span=SINGLE_OWNER.span._replace(file=file)) for file in "ab")
    page = render(CLEAN._replace(verdicts=verdicts), "markdown", Options(changed=frozenset("b")))
    assert page.index("`b:8:13`") < page.index("`a:8:13`")


def test_a_page_too_long_for_github_says_how_much_is_left_out() -> None:
    verdicts = tuple(SINGLE_OWNER._replace(message="long " * 2_000) for _ in range(150))
    page = _page(CLEAN._replace(verdicts=verdicts))
    kept = page.count("| error |")
    assert len(page.encode()) <= 1_048_576
    assert f"\n{150 - kept} rows left out: " in page
    assert kept > 90
