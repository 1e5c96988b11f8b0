"""A holiday on which nobody could be on duty without a holiday of their own.

What it checks
--------------
On each day of a holiday on which duty is wanted, there is a member who may hold each of `roles`, belongs to the team,
is not away, and for whom it is no public holiday in the region they live in.

It is on only where a policy names it, beside `duty-on-own-holiday`: whoever promises that nobody works on a holiday of
their own needs to know on which days the promise cannot be kept.

Why it matters
--------------
A team of one region has nobody for any of its holidays; one of four countries has nobody for Christmas. Such a promise
is broken on the day, unless somebody says beforehand who volunteers, or that nobody is wanted.

Fails
-----

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
calendar: {region: DE-BE, majors: [german-unity-day, christmas]}
members: [{id: alice}, {id: bob, region: FR}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
```

Passes
------

```yaml
version: 1
team: data-core
timezone: Europe/Berlin
calendar: {region: DE-BE, majors: [german-unity-day]}
members: [{id: alice}, {id: bob, region: FR}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  period: {from: 2026-01-05, to: 2027-01-03}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
```

Known limits
------------
Each role is looked at for itself: one person who could be primary or secondary is enough for both. Time off of part of
a day counts as the whole of it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, NamedTuple

from pipecheck.model.holiday import Holiday
from pipecheck.model.intervals import common, union
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
from pipecheck.rules.holders import holders_of
from pipecheck.rules.own_holidays import day_of, own_holidays, region_of, untold_region
from pipecheck.rules.prose import listed
from pipecheck.rules.takers import stretch_of


class Params(NamedTuple):
    observed: Annotated[bool, Doc("whether days observed for a holiday count as holidays")] = True
    roles: Annotated[tuple[str, ...], Doc("the roles that must be held")] = ("primary",)


def _untold(view: TeamView) -> Undecided | None:
    """A team with rotas and without any region is asked for one once: it has no holiday to judge."""
    team = view.team
    if team.oncall is None or not team.oncall.rotations or view.calendar.knows():
        return None
    return Undecided("calendar.region", team.at("calendar", "region"), why="which days are public holidays for whom")


@rule(Holiday, level=Level.error, profile=Profile.named, params=Params, without=_untold)
def check(holiday: Holiday, view: TeamView, params: Params) -> Iterator[Outcome]:
    oncall = view.team.oncall
    if oncall is None or not oncall.rotations:
        return
    if not holiday.dates:
        if oncall.on_holidays != "none":
            yield Undecided("calendar.region", view.team.at("calendar", "region"), why=f"when {holiday.holiday} is")
        return
    held = holders_of(view, params.roles, holiday.holiday, holiday.dates).held
    if held and all(each.state in ("nobody", "uncovered") for each in held):
        return
    missing: dict[tuple[date, str], Mapping[str, str]] = {}
    for day in holiday.dates:
        for role in params.roles:
            why, unsure = _hindered(day, role, view, params)
            if unsure is not None:
                yield untold_region(view, unsure)
                return
            if why is not None:
                missing[day, role] = why
    if missing:
        yield _problem(holiday, missing, view)


def _hindered(day: date, role: str, view: TeamView, params: Params) -> tuple[Mapping[str, str] | None, Member | None]:
    """What keeps each member from a role on a day, None if somebody is free; and whoever may be, if only one knew
    where they live."""
    why: dict[str, str] = {}
    unsure: Member | None = None
    for member in view.each(Member):
        whole = (day_of(view, member, day, day),)
        region = region_of(view, member)
        if not member.may_hold(role):
            why[member.id] = "not eligible"
        elif member.active and common(union(stretch_of(view, member, one) for one in member.active), whole) != whole:
            why[member.id] = "not in the team"
        elif common(union(stretch_of(view, member, off) for off in member.time_off), whole):
            why[member.id] = "away"
        elif region is None:
            unsure = unsure or member
        elif day in own_holidays(view, region, day, day, observed=params.observed):
            why[member.id] = f"holiday in {region}"
        else:
            return None, None
    return (None, unsure) if unsure is not None else (why, None)


def _problem(holiday: Holiday, missing: Mapping[tuple[date, str], Mapping[str, str]], view: TeamView) -> Problem:
    dates = tuple(dict.fromkeys(day for day, _ in missing))
    roles = tuple(dict.fromkeys(role for _, role in missing))
    why = next(iter(missing.values()))
    groups: dict[str, list[str]] = {}
    for who, reason in why.items():
        groups.setdefault(reason, []).append(who)
    reasons = "; ".join(f"{reason}: {listed(people)}" for reason, people in groups.items())
    told = f" ({reasons})" if reasons else ""
    when = listed(map(str, dates))
    regions = [member.at("region") for member in view.each(Member) if member.region is not None]
    return Problem(
        f"nobody can be {listed(roles, 'or')} on {holiday.holiday}, {when}, without a holiday of their own{told}; "
        "say who volunteers, or that nobody is wanted",
        holiday.at(),
        evidence=(Fact("dates", dates), Fact("why", why)),
        related=tuple(Related(place, "whose holidays are theirs") for place in regions[:5]),
        remedies=(
            Remedy(f"say that nobody is wanted on {holiday.holiday}: a line of `oncall.holidays` with `none`"),
            Remedy("let somebody volunteer, and waive `duty-on-own-holiday` for them with that reason"),
        ),
    )
