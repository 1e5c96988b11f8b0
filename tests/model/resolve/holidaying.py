"""A year of weekly turns: what tests of holidays lay their lines over."""

from datetime import date

from pipecheck.model.oncall import HolidayAssignment
from pipecheck.model.resolve import Resolved
from pipecheck.model.team import Team
from pipecheck.model.value import MonthDay, Season, SeasonEnd
from tests.model.resolve.make import (
    at,
    handoff,
    rota,
    team,
    told,
    utc,
)

JANUARY = date(2026, 1, 5)
YEAR = (JANUARY, date(2027, 1, 3))
YEAR_END = Season("year-end", SeasonEnd(MonthDay(12, 23)), SeasonEnd(MonthDay(1, 2)), "Year end", at("seasons"))
ROLES = {"primary": ["alice", "bob", "carol", "dave"], "secondary": ("primary", 1)}


def made(*lines: HolidayAssignment, roles: object = None, **more: object) -> Team:
    rotation = rota(roles=roles or ROLES, start=JANUARY, handoff=handoff(0))  # type: ignore[arg-type]
    fields = {"period": YEAR, "holidays": lines, "fields": {"seasons": (YEAR_END,)}} | more
    return team(rotation, people="alice bob carol dave erin", **fields)  # type: ignore[arg-type]


def around(resolved: Resolved, first: str, last: str) -> list[str]:
    """Who holds what between two instants, told in UTC."""
    low, high = utc(first), utc(last)
    return told([each for each in resolved.segments() if each.start < high and each.end > low])


def primary(resolved: Resolved, day: date) -> str | None:
    noon = utc(f"{day}T17:00")
    return next(
        each.holder or each.state for each in resolved.segments(role="primary") if each.start <= noon < each.end
    )
