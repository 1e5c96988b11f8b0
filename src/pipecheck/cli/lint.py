"""`pipecheck lint`: judge the teams under the policy and list every violation."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pipecheck.engine.asked import Onlooker

F = TypeVar("F", bound=Callable[..., Any])


_UNDER = (
    click.option("--policy", "policies", multiple=True, metavar="FILE", help="Judge under this policy (repeatable)."),
    click.option("--as-of", metavar="DATE", help="Judge as of this date instead of today (UTC)."),
    click.option("--allow-plugins", is_flag=True, help="Let the policy load rules from Python packages."),
)
_NARROWING = (
    click.option("--select", multiple=True, metavar="RULE", help="Only these rules, by id or glob (repeatable)."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules; wins over --select."),
    click.option("--no-waivers", is_flag=True, help="Count what waivers cover, too."),
)


def under_options(command: F) -> F:
    """The options that say under what, and as of when, is judged."""
    for option in reversed(_UNDER):
        command = option(command)
    return command


def judging_options(command: F) -> F:
    """The same, and those that narrow what is judged: shared by the commands that judge."""
    for option in reversed(_NARROWING):
        command = option(command)
    return under_options(command)


@click.command("lint")
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@judging_options
@click.option(
    "--format", "formats", multiple=True, metavar="NAME[:FILE]", help="text, concise, json, github, markdown or sarif;"
    " to a file after a colon. Repeatable: several outputs from one run."
)  # fmt: skip
@click.option("--fail-level", type=click.Choice(["error", "warning", "note"]), default="error", show_default=True,
              help="The lowest level that makes the exit code 1.")  # fmt: skip
@click.option("--dated", type=click.Choice(["count", "show"]), default="count", show_default=True,
              help="`show` lists outcomes that turn red by the calendar alone without counting them.")  # fmt: skip
@click.option("--baseline", metavar="FILE", help="Show the known debts of this file without counting them.")
@click.option("--changed", metavar="FILE", help="A list of changed files, one a line: annotations put them first.")
@click.option("--strict-policy", is_flag=True, help="Fail where settings or rules judged nothing, too.")
@click.option("--skip-unclaimed", is_flag=True, help="Name PATHs that nothing claims, and judge without them.")
@click.option("--statistics", is_flag=True, help="Add how each rule fared.")
@click.option("--rule-timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
              help="End the run, with exit code 4, when a rule takes longer than this on one subject.")  # fmt: skip
@click.option("--stdin-path", metavar="PATH", help="With `-`: the path that standard input stands for.")
def command(**given: Any) -> int:
    """Judge the teams of this workspace and list every violation with file, line and column.

    PATHs narrow what is shown and counted, never what is loaded: the whole workspace is read, so that what depends on
    other files stays true. `-` reads one file from standard input, in the place of the file named by --stdin-path.

    Exit codes: 0 nothing at or above the fail level · 1 something is · 2 could not run · 3 nothing was judged ·
    4 a bug, a crashed rule included.
    """
    if given["rule_timeout"] is None:
        return _lint(given)
    from pipecheck.cli.watched import watched

    return watched(given["rule_timeout"], lambda onlooker: _lint(given, onlooker))


def _lint(given: Mapping[str, Any], onlooker: "Onlooker | None" = None) -> int:
    from pipecheck.cli.asked import ask, say_unclaimed
    from pipecheck.cli.outputs import outputs, write

    wanted = outputs(given["formats"])
    asked = ask(given)
    judged = asked.judge(onlooker)
    say_unclaimed(judged.unclaimed)
    if given["skip_unclaimed"] and given["paths"] and not judged.claimed_any:
        return 0
    write(judged.report, wanted, judged.configuration, changed=given["changed"], statistics=given["statistics"])
    return judged.report.exit_code
