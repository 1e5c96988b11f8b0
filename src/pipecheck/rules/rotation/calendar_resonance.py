"""A round of turns that keeps bringing the same holidays to the same people.

What it checks
--------------
Over the seasons that the period, holiday lines and `history` tell, or over `years` from where the period begins, each
major holiday comes to as many different people as there are seasons, or people in the rota, but for `slack`; and no
two majors fall to one person in more than `max_repeat` seasons. Where there are more majors than people, some must:
then it is as few as they can be shared. A season lasts from July to June.

Why it matters
--------------
Four people who change every week are in step with a year of 52 weeks, and with the four weeks that mostly lie between
Thanksgiving and Christmas: for years one of them has both, and only two of them ever have Christmas, while their hours
are equal to the minute.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [independence-day, labor-day, thanksgiving, christmas]}
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2025-01-06, to: 2028-01-02}
  rotations:
    - {id: weekly, start: 2025-01-06, turn: 1w, roles: {primary: [alice, bob, carol, dave]}}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {region: US, majors: [independence-day, labor-day, thanksgiving, christmas]}
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2025-01-06, to: 2028-01-02}
  rotations:
    - {id: weekly, start: 2025-01-06, turn: 1w, roles: {primary: [alice, bob, carol, dave]}}
  holidays:
    - {holiday: independence-day, turn: 1y, start: 2025, primary: [alice, bob, carol, dave]}
    - {holiday: labor-day, turn: 1y, start: 2025, primary: [bob, carol, dave, alice]}
    - {holiday: thanksgiving, turn: 1y, start: 2025, primary: [carol, dave, alice, bob]}
    - {holiday: christmas, turn: 1y, start: 2025, primary: [dave, alice, bob, carol]}
```

Known limits
------------
A year alone shows nothing: what comes back needs two. Years beyond the period are those of the rota as it stands: who
joins or leaves until then is not known.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import ceil, comb
from typing import Annotated, NamedTuple, TypeAlias

from pipecheck.model.duty import HeldHoliday, column_people, holders_ahead
from pipecheck.model.oncall import Rotation
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
from pipecheck.rules.prose import counted, listed, shortened, tallied

Seasons: TypeAlias = Mapping[str, Mapping[int, tuple[str, ...]]]
"""Who has each holiday in each season that is told."""


class Params(NamedTuple):
    years: Annotated[
        int, Doc("over how many years to look, from where the period begins; 0 is the period and what is told besides")
    ] = 0
    slack: Annotated[int, Doc("how many people fewer than possible may come to have a holiday", source="proposed")] = 1
    max_repeat: Annotated[int, Doc("in how many seasons two majors may fall to one person", source="proposed")] = 1
    roles: Annotated[tuple[str, ...], Doc("the roles whose holidays count")] = ("primary",)


class _Echo(NamedTuple):
    """What comes back too often: a holiday to few people, or two of them to one person."""

    holidays: tuple[str, ...]
    said: str
    number: int


def _concerned(rotation: Rotation, params: Params) -> bool:
    return any(column.role in params.roles for column in rotation.columns)


@rule(Rotation, level=Level.warning, profile=Profile.named, params=Params, applies=_concerned)
def check(rotation: Rotation, view: TeamView, params: Params) -> Iterator[Outcome]:
    missing = _missing(view)
    if missing is not None:
        yield missing
        return
    held = [
        each
        for each in holders_ahead(view, params.roles, params.years)
        if each.rotation in ("", rotation.id) and each.state in ("held", "among")
    ]
    unclear = next((each for each in held if each.state == "among"), None)
    if unclear is not None:
        yield Undecided("oncall.rotations.roles", unclear.because[-1], why=f"who has {unclear.holiday}")
        return
    people = _people(rotation, view, params)
    seasons = _seasons(held)
    echoes = [*_echoes(seasons, len(people), params)]
    if echoes:
        yield _resonant(rotation, held, echoes, people, view, params)


def _missing(view: TeamView) -> Undecided | None:
    team, calendar = view.team, view.calendar
    if team.majors is None:
        return Undecided("calendar.majors", team.at("calendar", "majors"), why="which holidays count")
    if all(calendar.dated(ref.id) or calendar.resolve(ref.id) is None for ref in team.majors):
        return None
    return Undecided("calendar.region", team.at("calendar", "region"), why="when the holidays are")


def _people(rotation: Rotation, view: TeamView, params: Params) -> tuple[str, ...]:
    columns = (column for column in rotation.columns if column.role in params.roles)
    return tuple(dict.fromkeys(who for column in columns for who in column_people(view.team, rotation, column)))


def _seasons(held: Sequence[HeldHoliday]) -> dict[str, dict[int, tuple[str, ...]]]:
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for each in held:
        if each.season is not None:
            own = found.setdefault(each.holiday, {})
            own[each.season] = tuple(dict.fromkeys((*own.get(each.season, ()), *each.holders)))
    return found


# ---- what comes back


def _echoes(seasons: Seasons, people: int, params: Params) -> Iterator[_Echo]:
    for holiday, own in seasons.items():
        count = dict.fromkeys((who for holders in own.values() for who in holders), 0)
        for holders in own.values():
            count.update({who: count[who] + 1 for who in holders})
        wanted = min(people, len(own)) - params.slack
        if len(count) < wanted:
            few = f"{holiday} comes to {len(count)} of {people} people ({tallied(count)})"
            yield _Echo((holiday,), few, len(count))
    for one, other in combinations(seasons, 2):
        told = [season for season in seasons[one] if season in seasons[other]]
        both = sum(bool(set(seasons[one][season]) & set(seasons[other][season])) for season in told)
        allowed = max(params.max_repeat, _unavoidable(len(seasons), people, len(told)))
        if both > allowed:
            same = f"{one} and {other} fall to one person in {both} of {counted(len(told), 'season')}"
            yield _Echo((one, other), same, both)


def _unavoidable(majors: int, people: int, seasons: int) -> int:
    """In how many seasons two majors fall to one person, on average over all pairs, however they are shared."""
    each, more = divmod(majors, max(people, 1))
    together = more * comb(each + 1, 2) + (people - more) * comb(each, 2)
    return ceil(Fraction(seasons * together, comb(majors, 2)))


# ---- saying so


def _resonant(
    rotation: Rotation,
    held: Sequence[HeldHoliday],
    echoes: Sequence[_Echo],
    people: Sequence[str],
    view: TeamView,
    params: Params,
) -> Problem:
    told = sorted({season for own in _seasons(held).values() for season in own})
    column = next(each for each in rotation.columns if each.role in params.roles)
    majors = view.team.majors or ()
    involved = {holiday for echo in echoes for holiday in echo.holidays}
    over = f"over {counted(len(told), 'season')} from {told[0]} on"
    return Problem(
        f"{over}, rotation '{rotation.id}' keeps bringing the same holidays to the same people: "
        f"{shortened([echo.said for echo in echoes], 4)}; let the order change with the year",
        column.at,
        evidence=(
            Fact("seasons", tuple(told)),
            Fact("people", len(people)),
            Fact("distinct", {each.holidays[0]: each.number for each in echoes if len(each.holidays) == 1}),
            Fact("together", {" and ".join(each.holidays): each.number for each in echoes if len(each.holidays) == 2}),
            Fact("slack", params.slack),
            Fact("max_repeat", params.max_repeat),
        ),
        related=tuple(
            Related(ref.at, "this holiday comes back to the same people")
            for ref in majors
            if view.calendar.resolve(ref.id) in involved
        )[:5],
        remedies=(
            *_by_year(rotation, held, echoes, people, view, params),
            Remedy("begin each year with another order: a rotation that ends by `until`, and one that starts after it"),
        ),
    )


# ---- the way out


def _by_year(
    rotation: Rotation,
    held: Sequence[HeldHoliday],
    echoes: Sequence[_Echo],
    people: Sequence[str],
    view: TeamView,
    params: Params,
) -> Iterator[Remedy]:
    """Lines that let the holidays go round by the year, each beginning with somebody else, if that is enough."""
    oncall = view.team.oncall
    involved = list(dict.fromkeys(holiday for echo in echoes for holiday in echo.holidays))
    first = {
        each.holiday: (each.season, each.year)
        for each in reversed(held)
        if each.source == "schedule" and each.season is not None and each.year is not None
    }
    lines = {view.calendar.resolve(line.holiday.id) for line in oncall.holidays} if oncall is not None else set()
    if oncall is None or lines & set(involved) or not set(involved) <= set(first):
        return
    current: Seasons = _seasons(held)
    chosen: list[dict[str, Plain]] = []
    column = next(each for each in rotation.columns if each.role in params.roles).name
    for holiday in involved:
        season, year = first[holiday]
        ways = [[*people[at:], *people[:at]] for at in range(len(people))]
        by_way = [(_served(current, holiday, season, way), way) for way in ways]
        current, way = min(by_way, key=lambda each: _left(each[0], len(people), params))
        line: dict[str, Plain] = {"holiday": holiday, "turn": "1y", "start": year}
        if len(oncall.rotations) > 1:
            line["rotation"] = rotation.id
        chosen.append({**line, column: way})
    if not any(_echoes(current, len(people), params)):
        at = Place(oncall.at.document, (*oncall.at.route, "holidays"))
        edits: tuple[Edit, ...] = (
            tuple(Insert(at, line) for line in chosen) if "holidays" in oncall.given else (Put(at, chosen),)
        )
        yield Remedy(f"let {listed(involved)} go round by the year: a line with `turn: 1y` for each", edits)


def _left(seasons: Seasons, people: int, params: Params) -> tuple[int, int]:
    """How many holidays come to too few people, which no further line mends; and in how many seasons two fall together,
    which it may."""
    few: list[int] = []
    both: list[int] = []
    for echo in _echoes(seasons, people, params):
        (few if len(echo.holidays) == 1 else both).append(echo.number)
    return len(few), sum(both)


def _served(seasons: Seasons, holiday: str, begin: int, way: Sequence[str]) -> Seasons:
    """The same, with one holiday going round by the year from a season on."""
    own = {
        season: holders if season < begin else (way[(season - begin) % len(way)],)
        for season, holders in seasons[holiday].items()
    }
    return {**seasons, holiday: own}
