"""`pipecheck init`: the beginning of a workspace, which lints clean."""

import os

import click

CONFIGURATION = """\
# The root of this workspace: team files are `teams/**/*.yaml` below it.
policy: policies/default.yaml
"""

POLICY = """\
# What the teams here are judged by. `pipecheck rules` lists the rules, `pipecheck explain RULE` tells all of one.
version: 1
policy: default
description: What every team here holds.
extends: [pipecheck:essential]           # then pipecheck:recommended, then pipecheck:strict
rules:
  single-owner: error                    # error, warning, note, or none
"""

TEAM = """\
# A sample: put your own people and pipelines in its place. Only `version` and `team` are required.
version: 1
team: sample
members:
  - {id: alice, contact: {email: alice@example.com}}
  - {id: bob, contact: {email: bob@example.com}}
pipelines:
  - id: orders
    owners: {primary: alice, secondary: bob}
    runbook: {none: not written yet}
"""


@click.command("init")
def command() -> None:
    """Begin a workspace here: a configuration, a policy, and a sample team if there is none. It lints clean.

    Nothing that is there is overwritten.
    """
    from pipecheck.files.configuration import Refused, configure
    from pipecheck.files.create import create
    from pipecheck.files.discover import discover
    from pipecheck.files.disk import Disk
    from pipecheck.source.place import Span, TextFault

    where = os.getcwd()
    known = configure(where)
    if known.file:
        message = f"this workspace is configured already, by '{known.file}'"
        raise Refused((TextFault("usage", message, Span("", 1, 1, 1, 1), "`pipecheck lint` judges it"),))
    files = {"pipecheck.yaml": CONFIGURATION, "policies/default.yaml": POLICY}
    if not discover(Disk(where), known).teams:
        files["teams/sample.yaml"] = TEAM
    create(where, files)
    click.echo("\n".join(f"made {path}" for path in files))
    click.echo("\nNext: `pipecheck lint` judges the teams; `pipecheck explain single-owner` tells what a rule checks.")
