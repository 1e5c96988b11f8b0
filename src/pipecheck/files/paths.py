"""PATHs of the command line, as the workspace knows them."""

import os
from collections.abc import Sequence

from pipecheck.files.configuration import Refused
from pipecheck.files.disk import Disk
from pipecheck.source.place import Span, TextFault


def shown_paths(disk: Disk, start: str, paths: Sequence[str]) -> tuple[str, ...]:
    """Their root-relative forms, each once, in the order given; `start` is the directory they are relative to.

    Raises Refused with every PATH that is not there or lies outside the root (semantics §9).
    """
    shown, faults = [], []
    for path in paths:
        whole = os.path.join(start, path)
        relative = disk.relative(whole)
        if not os.path.lexists(whole):
            faults.append(_usage(f"there is no file or directory '{path}'"))
        elif relative is None:
            faults.append(_usage(f"'{path}' lies outside the workspace", "run pipecheck where it belongs"))
        elif relative not in shown:
            shown.append(relative)
    if faults:
        raise Refused(tuple(faults))
    return tuple(shown)


def inside(disk: Disk, start: str, path: str) -> str:
    """The root-relative form of a PATH that need not be there. Raises Refused if it lies outside."""
    relative = disk.relative(os.path.join(start, path))
    if relative is None:
        raise Refused((_usage(f"'{path}' lies outside the workspace"),))
    return relative


def _usage(message: str, hint: str = "") -> TextFault:
    return TextFault("usage", message, Span("", 1, 1, 1, 1), hint)
