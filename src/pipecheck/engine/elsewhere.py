"""Names that lead into other files of the workspace, and lead nowhere there: no rule of one team can see that."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipecheck.engine.faulty import Loaded, Speaker, is_broken
from pipecheck.engine.found import Row
from pipecheck.model.outcome import Edit, Fact, Problem, Put, Related, Remedy, Remove, Undecided
from pipecheck.model.people import Partner
from pipecheck.model.spelling import closest
from pipecheck.model.team import Reference, Team
from pipecheck.source.place import Place

RULE = "unknown-reference"
_RELATED = 5


class _Lack(NamedTuple):
    """What is missing where a name leads, and what may have been meant instead."""

    says: str
    near: str | None = None


def astray(loaded: Sequence[Loaded], speaker: Speaker) -> Iterator[Row]:
    """`person: team/member`, a partner's `team`, and `depends_on: [team/pipeline]` that lead nowhere, once a name."""
    if not speaker.selection.has(RULE):
        return
    atlas = _Atlas(loaded)
    for one in loaded:
        if one.team is not None:
            yield from _of_team(one.team, atlas, speaker)


def _of_team(team: Team, atlas: "_Atlas", speaker: Speaker) -> Iterator[Row]:
    places: dict[tuple[str, str], list[Place]] = {}
    for reference in team.references:
        if reference.found is None and (kind := _kind(reference)):
            places.setdefault((kind, reference.ref.id), []).append(reference.ref.at)
    for (kind, name), written in places.items():
        found = atlas.look_up(team, kind, name)
        if isinstance(found, Undecided):
            yield from speaker.said(RULE, team, found._replace(key=(kind, name)))
        elif found is not None:
            yield from speaker.said(RULE, team, _problem(kind, name, written, found))


def _kind(reference: Reference) -> str:
    """What a name in another file is to lead to; empty for names of this file."""
    if reference.wants == ("team",):
        return "team"
    return reference.wants[0] if "/" in reference.ref.id and reference.wants in (("person",), ("pipeline",)) else ""


def _problem(kind: str, name: str, places: Sequence[Place], lack: _Lack) -> Problem:
    ask = "correct the name"
    if kind == "team":
        ask += ", or leave `team` out if it has no file here"
    remedies: list[Remedy] = []
    if lack.near is not None:
        edits: tuple[Edit, ...] = tuple(Put(at, lack.near) for at in places)
        remedies.append(Remedy(f"write '{lack.near}'", edits))
    if kind == "team":
        remedies.append(Remedy("leave `team` out if it has no file here", tuple(Remove(at) for at in places)))
    return Problem(
        f"{lack.says}; {ask}",
        places[0],
        key=(kind, name),
        evidence=(
            Fact("name", name, tuple(places)),
            Fact("wanted", kind),
            *((Fact("near", lack.near),) if lack.near is not None else ()),
        ),
        related=tuple(Related(at, "written here too") for at in places[1:_RELATED]),
        remedies=tuple(remedies) or (Remedy("correct the name, or take it away"),),
    )


class _Atlas:
    """All teams of the workspace by name."""

    def __init__(self, loaded: Sequence[Loaded]) -> None:
        self._teams = {one.team.team: one.team for one in reversed(loaded) if one.team is not None}
        self._broken = next((one.path for one in loaded if is_broken(one)), None)

    def look_up(self, own: Team, kind: str, name: str) -> _Lack | Undecided | None:
        """What is missing where a name leads; None where it leads somewhere, or out of the workspace."""
        if kind == "team":
            return None if name in self._teams else self._no_team(name)
        team_name, _, local = name.rpartition("/")
        team = self._teams.get(team_name)
        if team is not None:
            return _within(team, kind, local)
        if kind == "person":
            return self._no_team(team_name, lambda near: f"{near}/{local}")
        # Whoever delivers to us may have no file here: only what looks like a slip is one.
        near = closest(team_name, self._teams)
        if near is None or _has_partner(own, team_name):
            return None
        return self._no_team(team_name, lambda near: f"{near}/{local}")

    def _no_team(self, name: str, written: Callable[[str], str] = str) -> _Lack | Undecided:
        if self._broken is not None:
            return Undecided("team", Place(self._broken), why=f"whether there is a team '{name}' in this workspace")
        near = closest(name, self._teams)
        return _Lack(f"there is no team '{name}' in this workspace", written(near) if near is not None else None)


def _within(team: Team, kind: str, name: str) -> _Lack | Undecided | None:
    field = "members" if kind == "person" else "pipelines"
    known = _names(team, field)
    if name in known:
        return None
    if field in team.aside:
        return team.aside[field]._replace(why=f"whether '{team.team}' has a {_NOUNS[kind]} '{name}'")
    if team.sound(field) is None:
        return Undecided(field, team.at(field), why=f"whether '{team.team}' has a {_NOUNS[kind]} '{name}'")
    near = closest(name, known)
    return _Lack(f"team '{team.team}' has no {_NOUNS[kind]} '{name}'", f"{team.team}/{near}" if near else None)


_NOUNS: Mapping[str, str] = {"person": "member", "pipeline": "pipeline"}


def _names(team: Team, field: str) -> set[str]:
    """What a team calls its members or pipelines."""
    named: set[str] = set()
    for entity in team.sound(field) or ():
        named |= {entity.id, *((entity.sound("aliases") or ()) if field == "members" else ())}
    return named


def _has_partner(team: Team, name: str) -> bool:
    """Whether a name is that of a partner: one that has no file here, and needs none."""
    if isinstance(team.person(name), Partner):
        return True
    return any(
        (told := one.sound("workspace_team")) is not None and told.id == name for one in team.sound("partners") or ()
    )
