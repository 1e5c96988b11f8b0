"""A text as lines, the way an editor shows them, and stretches of it as spans with their frames."""

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from pipecheck.source.place import Span

BLANK = " \t\r\n"
"""What YAML takes for white space; a no-break space is a character like any other."""

_BREAK = re.compile(r"\r\n|\r|\n")
_FRAME = 7
_BEFORE = _AFTER = 2


class Stretch(NamedTuple):
    """Characters `start` to `end` of a text, from 0, the end exclusive."""

    start: int
    end: int


class Lines:
    """The lines of one file. A line ends at LF, CR LF or CR, and at nothing else."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins, in characters of the text."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    @cached_property
    def rows(self) -> list[str]:
        """The lines without their breaks."""
        return _BREAK.split(self.text)

    def row_of(self, index: int) -> int:
        """The number, from 0, of the line that holds the character `index`."""
        return bisect_right(self.starts, index) - 1

    def span(self, stretch: Stretch) -> Span:
        """The span of a stretch, with its frame: two lines before, its own, two after, but seven at most.

        A span longer than the frame has room for shows its beginning.
        """
        row, end_row = self.row_of(stretch.start), self.row_of(stretch.end)
        top = max(0, row - _BEFORE)
        bottom = min(len(self.starts) - 1, end_row + _AFTER, top + _FRAME - 1)
        if bottom > row and bottom == len(self.rows) - 1 and not self.rows[bottom]:
            bottom -= 1  # what follows the last line break is no line of its own
        return Span(
            file=self.file,
            line=row + 1,
            column=stretch.start - self.starts[row] + 1,
            end_line=end_row + 1,
            end_column=stretch.end - self.starts[end_row] + 1,
            text=tuple(self.rows[top : bottom + 1]),
            first=top + 1,
        )
