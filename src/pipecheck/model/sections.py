"""What a pipeline's runbooks say, whatever they call it: all runbooks that serve a pipeline are read together."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pipecheck.model.headings import normal_form
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Runbook, Section
from pipecheck.model.team import Team, selects
from pipecheck.source.place import Place

NO_ALIASES: Mapping[str, str] = MappingProxyType({})


class Found(NamedTuple):
    """A section, and the runbook that it stands in."""

    runbook: Runbook
    section: Section


def runbooks_of(team: Team, pipeline: Pipeline) -> tuple[Runbook, ...]:
    """The runbooks that serve a pipeline, samples left out, in the order of the team.

    Raises NotStated where the pipeline's link was set aside, or what another runbook serves, which may be this one.
    """
    if pipeline.runbook is None and not team.runbooks:
        return ()
    return tuple(runbook for runbook in team.runbooks if _serves(runbook, pipeline) and not runbook.template)


def find(runbooks: Iterable[Runbook], name: str, aliases: Mapping[str, str] = NO_ALIASES) -> tuple[Found, ...]:
    """The sections of a name, a canonical one or a heading of the team's own, in the order in which they stand.

    `aliases` says of further headings which name they mean; there they win over the built-in ones.
    """
    wanted = normal_form(name)
    meant = {normal_form(heading): normal_form(other) for heading, other in aliases.items()}
    return tuple(
        Found(runbook, section)
        for runbook in runbooks
        for section in (*runbook.sections, *runbook.labels)
        if wanted in _meanings(section, meant)
    )


def told_elsewhere(team: Team, pipeline: Pipeline, runbooks: Iterable[Runbook], name: str) -> Place | None:
    """Where the files tell what a section would: `escalation` by the front matter, a rotation's or the team's steps;
    `sla` by `slas`. None if nowhere, or for any other section."""
    if name == "escalation":
        return _escalation(team, pipeline, runbooks)
    if name == "sla":
        return _slas(pipeline, runbooks)
    return None


def _serves(runbook: Runbook, pipeline: Pipeline) -> bool:
    if any(ref.id == pipeline.id for ref in runbook.sound("pipelines")):
        return True
    return any(ref.id == pipeline.id for ref in runbook.pipelines)


def _meanings(section: Section, meant: Mapping[str, str]) -> tuple[str, ...]:
    """What a heading stands for, and the heading itself, so that a policy can ask for one that no alias knows."""
    own = normal_form(section.title)
    return (meant.get(own, section.id), own)


def _escalation(team: Team, pipeline: Pipeline, runbooks: Iterable[Runbook]) -> Place | None:
    for runbook in runbooks:
        if runbook.escalation:
            return runbook.at("escalation")
    if team.oncall is None:
        return None
    for rotation in team.oncall.rotations:
        if rotation.escalation and selects(rotation.covers, pipeline):
            return rotation.escalation[0].at
    return team.oncall.escalation[0].at if team.oncall.escalation else None


def _slas(pipeline: Pipeline, runbooks: Iterable[Runbook]) -> Place | None:
    if pipeline.slas:
        return pipeline.at("slas")
    return next((runbook.at("slas") for runbook in runbooks if runbook.slas), None)
