"""`pipecheck waive FILE:LINE`: permit a violation for a while, in the policy file in force."""

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from pipecheck.cli.lint import under_options
from pipecheck.cli.spot import relative, spot_of

if TYPE_CHECKING:
    from pipecheck.api import Judged
    from pipecheck.cli.asked import Asked
    from pipecheck.engine.grant import Grant
    from pipecheck.engine.report import Verdict


@click.command("waive")
@click.argument("spot", metavar="FILE:LINE[:COLUMN]")
@click.option("--until", required=True, metavar="DATE", help="The last day on which it holds.")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is permitted.")
@click.option("--approved-by", default="", metavar="NAME", help="Who permitted it.")
@click.option("--rule", default="", metavar="RULE", help="Which rule, where several speak at the line.")
@click.option("--policy-file", metavar="FILE", help="The policy file that takes it, where several are in force.")
@click.option("--dry-run", "--diff", "dry", is_flag=True, help="Print the change and write nothing.")
@under_options
def command(spot: str, **given: Any) -> int:
    """Waive the violation at FILE:LINE until a date: write the permission into the policy file in force.

    The workspace is judged before and after: the waiver is written only if it covers what stands at the line and makes
    no new violation. Every other line of the policy file stays as it is.

    Exit codes: 0 written, or shown under --dry-run · 2 not granted, with the reason · 4 a rule crashed.
    """
    from pipecheck.cli import exits
    from pipecheck.cli.asked import ask
    from pipecheck.engine import grant
    from pipecheck.files.write import replace

    wish = _grant(given)
    asked = ask(given)
    judged = asked.judge()
    if judged.report.crashes:
        raise click.ClickException(
            "a rule crashed, so it is not known what the waiver would cover; see `pipecheck lint`"
        )
    root = judged.configuration.root
    try:
        verdicts = grant.meant(judged.report, spot_of(spot, root), given["rule"])
        grant.refuse_unwaivable(verdicts, judged.policy)
        file = grant.holder(judged.policy, relative(given["policy_file"], root))
        before, after = grant.granted(judged.policy, file, verdicts, wish)
        number = len({verdict.subject for verdict in verdicts})
        grant.refuse_beyond(wish, number, judged.report, judged.policy)
    except grant.NotGranted as why:
        raise click.ClickException(why.message + (f"\n  help: {why.hint}" if why.hint else "")) from None
    whole = os.path.join(root, *file.split("/"))
    covered = _proven(asked, judged, verdicts, whole, after, file)
    if given["dry"]:
        click.echo(_diff(before, after, file), nl=False)
    else:
        replace(os.path.realpath(whole), _with_mark(judged, file) + after)
        click.echo(_added(before, after, file))
    click.echo(_said(covered, verdicts, wish.until.isoformat(), dry=given["dry"]))
    return exits.PASSED


def _grant(given: dict[str, Any]) -> "Grant":
    from datetime import date

    from pipecheck.engine.grant import Grant

    until = given["until"]
    try:
        last = date.fromisoformat(until) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", until) else None
    except ValueError:
        last = None
    if last is None:
        raise click.UsageError(f"--until: '{until}' is no date such as 2026-12-31")
    words = {key: " ".join(given[key].split()) for key in ("reason", "approved_by")}
    if not words["reason"]:
        raise click.UsageError("--reason: say why; a waiver without a reason covers nothing")
    return Grant(last, words["reason"], words["approved_by"])


def _proven(
    asked: "Asked", judged: "Judged", verdicts: Sequence["Verdict"], whole: str, text: str, file: str
) -> Sequence["Verdict"]:
    """What the waivers cover when all is judged again with them; raises click.ClickException if they do not hold."""
    again = asked._replace(instead={whole: text.encode()}).judge().report
    known = {verdict.fingerprint for verdict in judged.report.verdicts}
    now = {verdict.fingerprint: verdict for verdict in again.verdicts}
    for verdict in verdicts:
        given = now[verdict.fingerprint].waiver if verdict.fingerprint in now else None
        if given is None or given.span.file != file:
            raise click.ClickException(
                f"a waiver in '{file}' would not cover {verdict.subject}, so nothing was written\n"
                "  help: a `where` narrows that file; name another one with `--policy-file`"
            )
    new = [one for one in again.verdicts if one.fingerprint not in known and one.rule != "expiring-waiver"]
    if new:
        raise click.ClickException(f"nothing was written, for it would make a new violation: {new[0].message}")
    waived = {verdict.fingerprint for verdict in judged.report.verdicts if verdict.waiver is not None}
    return [one for one in again.verdicts if one.waiver is not None and one.fingerprint not in waived]


def _diff(before: str, after: str, file: str) -> str:
    from difflib import unified_diff

    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), file, file)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _added(before: str, after: str, file: str) -> str:
    """The lines that were written, and where."""
    from difflib import SequenceMatcher

    old, new = before.splitlines(), after.splitlines()
    changed = [op for op in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if op[0] != "equal"]
    rows = [row for op in changed for row in new[op[3] : op[4]]]
    return "\n".join([f"{file}:{changed[0][3] + 1}", *(f"  {row}" for row in rows)])


def _said(covered: Sequence["Verdict"], verdicts: Sequence["Verdict"], until: str, *, dry: bool) -> str:
    verb = "would cover" if dry else "covers"
    lines = [f"It {verb}, until {until}:"]
    lines += [
        f"  {one.span.file}:{one.span.line}:{one.span.column}: {one.level.value} {one.rule}: {one.message}"
        for one in covered
    ]
    others = len(covered) - len(verdicts)
    if others > 0:
        lines.append(f"{others} of them elsewhere: a waiver is for a rule and a subject, not for a line.")
    return "\n".join(lines)


def _with_mark(judged: "Judged", file: str) -> str:
    """The byte order mark that the file began with, for nothing but the waiver is to change."""
    raw = judged.workspace.reader.read(file) or b""
    return "\ufeff" if raw.startswith(b"\xef\xbb\xbf") else ""
