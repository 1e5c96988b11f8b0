"""Who has which holiday."""

from datetime import date

from pipecheck.model.duty import HeldHoliday, holiday_holders
from pipecheck.model.oncall import History, PastHoliday
from pipecheck.model.team import Team
from pipecheck.model.value import Ref
from pipecheck.model.views import Views
from tests.model.resolve.make import (
    AS_OF,
    CALENDARS,
    ZONES,
    at,
    handoff,
    line,
    override,
    part,
    party,
    rota,
    team,
    window,
)

JANUARY = date(2026, 1, 5)
YEAR = (JANUARY, date(2027, 1, 3))
FOUR = ["alice", "bob", "carol", "dave"]


def held(made: Team, *roles: str) -> list[HeldHoliday]:
    return list(holiday_holders(Views(made, CALENDARS, ZONES, AS_OF).view(), roles or ("primary",)))


def who(made: Team, name: str, *roles: str) -> tuple[str, ...]:
    (found,) = [each for each in held(made, *roles) if each.holiday == name and each.source == "schedule"]
    return found.holders


def monday(hour: int, **more: object) -> Team:
    """Memorial Day 2026 is Monday 25 May: bob's week ends and carol's begins."""
    rotation = rota(roles={"primary": ["alice", "bob", "carol"]}, start=date(2026, 5, 11), handoff=handoff(0, hour))
    return team(rotation, period=(date(2026, 5, 11), date(2026, 6, 28)), majors=["memorial-day"], **more)  # type: ignore[arg-type]


def test_the_holder_has_most_of_the_local_day_and_in_a_tie_it_is_the_incoming() -> None:
    assert who(monday(9), "memorial-day") == ("carol",)
    assert who(monday(12), "memorial-day") == ("carol",)
    assert who(monday(13), "memorial-day") == ("bob",)


def test_the_day_is_local_to_the_team_not_to_the_rotation() -> None:
    made = monday(9, timezone="Asia/Tokyo")
    rotation = made.oncall.rotations[0].replace(timezone="America/New_York") if made.oncall else None
    there = made.replace(oncall=made.oncall.replace(rotations=(rotation,))) if made.oncall else made
    assert who(there, "memorial-day") == ("bob",)


def test_a_split_names_all_and_so_does_a_party_of_several() -> None:
    split = line("memorial-day", year=2026, split=(part(0, 4, primary="dave"), part(4, 24, primary="alice")))
    assert who(monday(0, holidays=(split,)), "memorial-day") == ("dave", "alice")
    both = line("memorial-day", {"primary": "alice dave"}, year=2026)
    assert who(monday(0, holidays=(both,)), "memorial-day") == ("alice", "dave")


def test_a_cover_of_some_hours_leaves_the_holiday_where_it_is() -> None:
    made = monday(0, overrides=(override(date(2026, 5, 25), date(2026, 5, 25), "dave"),))
    assert who(made, "memorial-day") == ("dave",)


def test_a_holiday_and_its_observed_day_are_one() -> None:
    """4 July 2026 is observed on the Friday before; whoever has the Saturday has the holiday."""
    made = team(rota(turn="1d", roles={"primary": FOUR}, start=JANUARY), period=YEAR, majors=["independence-day"])
    (found,) = held(made)
    assert found.dates == (date(2026, 7, 4),)
    assert len(found.holders) == 1
    assert found.subject == "independence-day@2026"


def test_where_no_majors_are_declared_every_public_holiday_counts() -> None:
    made = team(rota(roles={"primary": FOUR}, start=JANUARY), period=YEAR)
    assert len(held(made)) == 11
    declared = team(rota(roles={"primary": FOUR}, start=JANUARY), period=YEAR, majors=["christmas", "thanksgiving"])
    assert [each.holiday for each in held(declared)] == ["thanksgiving", "christmas"]


