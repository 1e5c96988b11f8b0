"""Who has an occurrence of a holiday, over all rotations and roles that count, and the line that made it so."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from pipecheck.model.duty import HeldHoliday, Pool, holiday_holders
from pipecheck.model.intervals import common, union
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
        for segment in view.schedule.segments(role=told.role, rotation=told.rotation):
            if segment.holder in people and set(segment.because) <= set(told.because):
                return segment.because[-1]
        return told.because[-1]


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
