"""Parser events to data and tree, without recursion: an explicit stack, and a bound on all that can grow."""

from typing import TypeAlias

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from pipecheck.source.bounds import Bounds
from pipecheck.source.characters import cleaned, strange
from pipecheck.source.events import Next
from pipecheck.source.faults import Faults
from pipecheck.source.lines import Lines, Stretch
from pipecheck.source.scalar import Data, Plain
from pipecheck.source.tree import UNUSABLE, Alias, Branch, Map, Node, Seq, Target, content, extent, stretch, tag, target

_CORE = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(_CORE + name for name in ("null", "bool", "int", "float"))
_TEXT_TAGS = frozenset(("!", _CORE + "str"))
_MAP_TAGS = frozenset(("!", _CORE + "map"))
_SEQ_TAGS = frozenset(("!", _CORE + "seq"))
_MERGE = "<<"

_Opening: TypeAlias = MappingStartEvent | SequenceStartEvent


class RefusedError(Exception):
    """The text goes beyond a bound and reading stopped; the fault is noted."""


class Builder:
    """Grows one tree from one stream of events. What is wrong on the way becomes a fault and is read around."""

    def __init__(self, lines: Lines, bounds: Bounds, faults: Faults) -> None:
        self.root = Seq(None)  # a list that holds the document, so that the document is no special case
        self.quoted: list[ScalarEvent] = []
        self.read_to: int | None = None
        self._text = lines.text
        self._lines = lines
        self._bounds = bounds
        self._faults = faults
        self._stack: list[Branch] = [self.root]
        self._anchors: dict[str, tuple[Target, Data]] = {}
        self._expansion = 0

    def grow(self, get: Next) -> None:
        """Read the first document. Raises yaml.YAMLError at bad syntax, RefusedError beyond the bound on depth."""
        top: Branch = self.root
        node: Node
        data: Data
        while True:
            event = get()
            if type(event) is ScalarEvent:
                bare = not event.style and event.tag is None and event.anchor is None
                if top.key is None:
                    top.key = event if bare and event.value else self._key(event)
                    continue
                node = event
                data = Plain(event.value) if bare else self._dressed(event)
            elif type(event) is MappingEndEvent or type(event) is SequenceEndEvent:
                # The node read last is the one that ends this branch in the text, a refused one included.
                top.last, node, data = node, top, top.data
                top = self._close(top, event)
            elif type(event) is MappingStartEvent or type(event) is SequenceStartEvent:
                node = top = self._open(event)
                continue
            elif type(event) is AliasEvent:
                node, data = self._alias(event)
            elif self._is_over(event):
                return
            else:
                continue
            if type(top) is Seq:
                top.data.append(data)
                top.parts.append(node)
            elif (key := top.key) and (name := key.value) not in top.data and key is not UNUSABLE:
                top.data[name] = data
                top.parts[name] = (key, node)
                top.key = None
            else:
                self._refuse(top, node)

    def _refuse(self, top: Map, node: Node) -> None:
        """Drop what was to be a key and cannot, or the value of a key that is no use."""
        key, top.key = top.key, None
        if key is None:
            top.key = UNUSABLE
            self._invalid(
                "a key must be a word, not a list, a mapping or an alias", self._words(node), "write the key out"
            )
        elif key is not UNUSABLE:
            first, _ = top.parts[key.value]
            self._faults.add(
                "duplicate-key",
                f"the key '{key.value}' stands here twice; the first one counts",
                self._words(key),
                "keep one of them",
                (self._words(first), "first here"),
            )

    def _key(self, event: ScalarEvent) -> ScalarEvent:
        """The same event, where it can be a key."""
        if not event.value and not event.style:
            at = stretch(event)
            if at.start == at.end:
                mark = max(0, self._text.rfind("?", 0, at.start))
                at = Stretch(mark, mark + 1)
            self._invalid("a key is missing here", at, "name it, or delete the line")
            return UNUSABLE
        self._dressed(event)
        return event

    def _dressed(self, event: ScalarEvent) -> str:
        """A scalar with quotes, an anchor or a tag."""
        value = event.value
        if event.style:
            self.quoted.append(event)
            for odd in strange(value):
                self._invalid(
                    f"in this text, {odd.message}", self._words(event), "delete the escape that stands for it"
                )
            value = cleaned(value)
        if event.tag is not None and event.tag not in _TEXT_TAGS | _PLAIN_TAGS:
            self._refuse_tag(event)
        data = Plain(value) if _is_plain(event) else value
        if event.anchor is not None:
            self._anchors[event.anchor] = (event, data)
        return data

    def _open(self, event: _Opening) -> Branch:
        if len(self._stack) > self._bounds.depth:
            at = stretch(event).start
            message = f"this is nested more than {self._bounds.depth} levels deep"
            self._faults.add("too-large", message, Stretch(at, at + 1), "write it flatter", ends=True)
            raise RefusedError
        branch: Branch = Map(event) if isinstance(event, MappingStartEvent) else Seq(event)
        if event.tag is not None and event.tag not in (_MAP_TAGS if type(branch) is Map else _SEQ_TAGS):
            self._refuse_tag(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = (branch, branch.data)
        self._stack.append(branch)
        return branch

    def _close(self, branch: Branch, event: MappingEndEvent | SequenceEndEvent) -> Branch:
        """Close what is open; the branch around it."""
        branch.end = event
        if type(branch) is Map and _MERGE in branch.parts:
            self._merge(branch)
        self._stack.pop()
        return self._stack[-1]

    def _alias(self, event: AliasEvent) -> tuple[Node, Data]:
        """What an alias stands for, or a null in its place."""
        name = event.anchor or ""
        meant, data = self._anchors.get(name, (None, Plain("")))
        if meant is None:
            self._invalid(
                f"'*{name}' is an alias, and no anchor '&{name}' stands before it",
                stretch(event),
                "set the anchor first, or quote the text if no alias is meant",
            )
        elif isinstance(meant, ScalarEvent):
            self._expand(event, 1, 0)
        elif meant.end is None:
            self._invalid(f"'*{name}' stands inside the very thing it repeats", stretch(event), "write it out")
            return Alias(event, None), Plain("")
        else:
            self._expand(event, *extent(meant))
        return Alias(event, meant), data

    def _expand(self, event: AliasEvent, nodes: int, levels: int) -> None:
        """Count what an alias adds. Raises RefusedError beyond the bounds."""
        self._expansion += nodes
        if len(self._stack) - 1 + levels > self._bounds.depth:
            reason = f"nest this text more than {self._bounds.depth} levels deep"
        elif self._expansion > self._bounds.expansion:
            reason = f"add more than {self._bounds.expansion:,} values to this text"
        else:
            return
        message = f"with '*{event.anchor}' the aliases {reason}"
        self._faults.add("too-large", message, stretch(event), "repeat less by aliases", ends=True)
        raise RefusedError

    def _merge(self, branch: Map) -> None:
        """Apply `<<`: own keys win over merged ones, an earlier source over a later one."""
        key, node = branch.parts[_MERGE]
        if key.style:
            return
        del branch.parts[_MERGE], branch.data[_MERGE]
        merged = target(node)
        for source in merged.parts if type(merged) is Seq else [node]:
            found = target(source)
            if type(found) is Map:
                for name, entry in found.parts.items():
                    if name not in branch.data:
                        branch.data[name] = found.data[name]
                        branch.parts[name] = entry
            elif found is not None:
                self._invalid(
                    "`<<` merges mappings, and this is none", self._words(source), "name an anchor on a mapping"
                )

    def _is_over(self, event: Event | None) -> bool:
        """Whether an event that holds nothing ends the reading."""
        if type(event) is DocumentStartEvent and self.root.parts:
            start = self.read_to = stretch(event).start
            row = self._lines.row_of(start)
            end = self._lines.starts[row] + len(self._lines.rows[row].rstrip())
            self._invalid(
                "a second document begins here, and nothing from here on is read",
                Stretch(start, max(start, end)),
                "one file holds one document; move it to a file of its own",
            )
            return True
        return event is None or type(event) is StreamEndEvent

    def _refuse_tag(self, event: ScalarEvent | _Opening) -> None:
        at = tag(self._text, event)
        self._invalid(f"the tag '{self._text[at.start : at.end]}' means nothing here", at, "delete it")

    def _invalid(self, message: str, at: Stretch, hint: str) -> None:
        self._faults.add("invalid-yaml", message, at, hint)

    def _words(self, node: Node) -> Stretch:
        """What to underline of a node: a scalar's words, an alias, the first character of anything else."""
        if type(node) is Alias:
            return stretch(node.event)
        event = node if isinstance(node, ScalarEvent) else node.start
        if event is None:
            return Stretch(0, 0)
        at = content(self._text, event)
        return Stretch(at, stretch(event).end if type(event) is ScalarEvent else at + 1)


def _is_plain(event: ScalarEvent) -> bool:
    return event.tag in _PLAIN_TAGS or (not event.style and event.tag not in _TEXT_TAGS)
