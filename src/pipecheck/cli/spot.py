"""FILE:LINE and FILE:LINE:COLUMN on the command line, as reports print them."""

import os
import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipecheck.engine.spot import Spot

_FORM = re.compile(r"(.+?):([1-9]\d{0,8})(?::([1-9]\d{0,8}))?")


def is_spot(words: str) -> bool:
    """Whether words have the form of a place; no rule's id has."""
    return _FORM.fullmatch(words) is not None


def spot_of(words: str, root: str) -> "Spot":
    """The place that words name, its file relative to the root. Raises click.UsageError."""
    from pipecheck.engine.spot import Spot

    found = _FORM.fullmatch(words)
    if found is None:
        raise click.UsageError(f"'{words}' is no place such as teams/data-core.yaml:12 or teams/data-core.yaml:12:5")
    file = relative(found[1], root)
    if file is None or not os.path.isfile(found[1]):
        raise click.UsageError(f"there is no file '{found[1]}' in this workspace")
    return Spot(file, int(found[2]), int(found[3]) if found[3] else None)


def relative(path: str | None, root: str) -> str | None:
    """The root-relative form of a path; what lies outside keeps its own."""
    from pipecheck.files.disk import Disk

    return None if path is None else Disk(root).relative(os.path.abspath(path)) or path
