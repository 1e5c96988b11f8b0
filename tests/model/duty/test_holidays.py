"""Who has which holiday."""

from datetime import date, datetime
from typing import Any

import pytest

from pipecheck.model.duty import HeldHoliday, holiday_holders
from pipecheck.model.oncall import History, PastHoliday
from pipecheck.model.team import Team
from pipecheck.model.value import CustomDay, MonthDay, Ref, Season, SeasonEnd
from pipecheck.model.views import Views
from tests.model.resolve.make import (
    AS_OF,
    CALENDARS,
    ZONES,
    at,
    column,
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


def test_of_equal_parts_the_one_that_came_last_has_the_day() -> None:
    """Twelve hours in the middle are somebody else's; whoever began the day has it again at its end."""
    change = override(datetime(2026, 5, 25, 6), datetime(2026, 5, 25, 18), "dave")  # noqa: DTZ001
    assert who(monday(0, overrides=(change,)), "memorial-day") == ("carol",)
    longer = override(datetime(2026, 5, 25, 5, 59), datetime(2026, 5, 25, 18), "dave")  # noqa: DTZ001
    assert who(monday(0, overrides=(longer,)), "memorial-day") == ("dave",)
    twice = tuple(
        override(datetime(2026, 5, 25, hour), datetime(2026, 5, 25, hour + 7), "dave")  # noqa: DTZ001
        for hour in (1, 14)
    )
    assert who(monday(0, overrides=twice), "memorial-day") == ("dave",)


def test_only_the_roles_asked_for_are_told() -> None:
    made = team(
        rota(roles={"primary": ["alice"], "secondary": ["bob"]}, start=JANUARY), period=YEAR, majors=["christmas"]
    )
    assert [(each.role, each.holders, each.state) for each in held(made)] == [("primary", ("alice",), "held")]


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
        assert held(made)[0].holders == ()
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


# ---- outside the span

ROTA = rota(roles={"primary": FOUR, "lead": column("lead", ["alice"], role="second")}, start=JANUARY)


def outside(*lines: Any, majors: Any = None, roles: tuple[str, ...] = ("primary",), **more: Any) -> list[str]:
    """What is told by lines and by history: `christmas 2027/2027 2027-12-25 primary held alice`."""
    made = team(ROTA, period=YEAR, holidays=lines, majors=majors, **more)
    return [
        " ".join(
            (
                each.holiday, f"{each.season}/{each.year}", *map(str, each.dates), each.role, each.state, *each.holders,
                *each.candidates,
            )
        )
        for each in held(made, *roles)
        if each.source != "schedule"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (line("christmas", {"primary": "alice"}, year=2028), "christmas 2028/2028 2028-12-25 primary held alice"),
        (line("new-year", {"primary": "alice"}, season=2028), "new-year 2028/2029 2029-01-01 primary held alice"),
        (
            line("christmas", {"primary": "alice"}, date=date(2029, 12, 25)),
            "christmas 2029/2029 2029-12-25 primary held alice",
        ),
        (
            line("independence-day", {"primary": "alice"}, date=date(2027, 7, 5)),
            "independence-day 2027/2027 2027-07-04 primary held alice",
        ),
        (
            line("independence-day", {"primary": "alice"}, year=2027),
            "independence-day 2027/2027 2027-07-04 primary held alice",
        ),
        (line("christmas", {"primary": "alice"}, date=date(2029, 12, 24)), None),
        (line("christmas", {"primary": "alice"}), None),
        (line("christmas", {"primary": ["alice", "bob"]}, turn="1y"), None),
        (line("christmas", {"primary": ["alice", "bob"]}, turn="1d", year=2028), None),
        (line("christmas", {"primary": "alice"}, year=2028, row=1), None),
        (line("christmas", {"secondary": "alice"}, year=2028), None),
        (line("christmas", {"primary": []}, year=2028), None),
        (line("atlantis-day", {"primary": "alice"}, year=2028), None),
        (line("christmas", {"primary": None}, year=2028), "christmas 2028/2028 2028-12-25 primary nobody"),
        (line("christmas", {"primary": "open"}, year=2028), "christmas 2028/2028 2028-12-25 primary open"),
        (
            line("christmas", {"primary": "? bob carol"}, year=2028),
            "christmas 2028/2028 2028-12-25 primary among bob carol",
        ),
        (
            line("christmas", {"primary": "?"}, year=2028),
            "christmas 2028/2028 2028-12-25 primary among alice bob carol dave",
        ),
        (
            line("christmas", {"primary": "bob alice bob"}, year=2028),
            "christmas 2028/2028 2028-12-25 primary held bob alice",
        ),
    ],
)
def test_a_line_tells_of_its_own_year(given: Any, expected: str | None) -> None:
    assert outside(given) == ([expected] if expected else [])


def test_each_line_is_told_whatever_those_before_it_say() -> None:
    lines = (
        line("atlantis-day", {"primary": "alice"}, year=2028),
        line("thanksgiving", {"primary": "alice"}, year=2028),
        line("christmas", {"lead": "bob", "primary": "alice"}, year=2028),
    )
    assert [each.split()[0] for each in outside(*lines)] == ["thanksgiving", "christmas"]
    assert [each.split()[0] for each in outside(*lines, majors=["christmas"])] == ["christmas"]
    assert [each.split()[-3:] for each in outside(*lines, roles=("second",))] == [["second", "held", "bob"]]


