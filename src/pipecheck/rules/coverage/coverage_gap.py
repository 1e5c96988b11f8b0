"""Nobody is on duty when somebody should be.

What it checks
--------------
For every pipeline and role, somebody is on duty whenever it is needed, over all rotations and columns that cover the
pipeline together. Needed is what `oncall.required` says; where it says nothing, the hours that the rotas promise,
for the whole of `oncall.period` if there is one. With `required: always`, every hour of the week is needed.

Hours that are declared as nobody's (`none` with a reason) are no gap. Need that stands under a condition (`when`) is
undecided where nobody is on duty, and the condition is quoted.

Why it matters
--------------
Between two windows that seem to follow one another lies the hour in which a pipeline fails and no phone rings. Nobody
sees it in the file: it is what the file does not say.

Fails
-----
A week between two turns belongs to nobody:

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
        - {from: 2026-02-16, to: 2026-02-22, primary: bob}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      hours: [{days: mon-fri, from: "08:00", to: "18:00"}]
      roles: {primary: [alice, bob, carol]}
```

Known limits
------------
A pipeline that no rota covers is for `uncovered-pipeline` to say, a backup that is missing for `missing-backup`, unless
`oncall.required` names the role. One of several people, not told which, is somebody.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Coverage, Gap, coverage, local_text, promised
from pipecheck.model.intervals import Intervals, minus, union
from pipecheck.model.oncall import Rotation
from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import (
    Doc,
    Edit,
    Fact,
    Insert,
    Level,
    Outcome,
    Place,
    Plain,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.gaps import causes, certain, gap_place
from pipecheck.rules.lines import line_at
from pipecheck.rules.prose import days, shortened
from pipecheck.rules.stretches import hours_in, said
from pipecheck.rules.takers import of_days, oncall_days, takers

_WEEK = timedelta(days=7)
_SECOND = timedelta(seconds=1)
_DECLARE = Remedy("or declare under `oncall.required` that nobody is wanted then: `none: reason`")


class Params(NamedTuple):
    required: Annotated[
        str,
        Doc(
            "what is needed where `oncall.required` says nothing: the hours that the rotas declare, or every hour",
            source="on call around the clock is a choice of the team",
            choices=("declared", "always"),
        ),
    ] = "declared"
    roles: Annotated[tuple[str, ...], Doc("the roles that are needed where `oncall.required` says nothing")] = (
        "primary",
    )


class _Hole(NamedTuple):
    """What is wrong with one role of some pipelines in one rotation."""

    role: str
    gaps: tuple[Gap, ...]
    declared: tuple[Place, ...]
    pipelines: tuple[str, ...]


@rule(Rotation, level=Level.error, profile=Profile.essential, params=Params, defers_to=("open-slot",))
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    found: dict[tuple[str, tuple[Gap, ...]], _Hole] = {}
    unsure: dict[Place, Undecided] = {}
    for pipeline in view.each(Pipeline):
        for covered in coverage(view, pipeline.id):
            if not covered.asked and covered.role not in params.roles:
                continue
            gaps = _always(covered, view) if params.required == "always" and not covered.asked else covered.gaps
            sure = tuple(each for gap in gaps if gap.rotation == rotation.id for each in certain(gap, covered))
            for alike in causes(sure):
                hole = found.setdefault((covered.role, alike), _Hole(covered.role, alike, covered.declared, ()))
                found[covered.role, alike] = hole._replace(pipelines=(*hole.pipelines, pipeline.id))
            if _rotation_of(covered, view) == rotation.id:
                unsure |= {each.at: each for each in _conditional(covered)}
    for hole in found.values():
        yield _gap(rotation, hole, view)
    if not found:
        yield from unsure.values()


# ---- what is needed, and what of it is missing


def _always(covered: Coverage, view: TeamView) -> tuple[Gap, ...]:
    """The gaps if every hour of the span were needed."""
    segments = view.schedule.segments(role=covered.role, pipeline=covered.pipeline)
    spans = promised(view, {segment.rotation for segment in segments})
    known = union((gap.start, gap.end) for gap in covered.gaps)
    rest = minus(minus(minus(spans, covered.held), covered.absent), known)
    more: list[Gap] = []
    for start, end in rest:
        before = [segment for segment in segments if segment.end <= start]
        last = max(before, key=lambda segment: segment.end, default=segments[0])
        more.append(Gap(start, end, False, last.rotation, last.because))
    return tuple(sorted((*covered.gaps, *more), key=lambda gap: gap.start))


def _rotation_of(covered: Coverage, view: TeamView) -> str:
    """The rotation at which to speak of a pipeline's conditions: the first that serves the role."""
    segments = view.schedule.segments(role=covered.role, pipeline=covered.pipeline)
    return next((segment.rotation for segment in segments), "")


