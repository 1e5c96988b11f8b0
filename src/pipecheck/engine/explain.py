"""Why a line is called wrong: the numbers and where each came from, the setting, and the way out that was proven."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pipecheck.engine.judge import Readings
from pipecheck.engine.report import Report, Verdict
from pipecheck.engine.settings import InForce, in_force_for
from pipecheck.engine.subjects import called, subjects_of
from pipecheck.engine.ways import Attempt, first_way
from pipecheck.policy.laid import Policy
from pipecheck.source.reader import Reader


class Explanation(NamedTuple):
    """All there is to say of one outcome."""

    verdict: Verdict
    setting: InForce | None
    """What holds for its subject; None where its subject cannot be found again."""
    attempt: Attempt


def explained(
    verdicts: Sequence[Verdict],
    report: Report,
    policy: Policy,
    teams: Sequence[Readings],
    reader: Reader,
    again: Callable[[Mapping[str, str]], Report],
) -> tuple[Explanation, ...]:
    """Explains outcomes of a report; `again` judges the same with other texts, by path, and without waivers."""
    subjects = tuple(subjects_of(teams))
    found = []
    for verdict in verdicts:
        entry = policy.catalog[verdict.rule]
        placed = next(iter(called(str(verdict.subject), subjects)), None)
        setting = in_force_for(placed, policy, entry)
        found.append(Explanation(verdict, setting, first_way(verdict, report, reader, again)))
    return tuple(found)
