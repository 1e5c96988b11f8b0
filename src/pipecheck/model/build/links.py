"""Paths that a file writes, relative to itself (semantics §16)."""

import re
from posixpath import dirname, join, normpath
from typing import NamedTuple

_DRIVE = re.compile(r"[A-Za-z]:")


class Refused(NamedTuple):
    """A path that is not followed, and why."""

    why: str
    hint: str


OUTSIDE = Refused("leads outside the root", "name a file under the root, relative to this file")


def follow(file: str, link: str) -> str | Refused:
    """The root-relative path that a link in a file leads to. Nothing is opened to find out."""
    if "\0" in link:
        return Refused("holds a NUL character", "delete it")
    if "\\" in link:
        return Refused("is written with '\\'", f"write `{link.replace(chr(92), '/')}`")
    if link.startswith("~"):
        return Refused("begins in somebody's home", "name a file under the root, relative to this file")
    if link.startswith("/") or _DRIVE.match(link):
        return Refused("is absolute", "name a file under the root, relative to this file")
    path = normpath(join(dirname(file), link))
    if path == ".." or path.startswith("../"):
        return OUTSIDE
    return path
