"""`pipecheck explain`: what a rule checks and why it matters; or why a line is called wrong, and what clears it."""

from typing import Any

import click

from pipecheck.cli.known import catalogue_options, known_rules
from pipecheck.cli.spot import is_spot, spot_of
from pipecheck.rules.catalog import Catalog, Entry, Param


@click.command("explain")
@click.argument("rule", metavar="RULE|FILE:LINE[:COLUMN]")
@click.option("--as-of", metavar="DATE", help="For a line: judge as of this date instead of today (UTC).")
@catalogue_options
def command(rule: str, policies: tuple[str, ...], allow_plugins: bool, as_of: str | None) -> None:
    """Explain a RULE: what it checks, why it matters, failing and passing examples, parameters with defaults.

    A rule with a slash comes with the policy of this workspace, or with the one that --policy names.

    Or explain the violations at FILE:LINE: the numbers behind each and where they come from, the setting and its
    origin, and the first way out whose edits, made in memory and judged again, clear it and bring nothing new.
    """
    if is_spot(rule):
        click.echo(_line_explained(rule, policies=policies, allow_plugins=allow_plugins, as_of=as_of), nl=False)
        return
    if as_of is not None:
        raise click.UsageError("--as-of goes with FILE:LINE; what a rule says depends on no date")
    catalog = known_rules(policies, allow_plugins=allow_plugins, asked=rule)
    entry = catalog.get(rule)
    if entry is None:
        raise click.UsageError(f"there is no rule '{rule}'; {_suggestion(rule, catalog)}")
    click.echo(explanation(entry, catalog.page(entry.id)))


def _line_explained(words: str, **given: Any) -> str:
    from pipecheck.api import explanations
    from pipecheck.cli.asked import ask
    from pipecheck.cli.guard import guarded
    from pipecheck.cli.outputs import on_screen
    from pipecheck.engine.spot import at_spot, nearest
    from pipecheck.render import explanation as page

    asked = ask(given)
    judged = asked.judge()
    spot = spot_of(words, judged.configuration.root)
    verdicts = at_spot(judged.report, spot)
    if not verdicts:
        raise click.ClickException(f"no violation stands at {spot}\n  help: {nearest(judged.report, spot)}")
    with guarded():
        found = explanations(judged, asked.options, verdicts)
    return page.text(found, judged.report, on_screen())


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
