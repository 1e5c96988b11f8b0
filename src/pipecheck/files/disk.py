"""A directory on the disk as a `Reader`: nothing outside it is ever opened."""

import os
import stat
from collections.abc import Iterator, Sequence

from pipecheck.files.globs import compiled, literal_prefix
from pipecheck.source.reader import OutsideRoot, Unreadable

LARGEST = 16 * 1024 * 1024
"""Bytes read of one file at most. The rooms that parse set far lower bounds and speak of them; this one only keeps a
special file or a mistake from filling the memory."""


class Disk:
    """Reads files under a root. Every path is root-relative with "/"; links are followed only to regular files inside.

    Files given by `instead` (an editor's unsaved text, say) are read from there.
    """

    def __init__(self, root: str, instead: dict[str, bytes] | None = None) -> None:
        self.root = os.path.realpath(root)
        self._instead = dict(instead or {})
        self._names: dict[str, frozenset[str]] = {}

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is none or its name is written in another case.

        Raises OutsideRoot where links or `..` lead out of the root, Unreadable where the file is there but cannot be
        read.
        """
        if path in self._instead:
            return self._instead[path]
        target = os.path.realpath(os.path.join(self.root, *path.split("/")))
        if not self._inside(target):
            raise OutsideRoot(path)
        if not self._written_so(path):
            return None
        try:
            descriptor = os.open(target, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unreadable((error.strerror or "cannot be opened").lower()) from None
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Unreadable("not a regular file")
            try:
                return file.read(LARGEST)
            except OSError as error:
                raise Unreadable((error.strerror or "cannot be read").lower()) from None

    def paths(self, pattern: str) -> Sequence[str]:
        """The files that match a glob, sorted by their bytes. Directory links are not followed; names that begin with
        a dot are left out unless the pattern writes the dot."""
        wanted = compiled(pattern)
        found = {path for path in self._instead if wanted.match(path)}
        hidden = pattern.startswith(".") or "/." in pattern
        found.update(path for path in self._walk(literal_prefix(pattern), hidden) if wanted.match(path))
        return sorted(found, key=os.fsencode)

    def relative(self, path: str) -> str | None:
        """The root-relative form of a path of the machine, or None if it lies outside the root."""
        absolute = os.path.abspath(path)
        parent = os.path.realpath(os.path.dirname(absolute))
        whole = os.path.join(parent, os.path.basename(absolute)) if absolute != os.sep else absolute
        for candidate in (whole, os.path.realpath(absolute)):
            if self._inside(candidate):
                return os.path.relpath(candidate, self.root).replace(os.sep, "/")
        return None

    def _inside(self, target: str) -> bool:
        return target == self.root or target.startswith(self.root.rstrip(os.sep) + os.sep)

    def _written_so(self, path: str) -> bool:
        """Whether each name of the path is spelt as on the disk: a file system that ignores case must not make a
        reference hold that breaks on another machine."""
        directory = self.root
        for name in path.split("/"):
            if name in (".", "..", ""):
                directory = os.path.join(directory, name)
                continue
            names = self._names.get(directory)
            if names is None:
                try:
                    names = frozenset(os.listdir(directory))
                except OSError:
                    names = frozenset()
                self._names[directory] = names
            if name not in names:
                return False
            directory = os.path.join(directory, name)
        return True

    def _walk(self, start: str, hidden: bool) -> Iterator[str]:
        pending = [start]
        while pending:
            directory = pending.pop()
            try:
                entries = list(os.scandir(os.path.join(self.root, *directory.split("/"))))
            except OSError:
                continue
            for entry in entries:
                if entry.name.startswith(".") and not hidden:
                    continue
                path = f"{directory}/{entry.name}" if directory else entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(path)
                elif not entry.is_dir():
                    yield path
