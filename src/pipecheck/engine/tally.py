"""What a run adds up to: counts, undecided outcomes by team and missing field, and what might pass in silence."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipecheck.engine.found import Row
from pipecheck.engine.report import Asked, Counts, Lack, RuleCount, Undecideds, Verdict
from pipecheck.model.outcome import NotStated
from pipecheck.model.team import Team
from pipecheck.policy.select import Selection
from pipecheck.rules.base import Level
from pipecheck.source.place import Place, Span


def counted(
    shown: Sequence[Verdict], *, files: int, files_shown: int, teams: int, subjects: int, rules: int, dated_show: bool
) -> Counts:
    """The counts of a run. Violations of a level are those that count: waived, known and dated ones are told apart."""
    standing = [one for one in shown if one.decided and one.counted]
    levels = Counter(one.level for one in standing)
    return Counts(
        files=files,
        files_shown=files_shown,
        teams=teams,
        subjects=subjects,
        rules=rules,
        errors=levels[Level.error],
        warnings=levels[Level.warning],
        notes=levels[Level.note],
        waived=sum(one.waiver is not None for one in shown),
        known=sum(one.known for one in shown),
        undecided=sum(not one.decided and one.waiver is None for one in shown),
        dated_shown=sum(dated_show and one.dated and one.waiver is None and not one.known for one in shown),
    )


def undecided_by_field(rows: Iterable[Row], shows: Callable[[Verdict], bool]) -> tuple[Undecideds, ...]:
    """Undecided outcomes that are not waived, grouped by team and missing field (semantics §7)."""
    groups: dict[tuple[str, str, Lack], list[Row]] = defaultdict(list)
    for row in rows:
        verdict = row.verdict
        if not verdict.decided and verdict.waiver is None and shows(verdict):
            groups[_team_of(row), verdict.missing, verdict.lack].append(row)
    return tuple(_group(*lacking, group) for lacking, group in sorted(groups.items()))


def _team_of(row: Row) -> str:
    """What belongs to several teams counts for the team of its primary place (semantics §15)."""
    verdict = row.verdict
    there = (team.team for team in (row.found.teams if row.found else ()) if team.place.document == verdict.span.file)
    return verdict.subject.team or next(there, "")


def _group(team: str, missing: str, lack: Lack, rows: Sequence[Row]) -> Undecideds:
    subjects = {
        subject
        for row in rows
        for subject in ((row.found.stands_for if row.found else None) or frozenset({row.verdict.subject}))
    }
    return Undecideds(
        team,
        missing,
        rows[0].verdict.span,
        tuple(sorted({row.verdict.rule for row in rows})),
        len(subjects),
        next((row.verdict.hint for row in rows if row.verdict.hint), ""),
        lack,
    )


def judged_nothing(
    teams: int, files_shown: int, selection: Selection, counts: Sequence[RuleCount], *, all_read: bool
) -> str:
    """Why nothing was judged (semantics §9), or the empty text. Files that are there but unreadable are judged: ill."""
    if not teams and all_read:
        return "no team file was found"
    if not files_shown:
        return "none of the named paths belongs to a team"
    if selection.asked_of_files:
        return ""
    if not selection.rules:
        return "no rule is on"
    if teams and not any(count.judged + count.not_concerned for count in counts):
        return "no rule that is on had a subject to judge"
    return ""


def all_undecided(counts: Sequence[RuleCount]) -> str:
    """A sentence, where rules judged and not one of them could decide anything."""
    judged = sum(count.judged for count in counts)
    if not judged or judged > sum(count.undecided for count in counts):
        return ""
    return "Every rule that judged is undecided: the files do not say enough for any verdict."


class Remarks(NamedTuple):
    """Sentences of the summary: what judged nothing, and what else might otherwise pass in silence."""

    vacuous: tuple[str, ...] = ()
    """These count under `--strict-policy`."""
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.vacuous + self.others


def remarks(
    silent: Sequence[tuple[str, Place]],
    span: Callable[[Place], Span],
    expressions: Sequence[Asked],
    audiences: Mapping[str, int],
    spoken_of: Callable[[str], bool],
    without_history: Sequence[str],
    counts: Sequence[RuleCount],
) -> Remarks:
    """What might otherwise pass in silence, a sentence each.

    An expression that was false of no subject is what a workspace without fault looks like, and one that was true of
    none is told by its violations: these are said, and do not count.
    """
    out, others = [], list(_expressions(expressions))
    # A shipped profile speaks of investors whether or not there are any; only a workspace's own settings can be mended.
    own = [(rule_id, at) for rule_id, at in silent if not at.document.startswith("pipecheck:")]
    for where, rule_id in sorted((span(at), rule_id) for rule_id, at in own):
        out.append(f"The `where` at {where.file}:{where.line}:{where.column}, for `{rule_id}`, matched no subject.")
    undecided = [f"`{one.rule}`" for one in counts if one.judged and one.judged == one.undecided]
    if undecided and not all_undecided(counts):
        out.append(f"Undecided of every subject: {', '.join(undecided)}.")
    out += [f"In `{one.rule}`, `{words}` held on empty lists only." for one in expressions for words in one.hollow]
    if audiences:
        unspoken = any(not spoken_of(word) for word in audiences)
        (out if unspoken else others).append(_audiences(audiences, spoken_of))
    if without_history:
        teams = ", ".join(without_history)
        others.append(f"Without `history`, nothing is known of the time before the first turn: {teams}.")
    return Remarks(tuple(out), tuple(others))


def _expressions(asked: Sequence[Asked]) -> Iterator[str]:
    """The expressions that came out alike for every subject."""
    never_true = [f"`{one.rule}`" for one in asked if one.failed and not one.held]
    never_false = [f"`{one.rule}`" for one in asked if one.held and not one.failed]
    if never_true:
        yield f"True of no subject: {', '.join(never_true)}."
    if never_false:
        yield f"False of no subject: {', '.join(never_false)}."


def _audiences(audiences: Mapping[str, int], spoken_of: Callable[[str], bool]) -> str:
    """Audiences by how often they are seen, and those that no setting or parameter names (semantics §21)."""
    ranked = sorted(audiences.items(), key=lambda one: (-one[1], one[0]))
    seen = ", ".join(f"{word} {number}" for word, number in ranked)
    unknown = [f"`{word}`" for word, _ in ranked if not spoken_of(word)]
    return f"Audiences seen: {seen}" + (f"; none of the settings speaks of {', '.join(unknown)}." if unknown else ".")


def lacks_history(team: Team) -> bool:
    """Whether a team has rotations and tells nothing of the time before them (semantics §18)."""
    try:
        return team.oncall is not None and bool(team.oncall.rotations) and team.history is None
    except NotStated:
        return False
