"""A rota that ends soon, with nothing after it.

What it checks
--------------
The rota reaches at least `days` past as-of, for each pipeline that it covers: a rotation that goes round without
`until` has no end, one that ends may be followed by another that covers the same. A period that ends within those days
ends what is promised, and is told once, at the first rotation.

Why it matters
--------------
The week after the last row of a table belongs to nobody, and comes without a warning. Whoever should have drawn the
next one is on holiday by then.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, until: 2026-02-15, turn: 1w, roles: {primary: [alice, bob]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, until: 2026-02-15, turn: 1w, roles: {primary: [alice, bob]}}
    - {id: weekly-from-march, start: 2026-02-16, turn: 1w, roles: {primary: [bob, alice]}}
```

Known limits
------------
The verdict depends on the day it is asked for, and can turn red without a change of the file. A hole between two
rotations is for `coverage-gap` to say.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.oncall import Rotation
from pipecheck.model.resolve.clock import rotation_clock
from pipecheck.model.resolve.span import life_of
from pipecheck.model.resolve.turns import Shift, dated_rows, does_repeat, has_turns, is_dated_table, is_undated
from pipecheck.model.value import When
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.notice import days_after
from pipecheck.rules.prose import counted, shortened

_TICK = timedelta(microseconds=1)


class Params(NamedTuple):
    days: Annotated[
        int, Doc("how many days past as-of somebody has to be named", source="proposed; other tools fill 21 to 30 days")
    ] = 90


def _concerned(rotation: Rotation, params: Params) -> bool:
    return has_turns(rotation)


@rule(Rotation, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    wanted = days_after(view.as_of, params.days)
    rotations = view.each(Rotation)
    ends = {each.id: _last_day(each, view) for each in rotations if has_turns(each)}
    own = ends.get(rotation.id)
    if own is not None and own < wanted:
        bare = _bare(rotation, own, ends, view)
        if bare or (not view.team.pipelines and _is_last(own, list(ends), ends)):
            yield _ends(rotation, own, wanted, bare, view, params)
    oncall = view.team.oncall
    period = oncall.period if oncall is not None else None
    if period is not None and period.last is not None and rotation is next(filter(has_turns, rotations)):
        last = _day(period.last)
        if last < wanted:
            yield _period_ends(last, wanted, period.at, view, params)


def _last_day(rotation: Rotation, view: TeamView) -> date | None:
    """The last on-call day that a rotation serves; None where it goes on."""
    clock = rotation_clock(rotation, view.team, view.zones)
    end = life_of(rotation, rotation.start, clock, _shift(view)).end
    if end is None and is_undated(rotation) and not does_repeat(rotation):
        end = view.schedule.life(rotation.id)[1]
    return None if end is None else clock.day_of(end - _TICK)


def _bare(rotation: Rotation, own: date, ends: dict[str, date | None], view: TeamView) -> list[str]:
    """The pipelines that no rotation covers beyond the end of this one."""
    slots = {slot.id for slot in view.team.slots}
    last: dict[str, list[str]] = {}
    for each in view.each(Rotation):
        for column in each.columns:
            if column.role not in slots:
                for pipeline in view.team.pipelines_of(column.covers or each.covers):
                    last.setdefault(pipeline.id, []).append(each.id)
    own_pipelines = (pipeline for pipeline in last if rotation.id in last[pipeline])
    return [pipeline for pipeline in own_pipelines if _is_last(own, last[pipeline], ends)]


def _is_last(own: date, covering: list[str], ends: dict[str, date | None]) -> bool:
    reach = [ends[name] for name in covering]
    return all(end is not None and end <= own for end in reach)


def _ends(rotation: Rotation, own: date, wanted: date, bare: list[str], view: TeamView, params: Params) -> Problem:
    at = _place(rotation, own, view)
    whom = f" for {shortened(map(repr, bare), 4)}" if bare else ""
    goes_on = rotation.until is not None and not rotation.turns and does_repeat(rotation)
    edits = (Put(rotation.at("until"), str(wanted)),) if goes_on else ()
    return Problem(
        f"rotation '{rotation.id}' ends on {own}, {_away(own, view)}, and nothing follows{whom}; "
        f"name somebody until {wanted} at least",
        at,
        evidence=(
            Fact("ends", own, (at,)),
            Fact("wanted", wanted),
            Fact("days", params.days),
            Fact("pipelines", tuple(bare)),
        ),
        remedies=(
            Remedy(f"let it go on until {wanted}" if goes_on else f"add turns until {wanted}", edits),
            Remedy("or add the rotation that follows it"),
        ),
    )


def _period_ends(last: date, wanted: date, at: Place, view: TeamView, params: Params) -> Problem:
    to = at._replace(route=(*at.route, "to"))
    return Problem(
        f"the period for which duty is promised ends on {last}, {_away(last, view)}; publish what follows, "
        f"until {wanted} at least",
        to,
        key=("period",),
        evidence=(Fact("ends", last, (to,)), Fact("wanted", wanted), Fact("days", params.days)),
        remedies=(Remedy(f"let the period go on until {wanted}", (Put(to, str(wanted)),)),),
    )


def _away(day: date, view: TeamView) -> str:
    """`in 3 days`, `today`, `1 day ago`."""
    ahead = (day - view.as_of).days
    if ahead > 0:
        return f"in {counted(ahead, 'day')}"
    return f"{counted(-ahead, 'day')} ago" if ahead < 0 else "today"


def _place(rotation: Rotation, own: date, view: TeamView) -> Place:
    """What ends it: `until`, or the row that reaches furthest; else the rotation."""
    if rotation.until == own:
        return rotation.at("until")
    if not rotation.turns:
        return rotation.at("id")
    if not is_dated_table(rotation):
        return rotation.turns[-1].at
    rows = dated_rows(rotation, rotation_clock(rotation, view.team, view.zones), _shift(view))
    return rotation.turns[max(rows, key=lambda row: row.end).number].at


def _shift(view: TeamView) -> Shift:
    return Shift(view.calendar, view.team.working_days)


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when
