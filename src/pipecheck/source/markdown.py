"""Markdown text to a document: YAML front matter, and headings with what stands under them."""

import re
from collections.abc import Sequence

from pipecheck.source.bounds import Bounds
from pipecheck.source.document import Document, Finder
from pipecheck.source.faults import Faults, refusal, screened
from pipecheck.source.lines import Stretch
from pipecheck.source.outline import Label, Outline, Section, outline
from pipecheck.source.pages import Pages
from pipecheck.source.place import Key, Part, Route
from pipecheck.source.scalar import Data
from pipecheck.source.yaml import read_stretch

# No runbook is larger, and Markdown takes ten times as long to read as YAML.
MARKDOWN = Bounds(bytes=1_000_000)

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")


class MarkdownDocument(Document):
    """A Markdown file, read: front matter, sections, labels, and the blocks before the first heading.

    Routes are `("front", …)` into the front matter; `("sections", i)` and `("labels", i)` to the words of a heading or
    label, their entry through the last line of what belongs to them; `("sections", i, "body", j)`,
    `("labels", i, "body", j)` and `("preamble", j)` to a block, or to those characters that say `words`, (start, end)
    in its text. A route that leads nowhere leads to the first heading.

    `data` is `{"front": …}`, a mapping, empty where the file has none. If the front matter cannot be read, the document
    is broken, and still has its sections.
    """

    def __init__(self, text: str, faults: Faults, front: Data | None, pages: Pages | None, *, is_broken: bool) -> None:
        self.front: dict[str, Data] = front if isinstance(front, dict) else {}
        super().__init__(text, faults.lines, {"front": self.front}, faults.all(), pages, is_broken=is_broken)
        self.preamble, self.sections, self.labels = pages.outline if pages else Outline((), (), ())

    def has(self, route: Route) -> bool:
        """Whether the route leads to something."""
        match route:
            case ("preamble", *rest):
                return _has_item(rest, self.preamble)
            case ("sections", *rest):
                return _has_part(rest, self.sections)
            case ("labels", *rest):
                return _has_part(rest, self.labels)
        return super().has(route)


def read_markdown(text: str, file: str, bounds: Bounds = MARKDOWN) -> MarkdownDocument:
    """Read a Markdown text, CommonMark with tables; `file` is the name its spans carry."""
    if refused := refusal(text, file, bounds):
        return MarkdownDocument(text, refused, None, None, is_broken=True)
    from pipecheck.source.blocks import parse  # markdown-it costs 40 ms, and a team file needs none

    faults = screened(text, file, bounds, "unreadable-file")
    front, finder, body_start, is_broken = _front(faults, bounds)
    lines = faults.lines
    parsed = parse("\n" * lines.row_of(body_start) + lines.text[body_start:])
    pages = Pages(lines, finder, outline(parsed.elements), parsed.code, body_start)
    return MarkdownDocument(text, faults, front, pages, is_broken=is_broken)


def _front(faults: Faults, bounds: Bounds) -> tuple[Data | None, Finder | None, int, bool]:
    """The front matter, what finds it again, where the text behind it begins, and whether it cannot be read."""
    text = faults.lines.text
    opening = _OPENING.match(text)
    if opening is None:
        return None, None, 0, False
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        hint = "write `---` on a line of its own where it ends"
        faults.add("invalid-yaml", "the front matter that begins here is never closed", Stretch(0, 3), hint)
        return None, None, opening.end(), True
    # The opening line is YAML too, the start of a document: so the lines of the front matter are those of the file.
    data, finder = read_stretch(faults, closing.start(), bounds)
    if finder is None:
        return None, None, closing.end(), True
    if data is not None and not isinstance(data, dict):
        at = finder.find((), Part.value, None)
        faults.add("invalid-yaml", "front matter holds keys and values, and this is none", at, "write `key: value`")
    return data, finder, closing.end(), False


def _has_item(rest: Sequence[Key], items: Sequence[object]) -> bool:
    match rest:
        case []:
            return True
        case [int(at)]:
            return 0 <= at < len(items)
    return False


def _has_part(rest: Sequence[Key], heads: Sequence[Section | Label]) -> bool:
    match rest:
        case [int(at), "body", *deeper] if 0 <= at < len(heads):
            return _has_item(deeper, heads[at].body)
    return _has_item(rest, heads)
