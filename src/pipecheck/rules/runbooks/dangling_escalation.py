"""An escalation that leads to nobody.

What it checks
--------------
Every target of an escalation, the team's, a rota's or a runbook's, leads to somebody: a member, a partner, the team
itself, a column of a rota that covers the pipelines in question, a rank of owners that one of them has. A target that
stands `open`, and an escalation that only leads back to whoever is primary already, lead to nobody too. One problem a
name, however often it is written.

A runbook that tells its escalation in prose alone is undecided: what a sentence means is not guessed.

Why it matters
--------------
An escalation is followed when the first answer has failed. A job title, a team that was renamed, a backup that no rota
has: each of them looks like help until it is called.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  escalation: [{after: 15m, to: secondary}, {after: 30m, to: head-of-data}]
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
partners: [{id: finance, contact: {channel: "#finance"}}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  escalation: [{after: 15m, to: owners.secondary}, {after: 30m, to: finance}]
```

Known limits
------------
It judges the team as a whole, so `where` chooses it by `teams` only. A role counts as somebody where a rota has it for
any of the pipelines, whoever holds it that week; a partner counts as somebody, though its people are not listed.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipecheck.model.oncall import Column
from pipecheck.model.people import Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Runbook
from pipecheck.model.sections import find
from pipecheck.model.spelling import closest
from pipecheck.model.substance import has_substance
from pipecheck.model.team import ROLE_WORDS, Team, selects
from pipecheck.model.value import Party, Ref
from pipecheck.rules.base import (
    Edit,
    Fact,
    Level,
    NoParams,
    NotStated,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import counted, listed, shortened

_RANK = "owners."
_FIRST = "primary"


class _Escalation(NamedTuple):
    """Whom somebody is to call for some pipelines, one after the other."""

    of: str
    targets: tuple[Party, ...]
    pipelines: tuple[Pipeline, ...]


class _Dangling(NamedTuple):
    """A target that leads to nobody: why, in words that go on after its name."""

    why: str
    said: str
    ref: Ref


def _concerned(team: Team, params: NoParams) -> bool:
    oncall = team.sound("oncall")
    rotations = () if oncall is None else oncall.sound("rotations")
    steps = oncall is not None and ("escalation" in oncall.given or any(one.tells("escalation") for one in rotations))
    return steps or any(one.tells("escalation") or _is_prose(one) for one in team.runbooks)


@rule(Team, level=Level.warning, profile=Profile.recommended, params=NoParams, applies=_concerned)
def check(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    found: dict[tuple[str, str], list[_Dangling]] = {}
    missing: dict[Place, Undecided] = {}
    for escalation in _escalations(team, missing):
        yield from _nobody_else(escalation)
        for ref in (ref for party in escalation.targets for ref in party.names):
            try:
                dangling = _dangling(ref, escalation, team)
            except NotStated as lost:
                missing[lost.undecided.at] = lost.undecided
                continue
            if dangling is not None:
                found.setdefault((dangling.why, ref.id), []).append(dangling)
    for each in found.values():
        yield _leads_nowhere(each, team)
    yield from missing.values()
    for runbook in team.runbooks:
        if not runbook.tells("escalation") and _is_prose(runbook):
            yield _in_prose(runbook)


# ---- who is to be called


def _escalations(team: Team, missing: dict[Place, Undecided]) -> Iterator[_Escalation]:
    """Every escalation that the files tell, where they tell it; what was set aside goes into `missing`."""
    oncall = team.oncall
    if oncall is not None:
        everything = tuple(one for one in team.pipelines or () if one.oncall_none is None)
        yield _Escalation("the team", tuple(step.to for step in oncall.escalation), everything)
        for rotation in oncall.rotations:
            if rotation.tells("escalation"):
                steps = tuple(step.to for step in rotation.escalation)
                yield _Escalation(f"rotation '{rotation.id}'", steps, tuple(team.pipelines_of(rotation.covers)))
    for runbook in team.runbooks:
        try:
            if runbook.tells("escalation") and not runbook.template:
                served = {ref.id for ref in runbook.pipelines}
                pipelines = tuple(one for one in team.pipelines or () if one.id in served)
                yield _Escalation(f"runbook '{runbook.id}'", runbook.escalation, pipelines)
        except NotStated as lost:
            missing[lost.undecided.at] = lost.undecided


def _is_prose(runbook: Runbook) -> bool:
    return not runbook.sound("template") and any(
        has_substance(found.section) for found in find((runbook,), "escalation")
    )


# ---- whether anybody is there


def _dangling(ref: Ref, escalation: _Escalation, team: Team) -> _Dangling | None:
    person = team.person(ref)
    if person is not None or ref.id == team.team:
        if isinstance(person, Slot) and not any(True for _ in _columns(person.id, (), team)):
            why = f"who stands in the slot '{person.id}'"
            raise NotStated(Undecided("oncall.rotations.roles", person.at("id"), why=why))
        return None
    if ref.id.startswith(_RANK):
        return _without_owner(ref, escalation)
    if ref.id in ROLE_WORDS or ref.id in _roles(team):
        if team.oncall is None:
            raise NotStated(Undecided("oncall", team.at("oncall"), why="who is on call"))
        if ref.id in ROLE_WORDS or any(True for _ in _columns(ref.id, escalation.pipelines, team)):
            return None
        whose = f" that covers {_named(escalation.pipelines)}" if escalation.pipelines else ""
        return _Dangling("no column", f"no rota{whose} has such a column", ref)
    _ = team.members, team.partners, team.slots  # what was set aside there might have told the name
    return _Dangling("unknown", "nobody here is called so", ref)


def _without_owner(ref: Ref, escalation: _Escalation) -> _Dangling | None:
    rank = ref.id.removeprefix(_RANK)
    for pipeline in escalation.pipelines:
        if not pipeline.tells("owners"):
            raise NotStated(Undecided("pipelines.owners", pipeline.at("owners"), why=f"who its {rank} owner is"))
        owner = pipeline.owner(rank)
        if owner is not None and (owner.names or owner.everybody):
            return None
    asked = [f"'{one.id}'" for one in escalation.pipelines]
    named = f"none of {shortened(asked)} names anybody" if asked else "no pipeline names anybody"
    return _Dangling("no owner", f"{named if len(asked) != 1 else f'{asked[0]} names nobody'} there", ref)


def _roles(team: Team) -> set[str]:
    """The words that mean a column, be there one or not."""
    rotations = () if team.oncall is None else team.oncall.rotations
    named = {name for rotation in rotations for column in rotation.columns for name in (column.name, column.role)}
    return named | {_FIRST, "secondary"}


def _columns(name: str, pipelines: Sequence[Pipeline], team: Team) -> Iterator[Column]:
    """The columns of a name, or that count as it, which cover any of the pipelines; without pipelines, all of them."""
    for rotation in () if team.oncall is None else team.oncall.rotations:
        for column in rotation.columns:
            covers = column.covers or rotation.covers
            if name in (column.name, column.role) and (not pipelines or any(selects(covers, one) for one in pipelines)):
                yield column


def _named(pipelines: Sequence[Pipeline]) -> str:
    names = [f"'{one.id}'" for one in pipelines]
    return listed(names, "or") if len(names) <= 3 else f"any of {len(names)} pipelines"


# ---- saying so


def _nobody_else(escalation: _Escalation) -> Iterator[Problem]:
    """A target that stands open, and an escalation that leads back to where it began."""
    for number, party in enumerate(one for one in escalation.targets if one.open):
        yield Problem(
            f"the escalation of {escalation.of} leads to an open place; name somebody",
            party.at,
            key=("open", escalation.of, *((str(number),) if number else ())),
            evidence=(Fact("target", "open", (party.at,)), Fact("reason", "open")),
            remedies=(Remedy("name somebody who answers"),),
        )
    refs = [ref for party in escalation.targets for ref in party.names]
    if refs and all(party.names for party in escalation.targets) and all(ref.id == _FIRST for ref in refs):
        yield Problem(
            f"the escalation of {escalation.of} only leads back to '{_FIRST}', who has been called already; "
            "name somebody else",
            refs[0].at,
            key=("itself", escalation.of),
            evidence=(Fact("target", _FIRST, tuple(ref.at for ref in refs)), Fact("reason", "itself")),
            remedies=(Remedy("name somebody else, such as a secondary or the team itself"),),
        )


def _leads_nowhere(found: Sequence[_Dangling], team: Team) -> Problem:
    first = found[0]
    name, places = first.ref.id, tuple(dict.fromkeys(one.ref.at for one in found))
    often = f" ({counted(len(places), 'place')})" if len(places) > 1 else ""
    return Problem(
        f"escalation leads to '{name}', and {first.said}{often}; name somebody who answers",
        places[0],
        key=(first.why, name),
        evidence=(Fact("target", name, places), Fact("reason", first.why)),
        related=tuple(Related(place, "it leads there from here too") for place in places[1:6]),
        remedies=tuple(_ways_out(first, places, team)),
    )


def _ways_out(dangling: _Dangling, places: Iterable[Place], team: Team) -> Iterator[Remedy]:
    name = dangling.ref.id
    if dangling.why == "unknown":
        meant = closest(name, {*team.people, team.team})
        if meant is not None:
            yield Remedy(f"write '{meant}'", tuple(_put(places, meant, team)))
        yield Remedy(f"declare '{name}' as a member or a partner, or name somebody who is")
    elif dangling.why == "no column":
        yield Remedy(f"add a column '{name}' to the rota, or name somebody else")
    else:
        yield Remedy(f"name a {name.removeprefix(_RANK)} owner, or somebody else in the escalation")


def _put(places: Iterable[Place], name: str, team: Team) -> tuple[Edit, ...]:
    """The name at every place; nothing where one of them is front matter, which only hands can mend."""
    edits = tuple(Put(place, name) for place in places)
    return edits if all(edit.at.document == team.place.document for edit in edits) else ()


def _in_prose(runbook: Runbook) -> Undecided:
    section = find((runbook,), "escalation")[0].section
    return Undecided(
        "runbooks.escalation",
        section.at,
        (Remedy("repeat whom it names under `escalation`, in front of the text"),),
        why="whom the sentences under it name",
        key=(runbook.id,),
    )
