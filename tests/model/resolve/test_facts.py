"""Facts about real rotas that were computed by other means before this resolver was written."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from pipecheck.model.calendar import TeamCalendar
from pipecheck.model.duty import holiday_holders
from pipecheck.model.resolve import Resolved
from pipecheck.model.team import Team
from pipecheck.model.views import Views
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, calendar_of, handoff, line, rota, schedule, team, ways

FOUR = ["alice", "bob", "carol", "dave"]
MAJORS = ("thanksgiving", "christmas", "new-year", "independence-day", "labor-day")


def weekly(count: int, start: date, years: int = 1, **more: object) -> Team:
    people = [f"p{number}" for number in range(count)]
    last = start + timedelta(weeks=52 * years + years // 3) - timedelta(days=1)
    return team(
        rota(roles={"primary": people}, start=start, handoff=handoff(0)),
        people=" ".join(people),
        period=(start, last),
        **more,  # type: ignore[arg-type]
    )


def holder(resolved: Resolved, day: date) -> str | None:
    """Who is primary at noon in New York, or one zone near it."""
    noon = next(each for each in resolved.turns() if each.first <= day <= each.last)
    return next(each.holder for each in resolved.segments() if each.start <= noon.start < each.end)


def test_hours_are_fair_and_holidays_are_not() -> None:
    """Plan 003 in 2026: 13 weeks and 26 days of weekend each, but one person has four holidays and one has two."""
    made = team(
        rota(roles={"primary": FOUR, "secondary": ("primary", 1)}, start=date(2026, 1, 5), handoff=handoff(0)),
        period=(date(2026, 1, 5), date(2027, 1, 3)),
    )
    resolved = schedule(made)
    turns = resolved.turns("weekly")
    assert Counter(turn.cells[0][1] for turn in turns) == {(who,): 13 for who in FOUR}
    days = {turn.first + timedelta(days=day): turn.cells[0][1][0] for turn in turns for day in range(7)}
    assert Counter(who for day, who in days.items() if day.weekday() >= 5) == dict.fromkeys(FOUR, 26)
    holidays = calendar_of(made).holidays(date(2026, 1, 5), date(2027, 1, 3))
    counts = Counter(days[entry.date] for entry in holidays)
    assert counts == {"alice": 3, "bob": 2, "carol": 4, "dave": 3}
    assert days[date(2026, 11, 26)] == days[date(2026, 12, 25)] == "carol"


@pytest.mark.parametrize(
    ("people", "holders", "both"),
    [(2, 2, 6), (3, 3, 0), (4, 2, 6), (5, 5, 2), (6, 6, 0), (7, 6, 0), (8, 4, 0), (9, 5, 0), (10, 8, 0)],
)
def test_some_sizes_of_rota_give_the_same_people_christmas_every_year(people: int, holders: int, both: int) -> None:
    made = weekly(people, date(2025, 1, 6), years=8)
    resolved = schedule(made)
    calendar = calendar_of(made)
    found = [{name: holder(resolved, own(calendar, name, year)) for name in MAJORS[:2]} for year in range(2025, 2033)]
    assert len({year["christmas"] for year in found}) == holders
    assert sum(year["christmas"] == year["thanksgiving"] for year in found) == both


def own(calendar: TeamCalendar, name: str, year: int) -> date:
    return min(entry for entry in calendar.date_of(name, year=year) if name != "christmas" or entry.day == 25)


MATRIX = {"christmas": 1, "new-year": 2, "thanksgiving": 3, "independence-day": 4, "labor-day": 5}


def plan_001(shift: int, *, with_matrix: bool, weekday: int) -> Team:
    """Five engineers by the week, and a matrix that moves everybody on by one each year."""
    people = [f"eng{number}" for number in range(1, 6)]
    lines = tuple(
        line(
            name,
            {"primary": people[(first - 1 + year - 2025) % 5]},
            year=year + (name == "new-year") * shift,
            takes="turn",
        )
        for name, first in MATRIX.items()
        for year in (2025, 2026, 2027)
    )
    return team(
        rota(roles={"primary": people}, handoff=handoff(weekday)),
        people=" ".join(people),
        period=(date(2025, 1, 1), date(2028, 1, 3)),
        majors=list(MATRIX),
        holidays=lines if with_matrix else (),
    )


def test_a_matrix_beside_a_weekly_rota_is_no_view_of_it() -> None:
    """Of the 15 cells of plan 001, 11 to 13 name another person than the rota does, whoever begins it."""
    made = plan_001(0, with_matrix=False, weekday=0)
    calendar = calendar_of(made)
    people = [f"eng{number}" for number in range(1, 6)]
    found = set()
    for start in ways(made):
        resolved = schedule(made, start)
        days = {turn.first + timedelta(days=day): turn.cells[0][1][0] for turn in resolved.turns() for day in range(7)}
        days |= dict.fromkeys((date(2025, 1, day) for day in range(1, 6)), resolved.segments()[0].holder or "")
        found.add(
            sum(
                days[next(day for day in calendar.date_of(name, year=year) if day.year == year)]
                != people[(first - 1 + year - 2025) % 5]
                for name, first in MATRIX.items()
                for year in (2025, 2026, 2027)
            )
        )
    assert len(ways(made)) == 5
    assert found
    assert min(found) >= 11
    assert max(found) <= 13


def test_four_people_by_the_week_have_two_majors_in_a_row_unless_they_hand_off_on_fridays() -> None:
    """Plan 004 with the five US majors of 2026: at every start, for six of the seven days of handoff."""
    found = {}
    for weekday in range(7):
        rotation = rota(roles={"primary": FOUR}, handoff=handoff(weekday))
        made = team(rotation, majors=MAJORS, period=(date(2026, 1, 1), date(2026, 12, 31)))
        views = Views(made, CALENDARS, ZONES, AS_OF)
        held = [holiday_holders(views.view(reading), ("primary",)) for reading in range(views.readings())]
        found[weekday] = {any(one.holders == next_.holders for one, next_ in pairwise(each)) for each in held}
    assert found == {weekday: {weekday != 4} for weekday in range(7)}


def test_a_backup_who_is_next_has_both_christmas_and_new_year_at_every_start() -> None:
    """Plan 003: their weeks are adjacent, so the backup of one is the primary of the other."""
    made = team(rota(roles={"primary": FOUR, "secondary": ("primary", 1)}), majors=["christmas", "new-year"])
    views = Views(made, CALENDARS, ZONES, AS_OF)
    assert views.readings() == 28
    for reading in range(28):
        both: dict[str, set[str]] = {}
        for held in holiday_holders(views.view(reading), ("primary", "secondary")):
            both.setdefault(held.holiday, set()).update(held.holders)
        assert len(both["christmas"] & both["new-year"]) == 1
