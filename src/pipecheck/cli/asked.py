"""What the options ask for, checked, and the one place where today's date comes from."""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import click

from pipecheck.api import Judged, check_paths
from pipecheck.cli.guard import guarded
from pipecheck.engine.asked import Onlooker, Options
from pipecheck.engine.baseline import BadBaseline, Debt, parse
from pipecheck.files.configuration import configure
from pipecheck.rules.base import Level


class Asked(NamedTuple):
    """A run as the command line asks for it."""

    paths: tuple[str, ...]
    instead: Mapping[str, bytes]
    policies: tuple[str, ...]
    allow_plugins: bool
    options: Options

    def judge(self, onlooker: Onlooker | None = None) -> Judged:
        """Judges. Raises Refused or BadPolicy."""
        with guarded():
            return check_paths(
                os.getcwd(),
                self.paths,
                self.options,
                policy=self.policies,
                allow_plugins=self.allow_plugins,
                instead=self.instead,
                onlooker=onlooker,
            )


def ask(given: Mapping[str, Any]) -> Asked:
    """Reads the options. Raises click.UsageError, or Refused for a bad configuration."""
    paths, instead = _paths(given.get("paths", ()), given.get("stdin_path"))
    as_of, fixed = as_of_date(given.get("as_of"))
    baseline = given.get("baseline")
    options = Options(
        as_of=as_of,
        as_of_fixed=fixed,
        select=given.get("select", ()),
        ignore=given.get("ignore", ()),
        fail_level=Level[given.get("fail_level") or "error"],
        dated_show=given.get("dated") == "show",
        waivers=not given.get("no_waivers"),
        strict=bool(given.get("strict_policy")),
        baseline=None if baseline is None else read_baseline(baseline),
        baseline_name=baseline or "",
    )
    return Asked(paths, instead, tuple(given["policies"]), given["allow_plugins"], options)


def read_baseline(path: str) -> tuple[Debt, ...]:
    """The debts of a baseline file. Raises click.UsageError."""
    try:
        with open(path, encoding="utf-8") as file:
            return parse(file.read())
    except FileNotFoundError:
        raise click.UsageError(f"--baseline: there is no file '{path}'; `pipecheck baseline` writes one") from None
    except (OSError, UnicodeDecodeError):
        raise click.UsageError(f"--baseline: '{path}' cannot be read") from None
    except BadBaseline as why:
        raise click.UsageError(f"--baseline: '{path}': {why}") from None


def say_unclaimed(paths: Sequence[str]) -> None:
    """Names the PATHs that nothing claims, on standard error."""
    for path in paths:
        sys.stderr.write(f"pipecheck: '{path}' is no team file, runbook, policy or configuration; it was not judged\n")


def _paths(paths: Sequence[str], stdin_path: str | None) -> tuple[tuple[str, ...], Mapping[str, bytes]]:
    if "-" not in paths:
        if stdin_path is not None:
            raise click.UsageError("--stdin-path goes with `-`, which reads standard input")
        return tuple(paths), {}
    if stdin_path is None:
        raise click.UsageError("`-` reads standard input: say with --stdin-path which file it stands for")
    others = tuple(path for path in paths if path != "-")
    return (*others, stdin_path), {stdin_path: sys.stdin.buffer.read()}


def as_of_date(given: str | None) -> tuple[date, str]:
    """The date to judge at, and where it comes from if it is fixed (semantics §18, §30)."""
    if given is not None:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
            try:
                return date.fromisoformat(given), "--as-of"
            except ValueError:
                pass
        raise click.UsageError(f"--as-of: '{given}' is no date such as 2026-01-15")
    configuration = configure(os.getcwd())
    if configuration.as_of is not None:
        return configuration.as_of, configuration.file
    return datetime.now(UTC).date(), ""
