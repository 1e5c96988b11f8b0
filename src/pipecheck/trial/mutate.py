"""Mutation of policies: which changes of a policy no case notices."""

import re
from collections.abc import Callable, Sequence
from posixpath import dirname, join, normpath
from typing import NamedTuple

from pipecheck.policy.laid import Policy
from pipecheck.policy.load import PREFIX
from pipecheck.source.document import Document
from pipecheck.source.place import Span
from pipecheck.trial.compare import mismatches
from pipecheck.trial.coverage import own_layer
from pipecheck.trial.mutants import Mutant, mutants
from pipecheck.trial.trial import Heard, Trial

ALLOWED = 5
"""Equivalents, in percent of all mutants: with more of them the policy says little, or its cases do."""
_MARK = re.compile(r"equivalent:\s*(\S.*)", re.DOTALL)


class Survivor(NamedTuple):
    """A mutant that no case notices."""

    said: str
    at: Span
    reason: str = ""
    """Why it means the same as the policy, where a comment says so."""


class Mutation(NamedTuple):
    """What the mutants of one policy came to."""

    policy: str
    tried: int
    survivors: tuple[Survivor, ...] = ()
    equivalents: tuple[Survivor, ...] = ()
    """Survivors that a comment `# equivalent: reason` speaks of."""
    idle: tuple[Span, ...] = ()
    """Such comments where every mutant is noticed."""

    @property
    def too_many(self) -> bool:
        """Whether more than the allowed share are said to be equivalent."""
        return 100 * len(self.equivalents) > ALLOWED * self.tried

    @property
    def failed(self) -> bool:
        return bool(self.survivors or self.idle) or self.too_many


def mutation(
    policy: Policy, name: str, heard: Sequence[tuple[Trial, Heard]], load: Callable[[Sequence[str]], Policy]
) -> Mutation:
    """Tries every mutant of the policy's own file before its cases, all of which hold under the policy itself."""
    document = own_layer(policy, name).file.document
    said = _equivalents(document)
    tried = 0
    survivors: list[Survivor] = []
    equivalents: list[Survivor] = []
    for mutant in mutants(policy, name, lambda left_out: _others(document, left_out, load)):
        tried += 1
        if any(notices(trial, before, mutant) for trial, before in _likely_first(heard, mutant)):
            continue
        span = policy.span(mutant.at)
        reason = said.get(span.line, "")
        (equivalents if reason else survivors).append(Survivor(mutant.said, span, reason))
    lived = {one.at.line for one in equivalents}
    idle = [_line(document, line) for line in sorted(set(said) - lived)]
    by_place = sorted(survivors, key=lambda one: one.at[:3])
    return Mutation(name, tried, tuple(by_place), tuple(sorted(equivalents, key=lambda one: one.at[:3])), tuple(idle))


def notices(trial: Trial, before: Heard, mutant: Mutant) -> bool:
    """Whether a case fails under the mutant. Only what it may change is judged; a waiver in a comment may be about
    anything, so there all of it is."""
    only = None if mutant.rules is None or trial.has_comments else mutant.rules
    after = trial.hear(mutant.policy, only)
    verdicts = after.verdicts
    if only is not None:
        same = [verdict for verdict in before.verdicts if verdict.rule not in only]
        verdicts = (*same, *(verdict for verdict in after.verdicts if verdict.rule in only))
    case = trial.case
    told = case.tells_undecided
    return bool(after.crashes or mismatches(case.expected, verdicts, case.at, undecided=told))


def _likely_first(heard: Sequence[tuple[Trial, Heard]], mutant: Mutant) -> list[tuple[Trial, Heard]]:
    """The cases in which a rule speaks that the mutant is about, then the others."""
    rules = mutant.rules or frozenset()
    return sorted(heard, key=lambda one: not any(expected.rule in rules for expected in one[0].case.expected))


def _others(document: Document, left_out: str, load: Callable[[Sequence[str]], Policy]) -> Policy | None:
    """What the file extends but for one, relative to the root."""
    data = document.data
    extends = data.get("extends", []) if isinstance(data, dict) else []
    names = [str(name) for name in (extends if isinstance(extends, list) else [extends]) if name != left_out]
    roots = [name if name.startswith(PREFIX) else normpath(join(dirname(document.file), name)) for name in names]
    return load(roots) if roots else None


def _equivalents(document: Document) -> dict[int, str]:
    """The reasons of `# equivalent: reason` by the line they are about: their own, or the next that says something."""
    alone = {comment.line for comment in document.comments if comment.alone}
    found = {}
    for comment in document.comments:
        marked = _MARK.fullmatch(comment.text)
        if marked is None:
            continue
        line = comment.line
        if comment.alone:
            line += 1
            while line <= len(document.lines.rows) and (line in alone or not document.lines.rows[line - 1].strip()):
                line += 1
        found[line] = marked[1]
    return found


def _line(document: Document, line: int) -> Span:
    text = document.lines.rows[line - 1] if line <= len(document.lines.rows) else ""
    column = len(text) - len(text.lstrip()) + 1
    return Span(document.file, line, column, line, len(text) + 1, (text,), line)
