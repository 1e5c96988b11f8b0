"""Edits of a text: where a value stands it is exchanged, and every character outside it stays what it was.

An edit that cannot be made so (through an alias, into a merge, of something whose lines hold something else) is not
made: whoever asks writes the file anew, or shows the edit by its route. What comes out has to be read again and
compared: this room knows where things stand, not whether they are right.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipecheck.source.document import Document
from pipecheck.source.edit import found
from pipecheck.source.emit import written, written_key
from pipecheck.source.place import Part, Route, Span
from pipecheck.source.scalar import Data, is_null

_WIDTH = 100
"""Beyond so many columns a map is written over several lines."""


def put(document: Document, route: Route, value: Data) -> str | None:
    """The text with a value at a route, or None."""
    return _Text(document).put(route, value)


def insert(document: Document, route: Route, value: Data, before: int | None) -> str | None:
    """The text with an item in the list at a route, before that index or at the end, or None."""
    return _Text(document).insert(route, value, before)


def remove(document: Document, route: Route) -> str | None:
    """The text without the key or item at a route, or None."""
    return _Text(document).remove(route)


class _Text(NamedTuple):
    """A text, and where things stand in it."""

    document: Document

    @property
    def text(self) -> str:
        return self.document.text

    # ---- put

    def put(self, route: Route, value: Data) -> str | None:
        data = self.document.data
        if not route or data is None:
            return None
        if not self.document.has(route):
            return self._add(route, value)
        now = found(data, route)
        start, end = self._stretch(route)
        if isinstance(now, dict | list) and not self._is_flow(route):
            if isinstance(route[-1], str):
                start = self._stretch(route, Part.key)[1]
                end = self._stretch(route, Part.entry)[1]
                return self._exchanged(start, end, f": {written(value)}")
            start, end = self._stretch(route, Part.entry)
        elif is_null(now) and self.text[start:end] not in ("~", "null", "Null", "NULL"):
            return self._filled(route, value)
        return self._exchanged(start, end, written(value))

    def _filled(self, route: Route, value: Data) -> str | None:
        """A value behind a key that has none."""
        end = self._stretch(route, Part.key)[1]
        if isinstance(route[-1], int) or self.text[end : end + 1] != ":":
            return None
        return self._exchanged(end + 1, end + 1, f" {written(value)}")

    def _add(self, route: Route, value: Data) -> str | None:
        """A key that is missing becomes the last one of its map; a map that is missing is made."""
        around, key = route[:-1], route[-1]
        if not isinstance(key, str):
            return None
        inside = found(self.document.data, around)
        if inside is None or is_null(inside):
            return self.put(around, {key: value}) if around else None
        if not isinstance(inside, dict):
            return None
        if self._is_flow(around):
            return self._into_brackets(around, f"{written_key(key)}: {written(value)}", bool(inside))
        if not inside:
            return None
        first = self.document.span((*around, next(iter(inside))), Part.key)
        lines = _entry(key, value, first.column - 1)
        return self._below([(*around, name) for name in inside], lines, first.column - 1)

    # ---- insert

    def insert(self, route: Route, value: Data, before: int | None) -> str | None:
        items = found(self.document.data, route)
        if not isinstance(items, list):
            return None
        at = len(items) if before is None else before
        if self._is_flow(route):
            if at == len(items):
                return self._into_brackets(route, written(value), bool(items))
            start, _ = self._stretch((*route, at), Part.entry)
            return self._exchanged(start, start, f"{written(value)}, ")
        if not items:
            return None
        column = self._dash((*route, 0))
        if column is None:
            return None
        lines = _item(value, column, flow=self._is_flow((*route, len(items) - 1)))
        if at == len(items):
            return self._below([(*route, number) for number in range(len(items))], lines, column)
        span = self.document.span((*route, at), Part.entry)
        if self._dash((*route, at)) != column:
            return None
        start = self.document.lines.starts[span.line - 1]
        return self._exchanged(start, start, self._joined(lines, column) + self._break)

    # ---- remove

    def remove(self, route: Route) -> str | None:
        if not route or not self.document.has(route):
            return None
        around = route[:-1]
        siblings = self.document.siblings(route)
        start, end = self._stretch(route, Part.entry)
        if self._is_flow(around):
            return self._without_comma(start, end)
        if len(siblings) == 1:
            return None
        begin = self.document.span(route, Part.entry)
        head = self.text[self.document.lines.starts[begin.line - 1] : start]
        if head.strip(" -" if isinstance(route[-1], int) else " "):
            return None  # something else stands before it on its line: the key that an item begins with
        if isinstance(route[-1], int) and head.count("-") != 1:
            return None
        last = self.document.lines.row_of(max(start, end - 1))
        starts = self.document.lines.starts
        stop = starts[last + 1] if last + 1 < len(starts) else len(self.text)
        if not re.fullmatch(r"[ \t]*(#[^\r\n]*)?(\r\n|\r|\n)?", self.text[end:stop]):
            return None
        return self._exchanged(starts[begin.line - 1], stop, "")

    def _without_comma(self, start: int, end: int) -> str:
        after = re.compile(r"\s*,\s*").match(self.text, end)
        if after:
            return self._exchanged(start, after.end(), "")
        before = re.search(r"\s*,\s*\Z", self.text[:start])
        return self._exchanged(before.start() if before else start, end, "")

    # ---- where things stand

    def _span(self, route: Route, part: Part = Part.value) -> Span:
        return self.document.span(route, part)

    def _stretch(self, route: Route, part: Part = Part.value) -> tuple[int, int]:
        span = self._span(route, part)
        starts = self.document.lines.starts
        return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1

    def _is_flow(self, route: Route) -> bool:
        start, end = self._stretch(route)
        return self.text[start : start + 1] in ("{", "[") and self.text[end - 1 : end] in ("}", "]")

    def _dash(self, route: Route) -> int | None:
        """The column, from 0, of the dash of a list's item."""
        start, _ = self._stretch(route, Part.entry)
        line = self.text[self.document.lines.starts[self._span(route, Part.entry).line - 1] : start]
        return len(line.rstrip()) - 1 if re.fullmatch(r" *- +", line) else None

    def _into_brackets(self, route: Route, words: str, holds_any: bool) -> str:
        """Words in front of the closing bracket."""
        start, end = self._stretch(route)
        inside = self.text[start + 1 : end - 1]
        at = start + 1 + len(inside.rstrip())
        comma = ", " if holds_any and not inside.rstrip().endswith(",") else " " if holds_any else ""
        return self._exchanged(at, at, comma + words)

    def _below(self, routes: Sequence[Route], lines: Sequence[str], column: int) -> str:
        """Lines behind the last line of what stands at the routes."""
        ends = [self._stretch(route, Part.entry)[1] for route in routes]
        row = self.document.lines.row_of(max(0, max(ends) - 1))
        starts = self.document.lines.starts
        at = starts[row + 1] if row + 1 < len(starts) else len(self.text)
        lead = "" if at == 0 or self.text[at - 1] in "\r\n" else self._break
        return self._exchanged(at, at, lead + self._joined(lines, column) + self._break)

    def _joined(self, lines: Sequence[str], column: int) -> str:
        return self._break.join(" " * column + line for line in lines)

    @property
    def _break(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _exchanged(self, start: int, end: int, words: str) -> str:
        return self.text[:start] + words + self.text[end:]


def _entry(key: str, value: Data, column: int) -> list[str]:
    """A key and its value as lines: one if that fits, and a list of maps as a list, which grows."""
    line = f"{written_key(key)}: {written(value)}"
    many = isinstance(value, list) and any(isinstance(one, dict) for one in value)
    if isinstance(value, list) and value and (many or column + len(line) > _WIDTH):
        return [f"{written_key(key)}:", *(f"  {row}" for one in value for row in _item(one, column + 2))]
    if isinstance(value, dict) and value and column + len(line) > _WIDTH:
        inner = [row for name, one in value.items() for row in _entry(name, one, column + 2)]
        return [f"{written_key(key)}:", *(f"  {row}" for row in inner)]
    return [line]


def _item(value: Data, column: int, *, flow: bool = False) -> list[str]:
    """An item of a list as lines: in brackets where its neighbour is, or where it fits."""
    line = f"- {written(value)}"
    if not isinstance(value, dict) or not value or flow or column + len(line) <= _WIDTH:
        return [line]
    rows = [row for key, one in value.items() for row in _entry(key, one, column + 2)]
    return [f"{'  ' if number else '- '}{row}" for number, row in enumerate(rows)]
