"""When runs and deliveries come round, as local times."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pipecheck.model.runs import Moment
from pipecheck.model.value import Duration
from pipecheck.model.view import TeamView
from pipecheck.rules.deadlines import falls_on, shifted

_DAY = timedelta(days=1)
_DAY_MINUTES = 1440
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]


class Times(NamedTuple):
    """Local times without a zone, in order, and what is not told of them, if anything is: then they are all that may
    be."""

    local: tuple[datetime, ...]
    missing: str = ""


def times(view: TeamView, moment: Moment, first: date, last: date) -> Times:
    """Every time from one day to another, both included, at which a moment may be.

    Raises NotStated for working days where the region is not told, as `deadlines` does.
    """
    if moment.cron is not None:
        return Times(tuple(_by_cron(moment.cron, first, last)))
    days, missing = _days(view, moment, first, last)
    if moment.minute is None:
        return Times(tuple(_at(day, hour * 60) for day in days for hour in range(24)), "at")
    every = moment.every.minutes if moment.every is not None and moment.by is None else None
    if every is None or every >= _DAY_MINUTES or every <= 0:
        return Times(tuple(_at(day, moment.minute) for day in days), missing)
    if _DAY_MINUTES % every:
        return Times(tuple(_at(day, hour * 60) for day in days for hour in range(24)), "every")
    minutes = sorted((moment.minute + number * every) % _DAY_MINUTES for number in range(_DAY_MINUTES // every))
    return Times(tuple(_at(day, minute) for day in days for minute in minutes))


def _days(view: TeamView, moment: Moment, first: date, last: date) -> tuple[list[date], str]:
    """The days of a moment; every day, and what is missing, where it does not say on which of them."""
    if moment.by is not None:
        around = falls_on(moment.by, first - 31 * _DAY, last + 31 * _DAY, view)
        found = (shifted(moment.by, day, view) for day in around)
        return [day for day in found if first <= day <= last], ""
    days = [first + number * _DAY for number in range((last - first).days + 1)]
    if moment.every == Duration(1, "wd"):
        return [day for day in days if view.calendar.is_working_day(day, view.team.working_days)], ""
    is_daily = moment.every is None or (moment.every.minutes or _DAY_MINUTES + 1) <= _DAY_MINUTES
    return days, "" if is_daily else "by"


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)


# ---- cron


def _by_cron(line: str, first: date, last: date) -> Iterator[datetime]:
    """The times of five fields. Where both a day of the month and one of the week are told, either will do."""
    fields = line.lower().split()
    minutes, hours = (sorted(_values(field, 0, top)) for field, top in zip(fields, (59, 23), strict=False))
    of_month, months = _values(fields[2], 1, 31), _values(fields[3], 1, 12, _MONTHS, 1)
    of_week = {value % 7 for value in _values(fields[4], 0, 7, _WEEKDAYS)}
    day = first
    while day <= last:
        by_month, by_week = day.day in of_month, day.isoweekday() % 7 in of_week
        either = not fields[2].startswith("*") and not fields[4].startswith("*")
        if day.month in months and ((by_month or by_week) if either else (by_month and by_week)):
            yield from (_at(day, hour * 60 + minute) for hour in hours for minute in minutes)
        day += _DAY


def _values(field: str, low: int, high: int, names: list[str] | None = None, offset: int = 0) -> set[int]:
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


def _value(word: str, names: list[str] | None, offset: int) -> int:
    return names.index(word) + offset if names is not None and word in names else int(word)
