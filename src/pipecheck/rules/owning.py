"""What each person owns, at whatever rank, by name or through a team or a slot."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipecheck.model.ownership import owners_of
from pipecheck.model.people import Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.view import TeamView
from pipecheck.rules.base import NotStated, Undecided
from pipecheck.rules.sharing import shared_of, unknown_owner


class Owning(NamedTuple):
    """Who owns what, as far as the files tell."""

    pipelines: Mapping[str, Sequence[str]]
    """Ids of pipelines, by the id of whoever stands behind them."""
    perhaps: Mapping[str, Undecided]
    """What would tell whether somebody owns something, for those who are one of several."""
    untold: Undecided | None
    """What would tell who owns something, where it may be anybody."""


def owning(view: TeamView) -> Owning:
    """Who owns what. Raises NotStated where pipelines are not told."""
    return view.measure(_owning)


def _owning(view: TeamView) -> Owning:
    team = view.team
    if team.pipelines is None:
        raise NotStated(Undecided("pipelines", team.at("pipelines"), why="who owns what"))
    pipelines: dict[str, list[str]] = {}
    perhaps: dict[str, Undecided] = {}
    untold: Undecided | None = None
    for pipeline in team.pipelines:
        try:
            ranks = tuple(pipeline.owners or ())
            found = shared_of(view, pipeline, ranks)
        except NotStated as missing:
            untold = untold or missing.undecided
            continue
        for name in sorted(found.people):
            pipelines.setdefault(name, []).append(pipeline.id)
        for name, undecided in _perhaps(view, pipeline, ranks).items():
            perhaps.setdefault(name, undecided)
        slot = next((at for name, at in found.unknown.items() if isinstance(team.person(name), Slot)), None)
        if slot is not None and untold is None:
            untold = unknown_owner(team, pipeline, slot, ranks)
    return Owning(pipelines, perhaps, untold)


def _perhaps(view: TeamView, pipeline: Pipeline, ranks: Sequence[str]) -> Mapping[str, Undecided]:
    """The people of whom one owns a pipeline, not told which."""
    found: dict[str, Undecided] = {}
    for party in owners_of(pipeline, ranks):
        if party.among:
            one = Undecided("pipelines.owners", party.at, why=f"which of several people owns '{pipeline.id}'")
            everybody = (member.id for member in view.team.members or ())
            found |= dict.fromkeys(everybody if party.everybody else (ref.id for ref in party.names), one)
    return found
