"""Plug-ins as a policy sees them: named under `plugins`, and refused with every reason why."""

from collections.abc import Mapping, Sequence
from posixpath import dirname, join, normpath
from typing import Protocol

from pipecheck.rules.catalog import AnyRule


class BadPlugin(Exception):  # noqa: N818  (what cannot be used is refused, with all its faults at once)
    """A plug-in cannot be used, or may not. Every reason is a sentence; the hint says the way out of all of them."""

    def __init__(self, reasons: Sequence[str], hint: str = "") -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)
        self.hint = hint


class Plugins(Protocol):
    """Loads the rules of a plug-in, by the ids they are to have."""

    def __call__(self, name: str) -> Mapping[str, AnyRule]:
        """`name` is that of an installed plug-in, or the root-relative path of a directory, which ends with "/".

        Raises BadPlugin.
        """
        ...


def plugin_name(text: str, holder: str) -> str:
    """What a policy calls a plug-in, for `Plugins`: words that begin with a dot are a directory, relative to the file
    that holds them (semantics §16)."""
    if not text.startswith("."):
        return text
    path = normpath(join(dirname(holder), text))
    return "./" if path == "." else f"{path}/"
