"""Where more text comes from: a protocol, so that a dict can stand for a disk."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class Reader(Protocol):
    """Reads files under one root. Paths are root-relative with "/" (semantics §16)."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a regular file under the root, links resolved; None if there is none, or if it is written in
        another case. Raises `OutsideRoot` for a path that leads outside, `Unreadable` for what cannot be opened."""
        ...

    def paths(self, pattern: str) -> Sequence[str]:
        """The files that match a glob (`**` crosses directories; directory links are not followed), sorted by bytes."""
        ...


class OutsideRoot(Exception):  # noqa: N818
    """The path leads outside the root; nothing was opened and nothing is told about the target."""


class Unreadable(Exception):  # noqa: N818
    """The file is there but cannot be read (permissions, a directory, too large); the message says which."""


class Changed:
    """Another reader's files, some of them with other bytes."""

    def __init__(self, reader: Reader, instead: Mapping[str, bytes]) -> None:
        self._reader = reader
        self._instead = instead

    def read(self, path: str) -> bytes | None:
        return self._instead[path] if path in self._instead else self._reader.read(path)

    def paths(self, pattern: str) -> Sequence[str]:
        return self._reader.paths(pattern)
