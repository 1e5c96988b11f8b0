"""Somebody's wish for a holiday off is not granted, though it could be.

What it checks
--------------
Of the holidays in the period that a member wishes off (`want: "off"`), at least `min` are granted: all of them, if they
are fewer. Nobody whose wish is denied has more than `lead` wishes fewer granted than somebody else. A wish that nobody
else could make true is not counted against the plan: everybody who may hold the role is on duty too, or away, or wishes
the same day off and has no more wishes granted.

Why it matters
--------------
People were asked. A plan that then goes by the order of the alphabet is worse than one that never asked.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [thanksgiving, christmas]}
members: [{id: alice, wishes: [{holiday: christmas, want: "off"}]}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [bob, carol, alice]}}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [thanksgiving, christmas]}
members: [{id: alice, wishes: [{holiday: christmas, want: "off"}]}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
```

Known limits
------------
Wishes to be on duty are not judged, and all wishes weigh the same. Whoever has most of a
holiday's day is on duty on it.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.duty import HeldHoliday
from pipecheck.model.intervals import common, union
from pipecheck.model.people import Member
from pipecheck.model.value import Wish
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.holders import Holders, scheduled, there, untold_field
from pipecheck.rules.holiday_lines import assigned, free_on
from pipecheck.rules.own_holidays import day_of
from pipecheck.rules.prose import listed
from pipecheck.rules.takers import stretch_of


class Params(NamedTuple):
    min: Annotated[int, Doc("how many wishes everybody has granted at least", source="proposed")] = 1
    lead: Annotated[int, Doc("how many more somebody else may have granted than one who is denied one")] = 1
    roles: Annotated[tuple[str, ...], Doc("the roles in which a holiday counts as worked")] = ("primary", "secondary")


class _Asked(NamedTuple):
    """A wish for one occurrence of a holiday, and who has it."""

    wish: Wish
    holders: Holders

    def is_denied(self, person: str) -> bool:
        return person in self.holders.certain

    def is_unclear(self, person: str) -> bool:
        return not self.is_denied(person) and person in self.holders.possible


def _concerned(member: Member, params: Params) -> bool:
    return any(wish.want == "off" for wish in member.wishes)


@rule(Member, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(member: Member, view: TeamView, params: Params) -> Iterator[Outcome]:
    if view.team.oncall is None or not view.team.oncall.rotations:
        return
    for wish in member.wishes:
        name = wish.holiday.id
        if wish.want == "off" and view.calendar.resolve(name) is not None and not view.calendar.dated(name):
            yield Undecided("calendar.region", view.team.at("calendar", "region"), why=f"when {name} is")
            return
    asked = view.measure(_wishes, params.roles)
    own = asked.get(member.id)
    if own is None:
        return
    unclear = next((one for one in own if one.is_unclear(member.id)), None)
    granted = {who: sum(not one.is_denied(who) for one in each) for who, each in asked.items()}
    short = granted[member.id] < min(params.min, len(own))
    ahead = [who for who, number in granted.items() if number - granted[member.id] > params.lead]
    denied = [one for one in own if one.is_denied(member.id)]
    mendable = [(one, able) for one in denied if (able := _able(member, one, asked, granted, view, params))]
    if mendable and (short or ahead):
        yield _ignored(member, mendable, own, granted, ahead, view)
    elif unclear is not None:
        place = unclear.holders.place_of((member.id,), view)
        yield Undecided(untold_field(view, place), place, why=f"who has {unclear.holders.holiday}")


def _wishes(view: TeamView, roles: tuple[str, ...]) -> dict[str, tuple[_Asked, ...]]:
    """Everybody's wishes for holidays off, one for each occurrence in the span."""
    first, last = view.schedule.start.date(), view.schedule.end.date()
    found: dict[str, tuple[_Asked, ...]] = {}
    for member in view.team.members or ():
        own: list[_Asked] = []
        for wish in member.wishes:
            if wish.want != "off":
                continue
            for event in view.calendar.events(first, last, (wish.holiday.id,)):
                held = scheduled(view, (event,), roles)
                if held:
                    own.append(_Asked(wish, Holders(held)))
        if own:
            found[member.id] = tuple(own)
    return found


def _able(
    member: Member,
    denied: _Asked,
    asked: dict[str, tuple[_Asked, ...]],
    granted: dict[str, int],
    view: TeamView,
    params: Params,
) -> list[str]:
    """Who could take it: nobody who is on duty on it as well, or away, nor who wishes the same and has no more
    granted."""
    cell = _cell(member, denied)
    members = [each.id for each in view.team.members or () if each.may_hold(cell.role) and not _away(view, each, cell)]
    able: list[str] = []
    which = (cell.holiday, denied.holders.day)
    for who in there(view, members):
        same = any((one.holders.holiday, one.holders.day) == which for one in asked.get(who, ()))
        if who not in denied.holders.possible and (not same or granted[who] - granted[member.id] > params.lead):
            able.append(who)
    return able


def _away(view: TeamView, member: Member, cell: HeldHoliday) -> bool:
    """Whether a member has time off on any part of a holiday."""
    off = union(stretch_of(view, member, each) for each in member.time_off)
    return any(common(off, (day_of(view, member, day, day),)) for day in cell.dates)


def _cell(member: Member, denied: _Asked) -> HeldHoliday:
    return next(cell for cell in denied.holders.held if member.id in cell.holders)


def _ignored(
    member: Member,
    mendable: Sequence[tuple[_Asked, list[str]]],
    own: Sequence[_Asked],
    granted: dict[str, int],
    ahead: Sequence[str],
    view: TeamView,
) -> Problem:
    denied, able = mendable[0]
    cell = _cell(member, denied)
    place = denied.holders.place_of((member.id,), view)
    mine = granted[member.id]
    more = f", while {listed(f'{who} has {granted[who]}' for who in ahead)}" if ahead else ""
    return Problem(
        f"'{member.id}' wished {cell.holiday} off and is {cell.role} on {denied.holders.day}, with {mine} of "
        f"{len(own)} wishes granted{more}; give it to {listed(able, 'or')}",
        denied.wish.at,
        evidence=(
            Fact("denied", tuple(f"{one.holders.holiday} {one.holders.day}" for one, _ in mendable)),
            Fact("granted", granted),
            Fact("wishes", len(own), tuple(dict.fromkeys(one.wish.at for one in own))),
            Fact("able", tuple(able)),
        ),
        related=(Related(place, f"'{member.id}' is on duty by this"),),
        remedies=tuple(_ways_out(member, mendable, granted, view)),
    )


def _ways_out(
    member: Member, mendable: Sequence[tuple[_Asked, list[str]]], granted: dict[str, int], view: TeamView
) -> Iterator[Remedy]:
    """The first of them that somebody can take who is free around it."""
    for denied, able in mendable:
        cell = _cell(member, denied)
        free = [who for who in free_on(view, cell.role, cell.dates) if who in able]
        for person in sorted(free, key=lambda who: who in granted):
            alone = len(cell.holders) == 1 and len(mendable) == 1 and person not in granted
            edits = assigned(view, cell.holiday, cell.dates, cell.season, cell.role, cell.rotation, person)
            yield Remedy(f"give {cell.holiday} {denied.holders.day} to {person}", edits if alone else ())
            return
    yield Remedy("ask who would exchange it for another holiday")
