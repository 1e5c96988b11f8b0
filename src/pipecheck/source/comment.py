"""Comments in a text, each with its place."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipecheck.source.lines import BLANK, Lines, Stretch


class Comment(NamedTuple):
    """What a comment says, without its mark and the spaces around, and where that begins, from 1, in characters.

    `alone` says that nothing else stands on its line.
    """

    line: int
    column: int
    text: str
    alone: bool


_MARK = re.compile(r"(?<![^ \t\r\n])#+[ \t]*")
_REST = re.compile(r"[^\r\n]*")


def yaml_comments(lines: Lines, quoted: Sequence[Stretch], end: int) -> Iterator[Comment]:
    """The comments of a YAML text up to `end`. `quoted`, in order, is where a `#` is a character like any other."""
    starts = [stretch.start for stretch in quoted]
    at = 0
    while mark := _MARK.search(lines.text, at, end):
        inside = bisect_right(starts, mark.start()) - 1
        if inside >= 0 and mark.start() < quoted[inside].end:
            at = quoted[inside].end
            continue
        words = mark.end()
        rest = _REST.match(lines.text, words)
        at = rest.end() if rest else words
        yield _comment(lines, mark.start(), words, lines.text[words:at].rstrip(BLANK), at)


def html_comments(lines: Lines, code: Sequence[range], start: int) -> Iterator[Comment]:
    """The `<!-- … -->` of a Markdown text from `start`, but for those in backticks and in `code`: rows, from 0."""
    in_code = {row for rows in code for row in rows}
    mark = lines.text.find("<!--", start)
    while mark >= 0 and (end := lines.text.find("-->", mark)) >= 0:
        row = lines.row_of(mark)
        if row not in in_code and lines.text.count("`", lines.starts[row], mark) % 2 == 0:
            inner = lines.text[mark + 4 : end]
            words = mark + 4 + len(inner) - len(inner.lstrip())
            yield _comment(lines, mark, words, inner.strip(), end + 3)
        mark = lines.text.find("<!--", end)


def _comment(lines: Lines, mark: int, words: int, text: str, end: int) -> Comment:
    first, row, last = lines.row_of(mark), lines.row_of(words), lines.row_of(end)
    before = lines.text[lines.starts[first] : mark]
    after = lines.rows[last][end - lines.starts[last] :]
    return Comment(row + 1, words - lines.starts[row] + 1, text, alone=not (before + after).strip())
