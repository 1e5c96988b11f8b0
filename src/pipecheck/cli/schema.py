"""`pipecheck schema`: the JSON Schemas that editors and other programs use."""

import click

KINDS = ("team", "runbook", "policy", "report")


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), default="team")
def command(kind: str) -> None:
    """Print the JSON Schema (2020-12) of team files, of runbooks' front matter, of policies, or of JSON reports.

    In an editor, the first line of a file names its schema: `# yaml-language-server: $schema=…/team.schema.json`.
    """
    from json import dumps

    from pipecheck.cli.schemas import schema_of

    click.echo(dumps(schema_of(kind), indent=2, ensure_ascii=False))
