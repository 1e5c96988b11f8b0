"""Which rules there are: pipecheck's own, and with a policy those that it brings."""

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from pipecheck.rules.catalog import Catalog

F = TypeVar("F", bound=Callable[..., Any])


def catalogue_options(command: F) -> F:
    """The options that bring the rules of a policy's plug-ins into a command that speaks of rules."""
    options = [
        click.option("--policy", "policies", multiple=True, metavar="FILE", help="With the rules this policy brings."),
        click.option("--allow-plugins", is_flag=True, help="Let the policy load rules from packages and directories."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def known_rules(policies: Sequence[str], *, allow_plugins: bool, asked: str = "") -> Catalog:
    """The rules there are. A policy is read only where one is given, plug-ins are allowed, or the rule that is asked
    for is none of pipecheck's own. Raises Refused or BadPolicy for a policy that cannot be run under."""
    if not policies and not allow_plugins and "/" not in asked:
        from pipecheck.rules.catalog import built_in

        return built_in()
    from pipecheck.api import catalogue
    from pipecheck.cli.guard import guarded

    with guarded():
        return catalogue(os.getcwd(), policies, allow_plugins=allow_plugins)
