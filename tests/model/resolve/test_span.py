"""What is judged: the period, the rota's own length, or a year from its first handoff on or after as-of."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pipecheck.model.oncall import Rotation
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve import Span, span_of_team
from pipecheck.model.resolve.clock import Clock, rotation_clock
from pipecheck.model.resolve.span import LONGEST, Life, life_of, span_of, within_bounds, within_reach
from pipecheck.model.resolve.starts import Start
from pipecheck.model.resolve.turns import Shift
from pipecheck.model.team import Team
from pipecheck.model.value import Stretch, When
from tests.model.resolve.make import AS_OF, ZONES, at, calendar_of, handoff, rota, row, schedule, team, utc

SHIFT = Shift(calendar_of(team()), frozenset(range(5)))
JANUARY = date(2026, 1, 5)
TWO = {"primary": ["alice", "bob"]}
ROWS = (
    row({"primary": "bob"}, date(2026, 2, 2), date(2026, 2, 8)),
    row({"primary": "alice"}, date(2026, 1, 19), date(2026, 1, 25)),
)


def clock(made: Rotation) -> Clock:
    return rotation_clock(made, team(timezone="UTC"), ZONES)


def said(*instants: datetime | None) -> str:
    return " to ".join("?" if each is None else f"{each:%Y-%m-%d %H:%M}" for each in instants)


# ---- the life of a rotation


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (rota(roles=TWO, start=JANUARY, handoff=handoff(0, 9)), "2026-01-05 09:00 to ?"),
        (rota(roles=TWO, start=JANUARY, until=date(2026, 3, 1)), "2026-01-05 00:00 to 2026-03-02 00:00"),
        (rota(roles=TWO, start=JANUARY, repeats=False), "2026-01-05 00:00 to 2026-01-19 00:00"),
        (
            rota(roles=TWO, start=JANUARY, repeats=False, until=date(2026, 1, 11)),
            "2026-01-05 00:00 to 2026-01-12 00:00",
        ),
        (rota(roles=TWO, start=JANUARY, repeats=False, until=date(2027, 1, 1)), "2026-01-05 00:00 to 2026-01-19 00:00"),
        (rota(roles=TWO), "? to ?"),
        (rota(roles=TWO, until=date(2026, 3, 1)), "? to 2026-03-02 00:00"),
        (rota(roles=TWO, repeats=False), "? to ?"),
        (rota(roles=TWO, anchor="iso-week", repeats=False), "? to ?"),
        (rota(roles=TWO, anchor="iso-week", start=JANUARY, repeats=False), "2026-01-05 00:00 to ?"),
        (rota(turns=ROWS), "2026-01-19 00:00 to 2026-02-09 00:00"),
        (rota(turns=ROWS, until=date(2026, 2, 3)), "2026-01-19 00:00 to 2026-02-04 00:00"),
        (rota(turns=ROWS, until=date(2027, 2, 3)), "2026-01-19 00:00 to 2026-02-09 00:00"),
        (rota(turns=(row({"primary": "a"}, JANUARY, date(2026, 1, 4)),)), "? to ?"),
        (
            rota(turns=(row({"primary": "a"}, JANUARY, date(2026, 1, 4)),), until=JANUARY),
            "2026-01-06 00:00 to 2026-01-06 00:00",
        ),
    ],
)
def test_a_rotation_lives_from_its_start_or_first_row_to_until_or_its_last_turn(made: Rotation, expected: str) -> None:
    assert said(*life_of(made, made.start, clock(made), SHIFT)) == expected


def test_the_day_that_is_tried_is_the_start_of_an_undated_rota() -> None:
    made = rota(roles=TWO, repeats=False)
    assert said(*life_of(made, JANUARY, clock(made), SHIFT)) == "2026-01-05 00:00 to 2026-01-19 00:00"
    weeks = rota(roles=TWO, anchor="iso-week")
    assert life_of(weeks, JANUARY, clock(weeks), SHIFT) == Life(None, None)


# ---- the span of a rotation


def span(made: Rotation, period: tuple[When | None, When | None] | None = None, as_of: date = AS_OF) -> Span:
    stretch = None if period is None else Stretch(*period, at("oncall", "period"))
    return span_of(made, made.start or JANUARY, clock(made), SHIFT, stretch, lambda: as_of)


WEEKLY = rota(roles=TWO, start=JANUARY, handoff=handoff(0, 9))
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("made", "period", "expected"),
    [
        (WEEKLY, None, "2026-01-19 09:00 to 2027-01-18 09:00 dated"),
        (WEEKLY, (FIRST, LAST), "2026-03-01 09:00 to 2026-04-01 09:00"),
        (WEEKLY, (FIRST, None), "2026-03-01 09:00 to 2027-02-28 09:00"),
        (WEEKLY, (None, LAST), "2026-01-19 09:00 to 2026-04-01 09:00 dated"),
        (WEEKLY, (None, date(2026, 1, 1)), "2026-01-19 09:00 to 2026-01-19 09:00 dated"),
        (WEEKLY, (None, None), "2026-01-19 09:00 to 2027-01-18 09:00 dated"),
        (WEEKLY, (LAST, FIRST), "2026-03-31 09:00 to 2026-03-31 09:00"),
        (WEEKLY.replace(until=date(2026, 3, 1)), None, "2026-01-05 09:00 to 2026-03-02 09:00"),
        (WEEKLY.replace(until=date(2026, 3, 1)), (FIRST, None), "2026-03-01 09:00 to 2027-02-28 09:00"),
        (WEEKLY.replace(until=date(2026, 1, 1)), None, "2026-01-05 09:00 to 2026-01-05 09:00"),
        (WEEKLY.replace(until=date(2036, 1, 12)), None, "2026-01-05 09:00 to 2036-01-13 09:00"),
        (WEEKLY.replace(until=date(2036, 1, 13)), None, "2026-01-19 09:00 to 2027-01-18 09:00 dated"),
        (WEEKLY.replace(start=None), None, "2026-01-19 09:00 to 2027-01-18 09:00 dated"),
        (WEEKLY.replace(start=None, until=date(2026, 3, 1)), None, "2026-01-19 09:00 to 2026-03-02 09:00 dated"),
        (WEEKLY.replace(start=date(2026, 6, 1)), None, "2026-06-01 09:00 to 2027-05-31 09:00 dated"),
        (rota(roles=TWO, anchor="iso-week"), None, "2026-01-19 00:00 to 2027-01-18 00:00 dated"),
        (rota(turn="2y", roles=TWO, start=date(2025, 6, 1)), None, "2027-06-01 00:00 to 2028-05-30 00:00 dated"),
        (rota(turn="20y", roles=TWO, start=date(2025, 6, 1)), None, "2026-01-15 00:00 to 2027-01-14 00:00 dated"),
        (rota(turns=ROWS), None, "2026-01-19 00:00 to 2026-02-09 00:00"),
        (rota(turns=ROWS), (None, LAST), "2026-01-19 00:00 to 2026-04-01 00:00 dated"),
    ],
)
def test_what_is_judged_of_a_rotation(
    made: Rotation, period: tuple[When | None, When | None] | None, expected: str
) -> None:
    found = span(made, period)
    assert said(found.start, found.end) + (" dated" if found.dated else "") == expected


def test_a_rota_that_begins_on_as_of_is_judged_from_its_start_though_its_first_handoff_is_moved() -> None:
    """New Year's Day is a holiday: until the 2nd those of the turn before stay."""
    moved = rota(turn="1d", roles=TWO, start=date(2026, 1, 1), handoff=handoff(if_holiday="next-working-day"))
    assert span(moved, as_of=date(2026, 1, 1)).start == utc("2026-01-01T00:00")


