"""A rotation among too few people.

What it checks
--------------
At least `min` people take turns in a rotation, in whichever of its columns. Where they live in several parts of the
world, at least six hours apart, so that each can have the day and nobody the night, at least `min_per_site` do in each;
so, too, where each site has a rotation of its own for the same pipelines. Rotations that share people are counted
together. Of a team that stands in a rota its members count; of a partner those that it lists. Where it lists none, it
is undecided whether they are enough.

Why it matters
--------------
With fewer people each is on duty so often that a vacation or an illness breaks the rota. Eight people can fill two
roles by the week with a quarter of the time each.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol, dave]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: a}, {id: b}, {id: c}, {id: d}, {id: e}, {id: f}, {id: g}, {id: h}]
pipelines: [{id: revenue, owners: {primary: a, secondary: b}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [a, b, c, d, e, f, g, h]}}
```

Known limits
------------
People of a partner are counted with the smallest site. It counts people, not turns: whoever stands in an order once
counts as much as whoever stands there often. A small team sets `min` to what it has, and looks at
`excessive-oncall-share` instead.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Pool, column_people, pools
from pipecheck.model.oncall import Column, Rotation
from pipecheck.model.people import Member, Partner
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import selects
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
from pipecheck.rules.prose import counted, listed, quoted, shortened
from pipecheck.rules.sites import sites
from pipecheck.rules.uneven_turns import everybody_once


class Params(NamedTuple):
    min: Annotated[
        int, Doc("the fewest people in a rotation of one site", source="Site Reliability Engineering, chapter 11")
    ] = 8
    min_per_site: Annotated[
        int, Doc("the fewest people in each site of several", source="Site Reliability Engineering, chapter 11")
    ] = 6
    roles: Annotated[tuple[str, ...], Doc("the roles whose people count")] = ("primary", "secondary")


class _Staff(NamedTuple):
    """Who takes turns, members first; and partners of whom nobody is listed."""

    people: tuple[str, ...]
    unlisted: tuple[Partner, ...]


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(Rotation, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    own = _sharing(rotation, view, params)
    if rotation.id != own[0].rotations[0]:
        return
    staff = _staff(own, view)
    groups = sites(view, staff.people) or ((),)
    others = len(staff.people) - sum(map(len, groups))
    alone = len(groups) == 1 and len(sites(view, _everywhere(own, view, params))) <= 1
    wanted = params.min if alone else params.min_per_site
    smallest = min(groups, key=len)
    number = len(smallest) + others
    if number >= wanted:
        return
    if staff.unlisted:
        partner = staff.unlisted[0]
        remedy = Remedy(f"list the members of '{partner.id}' that take turns")
        why = f"how many people take turns in '{rotation.id}'"
        yield Undecided("partners.members", partner.at("members"), (remedy,), why, key=(partner.id,))
        return
    yield _small(rotation, own, staff, groups, wanted, number, view)


def _sharing(rotation: Rotation, view: TeamView, params: Params) -> list[Pool]:
    """The pools of a rotation, and of those with which they share people or rotations."""
    found = pools(view, params.roles)
    names = {rotation.id}
    while True:
        own = [pool for pool in found if names & set(pool.rotations)]
        more = {name for pool in own for name in pool.rotations}
        if more <= names:
            return own
        names |= more


def _everywhere(own: list[Pool], view: TeamView, params: Params) -> list[str]:
    """Who takes turns for the same pipelines, in other rotations too: one site's night may be the day of another."""
    columns = {column for pool in own for column in pool.columns}
    told = [(each, column) for each in view.each(Rotation) for column in each.columns if column.role in params.roles]
    ours = {name for each, column in told if (each.id, column.name) in columns for name in _served(each, column, view)}
    return [
        who
        for each, column in told
        if ours & _served(each, column, view)
        for who in column_people(view.team, each, column)
    ]


def _served(rotation: Rotation, column: Column, view: TeamView) -> set[str]:
    known: Sequence[Pipeline] = view.team.sound("pipelines") or ()
    return {pipeline.id for pipeline in known if selects(column.covers or rotation.covers, pipeline)}


def _staff(own: list[Pool], view: TeamView) -> _Staff:
    team = view.team
    rotations = {each.id: each for each in view.each(Rotation)}
    people: dict[str, None] = {}
    unlisted: dict[str, Partner] = {}
    for pool in own:
        for name, column in pool.columns:
            told = next(each for each in rotations[name].columns if each.name == column)
            for who in column_people(team, rotations[name], told):
                person = team.person(who)
                if isinstance(person, Partner):
                    people.update(dict.fromkeys(f"{who}/{each}" for each in person.members or ()))
                    unlisted.update({} if person.members else {who: person})
                elif person is None and who == team.team:
                    people.update(dict.fromkeys(member.id for member in team.members or ()))
                elif isinstance(person, Member) or team.members is None:
                    people[who] = None
    return _Staff(tuple(people), tuple(unlisted.values()))


def _small(
    rotation: Rotation,
    own: list[Pool],
    staff: _Staff,
    groups: tuple[tuple[str, ...], ...],
    wanted: int,
    number: int,
    view: TeamView,
) -> Problem:
    names = dict.fromkeys(name for pool in own for name in pool.rotations)
    where = f"rotation{'s' if len(names) > 1 else ''} {listed(quoted(names))}"
    least = min(groups, key=len)
    site = f" where {shortened(quoted(least))} {'lives' if len(least) == 1 else 'live'}" if len(groups) > 1 else ""
    first = next(
        column for column in rotation.columns if any((rotation.id, column.name) in each.columns for each in own)
    )
    more = counted(wanted - number, "more person", "more people")
    members = {member.id: member for member in view.team.members or ()}
    idle = [who for pool in own for who in pool.idle if who not in staff.people]
    return Problem(
        f"{counted(number, 'person takes', 'people take')} turns in {where}{site}; at least {wanted} wanted",
        first.at,
        key=tuple(names),
        evidence=(
            Fact("people", staff.people, (first.at,)),
            Fact("wanted", wanted),
            *((Fact("sites", groups),) if len(groups) > 1 else ()),
        ),
        related=tuple(Related(members[who].at("id"), f"'{who}' takes no turns") for who in idle[:5]),
        remedies=(
            *(remedy for pool in own if len(groups) == 1 for remedy in _with_idle(rotation, pool, wanted, view)),
            Remedy(f"find {more}, or share duty with another team"),
        ),
    )


def _with_idle(rotation: Rotation, pool: Pool, wanted: int, view: TeamView) -> Iterator[Remedy]:
    """Those who could take turns and do not, if they are enough."""
    if pool.idle and len(pool.counted) >= wanted:
        yield from everybody_once(rotation, pool, True, view)
        yield Remedy(f"let {shortened(pool.idle)} take turns, too")