def test_each_role_of_each_rotation_counts_for_itself() -> None:
    one = rota("one", roles={"primary": ["alice"], "secondary": ["bob"]}, start=JANUARY)
    two = rota("two", roles={"primary": ["carol"]}, start=JANUARY)
    made = team(one, two, period=YEAR, majors=["christmas"])
    found = {(each.rotation, each.role): each.holders for each in held(made, "primary", "secondary")}
    assert found == {("one", "primary"): ("alice",), ("one", "secondary"): ("bob",), ("two", "primary"): ("carol",)}


def test_what_nobody_has_or_nobody_knows_is_told_apart() -> None:
    def state(made: Team) -> str:
        return held(made)[0].state

    majors = ["christmas"]
    assert state(team(rota(roles={"primary": "?"}, start=JANUARY), period=YEAR, majors=majors)) == "among"
    assert state(team(rota(roles={"primary": ["open"]}, start=JANUARY), period=YEAR, majors=majors)) == "open"
    nobody = (line("christmas", year=2026, none="alerts wait"),)
    assert (
        state(team(rota(roles={"primary": FOUR}, start=JANUARY), period=YEAR, majors=majors, holidays=nobody))
        == "nobody"
    )
    off = rota(roles={"primary": FOUR}, start=JANUARY, hours=(window("workdays"),))
    assert state(team(off, period=YEAR, majors=majors)) == "uncovered"


def test_years_that_only_lines_tell_are_told_too() -> None:
    lines = (
        line("christmas", {"primary": "alice"}, year=2025),
        line("christmas", {"primary": "bob"}, season=2026),
        line("christmas", {"primary": "? carol dave"}, year=2027),
    )
    made = team(rota(roles={"primary": FOUR}, start=JANUARY), period=YEAR, majors=["christmas"], holidays=lines)
    assert [(each.year, each.holders, each.candidates, each.source) for each in held(made)] == [
        (2025, ("alice",), (), "line"),
        (2026, ("bob",), (), "schedule"),
        (2027, (), ("carol", "dave"), "line"),
    ]


def test_a_yearly_line_tells_each_of_its_years() -> None:
    yearly = line("christmas", {"primary": ["alice", "bob", "carol"]}, turn="1y", start=2025)
    made = team(rota(roles={"primary": FOUR}, start=JANUARY), period=YEAR, majors=["christmas"], holidays=(yearly,))
    assert [(each.year, each.holders) for each in held(made)] == [
        (2025, ("alice",)),
        (2026, ("bob",)),
        (2027, ("carol",)),
    ]


def test_holidays_without_a_date_are_told_by_their_lines() -> None:
    given = line("thanksgiving", {"primary": "alice"}, year=2026)
    rotation = rota(roles={"primary": FOUR}, start=JANUARY)
    made = team(rotation, period=YEAR, region=None, majors=["thanksgiving", "christmas"], holidays=(given,))
    assert [(each.holiday, each.dates, each.source) for each in held(made)] == [
        ("christmas", (date(2026, 12, 25),), "schedule"),
        ("thanksgiving", (), "line"),
    ]


def test_history_tells_what_was_before() -> None:
    place = at("history", "holidays", 0)
    past = PastHoliday(place, Ref("christmas", place), 2024, None, None, {"primary": party("dave", place)})
    made = team(
        rota(roles={"primary": FOUR}, start=JANUARY),
        period=YEAR,
        majors=["christmas"],
        fields={"history": History(at=place, holidays=(past,))},
    )
    first = held(made)[0]
    assert (first.holiday, first.season, first.year, first.holders, first.source) == (
        "christmas",
        2024,
        2024,
        ("dave",),
        "history",
    )
    assert first.because == (place,)


def test_a_holiday_in_a_part_of_the_span_where_a_rotation_is_not_judged_is_not_its() -> None:
    short = rota("short", roles={"primary": ["alice"]}, start=JANUARY, until=date(2026, 3, 1))
    long = rota("long", roles={"primary": ["bob"]}, start=JANUARY, until=date(2026, 12, 31))
    made = team(short, long, majors=["christmas"])
    assert [(each.rotation, each.holders) for each in held(made)] == [("long", ("bob",))]
