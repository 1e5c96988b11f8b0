"""A name that leads nowhere.

What it checks
--------------
Every name in the team file and its runbooks leads to something declared: people, partners and slots, columns and other
role words, pipelines, areas, audiences, rotations, seasons, runbooks. Ids of holidays are looked up in the team's
calendar; `person: team/member`, a partner's `team` and `depends_on: [team/pipeline]` in the other files of the
workspace. One problem a name, however often it is written; the other places are listed with it.

Audiences and criticalities are free words: a selector that names one no pipeline has selects nothing, which is a
warning at most, and a delivery may go `to` anybody, so only what looks like a slip is told of it.

Why it matters
--------------
Whatever depends on a name that leads nowhere is switched off without a word: the owner is nobody, the rota covers
nothing, the holiday never comes.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bbo}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob, aliases: [bobby]}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bobby}}
```

Known limits
------------
Targets of escalation are for `dangling-escalation` to look at. Without a known region any id may be a holiday's. A
pipeline may depend on one of a team that has no file here: only what looks like a slip for a team that has is told.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from posixpath import dirname, relpath
from typing import NamedTuple

from pipecheck.model.oncall import OnCall, Rotation
from pipecheck.model.outcome import Undecided
from pipecheck.model.spelling import closest
from pipecheck.model.team import ROLE_WORDS, Reference, Team
from pipecheck.rules.base import (
    Edit,
    Fact,
    Level,
    NoParams,
    Outcome,
    Place,
    Plain,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import counted


class _Kind(NamedTuple):
    """What a name was to lead to: how the lack of it is said, and how it is declared."""

    lack: str
    ask: str


_PERSON = _Kind("nobody here is called {}", "declare {} as a member, a partner or a slot")
_KINDS: Mapping[str, _Kind] = {
    "person": _PERSON,
    "role": _PERSON,
    "team": _PERSON,
    "pipeline": _Kind("there is no pipeline {}", "declare {} under `pipelines`"),
    "area": _Kind("no pipeline has the area {}", "give {} to a pipeline"),
    "audience": _Kind("no pipeline has the audience {}", "give {} to a pipeline"),
    "criticality": _Kind("no pipeline has the criticality {}", "give {} to a pipeline"),
    "rotation": _Kind("there is no rotation {}", "declare {} under `oncall.rotations`"),
    "column": _Kind("no rotation has a column {}", "add {} to a rotation's `roles`"),
    "season": _Kind("there is no season {}", "declare {} under `calendar.seasons`"),
    "holiday": _Kind("there is no holiday {}", "declare {} under `calendar.custom`"),
    "runbook": _Kind("there is no runbook {}", "add {}"),
}
_FREE = frozenset({"audience", "criticality"})
_SEVERAL = re.compile(r"\s*[,/&+;]\s*|\s+and\s+", re.IGNORECASE)
_NOBODY = frozenset(
    ("-", "?", "??", "???", "n/a", "na", "nobody", "no-one", "none-yet", "not-yet", "tba", "tbc", "tbd", "unassigned")
) | {"to-be-decided", "to-be-hired", "vacant"}


@rule(Team, level=Level.error, profile=Profile.essential)
def check(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    unknown: dict[tuple[str, str], dict[Place, Reference]] = {}
    doubtful: dict[Place, Undecided] = {}
    for reference in team.references:
        found = _found(reference, view)
        if found is None and _is_plain(reference, view):
            found = False
        if found is False and not reference.escalation:
            key = (_kind(reference), _told_of(reference, view))
            unknown.setdefault(key, {}).setdefault(reference.ref.at, reference)
        elif found is None and (doubt := _doubt(reference)) is not None:
            doubtful.setdefault(doubt.at, doubt)
    for (kind, name), places in unknown.items():
        meant = _meant(view, kind, name, places.values())
        if meant is not None or not _is_anybody(places.values()):
            yield _problem(kind, name, list(places), meant)
    yield from doubtful.values()


def _found(reference: Reference, view: TeamView) -> bool | None:
    """Whether a name leads anywhere; None where what could tell was set aside, or lies in another file."""
    if reference.found is not None or "holiday" not in reference.wants:
        return reference.found
    if view.calendar.resolve(reference.ref.id) is not None:
        return True
    return None if reference.doubt is not None else False


def _doubt(reference: Reference) -> Undecided | None:
    """What was set aside that might have told the name. A runbook that several teams share may name a pipeline of
    another team; names that say which file they lie in are looked up there."""
    if reference.doubt is not None or reference.wants != ("pipeline",) or "/" in reference.ref.id:
        return reference.doubt
    return Undecided("pipelines", reference.ref.at, why=f"whether '{reference.ref.id}' leads anywhere")


def _is_plain(reference: Reference, view: TeamView) -> bool:
    """Whether it is certain what was meant, whatever was set aside: a name in place of an id, two names in one."""
    doubted = reference.doubt is not None and _kind(reference) == "person"
    meant = _meant(view, "person", reference.ref.id, (reference,)) if doubted else None
    return meant is not None and bool(meant.says)


def _told_of(reference: Reference, view: TeamView) -> str:
    """The name; addresses of which nobody knows whose they are go together, for what tells them apart is not told."""
    name = reference.ref.id
    return "@" if "@" in name and _by_address(name, view.team) is None else name


def _kind(reference: Reference) -> str:
    """People, roles and teams share one set of names."""
    return "person" if _KINDS[reference.wants[0]] is _PERSON else reference.wants[0]


def _is_anybody(references: Iterable[Reference]) -> bool:
    """Whether every one of them may be somebody that no file needs to declare."""
    return all(reference.wants[0] == "audience" and "person" in reference.wants for reference in references)


class _Meant(NamedTuple):
    """Whom a name was meant to name: nobody, one, or several; and what is said of it, where that is certain."""

    names: tuple[str, ...]
    says: str = ""

    @property
    def title(self) -> str:
        if len(self.names) == 1:
            return f"write '{self.names[0]}'"
        return f"write `[{', '.join(self.names)}]`" if self.names else "write `open` if somebody is still looked for"

    def edits(self, places: Iterable[Place]) -> tuple[Edit, ...]:
        """Neither a list nor `open` can stand for one entry of a list of names."""
        if len(self.names) == 1:
            return tuple(Put(at, self.names[0]) for at in places)
        write: Plain = list(self.names) or "open"
        return tuple(Put(at, write) for at in places if not isinstance(at.route[-1], int))


def _problem(kind: str, name: str, places: list[Place], meant: _Meant | None) -> Problem:
    if kind == "person" and "@" in name:
        return _address(places, meant)
    said = _KINDS[kind].lack.format(f"'{name}'")
    often = f" ({counted(len(places), 'place')})" if len(places) > 1 else ""
    ask = f"correct the name, or {_KINDS[kind].ask.format('it')}"
    if meant is not None and meant.says:
        said, ask = f"'{name}' {meant.says}", meant.title.partition(" if ")[0]
    return Problem(
        f"{said}{often}; {ask}",
        places[0],
        key=(kind, name),
        evidence=(
            Fact("name", name, tuple(places)),
            Fact("wanted", kind),
            *(Fact("near", near) for near in (meant.names if meant is not None else ())[:1]),
        ),
        related=tuple(Related(place, "written here too") for place in places[1:5]),
        remedies=tuple(_remedies(kind, name, places, meant)),
        at_most="warning" if kind in _FREE else None,
    )


def _address(places: list[Place], meant: _Meant | None) -> Problem:
    """An address is nobody's name, and is not repeated (semantics §31)."""
    title = meant.title if meant is not None else "write the id of whoever is meant"
    return Problem(
        f"an address is no name; {title}",
        places[0],
        key=("address", *(meant.names if meant is not None else ())),
        evidence=(Fact("wanted", "person", tuple(places)),),
        related=tuple(Related(place, "written here too") for place in places[1:5]),
        remedies=(Remedy(title, meant.edits(places) if meant is not None else ()),),
    )


