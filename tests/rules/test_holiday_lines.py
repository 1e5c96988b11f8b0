"""How a file says that somebody has a holiday, and which day a line means."""

from datetime import date

import pytest

from pipecheck.model.team import Team
from pipecheck.model.views import View, Views
from pipecheck.rules.base import Edit, Insert, Place, Put
from pipecheck.rules.holiday_lines import assigned, date_by_year, free_on
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, line, rota, team
from tests.rules.views import view_of

CHRISTMAS = (date(2026, 12, 25),)
HOLIDAYS = Place("team.yaml", ("oncall", "holidays"))
HEAD = """\
timezone: UTC
calendar: {region: US, seasons: [{id: year-end, from: 12-23, to: 01-02}]}
members: [{id: alice}, {id: bob}, {id: carol}]
"""
WEEKLY = "{id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}"
OTHER = "{id: other, start: 2026-01-05, turn: 1w, roles: {lead: {as: primary, order: [carol]}, secondary: [bob]}}"


def edits(
    *lines: str,
    rotations: str = WEEKLY,
    season: int | None = 2026,
    rotation: str = "weekly",
    role: str = "primary",
    dates: tuple[date, ...] = CHRISTMAS,
) -> tuple[Edit, ...]:
    told = f"  holidays: [{', '.join(lines)}]\n" if lines else ""
    view = view_of(f"{HEAD}oncall:\n  rotations: [{rotations}]\n{told}")
    return assigned(view, "christmas", dates, season, role, rotation, "carol")


def view_made(made: Team) -> View:
    return Views(made, CALENDARS, ZONES, AS_OF).view()


# ---- a line there is


@pytest.mark.parametrize(
    "told",
    [
        "season: 2026",
        "date: 2026-12-25",
        "year: 2026",
        "note: every year the same",
    ],
)
def test_another_name_in_the_line_for_it(told: str) -> None:
    other = "{holiday: new-year, season: 2026, primary: bob}"
    found = edits(other, f"{{holiday: christmas, {told}, primary: alice}}")
    assert found == (Put(Place("team.yaml", ("oncall", "holidays", 1, "primary")), "carol"),)


@pytest.mark.parametrize("told", ["season: 2025", "date: 2025-12-25", "year: 2025"])
def test_lines_for_another_year_are_left_alone(told: str) -> None:
    found = edits(f"{{holiday: christmas, {told}, primary: alice}}")
    assert found == (Insert(HOLIDAYS, {"holiday": "christmas", "season": 2026, "primary": "carol"}),)


def test_lines_for_another_rotation_are_left_alone() -> None:
    told = "{holiday: christmas, season: 2026, rotation: weekly, primary: alice}"
    both = f"{WEEKLY}, {OTHER}"
    there = (Put(Place("team.yaml", ("oncall", "holidays", 0, "primary")), "carol"),)
    assert edits(told, rotations=both) == there
    assert edits(told, rotations=both, rotation="") == there
    (edit,) = edits(told, rotations=both, rotation="other")
    assert isinstance(edit, Insert)


def test_of_several_lines_the_last_has_the_word() -> None:
    one = "{holiday: christmas, season: 2026, primary: alice}"
    (edit,) = edits(one, one.replace("alice", "bob"))
    assert edit == Put(Place("team.yaml", ("oncall", "holidays", 1, "primary")), "carol")


def test_any_of_its_days_is_meant() -> None:
    days = (date(2027, 12, 24), *CHRISTMAS)
    told = "{holiday: christmas, year: 2026, primary: alice}"
    assert edits(told, dates=days) == (Put(Place("team.yaml", ("oncall", "holidays", 0, "primary")), "carol"),)


@pytest.mark.parametrize(
    "told",
    [
        "{holiday: christmas, season: 2026, secondary: bob}",
        "{holiday: christmas, turn: 1y, primary: [alice]}",
        "{holiday: christmas, turn: 1y, primary: [alice, bob]}",
        '{holiday: christmas, season: 2026, split: [{from: "00:00", to: "12:00", primary: alice}]}',
        "{holiday: christmas, season: 2026, none: nobody}",
    ],
)
def test_a_line_without_one_name_for_it_is_not_written_over(told: str) -> None:
    assert edits(told, rotations=f"{WEEKLY}, {OTHER}") == ()


# ---- a new line


def test_a_line_where_there_is_none() -> None:
    assert edits() == (Put(HOLIDAYS, [{"holiday": "christmas", "season": 2026, "primary": "carol"}]),)
    assert edits("{holiday: new-year, season: 2026, takes: turn, primary: bob}") == (
        Insert(HOLIDAYS, {"holiday": "christmas", "season": 2026, "takes": "turn", "primary": "carol"}),
    )
    assert edits(season=None) == ()


