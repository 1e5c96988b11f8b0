"""`pipecheck new-rule NAME`: the beginning of a rule of one's own, with cases, page and tests that hold at once."""

import os

import click


@click.command("new-rule")
@click.argument("name")
@click.option("--plugin", metavar="DIR", help="In the package of rules in DIR, which is made if it is not there.")
@click.option("--local", is_flag=True, help="In the directory `rules` of this workspace: the default.")
def command(name: str, plugin: str | None, local: bool) -> None:
    """Begin a rule of your own, NAME in kebab case for the wrong thing: module, cases, page, and tests that pass.

    Nothing that is there is overwritten.
    """
    from pipecheck.files.configuration import configure
    from pipecheck.files.create import create
    from pipecheck.files.scaffold import local_scaffold, plugin_scaffold

    if plugin is not None and local:
        raise click.UsageError("--plugin and --local: say where the rule is to be, once")
    scaffold = local_scaffold(name, configure(os.getcwd()).root) if plugin is None else plugin_scaffold(name, plugin)
    create(scaffold.root, scaffold.files)
    shown = "" if plugin is None else f"{plugin.rstrip('/')}/"
    click.echo("\n".join(f"made {shown}{path}" for path in scaffold.files))
    click.echo(f"\nIt is a whole rule, `{scaffold.rule}`: change it until it says what you mean. Then")
    steps = [f"run its tests: `python -m pytest {shown}{scaffold.tests}` (BLESS=1 writes the page anew)"]
    if plugin is None:
        named = f"../{scaffold.plugin}"
        steps.append(f"name it in a policy in `policies/`: `plugins: [{named}]`, and `{scaffold.rule}: warning`")
    else:
        steps.insert(0, f"install it: `pip install --editable {plugin}`")
        steps.append(f"name it in a policy: `plugins: [{scaffold.plugin}]`, and `{scaffold.rule}: warning`")
    steps.append("judge with it: `pipecheck lint --allow-plugins`")
    click.echo("\n".join(f"  {number}. {step}" for number, step in enumerate(steps, 1)))
