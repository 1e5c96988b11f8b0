"""The command line: the only room that knows argv, streams, today and exit codes. It decides nothing about teams."""

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code (semantics §9). Nothing escapes: no traceback reaches a user."""
    from pipecheck.cli.boundary import run

    return run(argv)
