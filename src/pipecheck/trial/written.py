"""Plain data as YAML again: the same data when it is read, whatever its first author's hand was."""

import json
import re
from collections import Counter
from collections.abc import Iterator

from pipecheck.source.scalar import Data, Plain, core

_SAFE = re.compile(r"[A-Za-z0-9_/+~](?:[\w .+%/<>=@~-]|:(?! ))*(?<![ :])")
_KEY = re.compile(r"[A-Za-z_][\w.-]*")


def written(data: Data, *, anchored: bool = False) -> str:
    """Data in block style; scalars are quoted where they were, and where plain words would say something else.

    Where it is `anchored`, a list or mapping that stands there twice is written once, and repeated by an alias.
    """
    return "".join(f"{line}\n" for line in _Hand(data, anchored=anchored).lines(data))


def leaf(words: str) -> str:
    """A scalar on one line."""
    if isinstance(words, Plain) and (not isinstance(core(words), str) or _SAFE.fullmatch(words)):
        return str(words)
    return quoted(words)


def quoted(words: str) -> str:
    """Words in double quotes, whatever they are."""
    text = json.dumps(words, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08X}" for sign in text)


def key(words: str) -> str:
    """A key of a mapping."""
    return words if _KEY.fullmatch(words) else quoted(words)


class _Hand:
    """One writing: it remembers what it has given an anchor."""

    def __init__(self, data: Data, *, anchored: bool) -> None:
        counts = Counter(_as_key(each) for each in _collections(data)) if anchored else Counter[str]()
        self._repeated = {one for one, number in counts.items() if number > 1}
        self._anchors: dict[str, str] = {}

    def lines(self, data: Data) -> Iterator[str]:
        """The lines of a value, without those of an anchor or alias."""
        if isinstance(data, dict) and data:
            for name, value in data.items():
                yield from self._under(f"{key(name)}:", value)
        elif isinstance(data, list) and data:
            for item in data:
                yield from self._item(item)
        else:
            yield "{}" if isinstance(data, dict) else "[]" if isinstance(data, list) else leaf(data)

    def _under(self, head: str, value: Data) -> Iterator[str]:
        mark = self._mark(value)
        if mark.startswith("*"):
            yield f"{head} {mark}"
        elif isinstance(value, dict | list) and value:
            yield f"{head} {mark}".rstrip()
            yield from (f"  {line}" for line in self.lines(value))
        else:
            yield f"{head} {next(self.lines(value))}".rstrip()

    def _item(self, item: Data) -> Iterator[str]:
        mark = self._mark(item)
        if mark.startswith("*"):
            yield f"- {mark}"
        elif mark:
            yield f"- {mark}"
            yield from (f"  {line}" for line in self.lines(item))
        else:
            first, *rest = self.lines(item)
            yield f"- {first}".rstrip()
            yield from (f"  {line}" for line in rest)

    def _mark(self, value: Data) -> str:
        """An anchor, an alias, or nothing."""
        text = _as_key(value) if self._repeated and isinstance(value, dict | list) and value else ""
        if text not in self._repeated:
            return ""
        if text in self._anchors:
            return f"*{self._anchors[text]}"
        self._anchors[text] = f"a{len(self._anchors) + 1}"
        return f"&{self._anchors[text]}"


def _collections(data: Data) -> Iterator[Data]:
    """Every list and mapping that is not empty, but for the whole."""
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if isinstance(value, dict | list) and value:
            yield value
            yield from _collections(value)


def _as_key(data: Data) -> str:
    """Equal for what is equal, quotes included."""
    if isinstance(data, dict):
        return "{" + ",".join(f"{quoted(name)}:{_as_key(value)}" for name, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ",".join(map(_as_key, data)) + "]"
    return f"{'=' if isinstance(data, Plain) else ''}{quoted(data)}"
