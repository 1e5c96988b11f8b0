"""`pipecheck baseline`: write down the violations of today, so that only new ones fail."""

from typing import Any

import click

from pipecheck.cli.lint import judging_options


@click.command("baseline")
@judging_options
@click.option("--output", "-o", default="pipecheck-baseline.json", show_default=True, metavar="FILE",
              help="The baseline to write; one that is there only shrinks.")  # fmt: skip
@click.option("--grow", is_flag=True, help="Take in what is new as well.")
def command(output: str, grow: bool, **given: Any) -> int:
    """Write the violations of today into a baseline: `lint --baseline FILE` shows them without counting them.

    A baseline that exists only shrinks: debts that are paid are struck out, and new violations stay out unless --grow.
    """
    import os

    from pipecheck.cli import exits
    from pipecheck.cli.asked import ask, read_baseline
    from pipecheck.engine.baseline import is_debt, written
    from pipecheck.files.write import replace

    known = read_baseline(output) if os.path.exists(output) else None
    report = ask(given).judge().report
    if report.judged_nothing or report.crashes:
        why = report.judged_nothing or "a rule crashed, so the violations are not all known"
        click.echo(f"pipecheck: no baseline was written: {why}", err=True)
        return report.exit_code
    text = written(report, known, grow=grow)
    replace(output, text)
    debts = text.count('"fingerprint"')
    open_ones = sum(1 for verdict in report.verdicts if is_debt(verdict)) - debts
    words = [f"{output}: {debts} known {'debt' if debts == 1 else 'debts'}"]
    if known is not None:
        words.append(f"there were {len(known)}")
    if open_ones > 0:
        words.append(f"{open_ones} new left out; `--grow` takes them in")
    click.echo(", ".join(words))
    return exits.PASSED
