"""`pipecheck schedule`: who is on call when, with holidays, overrides and gaps."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipecheck.engine.duty import Change, Duty
    from pipecheck.engine.locate import Locator
    from pipecheck.model.intervals import Interval, Intervals
    from pipecheck.model.schedule import TurnSpan
    from pipecheck.model.views import View


@click.command("schedule")
@click.argument("team", required=False)
@click.option("--from", "first", metavar="DATE", help="First day; the as-of date if left out.")
@click.option("--to", "last", metavar="DATE", help="Last day, inclusive; eight weeks on if left out.")
@click.option("--timezone", metavar="ZONE", help="Show local times of this zone (Area/City or UTC).")
@click.option("--format", "shape", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option("--as-of", metavar="DATE", help="The date an undated rota is looked at from.")
def command(team: str | None, shape: str, **given: Any) -> int:
    """Show who is on call when: rotas with holidays, overrides, swaps and stand-ins applied, and the gaps they leave.

    TEAM is the id of a team; all teams if left out. An undated rota is shown as it would be if it began with its first
    turn, and says so.
    """
    import os

    from pipecheck.api import load
    from pipecheck.cli import exits
    from pipecheck.cli.asked import as_of_date
    from pipecheck.engine.locate import Locator
    from pipecheck.files.calendars import HolidayTables
    from pipecheck.files.zones import ZoneTables
    from pipecheck.model.outcome import NotStated
    from pipecheck.model.views import Views

    zones = ZoneTables()
    workspace, _ = load(os.getcwd(), zones=zones)
    teams = {loaded.team.team: loaded.team for loaded in workspace.teams if loaded.team is not None}
    if team is not None and team not in teams:
        from difflib import get_close_matches

        near = get_close_matches(team, teams, n=1)
        hint = f"did you mean `{near[0]}`?" if near else "`pipecheck files` lists them."
        raise click.UsageError(f"there is no team '{team}' that can be read; {hint}")
    shown_zone = None
    if given["timezone"] is not None:
        shown_zone = zones.zone(given["timezone"])
        if shown_zone is None:
            raise click.UsageError(f"--timezone: '{given['timezone']}' is no zone such as Europe/Berlin, nor UTC")
    as_of, _ = as_of_date(given["as_of"])
    first = _day(given["first"], "--from") or as_of
    last = _day(given["last"], "--to") or first + timedelta(days=55)
    if last < first:
        raise click.UsageError("--to: the last day lies before the first")
    locator = Locator(workspace.reader)
    texts, told, untold = [], [], []
    for name in [team] if team is not None else sorted(teams):
        view = Views(teams[name], HolidayTables(), zones, as_of).view(0)
        zone = shown_zone or _zone(view)
        low, high = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
        try:
            rows = _duties(view, low, high)
        except NotStated as missing:
            span = locator.span(missing.undecided.at)
            why = missing.undecided.why or "who is on call"
            untold.append(f"{span.file}:{span.line}:{span.column}: {name}: it is not told {why}")
            continue
        told += [_plain(name, duty, zone, locator) for duty in rows]
        if shape == "text":
            texts.append(_text(name, view, low, high, zone, locator))
    for line in untold:
        click.echo(f"pipecheck: {line}", err=True)
    if shape == "json":
        from json import dumps

        click.echo(dumps(told, indent=2, ensure_ascii=False))
    elif shape == "csv":
        click.echo(_csv(told), nl=False)
    elif texts:
        click.echo("\n\n".join(texts))
    return exits.PASSED if texts or told else exits.NOTHING_JUDGED


def _duties(view: "View", low: datetime, high: datetime) -> tuple["Duty", ...]:
    from pipecheck.engine.duty import duties

    return duties(view.schedule, view.team, low.astimezone(UTC), high.astimezone(UTC))


def _plain(team: str, duty: "Duty", zone: tzinfo, locator: "Locator") -> dict[str, str]:
    span = locator.span(duty.source)
    return {
        "team": team,
        "start": duty.start.astimezone(zone).isoformat(),
        "end": duty.end.astimezone(zone).isoformat(),
        "role": duty.role,
        "person": duty.person,
        "scope": " ".join(duty.scope),
        "source": f"{span.file}:{span.line}:{span.column}",
    }


def _csv(rows: list[dict[str, str]]) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, ["team", "start", "end", "role", "person", "scope", "source"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _text(name: str, view: "View", low: datetime, high: datetime, zone: tzinfo, locator: "Locator") -> str:
    from pipecheck.engine.duty import holes, local, weeks

    schedule = view.schedule
    blocks = [
        click.style(name, bold=True)
        + f", {zone if schedule.zoned else 'no time zone told'}"
        + (f" ({schedule.assumed})" if schedule.assumed else "")
    ]
    for rotation in (view.team.oncall and view.team.oncall.rotations) or ():
        columns = [column.name for column in rotation.columns] or ["primary", "secondary"]
        table = [("turn", *columns, "holidays, changes and gaps")]
        missing = holes(view, rotation.id)
        for week in weeks(schedule, view.calendar, rotation.id, columns, low.astimezone(UTC), high.astimezone(UTC)):
            begins = local(week.turn.start, zone)
            remarks = [f"{day:%a %d %b} {holiday}{'*' if major else ''}" for day, holiday, major in week.holidays]
            remarks += [_change(change, zone, locator) for change in week.changes]
            remarks += _gaps(missing, week.turn, zone)
            cells = (f"{begins:%Y-%m-%d %a %H:%M}", *week.cells)
            table.append((*cells, remarks[0] if remarks else ""))
            table += [(*[""] * len(cells), remark) for remark in remarks[1:]]
        table += [(*[""] * (len(columns) + 1), line) for line in _beyond(missing, view, rotation.id, low, high, zone)]
        widths = [max(len(row[number]) for row in table) for number in range(len(columns) + 1)]
        lines = [
            "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
            for row in table
        ]
        if len(table) == 1:
            lines = ["no turn lies between these days"]
        blocks.append("\n".join([f"rotation {rotation.id}", *(f"  {line}" for line in lines)]))
    if len(blocks) == 1:
        blocks.append("no rotation is told")
    return "\n\n".join(blocks)


def _change(change: "Change", zone: tzinfo, locator: "Locator") -> str:
    from pipecheck.engine.duty import layer_of, local, who

    stretch = change.stretch
    made = f"{layer_of(stretch.because[-1])}, line {locator.span(stretch.because[-1]).line}"
    if change.instead == who(stretch):
        return f"{change.column} {change.instead}, as by the rota ({made})"
    if change.instead:
        return f"{change.column} {who(stretch)} instead of {change.instead} ({made})"
    begin, end = local(stretch.start, zone), local(stretch.end, zone)
    return f"{change.column} {who(stretch)}, {begin:%a %d %b %H:%M} to {end:%a %d %b %H:%M} ({made})"


def _gaps(missing: "Mapping[str, Intervals]", turn: "TurnSpan", zone: tzinfo) -> list[str]:
    """The gaps that begin in a turn, one line a role: the first, and how often it comes round."""
    lines = []
    for role, gaps in missing.items():
        own = [gap for gap in gaps if turn.start <= gap[0] < turn.end]
        if own:
            often = f", and {len(own) - 1} more in this turn" if len(own) > 1 else ""
            lines.append(f"{_gap(role, own[0], zone)}{often}")
    return lines


def _beyond(
    missing: "Mapping[str, Intervals]", view: "View", rotation: str, low: datetime, high: datetime, zone: tzinfo
) -> list[str]:
    """The gaps that begin in no turn: before a rota begins, or after it ends."""
    turns = view.schedule.turns(rotation)
    return [
        _gap(role, gap, zone)
        for role, gaps in missing.items()
        for gap in gaps
        if gap[0] < high and gap[1] > low and not any(turn.start <= gap[0] < turn.end for turn in turns)
    ]


def _gap(role: str, gap: "Interval", zone: tzinfo) -> str:
    from pipecheck.engine.duty import local

    begin, end = (local(moment, zone) for moment in gap)
    return f"nobody is {role}, {begin:%a %d %b %H:%M} to {end:%a %d %b %H:%M}"


def _zone(view: "View") -> tzinfo:
    """The zone of the team, else that of the first rotation that tells one."""
    oncall = view.team.oncall
    rotations = oncall.rotations if oncall else ()
    for name in [view.team.timezone, *(rotation.timezone for rotation in rotations)]:
        zone = view.zones.zone(name) if name else None
        if zone is not None:
            return zone
    return UTC


def _day(given: str | None, option: str) -> date | None:
    if given is None:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise click.UsageError(f"{option}: '{given}' is no date such as 2026-01-15")
