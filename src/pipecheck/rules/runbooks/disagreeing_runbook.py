"""A runbook that says otherwise than the team file.

What it checks
--------------
What a runbook repeats in front of its text agrees with the team file. Each rank under `owners` names whom the
pipeline's own rank names, in whatever order. Under `oncall` stand at least the people of the primary columns that cover
the pipeline and nobody who stands in none of its columns; a role such as `primary` stands for whoever holds it, the
team's own id for its members. Each promise under `slas` is the pipeline's of the same kind and severity.

What a runbook does not repeat is not missed, and where the team file promises nothing at all there is nothing to agree
with. One problem for each rank, for `oncall` and for each promise, over all pipelines that the runbook serves.

Why it matters
--------------
A copy is right on the day it is made. At night the runbook is what is read, and it is the copy that nobody changed.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, owners: {primary: carol, secondary: bob}}
runbooks:
  - id: revenue
    pipelines: [revenue]
    owners: {primary: alice, secondary: bob}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines:
  - {id: revenue, owners: {primary: carol, secondary: bob}, slas: [{kind: freshness, within: 24h}]}
runbooks:
  - id: revenue
    pipelines: [revenue]
    owners: {primary: carol, secondary: bob}
    slas: [{kind: freshness, within: 1d}]
```

Known limits
------------
Only front matter is compared, and the keys of an inline runbook: what the text says of owners is prose. Holidays,
overrides and swaps change nobody's place in the rota.
"""

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from pipecheck.model.duty import column_people
from pipecheck.model.oncall import Column, Rotation
from pipecheck.model.people import Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Runbook
from pipecheck.model.team import Team, selects
from pipecheck.model.value import Deadline, Duration, Party, Sla
from pipecheck.rules.base import (
    Edit,
    Fact,
    Level,
    NoParams,
    Outcome,
    Place,
    Problem,
    Profile,
    Related,
    Remedy,
    Remove,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.deadlines import in_words
from pipecheck.rules.prose import listed, shortened

_REPEATED = ("owners", "oncall", "slas")
_PRIMARY = "primary"


class _Other(NamedTuple):
    """What the team file says of a pipeline instead, and where."""

    pipeline: Pipeline
    said: str
    at: Place


def _concerned(runbook: Runbook, params: NoParams) -> bool:
    return any(runbook.tells(key) for key in _REPEATED) and not runbook.template


@rule(Runbook, level=Level.warning, profile=Profile.recommended, params=NoParams, applies=_concerned)
def check(runbook: Runbook, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    named = {ref.id for ref in runbook.pipelines}
    served = [pipeline for pipeline in view.team.pipelines or () if pipeline.id in named]
    yield from _owners(runbook, served, view.team)
    if runbook.oncall is not None:
        yield from _oncall(runbook, runbook.oncall, served, view.team)
    for sla in runbook.slas or ():
        yield from _promise(runbook, sla, served, view.team)


# ---- owners


def _owners(runbook: Runbook, served: Sequence[Pipeline], team: Team) -> Iterator[Outcome]:
    if not runbook.owners:
        return
    told = [pipeline for pipeline in served if pipeline.tells("owners")]
    for rank, party in runbook.owners.items():
        others = []
        for pipeline in told:
            owner = pipeline.owner(rank)
            if owner is None or _who(owner) != _who(party):
                place = pipeline.at("owners") if owner is None else owner.at
                others.append(_Other(pipeline, _said(owner), place))
        if others:
            claim = f"names {_said(party)} as {rank} owner"
            yield _differs(runbook, ("owners", rank), claim, _said(party), party.at, others, team)
    for pipeline in (one for one in served if one not in told):
        why = f"whether the owners of '{pipeline.id}' are those that runbook '{runbook.id}' names"
        yield Undecided("pipelines.owners", pipeline.at("owners"), why=why, key=(pipeline.id,))


def _who(party: Party) -> tuple[frozenset[str], bool, bool, bool, bool]:
    """Who is meant, in whatever order."""
    names = frozenset(ref.id for ref in party.names)
    return names, party.among, party.everybody, party.open, party.reason is not None


def _said(party: Party | None) -> str:
    if party is None or party.reason is not None:
        return "nobody"
    if party.open:
        return "an open place"
    if party.everybody:
        return "one of the team"
    names = [ref.id for ref in party.names]
    return listed(names, "or" if party.among else "and") if names else "nobody"


# ---- who is on call


def _oncall(runbook: Runbook, party: Party, served: Sequence[Pipeline], team: Team) -> Iterator[Outcome]:
    oncall = team.oncall
    if oncall is None:
        yield Undecided("oncall", team.at("oncall"), why="who is on call")
        return
    others = []
    for pipeline in served:
        columns = list(_columns(pipeline, oncall.rotations, team))
        everybody = {who for each in columns for who in _people(each, team)}
        first = {who for each in columns if each[1].role == _PRIMARY for who in _people(each, team)}
        stated = _stated(party, columns, team)
        if not first <= stated <= everybody:
            said = _together(first or everybody, team)
            others.append(_Other(pipeline, said, columns[0][1].at if columns else pipeline.at("id")))
    if others:
        claim = f"says that {_said(party)} {'are' if len(party.names) > 1 and not party.among else 'is'} on call"
        yield _differs(runbook, ("oncall",), claim, _said(party), party.at, others, team)


_Columns = Sequence[tuple[Rotation, Column]]


def _columns(pipeline: Pipeline, rotations: Sequence[Rotation], team: Team) -> Iterator[tuple[Rotation, Column]]:
    """The columns that cover a pipeline; none of one that nobody is on call for on purpose."""
    slots = {slot.id for slot in team.slots}
    for rotation in rotations if pipeline.oncall_none is None else ():
        for column in rotation.columns:
            if column.role not in slots and selects(column.covers or rotation.covers, pipeline):
                yield rotation, column


def _people(of: tuple[Rotation, Column], team: Team) -> set[str]:
    """Whoever stands in a column, the own team as its members."""
    members = {member.id for member in team.members or ()}
    return {one for who in column_people(team, *of) for one in (members if who == team.team else (who,))}


def _together(people: Set[str], team: Team) -> str:
    """People in words; all members are the team."""
    members = {member.id for member in team.members or ()}
    whole = members and members <= people
    return shortened([*sorted(people - members if whole else people), *([team.team] if whole else [])] or ["nobody"])


def _stated(party: Party, columns: _Columns, team: Team) -> set[str]:
    """Whom the runbook means: roles as whoever holds them, slots too, the own team as its members."""
    members = {member.id for member in team.members or ()}
    stated = members if party.everybody else set()
    for ref in party.names:
        person = team.person(ref)
        if ref.id == team.team:
            stated = stated | members
        elif person is None or isinstance(person, Slot):
            held = [_people(each, team) for each in columns if ref.id in (each[1].name, each[1].role)]
            stated = stated.union(*held) if held else stated | {ref.id}
        else:
            stated = stated | {person.id}
    return stated


# ---- promises


def _promise(runbook: Runbook, sla: Sla, served: Sequence[Pipeline], team: Team) -> Iterator[Outcome]:
    others = []
    for pipeline in (one for one in served if one.slas):
        alike = [one for one in pipeline.slas if (one.kind, one.severity) == (sla.kind, sla.severity)]
        if not any(_terms(one) == _terms(sla) for one in alike):
            said = listed([_promised(one) for one in alike]) if alike else "none"
            others.append(_Other(pipeline, said, alike[0].at if alike else pipeline.at("slas")))
    if others:
        kind = f"'{sla.kind}'" + (f" ({sla.severity})" if sla.severity else "")
        key = ("slas", sla.kind, sla.severity or "", _promised(sla))
        yield _differs(runbook, key, f"promises {kind} {_promised(sla)}", _promised(sla), sla.at, others, team)


def _terms(sla: Sla) -> tuple[str, Deadline | None, str | None]:
    """What is promised, wherever it stands: one day is 24 hours."""
    by = None if sla.by is None else sla.by._replace(at=Place(""))
    return _length(sla.within), by, sla.target


def _length(within: Duration | None) -> str:
    return "" if within is None else str(within) if within.minutes is None else f"{within.minutes}m"


def _promised(sla: Sla) -> str:
    parts = []
    if sla.within is not None:
        parts.append(f"within {sla.within}")
    if sla.by is not None:
        shift = f", or the {sla.by.shift} working day" if sla.by.shift else ""
        parts.append(f"by {in_words(sla.by)}{shift}")
    if sla.target is not None:
        parts.append(f"at {sla.target}")
    return " ".join(parts) or "no time"


# ---- saying so


def _differs(
    runbook: Runbook, key: tuple[str, ...], claim: str, here: str, at: Place, others: Sequence[_Other], team: Team
) -> Problem:
    there = listed(f"{one.said} for '{one.pipeline.id}'" for one in others)
    edits: tuple[Edit, ...] = (Remove(at),) if at.document == team.place.document else ()
    return Problem(
        f"runbook '{runbook.id}' {claim}, and the team file says {there}; let one of the two go",
        at,
        key=key,
        evidence=(
            Fact("repeated", here, (at,)),
            Fact("told", {one.pipeline.id: one.said for one in others}, tuple(one.at for one in others)),
        ),
        related=tuple(Related(one.at, "the team file says this") for one in others[:5]),
        remedies=(
            Remedy("take it out of the runbook: the team file tells it", edits),
            Remedy("correct whichever of the two is out of date"),
        ),
    )
