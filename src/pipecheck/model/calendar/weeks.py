"""ISO weeks: Monday to Sunday, and a week belongs to the year that holds its Thursday (ISO 8601)."""

from datetime import date, timedelta
from typing import NamedTuple


class IsoWeek(NamedTuple):
    """A week of a week-year, which is not the calendar year: 29 December 2025 is in week 1 of 2026."""

    year: int
    week: int

    def __str__(self) -> str:
        return f"{self.year}-W{self.week:02}"

    @property
    def monday(self) -> date:
        """Its first day. Raises ValueError for week 53 of a year with 52."""
        return date.fromisocalendar(self.year, self.week, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)


def iso_week(day: date) -> IsoWeek:
    """The week that holds this day."""
    year, week, _ = day.isocalendar()
    return IsoWeek(year, week)


def weeks_in(year: int) -> int:
    """52, or 53 in the years that begin on a Thursday and the leap years that begin on a Wednesday."""
    return iso_week(date(year, 12, 28)).week
