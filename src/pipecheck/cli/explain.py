"""`pipecheck explain RULE`: what a rule checks, why it matters, a team that fails, a team that passes, parameters."""

import click

from pipecheck.cli.known import catalogue_options, known_rules
from pipecheck.rules.catalog import Catalog, Entry, Param


@click.command("explain")
@click.argument("rule")
@catalogue_options
def command(rule: str, policies: tuple[str, ...], allow_plugins: bool) -> None:
    """Explain a RULE: what it checks, why it matters, failing and passing examples, parameters with defaults.

    A rule with a slash comes with the policy of this workspace, or with the one that --policy names.
    """
    catalog = known_rules(policies, allow_plugins=allow_plugins, asked=rule)
    entry = catalog.get(rule)
    if entry is None:
        raise click.UsageError(f"there is no rule '{rule}'; {_suggestion(rule, catalog)}")
    click.echo(explanation(entry, catalog.page(entry.id)))


def explanation(entry: Entry, page: str) -> str:
    """All there is to say of a rule, as text for a terminal; `page` is its documentation."""
    parts = [click.style(entry.id, bold=True) + f"\n{entry.summary}", _facts(entry), page.strip()]
    if entry.params:
        parts.append("Parameters\n\n" + "\n".join(_param(param) for param in entry.params))
    if entry.waivable and not entry.of_files:
        parts.append(
            "To permit one violation for a while, at its line or the line above:\n\n"
            f"    # pipecheck: waive {entry.id} until YYYY-MM-DD -- the reason"
        )
    return "\n\n".join(part for part in parts if part)


def _facts(entry: Entry) -> str:
    if entry.always:
        on = "always on"
    elif entry.profile.value == "named":
        on = "on only where a policy names it"
    else:
        on = f"on from the profile `{entry.profile.value}`"
    words = [f"judges each {entry.kind}", f"level {entry.level.value}", on]
    if entry.category:
        words.append(f"category {entry.category}")
    if entry.defers_to:
        words.append(f"silent where {', '.join(f'`{other}`' for other in entry.defers_to)} says the same")
    return " · ".join(words)


def _param(param: Param) -> str:
    from json import dumps

    default = "none" if param.default is None else dumps(param.default, ensure_ascii=False)
    lines = [f"  {param.name} ({param.type}, default {default})"]
    text = param.text
    if param.choices:
        text += f"{'; ' if text else ''}one of {', '.join(param.choices)}"
    if text:
        lines.append(f"      {text}")
    if param.source:
        lines.append(f"      source of the default: {param.source}")
    return "\n".join(lines)


def _suggestion(rule: str, catalog: Catalog) -> str:
    from difflib import get_close_matches

    near = get_close_matches(rule, [entry.id for entry in catalog], n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return "no policy here brings it." if "/" in rule else "`pipecheck rules` lists them."
