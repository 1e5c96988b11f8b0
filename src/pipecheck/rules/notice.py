"""Moments a while before or after others: notice that was to be given, answers that were promised."""

from datetime import date, datetime, timedelta

from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.turns import add_months
from pipecheck.model.value import Duration
from pipecheck.model.view import TeamView

_MONTHS = {"mo": 1, "y": 12}
_NEVER, _ALWAYS = datetime(1, 1, 1), datetime(9999, 12, 31)  # noqa: DTZ001  (local times carry no zone here)
_MOST_DAYS = 6000
"""More working days than that are more than the twenty years that are judged at most."""


def before(view: TeamView, moment: datetime, notice: Duration) -> datetime:
    """The local time that lies a duration before another, by the wall clock: 3 months before 31 May is 28 February.

    Raises NotStated for working days where the region is not told.
    """
    return _moved(view, moment, notice, -1)


def after(view: TeamView, moment: datetime, wait: Duration) -> datetime:
    """The local time that lies a duration after another; as `before`."""
    return _moved(view, moment, wait, 1)


def days_after(day: date, days: int) -> date:
    """The day that lies so many days after another, or the last that there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _moved(view: TeamView, moment: datetime, duration: Duration, sign: int) -> datetime:
    try:
        if duration.minutes is not None:
            return moment + sign * timedelta(minutes=duration.minutes)
        if duration.unit == "wd":
            return _working(view, moment, sign * min(duration.amount, _MOST_DAYS))
        return add_months(moment, sign * duration.amount * _MONTHS[duration.unit])
    except OverflowError:
        return _ALWAYS if sign > 0 else _NEVER


def _working(view: TeamView, moment: datetime, count: int) -> datetime:
    calendar, team = view.calendar, view.team
    if not calendar.knows():
        missing = Undecided("calendar.region", team.at("calendar", "region"), why="which days are working days")
        raise NotStated(missing)
    day = calendar.add_working_days(moment.date(), count, team.working_days)
    if day is None:
        raise OverflowError
    return datetime.combine(day, moment.time())
