"""The one place where errors end: each becomes a message and an exit code."""

import os
import sys
from collections.abc import Callable, Sequence

import click

from pipecheck.cli import exits
from pipecheck.files.configuration import Refused
from pipecheck.policy.faults import BadPolicy


def run(argv: Sequence[str] | None) -> int:
    """Runs the command line and maps whatever happens to the documented exit codes."""
    from pipecheck.cli.commands import pipecheck

    words = None if argv is None else list(argv)
    return mapped(lambda: pipecheck.main(args=words, prog_name="pipecheck", standalone_mode=False))


def mapped(ran: Callable[[], object]) -> int:
    """The exit code of what was run, whatever happened to it."""
    try:
        code = ran()
        sys.stdout.flush()
        return code if isinstance(code, int) else exits.PASSED
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted")
        return exits.INTERRUPTED
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        _say(_usage(error))
        return exits.REFUSED
    except (Refused, BadPolicy) as refused:
        from pipecheck.cli.refusal import refusal_text

        _say(refusal_text(refused.faults))
        return exits.REFUSED
    except BrokenPipeError:
        # The reader of our output has gone (`pipecheck lint | head`); nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.REFUSED
    except MemoryError:
        _say("pipecheck ran out of memory; nothing can be said of the files")
        return exits.BUG
    except Exception as error:
        return _bug(error)


def _usage(error: click.ClickException) -> str:
    lines = [f"pipecheck: {error.format_message()}"]
    if isinstance(error, click.UsageError) and error.ctx is not None:
        lines.append(f"Try `{error.ctx.command_path} --help`.")
    return "\n".join(lines)


def _bug(error: Exception) -> int:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = ""
    if frame is not None:
        code = frame.tb_frame.f_code
        where = f" ({os.path.basename(code.co_filename)}:{frame.tb_lineno} in {code.co_name})"
    if os.environ.get("PIPECHECK_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    _say(
        f"pipecheck: a bug in pipecheck, not in your files: {type(error).__name__}: {error}{where}\n"
        "Nothing was judged. PIPECHECK_TRACEBACK=1 prints the whole trace, for a report."
    )
    return exits.BUG


def _say(text: str) -> None:
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        pass
