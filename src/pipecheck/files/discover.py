"""What lies under a root, and as what: team files, and what the configuration says is not ours."""

from typing import NamedTuple

from pipecheck.files.configuration import Configuration
from pipecheck.files.globs import matches
from pipecheck.source.reader import Reader


class Found(NamedTuple):
    """Root-relative paths, sorted by their bytes."""

    teams: tuple[str, ...]
    """Files that the patterns say are team files; whether they declare a team is seen when they are read."""
    excluded: tuple[str, ...]
    """Files that match a pattern, and that `exclude` says are not ours."""


def discover(reader: Reader, configuration: Configuration) -> Found:
    """The files that match the patterns of team files, those excluded apart (semantics §11)."""
    matched = sorted(
        {path for pattern in configuration.teams for path in reader.paths(pattern)},
        key=lambda path: path.encode("utf-8", "surrogateescape"),
    )
    excluded = [path for path in matched if any(matches(path, pattern) for pattern in configuration.exclude)]
    out = frozenset(excluded)
    return Found(tuple(path for path in matched if path not in out), tuple(excluded))
