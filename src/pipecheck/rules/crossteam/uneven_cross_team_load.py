"""One person who carries too much because no team sees what the others ask of them.

What it checks
--------------
Of each person who is a member in several team files (by one e-mail address, or by `person: team/member`):

- Nobody is on duty in two teams at one time, in any of `roles`.
- The pipelines that somebody owns in all their teams together, at each of `ranks`, are no more than an equal part, or
  than the most that somebody has to have if nobody can help across teams.
- The same for the days of duty in each of `load_roles`, over the time that all their rotas have in common; one turn
  more is no problem, for turns cannot be cut.

A person has one working week at most, whatever the files of all teams make it together.

Why it matters
--------------
Each file is even by itself, and whoever stands in two of them carries twice what everybody else does. On the night when
both teams call, one of them gets no answer.

Fails
-----

```yaml
version: 1
team: core
members: [{id: alice, contact: {email: alice@example.com}}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
```

```yaml
version: 1
team: shop
members: [{id: alice, contact: {email: alice@example.com}}, {id: erin}, {id: frank}]
pipelines:
  - {id: orders, owners: {primary: alice, secondary: erin}}
  - {id: carts, owners: {primary: alice, secondary: frank}}
```

Passes
------

```yaml
version: 1
team: core
members: [{id: alice, contact: {email: alice@example.com}}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
```

```yaml
version: 1
team: shop
members: [{id: alice, contact: {email: alice@example.com}}, {id: erin}, {id: frank}]
pipelines:
  - {id: orders, owners: {primary: erin, secondary: alice}}
  - {id: carts, owners: {primary: frank, secondary: alice}}
```

Known limits
------------
Whoever stands in one file only is for the rules of that team. A team that stands in another's rota is no person. Which
of several teams' undated rotas begins when is not tried out: without a start there, it is undecided.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import combinations
from math import ceil
from typing import Annotated, NamedTuple

from pipecheck.model.across import Individual
from pipecheck.model.intervals import union
from pipecheck.model.ownership import owners_of, seats
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Segment,
    Undecided,
    Workspace,
    workspace_rule,
)
from pipecheck.rules.lines import top_line
from pipecheck.rules.loads import Counted, untold
from pipecheck.rules.posts import Post, Who, colleagues, days_held, held, is_alone, needed, posts_of, serves, who
from pipecheck.rules.prose import counted, days, listed, quoted, tallied, when
from pipecheck.rules.takers import oncall_days, takers

_RELATED = 5
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


class Params(NamedTuple):
    roles: Annotated[tuple[str, ...], Doc("the roles of which a person holds one at a time, in whatever team")] = (
        "primary",
        "secondary",
        "standby",
    )
    load_roles: Annotated[tuple[str, ...], Doc("the roles whose days are added up over all teams")] = ("primary",)
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners whose pipelines are added up over all teams")] = (
        "primary",
    )
    slack: Annotated[int, Doc("how many pipelines or turns more than needed are allowed")] = 0


@workspace_rule(Individual, level=Level.warning, profile=Profile.strict, params=Params)
def check(person: Individual, workspace: Workspace, params: Params) -> Iterator[Outcome]:
    posts = posts_of(person, workspace)
    for rank in params.ranks:
        yield from _owned(person, posts, workspace, rank, params)
    on_duty = [post for post in posts if serves(post)]
    if len(on_duty) < 2:
        return
    for role in params.load_roles:
        yield from _on_duty(person, on_duty, workspace, role, params)
    for first, second in combinations(on_duty, 2):
        yield from _at_once(person, first, second, workspace, params)


# ---- ownership


def _owned(
    person: Individual, posts: Sequence[Post], workspace: Workspace, rank: str, params: Params
) -> Iterator[Outcome]:
    missing = [lack for post in posts if (lack := untold(post.view.team, Counted((rank,)))) is not None]
    if missing:
        yield missing[0]
        return
    tables = {post.document: seats(post.view.team, rank) for post in posts}
    own = {post.document: tables[post.document].shares[post.member.id] for post in posts}
    teams = {post.document: tuple(colleagues(post.view)) for post in posts}
    totals = {name: table.held for name, table in tables.items()}
    allowed = ceil(needed(totals, teams, posts, workspace)) + params.slack
    load = sum(own.values(), Fraction(0))
    if load <= allowed or sum(count > 0 for count in own.values()) < 2:
        return
    places = [(post, place) for post in posts for place in tables[post.document].places.get(post.member.id, ())]
    at = next(place for _, place in places if place.document == places[-1][1].document)
    shares = {post.team: own[post.document] for post in posts}
    yield Problem(
        f"'{person.id}' is {rank} owner of {counted(load, 'pipeline')} in {counted(len(posts), 'team')} "
        f"({tallied(shares)}), and shared evenly nobody there needs more than {allowed}; give "
        f"{_some(ceil(load - allowed))} to somebody else",
        at,
        key=("owner", rank),
        evidence=(
            Fact("pipelines", load, tuple(place for _, place in places)),
            Fact("teams", shares),
            Fact("allowed", allowed),
        ),
        related=tuple(Related(place, f"{rank} owner here, too") for _, place in places if place != at)[:_RELATED],
        remedies=(_other_owners(places, workspace, rank, allowed, ceil(load - allowed)),),
    )


def _some(number: int) -> str:
    return "one of them" if number == 1 else f"{number} of them"


class _Gift(NamedTuple):
    load: Fraction
    """What whoever gets it owns already."""
    pipeline: str
    to: Who
    member: str
    at: Place


def _other_owners(
    places: Sequence[tuple[Post, Place]], workspace: Workspace, rank: str, allowed: int, number: int
) -> Remedy:
    """Pipelines given to whoever owns least of those who are in one team only, and do not own them already."""
    ways = [gift for post, place in reversed(places) for gift in _gifts(post, place, workspace, rank)]
    given: list[_Gift] = []
    while ways and len(given) < number:
        best = min(ways, key=lambda gift: gift.load)
        if best.load + 1 > allowed:
            break
        given.append(best)
        ways = [
            gift._replace(load=gift.load + 1) if gift.to == best.to else gift for gift in ways if gift.at != best.at
        ]
    if not given:
        teams = dict.fromkeys(post.team for post, _ in places)
        return Remedy(f"let others of {listed(quoted(teams), 'or')} be {rank} owner of more")
    edits = tuple(Put(gift.at, gift.member) for gift in given) if len(given) == number else ()
    titles = [f"'{gift.pipeline}' to {gift.member}" for gift in given]
    return Remedy(f"give {listed(titles)}", edits)


def _gifts(post: Post, place: Place, workspace: Workspace, rank: str) -> Iterator[_Gift]:
    team = post.view.team
    pipeline = next((one for one in team.pipelines or () if one.at("owners", rank) == place), None)
    if pipeline is None:
        return
    loads = seats(team, rank).shares
    owning = {ref.id for party in owners_of(pipeline) for ref in party.names}
    for other in colleagues(post.view):
        name = other.member.id
        if is_alone(other, workspace) and name not in owning:
            yield _Gift(loads[name], pipeline.id, who(other, workspace), name, place)


# ---- days of duty


def _on_duty(
    person: Individual, posts: Sequence[Post], workspace: Workspace, role: str, params: Params
) -> Iterator[Problem]:
    schedules = [post.view.schedule for post in posts]
    start, end = max(one.start for one in schedules), min(one.end for one in schedules)
    tables = {post.document: post.view.measure(days_held, role, start, end) for post in posts}
    own = {post.document: tables[post.document][post.member.id] for post in posts}
    if sum(count > 0 for count in own.values()) < 2:
        return
    teams = {post.document: tuple(colleagues(post.view, role)) for post in posts}
    totals = {name: sum(each.values(), Fraction(0)) for name, each in tables.items()}
    even = needed(totals, teams, posts, workspace)
    turn = max((each.end - each.start for one in schedules for each in one.turns()), default=_DAY)
    load = sum(own.values(), Fraction(0))
    if load <= even + (1 + params.slack) * Fraction(turn // _DAY):
        return
    places = [place for post in posts for place in _given(post, role)]
    at = next(place for place in places if place.document == places[-1].document)
    shares = {post.team: round(own[post.document]) for post in posts}
    yield Problem(
        f"'{person.id}' is {role} for {round(load)} of {(end - start) // _DAY} days in "
        f"{counted(len(posts), 'team')} ({tallied(shares)}), and shared evenly nobody there needs more than "
        f"{ceil(even)}; let others take some of these turns",
        at,
        key=("duty", role),
        evidence=(
            Fact("days", round(load), tuple(places)),
            Fact("teams", shares),
            Fact("needed", ceil(even)),
            Fact("from", start.date()),
            Fact("to", (end - _TICK).date()),
        ),
        related=tuple(Related(place, f"{role} by this, too") for place in places if place != at)[:_RELATED],
        remedies=(_lighter(posts, tables, workspace, role),),
    )


def _given(post: Post, role: str) -> list[Place]:
    """The lines by which somebody has a role, in order of time."""
    own = (one for one in post.view.schedule.stretches(role=role) if one.holder == post.member.id)
    return list(dict.fromkeys(one.because[-1] for one in own))


def _lighter(
    posts: Sequence[Post], tables: Mapping[str, Mapping[str, Fraction]], workspace: Workspace, role: str
) -> Remedy:
    """Whoever serves least, of those who are in one team only."""
    ways = [
        (tables[post.document][other.member.id], other)
        for post in reversed(posts)
        for other in colleagues(post.view, role)
        if is_alone(other, workspace)
    ]
    if not ways:
        return Remedy(f"let others of {listed(quoted(post.team for post in posts), 'or')} be {role} for more")
    served, other = min(ways, key=lambda way: way[0])
    return Remedy(f"give turns of '{other.team}' to {other.member.id}, who has {counted(round(served), 'day')}")


# ---- two teams at one time


class _Clash(NamedTuple):
    start: datetime
    end: datetime
    upper: Segment
    """The duty in the file whose path sorts last."""
    lower: Segment


def _at_once(person: Individual, first: Post, second: Post, workspace: Workspace, params: Params) -> Iterator[Outcome]:
    roles = frozenset(params.roles)
    below = first.view.measure(held, first.member.id, roles)
    above = second.view.measure(held, second.member.id, roles)
    alike: dict[tuple[str, ...], list[_Clash]] = {}
    unclear: Segment | None = None
    for clash in _overlaps(below, above):
        if clash.upper.state == clash.lower.state == "held":
            lower = (first.team, clash.lower.rotation, clash.lower.role, top_line(first.view, clash.lower).name)
            upper = (second.team, clash.upper.rotation, clash.upper.role, top_line(second.view, clash.upper).name)
            alike.setdefault((*min(lower, upper), *max(lower, upper)), []).append(clash)
        elif unclear is None:
            unclear = clash.upper if clash.upper.state == "among" else clash.lower
    for key, found in alike.items():
        yield _clashing(person, key, found, (first, second), workspace)
    if not alike and unclear is not None:
        why = f"whether '{person.id}' is on duty in '{first.team}' and '{second.team}' at one time"
        yield Undecided("oncall.rotations.roles", unclear.because[-1], why=why, key=(first.team, second.team))


def _overlaps(below: Sequence[Segment], above: Sequence[Segment]) -> Iterator[_Clash]:
    """Every two stretches that meet, in order of time."""
    here = 0
    for upper in above:
        while here < len(below) and below[here].end <= upper.start:
            here += 1
        for lower in below[here:]:
            if lower.start >= upper.end:
                break
            if lower.end > upper.start:
                yield _Clash(max(upper.start, lower.start), min(upper.end, lower.end), upper, lower)


def _clashing(
    person: Individual, key: tuple[str, ...], found: Sequence[_Clash], posts: tuple[Post, Post], workspace: Workspace
) -> Problem:
    below, above = posts
    upper, lower = found[0].upper, found[0].lower
    runs = oncall_days(above.view, upper.rotation, union((one.start, one.end) for one in found))
    often = f", {counted(len(runs), 'time')} in all" if len(runs) > 1 else ""
    others = {one.lower.because[-1]: None for one in found} | {one.upper.because[-1]: None for one in found}
    others.pop(upper.because[-1])
    return Problem(
        f"'{person.id}' is {lower.role} of rotation '{lower.rotation}' in '{below.team}' and {upper.role} of "
        f"'{upper.rotation}' in '{above.team}' at one time, {when(*runs[0])}{often}; name somebody else in one",
        upper.because[-1],
        key=("clash", *key),
        evidence=(
            Fact("person", person.id, (below.member.at("id"), above.member.at("id"))),
            Fact("roles", (lower.role, upper.role), (lower.because[-1], upper.because[-1])),
            Fact("days", tuple(days(*run) for run in runs)),
        ),
        related=tuple(Related(place, f"'{person.id}' is on duty by this, too") for place in others)[:_RELATED],
        remedies=(_way_out(found, above, workspace),),
    )


def _way_out(found: Sequence[_Clash], post: Post, workspace: Workspace) -> Remedy:
    """Another name in the cell, if it is a cell of a rota and one alone, for somebody who is in this team only."""
    upper = found[0].upper
    cell = upper.because[-1]
    schedule = post.view.schedule
    alike = schedule.segments(role=upper.role, rotation=upper.rotation)
    whole = union((each.start, each.end) for each in alike if each.because[-1] == cell)
    able = takers(post.view, upper.role, whole, but=(post.member.id,))
    others = {each.id: Post(post.view, each) for each in post.view.team.members or ()}
    alone = [name for name in able if is_alone(others[name], workspace)]
    if not alone:
        return Remedy(f"give {upper.role} in '{post.team}', or the other duty, to somebody else")
    plain = all(one.upper.because == (cell,) for one in found) and top_line(post.view, upper).change is None
    edits = (Put(cell, alone[0]),) if plain else ()
    return Remedy(f"give {upper.role} in '{post.team}' to {alone[0]}, who is free then", edits)
