"""A slot that somebody is wanted for and nobody fills.

What it checks
--------------
No line of a rota that is on within the period says `open`: neither a turn of the rota itself, nor a holiday line or an
override laid over it. One problem for each line, however often it comes round.

Why it matters
--------------
`open` is honest: the team knows that somebody is missing. But the day comes, and then nobody answers.

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
      turns:
        - {from: 2026-02-02, to: 2026-02-08, primary: alice}
        - {from: 2026-02-09, to: 2026-02-15, primary: open}
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
      turns:
        - {from: 2026-02-02, to: 2026-02-08, primary: alice}
        - {from: 2026-02-09, to: 2026-02-15, primary: {none: the office is closed and nothing runs}}
```

Known limits
------------
A cell that is left out is nobody, and no open slot: `coverage-gap` tells what that leaves uncovered.
"""

from collections import Counter
from collections.abc import Iterator

from pipecheck.model.intervals import union
from pipecheck.model.oncall import Rotation
from pipecheck.model.value import Party
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Remedy,
    Segment,
    TeamView,
    rule,
)
from pipecheck.rules.lines import line_at
from pipecheck.rules.prose import counted, days, ordinal, when
from pipecheck.rules.takers import oncall_days, takers


@rule(Rotation, level=Level.error, profile=Profile.essential)
def check(rotation: Rotation, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    lines: dict[tuple[Place, str], list[Segment]] = {}
    for segment in view.schedule.segments(rotation=rotation.id):
        if segment.state == "open":
            lines.setdefault((segment.because[-1], segment.column), []).append(segment)
    named: Counter[tuple[str, str]] = Counter()
    for (place, column), segments in lines.items():
        line = line_at(view, place).name
        named[line, column] += 1
        yield _open(rotation, place, segments, view, key=(column, line, ordinal(named[line, column])))


def _open(rotation: Rotation, place: Place, segments: list[Segment], view: TeamView, key: tuple[str, ...]) -> Problem:
    stretches = union((segment.start, segment.end) for segment in segments)
    runs = oncall_days(view, rotation.id, stretches)
    said = tuple(days(*run) for run in runs)
    often = f", {counted(len(said), 'time')} in all" if len(said) > 1 else ""
    able = takers(view, segments[0].role, stretches)
    # What stands there is a cell only where `open` itself was written there; an override's place is the whole entry.
    cell = place in {party.at for party in _cells(rotation, view)}
    remedies = [Remedy("name somebody, or `{none: reason}` if nobody is wanted after all")]
    if able:
        remedies.insert(0, Remedy(f"give it to {able[0]}, who is free then", (Put(place, able[0]),) if cell else ()))
    return Problem(
        f"nobody fills '{key[0]}' of rotation '{rotation.id}' {when(*runs[0])}{often}: the slot is open; name somebody",
        place,
        key=key,
        evidence=(Fact("open", said, (place,)), Fact("free", able)),
        remedies=tuple(remedies),
    )


def _cells(rotation: Rotation, view: TeamView) -> Iterator[Party]:
    """Every cell of the rotation, and of the holiday lines."""
    for column in rotation.columns:
        yield from column.order or ()
    for row in rotation.turns:
        yield from row.cells.values()
    for line in view.team.oncall.holidays if view.team.oncall else ():
        yield from (party for cell in line.cells.values() for party in cell)
        yield from (party for part in line.split for party in part.cells.values())
