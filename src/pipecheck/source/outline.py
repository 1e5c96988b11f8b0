"""What a Markdown text is made of: headings and what stands under them, and the bold labels that act as headings."""

import re
from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["paragraph", "item", "code", "quote", "table"]


class Block(NamedTuple):
    """A paragraph, list item, piece of code, quoted paragraph or table, with its lines from 1, both ends included.

    `text` is the words as written, a line for a line, without the marks of lists and quotes and with spaces in place
    of comments. `depth` counts the lists around it; a paragraph with a depth continues an item. `ordered`: an item of
    a numbered list.
    """

    kind: Kind
    text: str
    line: int
    end_line: int
    depth: int = 0
    ordered: bool = False


class Section(NamedTuple):
    """A heading and all up to the next heading of its level or above.

    `body` holds the blocks in order, of which the first `own` stand before any sub-heading. `end_line` is the last
    line that holds anything.
    """

    title: str
    level: int
    line: int
    end_line: int
    body: tuple[Block, ...] = ()
    own: int = 0


class Label(NamedTuple):
    """A line that begins with bold words and a colon, a dash or nothing after them, and what belongs to it.

    Whether it is a section is for others to say. In a list item it reaches to the item's end, in a paragraph to the
    next label or heading. `section` is the index of the section whose heading is the last above it.
    """

    title: str
    line: int
    end_line: int
    body: tuple[Block, ...] = ()
    section: int | None = None


class Heading(NamedTuple):
    """A heading alone; one underlined by `===` takes several lines."""

    title: str
    level: int
    line: int
    end_line: int


Element: TypeAlias = Heading | Block


class Outline(NamedTuple):
    """Sections in the order of the text, the nested ones too; `preamble` stands before the first heading."""

    preamble: tuple[Block, ...]
    sections: tuple[Section, ...]
    labels: tuple[Label, ...]


_LABEL = re.compile(
    r"(?:\*\*|__)(?=\S)(?P<title>.*?\S)(?:\*\*|__)(?P<after>[ \t]*[:：]|[ \t]+[-–—](?=\s)|[ \t]*\Z)?[ \t]*(?P<rest>.*)"
)
_ENDS = (":", "：", ".", "?")


class _Part(NamedTuple):
    """A label and the words of its own paragraph that belong to it."""

    title: str
    line: int
    text: str


def outline(elements: Sequence[Element]) -> Outline:
    """Sections and labels from headings and blocks in the order of the text."""
    before = takewhile(lambda element: isinstance(element, Block), elements)
    return Outline(
        tuple(element for element in before if isinstance(element, Block)),
        tuple(_section(head, elements, at) for at, head in enumerate(elements) if isinstance(head, Heading)),
        tuple(_labels(elements)),
    )


def _section(head: Heading, elements: Sequence[Element], at: int) -> Section:
    body: list[Block] = []
    own: int | None = None
    end_line = head.end_line
    for next_at in range(at + 1, len(elements)):
        element = elements[next_at]
        if isinstance(element, Block):
            body.append(element)
        elif element.level <= head.level:
            break
        elif own is None:
            own = len(body)
        end_line = element.end_line
    return Section(head.title, head.level, head.line, end_line, tuple(body), len(body) if own is None else own)


def _labels(elements: Sequence[Element]) -> Iterator[Label]:
    parts = [_parts(element) if isinstance(element, Block) else () for element in elements]
    section: int | None = None
    numbers = count()
    for at, element in enumerate(elements):
        if isinstance(element, Heading):
            section = next(numbers)
            continue
        for number, part in enumerate(parts[at], start=1):
            lines = part.text.count("\n")
            body = [Block("paragraph", part.text, part.line, part.line + lines)] if part.text.strip() else []
            if number == len(parts[at]):
                body += _below(element, elements, parts, at)
            end_line = body[-1].end_line if body else part.line
            yield Label(part.title, part.line, end_line, tuple(body), section)


def _parts(block: Block) -> tuple[_Part, ...]:
    """The labels in one paragraph or item, each with the lines up to the next."""
    if block.kind not in ("paragraph", "item") or not ("**" in block.text or "__" in block.text):
        return ()
    parts: list[_Part] = []
    for line, text in enumerate(block.text.split("\n"), start=block.line):
        match = _LABEL.match(text.strip())
        if match and (match["after"] is not None or match["title"].endswith(_ENDS)):
            parts.append(_Part(match["title"], line, match["rest"]))
        elif parts:
            parts[-1] = parts[-1]._replace(text=f"{parts[-1].text}\n{text}")
    return tuple(parts)


def _below(block: Block, elements: Sequence[Element], parts: Sequence[tuple[_Part, ...]], at: int) -> Iterator[Block]:
    """The blocks that follow a label and belong to it."""
    for next_at in range(at + 1, len(elements)):
        element = elements[next_at]
        if isinstance(element, Heading) or element.depth < block.depth:
            return
        if element.depth == block.depth and (element.kind == "item" if block.depth else parts[next_at]):
            return
        yield element
