"""`pipecheck test`: judge the cases of policies, and tell what they do not hold the policies to."""

from typing import Any

import click


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--coverage-threshold", "threshold", type=click.IntRange(0, 100), metavar="PERCENT",
              help="Fail where the cases reach less of a policy.")  # fmt: skip
@click.option("--mutate", is_flag=True, help="Change each policy as data, and list the changes that no case notices.")
@click.option("--metamorphic", is_flag=True,
              help="Instead of cases: judge the teams by every rule, and again written otherwise.")  # fmt: skip
@click.option("--as-of", metavar="DATE", help="With --metamorphic: judge as of this date instead of today (UTC).")
@click.option("--allow-plugins", is_flag=True, help="Let the policies load rules from Python packages.")
def command(paths: tuple[str, ...], shape: str, metamorphic: bool, **given: Any) -> int:
    """Judge the cases of policies: small teams, and everything that the policy is to say of them.

    Cases are the files `policies/tests/*.yaml` unless the configuration says otherwise (`tests`). PATHs narrow them: a
    case file, a directory of them, or a policy, which stands for its cases.

    Exit codes: 0 every case holds · 1 a case fails, too little is covered, a mutant survives, or a rule differs · 2
    could not run: a case file or a policy is wrong · 3 no case was found · 4 a bug, a crashed rule included.
    """
    import sys

    text, code = _self_check(shape, paths, given) if metamorphic else _cases(shape, paths, given)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return code


def _cases(shape: str, paths: tuple[str, ...], given: dict[str, Any]) -> tuple[str, int]:
    import os

    from pipecheck.api import try_policies
    from pipecheck.cli.guard import guarded
    from pipecheck.cli.outputs import on_screen

    if given.pop("as_of") is not None:
        raise click.UsageError("--as-of goes with --metamorphic: each case has its own date")
    with guarded():
        tried = try_policies(os.getcwd(), paths, **given)
    for path in tried.unclaimed:
        click.echo(f"pipecheck: '{path}' is no case file and no policy; it was not tested", err=True)
    if shape == "json":
        from pipecheck.render import trial_json

        return trial_json.render(tried.result), tried.result.exit_code
    from pipecheck.render import trial_text

    return trial_text.render(tried.result, on_screen()), tried.result.exit_code


def _self_check(shape: str, paths: tuple[str, ...], given: dict[str, Any]) -> tuple[str, int]:
    import os

    from pipecheck.api import check_rules
    from pipecheck.cli.asked import as_of_date
    from pipecheck.cli.guard import guarded
    from pipecheck.cli.outputs import on_screen
    from pipecheck.render import metamorphic

    if paths or given["mutate"] or given["threshold"] is not None:
        raise click.UsageError("--metamorphic judges the teams of the whole workspace, not cases: it stands alone")
    as_of, _ = as_of_date(given["as_of"])
    with guarded():
        result = check_rules(os.getcwd(), as_of, allow_plugins=given["allow_plugins"])
    text = metamorphic.document(result) if shape == "json" else metamorphic.text(result, on_screen())
    return text, result.exit_code
