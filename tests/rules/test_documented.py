"""The page that lists the rules promises what the catalogue holds: no rule more, none less, at these levels."""

from pathlib import Path

from pipecheck.rules.catalog import built_in

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
JUDGING = 96


def _rows(columns: int) -> list[tuple[str, ...]]:
    """The rows of the tables of the page, cell by cell, without their headings."""
    lines = (line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `"))
    return [tuple(cell.strip().strip("`") for cell in line.strip("|").split(" | ", columns - 1)) for line in lines]


def test_the_page_lists_every_rule_that_judges() -> None:
    told = [row for row in _rows(5) if row[2] not in ("yes", "no")]
    rules = [entry for entry in built_in() if not entry.of_files]
    known = {(one.id, one.kind, one.level.value, one.profile.value, one.summary) for one in rules}
    assert set(told) == known
    assert len(told) == len(rules) == JUDGING


def test_the_page_lists_every_rule_about_files() -> None:
    told = [row for row in _rows(5) if row[2] in ("yes", "no")]
    rules = [entry for entry in built_in() if entry.of_files]
    words = {True: "yes", False: "no"}
    known = {(one.id, one.level.value, words[one.may_be_off], words[one.waivable], one.summary) for one in rules}
    assert set(told) == known
    assert len(told) == len(rules)
