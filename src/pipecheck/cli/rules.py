"""`pipecheck rules`: every rule with what it judges, its level and the smallest profile that turns it on."""

import click

from pipecheck.cli.known import catalogue_options, known_rules


@click.command("rules")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@catalogue_options
def command(shape: str, policies: tuple[str, ...], allow_plugins: bool) -> None:
    """List the rules by category. `pipecheck explain RULE` tells all of one."""
    catalog = known_rules(policies, allow_plugins=allow_plugins)
    entries = sorted(catalog, key=lambda entry: (entry.of_files, entry.category, entry.id))
    if shape == "json":
        from json import dumps

        listed = [
            {
                "id": entry.id,
                "category": entry.category,
                "judges": entry.kind,
                "level": entry.level.value,
                "profile": entry.profile.value,
                "always": entry.always,
                "waivable": entry.waivable,
                "summary": entry.summary,
            }
            for entry in entries
        ]
        click.echo(dumps(listed, indent=2))
        return
    name = max(len(entry.id) for entry in entries)
    kind = max(len(entry.kind) for entry in entries)
    lines: list[str] = []
    category = ""
    for entry in entries:
        if entry.category != category:
            category = entry.category
            title = "the files themselves" if entry.of_files else category
            lines.extend(["", click.style(title, bold=True)] if lines else [click.style(title, bold=True)])
        profile = "always" if entry.always else entry.profile.value
        lines.append(
            f"  {entry.id:<{name}}  {entry.kind:<{kind}}  {entry.level.value:<7}  {profile:<11}  {entry.summary}"
        )
    lines.extend(["", f"{len(entries)} rules; `pipecheck explain RULE` tells what one checks, why, and its parameters"])
    click.echo("\n".join(lines))
