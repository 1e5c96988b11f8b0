"""What a run comes to, in sentences: the same in every format that people read."""

from collections.abc import Iterator

from pipecheck.engine.report import Report, Verdict
from pipecheck.render.piles import Piles, fails, piles
from pipecheck.render.wording import LEVELS, by_level, count, listed, place

FEW = 5
"""As many names as a reader takes in at a glance."""


def headline(report: Report, sorted_out: Piles) -> str:
    """The one sentence to read if only one is read."""
    if report.judged_nothing:
        return f"Nothing was judged: {report.judged_nothing.rstrip('.')}."
    found = _found(report, sorted_out)
    if report.crashes:
        what = "A rule crashed" if len(report.crashes) == 1 else f"Rules crashed {len(report.crashes):,} times"
        rest = f"Found {found}." if found else "No violations in what could be judged."
        return f"{what}, so the verdicts are incomplete. {rest}"
    if found:
        return f"Found {found}."
    if report.all_undecided:
        return report.all_undecided
    return "No violations."


def _found(report: Report, sorted_out: Piles) -> str:
    found = []
    if violations := sorted_out.violations:
        files = len({verdict.span.file for verdict in violations})
        found.append(f"{by_level(violations)} in {count(files, 'file')}")
    if undecided := [verdict for verdict in sorted_out.undecided if fails(verdict, report)]:
        found.append(f"{count(len(undecided), 'undecided outcome')} that must be decided")
    return "; ".join(found)


def details(report: Report, sorted_out: Piles) -> Iterator[str]:
    """What was judged and what was not counted, a sentence each."""
    counts = report.counts
    if not report.judged_nothing and not counts.rules:
        read = f"{count(counts.files, 'file')} of {count(counts.teams, 'team')}"
        yield f"Read {read}: only rules about files were asked for."
    elif not report.judged_nothing:
        yield (
            f"Judged {count(counts.subjects, 'subject')} of {count(counts.teams, 'team')}"
            f" by {count(counts.rules, 'rule')}."
        )
    if counts.files_shown != counts.files:
        yield f"{counts.files_shown:,} of {count(counts.files, 'file')} shown."
    crashed = {crash.rule for crash in report.crashes}
    idle = [f"`{rule.rule}`" for rule in report.rules if not rule.judged and rule.rule not in crashed]
    if idle and not report.judged_nothing:
        named = listed(idle) if len(idle) <= FEW else "`--statistics` names them"
        yield f"{count(len(idle), 'rule')} had nothing to judge: {named}."
    aside = [
        f"{len(pile):,} {name}"
        for pile, name in (
            (sorted_out.waived, "waived"),
            (sorted_out.known, "known"),
            (sorted_out.dated, "shown for their date only"),
        )
        if pile
    ]
    if aside:
        yield f"Not counted: {listed(aside)}."
    if sorted_out.undecided:
        facts = f" for want of {count(len(report.undecided), 'fact')}" if report.undecided else ""
        yield f"{count(len(sorted_out.undecided), 'outcome')} undecided{facts}."
    yield from report.remarks
    if report.stale:
        of = f"the baseline {report.baseline}" if report.baseline else "the baseline"
        what = "1 entry" if len(report.stale) == 1 else f"{len(report.stale):,} entries"
        match = "matches" if len(report.stale) == 1 else "match"
        yield f"{what} of {of} {match} nothing any more: {'; '.join(report.stale)}."


def outcome(report: Report) -> str:
    """The exit code and why."""
    code = report.exit_code
    if report.crashes:
        return f"Exit code {code}: a rule crashed."
    if report.judged_nothing:
        return f"Exit code {code}: nothing was judged."
    failing = sum(fails(verdict, report) for verdict in report.verdicts)
    if failing:
        verb = "counts" if failing == 1 else "count"
        return f"Exit code {code}: {failing:,} {verb} at or above the fail level `{report.fail_level.value}`."
    if report.strict and report.all_undecided:
        return f"Exit code {code}: nothing could be decided, and `--strict-policy` asks that something is."
    if report.strict and report.vacuous:
        what = "1 remark" if len(report.vacuous) == 1 else f"{len(report.vacuous):,} remarks"
        return f"Exit code {code}: `--strict-policy` counts the {what} on what judged nothing."
    if any(verdict.counted for verdict in report.verdicts):
        return f"Exit code {code}: nothing reaches the fail level `{report.fail_level.value}`."
    return f"Exit code {code}."


def next_step(report: Report, sorted_out: Piles) -> str:
    """What to do now, or nothing if nothing is left to do."""
    if report.crashes:
        rule = report.crashes[0].rule
        return f"Next: report the crash to whoever wrote `{rule}`; `--ignore {rule}` runs without it."
    worst = first_of_the_worst(sorted_out.violations)
    if worst:
        return f"Next: `pipecheck explain {worst.rule}` says what {place(worst.span)} is about."
    if report.undecided:
        group = report.undecided[0]
        do = {"absent": "add", "unreadable": "mend", "short": "complete"}[group.lack]
        return f"Next: {do} `{group.missing}` at {place(group.span)}, and more can be judged."
    return ""


def first_of_the_worst(verdicts: tuple[Verdict, ...]) -> Verdict | None:
    """The verdict to begin with: the first of the highest level."""
    for level in LEVELS:
        for verdict in verdicts:
            if verdict.level is level:
                return verdict
    return None


def sentences(report: Report) -> list[str]:
    """The whole summary, from the headline to the next step."""
    sorted_out = piles(report)
    lines = [headline(report, sorted_out), *details(report, sorted_out), outcome(report)]
    return [line for line in [*lines, next_step(report, sorted_out)] if line]
