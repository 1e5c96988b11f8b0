"""The public holidays of a member: those of the region they live in."""

from datetime import date

from pipecheck.model.calendar import printed
from pipecheck.model.intervals import Interval
from pipecheck.model.outcome import Undecided
from pipecheck.model.people import Member
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.view import TeamView


def region_of(view: TeamView, member: Member) -> str | None:
    """A member's own region, else the team's, if its holidays are known."""
    region = member.region or view.team.region
    return region if region is not None and view.calendar.knows(region) else None


def untold_region(view: TeamView, member: Member) -> Undecided:
    """What to ask for where that is not told."""
    at = member.at("region") if member.region is not None else view.team.at("calendar", "region")
    return Undecided("calendar.region", at, why="which days are public holidays for whom")


def own_holidays(view: TeamView, region: str, first: date, last: date, *, observed: bool = True) -> dict[date, str]:
    """The days off of a region between two days, and what they are called; days observed for others only if wanted."""
    tables = (view.calendar.calendars.table(region, year) or () for year in range(first.year, last.year + 1))
    entries = (entry for table in tables for entry in table if entry.kept and first <= entry.date <= last)
    found: dict[date, str] = {}
    for entry in entries:
        if observed or not entry.observed:
            found.setdefault(entry.date, printed(entry.id))
    return dict(sorted(found.items()))


def day_of(view: TeamView, member: Member, first: date, last: date) -> Interval:
    """Calendar days, from the first to the last, in a member's own zone."""
    clock = Clock(zone_of(member.timezone or view.team.timezone, view.zones))
    return clock.midnight(first), clock.midnight(date.fromordinal(last.toordinal() + 1))
