"""The command line: the only room that knows argv, streams, today and exit codes. It decides nothing about teams."""

import gc
from collections.abc import Sequence

_COLLECTED_AFTER = 50_000
"""Objects made and not freed. A run makes many that live to its end, and next to none that form circles: looking for
circles as often as Python does by itself is about a tenth of it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code (semantics §9). Nothing escapes: no traceback reaches a user."""
    gc.set_threshold(_COLLECTED_AFTER)
    from pipecheck.cli.boundary import run

    return run(argv)
