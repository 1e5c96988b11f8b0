"""Turns in which nobody on duty knows the pipeline.

What it checks
--------------
In every turn somebody on duty knows the pipeline, for each pipeline of the `audiences`: who owns it at any rank, or has
acknowledged its runbook. A turn counts as one of strangers if for most of it nobody of those on duty knows the
pipeline; a cover of a day or two is no turn.

With more people than owners can accompany, some turns of strangers cannot be avoided: with o people who know it among
n, and two seats a turn, at least n − 2·o of n turns. Only what exceeds that is a problem. A backup that the rota does
not have is a seat all the same.

Who has acknowledged nothing does not know it. Where an order is not stated, the verdict is undecided.

Why it matters
--------------
Whoever is called at night about a pipeline they have never seen reads its code by the light of the phone. One of two
people who knows it is enough; to arrange that costs nothing but a look at the rota.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, audiences: [investors], owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob, carol, dave], secondary: {before: primary, by: 1}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, audiences: [investors], owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob, carol, dave], secondary: {before: primary, by: 2}}
```

Known limits
------------
Whether somebody read the runbook again after it was changed is for `unfamiliar-runbook` to say. Somebody who shares a
slot that owns the pipeline knows it, whoever has the slot that week.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Annotated, NamedTuple

from pipecheck.model.intervals import Interval, Intervals, common, length, minus, union
from pipecheck.model.oncall import Rotation
from pipecheck.model.ownership import holders_of, owners_of
from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.sections import runbooks_of
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Doc,
    Edit,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Segment,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import counted, listed, shortened, when
from pipecheck.rules.takers import oncall_days


class Params(NamedTuple):
    audiences: Annotated[
        tuple[str, ...],
        Doc("whose pipelines are looked at; none named is everybody's", source="the plans: what investors read"),
    ] = ("investors",)
    roles: Annotated[tuple[str, ...], Doc("the roles of which one knows the pipeline")] = ("primary", "secondary")


class _Turn(NamedTuple):
    """A turn in which somebody is on duty for a pipeline, and whether for most of it nobody of them knows it."""

    segments: tuple[Segment, ...]
    surely: Intervals
    """When nobody who knows it is on duty, if that is most of the turn; else nothing."""
    perhaps: Intervals
    """The same if of several, not told which, it is always one who does not know it."""


class _Bound(NamedTuple):
    """How many turns of strangers no rota can avoid."""

    people: int
    knowing: int
    seats: int
    """That a turn has, or should have."""
    filled: int
    """That the rota fills at one time."""

    def of(self, turns: int) -> int:
        """Of so many turns, whichever of a round come first."""
        if not self.knowing:
            return 0
        each = max(0, self.people - self.knowing * self.seats)
        rounds, rest = divmod(turns, self.people)
        return rounds * each + min(rest, each)


class _Pair(NamedTuple):
    """A primary by an order of single people, and a backup that keeps its distance."""

    rotation: Rotation
    order: tuple[str, ...]
    distance: int | None
    """In turns, less than a round; None is no backup."""


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    wanted = not params.audiences or any(word in params.audiences for word in pipeline.audiences)
    return wanted and pipeline.oncall_none is None


@rule(Pipeline, level=Level.warning, profile=Profile.recommended, params=Params, applies=_concerned)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    duty = [
        segment
        for segment in view.schedule.segments(pipeline=pipeline.id)
        if segment.role in params.roles and segment.state in ("held", "among")
    ]
    if not duty:
        return
    if not pipeline.tells("owners"):
        yield Undecided("pipelines.owners", pipeline.at("owners"), why="who of those on duty knows it")
        return
    knowing = _knowing(pipeline, view.team)
    turns = _turns(duty, knowing, view, params)
    bound = _bound(duty, knowing, view.team, params)
    surely = [turn for turn in turns if turn.surely]
    if len(surely) > bound.of(len(turns)):
        yield _problem(pipeline, surely, len(turns), knowing, bound, view, params)
    elif sum(bool(turn.perhaps) for turn in turns) > bound.of(len(turns)):
        told = next(one for turn in turns if turn.perhaps for one in turn.segments if one.state == "among")
        yield Undecided(
            "oncall.rotations.roles", told.because[-1], why=f"whether somebody on duty knows '{pipeline.id}'"
        )


# ---- who knows it


def _knowing(pipeline: Pipeline, team: Team) -> frozenset[str]:
    """Owners of any rank as people, and whoever has acknowledged a runbook."""
    known: set[str] = set()
    for party in owners_of(pipeline, tuple(pipeline.owners or ())):
        if party.everybody:
            known.update(member.id for member in team.members or ())
        for ref in party.names:
            person = team.person(ref)
            known.add(ref.id)
            if isinstance(person, Slot):
                known.update(holders_of(team, person.id).ids)
            elif isinstance(person, Partner):
                known.update(person.members or ())
            elif person is None and ref.id == team.team:
                known.update(member.id for member in team.members or ())
    for runbook in runbooks_of(team, pipeline):
        known.update(each.member.id for each in runbook.acknowledged)
    if any(isinstance(team.person(name), Member) for name in known):
        known.add(team.team)
    return frozenset(known)


def _turns(duty: Sequence[Segment], knowing: frozenset[str], view: TeamView, params: Params) -> list[_Turn]:
    """The turns of whoever is called first, in order of time, with everybody on duty in them."""
    roles = {one.role for one in duty}
    leading = next(role for role in _ranks(params) if role in roles)
    turns = sorted({_turn_of(one, view) for one in duty if one.role == leading})
    begins = [start for start, _ in turns]
    # Turns of several rotations may overlap: up to where those that begin before reach.
    reach = list(accumulate((end for _, end in turns), max))
    inside: list[list[Segment]] = [[] for _ in turns]
    for segment in duty:
        for at in range(bisect_right(reach, segment.start), bisect_left(begins, segment.end)):
            for start, end in common((turns[at],), ((segment.start, segment.end),)):
                inside[at].append(segment._replace(start=start, end=end))
    return [_turn(segments, knowing) for segments in inside]


def _ranks(params: Params) -> tuple[str, ...]:
    """Who is called before whom."""
    return ("primary", *params.roles)


def _turn_of(segment: Segment, view: TeamView) -> Interval:
    turn = view.schedule.turn(segment.rotation, segment.turn)
    return (segment.start, segment.end) if turn is None else (turn.start, turn.end)


def _turn(segments: Sequence[Segment], knowing: frozenset[str]) -> _Turn:
    sure = [one for one in segments if _people(one) and _people(one) <= knowing]
    if len(sure) == len(segments):
        return _Turn(tuple(segments), (), ())
    whole = _union(segments)
    possible = [one for one in segments if _people(one) & knowing]
    half = length(whole) / 2
    surely, perhaps = minus(whole, _union(possible)), minus(whole, _union(sure))
    return _Turn(tuple(segments), surely if length(surely) > half else (), perhaps if length(perhaps) > half else ())


def _union(segments: Sequence[Segment]) -> Intervals:
    return union((one.start, one.end) for one in segments)


def _people(segment: Segment) -> frozenset[str]:
    return frozenset(segment.candidates if segment.holder is None else (segment.holder,))


def _bound(duty: Sequence[Segment], knowing: frozenset[str], team: Team, params: Params) -> _Bound:
    able = {member.id for member in team.members or () if any(member.may_hold(role) for role in params.roles)}
    people = able.union(*(_people(one) for one in duty))
    ends = sorted(one.end for one in duty)
    starts = sorted(one.start for one in duty)
    filled = max(number - bisect_right(ends, start) for number, start in enumerate(starts, 1))
    return _Bound(len(people), len(people & knowing), max(len(params.roles), filled), filled)


# ---- saying so


def _problem(
    pipeline: Pipeline,
    strange: Sequence[_Turn],
    turns: int,
    knowing: frozenset[str],
    bound: _Bound,
    view: TeamView,
    params: Params,
) -> Problem:
    told = [_called_first(turn, params) for turn in strange]
    first = told[0]
    run = oncall_days(view, first.rotation, strange[0].surely)[0]
    people = tuple(dict.fromkeys(who for turn in strange for who in _strangers(turn)))
    owners = tuple(dict.fromkeys(ref.id for party in owners_of(pipeline) for ref in party.names))
    lines = Counter(one.because[-1] for one in told)
    at = max(lines, key=lines.__getitem__)
    return Problem(
        f"in {len(strange)} of {counted(turns, 'turn')} nobody on duty knows '{pipeline.id}', first {when(*run)} "
        f"({listed(_strangers(strange[0]))}); {_best(bound, turns)}; let those on duty read its runbook, or change "
        "who has duty when",
        at,
        evidence=(
            Fact("turns of strangers", len(strange), tuple(lines)),
            Fact("turns", turns),
            Fact("attainable", bound.of(turns)),
            Fact("knowing", tuple(sorted(knowing - {view.team.team}))),
            Fact("owners", owners, (pipeline.at("owners"),)),
        ),
        related=(
            Related(pipeline.at("owners"), "these know it"),
            *(Related(place, "nobody who knows it in this turn either") for place in [*lines][:5] if place != at),
        ),
        remedies=tuple(_ways_out(pipeline, people, knowing, bound, view, params)),
    )


def _called_first(turn: _Turn, params: Params) -> Segment:
    ranks = _ranks(params)
    return min(_while(turn), key=lambda one: ranks.index(one.role))


def _strangers(turn: _Turn) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who for one in _while(turn) for who in sorted(_people(one))))


def _while(turn: _Turn) -> Sequence[Segment]:
    """Who is on duty while nobody who knows it is."""
    return [one for one in turn.segments if common(((one.start, one.end),), turn.surely)]


def _best(bound: _Bound, turns: int) -> str:
    if not bound.knowing:
        return "nobody who knows it may be on call"
    least = bound.of(turns) or "none"
    seats = f"{bound.seats} seats a turn" if bound.seats <= bound.filled else "a backup in every turn"
    return f"with {bound.knowing} of {bound.people} people who know it, and {seats}, {least} need be so"


def _ways_out(
    pipeline: Pipeline,
    people: Sequence[str],
    knowing: frozenset[str],
    bound: _Bound,
    view: TeamView,
    params: Params,
) -> Iterator[Remedy]:
    members = [who for who in people if isinstance(view.team.person(who), Member)]
    found = _other_distance(pipeline, bound, view, params)
    if found is not None:
        yield found
    if members:
        written = "its runbook" if runbooks_of(view.team, pipeline) else "a runbook for it"
        yield Remedy(f"let {shortened(members)} read {written}, and say so in it under `acknowledged`")
    yield Remedy(f"put an owner of '{pipeline.id}' on duty in each turn")


def _other_distance(pipeline: Pipeline, bound: _Bound, view: TeamView, params: Params) -> Remedy | None:
    """Another distance of the backup from the primary, if one puts somebody who knows it into as many turns as can be,
    and leaves no other pipeline with more turns of strangers."""
    pair = _pair(view.team)
    if pair is None:
        return None
    order, now = pair.order, pair.distance
    concerned = [each for each in view.team.pipelines or () if _concerned(each, params)]
    tables = {each.id: _strange_by_distance(order, _knowing(each, view.team)) for each in concerned}
    before = {name: table[now] for name, table in tables.items()}
    allowed = bound.of(len(order))
    for by in sorted(range(1, len(order)), key=lambda one: (tables[pipeline.id][one], abs(2 * one - len(order)))):
        is_better = tables[pipeline.id][by] <= allowed < before[pipeline.id]
        if is_better and all(table[by] <= before[name] for name, table in tables.items()):
            return _distance(pair, by)
    return None


def _pair(team: Team) -> _Pair | None:
    """How the only rotation seats people, if its primary is told as an order of single people, and its backup, if it
    has one, follows."""
    rotations = team.oncall.rotations if team.oncall else ()
    if len(rotations) != 1 or rotations[0].turns:
        return None
    columns = {column.name: column for column in rotations[0].columns}
    primary, secondary = columns.pop("primary", None), columns.pop("secondary", None)
    parties = primary.order if primary is not None else None
    if columns or not parties or any(len(party.names) != 1 or party.among for party in parties):
        return None
    order = tuple(party.names[0].id for party in parties)
    if secondary is None:
        return _Pair(rotations[0], order, None)
    return None if secondary.follows is None else _Pair(rotations[0], order, secondary.follows.by % len(order))


def _strange_by_distance(order: Sequence[str], knowing: frozenset[str]) -> Mapping[int | None, int]:
    """How many turns of a round are of strangers, by the distance of the backup; None is without one."""
    size = len(order)
    table: dict[int | None, int] = {None: sum(who not in knowing for who in order)}
    for by in range(size):
        pairs = ((order[at], order[at - by]) for at in range(size))
        table[by] = sum(not knowing.intersection(pair) for pair in pairs)
    return table


def _distance(pair: _Pair, by: int) -> Remedy:
    at = pair.rotation.at("roles", "secondary")
    edits: tuple[Edit, ...] = (Put(at, {"before": "primary", "by": by}),)
    turns = "the next turn" if by == 1 else f"{by} turns from then"
    verb = "add a backup:" if pair.distance is None else "let the backup be"
    return Remedy(f"{verb} whoever is primary in {turns}", edits)