def test_of_several_rotations_it_says_which() -> None:
    both = f"{WEEKLY}, {OTHER}"
    assert edits(rotations=both) == (
        Put(HOLIDAYS, [{"holiday": "christmas", "season": 2026, "rotation": "weekly", "primary": "carol"}]),
    )
    assert edits(rotations=both, rotation="other") == (
        Put(HOLIDAYS, [{"holiday": "christmas", "season": 2026, "rotation": "other", "lead": "carol"}]),
    )


def test_a_column_is_written_by_its_name() -> None:
    def column(rotations: str, rotation: str, role: str = "primary") -> str:
        (edit,) = edits(rotations=rotations, rotation=rotation, role=role)
        assert isinstance(edit, Put)
        assert isinstance(edit.value, list)
        return str(list(edit.value[0])[-1])

    both = f"{WEEKLY}, {OTHER}"
    assert column(OTHER, "other") == "lead"
    assert column(OTHER, "") == "lead"
    assert column(both, "") == "primary"
    assert column(f"{OTHER}, {WEEKLY}", "") == "primary"
    assert column(both, "other", "secondary") == "secondary"
    assert column(both, "weekly", "secondary") == "secondary"
    assert column(OTHER.replace("secondary:", "second: {as: primary, order: [alice]}, secondary:"), "other") == "lead"


def test_a_line_that_goes_round_is_not_joined_by_another() -> None:
    round_ = line("christmas", {"primary": ["alice", "bob"]}, turn="1y", season=2025)
    made = team(rota(roles={"primary": ["alice", "bob"]}, start=AS_OF), holidays=(round_,))
    view = view_made(made)
    assert assigned(view, "christmas", CHRISTMAS, 2026, "primary", "weekly", "carol") == ()
    single = view_made(made.replace(oncall=made.oncall.replace(holidays=(round_.replace(turn=None),))))  # type: ignore[union-attr]
    assert len(assigned(single, "christmas", CHRISTMAS, 2026, "primary", "weekly", "carol")) == 1


def test_a_team_without_duty_has_no_lines() -> None:
    view = view_of(HEAD)
    assert assigned(view, "christmas", CHRISTMAS, 2026, "primary", "weekly", "carol") == ()


# ---- days


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("{holiday: christmas, year: 2026, primary: bob}", date(2026, 12, 25)),
        ("{holiday: new-year, year: 2028, primary: bob}", date(2028, 1, 1)),
        ("{holiday: new-year, year: 2026, primary: bob}", date(2026, 1, 1)),
        ("{holiday: independence-day, year: 2026, primary: bob}", date(2026, 7, 4)),
        ("{holiday: christmas, year: 2026, season: 2026, primary: bob}", None),
        ("{holiday: christmas, year: 2026, date: 2026-12-25, primary: bob}", None),
        ("{holiday: christmas, season: 2026, primary: bob}", None),
        ("{holiday: never-heard-of, year: 2026, primary: bob}", None),
        ("{holiday: year-end, year: 2026, primary: bob}", date(2026, 12, 23)),
    ],
)
def test_the_day_that_a_year_means(told: str, day: date | None) -> None:
    view = view_of(f"{HEAD}oncall:\n  rotations: [{WEEKLY}]\n  holidays: [{told}]")
    assert view.team.oncall is not None
    assert date_by_year(view, view.team.oncall.holidays[0]) == day


def test_who_is_free_on_all_of_these_days() -> None:
    view = view_of(
        "timezone: UTC\n"
        "members: [{id: alice}, {id: bob}, {id: carol, time_off: [{from: 2026-01-16, to: 2026-01-16}]}]\n"
        "oncall:\n  period: {from: 2026-01-05, to: 2026-02-01}\n"
        "  rotations: [{id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}]"
    )
    assert free_on(view, "primary", [date(2026, 1, 5)]) == ("carol", "bob")
    assert free_on(view, "primary", [date(2026, 1, 5)], but=("carol",)) == ("bob",)
    assert free_on(view, "primary", [date(2026, 1, 5), date(2026, 1, 12)]) == ("carol",)
    assert free_on(view, "primary", [date(2026, 1, 15)]) == ("carol", "alice")
    assert free_on(view, "primary", [date(2026, 1, 16)]) == ("alice",)
    assert free_on(view, "primary", [date(2026, 1, 11)]) == ("carol", "bob")
    assert free_on(view, "primary", [date(2026, 1, 17)]) == ("carol", "alice")
