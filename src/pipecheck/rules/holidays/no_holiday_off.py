"""Somebody has no major holiday of a season off.

What it checks
--------------
In every holiday season, each member is off duty, in all of `roles`, on at least `min` of its majors. A season is made
of majors that follow one another at most `days` apart, such as Thanksgiving, Christmas and New Year. Where there are
more seats than people can share in that way, as many may go without as arithmetic demands, and no more.

A season that is all past is not judged. One that the period or `history` shows only in part is undecided where what it
does not show could change the verdict; so is a team that has rotas and declares no majors.

Why it matters
--------------
A backup who is primary in the week after is on duty at Christmas and at New Year, every year, while hours and turns are
perfectly even.

Fails
-----

```yaml
version: 1
team: data-core
calendar: {majors: [christmas, new-year]}
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob, carol, dave], secondary: {before: primary, by: 1}}
```

Passes
------

```yaml
version: 1
team: data-core
calendar: {majors: [christmas, new-year]}
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob, carol, dave], secondary: {before: primary, by: 2}}
```

Known limits
------------
Off duty means that somebody else has the holiday, which is most of its day; a handoff at nine in the morning may leave
the first hours. Of two people in two seats nothing is said: they have no choice.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Annotated, NamedTuple

from pipecheck.model.calendar import Event
from pipecheck.model.duty import pools
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.holders import Holders, occurrences, there, untold_field
from pipecheck.rules.holiday_lines import assigned, free_on
from pipecheck.rules.prose import counted, listed


class Params(NamedTuple):
    min: Annotated[int, Doc("how many majors of each season everybody has off", source="a plan's own promise")] = 1
    days: Annotated[int, Doc("majors that follow one another within so many days are one season")] = 45
    roles: Annotated[tuple[str, ...], Doc("the roles in which a holiday counts as worked")] = ("primary", "secondary")


class _Season(NamedTuple):
    """Majors that follow one another closely, of which it is told who has them."""

    told: tuple[Holders, ...]
    whole: bool
    """Whether all of its majors are told."""
    starts_before: bool
    """Whether its first major is not told."""

    def off(self, person: str, *, at_best: bool) -> int:
        """How many of them somebody has off: at best, or whoever one of several is."""
        return sum(person not in (each.certain if at_best else each.possible) for each in self.told)

    def worked(self, person: str) -> tuple[Holders, ...]:
        return tuple(each for each in self.told if person in each.certain)


def _concerned(team: Team, params: Params) -> bool:
    return team.oncall is not None and bool(team.oncall.rotations) and params.min > 0


@rule(Team, level=Level.warning, profile=Profile.recommended, params=Params, applies=_concerned)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    if team.majors is None:
        yield Undecided("calendar.majors", team.at("calendar", "majors"), why="which holidays make a season")
        return
    if any(not view.calendar.dated(ref.id) for ref in team.majors if view.calendar.resolve(ref.id) is not None):
        yield Undecided("calendar.region", team.at("calendar", "region"), why="which holidays are near one another")
        return
    people = _people(view, params)
    without: dict[str, list[_Season]] = {}
    unsure: list[Undecided] = []
    for season in _seasons(view, params):
        wanted = min(params.min, len(season.told))
        certain = [who for who in people if season.off(who, at_best=True) < wanted]
        possible = [who for who in people if season.off(who, at_best=False) < wanted]
        spared = _unavoidable(season, wanted, people, view, params)
        if len(certain) > spared and season.whole:
            for who in certain:
                without.setdefault(who, []).append(season)
        elif len(possible) > spared:
            unsure.append(_untold(season, possible, view))
    for who, seasons in without.items():
        yield _problem(who, seasons, people, view, params)
    if unsure and not without:
        yield unsure[0]


def _people(view: TeamView, params: Params) -> tuple[str, ...]:
    """Members who may hold any of the roles and belong to the team; where none are told, whoever the rota names."""
    members = view.team.members
    if members is None:
        return tuple(sorted({who for pool in pools(view, params.roles) for who in pool.people}))
    able = tuple(member.id for member in members if any(member.may_hold(role) for role in params.roles))
    return there(view, able)


# ---- seasons


def _seasons(view: TeamView, params: Params) -> Iterator[_Season]:
    """The seasons of which anything lies ahead, in order of date."""
    known = occurrences(view, params.roles)
    if not known:
        return
    gap = timedelta(days=params.days)
    events = view.calendar.events(known[0].day - 2 * gap, known[-1].day + 2 * gap)
    for run in _runs(events, gap):
        told = [next((each for each in known if _is_of(each, event)), None) for event in run]
        found = tuple(each for each in told if each is not None)
        if any(each.lies_ahead for each in found):
            yield _Season(found, None not in told, told[0] is None)


def _runs(events: Sequence[Event], gap: timedelta) -> Iterator[Sequence[Event]]:
    cuts = [at for at, (one, other) in enumerate(pairwise(events), 1) if other.dates[0] - one.dates[0] > gap]
    for start, end in pairwise((0, *cuts, len(events))):
        yield events[start:end]


def _is_of(each: Holders, event: Event) -> bool:
    return each.holiday == event.id and bool(set(each.held[0].dates) & set(event.dates))


def _unavoidable(season: _Season, wanted: int, people: Sequence[str], view: TeamView, params: Params) -> int:
    """How many must go without, however the seats of a season are shared (semantics §34): over all roles, and over
    those who may hold each of them."""
    groups = [(params.roles, len(people))]
    for role in params.roles:
        members = [member for member in view.team.members or () if member.id in people and member.may_hold(role)]
        groups.append(((role,), len(members) or len(people)))
    most = 0
    for roles, count in groups:
        seats = sum(_seats(each, roles) for each in season.told)
        beyond = seats - count * (len(season.told) - wanted)
        most = max(most, -(-beyond // wanted))
    return most


def _seats(each: Holders, roles: Sequence[str]) -> int:
    """How many people are on duty: everybody who is named, and one where it is one of several."""
    held = [one for one in each.held if one.role in roles]
    named = {who for one in held for who in one.holders}
    return len(named) + sum(one.state in ("among", "open") and not one.holders for one in held)


# ---- saying so


def _untold(season: _Season, possible: Sequence[str], view: TeamView) -> Undecided:
    if not season.whole:
        field = "history.holidays" if season.starts_before else "oncall.period"
        keys = field.split(".")
        why = f"who has the whole season of {season.told[-1].holiday} on {season.told[-1].day}"
        return Undecided(field, view.team.at(*keys), why=why)
    unclear = next(each for each in season.told if set(possible) & (set(each.possible) - set(each.certain)))
    place = unclear.place_of(possible, view)
    return Undecided(untold_field(view, place), place, why=f"who has {unclear.holiday}")


def _problem(who: str, seasons: Sequence[_Season], people: Sequence[str], view: TeamView, params: Params) -> Problem:
    first = seasons[0]
    worked = first.worked(who)
    off = first.off(who, at_best=True)
    on = listed(f"{each.holiday} {each.day} ({listed(each.roles_of(who))})" for each in worked)
    more = f", and the like in {counted(len(seasons) - 1, 'more season')}" if len(seasons) > 1 else ""
    rest = "none" if not off else f"{off}"
    places: Mapping[Place, Holders] = {each.place_of((who,), view): each for each in reversed(worked)}
    at = next(iter(places))
    return Problem(
        f"'{who}' has {rest} of the {len(first.told)} major holidays of a season off: on duty on {on}{more}; "
        "give one of them to somebody else",
        at,
        key=(who,),
        evidence=(
            Fact("on duty", tuple(_told(each) for season in seasons for each in season.worked(who)), tuple(places)),
            Fact("season", tuple(_told(each) for season in seasons for each in season.told)),
            Fact("off", {one: first.off(one, at_best=True) for one in people}),
            Fact("wanted", min(params.min, len(first.told))),
        ),
        related=tuple(
            Related(place, f"'{who}' is on duty on {_told(each)} by this") for place, each in list(places.items())[1:6]
        ),
        remedies=tuple(_ways_out(who, seasons, people, view, params)),
    )


def _told(each: Holders) -> str:
    return f"{each.holiday} {each.day}"


def _ways_out(
    who: str, seasons: Sequence[_Season], people: Sequence[str], view: TeamView, params: Params
) -> Iterator[Remedy]:
    """The last holiday that somebody can take who has enough of the others off."""
    season = seasons[0]
    wanted = min(params.min, len(season.told))
    enough = len(seasons) == 1 and season.off(who, at_best=True) + 1 == wanted
    spare = [one for one in people if season.off(one, at_best=False) > wanted]
    for each in reversed(season.worked(who)):
        cells = [cell for cell in each.held if who in cell.holders]
        if len(cells) > 1 or cells[0].source == "history" or len(cells[0].holders) > 1:
            continue
        cell = cells[0]
        busy = [one for one in people if one not in spare or one in each.possible]
        for person in free_on(view, cell.role, cell.dates, but=busy):
            edits = assigned(view, cell.holiday, cell.dates, cell.season, cell.role, cell.rotation, person)
            yield Remedy(f"let {person} be {cell.role} on {_told(each)}", edits if enough else ())
            return
    yield Remedy(f"give one of these holidays to somebody who has more than {wanted} of them off")
