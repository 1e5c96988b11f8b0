"""Which pipelines and rotations a subject has to do with, for `where` (semantics §3)."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pipecheck.model.oncall import Change, Rotation
from pipecheck.model.outcome import Kind, Subject
from pipecheck.model.pipeline import Area, Pipeline
from pipecheck.model.runbook import Risk, Runbook
from pipecheck.model.team import Team


def served_by(subject: Subject, team: Team) -> Sequence[Pipeline]:
    """The pipelines of a team that a subject serves: its own, those it covers, those it is about.

    A risk without a scope, and a review, is about all of them. Raises NotStated where the file had to be set aside.
    """
    serve = _SERVED.get(subject.kind)
    return () if serve is None else serve(subject, team)


def rotations_of(subject: Subject, team: Team) -> Sequence[str]:
    """The ids of the rotations that a subject is, or changes; a change that names none changes all of them."""
    if isinstance(subject, Rotation):
        return (subject.id,)
    if isinstance(subject, Change):
        return tuple(rotation.id for rotation in _changed(subject, team))
    return ()


def _pipeline(subject: Pipeline, team: Team) -> Sequence[Pipeline]:
    return (subject,)


def _area(subject: Area, team: Team) -> Sequence[Pipeline]:
    return subject.pipelines


def _runbook(subject: Runbook, team: Team) -> Sequence[Pipeline]:
    named = {ref.id for ref in subject.pipelines}
    return tuple(pipeline for pipeline in team.pipelines or () if pipeline.id in named)


def _risk(subject: Risk, team: Team) -> Sequence[Pipeline]:
    return tuple(team.pipelines or ()) if subject.scope is None else tuple(team.pipelines_of(subject.scope))


def _review(subject: Subject, team: Team) -> Sequence[Pipeline]:
    return tuple(team.pipelines or ())


def _rotation(subject: Rotation, team: Team) -> Sequence[Pipeline]:
    selectors = [subject.covers, *(column.covers for column in subject.columns if column.covers is not None)]
    covered = {pipeline.id for selector in selectors for pipeline in team.pipelines_of(selector)}
    return tuple(pipeline for pipeline in team.pipelines or () if pipeline.id in covered)


def _change(subject: Change, team: Team) -> Sequence[Pipeline]:
    return tuple(pipeline for rotation in _changed(subject, team) for pipeline in _rotation(rotation, team))


def _changed(subject: Change, team: Team) -> Sequence[Rotation]:
    rotations = () if team.oncall is None else team.oncall.rotations
    named = subject.rotation
    return tuple(rotation for rotation in rotations if named is None or rotation.id == named.id)


_SERVED: Mapping[Kind, Callable[[Any, Team], Sequence[Pipeline]]] = MappingProxyType(
    {
        "pipeline": _pipeline,
        "area": _area,
        "runbook": _runbook,
        "risk": _risk,
        "review": _review,
        "rotation": _rotation,
        "change": _change,
    }
)
