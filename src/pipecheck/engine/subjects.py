"""Every subject of a workspace, by the name it is printed with (semantics §5)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipecheck.engine.found import name_of
from pipecheck.engine.judge import Readings
from pipecheck.model.across import individuals, whole
from pipecheck.model.holiday import Holiday
from pipecheck.model.oncall import Change, Rotation
from pipecheck.model.outcome import NotStated, Subject
from pipecheck.model.people import Member, Partner
from pipecheck.model.pipeline import Area, Pipeline
from pipecheck.model.runbook import Review, Risk, Runbook
from pipecheck.model.team import Team

_OF_TEAM: tuple[type[Subject], ...] = (
    Team,
    Member,
    Partner,
    Area,
    Pipeline,
    Rotation,
    Holiday,
    Change,
    Runbook,
    Risk,
    Review,
)


class Placed(NamedTuple):
    """A subject, and the teams it belongs to."""

    subject: Subject
    teams: tuple[Team, ...]


def subjects_of(teams: Sequence[Readings]) -> Iterator[Placed]:
    """All subjects, those of each team together; what was set aside is none."""
    views = [readings.view(0) for readings in teams]
    for view in views:
        for kind in _OF_TEAM:
            try:
                yield from (Placed(subject, (view.team,)) for subject in view.subjects(kind))
            except NotStated:
                continue
    everybody = [view.team for view in views]
    yield from (Placed(person, person.teams) for person in individuals(everybody))
    yield from (Placed(workspace, tuple(everybody)) for workspace in whole(everybody))


def called(name: str, subjects: Sequence[Placed]) -> list[Placed]:
    """The subjects of a name, with its kind or without: `pipeline data-core/orders`, `data-core/orders`."""
    wanted = " ".join(name.split())
    return [one for one in subjects if wanted in (str(one.subject.key), name_of(one.subject.key))]