def test_a_handoff_before_the_time_of_day_at_which_on_call_days_begin_is_none_of_that_day() -> None:
    rows = (
        row({"primary": "alice"}, datetime(2026, 1, 15, 8), datetime(2026, 1, 16, 8)),  # noqa: DTZ001
        row({"primary": "bob"}, datetime(2026, 1, 16, 8), datetime(2026, 1, 17, 8)),  # noqa: DTZ001
    )
    found = span(rota(turns=rows, handoff=handoff(None, 9)), (None, LAST))
    assert found.start == utc("2026-01-16T08:00")


def test_a_period_of_ten_years_is_judged_and_one_of_a_day_more_is_not() -> None:
    made = rota(roles=TWO, start=JANUARY)
    last = JANUARY + LONGEST - timedelta(days=1)
    assert span(made, (JANUARY, last)).end - utc("2026-01-05T00:00") == LONGEST
    for period in ((JANUARY, last + timedelta(days=1)), (None, date(2036, 2, 1))):
        with pytest.raises(NotStated) as raised:
            span(made, period)
        why = "what happens in a period of more than ten years"
        assert raised.value.undecided == Undecided("oncall.period", at("oncall", "period"), why=why)
    within_bounds(LONGEST, Stretch(None, None, at("oncall", "period")))


