"""`pipecheck schema`: the JSON Schemas that editors and other programs use."""

from collections.abc import Mapping
from typing import Any

import click

from pipecheck.cli.known import catalogue_options, known_rules

KINDS = ("team", "runbook", "policy", "cases", "report")


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), default="team")
@catalogue_options
def command(kind: str, policies: tuple[str, ...], allow_plugins: bool) -> None:
    """Print the JSON Schema (2020-12) of team files, of runbooks' front matter, of policies, of their cases, or of JSON
    reports.

    In an editor, the first line of a file names its schema: `# yaml-language-server: $schema=…/team.schema.json`.
    The schema of policies knows the parameters of the rules there are.
    """
    from json import dumps

    if kind == "policy":
        from pipecheck.policy.schema import policy_schema

        schema = policy_schema(known_rules(policies, allow_plugins=allow_plugins))
    else:
        schema = dict(_schema(kind))
    click.echo(dumps(schema, indent=2, ensure_ascii=False))


def _schema(kind: str) -> Mapping[str, Any]:
    if kind == "cases":
        from pipecheck.trial.schema import cases_schema

        return cases_schema()
    if kind == "report":
        from pipecheck.render.schema import report_schema

        return report_schema()
    from pipecheck.model.shape.schema import runbook_schema, team_schema

    return team_schema() if kind == "team" else runbook_schema()
