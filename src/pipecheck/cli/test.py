"""`pipecheck test`: judge the cases of policies, and tell what they do not hold the policies to."""

import click


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--coverage-threshold", "threshold", type=click.IntRange(0, 100), metavar="PERCENT",
              help="Fail where the cases reach less of a policy.")  # fmt: skip
@click.option("--mutate", is_flag=True, help="Change each policy as data, and list the changes that no case notices.")
@click.option("--allow-plugins", is_flag=True, help="Let the policies load rules from Python packages.")
def command(paths: tuple[str, ...], shape: str, threshold: int | None, mutate: bool, allow_plugins: bool) -> int:
    """Judge the cases of policies: small teams, and everything that the policy is to say of them.

    Cases are the files `policies/tests/*.yaml` unless the configuration says otherwise (`tests`). PATHs narrow them: a
    case file, a directory of them, or a policy, which stands for its cases.

    Exit codes: 0 every case holds · 1 a case fails, too little is covered, or a mutant survives · 2 could not run: a
    case file or a policy is wrong · 3 no case was found · 4 a bug, a crashed rule included.
    """
    import os
    import sys

    from pipecheck.api import try_policies
    from pipecheck.cli.guard import guarded
    from pipecheck.cli.outputs import on_screen

    with guarded():
        tried = try_policies(os.getcwd(), paths, threshold=threshold, mutate=mutate, allow_plugins=allow_plugins)
    for path in tried.unclaimed:
        click.echo(f"pipecheck: '{path}' is no case file and no policy; it was not tested", err=True)
    if shape == "json":
        from pipecheck.render import trial_json

        text = trial_json.render(tried.result)
    else:
        from pipecheck.render import trial_text

        text = trial_text.render(tried.result, on_screen())
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return tried.result.exit_code
