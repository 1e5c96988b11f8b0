"""Facts about real rotas that were computed by other means before this resolver was written."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from pipecheck.model.calendar import TeamCalendar
from pipecheck.model.duty import coverage, holiday_holders
from pipecheck.model.intervals import length
from pipecheck.model.oncall import Requirement
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve import Resolved, Start
from pipecheck.model.team import Team
from pipecheck.model.value import Hours
from pipecheck.model.views import Views
from pipecheck.model.workspace import load_team
from tests.model.build.loading import Texts
from tests.model.resolve.make import (
    ALL,
    AS_OF,
    CALENDARS,
    ZONES,
    at,
    calendar_of,
    handoff,
    line,
    rota,
    schedule,
    team,
    utc,
    ways,
    window,
)

FOUR = ["alice", "bob", "carol", "dave"]
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
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


def test_four_people_by_the_week_from_january_2025_share_majors_unevenly() -> None:
    """Plan 004: the third in the order has Thanksgiving and Christmas three years in a row."""
    made = weekly(4, date(2025, 1, 6), years=6)
    turns = schedule(made).turns()
    days = {turn.first + timedelta(days=day): turn.cells[0][1][0] for turn in turns for day in range(7)}
    calendar = calendar_of(made)
    held = {(name, year): days.get(holiday(calendar, name, year)) for name in MAJORS for year in range(2025, 2031)}
    assert {held[name, year] for name in MAJORS[:2] for year in (2025, 2026, 2027)} == {"p2"}
    counts = Counter(who for who in held.values() if who is not None)
    assert counts == {"p2": 12, "p3": 12, "p1": 3, "p0": 2}


def holiday(calendar: TeamCalendar, name: str, year: int) -> date:
    """Its own day in a year, not one observed for it."""
    fixed = {"christmas": (12, 25), "new-year": (1, 1), "independence-day": (7, 4)}
    return date(year, *fixed[name]) if name in fixed else min(calendar.date_of(name, year=year))


def pipelines_of_plan_003() -> tuple[Pipeline, ...]:
    raw = (Path(__file__).parents[3] / "teams/plan-003/team.yaml").read_bytes()
    loaded = load_team("teams/plan-003/team.yaml", raw, Texts({}), ZONES).team
    assert loaded is not None
    assert len(loaded.pipelines or ()) == 8
    return loaded.pipelines or ()


def plan_003(by: int) -> Team:
    """The pipelines and people of plan 003, with the backup so many turns ahead of the primary."""
    roles = {"primary": FOUR, "secondary": ("primary", by)}
    return team(
        rota(roles=roles, start=date(2025, 1, 6), handoff=handoff(0)),
        period=(date(2025, 1, 6), date(2029, 1, 7)),
        pipelines=pipelines_of_plan_003(),
    )


def crews(made: Team) -> list[set[str]]:
    """Who is on duty in each week, in any role."""
    return [{who for _, people in turn.cells for who in people} for turn in schedule(made).turns()]


def test_two_turns_ahead_instead_of_one_mends_three_faults() -> None:
    """Adjacent weeks share nobody, every pipeline has an owner on duty, and everybody has one of two feasts off."""
    near, far = plan_003(1), plan_003(2)
    assert all(one & two for one, two in pairwise(crews(near)))
    assert not any(one & two for one, two in pairwise(crews(far)))

    def orphans(made: Team) -> list[int]:
        owners = [
            {ref.id for party in (each.owner("primary"), each.owner("secondary")) if party for ref in party.names}
            for each in made.pipelines or ()
        ]
        return [sum(not crew & own for own in owners) for crew in crews(made)[:4]]

    assert (orphans(near), orphans(far)) == ([4, 0, 4, 0], [0, 0, 0, 0])


def test_a_backup_who_is_next_has_both_feasts_year_after_year() -> None:
    made = plan_003(1)
    by_day = {turn.first: {who for _, people in turn.cells for who in people} for turn in schedule(made).turns()}

    def crew(day: date) -> set[str]:
        return by_day[day - timedelta(days=day.weekday())]

    both = [crew(date(year, 12, 25)) & crew(date(year + 1, 1, 1)) for year in (2025, 2026, 2027, 2028)]
    assert both == [{"dave"}, {"dave"}, {"dave"}, {"alice"}]


@pytest.mark.parametrize(
    ("windows", "share", "hours"),
    [
        ((window("mon tue wed thu fri", 8, 18), window("sat sun", 9, 15)), "36.9 %", 106),
        ((window("mon tue wed thu fri", 9, 17),), "23.8 %", 128),
    ],
)
def test_what_business_hours_leave_of_a_week(windows: Hours, share: str, hours: int) -> None:
    """Plan 002: profit is looked after in 62 of 168 hours, growth in 40."""
    week = (date(2026, 1, 12), date(2026, 1, 18))
    office = rota(roles={"primary": ["alice"]}, start=date(2026, 1, 5), hours=windows)
    always = Requirement(at("required"), ALL)
    view = Views(team(office, period=week, required=(always,)), CALENDARS, ZONES, AS_OF).view()
    (primary,) = coverage(view, "p")
    held = length(primary.held) / timedelta(hours=1)
    assert f"{held / 168:.1%}".replace("%", " %") == share
    assert sum((gap.end - gap.start) / timedelta(hours=1) for gap in primary.gaps) == hours


def test_a_rota_of_one_region_cannot_keep_everybody_off_on_their_own_holidays() -> None:
    """Plan 004: all twelve dates of 2026 are somebody's duty, whoever begins."""
    made = team(rota(roles={"primary": FOUR}, handoff=handoff(0)), period=(date(2026, 1, 1), date(2026, 12, 31)))
    days = {entry.date for entry in calendar_of(made).holidays(*YEAR)}
    for start in ways(made):
        assert sum(holder_on(made, start, day) in FOUR for day in days) == 12


def holder_on(made: Team, start: Start, day: date) -> str | None:
    noon = utc(f"{day}T17:00")
    return next(each.holder for each in schedule(made, start).segments() if each.start <= noon < each.end)
