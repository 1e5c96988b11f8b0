"""Ways out, proven: the edits of a remedy are made in memory and everything is judged again (semantics §25)."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipecheck.engine.amend import amended, place_of, rewritten
from pipecheck.engine.locate import Locator
from pipecheck.engine.report import Edit, Remedy, Report, Verdict
from pipecheck.source.lines import Lines, Stretch
from pipecheck.source.reader import Changed, Reader

ABOUT_WAIVERS = frozenset(("excessive-waiver", "expired-waiver", "expiring-waiver", "unused-waiver"))


class Change(NamedTuple):
    """A file before and after, as lines that hold nothing private (semantics §31)."""

    file: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Way(NamedTuple):
    """A remedy that clears its violation and makes no other."""

    remedy: Remedy
    changes: tuple[Change, ...]
    """Empty where a file's lines cannot be kept: then the edits tell what to do, by their routes."""


class Attempt(NamedTuple):
    """What came of looking for a way out."""

    way: Way | None
    tried: int
    """How many remedies had edits and were judged."""


def first_way(
    verdict: Verdict, report: Report, reader: Reader, again: Callable[[Mapping[str, str]], Report]
) -> Attempt:
    """The first remedy whose edits clear a violation of a report and add nothing to it.

    `again` judges the same with other texts, by path, and without waivers.
    """
    tried = 0
    for remedy in verdict.remedies:
        texts = _texts(remedy.edits, reader)
        after = rewritten(texts, remedy.edits) if remedy.edits else None
        if after is None:
            continue
        tried += 1
        if _clears(verdict, report, again(after)):
            exact = amended(texts, remedy.edits)
            return Attempt(Way(remedy, () if exact is None else _changes(texts, exact, reader)), tried)
    return Attempt(None, tried)


def _clears(verdict: Verdict, before: Report, after: Report) -> bool:
    left = _fingerprints(after)
    return not after.crashes and verdict.fingerprint not in left and left <= _fingerprints(before)


def _fingerprints(report: Report) -> set[str]:
    """Of all that is said of teams; what is said of waivers depends on the lines that an edit moves."""
    return {verdict.fingerprint for verdict in report.verdicts if verdict.rule not in ABOUT_WAIVERS}


def _texts(edits: tuple[Edit, ...], reader: Reader) -> dict[str, str]:
    locator = Locator(reader)
    found = {path: locator.text(path) for path in dict.fromkeys(place_of(edit).document for edit in edits)}
    return {path: text for path, text in found.items() if text is not None}


def _changes(before: Mapping[str, str], after: Mapping[str, str], reader: Reader) -> tuple[Change, ...]:
    return tuple(
        Change(path, _shown(path, before[path], reader), _shown(path, text, reader)) for path, text in after.items()
    )


def _shown(path: str, text: str, reader: Reader) -> tuple[str, ...]:
    """The lines of a text with signs where private words stand."""
    lines = Lines(path, text)
    whole = lines.span(Stretch(0, len(text)))._replace(text=tuple(lines.rows), first=1)
    rows = Locator(Changed(reader, {path: text.encode()})).veiled(whole).text
    return rows if rows[-1] else rows[:-1]
