"""Counts, lists and places in words."""

from collections.abc import Iterable, Sequence

from pipecheck.engine.report import Level, Span, Undecideds, Verdict, Waived

LEVELS = (Level.error, Level.warning, Level.note)


def count(number: int, noun: str) -> str:
    """`1 error`, `2 errors`, `0 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(", ".join(words).rsplit(", ", 1)) if len(words) > 1 else "".join(words)


def by_level(verdicts: Iterable[Verdict]) -> str:
    """`2 errors, 1 warning and 1 note`; a level without verdicts is left out."""
    levels = [verdict.level for verdict in verdicts]
    return listed([count(levels.count(level), level.value) for level in LEVELS if level in levels])


def place(span: Span) -> str:
    """`path:line:column`, which editors and terminals make a link of."""
    return f"{span.file}:{span.line}:{span.column}"


def lacking(group: Undecideds) -> str:
    """What is the matter with the field that undecided outcomes miss."""
    match group.lack:
        case "unreadable":
            return f"`{group.missing}` cannot be read"
        case "short":
            return f"`{group.missing}` does not tell enough"
    return f"no `{group.missing}`"


def permission(waiver: Waived) -> str:
    """Who waived it, until when, and why."""
    by = f", approved by {waiver.approved_by}" if waiver.approved_by else ""
    return f"until {waiver.until.isoformat()}{by}: {waiver.reason}"
