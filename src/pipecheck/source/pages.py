"""From routes to stretches of a Markdown text: what a person would point at."""

from collections.abc import Sequence
from typing import NamedTuple

from pipecheck.source.comment import Comment, html_comments
from pipecheck.source.document import Finder
from pipecheck.source.lines import Lines, Stretch
from pipecheck.source.outline import Block, Label, Outline, Section
from pipecheck.source.place import Part, Route, TextFault

_FENCES = ("```", "~~~")


class Pages(NamedTuple):
    """What is kept of a Markdown text to find things in it again: its front matter's finder, its outline,
    the rows, from 0, that are code, and where the front matter ends."""

    lines: Lines
    front: Finder | None
    outline: Outline
    code: Sequence[range]
    body_start: int

    def find(self, route: Route, part: Part, words: tuple[int, int] | None) -> Stretch:
        """The stretch of what a route leads to, as `MarkdownDocument` tells; the title where it leads nowhere."""
        match route:
            case ("front", *rest) if self.front is not None:
                return self.front.find(tuple(rest), part, words)
            case ("preamble", int(at)) if 0 <= at < len(self.outline.preamble):
                return self._block(self.outline.preamble[at], words)
            case ("sections", int(at), *rest) if 0 <= at < len(self.outline.sections):
                return self._under(self.outline.sections[at], rest, part, words)
            case ("labels", int(at), *rest) if 0 <= at < len(self.outline.labels):
                return self._under(self.outline.labels[at], rest, part, words)
        if self.outline.sections:
            return self._under(self.outline.sections[0], [], Part.value, None)
        rows = (row for row in range(len(self.lines.rows)) if self.lines.rows[row].strip())
        return self._row(next(rows, 0))

    def comments(self) -> tuple[Comment, ...]:
        """The comments of the front matter, then those of the text."""
        front = self.front.comments() if self.front is not None else ()
        return (*front, *html_comments(self.lines, self.code, self.body_start))

    def traps(self) -> tuple[TextFault, ...]:
        """The front matter's."""
        return self.front.traps() if self.front is not None else ()

    def _under(
        self, head: Section | Label, rest: Sequence[str | int], part: Part, words: tuple[int, int] | None
    ) -> Stretch:
        match rest:
            case ["body", int(at)] if 0 <= at < len(head.body):
                return self._block(head.body[at], words)
        row = head.line - 1
        title = head.title.split("\n")[0]
        column = self.lines.rows[row].find(title)
        if column < 0:
            column, title = 0, self.lines.rows[row].rstrip()
        start = self.lines.starts[row] + column
        if part is Part.entry:
            return Stretch(start, self._row(head.end_line - 1).end)
        if words and 0 <= words[0] <= words[1] <= len(title):
            return Stretch(start + words[0], start + words[1])
        return Stretch(start, start + len(title))

    def _block(self, block: Block, words: tuple[int, int] | None) -> Stretch:
        texts = block.text.split("\n")
        first = block.line - 1
        if block.kind == "code" and self.lines.rows[first].lstrip(" \t>-*+.0123456789").startswith(_FENCES):
            first += 1
        if words is None or block.kind == "table" or not 0 <= words[0] <= words[1] <= len(block.text):
            leading = len(texts[0]) - len(texts[0].lstrip())
            whole_rows = block.kind in ("code", "table")
            start = self._row(block.line - 1).start if whole_rows else self._place(first, texts[0], leading)
            return Stretch(start, self._row(block.end_line - 1).end)
        places: list[int] = []
        for offset in words:
            row = block.text.count("\n", 0, offset)
            before = block.text.rfind("\n", 0, offset) + 1
            places.append(self._place(first + row, texts[row], offset - before))
        return Stretch(places[0], max(places))

    def _place(self, row: int, text: str, offset: int) -> int:
        """Where a character of a block's line stands in the row that says it: the line is what the row ends with.

        Spaces that stand for a comment are not in the row; what stands before them is.
        """
        raw = self.lines.rows[row].rstrip()
        said = text.strip()
        column = len(raw) - len(said) if raw.endswith(said) else raw.find(said.partition("  ")[0])
        leading = len(text) - len(text.lstrip())
        if column < 0:
            column, leading = len(raw) - len(raw.lstrip()), 0
        return self.lines.starts[row] + min(max(0, column + offset - leading), len(raw))

    def _row(self, row: int) -> Stretch:
        raw = self.lines.rows[row]
        start = self.lines.starts[row]
        return Stretch(start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip()))
