"""Somebody is on call for a pipeline and has not read its runbook.

What it checks
--------------
Every member who stands in a rota for a pipeline with one of the `audiences`, in one of the `roles`, has `acknowledged`
each of its runbooks, and has done so no earlier than it was last `reviewed`. One problem a member, for all the runbooks
that are missing.

A runbook that does not tell who acknowledged it is undecided; `acknowledged: []` says that nobody has. So is one that
was reviewed some day and acknowledged on a day that is not told.

Why it matters
--------------
A runbook that is read for the first time during an incident is read slowly and trusted little. Reading it before costs
ten minutes, and finds what is out of date.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, audiences: [investors]}]
runbooks:
  - {id: revenue, pipelines: [revenue], reviewed: 2026-01-05, acknowledged: [{member: alice, on: 2026-01-06}]}
oncall:
  rotations: [{id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}]
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, audiences: [investors]}]
runbooks:
  - id: revenue
    pipelines: [revenue]
    reviewed: 2026-01-05
    acknowledged: [{member: alice, on: 2026-01-06}, {member: bob, on: 2026-01-05}]
oncall:
  rotations: [{id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}]
```

Known limits
------------
The date of the last review stands for the last change. Who only takes a holiday, or covers for somebody, stands in no
rota and is not asked; nor are the people of partners.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.duty import column_people
from pipecheck.model.people import Member
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Runbook
from pipecheck.model.sections import runbooks_of
from pipecheck.model.team import Team, selects
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import listed


class Params(NamedTuple):
    audiences: Annotated[
        tuple[str, ...],
        Doc("whose pipelines' runbooks are to be known; none named is everybody's", source="plan 004"),
    ] = ("investors",)
    roles: Annotated[tuple[str, ...], Doc("who is asked: those who hold one of these roles")] = ("primary", "secondary")


class _Unread(NamedTuple):
    """A runbook that a member does not know as it is now, and why not."""

    runbook: Runbook
    why: str


def _concerned(member: Member, params: Params) -> bool:
    return any(member.may_hold(role) for role in params.roles)


@rule(Member, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(member: Member, view: TeamView, params: Params) -> Iterator[Outcome]:
    read = [one for one in view.team.pipelines or () if _is_read(one, params) and runbooks_of(view.team, one)]
    if read and view.team.oncall is None:
        yield Undecided("oncall", view.team.at("oncall"), why="who is on call")
        return
    runbooks = {
        each.key: each
        for one in read
        if _stands_for(member, one, params, view.team)
        for each in runbooks_of(view.team, one)
    }
    unread: list[_Unread] = []
    for runbook in runbooks.values():
        if not runbook.tells("acknowledged"):
            why = f"who has acknowledged runbook '{runbook.id}'"
            yield Undecided("runbooks.acknowledged", runbook.at("acknowledged"), why=why, key=(runbook.id,))
            continue
        found = _judged(member, runbook)
        if isinstance(found, Undecided):
            yield found
        elif found is not None:
            unread.append(found)
    if unread:
        yield _unfamiliar(member, unread)


def _is_read(pipeline: Pipeline, params: Params) -> bool:
    return not params.audiences or any(word in params.audiences for word in pipeline.audiences)


def _stands_for(member: Member, pipeline: Pipeline, params: Params, team: Team) -> bool:
    """Whether a member stands in a rota that covers a pipeline, be it among others."""
    return any(
        column.role in params.roles
        and selects(column.covers or rotation.covers, pipeline)
        and member.id in column_people(team, rotation, column)
        for rotation in (team.oncall.rotations if team.oncall and pipeline.oncall_none is None else ())
        for column in rotation.columns
    )


def _judged(member: Member, runbook: Runbook) -> _Unread | Undecided | None:
    own = [each for each in runbook.acknowledged if each.member.id == member.id]
    if not own:
        return _Unread(runbook, "never acknowledged")
    if runbook.reviewed is None:
        return None
    days = [each.on for each in own if each.on is not None]
    if any(day >= runbook.reviewed for day in days):
        return None
    if len(days) < len(own):
        at = next(each.at for each in own if each.on is None)
        why = f"when '{member.id}' acknowledged runbook '{runbook.id}'"
        return Undecided("runbooks.acknowledged.on", at, why=why, key=(runbook.id,))
    return _Unread(runbook, f"acknowledged on {max(days)}, and reviewed on {runbook.reviewed}")


def _unfamiliar(member: Member, unread: Sequence[_Unread]) -> Problem:
    names = listed(f"'{one.runbook.id}' ({one.why})" for one in unread)
    which, are, them = ("runbook", "it is", "it") if len(unread) == 1 else ("runbooks", "they are", "them")
    return Problem(
        f"'{member.id}' is on call and does not know the {which} {names} as {are} now; read and acknowledge {them}",
        member.at("id"),
        evidence=(
            Fact(
                "runbooks",
                tuple(one.runbook.id for one in unread),
                tuple(one.runbook.at("acknowledged") for one in unread),
            ),
        ),
        related=tuple(Related(one.runbook.at("acknowledged"), one.why) for one in unread[:5]),
        remedies=(
            Remedy(f"let {member.id} read it, and add the day under `acknowledged`"),
            Remedy(f"or let {member.id} be on duty beside somebody who knows it first"),
        ),
    )
