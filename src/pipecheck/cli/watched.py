"""`--rule-timeout`: a run in a process of its own, ended from outside when a rule does not come to an end.

A thread or a signal would not do: a regular expression that backtracks lets neither in.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from mmap import mmap
from typing import NoReturn

import click

from pipecheck.cli import exits
from pipecheck.engine.asked import Onlooker

_SIZE = 4096
_STAMP = 8
_PAUSE = 0.02


class Board:
    """A page of memory that two processes share: since when the one has been busy, and with what."""

    def __init__(self) -> None:
        self._page = mmap(-1, _SIZE)

    def busy(self, what: str) -> None:
        self.idle()
        self._page[_STAMP:] = what.encode("utf-8", "replace")[: _SIZE - _STAMP].ljust(_SIZE - _STAMP, b"\0")
        self._page[:_STAMP] = time.monotonic_ns().to_bytes(_STAMP, "big")

    def idle(self) -> None:
        self._page[:_STAMP] = bytes(_STAMP)

    def since(self) -> int:
        """When the present work began, in nanoseconds of the monotonic clock; 0 for none."""
        return int.from_bytes(self._page[:_STAMP], "big")

    def what(self) -> str:
        return self._page[_STAMP:].rstrip(b"\0").decode("utf-8", "replace")


def watched(seconds: float, run: Callable[[Onlooker], int]) -> int:
    """The exit code of a run, or that of a bug if a rule takes longer than it may: then there is no report.

    Raises click.UsageError where the system has no way to do so.
    """
    if not hasattr(os, "fork"):
        raise click.UsageError("--rule-timeout: this system cannot run a rule apart (it has no fork)")
    board = Board()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _run(board, run)
    signal.signal(signal.SIGTERM, lambda *_: _ended(child))
    try:
        return _waited(child, board, seconds)
    except KeyboardInterrupt:
        os.kill(child, signal.SIGINT)
        os.waitpid(child, 0)
        return exits.INTERRUPTED


def _run(board: Board, run: Callable[[Onlooker], int]) -> NoReturn:
    from pipecheck.cli.boundary import mapped

    code = exits.BUG
    try:
        code = mapped(lambda: run(board))
    finally:
        os._exit(code)


def _waited(child: int, board: Board, seconds: float) -> int:
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            if code < 0:
                _say(f"the run was ended by {signal.Signals(-code).name} {_at(board)}")
            return code if code >= 0 else exits.BUG
        since = board.since()
        if since and time.monotonic_ns() - since > seconds * 1e9:
            what = board.what()
            if board.since() == since:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                _say(f"{what} took more than {seconds:g} s, so the run was ended (`--rule-timeout`)")
                return exits.BUG
        time.sleep(min(_PAUSE, seconds / 4))


def _at(board: Board) -> str:
    return f"at {board.what()}" if board.since() else "between two rules"


def _ended(child: int) -> NoReturn:
    os.kill(child, signal.SIGKILL)
    os._exit(128 + signal.SIGTERM)


def _say(why: str) -> None:
    sys.stderr.write(f"pipecheck: {why}; it made no verdict\n")
    sys.stderr.flush()
