"""Days and instants: public holidays and a team's own, working days, ISO weeks, and what local times mean.

It knows no disk and no library of holidays: dates come from a `Calendars`, zones from a `Zones`.
"""

from pipecheck.model.calendar.clock import changes_of, local_problem, readings_of, shown_at, to_instant
from pipecheck.model.calendar.days import Calendars, Event, HolidayDate, Zones
from pipecheck.model.calendar.names import holiday_id, printed, suggest_regions
from pipecheck.model.calendar.nation import CalendarRow, MissingDay, calendar_rows, empty_years, lacks_subdivision
from pipecheck.model.calendar.occurrences import season_of
from pipecheck.model.calendar.team import TeamCalendar, team_calendar
from pipecheck.model.calendar.weeks import IsoWeek, iso_week, weeks_in

__all__ = [
    "CalendarRow",
    "Calendars",
    "Event",
    "HolidayDate",
    "IsoWeek",
    "MissingDay",
    "TeamCalendar",
    "Zones",
    "calendar_rows",
    "changes_of",
    "empty_years",
    "holiday_id",
    "iso_week",
    "lacks_subdivision",
    "local_problem",
    "printed",
    "readings_of",
    "season_of",
    "shown_at",
    "suggest_regions",
    "team_calendar",
    "to_instant",
    "weeks_in",
]
