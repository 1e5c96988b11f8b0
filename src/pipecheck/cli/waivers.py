"""`pipecheck waivers`: what is permitted, to whom, by whom, and for how long."""

from typing import Any

import click

from pipecheck.cli.lint import under_options


@click.command("waivers")
@under_options
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(shape: str, **given: Any) -> int:
    """List every waiver, of policy files and of comments, with its end, its reason and how it stands.

    active: it covers something · expiring: it ends within 14 days · unused: it covers nothing · unjudged: its rule did
    not run where it speaks · excessive: it reaches further than the policy allows · expired: it has ended.

    Exit codes: 0 listed · 2 could not run · 3 nothing was judged · 4 a rule crashed. Whether a waiver fails a run is
    for `pipecheck lint` to say.
    """
    from pipecheck.cli import exits
    from pipecheck.cli.asked import ask
    from pipecheck.cli.outputs import on_screen
    from pipecheck.render import waivers

    report = ask(given).judge().report
    click.echo(waivers.as_json(report) if shape == "json" else waivers.text(report, on_screen()), nl=False)
    return report.exit_code if report.exit_code > exits.REFUSED else exits.PASSED
