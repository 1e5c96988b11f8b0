"""From a stretch inside what a scalar says to the characters in the text that say it."""

import re

from pipecheck.source.lines import Stretch

# One match is one character of the content.
_DOUBLE = re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|.)|[^\\]")
_SINGLE = re.compile(r"''|[^']")
_HEADER = re.compile(r"\|([0-9]?)[-+]?([0-9]?)[^\r\n]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


def inside(text: str, whole: Stretch, style: str, words: tuple[int, int]) -> Stretch:
    """The characters that say `words`, (start, end) of the content of the scalar at `whole`.

    Exact for a scalar on one line, plain or quoted, and for a literal block (`|`); the whole scalar for one that is
    folded over lines, and for words that are not inside it.
    """
    raw = text[whole.start : whole.end]
    start, end = words
    if style == "|":
        places = _literal(raw)
    elif "\n" in raw or "\r" in raw or style == ">":
        return whole
    elif style == '"':
        places = [match.start() + 1 for match in _DOUBLE.finditer(raw[1:-1])] + [len(raw) - 1]
    elif style == "'":
        places = [match.start() + 1 for match in _SINGLE.finditer(raw[1:-1])] + [len(raw) - 1]
    else:
        places = list(range(len(raw) + 1))
    if not 0 <= start <= end < len(places):
        return whole
    # The end of a stretch is behind its last character, which is not before the next one at the end of a line.
    last = places[end] if end == start or style != "|" else places[end - 1] + 1
    return Stretch(whole.start + places[start], whole.start + last)


def _literal(raw: str) -> list[int]:
    """Where each character of a literal block's content stands in its text, and where the content ends."""
    header = _HEADER.match(raw)
    if header is None:
        return []
    rows = [match for match in _LINE.finditer(raw, header.end()) if match[0]]
    told = header[1] or header[2]
    indents = [len(row[1]) - len(row[1].lstrip(" ")) for row in rows if row[1].strip(" ")]
    if told or not indents:
        return []  # an indent that counts from the parent's cannot be known from here
    places: list[int] = []
    for row in rows:
        begin = min(row.start() + indents[0], row.end(1))
        places += [*range(begin, row.end(1)), row.end(1)]
    return places
