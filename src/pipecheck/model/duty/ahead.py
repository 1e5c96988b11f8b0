"""Who will have which holiday if the rotas go on: what a round of weeks does to the feasts of a year shows in years."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from pipecheck.model.duty.holidays import HeldHoliday, holiday_holders
from pipecheck.model.oncall import OnCall
from pipecheck.model.value import Stretch
from pipecheck.model.view import TeamView
from pipecheck.model.views import Views

_DAY = timedelta(days=1)


def holders_ahead(view: TeamView, roles: Collection[str], years: int) -> tuple[HeldHoliday, ...]:
    """As `holiday_holders`, with the rotas going on for so many years from where the span begins; of 0, the span as
    it is. Raises NotStated as the schedule does."""
    return view.measure(_ahead, frozenset(roles), years)


def _ahead(view: TeamView, roles: frozenset[str], years: int) -> tuple[HeldHoliday, ...]:
    oncall = view.team.oncall
    if years == 0 or oncall is None:
        return holiday_holders(view, roles)
    return holiday_holders(_prolonged(view, oncall, years), roles)


def _prolonged(view: TeamView, oncall: OnCall, years: int) -> TeamView:
    """The same team under the same reading, over a longer period from the same day on."""
    assumed = view.schedule.assumed
    told = oncall.period
    begin = told.first if told is not None and told.first is not None else view.as_of
    first = begin.date() if isinstance(begin, datetime) else begin
    last = years_on(first, years) - _DAY
    if told is not None and told.last is not None:
        until = told.last.date() if isinstance(told.last, datetime) else told.last
        last = max(last, until)
    period = Stretch(begin, last, oncall.at if told is None else told.at)
    team = view.team.replace(oncall=oncall.replace(period=period))
    views = Views(team, view.calendar.calendars, view.zones, first)
    ways = views.starts().ways
    return views.view(next((number for number, way in enumerate(ways) if way.assumed == assumed), 0))


def years_on(day: date, years: int) -> date:
    """The same day so many years later; the day after for a 29 February that is not there."""
    later = day.year + years
    return date(later, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=later)
