"""`pipecheck files`: what was found, as what, and what was not."""

import os

import click


@click.command("files")
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(paths: tuple[str, ...], shape: str) -> int:
    """List the files of this workspace: what each was taken for, and what was left out.

    PATHs are looked up: what pipecheck would take them for.
    """
    from pipecheck.api import load
    from pipecheck.cli import exits
    from pipecheck.policy.load import policy_roots

    workspace, shown = load(os.getcwd(), paths)
    rows: dict[str, tuple[str, str]] = {}
    for loaded in workspace.teams:
        own = "unknown file" if not loaded.declares_team else "team file"
        name = loaded.team.team if loaded.team else ("not readable" if loaded.declares_team else "no key `team`")
        if loaded.path in workspace.joined:
            own = "team file, named"
        rows[loaded.path] = (own, name)
        for path in loaded.files:
            rows.setdefault(path, ("runbook", name))
    for path in workspace.found.excluded:
        rows[path] = ("excluded", "by `exclude`")
    roots = policy_roots((), workspace.configuration.policy, workspace.reader)
    for path in (*roots, *workspace.reader.paths("policies/**/*.yaml")):
        if not path.startswith("pipecheck:"):
            rows.setdefault(
                path, ("policy", "applied") if path in roots else ("policy", "a library: not applied by itself")
            )
    if workspace.configuration.file:
        rows[workspace.configuration.file] = ("configuration", "")
    for path in shown:
        if not any(path == row or row.startswith(f"{path}/") for row in rows) and path != ".":
            rows[path] = ("unclaimed", "matches no pattern of team files, and no team names it")
    listed = sorted(rows.items(), key=lambda row: row[0].encode("utf-8", "surrogateescape"))
    if paths:
        listed = [row for row in listed if any(row[0] == path or row[0].startswith(f"{path}/") for path in shown)]
    if shape == "json":
        from json import dumps

        click.echo(dumps([{"path": path, "as": own, "note": note} for path, (own, note) in listed], indent=2))
    else:
        width = max((len(own) for _, (own, _) in listed), default=0)
        lines = [f"{own:<{width}}  {path}{f'  ({note})' if note else ''}" for path, (own, note) in listed]
        teams = sum(1 for loaded in workspace.teams if loaded.declares_team)
        patterns = ", ".join(f"`{pattern}`" for pattern in workspace.configuration.teams)
        lines.append(
            f"{teams} team file{'' if teams == 1 else 's'}; the patterns are {patterns}, from the root of the workspace"
        )
        click.echo("\n".join(lines))
    return exits.PASSED if any(loaded.declares_team for loaded in workspace.teams) else exits.NOTHING_JUDGED
