"""Who has an occurrence of a holiday, over all rotations and roles that count, and the line that made it so."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pipecheck.model.calendar import Event
from pipecheck.model.duty import HeldHoliday, Pool, holder_of_holiday, holiday_holders
from pipecheck.model.holiday import Holiday
from pipecheck.model.intervals import common, union
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.occasions import days_within, own_dates
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Place
from pipecheck.rules.lines import line_at
from pipecheck.rules.takers import stretch_of


class Holders(NamedTuple):
    """Who has one occurrence: one entry a role and rotation, or line, or past holiday."""

    held: tuple[HeldHoliday, ...]

    @property
    def certain(self) -> tuple[str, ...]:
        """Whoever has it, whatever is not told."""
        return tuple(dict.fromkeys(who for each in self.held for who in each.holders))

    @property
    def possible(self) -> tuple[str, ...]:
        """Whoever has it, or is one of several of whom one has it."""
        return tuple(dict.fromkeys(who for each in self.held for who in (*each.holders, *each.candidates)))

    @property
    def holiday(self) -> str:
        return self.held[0].holiday

    @property
    def day(self) -> date:
        """Its own date, not one observed for it."""
        return self.held[0].dates[0]

    @property
    def year(self) -> int:
        """Its year: New Year 2028, observed on 31 December 2027, is of 2028."""
        return self.held[0].year or self.day.year

    @property
    def lies_ahead(self) -> bool:
        """Whether it can still be changed: past holidays cannot."""
        return any(each.source != "history" for each in self.held)

    def of(self, pool: Pool) -> "Holders":
        """The same as far as it concerns a pool; what is told for no rotation in particular concerns each."""
        return Holders(tuple(each for each in self.held if each.rotation in ("", *pool.rotations)))

    def roles_of(self, person: str) -> tuple[str, ...]:
        """The roles in which somebody has it."""
        return tuple(dict.fromkeys(each.role for each in self.held if person in (*each.holders, *each.candidates)))

    def place_of(self, people: Sequence[str], view: TeamView) -> Place:
        """What puts these people on duty, by the last line that does."""
        told = next(each for each in self.held if set(people) & {*each.holders, *each.candidates})
        own = [
            segment
            for segment in view.schedule.segments(role=told.role, rotation=told.rotation)
            if segment.holder in people and set(segment.because) <= set(told.because)
        ]
        # A line that gives a holiday to whom the rota has already still has the last word about it.
        return max(own, key=lambda segment: len(segment.because)).because[-1] if own else told.because[-1]


def holders_of(view: TeamView, roles: Collection[str], holiday: str, dates: Sequence[date]) -> Holders:
    """Who has one occurrence in some roles, by its id and dates; nobody where that is not told."""
    held = holiday_holders(view, roles)
    return Holders(tuple(each for each in held if each.holiday == holiday and set(each.dates) & set(dates)))


def occurrences(view: TeamView, roles: Collection[str]) -> tuple[Holders, ...]:
    """Every dated occurrence of which it is told who has it, be it past, in the span or by a line; in order of date."""
    found: dict[tuple[date, str], list[HeldHoliday]] = {}
    for each in holiday_holders(view, roles):
        if each.dates:
            found.setdefault((each.dates[0], each.holiday), []).append(each)
    return tuple(Holders(tuple(held)) for _, held in sorted(found.items()))


def scheduled(view: TeamView, events: Iterable[Event], roles: Collection[str]) -> tuple[HeldHoliday, ...]:
    """Who has occurrences of any holidays, majors or not, by the schedule: one entry a rotation and role."""
    schedule, team = view.schedule, view.team
    subjects = [_subject(view, event) for event in events]
    found: list[HeldHoliday] = []
    for rotation in team.oncall.rotations if team.oncall else ():
        clock = Clock(zone_of(team.timezone, view.zones) or schedule.zone(rotation.id))
        for role in dict.fromkeys(column.role for column in rotation.columns if column.role in roles):
            for subject in subjects:
                own = own_dates(subject.holiday, subject.dates, view.calendar)
                days = days_within(own, *schedule.span(rotation.id), clock)
                if days:
                    found.append(holder_of_holiday(schedule, subject, days, clock, role, rotation.id))
    return tuple(found)


def _subject(view: TeamView, event: Event) -> Holiday:
    name = f"{event.id}@{event.year}"
    at, team = view.team.at("calendar"), view.team.team
    return Holiday(id=name, team=team, place=at, holiday=event.id, dates=event.dates, season=event.season)


def untold_field(view: TeamView, place: Place) -> str:
    """The field that would have to name somebody, for a place that names one of several."""
    return "oncall.holidays" if line_at(view, place).change is not None else "oncall.rotations.roles"


def there(view: TeamView, people: Sequence[str]) -> tuple[str, ...]:
    """Those of some people who belong to the team at any time of the span."""
    span = ((view.schedule.start, view.schedule.end),)
    gone = {
        member.id
        for member in view.team.members or ()
        if member.active and not common(union(stretch_of(view, member, each) for each in member.active), span)
    }
    return tuple(who for who in people if who not in gone)
