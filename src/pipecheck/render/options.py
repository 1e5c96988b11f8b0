"""What a renderer may be told about the reader; verdicts never depend on it."""

from typing import NamedTuple


class Options(NamedTuple):
    """Each format takes what concerns it and leaves the rest.

    `width` is in terminal columns. `changed` names the files, root-relative, that the pull request changed: they come
    first. `root` is the workspace's path from the top of its repository, with "/", empty if they are the same: code
    hosts name files from the top. `statistics` adds how each rule fared, where people read.
    """

    colour: bool = False
    width: int = 100
    changed: frozenset[str] = frozenset()
    root: str = ""
    statistics: bool = False

    def from_top(self, file: str) -> str:
        """A root-relative path as the repository's host knows it."""
        return f"{self.root.rstrip('/')}/{file}" if self.root.strip("/.") else file
