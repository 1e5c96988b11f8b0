"""A text that was read: its data, its faults, its comments, and the place of everything in it."""

from functools import cached_property
from typing import Protocol

from pipecheck.source.comment import Comment
from pipecheck.source.lines import Lines, Stretch
from pipecheck.source.place import Key, Part, Route, Span, TextFault
from pipecheck.source.scalar import Data


class Finder(Protocol):
    """Finds things again in the text of one language."""

    def find(self, route: Route, part: Part, words: tuple[int, int] | None) -> Stretch: ...
    def comments(self) -> tuple[Comment, ...]: ...
    def traps(self) -> tuple[TextFault, ...]: ...


class Document:
    """One file, read. `text` is what it holds, without a byte order mark; `lines` are the same, safe to print.

    `data` is plain: dicts with keys of text in the order of the file, lists, and scalars as `str`, of which the
    unquoted ones are `Plain`. It is None when the file is empty, and when it `is_broken`: one of `faults` tells
    why, and nothing can be said of what the file holds.
    """

    def __init__(
        self,
        text: str,
        lines: Lines,
        data: Data | None,
        faults: tuple[TextFault, ...],
        finder: Finder | None,
        *,
        is_broken: bool = False,
    ) -> None:
        self.file = lines.file
        self.text = text.removeprefix("\ufeff")
        self.lines = lines
        self.data = data
        self.faults = faults
        self.is_broken = is_broken or finder is None
        self._finder = finder

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """Every comment, in the order of the text; none of a broken one."""
        return self._finder.comments() if self._finder else ()

    @cached_property
    def traps(self) -> tuple[TextFault, ...]:
        """Every unquoted word that YAML 1.1 tools read otherwise, as `yaml-trap`; they are no `faults`."""
        return self._finder.traps() if self._finder else ()

    def span(self, route: Route, part: Part = Part.value, words: tuple[int, int] | None = None) -> Span:
        """The span of what a route leads to, with the lines around it.

        `Part.key` is the words of the key. `Part.entry` is key through value, over as many lines as they have.
        `Part.value` is the value: a scalar with its quotes, or those characters of it that say `words`, (start, end)
        in its content; a list or mapping in brackets, from bracket to bracket. A list or mapping in block style has no
        words of its own: it is shown by its key, and where it has none, in a list or as the whole document, by the
        first line of its first entry. An empty value is shown by its key too, an empty item by its dash.

        Where the route, or its end, is not there: the key of the nearest part around it that is, or again the first
        entry of the item or document that lacks it. An alias leads to the text it repeats.
        """
        if self._finder is None:
            return self.lines.span(Stretch(0, len(self.lines.rows[0])))
        return self.lines.span(self._finder.find(route, part, words))

    def has(self, route: Route) -> bool:
        """Whether the route leads to something, were it a null."""
        return _at(self.data, route) is not None

    def siblings(self, route: Route) -> tuple[Key, ...]:
        """The keys, or indices, that stand beside the last key of a route, itself included, in the order written.

        Keys that a merge (`<<`) brought come last. Empty where there is nothing.
        """
        around = _at(self.data, route[:-1])
        if isinstance(around, dict):
            return tuple(around)
        return tuple(range(len(around))) if isinstance(around, list) else ()


def _at(data: Data | None, route: Route) -> Data | None:
    for key in route:
        if isinstance(data, dict) and isinstance(key, str):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int):
            data = data[key] if 0 <= key < len(data) else None
        else:
            return None
    return data