def test_turns_beyond_the_years_that_dates_hold_leave_the_rotations_undecided() -> None:
    with pytest.raises(NotStated) as raised, within_reach(team()):
        raise OverflowError
    why = "turns that end after the year 9999"
    assert raised.value.undecided == Undecided("oncall.rotations.turn", at("oncall", "rotations"), why=why)


# ---- the span of a team


def of_team(made: Team) -> Span:
    found = span_of_team(made, calendar_of(made), ZONES, Start(), lambda: AS_OF)
    resolved = schedule(made, Start())
    assert (resolved.start, resolved.end, resolved.dated) == found
    return found


@pytest.mark.parametrize(
    ("rotations", "more", "expected"),
    [
        ((WEEKLY,), {}, "2026-01-19 09:00 to 2027-01-18 09:00 dated"),
        (
            (rota("late", roles=TWO, start=date(2026, 2, 2), until=LAST), rota("early", turns=ROWS)),
            {},
            "2026-01-19 00:00 to 2026-04-01 00:00",
        ),
        (
            (rota("one", turns=ROWS), rota("two", roles=TWO, start=JANUARY)),
            {},
            "2026-01-19 00:00 to 2027-01-18 00:00 dated",
        ),
        ((), {}, "2026-01-15 00:00 to 2027-01-14 00:00 dated"),
        ((rota(roles={}),), {"period": (FIRST, LAST)}, "2026-03-01 00:00 to 2026-04-01 00:00"),
        ((), {"period": (FIRST, None)}, "2026-03-01 00:00 to 2027-02-28 00:00"),
        ((), {"period": (None, LAST)}, "2026-01-15 00:00 to 2026-04-01 00:00 dated"),
        ((), {"period": (LAST, FIRST)}, "2026-03-31 00:00 to 2026-03-31 00:00"),
    ],
)
def test_the_span_of_a_team_is_that_of_its_rotations_together_or_its_period(
    rotations: tuple[Rotation, ...], more: dict[str, Any], expected: str
) -> None:
    found = of_team(team(*rotations, timezone="UTC", **more))
    assert said(found.start, found.end) + (" dated" if found.dated else "") == expected


def test_the_span_of_a_team_is_by_the_clock_of_its_zone_where_nobody_takes_turns() -> None:
    found = of_team(team(period=(FIRST, LAST)))
    assert said(found.start, found.end) == "2026-03-01 05:00 to 2026-04-01 04:00"


def test_without_on_call_there_is_no_schedule() -> None:
    made = team().replace(oncall=None)
    for ask in (lambda: of_team(made), lambda: schedule(made, Start())):
        with pytest.raises(NotStated) as raised:
            ask()
        assert raised.value.undecided == Undecided("oncall", at("oncall"), why="who is on call")
