"""A rota from which nobody can tell who takes turns, or when.

What it checks
--------------
Every column names somebody, and nobody who may not hold its role; columns that follow one another do not go in a
circle; every turn has a length, and none ends before it begins; dated turns that name different people for one column
do not overlap. A rota that tells no columns at all is undecided.

Two things are warnings at most: a `start` or a dated turn on another weekday than `handoff.day`, and turns that are
not whole weeks beside a `handoff.day`. The rota works, but one of the two statements is not what its author meant.

Why it matters
--------------
Everything else about on-call is judged on the resolved schedule. A rota that cannot be resolved as it was meant makes
those verdicts worthless, so it is said first, and once.

Fails
-----
The order is empty, and the rota starts on a Wednesday though it hands off on Mondays:

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - id: weekly
      start: 2026-01-07
      turn: 1w
      handoff: {day: monday}
      roles: {primary: []}
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
    - id: weekly
      start: 2026-01-05
      turn: 1w
      handoff: {day: monday}
      roles: {primary: [alice, bob]}
```

Known limits
------------
People may appear unequally often in an order; whether that is fair is for `uneven-oncall-time` to say. Names that
lead nowhere are `unknown-reference`, and people who have left are `inactive-member`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from pipecheck.model.oncall import Rotation, Turn
from pipecheck.model.people import Member
from pipecheck.model.resolve.turns import is_dated_table
from pipecheck.model.value import Duration, Party, Ref, When
from pipecheck.rules.base import (
    Fact,
    Key,
    Level,
    NoParams,
    Outcome,
    Part,
    Place,
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
from pipecheck.rules.overlaps import overlaps
from pipecheck.rules.prose import WEEKDAYS, counted, listed, weekday

_WEEK = 7 * 1440


@rule(Rotation, level=Level.error, profile=Profile.essential)
def check(rotation: Rotation, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    if not rotation.columns and not rotation.turns:
        yield Undecided("oncall.rotations.roles", rotation.at("roles"), why="who takes turns")
        return
    yield from _empty_columns(rotation)
    yield from _circles(rotation)
    yield from _unknown_lengths(rotation)
    yield from _backward_stretches(rotation)
    yield from _ineligible_people(rotation, view)
    yield from _missed_handoffs(rotation, view)
    if is_dated_table(rotation) and not any(_unbounded_rows(rotation)):
        yield from overlaps(rotation, view)


# ---- who


def _empty_columns(rotation: Rotation) -> Iterator[Problem]:
    for column in rotation.columns:
        among = column.among is not None and not column.among.names and not column.among.everybody
        if (column.order == () or among) and not rotation.turns:
            yield Problem(
                f"column '{column.name}' of rotation '{rotation.id}' names nobody; name who takes turns in it",
                column.at,
                key=("empty", column.name),
                remedies=(Remedy(f"name people under '{column.name}', in the order of their turns"),),
            )


def _circles(rotation: Rotation) -> Iterator[Problem]:
    """Columns that follow one another round and round; told once a circle, at its first column."""
    by_name = {column.name: column for column in rotation.columns}
    told: set[str] = set()
    for column in rotation.columns:
        chain = [column]
        while (follows := chain[-1].follows) is not None and follows.column.id in by_name:
            following = by_name[follows.column.id]
            if following in chain:
                break
            chain.append(following)
        else:
            continue
        names = [each.name for each in chain]
        if following is column and not told.intersection(names):
            told.update(names)
            ask = (
                "nobody stands in them; give one its own order"
                if chain[1:]
                else "nobody stands in it; give it its own order"
            )
            yield Problem(
                f"in rotation '{rotation.id}' {_circle(names)}, so {ask}",
                column.at,
                key=("circle", *sorted(names)),
                related=tuple(Related(each.at, "this column is part of the circle") for each in chain[1:]),
                remedies=(Remedy(f"give '{column.name}' its own order of people"),),
            )


def _circle(names: list[str]) -> str:
    if len(names) == 1:
        return f"column '{names[0]}' follows itself"
    return listed(f"'{one}' follows '{other}'" for one, other in pairwise([*names, names[0]]))


def _ineligible_people(rotation: Rotation, view: TeamView) -> Iterator[Problem]:
    places: dict[tuple[str, str], list[Place]] = {}
    members: dict[str, Member] = {}
    slots = {slot.id for slot in view.team.slots}
    roles = {column.name: column.role for column in rotation.columns}
    for name, ref in _people_named(rotation):
        person = view.team.person(ref)
        role = roles.get(name, name)
        if isinstance(person, Member) and not person.may_hold(role) and (role not in slots or not person.eligible):
            places.setdefault((person.id, name), []).append(ref.at)
            members[person.id] = person
    for (who, name), at in places.items():
        yield _ineligible(rotation, members[who], name, roles.get(name, name), at)


def _people_named(rotation: Rotation) -> Iterator[tuple[str, Ref]]:
    """Everybody named in a column: its name, and where."""
    for column in rotation.columns:
        parties: tuple[Party, ...] = (*(column.order or ()), *((column.among,) if column.among else ()))
        yield from ((column.name, ref) for party in parties for ref in party.names)
    for row in rotation.turns:
        yield from ((name, ref) for name, party in row.cells.items() for ref in party.names)


def _ineligible(rotation: Rotation, member: Member, column: str, role: str, at: list[Place]) -> Problem:
    may = listed(f"`{each}`" for each in member.eligible) if member.eligible else ""
    told = f"may only hold {may}" if may else "is never on call (`eligible: []`)"
    remedies = [Remedy(f"name somebody else in place of {member.id}")]
    order = next((each.order for each in rotation.columns if each.name == column), None) or ()
    others = [entry for entry in order if [ref.id for ref in entry.names] != [member.id]]
    if not rotation.turns and others and len(others) + len(at) == len(order):
        gone = tuple(Remove(place) for place in reversed(at))
        remedies.insert(0, Remedy(f"take {member.id} out of column '{column}'", gone))
    return Problem(
        f"'{member.id}' takes turns as {role} in rotation '{rotation.id}', but {told}; name somebody who may",
        at[0],
        key=("eligible", member.id, column),
        evidence=(Fact("eligible", member.eligible, (member.at("eligible"),)),),
        related=(
            Related(member.at("eligible"), f"what {member.id} may hold"),
            *(Related(place, "named here too") for place in at[1:5]),
        ),
        remedies=tuple(remedies),
    )


# ---- how long


def _unknown_lengths(rotation: Rotation) -> Iterator[Problem]:
    if is_dated_table(rotation):
        yield from _unbounded_rows(rotation)
        return
    rows = [row for row in rotation.turns if row.length is None]
    if rotation.turn is None and (rows or not rotation.turns):
        said = f"{counted(len(rows), 'row')} of rotation '{rotation.id}' do" if rotation.turns else ""
        yield Problem(
            f"{said or f'rotation {chr(39)}{rotation.id}{chr(39)} does'} not say how long a turn lasts, "
            "so nobody knows when duty passes on; add `turn`, such as `turn: 1w`",
            rotation.at("turn", part=Part.entry),
            key=("turn",),
            remedies=(Remedy("add `turn: 1w`, if duty passes on every week", (Put(rotation.at("turn"), "1w"),)),),
        )
    yield from _nothing_long(rotation)


def _nothing_long(rotation: Rotation) -> Iterator[Problem]:
    told: list[tuple[Duration | None, Place]] = [(rotation.turn, rotation.at("turn"))]
    told += [(row.length, _inside(row.at, "for")) for row in rotation.turns]
    for length, at in told:
        if length is not None and length.amount == 0:
            yield Problem(
                f"a turn of rotation '{rotation.id}' lasts `{length}`, which is no time at all; say how long it lasts",
                at,
                key=("length", str(length)),
                remedies=(Remedy("say how long it lasts, such as `1w`", (Put(at, "1w"),)),),
            )
            return


def _unbounded_rows(rotation: Rotation) -> Iterator[Problem]:
    rows = rotation.turns
    known = rotation.start is not None
    for number, row in enumerate(rows):
        if row.first is None and not known:
            yield _row_problem(rotation, row, number, "begins", "from")
        later = any(
            other.first is not None and (row.first is None or _day(other.first) > _day(row.first)) for other in rows
        )
        known = later or any((row.last, row.length, rotation.turn, rotation.until))
        if not known:
            yield _row_problem(rotation, row, number, "ends", "to")


def _row_problem(rotation: Rotation, row: Turn, number: int, verb: str, missing: str) -> Problem:
    return Problem(
        f"nothing tells when row {number + 1} of rotation '{rotation.id}' {verb}; give it `{missing}`",
        row.at,
        key=("row", verb, str(row.first or row.last or number)),
        remedies=(Remedy(f"give the row `{missing}`"),),
    )


def _backward_stretches(rotation: Rotation) -> Iterator[Problem]:
    start, until = rotation.start, rotation.until
    if start is not None and until is not None and until < start:
        yield Problem(
            f"rotation '{rotation.id}' ends on {until}, before it starts on {start}; correct one of the two",
            rotation.at("until"),
            key=("until",),
            evidence=(Fact("start", start, (rotation.at("start"),)), Fact("until", until, (rotation.at("until"),))),
            related=(Related(rotation.at("start"), "it starts here"),),
            remedies=(Remedy("correct `until`, or `start`"),),
        )
    for row in rotation.turns:
        if row.first is not None and row.last is not None and _day(row.last) < _day(row.first):
            yield Problem(
                f"a turn of rotation '{rotation.id}' ends on {_day(row.last)}, before it begins on {_day(row.first)}; "
                "correct one of the two",
                _inside(row.at, "to"),
                key=("row", str(row.first), str(row.last)),
                related=(Related(_inside(row.at, "from"), "it begins here"),),
                remedies=(Remedy("correct `to`, or `from`"),),
            )


# ---- on which day


def _missed_handoffs(rotation: Rotation, view: TeamView) -> Iterator[Problem]:
    handoff = rotation.handoff
    if handoff is None or handoff.day is None or rotation.anchor == "iso-week":
        return
    day = WEEKDAYS[handoff.day]
    if rotation.start is not None and not is_dated_table(rotation) and rotation.start.weekday() != handoff.day:
        yield _late_start(rotation, rotation.start, day)
    begins = {_inside(row.at, "from"): _day(row.first) for row in rotation.turns if row.first is not None}
    late = {place: begin for place, begin in begins.items() if not _hands_off(begin, rotation, view)}
    if late:
        yield _late_rows(rotation, late, day)
    if rotation.turn is not None and not is_dated_table(rotation) and not _is_whole_weeks(rotation.turn):
        yield Problem(
            f"rotation '{rotation.id}' hands off on {day}, but turns of `{rotation.turn}` end on other days as well; "
            "make them whole weeks, or leave `handoff.day` out",
            rotation.at("turn"),
            key=("whole weeks",),
            evidence=(Fact("turn", str(rotation.turn), (rotation.at("turn"),)), Fact("handoff", day, (handoff.at,))),
            related=(Related(rotation.at("handoff", "day"), "it hands off on this day"),),
            remedies=(Remedy("leave `handoff.day` out", (Remove(rotation.at("handoff", "day")),)),),
            at_most="warning",
        )


def _is_whole_weeks(length: Duration) -> bool:
    return length.minutes is not None and length.minutes % _WEEK == 0


def _late_start(rotation: Rotation, start: date, day: str) -> Problem:
    before = start - timedelta(days=(start.weekday() - WEEKDAYS.index(day)) % 7)
    return Problem(
        f"rotation '{rotation.id}' hands off on {day}, but starts on {weekday(start)} {start}; "
        f"start it on {day} {before}, or hand off on {weekday(start)}",
        rotation.at("start"),
        key=("start",),
        evidence=(Fact("start", start, (rotation.at("start"),)), Fact("handoff", day, (rotation.at("handoff"),))),
        related=(Related(rotation.at("handoff", "day"), "it hands off on this day"),),
        remedies=(
            Remedy(f"start on {day} {before}", (Put(rotation.at("start"), str(before)),)),
            Remedy(f"hand off on {weekday(start)}", (Put(rotation.at("handoff", "day"), weekday(start).lower()),)),
        ),
        at_most="warning",
    )


def _hands_off(day: date, rotation: Rotation, view: TeamView) -> bool:
    """Whether duty may pass on that day: the weekday of the handoff, or the working day a holiday moves it to."""
    handoff = rotation.handoff
    if handoff is None or handoff.day is None or day.weekday() == handoff.day:
        return True
    planned = day - timedelta(days=(day.weekday() - handoff.day) % 7)
    moved = handoff.if_holiday == "next-working-day" and view.calendar.is_holiday(planned)
    return moved and view.calendar.add_working_days(planned, 1, view.team.working_days) == day


def _late_rows(rotation: Rotation, late: Mapping[Place, date], day: str) -> Problem:
    """`late` are the days on which turns begin, by where each is told."""
    first, *more = late
    begin = late[first]
    return Problem(
        f"rotation '{rotation.id}' hands off on {day}, but {counted(len(late), 'turn')} of it "
        f"{'begins' if len(late) == 1 else 'begin'} on another day, the first on {weekday(begin)} {begin}; "
        "move the dates, or the handoff",
        first,
        key=("rows",),
        evidence=(
            Fact("turns", tuple(late.values()), tuple(late)),
            Fact("handoff", day, (rotation.at("handoff"),)),
        ),
        related=(
            Related(rotation.at("handoff", "day"), "it hands off on this day"),
            *(Related(place, "this turn does not begin on that day either") for place in more[:4]),
        ),
        remedies=(Remedy(f"begin these turns on a {day}"),),
        at_most="warning",
    )


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _inside(place: Place, key: Key) -> Place:
    return place._replace(route=(*place.route, key))
