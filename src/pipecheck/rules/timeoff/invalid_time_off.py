"""A time off that cannot be what it says: it ends before it begins, lies outside the membership, or is told twice.

What it checks
--------------
Every entry of `time_off` ends on or after the day it begins, lies within the dates in which the member is `active`,
and overlaps no other entry of the same member. An entry that lies in part outside the membership, or overlaps another,
is a warning at most: its days are still the days meant.

Why it matters
--------------
A time off with its dates swapped, or with last year's, is no time off for whoever plans the rota: the member is put on
duty and nothing objects.

Fails
-----

```yaml
version: 1
team: data-core
members:
  - {id: alice, time_off: [{from: 2026-07-10, to: 2026-07-01}]}
  - {id: bob}
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
```

Passes
------

```yaml
version: 1
team: data-core
members:
  - {id: alice, time_off: [{from: 2026-07-01, to: 2026-07-10}]}
  - {id: bob}
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
```

Known limits
------------
Whether a time off is long enough, or agreed, is not looked at, and its kind and reason are never read.
"""

from collections.abc import Iterator
from datetime import date, datetime

from pipecheck.model.people import Member
from pipecheck.model.value import Stretch, TimeOff, When
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Remove,
    TeamView,
    rule,
)
from pipecheck.rules.prose import bounds, days


def _concerned(member: Member, params: NoParams) -> bool:
    return bool(member.time_off)


@rule(Member, level=Level.error, profile=Profile.essential, params=NoParams, applies=_concerned)
def check(member: Member, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    sound: list[TimeOff] = []
    for off in member.time_off:
        if _day(off.last) < _day(off.first):
            yield _backward(member, off, _day(off.first), _day(off.last))
            continue
        if member.active:
            yield from _outside(member, off)
        earlier = next((each for each in sound if _begin(each) <= _end(off) and _begin(off) <= _end(each)), None)
        if earlier is not None:
            yield _overlapping(member, earlier, off)
        sound.append(off)


def _backward(member: Member, off: TimeOff, first: date, last: date) -> Problem:
    to, begin = _inside(off, "to"), _inside(off, "from")
    return Problem(
        f"the time off of '{member.id}' ends on {last}, before it begins on {first}, so it holds no day; correct it",
        to,
        key=("backward", str(first), str(last)),
        evidence=(Fact("from", first, (begin,)), Fact("to", last, (to,))),
        related=(Related(begin, "it begins here"),),
        remedies=(Remedy(f"exchange the dates: {days(last, first)}", (Put(begin, str(last)), Put(to, str(first)))),),
    )


def _outside(member: Member, off: TimeOff) -> Iterator[Problem]:
    """Days off on which the member does not belong to the team anyway: all of them, or some."""
    if any(_begin(each) <= _begin(off) and _end(off) <= _end(each) for each in member.active):
        return
    partly = any(_begin(each) <= _end(off) and _begin(off) <= _end(each) for each in member.active)
    yield Problem(
        f"the time off of '{member.id}', {_said(off)}, lies {'in part ' if partly else ''}outside the membership, "
        f"{', '.join(map(_said, member.active))}; correct the dates of one of the two",
        off.at,
        key=("outside", str(off.first), str(off.last)),
        evidence=(Fact("time off", _said(off), (off.at,)), Fact("active", tuple(map(_said, member.active)))),
        related=tuple(Related(each.at, f"'{member.id}' belongs to the team here") for each in member.active),
        remedies=(Remedy("correct the dates of the time off, or of `active`"),),
        at_most="warning" if partly else None,
    )


def _overlapping(member: Member, earlier: TimeOff, off: TimeOff) -> Problem:
    first, last = min(_begin(earlier), _begin(off)), max(_end(earlier), _end(off))
    whole = [Put(_inside(earlier, "from"), str(first))] if first != _begin(earlier) else []
    whole += [Put(_inside(earlier, "to"), str(last))] if last != _end(earlier) else []
    return Problem(
        f"the time off of '{member.id}', {_said(off)}, overlaps another, {_said(earlier)}; tell these days once",
        off.at,
        key=("twice", str(earlier.first), str(earlier.last), str(off.first), str(off.last)),
        evidence=(Fact("time off", (_said(earlier), _said(off)), (earlier.at, off.at)),),
        related=(Related(earlier.at, "these days are told here already"),),
        remedies=(Remedy(f"make one of the two: {days(first, last)}", (*whole, Remove(off.at))),),
        at_most="warning",
    )


def _begin(stretch: TimeOff | Stretch) -> date:
    return date.min if stretch.first is None else _day(stretch.first)


def _end(stretch: TimeOff | Stretch) -> date:
    return date.max if stretch.last is None else _day(stretch.last)


def _said(stretch: TimeOff | Stretch) -> str:
    if stretch.first is None or stretch.last is None:
        return bounds(stretch.first, stretch.last)
    return days(_day(stretch.first), _day(stretch.last))


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _inside(off: TimeOff, key: str) -> Place:
    return off.at._replace(route=(*off.at.route, key))
