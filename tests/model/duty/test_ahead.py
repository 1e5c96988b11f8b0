"""Who will have which holiday if the rotas go on."""

from datetime import date

import pytest

from pipecheck.model.duty import HeldHoliday, holders_ahead, holiday_holders
from pipecheck.model.duty.ahead import years_on
from pipecheck.model.team import Team
from pipecheck.model.views import View, Views
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, handoff, line, rota, team

START = date(2025, 1, 6)
FIRST = (START, date(2026, 1, 4))
PEOPLE = "a b c d e f g h i j"
MAJORS = ["new-year", "independence-day", "labor-day", "thanksgiving", "christmas"]


def view(made: Team, reading: int = 0) -> View:
    return Views(made, CALENDARS, ZONES, AS_OF).view(reading)


def of(held: tuple[HeldHoliday, ...], holiday: str) -> dict[int | None, str]:
    return {each.year: " ".join(each.holders) for each in held if each.holiday == holiday}


@pytest.mark.parametrize(
    ("people", "christmas_holders", "years_with_both"),
    [(2, 2, 6), (3, 3, 0), (4, 2, 6), (5, 5, 2), (6, 6, 0), (7, 6, 0), (8, 4, 0), (9, 5, 0), (10, 8, 0)],
)
def test_a_weekly_rota_is_in_step_with_the_calendar(people: int, christmas_holders: int, years_with_both: int) -> None:
    names = PEOPLE.split()[:people]
    made = team(rota(roles={"primary": names}, start=START), people=" ".join(names), majors=MAJORS, period=FIRST)
    held = holders_ahead(view(made), ("primary",), 8)
    christmas, thanksgiving = of(held, "christmas"), of(held, "thanksgiving")
    assert list(christmas) == list(range(2025, 2033))
    assert len(set(christmas.values())) == christmas_holders
    assert sum(christmas[year] == thanksgiving[year] for year in christmas) == years_with_both


def test_of_no_years_it_is_the_span_as_it_is() -> None:
    made = team(rota(roles={"primary": ["a", "b"]}, start=START), people="a b", majors=MAJORS, period=FIRST)
    assert holders_ahead(view(made), ("primary",), 0) == holiday_holders(view(made), ("primary",))


def test_of_no_years_it_is_the_span_as_it_is_without_a_period_too() -> None:
    made = team(rota(roles={"primary": ["a", "b"]}, start=START), people="a b", majors=MAJORS)
    assert holders_ahead(view(made), ("primary",), 0) == holiday_holders(view(made), ("primary",)) != ()


def test_a_year_is_one_day_short_of_the_same_date() -> None:
    christmas = date(2025, 12, 25)
    made = team(
        rota(roles={"primary": ["a", "b"]}, start=START),
        people="a b",
        majors=["christmas"],
        period=(christmas, date(2026, 1, 4)),
    )
    assert list(of(holders_ahead(view(made), ("primary",), 1), "christmas")) == [2025]
    assert list(of(holders_ahead(view(made), ("primary",), 2), "christmas")) == [2025, 2026]


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2025, 1, 6), 3, date(2028, 1, 6)),
        (date(2028, 2, 29), 1, date(2029, 3, 1)),
        (date(2028, 2, 28), 1, date(2029, 2, 28)),
        (date(2028, 3, 29), 1, date(2029, 3, 29)),
    ],
)
def test_the_same_day_some_years_later(day: date, years: int, later: date) -> None:
    assert years_on(day, years) == later


def test_what_is_laid_over_the_rota_goes_on_too() -> None:
    christmas = line("christmas", {"primary": ["c", "d"]}, turn="1y", start=2025)
    made = team(
        rota(roles={"primary": ["a", "b"]}, start=START),
        people="a b c d",
        majors=["christmas"],
        period=FIRST,
        holidays=(christmas,),
    )
    assert of(holders_ahead(view(made), ("primary",), 4), "christmas") == {2025: "c", 2026: "d", 2027: "c", 2028: "d"}


def test_a_rota_that_ends_is_over() -> None:
    made = team(
        rota(roles={"primary": ["a", "b"]}, start=START, until=date(2026, 6, 30)),
        people="a b",
        majors=["christmas"],
        period=FIRST,
    )
    assert of(holders_ahead(view(made), ("primary",), 3), "christmas") == {2025: "a", 2026: "", 2027: ""}


def test_each_reading_of_an_undated_rota_goes_on_as_it_began() -> None:
    weekly = rota(roles={"primary": ["a", "b"]}, handoff=handoff(day=0))
    made = team(weekly, people="a b", majors=["christmas"])
    years = []
    for reading in range(2):
        seen = view(made, reading)
        near = of(holiday_holders(seen, ("primary",)), "christmas")
        later = of(holders_ahead(seen, ("primary",), 3), "christmas")
        assert {year: later[year] for year in near} == near
        years.append(list(later.values()))
    assert years[0] == [{"a": "b", "b": "a"}[who] for who in years[1]]


def test_a_period_that_is_longer_is_kept() -> None:
    long = (START, date(2029, 12, 30))
    made = team(rota(roles={"primary": ["a", "b"]}, start=START), people="a b", majors=["christmas"], period=long)
    assert list(of(holders_ahead(view(made), ("primary",), 2), "christmas")) == [2025, 2026, 2027, 2028, 2029]
