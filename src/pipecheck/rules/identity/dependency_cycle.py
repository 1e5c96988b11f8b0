"""Pipelines that wait for one another in a circle.

What it checks
--------------
`depends_on` leads nowhere back to where it began: no pipeline reads from itself, directly or by way of others. One
problem a circle, at the dependency that closes it when the file is read from the top. Dependencies that `defaults` lay
under a pipeline count as its own.

Why it matters
--------------
In a circle nobody can begin. A scheduler refuses it at best; at worst each run reads what the run before left there,
and the numbers go round as well. Whoever looks for the cause upstream comes back to where they started.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: orders, depends_on: [revenue], owners: {primary: alice, secondary: bob}}
  - {id: revenue, depends_on: [orders], owners: {primary: bob, secondary: alice}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: orders, owners: {primary: alice, secondary: bob}}
  - {id: revenue, depends_on: [orders], owners: {primary: bob, secondary: alice}}
```

Known limits
------------
A circle that leads through another team's file is not seen, since this rule sees one team alone. A name that leads
nowhere is `unknown-reference`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.model.value import Ref
from pipecheck.rules.base import (
    Edit,
    Fact,
    Level,
    NoParams,
    Outcome,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Remove,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import listed, quoted


class Edge(NamedTuple):
    """A pipeline that reads from another, and every place that says so."""

    source: Pipeline
    target: str
    refs: tuple[Ref, ...]


@rule(Team, level=Level.error, profile=Profile.recommended)
def check(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    if team.pipelines is None:
        yield Undecided("pipelines", team.at("pipelines"), why="what depends on what")
        return
    edges = {pipeline.id: _edges(pipeline) for pipeline in reversed(team.pipelines)}
    for circle in _circles([pipeline.id for pipeline in team.pipelines], edges):
        yield _problem(circle)
    for pipeline in team.pipelines:
        if "depends_on" in pipeline.aside:
            yield pipeline.aside["depends_on"]


def _edges(pipeline: Pipeline) -> list[Edge]:
    """What a pipeline reads from, as far as it could be read; two lines that say the same are one dependency."""
    by_target: dict[str, list[Ref]] = {}
    for ref in pipeline.sound("depends_on") or ():
        by_target.setdefault(ref.id, []).append(ref)
    return [Edge(pipeline, target, tuple(refs)) for target, refs in by_target.items()]


def _circles(order: Sequence[str], edges: Mapping[str, list[Edge]]) -> Iterator[tuple[Edge, ...]]:
    """The way round each circle, its closing edge last: without these last edges no circle is left."""
    done: set[str] = set()
    for start in order:
        way: list[Edge] = []
        depth = {start: 0}
        waiting = [iter(edges[start])] if start not in done else []
        while waiting:
            edge = next(waiting[-1], None)
            if edge is None:
                waiting.pop()
                finished = way.pop().target if way else start
                done.add(finished)
                del depth[finished]
            elif edge.target in depth:
                yield (*way[depth[edge.target] :], edge)
            elif edge.target in edges and edge.target not in done:
                way.append(edge)
                depth[edge.target] = len(way)
                waiting.append(iter(edges[edge.target]))


def _problem(circle: tuple[Edge, ...]) -> Problem:
    *before, closing = circle
    names = [edge.source.id for edge in circle]
    return Problem(
        _message(names),
        closing.refs[0].at,
        key=_turned(names),
        evidence=(Fact("circle", tuple(names), tuple(edge.refs[0].at for edge in circle)),),
        related=tuple(
            Related(edge.refs[0].at, f"'{edge.source.id}' depends on '{edge.target}'") for edge in before[:5]
        ),
        remedies=(_remedy(closing),),
    )


def _message(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"pipeline '{names[0]}' depends on itself; take that dependency away"
    first, *others = quoted([*names[1:], names[0]])
    steps = [f"{first}, which depends on {others[0]}", *(f"which depends on {name}" for name in others[1:])]
    return f"pipeline '{names[0]}' depends on {', '.join(steps)}; take one of these dependencies away"


def _turned(names: Sequence[str]) -> tuple[str, ...]:
    """The circle as it reads from its first name in the alphabet: the same wherever the file begins it."""
    first = names.index(min(names))
    return (*names[first:], *names[:first])


def _remedy(edge: Edge) -> Remedy:
    """An edge that `defaults` lay under others, too, is not taken out there: the pipeline says itself what it reads."""
    source = edge.source
    title = f"take '{edge.target}' out of what '{source.id}' depends on"
    if "depends_on" in source.aside:
        return Remedy(title)
    edits: tuple[Edit, ...] = tuple(Remove(ref.at) for ref in reversed(edge.refs))
    if "depends_on" in source.laid:
        own = source.at()
        rest = [ref.id for ref in source.depends_on if ref.id != edge.target]
        edits = (Put(own._replace(route=(*own.route, "depends_on")), rest),)
        title = f"say at '{source.id}' what it depends on: {listed(rest) if rest else 'nothing'}"
    return Remedy(title, edits)
