"""An escalation that ends before anybody answers.

What it checks
--------------
Every escalation, the team's and each rotation's own, has at least `min` steps after whoever is primary, who is called
first; no step calls the same again as the one before it; and between two calls lies no more than `max`. `after` is
counted from the alert. A step to `primary` at `0m` is the first call itself and no further step. Steps for different
severities are chains of their own.

Why it matters
--------------
The first call is missed more often than one thinks. Whether the second reaches somebody else, and soon, decides how
long the pipeline stands still.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob, carol], secondary: {before: primary, by: 1}}
  escalation: [{after: 15m, to: secondary}]
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob, carol], secondary: {before: primary, by: 1}}
  escalation: [{after: 15m, to: secondary}, {after: 30m, to: data-core}]
```

Known limits
------------
Whether a target leads to anybody is for `dangling-escalation` to say. Two steps are the same if they name the same;
that the secondary happens to be the person of the next step is not seen. What a runbook tells of escalation in prose is
not read.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.team import Team
from pipecheck.model.value import Duration, Step
from pipecheck.rules.base import (
    Doc,
    Edit,
    Fact,
    Insert,
    Level,
    Outcome,
    Part,
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
from pipecheck.rules.prose import counted, listed

_MINUTES = {"wd": 1440, "mo": 30 * 1440, "y": 365 * 1440}
"""At least so long, in minutes, where a calendar decides: no wait of a day is short."""
_STEP = 15


class Params(NamedTuple):
    min: Annotated[int, Doc("fewest steps after the first call", source="PagerDuty's guide: three levels")] = 2
    max: Annotated[Duration, Doc("the longest wait between two calls", source="proposed")] = Duration(30, "m")


class _Chain(NamedTuple):
    """The steps that follow the first call, for one severity."""

    name: str
    """Of the rotation whose own they are; empty for the team's."""
    severity: str
    steps: tuple[Step, ...]
    at: Place


def _concerned(team: Team, params: Params) -> bool:
    return team.oncall is not None and bool(team.oncall.rotations)


