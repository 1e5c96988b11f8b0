"""Making new files: all of them or none, and never over one that is there."""

import os
from collections.abc import Mapping

from pipecheck.files.configuration import Refused
from pipecheck.source.place import Span, TextFault


def create(root: str, files: Mapping[str, str]) -> None:
    """Makes these files under a directory, by their paths with "/". What was made is taken away again if one of them
    cannot be. Raises Refused, and names every file that is there already."""
    root = os.path.abspath(root)
    there = [path for path in files if os.path.lexists(os.path.join(root, path))]
    if there:
        raise Refused(tuple(_fault(f"'{path}' is there already, and nothing was written") for path in there))
    made: list[str] = []
    try:
        for path, text in files.items():
            whole = os.path.join(root, *path.split("/"))
            _directories(os.path.dirname(whole), made)
            with open(whole, "x", encoding="utf-8", newline="") as file:
                made.append(whole)
                file.write(text)
    except OSError as error:
        for one in reversed(made):
            os.rmdir(one) if os.path.isdir(one) else os.unlink(one)
        why = (error.strerror or "unknown").lower()
        raise Refused((_fault(f"'{path}' cannot be written: {why}; nothing was"),)) from None


def _directories(directory: str, made: list[str]) -> None:
    if not os.path.isdir(directory):
        _directories(os.path.dirname(directory), made)
        os.mkdir(directory)
        made.append(directory)


def _fault(message: str) -> TextFault:
    return TextFault("usage", message, Span("", 1, 1, 1, 1))
