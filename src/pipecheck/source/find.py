"""From routes to stretches of a YAML text: what a person would point at."""

from collections.abc import Sequence
from typing import NamedTuple

from yaml.events import ScalarEvent

from pipecheck.source.comment import Comment, yaml_comments
from pipecheck.source.lines import BLANK, Lines, Stretch
from pipecheck.source.place import Part, Route, TextFault
from pipecheck.source.tree import Map, Node, Seq, content, stretch, target
from pipecheck.source.words import inside


class Tree(NamedTuple):
    """What is kept of a YAML text to find things in it again. `read_to` is where the reader stopped."""

    lines: Lines
    root: Node | None
    quoted: Sequence[ScalarEvent]
    read_to: int

    def find(self, route: Route, part: Part, words: tuple[int, int] | None) -> Stretch:
        """The stretch of a part of what a route leads to, as `Document.span` tells."""
        text = self.lines.text
        if self.root is None:
            return _first_words(text)
        found = _follow(self.root, route)
        if not found.whole or part is Part.key:
            return _key(text, found)
        if part is Part.entry:
            return _entry(text, found)
        return _value(text, found, words)

    def comments(self) -> tuple[Comment, ...]:
        """The comments of what was read."""
        if "#" not in self.lines.text:
            return ()
        quoted = [_without_header(self.lines.text, event) for event in self.quoted]
        return tuple(yaml_comments(self.lines, quoted, self.read_to))

    def traps(self) -> tuple[TextFault, ...]:
        """The unquoted words that other tools read otherwise."""
        from pipecheck.source.traps import yaml_traps

        return tuple(yaml_traps(self.lines, self.root))


class _Found(NamedTuple):
    """The node at the end of a route, or of as much of it as there is; its key, if it stands under one."""

    node: Node
    key: ScalarEvent | None
    whole: bool


def _follow(root: Node, route: Route) -> _Found:
    node: Node = root
    key: ScalarEvent | None = None
    for step in route:
        inner = target(node)
        if isinstance(inner, Map) and isinstance(step, str) and step in inner.parts:
            key, node = inner.parts[step]
        elif isinstance(inner, Seq) and isinstance(step, int) and 0 <= step < len(inner.parts):
            key, node = None, inner.parts[step]
        else:
            return _Found(node, key, whole=False)
    return _Found(node, key, whole=True)


def _key(text: str, found: _Found) -> Stretch:
    if found.key is not None:
        return _scalar(text, found.key)
    return _head(text, found.node)


def _entry(text: str, found: _Found) -> Stretch:
    start = content(text, found.key) if found.key is not None else _start(text, found.node)
    end = _end(text, found.node)
    return Stretch(start, end) if end > start else _dash(text, start)


def _value(text: str, found: _Found, words: tuple[int, int] | None) -> Stretch:
    node = target(found.node)
    if isinstance(node, ScalarEvent):
        if not _is_empty(node):
            whole = _scalar(text, node)
            return inside(text, whole, node.style or "", words) if words else whole
    elif node is not None:
        if _is_flow(node):
            return Stretch(_start(text, node), _end(text, node))
        if node is not found.node:
            return _head(text, node)
    return _key(text, found)


def _head(text: str, node: Node) -> Stretch:
    """The first words of a node: of a block its first entry, as far as it stands on one line."""
    inner = target(node)
    while isinstance(inner, Seq) and not _is_flow(inner) and inner.parts:
        node, inner = inner.parts[0], target(inner.parts[0])
    start, end = _start(text, inner or node), _end(text, inner or node)
    if isinstance(inner, Map) and not _is_flow(inner):
        own = [(key, value) for key, value in inner.parts.values() if content(text, key) == start]
        # Without an entry of its own it begins with a merge, which is no entry any more.
        end = max(stretch(own[0][0]).end, _end(text, own[0][1])) if own else _comment_or_end(text, start)
    return Stretch(start, _line_end(text, start, end)) if end > start else _dash(text, start)


def _start(text: str, node: Node) -> int:
    """Where a node begins: an alias at its `*`, anything else behind its anchor and tag."""
    if isinstance(node, Map | Seq):
        return content(text, node.start) if node.start else 0
    if isinstance(node, ScalarEvent):
        return content(text, node)
    return stretch(node.event).start


def _end(text: str, node: Node) -> int:
    """Where a node's last character ends; the parser ends a block only where the next thing begins."""
    while isinstance(node, Map | Seq) and not _is_flow(node) and node.last is not None:
        node = node.last
    if isinstance(node, ScalarEvent):
        return _scalar(text, node).end
    if isinstance(node, Map | Seq):
        return stretch(node.end).end if node.end else 0
    return stretch(node.event).end


def _scalar(text: str, event: ScalarEvent) -> Stretch:
    start, end = content(text, event), stretch(event).end
    if event.style in ("|", ">"):
        end = start + len(text[start:end].rstrip(BLANK))
    if start >= end:
        end = _back(text, end)  # nothing stands there, and the parser may say so only at what comes next
    return Stretch(min(start, end), end)


def _without_header(text: str, event: ScalarEvent) -> Stretch:
    """Where a quoted text stands; a comment may follow the `|` or `>` of a block."""
    start, end = content(text, event), stretch(event).end
    return Stretch(_line_end(text, start, end) if event.style in ("|", ">") else start, end)


def _is_empty(event: ScalarEvent) -> bool:
    at = stretch(event)
    return at.start >= at.end


def _is_flow(node: Map | Seq) -> bool:
    return node.start is not None and bool(node.start.flow_style)


def _line_end(text: str, start: int, end: int) -> int:
    """The end of a stretch, or of its first line if it has several."""
    first = text[start:end].replace("\r", "\n").partition("\n")[0]
    return start + len(first.rstrip(BLANK))


def _comment_or_end(text: str, start: int) -> int:
    """Where a line's words end that hold no quotes."""
    end = _line_end(text, start, len(text))
    mark = text.find(" #", start, end)
    return _back(text, mark) if mark >= 0 else end


def _dash(text: str, at: int) -> Stretch:
    """The `-` in front of an item that says nothing."""
    before = _back(text, at)
    return Stretch(max(0, before - 1), before)


def _back(text: str, at: int) -> int:
    """Where the words in front of a place end."""
    while at > 0 and text[at - 1] in BLANK:
        at -= 1
    return at


def _first_words(text: str) -> Stretch:
    start = len(text) - len(text.lstrip(BLANK))
    return Stretch(start, _line_end(text, start, len(text))) if start < len(text) else Stretch(0, 0)