@rule(Team, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    told: set[tuple[str, Place]] = set()
    for chain in _chains(team):
        for problem in (_few(chain, team, params), _repeated(chain), _slow(chain, params)):
            if problem is not None and (problem.key[-1], problem.at) not in told:
                told.add((problem.key[-1], problem.at))
                yield problem


def _chains(team: Team) -> Iterator[_Chain]:
    oncall = team.oncall
    if oncall is None:
        return
    own = [rotation for rotation in oncall.rotations if rotation.tells("escalation")]
    if oncall.escalation or len(own) < len(oncall.rotations):
        yield from _of("", oncall.escalation, team.at("oncall", "escalation"))
    for rotation in own:
        yield from _of(rotation.id, rotation.escalation, rotation.at("escalation"))


def _of(name: str, steps: Sequence[Step], at: Place) -> Iterator[_Chain]:
    for severity in dict.fromkeys(step.severity for step in steps if step.severity) or ("",):
        mine = [step for step in steps if step.severity in (None, severity or None)]
        if mine and _names(mine[0]) == ("primary",) and _minutes(mine[0].after) == 0:
            mine.pop(0)
        yield _Chain(name, severity, tuple(mine), at)


# ---- what is wrong with one


def _few(chain: _Chain, team: Team, params: Params) -> Problem | None:
    if len(chain.steps) >= params.min:
        return None
    have = counted(len(chain.steps), "step") if chain.steps else "no step"
    at = chain.at if chain.steps else chain.at._replace(part=Part.entry)
    return Problem(
        f"{_called(chain)} has {have} after the first call, and {params.min} are wanted; say who is called next",
        at,
        key=(chain.name, chain.severity, "steps"),
        evidence=(
            Fact("steps", tuple(_said(step) for step in chain.steps), tuple(step.at for step in chain.steps)),
            Fact("wanted", params.min),
        ),
        remedies=_more(chain, team, params),
    )


def _repeated(chain: _Chain) -> Problem | None:
    before: tuple[str, ...] = ("primary",)
    for number, step in enumerate(chain.steps):
        if _names(step) == before and before:
            again = f"{_said(step)} again" if number else "whoever is primary, who is called first"
            return Problem(
                f"{_called(chain)} calls {again}; let the step reach somebody else",
                step.to.at,
                key=(chain.name, chain.severity, "again"),
                evidence=(Fact("called", listed(before), (step.to.at,)),),
                related=tuple(Related(each.to.at, "called just before") for each in chain.steps[number - 1 : number]),
                remedies=(Remedy("name somebody else, such as the team itself, in this step"),),
            )
        before = _names(step)
    return None


def _slow(chain: _Chain, params: Params) -> Problem | None:
    most = _minutes(params.max) or 0
    waits: list[tuple[Step, int]] = []
    last = 0
    for step in chain.steps:
        after = _minutes(step.after)
        if after is not None:
            waits.append((step, after - last))
            last = after
    long = [(step, wait) for step, wait in waits if wait > most]
    if not long:
        return None
    step, wait = long[0]
    waited = _length(wait) if step.after is None or wait != _minutes(step.after) else str(step.after)
    return Problem(
        f"{_called(chain)} waits {waited} before it calls {_said(step)}; {params.max} is the most "
        "between two calls, so call sooner, or somebody in between",
        step.at._replace(route=(*step.at.route, "after")),
        key=(chain.name, chain.severity, "wait"),
        evidence=(
            Fact("waits", tuple(_length(wait) for _, wait in waits), tuple(step.at for step, _ in waits)),
            Fact("most", str(params.max)),
        ),
        related=tuple(Related(step.at, "long before this one, too") for step, _ in long[1:6]),
        remedies=(Remedy("call sooner", tuple(_sooner(waits, most))), Remedy("or add a step in between")),
    )


def _sooner(waits: Sequence[tuple[Step, int]], most: int) -> Iterator[Edit]:
    """The moments of all steps, with no wait longer than allowed."""
    at = before = 0
    for step, wait in waits:
        at, before = at + min(wait, most), before + wait
        if at != before:
            yield Put(step.at._replace(route=(*step.at.route, "after")), f"{at}m")


def _more(chain: _Chain, team: Team, params: Params) -> tuple[Remedy, ...]:
    """The backup and then the whole team, as far as they are missing."""
    columns = {column.name for each in team.oncall.rotations for column in each.columns} if team.oncall else set()
    last = _minutes(chain.steps[-1].after) if chain.steps else 0
    missing = params.min - len(chain.steps)
    words = Remedy("add steps, the last of them to the whole team")
    if missing > 2 or last is None or (chain.steps and _names(chain.steps[-1]) == (team.team,)):
        return (words,)
    targets = [team.team] if missing == 1 else ["secondary" if "secondary" in columns else "next", team.team]
    only = {"severity": chain.severity} if chain.severity else {}
    steps: list[Plain] = [
        {"after": f"{last + _STEP * (number + 1)}m", "to": target, **only} for number, target in enumerate(targets)
    ]
    calls = listed(f"{target} after {last + _STEP * (number + 1)} minutes" for number, target in enumerate(targets))
    at = chain.at
    edits: tuple[Edit, ...] = tuple(Insert(at, step) for step in steps) if chain.steps else (Put(at, steps),)
    return (Remedy(f"call {calls}", edits),)


# ---- words


def _called(chain: _Chain) -> str:
    whose = f"the escalation of rotation '{chain.name}'" if chain.name else "the team's escalation"
    return f"{whose} for '{chain.severity}'" if chain.severity else whose


def _names(step: Step) -> tuple[str, ...]:
    return tuple(sorted(ref.id for ref in step.to.names))


def _said(step: Step) -> str:
    return listed([f"'{ref.id}'" for ref in step.to.names]) if step.to.names else "nobody in particular"


def _minutes(duration: Duration | None) -> int | None:
    if duration is None:
        return None
    return duration.amount * _MINUTES[duration.unit] if duration.minutes is None else duration.minutes


def _length(minutes: int) -> str:
    """`15m`, `2h`, `1d`, as a file would write it."""
    for unit, size in (("d", 1440), ("h", 60)):
        if minutes >= size and minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes}m"
