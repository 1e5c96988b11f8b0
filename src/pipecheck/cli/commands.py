"""The command and its subcommands, each imported only when it is asked for: `--help` of one costs none of the rest."""

from importlib import import_module

import click

from pipecheck import __version__

SUBCOMMANDS = {
    "init": "begin a workspace: configuration, policy, and a sample team",
    "lint": "judge the teams under the policy and list every violation",
    "test": "judge the cases of policies: does each policy say what it should?",
    "rules": "list the rules: what each judges, its level and its profile",
    "explain": "explain a rule, or the violations at FILE:LINE and what clears them",
    "files": "list what was found, as what, and what was not",
    "schedule": "show who is on call when, holidays and changes applied",
    "calendar": "list a region's holidays of a year, with their ids",
    "config": "show what is in force, and where each setting was written",
    "waivers": "list the waivers: who may, why, until when, and how each stands",
    "waive": "permit a violation for a while, in the policy file in force",
    "schema": "print a JSON Schema: of team files, runbooks, policies, cases or reports",
    "new-rule": "begin a rule of your own: module, cases, page and tests",
    "baseline": "write down the violations of today as known debts",
}


class LazyGroup(click.Group):
    """A group whose subcommands live in modules of their own name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in SUBCOMMANDS:
            return None
        command = import_module(f"pipecheck.cli.{name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in SUBCOMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], SUBCOMMANDS, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(SUBCOMMANDS)}."
            ctx.fail(f"there is no command '{args[0]}'; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(SUBCOMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="pipecheck %(version)s")
def pipecheck() -> None:
    """Policy as code for teams that run data pipelines.

    Team files say who owns what, who is on call when, and which runbooks exist; policy files say what is fair and
    what is covered. Begin with `pipecheck lint`.

    Exit codes: 0 judged and clean, 1 violations at or above the fail level, 2 could not run, 3 nothing was judged,
    4 a bug in pipecheck, 130 interrupted.
    """
