"""`pipecheck config`: what is in force, and where each part of it was written."""

import os
from typing import Any

import click

from pipecheck.cli.lint import under_options


@click.command("config")
@click.argument("rule", required=False, default="")
@click.option("--for", "subject", default="", metavar="SUBJECT", help="What holds for a subject, as reports print it.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@under_options
def command(rule: str, subject: str, shape: str, **given: Any) -> int:
    """Show what is in force: the configuration, and of each RULE its level, parameters and where each was written.

    All rules that the policy speaks of if RULE is left out. Where a rule depends on the subject, each setting is shown
    with its `where`; `--for` says what comes out for one: `--for "pipeline data-core/orders"`, or `--for data-core`.
    """
    from pipecheck.api import settings
    from pipecheck.cli import exits
    from pipecheck.cli.asked import as_of_date
    from pipecheck.cli.guard import guarded
    from pipecheck.cli.outputs import on_screen
    from pipecheck.render import config

    as_of, _ = as_of_date(given["as_of"])
    with guarded():
        found = settings(
            os.getcwd(),
            as_of,
            rule=rule,
            subject=subject,
            policy=given["policies"],
            allow_plugins=given["allow_plugins"],
        )
    click.echo(config.as_json(found) if shape == "json" else config.text(found, on_screen()), nl=False)
    return exits.PASSED
