"""Deadlines as days and in words, and the day by which something is due again."""

from collections.abc import Iterator
from datetime import MAXYEAR, date, datetime, time, timedelta

from pipecheck.model.value import Deadline, Duration
from pipecheck.model.view import TeamView
from pipecheck.rules.notice import after
from pipecheck.rules.prose import WEEKDAYS, ordinal

_DAY = timedelta(days=1)


def clock(minute: int) -> str:
    """A minute of the day as people write it: `09:00`, `24:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def in_words(by: Deadline) -> str:
    """`the 25th of the month at 17:00`, `the last working day of the month`, `Friday`."""
    if by.weekday is not None:
        day = WEEKDAYS[by.weekday]
    else:
        number, kind = (
            (by.day_of_month, "day") if by.working_day_of_month is None else (by.working_day_of_month, "working day")
        )
        which = f"last {kind}" if not number else ordinal(number) + ("" if kind == "day" else f" {kind}")
        day = f"the {which} of the month"
    return day if by.minute is None else f"{day} at {clock(by.minute)}"


def falls_on(by: Deadline, first: date, last: date, view: TeamView) -> Iterator[date]:
    """The days of a deadline from one day to another, both included, before anything is shifted.

    A day that a month does not have, such as the 31st, is skipped there; so is a working day too many.
    """
    if by.weekday is not None:
        day = first + timedelta(days=(by.weekday - first.weekday()) % 7)
        while day <= last:
            yield day
            day += 7 * _DAY
        return
    month = first.replace(day=1)
    while month <= last and month.year < MAXYEAR:
        found = _of_month(by, month, view)
        if found is not None and first <= found <= last:
            yield found
        month = (month + 31 * _DAY).replace(day=1)


def shifted(by: Deadline, day: date, view: TeamView) -> date:
    """The day of a deadline, moved to the working day before or after where it says so and falls on a day off."""
    working = view.team.working_days
    if by.shift is None or view.calendar.is_working_day(day, working):
        return day
    return view.calendar.add_working_days(day, 1 if by.shift == "next" else -1, working) or day


def due(day: date, every: Duration, view: TeamView) -> date:
    """The last day on which what was done on a day, and is to be done every so often, is still fresh.

    Raises NotStated for working days where the region is not told.
    """
    return after(view, datetime.combine(day, time()), every).date()


def _of_month(by: Deadline, month: date, view: TeamView) -> date | None:
    if by.working_day_of_month is not None:
        return view.calendar.working_day_of_month(
            month.year, month.month, by.working_day_of_month, view.team.working_days
        )
    after = (month + 31 * _DAY).replace(day=1)
    if not by.day_of_month:
        return after - _DAY
    found = month + (by.day_of_month - 1) * _DAY
    return found if found < after else None
