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
from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction
from typing import Annotated, NamedTuple

from pipecheck.model.duty import Coverage, Gap, coverage, local_text
from pipecheck.model.intervals import Interval, Intervals, length, minus, union
from pipecheck.model.oncall import Rotation
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.clock import Clock
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
from pipecheck.rules.lines import line_at
from pipecheck.rules.prose import counted, days, shortened, stretch, when
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
            explicit = any("required" in place.route for place in covered.declared)
            if not explicit and covered.role not in params.roles:
                continue
            gaps = _always(covered, view) if params.required == "always" and not explicit else covered.gaps
            certain = (each for gap in gaps if gap.rotation == rotation.id for each in _certain(gap, covered))
            for alike in _causes(tuple(certain)):
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
    schedule = view.schedule
    segments = schedule.segments(role=covered.role, pipeline=covered.pipeline)
    spans = union(schedule.span(segment.rotation) for segment in segments)
    known = union((gap.start, gap.end) for gap in covered.gaps)
    rest = minus(minus(minus(spans, covered.held), covered.absent), known)
    more: list[Gap] = []
    for start, end in rest:
        before = [segment for segment in segments if segment.end <= start]
        last = max(before, key=lambda segment: segment.end, default=segments[0])
        more.append(Gap(start, end, False, last.rotation, last.because))
    return tuple(sorted((*covered.gaps, *more), key=lambda gap: gap.start))


def _certain(gap: Gap, covered: Coverage) -> Iterator[Gap]:
    """The parts of a gap that no condition may excuse."""
    excused = union(stretch for condition in covered.conditions for stretch in condition.stretches)
    for start, end in minus(((gap.start, gap.end),), excused):
        yield gap._replace(start=start, end=end)


def _causes(gaps: tuple[Gap, ...]) -> Iterator[tuple[Gap, ...]]:
    """Gaps that one edit would close: an open slot each for itself, all others of a rotation together."""
    plain = tuple(gap for gap in gaps if not gap.open)
    if plain:
        yield plain
    slots = dict.fromkeys(gap.because[-1] for gap in gaps if gap.open)
    for place in slots:
        yield tuple(gap for gap in gaps if gap.open and gap.because[-1] == place)


def _rotation_of(covered: Coverage, view: TeamView) -> str:
    """The rotation at which to speak of a pipeline's conditions: the first that serves the role."""
    segments = view.schedule.segments(role=covered.role, pipeline=covered.pipeline)
    return next((segment.rotation for segment in segments), "")


def _conditional(covered: Coverage) -> Iterator[Undecided]:
    for condition in covered.conditions:
        if minus(minus(condition.stretches, covered.held), covered.absent):
            field = "oncall.required.when" if "required" in condition.at.route else "oncall.rotations.hours.when"
            why = f"whether '{covered.pipeline}' needs somebody '{condition.words}'"
            yield Undecided(field, condition.at, why=why)


# ---- saying so


def _gap(rotation: Rotation, hole: _Hole, view: TeamView) -> Problem:
    zone = view.schedule.zone(rotation.id)
    stretches = union((gap.start, gap.end) for gap in hole.gaps)
    first = hole.gaps[0]
    place = _place(rotation, hole, view)
    what = f"the slot for {hole.role} is open" if first.open else f"nobody is {hole.role}"
    line = line_at(view, place).name if first.open else hole.pipelines[0]
    made = tuple(dict.fromkeys(gap.because[-1] for gap in hole.gaps if gap.because))
    return Problem(
        f"{what} for {shortened(map(repr, hole.pipelines), 4)} {_said(rotation, stretches, view, zone)}; "
        "name somebody, or declare that nobody is wanted then",
        place,
        key=(hole.role, "open" if first.open else "gap", line),
        evidence=(
            Fact("pipelines", hole.pipelines),
            Fact("role", hole.role),
            Fact("gaps", len(stretches), made),
            Fact("first", local_text(stretches[0], zone)),
            Fact("hours", _hours(stretches)),
        ),
        related=tuple(Related(each, "this says when it is needed") for each in hole.declared[:5] if each != place),
        remedies=tuple(_ways_out(rotation, hole, stretches, view)),
    )


def _place(rotation: Rotation, hole: _Hole, view: TeamView) -> Place:
    """What a gap begins with: hours that end, though the turn goes on; else the line of the turn that ends."""
    first = hole.gaps[0]
    for turn in view.schedule.stretches(role=hole.role, rotation=rotation.id):
        if turn.start <= first.start < turn.end and not first.open:
            column = next(each for each in rotation.columns if each.name == turn.column)
            if column.hours:
                return column.at._replace(route=(*column.at.route, "hours"))
            if rotation.hours:
                return rotation.at("hours")
    return first.because[-1] if first.because else hole.declared[0]


def _said(rotation: Rotation, stretches: Intervals, view: TeamView, zone: tzinfo) -> str:
    """`106 of 168 hours a week, first Mon 18:00–Tue 08:00`, where all weeks are alike; else the first by its date."""
    week = _every_week(stretches, view, Clock(zone))
    if week:
        hours = sum(((end - start) // _SECOND for start, end in week), 0)
        return f"{_plain(Fraction(hours, 3600))} of 168 hours a week, first {stretch(*week[0])}"
    run = oncall_days(view, rotation.id, stretches[:1])[0]
    first = when(*run) if of_days(view, rotation.id, run) == stretches[0] else f"from {local_text(stretches[0], zone)}"
    more = f", the first of {counted(len(stretches), 'gap')}, {_plain(_hours(stretches))} hours in all"
    return first + (more if len(stretches) > 1 else "")


def _every_week(stretches: Intervals, view: TeamView, clock: Clock) -> list[Interval]:
    """The gaps that begin in a week, from Monday by the wall clock, if all weeks of the span are alike; else none.

    The first and the last week may lack what the ends of the span cut off.
    """
    begin, end = clock.local(view.schedule.start), clock.local(view.schedule.end)
    monday = datetime.combine(begin.date() - timedelta(days=begin.weekday()), datetime.min.time())
    weeks: dict[int, list[Interval]] = {}
    for gap in stretches:
        start, stop = clock.local(gap[0]), clock.local(gap[1])
        if start > begin and stop < end:
            week = (start - monday) // _WEEK
            weeks.setdefault(week, []).append((start - week * _WEEK, stop - week * _WEEK))
    last = (end - monday) // _WEEK - 1
    here = weeks.get(1, [])
    inner = all(weeks.get(week) == here for week in range(1, last))
    return here if last > 3 and inner and all(set(weeks.get(week, ())) <= set(here) for week in weeks) else []


def _hours(stretches: Intervals) -> Fraction:
    return Fraction(length(stretches) // _SECOND, 3600)


def _plain(hours: Fraction) -> str:
    """A number of hours as people write it: `106`, `7.5`."""
    return f"{int(hours):,}" if hours.denominator == 1 else f"{float(hours):,.1f}"


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
