"""Writing: a file is there whole or not at all."""

import os
import tempfile

from pipecheck.files.configuration import Refused
from pipecheck.source.place import Span, TextFault


def replace(path: str, text: str) -> None:
    """Writes a file beside its place and moves it there, so that a crash leaves the old one. Raises Refused."""
    directory = os.path.dirname(os.path.abspath(path))
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(dir=directory, prefix=".pipecheck-")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        # mkstemp makes files for their owner alone; what is new is for whoever may read its neighbours.
        os.chmod(temporary, os.stat(path).st_mode & 0o7777 if os.path.exists(path) else 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        message = f"'{os.path.basename(path)}' cannot be written: {(error.strerror or 'unknown').lower()}"
        raise Refused((TextFault("usage", message, Span("", 1, 1, 1, 1)),)) from None


def append_or_replace(path: str, text: str) -> None:
    """Writes a report: into what is no regular file (a pipe, /dev/stderr, a job's summary) by appending, else whole."""
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "a", encoding="utf-8", newline="") as file:
            file.write(text)
    else:
        replace(path, text)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
