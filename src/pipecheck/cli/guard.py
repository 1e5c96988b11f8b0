"""What code of others must not spoil while it runs: the stream of the report, and the exit code."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from typing import NoReturn

_STDOUT, _STDERR = 1, 2


@contextmanager
def guarded() -> Iterator[None]:
    """Sends whatever is printed meanwhile to standard error, by whichever way, and makes `os._exit` an error."""
    leave = os._exit
    own = os.getpid()

    def stay(code: int) -> NoReturn:
        if os.getpid() != own:
            leave(code)
        raise SystemExit(f"os._exit({code})")

    vars(os)["_exit"] = stay
    try:
        with _apart(), redirect_stdout(sys.stderr):
            yield
    finally:
        vars(os)["_exit"] = leave


@contextmanager
def _apart() -> Iterator[None]:
    """The descriptor of standard output leads to standard error, for those who write past `sys.stdout`."""
    _flush()
    try:
        saved = os.dup(_STDOUT)
    except OSError:
        # It is closed: nobody can write into it.
        yield
        return
    with suppress(OSError):
        os.dup2(_STDERR, _STDOUT)
    try:
        yield
    finally:
        _flush()
        os.dup2(saved, _STDOUT)
        os.close(saved)


def _flush() -> None:
    for stream in (sys.stdout, sys.__stdout__):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()