def _conditional(covered: Coverage) -> Iterator[Undecided]:
    for condition in covered.conditions:
        if minus(minus(condition.stretches, covered.held), covered.absent):
            field = "oncall.required.when" if condition.asked else "oncall.rotations.hours.when"
            why = f"whether '{covered.pipeline}' needs somebody '{condition.words}'"
            yield Undecided(field, condition.at, why=why)


# ---- saying so


def _gap(rotation: Rotation, hole: _Hole, view: TeamView) -> Problem:
    zone = view.schedule.zone(rotation.id)
    stretches = union((gap.start, gap.end) for gap in hole.gaps)
    first = hole.gaps[0]
    place = gap_place(rotation, hole.role, hole.gaps, hole.declared, view)
    what = f"the slot for {hole.role} is open" if first.open else f"nobody is {hole.role}"
    line = line_at(view, place).name if first.open else hole.pipelines[0]
    made = tuple(dict.fromkeys(gap.because[-1] for gap in hole.gaps if gap.because))
    return Problem(
        f"{what} for {shortened(map(repr, hole.pipelines), 4)} {said(view, rotation.id, stretches, 'gap')}; "
        "name somebody, or declare that nobody is wanted then",
        place,
        key=(hole.role, "open" if first.open else "gap", line),
        evidence=(
            Fact("pipelines", hole.pipelines),
            Fact("role", hole.role),
            Fact("gaps", len(stretches), made),
            Fact("first", local_text(stretches[0], zone)),
            Fact("hours", hours_in(stretches)),
        ),
        related=tuple(Related(each, "this says when it is needed") for each in hole.declared[:5] if each != place),
        remedies=tuple(_ways_out(rotation, hole, stretches, view)),
    )


def _ways_out(rotation: Rotation, hole: _Hole, stretches: Intervals, view: TeamView) -> Iterator[Remedy]:
    runs = oncall_days(view, rotation.id, stretches)
    whole = len(runs) == 1 and (of_days(view, rotation.id, runs[0]),) == stretches
    column = next((each.name for each in rotation.columns if each.role == hole.role), "")
    if hole.gaps[0].open:
        yield Remedy("name somebody in the open slot")
    elif whole and rotation.until is not None and rotation.until < runs[0][0]:
        yield Remedy(f"let the rota go on to {runs[0][1]}", (Put(rotation.at("until"), str(runs[0][1])),))
    elif whole and column and any(row.first is not None for row in rotation.turns):
        for person in takers(view, hole.role, stretches)[:1]:
            yield Remedy(f"give {days(*runs[0])} to {person}", (_row(rotation, runs[0], column, person),))
    yield Remedy(f"name somebody for {hole.role} at these times, by longer hours or more turns")
    yield _DECLARE


def _row(rotation: Rotation, run: tuple[date, date], column: str, person: str) -> Edit:
    """A name in the row of exactly these days, or a row of its own."""
    for row in rotation.turns:
        if (row.first, row.last) == run:
            return Put(row.at._replace(route=(*row.at.route, column)), person)
    new: Plain = {"from": str(run[0]), "to": str(run[1]), column: person}
    return Insert(rotation.at("turns"), new)
