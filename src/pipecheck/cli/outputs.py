"""Where the report goes: one write to standard output, and any number of files."""

import os
import shutil
import sys
from collections.abc import Sequence
from typing import NamedTuple

import click

from pipecheck.engine.report import Report
from pipecheck.files.configuration import Configuration
from pipecheck.render import FORMATS, Options, render


class Output(NamedTuple):
    """A format, and the file it goes to; empty for standard output."""

    format: str
    file: str


def outputs(words: Sequence[str]) -> tuple[Output, ...]:
    """The outputs that `--format NAME[:FILE]` asks for; text on standard output where none is."""
    names = [each.name for each in FORMATS]
    found = []
    for word in words or ("text",):
        name, _, file = word.partition(":")
        if name not in names:
            from difflib import get_close_matches

            near = get_close_matches(name, names, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(names)}."
            raise click.UsageError(f"--format: there is no format '{name}'; {hint}")
        found.append(Output(name, file))
    if sum(1 for output in found if not output.file) > 1:
        raise click.UsageError(
            "--format: only one format can go to standard output; give the others a file (NAME:FILE)"
        )
    taken = [os.path.abspath(output.file) for output in found if output.file]
    if len(set(taken)) < len(taken):
        raise click.UsageError("--format: two formats go to the same file")
    for output in found:
        directory = os.path.dirname(os.path.abspath(output.file)) if output.file else ""
        if directory and not os.path.isdir(directory):
            raise click.UsageError(f"--format: there is no directory for '{output.file}'")
    return tuple(found)


def write(
    report: Report, wanted: Sequence[Output], configuration: Configuration, *, changed: str | None, statistics: bool
) -> None:
    """Renders and writes each output; files whole or not at all."""
    from pipecheck.files.write import append_or_replace

    files = changed_files(changed, configuration.root)
    for output in wanted:
        options = Options(
            colour=not output.file and _colour(),
            width=_width() if not output.file else 100,
            changed=files,
            root=_from_top(configuration.root),
            statistics=statistics,
        )
        text = render(report, output.format, options)
        if output.file:
            append_or_replace(output.file, text)
        else:
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()


def on_screen() -> Options:
    """How to render for standard output."""
    return Options(colour=_colour(), width=_width())


def _colour() -> bool:
    """Colour on a terminal only, and never under NO_COLOR (any value but empty, as no-color.org has it)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _width() -> int:
    """Of the terminal, within what reads well; a pipe gets a fixed width, so that its bytes depend on nothing."""
    if "COLUMNS" not in os.environ and not sys.stdout.isatty():
        return 100
    return max(60, min(140, shutil.get_terminal_size((100, 24)).columns))


def changed_files(listing: str | None, root: str) -> frozenset[str]:
    """The files that a pull request changed, root-relative: the listing names one a line, relative to the working
    directory. Raises click.UsageError."""
    if listing is None:
        return frozenset()
    try:
        with open(listing, encoding="utf-8", errors="surrogateescape") as file:
            names = [line.rstrip("\n") for line in file if line.strip()]
    except OSError:
        raise click.UsageError(f"--changed: '{listing}' cannot be read") from None
    whole = (os.path.realpath(name) for name in names)
    return frozenset(os.path.relpath(path, root).replace(os.sep, "/") for path in whole)


def _from_top(root: str) -> str:
    """The workspace's path from the top of its repository."""
    directory = root
    while not os.path.exists(os.path.join(directory, ".git")):
        parent = os.path.dirname(directory)
        if parent == directory:
            return ""
        directory = parent
    return "" if directory == root else os.path.relpath(root, directory).replace(os.sep, "/")