def _remedies(kind: str, name: str, places: list[Place], meant: _Meant | None) -> Iterator[Remedy]:
    if meant is not None:
        yield Remedy(meant.title, meant.edits(places))
    if meant is not None and not meant.names:
        yield Remedy("write `{none: reason}` if nobody is meant, on purpose")
    elif meant is None or not meant.says:
        yield Remedy(_KINDS[kind].ask.format(f"'{name}'"))


# ---- what may have been meant


def _meant(view: TeamView, kind: str, name: str, references: Collection[Reference]) -> _Meant | None:
    """What this name may stand for. `eng-5` is no slip for `eng-4`: numbers are meant."""
    if kind == "holiday":
        return _written(next(iter(view.calendar.suggestions(name)), None))
    if kind == "person":
        if "@" in name:
            return _written(_by_address(name, view.team))
        if (named := _by_name(name, view.team)) is not None:
            return _Meant((named,), f"is a name of '{named}', not an id")
        parts = [_one_of(part.strip(), view.team) for part in _SEVERAL.split(name) if part.strip()]
        several = tuple(part for part in parts if part is not None)
        if len(several) == len(parts) > 1:
            return _Meant(several, f"names {len(several)} at once")
        if "-".join(name.casefold().split()) in _NOBODY:
            return _Meant((), "stands for nobody")
    wants = dict.fromkeys(want for reference in references for want in reference.wants)
    known = {word for want in wants for word in _known(view.team, want)}
    return _written(closest(name, (word for word in known if _may_be(name, word))))


