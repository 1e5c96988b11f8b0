"""Where the cases of policies are, and which of them PATHs of the command line ask for."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipecheck.files.configuration import Configuration
from pipecheck.source.reader import OutsideRoot, Reader, Unreadable

_CASES = re.compile(rb"^[\"']?cases[\"']?\s*:", re.MULTILINE)


class CasesAsked(NamedTuple):
    """What PATHs ask for. Without any of them, `files` are all there are."""

    files: tuple[str, ...]
    """Case files, sorted by their bytes."""
    searched: tuple[str, ...] = ()
    """Further case files, of which only the cases about `policies` are asked for."""
    policies: tuple[str, ...] = ()
    unclaimed: tuple[str, ...] = ()
    """PATHs that hold no case, and can be no policy."""


def cases_at(shown: Sequence[str], reader: Reader, configuration: Configuration) -> CasesAsked:
    """The case files of the workspace, or those that root-relative PATHs name, hold, or are tested by."""
    ours = {path for pattern in configuration.tests for path in reader.paths(pattern)}
    if not shown or any(path in ("", ".") for path in shown):
        return CasesAsked(_sorted(ours))
    named: set[str] = set()
    policies: list[str] = []
    unclaimed: list[str] = []
    for path in shown:
        under = {one for one in ours if one == path or one.startswith(f"{path.rstrip('/')}/")}
        is_yaml = path.endswith((".yaml", ".yml"))
        if under or (is_yaml and _holds_cases(path, reader)):
            named |= under or {path}
        else:
            (policies if is_yaml else unclaimed).append(path)
    searched = _sorted(ours - named) if policies else ()
    return CasesAsked(_sorted(named), searched, tuple(policies), tuple(unclaimed))


def _holds_cases(path: str, reader: Reader) -> bool:
    try:
        return _CASES.search(reader.read(path) or b"") is not None
    except (OutsideRoot, Unreadable):
        return False


def _sorted(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(paths, key=lambda path: path.encode("utf-8", "surrogateescape")))
