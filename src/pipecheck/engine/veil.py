"""What a frame and a sentence must not show of a team file: contacts, and why somebody is away (semantics §31)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipecheck.model.privacy import is_private, is_private_key, private_from
from pipecheck.source.lines import Lines, Stretch
from pipecheck.source.place import Span, TextFault

if TYPE_CHECKING:
    from pipecheck.source.hidden import Hidden

SIGN = "·"
"""Stands for a hidden character, so that every column stays where it was."""

_ENTRY = re.compile(r"""\s*(?:- |-$|["']?[\w.-]+["']?\s*:(?:\s|$))""")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""Wherever it stands: one among the owners is no less somebody's."""
_SHORTEST = 3


class Veil:
    """Lies over the lines of one file."""

    def __init__(self, hidden: Mapping[int, Sequence[Stretch]]) -> None:
        """`hidden` holds columns from 0, by the number of their line from 1."""
        self._hidden = hidden

    def over(self, span: Span) -> Span:
        """The span with signs in its frame where private words stand."""
        if not self._hidden or not span.text:
            return span
        rows = enumerate(span.text, start=span.first)
        return span._replace(text=tuple(self._row(number, row) for number, row in rows))

    def fault(self, fault: TextFault) -> TextFault:
        """The fault with nothing private in its words and frames."""
        related = tuple((self.over(span), self._words(note, span)) for span, note in fault.related)
        return fault._replace(
            message=self._words(fault.message, fault.span),
            hint=self._words(fault.hint, fault.span),
            span=self.over(fault.span),
            related=related,
        )

    def _row(self, number: int, row: str) -> str:
        for start, end in self._hidden.get(number, ()):
            row = row[:start] + SIGN * (min(end, len(row)) - start) + row[end:]
        return row

    def _words(self, said: str, span: Span) -> str:
        """A sentence about a span, without what it quotes where that is private."""
        secrets = list(self._under(span))
        if not secrets:
            return said
        said = _QUOTED.sub(_unquoted, said)
        parts = (part for secret in secrets for part in re.findall(r"[^\s'\"*&!:,{}\[\]]+", secret))
        leaks = any(len(part) >= _SHORTEST and part in said for part in parts)
        return "these words are private, and are not repeated here" if leaks else said

    def _under(self, span: Span) -> Iterator[str]:
        """The private words that a span touches."""
        for number, row in enumerate(span.text, start=span.first):
            if not span.line <= number <= span.end_line:
                continue
            first = span.column - 1 if number == span.line else 0
            last = span.end_column - 1 if number == span.end_line else len(row)
            for start, end in self._hidden.get(number, ()):
                if start < max(last, first + 1) and first < end:
                    yield row[start:end]


def veil(lines: Lines, *, is_broken: bool) -> Veil:
    """The veil of a YAML file. Of a broken one, whatever looks private is hidden, and what goes on below it."""
    found = None if is_broken else _found(lines.text)
    if found is None:
        return Veil(_by_looks(lines.rows))
    rows = _by_row(lines, found.words)
    for number, words in enumerate(lines.rows, start=1):
        rows[number] += [Stretch(*match.span()) for match in _ADDRESS.finditer(words)]
    for start, end in found.texts:
        first, last = lines.row_of(start), lines.row_of(end)
        for row, stretches in _by_looks(lines.rows[first : last + 1], first + 1).items():
            rows[row] += stretches
    return Veil(rows)


def _unquoted(quote: re.Match[str]) -> str:
    """Signs of YAML in quotes tell nothing; words do."""
    return "'…'" if any(map(str.isalnum, quote[0])) else quote[0]


def _found(text: str) -> "Hidden | None":
    # PyYAML costs a sixth of a start; whoever has every answer in a cache does without.
    from pipecheck.source.hidden import hidden

    known: dict[tuple[tuple[str, ...], bool], bool] = {}

    def hides(keys: tuple[str, ...], is_key: bool) -> bool:
        if (keys, is_key) not in known:
            known[keys, is_key] = is_private_key(keys) if is_key else is_private(keys)
        return known[keys, is_key]

    return hidden(text, hides)


def _by_row(lines: Lines, stretches: Sequence[Stretch]) -> dict[int, list[Stretch]]:
    rows: dict[int, list[Stretch]] = defaultdict(list)
    for start, end in stretches:
        for row in range(lines.row_of(start), lines.row_of(max(start, end - 1)) + 1):
            words = lines.rows[row]
            first = max(start - lines.starts[row], len(words) - len(words.lstrip()))
            last = min(end - lines.starts[row], len(words.rstrip()))
            if first < last:
                rows[row + 1].append(Stretch(first, last))
    return rows


def _by_looks(rows: Sequence[str], first: int = 1) -> dict[int, list[Stretch]]:
    hidden: dict[int, list[Stretch]] = {}
    inside: int | None = None
    for number, row in enumerate(rows, start=first):
        indent = len(row) - len(row.lstrip())
        goes_on = inside is not None and (
            indent > inside or (indent == inside and row.lstrip().startswith("- ")) or not _ENTRY.match(row)
        )
        start = indent if goes_on else None
        if row.strip() not in ("", "---") and not goes_on:
            found = private_from(row)
            inside = None if found is None else _depth(row, found[0])
            start = None if found is None else found[1]
        if start is not None:
            start += len(row[start:]) - len(row[start:].lstrip())
            hidden[number] = [Stretch(start, max(start, len(row.rstrip())))]
    return hidden


def _depth(row: str, key: int) -> int:
    """The indent beyond which what follows a key belongs to it: the key's own, or that of its row inside brackets."""
    return key if not row[:key].strip(" \t-") else len(row) - len(row.lstrip())