def _written(word: str | None) -> _Meant | None:
    return None if word is None else _Meant((word,))


def _by_name(name: str, team: Team) -> str | None:
    """The id of the one who has this name, or a name of which it is one word; none where several have."""
    wanted = name.casefold().split()
    named = {person.id: (person.sound("name") or "").casefold().split() for person in team.people.values()}
    whole = [one for one, words in named.items() if words == wanted]
    part = [one for one, words in named.items() if len(wanted) == 1 and len(wanted[0]) > 1 and wanted[0] in words]
    found = whole or part
    return found[0] if len(found) == 1 else None


def _by_address(name: str, team: Team) -> str | None:
    """The id of the member who has an address that stands in a name."""
    told = ((member.id, (member.sound("contact") or {}).get("email")) for member in team.sound("members") or ())
    return next((one for one, email in told if email and email.casefold() in name.casefold()), None)


def _one_of(part: str, team: Team) -> str | None:
    """The id of somebody who is called so, give or take a capital."""
    found = {person.id for called, person in team.people.items() if called.casefold() == part.casefold()}
    return found.pop() if len(found) == 1 else _by_name(part, team)


def _may_be(name: str, word: str) -> bool:
    """Of one letter nearly every other is a slip: it has to be the same."""
    if min(len(name), len(word)) == 1:
        return name.casefold() == word.casefold()
    return _digits(word) == _digits(name)


def _digits(word: str) -> str:
    return re.sub(r"\D+", "", word)


def _known(team: Team, want: str) -> Collection[str]:
    """What the file declares of a kind, as far as it could be read."""
    pipelines = team.sound("pipelines") or ()
    oncall: OnCall | None = team.sound("oncall")
    rotations: Sequence[Rotation] = (oncall.sound("rotations") or ()) if oncall is not None else ()
    columns = {column.name for rotation in rotations for column in rotation.sound("columns") or ()}
    match want:
        case "person":
            return {*team.people, team.team}
        case "role":
            return columns | ROLE_WORDS | {"primary", "secondary"}
        case "column":
            return columns | {slot.id for slot in team.sound("slots") or ()} | {"primary", "secondary"}
        case "pipeline":
            return {pipeline.id for pipeline in pipelines}
        case "area" | "criticality":
            return {word for pipeline in pipelines if (word := pipeline.sound(want)) is not None}
        case "audience":
            return {word for pipeline in pipelines for word in pipeline.sound("audiences") or ()}
        case "rotation":
            return {rotation.id for rotation in rotations}
        case "season":
            return {season.id for season in team.sound("seasons") or ()}
        case "runbook":
            files = {runbook.place.document for runbook in team.sound("runbooks") or ()}
            return {relpath(file, dirname(team.place.document)) for file in files - {team.place.document}}
    return ()
