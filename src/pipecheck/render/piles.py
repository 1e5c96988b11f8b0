"""The verdicts of a report sorted into what must be mended and what only must not be forgotten."""

from collections.abc import Sequence
from typing import NamedTuple

from pipecheck.engine.report import Level, Report, Undecideds, Verdict


class Piles(NamedTuple):
    """Every verdict of the report lies in exactly one pile, in the report's order."""

    violations: tuple[Verdict, ...]
    """To be mended: neither waived, nor known, nor shown for its date only."""
    undecided: tuple[Verdict, ...]
    dated: tuple[Verdict, ...]
    """Shown without being counted, under `--dated=show` (semantics §19)."""
    known: tuple[Verdict, ...]
    waived: tuple[Verdict, ...]


def piles(report: Report) -> Piles:
    """Sorts the verdicts of the report. What a waiver covers is waived, whatever else it is."""
    violations: list[Verdict] = []
    undecided: list[Verdict] = []
    dated: list[Verdict] = []
    known: list[Verdict] = []
    waived: list[Verdict] = []
    for verdict in report.verdicts:
        if verdict.waiver:
            waived.append(verdict)
        elif verdict.known:
            known.append(verdict)
        elif not verdict.decided:
            undecided.append(verdict)
        elif verdict.dated and not verdict.counted:
            dated.append(verdict)
        else:
            violations.append(verdict)
    return Piles(tuple(violations), tuple(undecided), tuple(dated), tuple(known), tuple(waived))


def fails(verdict: Verdict, report: Report) -> bool:
    """Whether the verdict by itself makes the run fail."""
    return verdict.counted and verdict.level.rank >= report.fail_level.rank


def failing_level(group: Undecideds, undecided: Sequence[Verdict], report: Report) -> Level | None:
    """The highest level at which outcomes of the group make the run fail (semantics §8), or None if none does."""
    wanted = group.team, group.missing, group.lack
    of_group = (v for v in undecided if (v.subject.team, v.missing, v.lack) == wanted)
    return max((v.level for v in of_group if fails(v, report)), key=lambda level: level.rank, default=None)
