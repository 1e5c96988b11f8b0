"""Markdown text to headings and blocks, by the tokens of markdown-it."""

import re
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipecheck.source.outline import Block, Element, Heading, Kind

_COMMENT = re.compile(r"(?P<code>`[^`]*`)|<!--.*?(?:-->|\Z)", re.DOTALL)
_HTML_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>")
_HARD_BREAK = re.compile(r"\\$", re.MULTILINE)
_NOT_BREAK = re.compile(r"[^\n]")


class Parsed(NamedTuple):
    """Headings and blocks in the order of the text; `code` is the rows, from 0, in which nothing is a comment."""

    elements: list[Element]
    code: list[range]


@cache
def _parser() -> MarkdownIt:
    # Blocks are all that is wanted; their inline tokens keep the raw words, and parsing those is most of the time.
    return MarkdownIt("commonmark").enable("table").disable("inline")


def parse(text: str) -> Parsed:
    """Read CommonMark with tables. A heading inside a list or a quote is a block like any other."""
    walk = _Walk()
    for token in _parser().parse(text):
        walk.take(token)
    return Parsed(walk.elements, walk.code)


class _Walk:
    """Takes the tokens one by one and remembers what is open around them."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.code: list[range] = []
        self._lists: list[bool] = []  # whether each list around is numbered
        self._quotes = 0
        self._is_new_item = False
        self._heading: Token | None = None
        self._table: Token | None = None
        self._cells: dict[int, list[str]] = {}

    def take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._lists.append(token.type == "ordered_list_open")
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._is_new_item = True
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "heading_open":
                self._heading = token if token.level == 0 else None
            case "heading_close":
                self._heading = None
            case "table_open":
                self._table, self._cells = token, {}
            case "table_close":
                self._close_table()
            case _:
                self._take_words(token)

    def _take_words(self, token: Token) -> None:
        if token.map is None:
            return
        row, end = token.map
        match token.type:
            case "inline" if self._table is not None:
                self._cells.setdefault(row, []).append(_blanked(token.content).strip())
            case "inline" if self._heading is not None:
                _, heading_end = self._heading.map or (row, end)
                level = int(self._heading.tag[1:])
                self.elements.append(Heading(_blanked(token.content).strip(), level, row + 1, heading_end))
            case "inline":
                self._add("paragraph", _blanked(token.content), row, end)
            case "fence" | "code_block":
                self.code.append(range(row, end))
                self._add("code", token.content.rstrip("\n"), row, end)
            case "html_block":
                words = _HTML_TAG.sub(_spaces, _blanked(token.content)).rstrip()
                self._add("paragraph", words, row, row + words.count("\n") + 1)

    def _add(self, kind: Kind, text: str, row: int, end: int) -> None:
        """Add a block of what is said from one row to before another, unless nothing is said."""
        is_item, self._is_new_item = self._is_new_item, False
        if not text.strip():
            return
        if self._quotes:
            kind = "quote"
        elif is_item and kind == "paragraph":
            kind = "item"
        ordered = kind == "item" and self._lists[-1]
        self.elements.append(Block(kind, text, row + 1, max(row + 1, end), len(self._lists), ordered))

    def _close_table(self) -> None:
        if self._table is not None and self._table.map is not None:
            row, end = self._table.map
            self._table = None
            self._add("table", "\n".join(" | ".join(cells) for cells in self._cells.values()), row, end)


def _blanked(text: str) -> str:
    """The words with spaces in place of comments and of the backslash that breaks a line; nothing moves."""
    return _HARD_BREAK.sub(" ", _COMMENT.sub(_unless_code, text))


def _unless_code(match: re.Match[str]) -> str:
    return match[0] if match["code"] else _spaces(match)


def _spaces(match: re.Match[str]) -> str:
    return _NOT_BREAK.sub(" ", match[0])
