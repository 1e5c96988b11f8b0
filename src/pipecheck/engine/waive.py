"""Waivers at work: what each of them covers (semantics §14)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipecheck.engine.found import Found, Row, name_of
from pipecheck.engine.permissions import Permissions
from pipecheck.engine.report import Verdict, Waived
from pipecheck.model.outcome import NotStated, SubjectKey
from pipecheck.policy.setting import Waiver
from pipecheck.policy.where import Where
from pipecheck.source.place import Span


class Spoken(NamedTuple):
    """An outcome that a waiver speaks of."""

    rule: str
    subject: SubjectKey


class Coverage(NamedTuple):
    """The rows with their waivers, and what each waiver speaks of, as rule and subject, be it in force or not."""

    rows: list[Row]
    used: Mapping[Waiver, tuple[Spoken, ...]]


def waived(rows: Iterable[Row], silenced: Iterable[Found], permissions: Permissions) -> Coverage:
    """Tells of each row the first waiver that covers it.

    One that has ended covers nothing; the row names it, and is dated, for it turned red without a commit. So does the
    row of one that reaches further than the policy allows, but time only mends that. A waiver of something that
    another rule told instead is not unused: take it out, and the weaker rule may speak again.
    """
    used: dict[Waiver, dict[Spoken, None]] = {}
    out = []
    for row in rows:
        near = permissions.near(_places(row)) if row.waivable else ()
        covering = [waiver for waiver in near if covers(waiver, row)]
        for waiver in covering:
            used.setdefault(waiver, {})[Spoken(row.verdict.rule, row.verdict.subject)] = None
        out.append(row._replace(verdict=_told(row.verdict, covering, permissions)))
    for found in silenced:
        for waiver in permissions.by_subject:
            if _names(waiver, found):
                used.setdefault(waiver, {})[Spoken(found.entry.id, found.subject)] = None
    return Coverage(out, {waiver: tuple(spoken) for waiver, spoken in used.items()})


def covers(waiver: Waiver, row: Row) -> bool:
    """Whether a waiver speaks of an outcome, be it in force or not."""
    if not waiver.rule.match(row.verdict.rule):
        return False
    if waiver.subject is None:
        return any(span.file == waiver.span.file and span.line == waiver.line for span in _places(row))
    told_for = row.found.stands_for if row.found else frozenset()
    subjects = (row.verdict.subject, *told_for)
    if not any(waiver.subject.match(subject.kind, name_of(subject)) for subject in subjects):
        return False
    return any(_in_scope(chain, row) for chain in waiver.scopes)


def _told(verdict: Verdict, covering: Sequence[Waiver], permissions: Permissions) -> Verdict:
    ended = [waiver for waiver in covering if permissions.has_ended(waiver)]
    others = [waiver for waiver in covering if not permissions.has_ended(waiver)]
    holding = next((waiver for waiver in others if not permissions.reaches_too_far(waiver)), None)
    if holding is not None:
        given = Waived(holding.span, holding.reason, holding.until, holding.approved_by)
        return verdict._replace(waiver=given, counted=False)
    if ended:
        note = (ended[0].span, f"the waiver here ended on {ended[0].until}")
        return verdict._replace(related=(*verdict.related, note), dated=True)
    if others:
        note = (others[0].span, "the waiver here reaches further than the policy allows")
        return verdict._replace(related=(*verdict.related, note))
    return verdict


def _places(row: Row) -> Sequence[Span]:
    """Where a comment may waive it: where it begins; of a rule that looks across files, any place (semantics §15)."""
    if row.found is not None and row.found.entry.whole_workspace:
        return [row.verdict.span, *(span for span, _ in row.verdict.related)]
    return [row.verdict.span]


def _names(waiver: Waiver, found: Found) -> bool:
    key = found.subject
    return (
        waiver.subject is not None
        and waiver.rule.match(found.entry.id)
        and waiver.subject.match(key.kind, name_of(key))
    )


def _in_scope(chain: Sequence[Where], row: Row) -> bool:
    found = row.found
    if found is None or found.entity is None:
        return all(where.chooses_team(row.verdict.subject.team) for where in chain)
    try:
        return all(where.chooses(found.entity, found.teams) for where in chain)
    except NotStated:
        return False
