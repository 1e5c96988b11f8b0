"""`pipecheck calendar REGION YEAR`: holiday ids and dates, as team files write them."""

import click


@click.command("calendar")
@click.argument("region")
@click.argument("year", type=click.IntRange(1900, 2100))
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(region: str, year: int, shape: str) -> None:
    """List the public holidays of a REGION (ISO 3166: `US`, `GB-ENG`, `DE-BY`) in a YEAR.

    The first column after the date is the id to write in `calendar.majors` and `oncall.holidays`.
    """
    from pipecheck.files.calendars import HolidayTables
    from pipecheck.model.calendar import calendar_rows, suggest_regions

    calendars = HolidayTables()
    rows = calendar_rows(calendars, region, year)
    if rows is None:
        near = suggest_regions(region, calendars)
        hint = f"did you mean {' or '.join(f'`{code}`' for code in near)}?" if near else "an ISO 3166 code is wanted"
        raise click.UsageError(f"'{region}' is no region that the holiday calendars know; {hint}")
    if shape == "json":
        from json import dumps

        listed = [
            {
                "date": row.date.isoformat(),
                "id": row.id,
                "name": row.name,
                "observed": row.observed,
                "estimated": row.estimated,
                "kept": row.kept,
            }
            for row in rows
        ]
        click.echo(dumps({"region": region, "year": year, "source": calendars.version, "days": listed}, indent=2))
        return
    width = max((len(row.id) for row in rows), default=0)
    lines = [
        f"{row.date:%Y-%m-%d %a}  {row.id:<{width}}  {row.name}{_remark(row.observed, row.estimated, row.kept)}"
        for row in rows
    ]
    lines.append(f"{len(rows)} dates in {region} {year}, from {calendars.version}" if rows else f"no dates in {year}")
    click.echo("\n".join(lines))


def _remark(observed: bool, estimated: bool, kept: bool) -> str:
    if not kept:
        return "  (not observed on this day)"
    words = [word for word, holds in (("observed", observed), ("estimated", estimated)) if holds]
    return f"  ({', '.join(words)})" if words else ""
