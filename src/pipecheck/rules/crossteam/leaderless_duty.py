"""Several on duty together, and nobody who leads.

What it checks
--------------
Wherever two or more people or teams hold one of the `roles` for a pipeline at one time, over all rotations, one of
those on duty is named as `lead` of a rotation that put them there. One problem for each pair of rotations, whatever the
number of turns.

Why it matters
--------------
"Handled jointly" means that each waits for the other. Who leads need not know more than the rest; somebody has to be
the one who decides that it is their turn to act.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
partners: [{id: finance, members: [Kim, Sam]}]
pipelines: [{id: revenue, owners: {primary: finance, secondary: alice}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [[finance, data-core]]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
partners: [{id: finance, members: [Kim, Sam]}]
pipelines: [{id: revenue, owners: {primary: finance, secondary: alice}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, lead: finance, roles: {primary: [[finance, data-core]]}}
```

Known limits
------------
One of several people, not told which, is one person on duty.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.intervals import Interval, union
from pipecheck.model.oncall import Rotation
from pipecheck.rules.base import (
    Doc,
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
    rule,
)
from pipecheck.rules.prose import listed, shortened
from pipecheck.rules.stretches import hours_in, said


class Params(NamedTuple):
    roles: Annotated[tuple[str, ...], Doc("the roles that one of several has to lead in", source="who acts first")] = (
        "primary",
    )


class _Together(NamedTuple):
    """Two on duty at one time: the one of the later rotation, or cell, last."""

    stretch: Interval
    first: Segment
    second: Segment
    pipelines: frozenset[str]


@rule(Rotation, level=Level.warning, profile=Profile.strict, params=Params)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    found: dict[tuple[str, str], list[_Together]] = {}
    for each in view.measure(_together, tuple(params.roles)):
        if each.second.rotation == rotation.id and not _is_led(each, view):
            found.setdefault((each.first.rotation, each.second.role), []).append(each)
    for (other, role), alike in found.items():
        yield _problem(rotation, other, role, alike, view)


def _together(view: TeamView, roles: tuple[str, ...]) -> tuple[_Together, ...]:
    """Every two who hold one role for one pipeline at one time, in order of time."""
    order = {rotation.id: number for number, rotation in enumerate(view.each(Rotation))}
    found: list[_Together] = []
    running: list[Segment] = []
    for segment in view.schedule.segments():
        if segment.role not in roles or segment.state not in ("held", "among"):
            continue
        running = [each for each in running if each.end > segment.start]
        for other in running:
            shared = segment.pipelines & other.pipelines
            if shared and other.role == segment.role and (other.holder is None or other.holder != segment.holder):
                first, second = sorted((other, segment), key=lambda one: order[one.rotation])
                stretch = max(first.start, second.start), min(first.end, second.end)
                found.append(_Together(stretch, first, second, shared))
        running.append(segment)
    return tuple(found)


def _is_led(each: _Together, view: TeamView) -> bool:
    """Whether a rotation of the two names a lead who is on duty then, be it as a third."""
    here = [
        segment.holder
        for segment in view.schedule.segments(role=each.first.role)
        if segment.holder is not None
        and segment.pipelines & each.pipelines
        and segment.start < each.stretch[1]
        and segment.end > each.stretch[0]
    ]
    return any(name in here for name in _leads((each.first.rotation, each.second.rotation), view))


def _leads(rotations: Sequence[str], view: TeamView) -> list[str]:
    named = [each.lead for each in view.each(Rotation) if each.id in rotations and each.lead is not None]
    return [ref.id for party in named for ref in party.names]


def _problem(rotation: Rotation, other: str, role: str, alike: list[_Together], view: TeamView) -> Problem:
    stretches = union(each.stretch for each in alike)
    pairs = dict.fromkeys(segment for each in alike for segment in (each.first, each.second))
    people = tuple(dict.fromkeys(who for one in pairs for who in _people(one)))
    lines = list(dict.fromkeys(each.second.because[-1] for each in alike))
    others = [place for place in dict.fromkeys(each.first.because[-1] for each in alike) if place not in lines]
    pipelines = sorted({name for each in alike for name in each.pipelines})
    leads = _leads((rotation.id, other), view)
    told = f"'{leads[0]}' leads, and is not among them" if leads else "nobody of them leads"
    whose = "" if other == rotation.id else f", by rotations '{other}' and '{rotation.id}'"
    return Problem(
        f"{_several(alike, people)} are {role} for {shortened(map(repr, pipelines), 4)} together{whose}, "
        f"{said(view, rotation.id, stretches)}, and {told}; name a `lead`",
        lines[0],
        key=(other, role),
        evidence=(
            Fact("people", people, tuple(lines)),
            Fact("pipelines", tuple(pipelines)),
            Fact("hours", hours_in(stretches)),
            Fact("lead", tuple(leads)),
        ),
        related=tuple(Related(place, "on duty together by this, too") for place in [*others, *lines[1:]][:5]),
        remedies=_ways_out(rotation, alike, people),
    )


def _several(alike: Sequence[_Together], people: Sequence[str]) -> str:
    """Whoever they are; where they take turns in it, those of the first time, and that there are others."""
    begin = alike[0].stretch[0]
    now = [segment for one in alike if one.stretch[0] == begin for segment in (one.first, one.second)]
    first = dict.fromkeys(who for segment in now for who in _people(segment))
    if len(first) == len(people):
        return shortened(map(repr, people), 4)
    return f"{shortened(map(repr, first), 4)}, and others in turn,"


def _people(segment: Segment) -> tuple[str, ...]:
    return (segment.holder,) if segment.holder is not None else segment.candidates


def _ways_out(rotation: Rotation, alike: list[_Together], people: Sequence[str]) -> tuple[Remedy, ...]:
    """A lead who is on duty whenever they are several, if there is one."""
    always = [name for name in people if all(name in (each.first.holder, each.second.holder) for each in alike)]
    words = Remedy(f"name one of {listed(map(repr, people), 'or')} as `lead` of the rotation")
    if not always or (rotation.lead is not None and len(rotation.lead.names) != 1):
        return (words,)
    return (
        Remedy(f"let {always[0]} lead: `lead: {always[0]}`", (Put(rotation.at("lead"), always[0]),)),
        Remedy("or let one of them be on duty alone"),
    )
