"""When runs and deliveries come round: on which days, at which minutes of them, by the wall clock."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pipecheck.model.runs import Moment
from pipecheck.model.value import Duration
from pipecheck.model.view import TeamView
from pipecheck.rules.deadlines import falls_on, shifted

_DAY = timedelta(days=1)
_DAY_MINUTES = 1440
_HOURS = tuple(range(0, _DAY_MINUTES, 60))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


class Times(NamedTuple):
    """The local times of a moment: the same minutes on each of its days, both in order.

    `missing` says what is not told, if anything is: then these are all the times that may be, by the hour.
    """

    days: tuple[date, ...]
    minutes: tuple[int, ...]
    missing: str = ""

    @property
    def local(self) -> Iterator[datetime]:
        """All of them, one after the other, without a zone."""
        for day in self.days:
            midnight = datetime.combine(day, time())
            yield from (midnight + timedelta(minutes=minute) for minute in self.minutes)

    def between(self, after: datetime, before: datetime) -> tuple[int, datetime | None]:
        """How many of them lie between two local times, both excluded, and the first that does."""
        count, first = 0, None
        for day in self.days[bisect_left(self.days, after.date()) : bisect_right(self.days, before.date())]:
            midnight = datetime.combine(day, time())
            low = bisect_right(self.minutes, (after - midnight) / timedelta(minutes=1))
            high = bisect_left(self.minutes, (before - midnight) / timedelta(minutes=1))
            if low < high:
                count += high - low
                first = first or midnight + timedelta(minutes=self.minutes[low])
        return count, first


def times(view: TeamView, moment: Moment, first: date, last: date) -> Times:
    """Every time from one day to another, both included, at which a moment may be.

    Raises NotStated for working days where the region is not told, as `deadlines` does.
    """
    if moment.cron is not None:
        return _by_cron(moment.cron, first, last)
    days, missing = _days(view, moment, first, last)
    if moment.minute is None:
        return Times(days, _HOURS, "at")
    every = moment.every.minutes if moment.every is not None and moment.by is None else None
    if every is None or every >= _DAY_MINUTES or every <= 0:
        return Times(days, (moment.minute,), missing)
    if _DAY_MINUTES % every:
        return Times(days, _HOURS, "every")
    return Times(days, tuple(range(moment.minute % every, _DAY_MINUTES, every)))


def _days(view: TeamView, moment: Moment, first: date, last: date) -> tuple[tuple[date, ...], str]:
    """The days of a moment; every day, and what is missing, where it does not say on which of them."""
    if moment.by is not None:
        around = falls_on(moment.by, first - 31 * _DAY, last + 31 * _DAY, view)
        found = sorted({shifted(moment.by, day, view) for day in around})
        return tuple(day for day in found if first <= day <= last), ""
    days = tuple(first + number * _DAY for number in range((last - first).days + 1))
    if moment.every == Duration(1, "wd"):
        return tuple(day for day in days if view.calendar.is_working_day(day, view.team.working_days)), ""
    is_daily = moment.every is None or 0 < (moment.every.minutes or 0) <= _DAY_MINUTES
    return days, "" if is_daily else "by"


# ---- cron


def _by_cron(line: str, first: date, last: date) -> Times:
    """The times of five fields. Where both a day of the month and one of the week are told, either will do."""
    minute, hour, day_of_month, month, day_of_week = line.lower().split()
    of_month, of_year = _values(day_of_month, 1, 31), _values(month, 1, 12, _MONTHS, 1)
    of_week = {value % 7 for value in _values(day_of_week, 0, 7, _WEEKDAYS)}
    either = not day_of_month.startswith("*") and not day_of_week.startswith("*")
    days: list[date] = []
    day = first
    while day <= last:
        by_month, by_week = day.day in of_month, day.isoweekday() % 7 in of_week
        if day.month in of_year and ((by_month or by_week) if either else (by_month and by_week)):
            days.append(day)
        day += _DAY
    minutes = sorted(each * 60 + one for each in _values(hour, 0, 23) for one in _values(minute, 0, 59))
    return Times(tuple(days), tuple(minutes))


def _values(field: str, low: int, high: int, names: tuple[str, ...] = (), offset: int = 0) -> set[int]:
    """The values of one field: lists, ranges and steps, numbers or names."""
    found: set[int] = set()
    for part in field.split(","):
        whole, _, step = part.partition("/")
        first, dash, last = whole.partition("-")
        if whole == "*":
            start, end = low, high
        else:
            start = _value(first, names, offset)
            end = _value(last, names, offset) if dash else high if step else start
        found.update(range(start, end + 1, int(step or 1)))
    return found


def _value(word: str, names: tuple[str, ...], offset: int) -> int:
    return names.index(word) + offset if word in names else int(word)