def test_a_yearly_line_tells_of_the_years_that_have_a_date() -> None:
    """The team's own day is on two dates only: in 2026, which is in the span, and in 2027."""
    days = tuple(CustomDay("company-day", date(year, 5, 15), "Company day", at("custom")) for year in (2026, 2027))
    yearly = line("company-day", {"primary": ["alice", "bob", "carol"], "secondary": ["dave"]}, turn="1y", start=2025)
    assert outside(yearly, fields={"custom": days}) == ["company-day 2026/2027 2027-05-15 primary held carol"]
    slower = line("christmas", {"primary": ["alice", "bob"], "lead": []}, turn="2y", start=2028)
    assert [each.split()[1] + each.split()[-1] for each in outside(slower)] == ["2028/2028alice", "2030/2030bob"]
    assert outside(line("christmas", turn="1y", start=2028)) == []


def test_holidays_without_a_date_are_told_by_season_and_year_after_those_with_one() -> None:
    lines = (
        line("thanksgiving", {"primary": "alice"}, season=2029),
        line("memorial-day", {"primary": "bob"}, year=2028),
        line("christmas", {"primary": "carol"}, year=2030),
        line("labor-day", {"primary": "dave"}, year=2029),
    )
    assert outside(*lines, region=None) == [
        "christmas 2030/2030 2030-12-25 primary held carol",
        "memorial-day None/2028 primary held bob",
        "labor-day None/2029 primary held dave",
        "thanksgiving 2029/None primary held alice",
    ]


def test_a_season_of_several_days_is_told_by_its_first() -> None:
    ends = SeasonEnd(MonthDay(12, 28)), SeasonEnd(MonthDay(12, 30))
    fields = {"seasons": (Season("year-end", *ends, "Year end", at("seasons")),)}
    given = line("year-end", {"primary": "alice"}, year=2028)
    assert outside(given, fields=fields) == ["year-end 2028/2028 2028-12-28 primary held alice"]


# ---- history


def past(
    holiday: str, cells: dict[str, Any], season: int | None = None, year: int | None = None, day: Any = None
) -> Any:
    place = at("history", holiday)
    return PastHoliday(place, Ref(holiday, place), season, year, day, {name: party(who) for name, who in cells.items()})


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (past("christmas-day", {"primary": "dave"}, year=2024), "christmas 2024/2024 2024-12-25 primary held dave"),
        (past("new-year", {"primary": "dave"}, season=2023), "new-year 2023/2024 2024-01-01 primary held dave"),
        (past("new-year", {"primary": "dave"}, year=2022), "new-year 2021/2022 2021-12-31 primary held dave"),
        (
            past("christmas", {"primary": "dave"}, day=date(2024, 12, 24)),
            "christmas 2024/2024 2024-12-24 primary held dave",
        ),
        (
            past("christmas", {"primary": "dave"}, year=2024, day=date(2024, 12, 24)),
            "christmas 2024/2024 2024-12-24 primary held dave",
        ),
        (
            past("memorial-day", {"primary": "dave"}, day=date(2024, 6, 30)),
            "memorial-day 2023/2024 2024-06-30 primary held dave",
        ),
        (
            past("memorial-day", {"primary": "dave"}, day=date(2024, 7, 1)),
            "memorial-day 2024/2024 2024-07-01 primary held dave",
        ),
        (
            past("independence-day", {"primary": "dave"}, year=2020),
            "independence-day 2020/2020 2020-07-03 primary held dave",
        ),
        (past("christmas", {"primary": "dave"}), "christmas None/None primary held dave"),
        (past("old-feast", {"primary": "dave"}, year=2024), "old-feast None/2024 primary held dave"),
        (past("christmas", {"primary": None}, year=2024), "christmas 2024/2024 2024-12-25 primary nobody"),
        (past("christmas", {"primary": "open"}, year=2024), "christmas 2024/2024 2024-12-25 primary open"),
        (
            past("christmas", {"primary": "? bob dave"}, year=2024),
            "christmas 2024/2024 2024-12-25 primary among bob dave",
        ),
        (past("christmas", {"lead": "dave"}, year=2024), None),
    ],
)
def test_history_tells_of_a_holiday_by_date_year_or_season(told: Any, expected: str | None) -> None:
    fields = {"history": History(at=at("history"), holidays=(told,))}
    assert outside(fields=fields) == ([expected] if expected else [])


def test_history_of_other_holidays_than_the_majors_does_not_count() -> None:
    told = (past("thanksgiving", {"primary": "dave"}, year=2024), past("christmas", {"primary": "dave"}, year=2024))
    fields = {"history": History(at=at("history"), holidays=told)}
    assert [each.split()[0] for each in outside(majors=["christmas"], fields=fields)] == ["christmas"]
    assert [each.split()[0] for each in outside(fields=fields)] == ["thanksgiving", "christmas"]
