"""Somebody is on duty on a public holiday of their own region.

What it checks
--------------
No duty of a member, in any of `roles`, falls on a public holiday of the region they live in (the team's, where they
tell none), by the dates of their own zone. Days observed for a holiday count as well. One problem a member, however
many days it meets.

It is on only where a policy names it. A team of one region cannot hold it on any holiday: see `infeasible-holiday`.

Why it matters
--------------
A team of several countries can give each their own days off, at no cost to anybody. One that has promised it has to
look at every calendar, each year anew.

Fails
-----

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
calendar: {region: DE-BE}
members: [{id: alice}, {id: bob, region: FR}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-07-06, to: 2026-07-19}
  rotations:
    - {id: weekly, start: 2026-07-06, turn: 1w, roles: {primary: [alice, bob]}}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
calendar: {region: DE-BE}
members: [{id: alice}, {id: bob, region: FR}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-07-06, to: 2026-07-19}
  rotations:
    - {id: weekly, start: 2026-07-06, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - {holiday: bastille-day, date: 2026-07-14, primary: alice}
```

Known limits
------------
Company days under `calendar.custom` are no public holidays. An hour of duty after midnight is duty on that day.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, NamedTuple

from pipecheck.model.intervals import Interval, common, union
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
    Segment,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.own_holidays import day_of, own_holidays, region_of, untold_region
from pipecheck.rules.prose import counted, days, shortened
from pipecheck.rules.takers import Given, duties_of, handed_over, of_days, oncall_days, takers


class Params(NamedTuple):
    observed: Annotated[bool, Doc("whether days observed for a holiday count as well")] = True
    roles: Annotated[tuple[str, ...], Doc("the roles that count; none named is every role")] = ()


@rule(Member, level=Level.warning, profile=Profile.named, params=Params)
def check(member: Member, view: TeamView, params: Params) -> Iterator[Outcome]:
    if view.team.oncall is None or not view.team.oncall.rotations:
        return
    mine = duties_of(view, member.id, params.roles)
    if not mine:
        return
    region = region_of(view, member)
    if region is None:
        yield untold_region(view, member)
        return
    certain = [segment for segment in mine if segment.holder == member.id]
    met = _met(member, region, certain, view, params)
    if met:
        yield _problem(member, region, met, view, params)
        return
    unsure = _met(member, region, mine, view, params)
    if unsure:
        place = next(iter(unsure.values()))[0].because[-1]
        yield Undecided("oncall.rotations.roles", place, why=f"whether '{member.id}' is on duty on a holiday")


def _met(
    member: Member, region: str, duties: Sequence[Segment], view: TeamView, params: Params
) -> dict[tuple[date, str], list[Segment]]:
    """The holidays on which there is duty, by date and name, and that duty."""
    span = view.schedule.start.date(), view.schedule.end.date()
    found: dict[tuple[date, str], list[Segment]] = {}
    for day, name in own_holidays(view, region, *span, observed=params.observed).items():
        start, end = day_of(view, member, day, day)
        here = [segment for segment in duties if segment.start < end and segment.end > start]
        if here:
            found[day, name] = here
    return found


def _problem(
    member: Member, region: str, met: Mapping[tuple[date, str], list[Segment]], view: TeamView, params: Params
) -> Problem:
    told = tuple(f"{name} {day}" for day, name in met)
    made = tuple(dict.fromkeys(segment.because[-1] for segments in met.values() for segment in segments))
    source = member.at("region") if member.region is not None else view.team.at("calendar", "region")
    return Problem(
        f"'{member.id}' is on duty on {counted(len(met), 'public holiday')} of '{region}', where they live: "
        f"{shortened(told)}; give these days to somebody of another region",
        made[0],
        evidence=(Fact("holidays", told, made), Fact("region", region, (source,))),
        related=(
            Related(source, "their public holidays"),
            *(Related(place, "on duty by this, too") for place in made[1:5]),
        ),
        remedies=(
            *_ways_out(member, met, view, params),
            Remedy(f"let somebody volunteer, and waive this rule for '{member.id}' with that reason"),
        ),
    )


def _ways_out(
    member: Member, met: Mapping[tuple[date, str], list[Segment]], view: TeamView, params: Params
) -> Iterator[Remedy]:
    """Overrides that give every such day of duty to a member for whom it is none; nothing where one has no taker."""
    given: dict[tuple[str, str, date], Given] = {}
    for (day, _), segments in met.items():
        for segment in segments:
            part = common(union([(segment.start, segment.end)]), (day_of(view, member, day, day),))
            for first, last in oncall_days(view, segment.rotation, part):
                stretch = of_days(view, segment.rotation, (first, last))
                person = next(iter(_takers(member, segment, stretch, view, params)), None)
                if person is None:
                    return
                given[segment.rotation, segment.role, first] = Given((first, last), segment.role, person)
    rotations = {rotation for rotation, _, _ in given}
    if len(rotations) == 1:
        titles = tuple(f"{days(*one.days)} to {one.person}" for one in given.values())
        yield Remedy(f"give {shortened(titles)}", handed_over(view, rotations.pop(), given.values()))


def _takers(member: Member, segment: Segment, stretch: Interval, view: TeamView, params: Params) -> Iterator[str]:
    for name in takers(view, segment.role, (stretch,), but=(member.id,)):
        other = view.team.person(name)
        region = region_of(view, other) if isinstance(other, Member) else None
        if not isinstance(other, Member) or region is None:
            continue
        first, last = stretch[0].date(), stretch[1].date()
        theirs = own_holidays(view, region, first, last, observed=params.observed)
        if not any(common((stretch,), (day_of(view, other, day, day),)) for day in theirs):
            yield name
