"""The hours of a column as stretches of UTC time: windows on some days, across midnight, by the wall clock."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from pipecheck.model.calendar import TeamCalendar, Zones
from pipecheck.model.intervals import Interval, Intervals, union
from pipecheck.model.resolve.clock import DAY, Clock, zone_of
from pipecheck.model.team import Team
from pipecheck.model.value import Hours, Window

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LAST_DAYS = 7
_WHOLE_DAY = 1440


class Days:
    """Which days the words of a window mean for one team."""

    def __init__(self, team: Team, calendar: TeamCalendar) -> None:
        self._calendar = calendar
        self._working = team.working_days
        self._worked: dict[date, bool] = {}
        self._open: dict[tuple[tuple[str, ...], date], bool] = {}
        self._season_days: dict[tuple[str, int], frozenset[date]] = {}

    def has(self, window: Window, day: date) -> bool:
        """Whether a window is open on a day. A window without days is open on every one."""
        if not window.days:
            return True
        known = self._open.get((window.days, day))
        if known is None:
            known = self._open[window.days, day] = any(self._is(word, day) for word in window.days)
        return known

    def _is(self, word: str, day: date) -> bool:
        if word in _WEEKDAYS:
            return _WEEKDAYS[day.weekday()] == word
        match word:
            case "workdays":
                return self._is_worked(day)
            case "off-days":
                return not self._is_worked(day)
            case "holidays":
                return self._calendar.is_holiday(day)
            case "last-7-of-month":
                return (day + _LAST_DAYS * DAY).month != day.month
        return day in self._season(word, day.year)

    def _is_worked(self, day: date) -> bool:
        known = self._worked.get(day)
        if known is None:
            known = self._worked[day] = self._calendar.is_working_day(day, self._working)
        return known

    def _season(self, word: str, year: int) -> frozenset[date]:
        """The days of a season, or of a holiday, that lie in a year or in its winter."""
        known = self._season_days.get((word, year))
        if known is None:
            events = self._calendar.events(date(year, 1, 1), date(year, 12, 31), (word,))
            known = self._season_days[word, year] = frozenset(day for event in events for day in event.dates)
        return known


def needs_holidays(hours: Hours) -> bool:
    """Whether these windows cannot be told without knowing the holidays."""
    return any(word in ("workdays", "off-days", "holidays") for window in hours for word in window.days)


def opened(hours: Hours, clock: Clock, zones: Zones, days: Days, low: datetime, high: datetime) -> Intervals:
    """When a column is served between two instants. No windows is always.

    A window that stands under a condition (`when`) is not promised and does not count; see `conditional`.
    """
    if not hours:
        return ((low, high),) if low < high else ()
    return _windows(hours, clock, zones, days, low, high, lambda window: window.when is None)


def conditional(
    hours: Hours, clock: Clock, zones: Zones, days: Days, low: datetime, high: datetime
) -> tuple[tuple[Window, Intervals], ...]:
    """The windows that stand under a condition, each with its stretches."""
    return tuple(
        (window, _windows((window,), clock, zones, days, low, high, lambda _: True)) for window in hours if window.when
    )


def _windows(
    hours: Hours,
    clock: Clock,
    zones: Zones,
    days: Days,
    low: datetime,
    high: datetime,
    wanted: Callable[[Window], bool],
) -> Intervals:
    found: list[Interval] = []
    for window in filter(wanted, hours):
        zone = zone_of(window.timezone, zones)
        own = clock if zone is None else Clock(zone)
        day, last = own.local(low).date() - DAY, own.local(high).date()
        while day <= last:
            if days.has(window, day):
                start, end = span_of_day(own, day, window.start, window.end)
                found.append((max(start, low), min(end, high)))
            day += DAY
    # What lies outside is empty now, or the wrong way round, and counts for nothing.
    return union(found)


def span_of_day(clock: Clock, day: date, start: int, end: int) -> Interval:
    """Two minutes of a calendar day as instants; an end at or before the start lies on the next day."""
    midnight = datetime.combine(day, time())
    if end <= start:
        end += _WHOLE_DAY
    return clock.instant(midnight + timedelta(minutes=start)), clock.instant(midnight + timedelta(minutes=end))
