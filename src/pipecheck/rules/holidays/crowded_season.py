"""Somebody has several major holidays within a few weeks.

What it checks
--------------
Nobody is on duty, in any of `roles`, on more than `max` majors that lie at most `days` apart; where there are more of
them than people to share them, on more than an even share. What is all past is not judged.

A holiday in the first week of January that a line tells by `year` alone may be the turn into that year or out of it: if
the two readings differ, the verdict is undecided. So it is where one of several has a holiday, not told which, and that
decides.

Why it matters
--------------
Thanksgiving and New Year are not two holidays in a row, for Christmas lies between, but they are one season of family
plans.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [thanksgiving, christmas, new-year]}
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
  holidays:
    - {holiday: thanksgiving, season: 2026, primary: alice}
    - {holiday: christmas, season: 2026, primary: bob}
    - {holiday: new-year, season: 2026, primary: alice}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [thanksgiving, christmas, new-year]}
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
  holidays:
    - {holiday: thanksgiving, season: 2026, primary: alice}
    - {holiday: christmas, season: 2026, primary: bob}
    - {holiday: new-year, season: 2026, primary: carol}
```

Known limits
------------
The most crowded stretch is told, and how many others there are. Holidays that the period or `history` does not show are
not counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from pipecheck.model.oncall import HolidayAssignment
from pipecheck.model.people import Member
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
from pipecheck.rules.holders import Holders, occurrences, scheduled, there, untold_field
from pipecheck.rules.holiday_lines import assigned, date_by_year, free_on
from pipecheck.rules.lines import holds, line_at
from pipecheck.rules.prose import counted, listed

_FIRST_WEEK = 7


class Params(NamedTuple):
    max: Annotated[int, Doc("how many majors one may have within `days`", source="proposed")] = 1
    days: Annotated[int, Doc("majors at most so many days apart are counted together", source="proposed")] = 45
    roles: Annotated[tuple[str, ...], Doc("the roles in which a holiday counts as worked")] = ("primary",)
    holidays: Annotated[tuple[str, ...], Doc("the holidays that count; none named: `calendar.majors`")] = ()


class _Stretch(NamedTuple):
    """The holidays that lie close behind one, itself among them."""

    first: Holders
    near: tuple[Holders, ...]
    allowed: int
    """How many of them one may have."""
    people: frozenset[str]
    """Who has the first, or may."""


class _Crowd(NamedTuple):
    """Holidays of one person that lie close together."""

    held: tuple[Holders, ...]
    allowed: int


def _concerned(member: Member, params: Params) -> bool:
    return any(member.may_hold(role) for role in params.roles)


@rule(Member, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(member: Member, view: TeamView, params: Params) -> Iterator[Outcome]:
    team = view.team
    if team.oncall is None or not team.oncall.rotations:
        return
    named = params.holidays or tuple(ref.id for ref in team.majors or ())
    if team.majors is None and not params.holidays:
        yield Undecided("calendar.majors", team.at("calendar", "majors"), why="which holidays are counted")
        return
    if any(not view.calendar.dated(each) for each in named if view.calendar.resolve(each) is not None):
        yield Undecided("calendar.region", team.at("calendar", "region"), why="how close the holidays are")
        return
    known = view.measure(_known, params)
    doubtful = view.measure(_doubtful, params)
    readings = [view.measure(_stretches, params, otherwise) for otherwise in ((False, True) if doubtful else (False,))]
    crowds = [_crowds(member, reading, at_least=True) for reading in readings]
    if any(crowds) and not all(crowds):
        line = _deciding(next(filter(None, crowds)), doubtful)
        yield Undecided("oncall.holidays.season", line.at("year"), why=f"which {line.holiday.id} is meant")
    elif crowds[0]:
        yield _crowded(member, crowds[0], known, view, params)
    else:
        unsure = next(filter(None, (_crowds(member, one, at_least=False) for one in readings)), None)
        if unsure is not None:
            cell = next(each for each in unsure[0].held if member.id not in each.certain)
            place = cell.place_of((member.id,), view)
            yield Undecided(untold_field(view, place), place, why=f"who has {cell.holiday}")


# ---- what is close together


def _known(view: TeamView, params: Params) -> Sequence[Holders]:
    """Who has which of the holidays that count, in order of date."""
    own = occurrences(view, params.roles)
    if not params.holidays:
        return list(own)
    wanted = {view.calendar.resolve(each) or each for each in params.holidays}
    found = [each for each in own if each.holiday in wanted]
    others = sorted(wanted - {each.holiday for each in own})
    span = view.schedule.start.date(), view.schedule.end.date()
    more: dict[object, list[Holders]] = {}
    for cell in scheduled(view, view.calendar.events(*span, others), params.roles) if others else ():
        more.setdefault((cell.holiday, cell.dates), []).append(Holders((cell,)))
    found += [Holders(tuple(cell for one in each for cell in one.held)) for each in more.values()]
    return sorted(found, key=lambda each: (each.day, each.holiday))


def _stretches(view: TeamView, params: Params, otherwise: bool) -> Sequence[_Stretch]:
    """For every holiday those that are close behind it; `otherwise`, with the doubtful lines read the other way."""
    known = view.measure(_known, params)
    if otherwise:
        known = _read_otherwise(known, view.measure(_doubtful, params))
    people = [each.id for each in view.team.members or () if any(each.may_hold(role) for role in params.roles)]
    count = max(len(there(view, people)), 1)
    found: list[_Stretch] = []
    for first in known:
        near = tuple(each for each in known if timedelta(0) <= each.day - first.day <= timedelta(days=params.days))
        seats = sum(max(len(each.certain), 1) for each in near)
        found.append(_Stretch(first, near, max(params.max, -(-seats // count)), frozenset(first.possible)))
    return found


def _crowds(member: Member, stretches: Sequence[_Stretch], *, at_least: bool) -> list[_Crowd]:
    """Every stretch in which a member has too many, the most crowded first; each begins with one of theirs."""
    found: list[_Crowd] = []
    for first, near, allowed, people in stretches:
        if member.id not in people:
            continue
        own = tuple(each for each in near if member.id in (each.certain if at_least else each.possible))
        is_new = not any(set(own) <= set(crowd.held) for crowd in found)
        if len(own) > allowed and own[0] == first and is_new and any(each.lies_ahead for each in own):
            found.append(_Crowd(own, allowed))
    return sorted(found, key=lambda crowd: -len(crowd.held))


# ---- lines that can be read in two ways


class _Doubt(NamedTuple):
    """A line that tells a holiday of early January by year alone, where the year has another at its end."""

    line: HolidayAssignment
    later: date
    """The date if the turn out of its year is meant."""


def _doubtful(view: TeamView, params: Params) -> Mapping[int, _Doubt]:
    """Such lines, by the number of the occurrence they decide."""
    found: dict[int, _Doubt] = {}
    for at, each in enumerate(view.measure(_known, params)):
        for cell in each.held:
            change = line_at(view, cell.because[-1]).change if cell.because else None
            if isinstance(change, HolidayAssignment):
                day = date_by_year(view, change)
                later = date_by_year(view, change.replace(year=each.year + 1))
                if day is not None and later is not None and day.month == 1 and day.day <= _FIRST_WEEK:
                    found[at] = _Doubt(change, later)
    return found


def _read_otherwise(known: Sequence[Holders], doubtful: Mapping[int, _Doubt]) -> list[Holders]:
    """The same if every one of these lines means the turn out of its year."""
    later: dict[tuple[str, int], Holders] = {}
    for at, doubt in doubtful.items():
        cells = (cell._replace(dates=(doubt.later,), year=doubt.later.year) for cell in known[at].held)
        later[known[at].holiday, doubt.later.year] = Holders(tuple(cells))
    kept = (each for at, each in enumerate(known) if at not in doubtful and (each.holiday, each.year) not in later)
    return sorted((*kept, *later.values()), key=lambda each: (each.day, each.holiday))


def _deciding(crowds: Sequence[_Crowd], doubtful: Mapping[int, _Doubt]) -> HolidayAssignment:
    """A line that is part of a crowd, in the reading that has one; else one that adds to what is shared."""
    inside = {place for crowd in crowds for each in crowd.held for cell in each.held for place in cell.because}
    lines = [doubt.line for doubt in doubtful.values()]
    return next((line for line in lines if any(holds(line.place, place) for place in inside)), lines[0])


# ---- saying so


def _crowded(
    member: Member, crowds: Sequence[_Crowd], known: Sequence[Holders], view: TeamView, params: Params
) -> Problem:
    crowd = crowds[0]
    places = {each.place_of((member.id,), view): each for each in reversed(crowd.held)}
    more = f", and {counted(len(crowds) - 1, 'more such stretch', 'more such stretches')}" if len(crowds) > 1 else ""
    return Problem(
        f"'{member.id}' has {len(crowd.held)} major holidays within {params.days} days: "
        f"{listed(map(_told, crowd.held))}{more}; at most {crowd.allowed} "
        f"{'is' if crowd.allowed == 1 else 'are'} wanted, so give one of them to somebody else",
        next(iter(places)),
        evidence=(
            Fact("holidays", tuple(_told(each) for each in crowd.held), tuple(places)),
            Fact("all", tuple(_told(each) for one in crowds for each in one.held)),
            Fact("allowed", crowd.allowed),
        ),
        related=tuple(
            Related(place, f"'{member.id}' has {_told(each)} by this") for place, each in list(places.items())[1:6]
        ),
        remedies=tuple(_ways_out(member, crowds, known, view, params)),
    )


def _told(each: Holders) -> str:
    return f"{each.holiday} {each.day}"


def _ways_out(
    member: Member, crowds: Sequence[_Crowd], known: Sequence[Holders], view: TeamView, params: Params
) -> Iterator[Remedy]:
    """The last of them for whoever has none close to it."""
    crowd, reach = crowds[0], timedelta(days=params.days)
    enough = len(crowds) == 1 and len(crowd.held) == crowd.allowed + 1
    for each in reversed(crowd.held):
        cells = [cell for cell in each.held if member.id in cell.holders]
        if len(cells) != 1 or cells[0].source == "history" or len(cells[0].holders) > 1:
            continue
        cell = cells[0]
        busy = [who for other in known if abs(other.day - each.day) <= reach for who in other.possible]
        for person in free_on(view, cell.role, cell.dates, but=busy):
            edits = assigned(view, cell.holiday, cell.dates, cell.season, cell.role, cell.rotation, person)
            yield Remedy(f"give {_told(each)} to {person}", edits if enough else ())
            return
    yield Remedy("exchange one of them for a holiday of another season")
