"""Views: what they list, what they tell about having been read, and how they share measures."""

from datetime import date

import pytest

from pipecheck.model.holiday import Holiday
from pipecheck.model.oncall import Change, HolidayAssignment, Override, Rotation, Swap
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.people import Member
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve import Resolved
from pipecheck.model.runbook import Runbook
from pipecheck.model.schedule import Schedule
from pipecheck.model.team import Team
from pipecheck.model.value import CustomDay, MonthDay, Season, SeasonEnd
from pipecheck.model.view import TeamView
from pipecheck.model.views import View, Views
from tests.model.resolve.make import (
    AS_OF,
    CALENDARS,
    ZONES,
    at,
    handoff,
    line,
    override,
    rota,
    swap,
    team,
)

JANUARY = date(2026, 1, 5)
YEAR = (JANUARY, date(2027, 1, 3))
FOUR = ["alice", "bob", "carol", "dave"]


def views(made: Team) -> Views:
    return Views(made, CALENDARS, ZONES, AS_OF)


def weekly(**more: object) -> Team:
    return team(rota(roles={"primary": FOUR}, start=JANUARY), **({"period": YEAR} | more))  # type: ignore[arg-type]


def people(view: TeamView) -> int:
    return len(view.each(Member))


def length(view: TeamView, role: str) -> int:
    return len(view.schedule.segments(role=role))


def test_a_view_and_its_schedule_are_what_rules_are_promised() -> None:
    view: TeamView = views(weekly()).view()
    schedule: Schedule = view.schedule
    assert isinstance(schedule, Resolved)
    assert isinstance(view, View)


# ---- watching


def test_reading_as_of_or_the_schedule_is_noticed() -> None:
    view = views(weekly()).view()
    with view.watched() as nothing:
        people(view)
    with view.watched() as dates:
        assert view.as_of == AS_OF
    with view.watched() as duty:
        assert view.schedule.start.date() == JANUARY
    assert (nothing.as_of, nothing.schedule) == (False, False)
    assert (dates.as_of, dates.schedule) == (True, False)
    assert (duty.as_of, duty.schedule) == (False, True)


def test_a_span_that_as_of_decides_makes_who_reads_the_schedule_dated() -> None:
    view = views(weekly(period=None)).view()
    for _ in range(2):
        with view.watched() as watch:
            assert view.schedule.dated
        assert (watch.as_of, watch.schedule) == (True, True)
    with view.watched() as watch:
        view.each(Holiday)
    assert (watch.as_of, watch.schedule) == (True, False)


def test_a_measure_is_computed_once_and_whoever_asks_again_has_read_what_it_read() -> None:
    calls: list[str] = []

    def counting(view: TeamView, role: str) -> int:
        calls.append(role)
        return length(view, role)

    view = views(weekly(period=None)).view()
    assert view.measure(counting, "primary") == view.measure(counting, "primary") == 52
    assert view.measure(counting, "secondary") == 0
    assert calls == ["primary", "secondary"]
    with view.watched() as watch:
        view.measure(counting, "primary")
    assert (watch.as_of, watch.schedule) == (True, True)


def test_a_fact_that_is_missing_is_missing_again() -> None:
    def needing(view: TeamView) -> int:
        assert view.as_of
        raise NotStated(Undecided("members", at("members")))

    view = views(weekly()).view()
    for _ in range(2):
        with view.watched() as watch, pytest.raises(NotStated, match="members"):
            view.measure(needing)
        assert watch.as_of


def test_a_measure_inside_a_measure_is_noticed_outside() -> None:
    def inner(view: TeamView) -> int:
        return length(view, "primary")

    def outer(view: TeamView) -> int:
        return view.measure(inner) + people(view)

    view = views(weekly()).view()
    view.measure(inner)
    with view.watched() as watch:
        assert view.measure(outer) == 52 + 4
    assert watch.schedule


# ---- readings


def test_an_undated_rota_has_a_view_for_every_start() -> None:
    both = views(team(rota(roles={"primary": FOUR}, handoff=handoff(0)), period=YEAR))
    assert both.readings() == 4
    assert both.view(2) is both.view(2)
    assert len({both.view(number).schedule.segments()[0].holder for number in range(4)}) == 4
    assert len({both.view(number).schedule.assumed for number in range(4)}) == 4
    assert views(weekly()).readings() == 1


def test_where_there_are_too_many_starts_everything_else_can_still_be_judged() -> None:
    many = views(team(rota(turn="4w", roles={"primary": FOUR}), majors=["christmas"]))
    with pytest.raises(NotStated):
        many.readings()
    view = many.view()
    assert people(view) == 4
    for _ in range(2):
        with pytest.raises(NotStated, match=r"oncall\.rotations\.start"):
            view.schedule  # noqa: B018
    assert [str(holiday.key) for holiday in view.each(Holiday)] == ["holiday t/christmas"]


def test_a_team_that_tells_no_on_call_has_no_schedule_and_no_holidays() -> None:
    view = views(weekly().replace(oncall=None)).view()
    assert view.each(Rotation) == view.each(Change) == view.each(Holiday) == ()
    with pytest.raises(NotStated, match="oncall"):
        view.schedule  # noqa: B018


# ---- subjects


def test_changes_are_holiday_lines_overrides_and_swaps() -> None:
    lines = (line("christmas", {"primary": "alice"}),)
    changes = (override(JANUARY, JANUARY, "bob"),)
    swaps = (swap(JANUARY, JANUARY, "alice", "bob"),)
    view = views(weekly(holidays=lines, overrides=changes, swaps=swaps)).view()
    assert view.each(Change) == (*lines, *changes, *swaps)
    assert (view.each(HolidayAssignment), view.each(Override), view.each(Swap)) == (lines, changes, swaps)


def test_what_is_not_told_is_not_empty_and_what_may_be_absent_is() -> None:
    made = weekly().replace(members=None, pipelines=None)
    view = views(made).view()
    for kind, missing in ((Member, "members"), (Pipeline, "pipelines")):
        with pytest.raises(NotStated) as raised:
            view.each(kind)  # type: ignore[type-var]
        assert raised.value.undecided.missing == missing
    assert view.subjects(Member) == view.each(Runbook) == ()
    assert view.each(Team) == (made,)


def test_what_was_set_aside_is_missing_and_the_rest_can_be_judged() -> None:
    bad = Undecided("members.fte", at("members", 1, "fte"))
    made = weekly()
    made = Team(**{**vars(made), "aside": {"members": bad}, "members": (made.members or ())[:1]})
    view = views(made).view()
    with pytest.raises(NotStated) as raised:
        view.each(Member)
    assert raised.value.undecided == bad
    assert [member.id for member in view.subjects(Member)] == ["alice"]


# ---- holidays


def holidays(made: Team) -> dict[str, Holiday]:
    return {holiday.key.id: holiday for holiday in views(made).view().each(Holiday)}


def test_holidays_of_the_span_are_subjects_observed_days_belonging_to_them() -> None:
    found = holidays(weekly())
    assert len(found) == 11
    july = found["independence-day@2026"]
    assert (july.dates, july.season, july.major) == ((date(2026, 7, 3), date(2026, 7, 4)), 2026, False)
    assert july.place == at("calendar")
    assert "new-year@2027" in found
    assert "new-year@2026" not in found


def test_majors_if_they_are_declared() -> None:
    found = holidays(weekly(majors=["christmas", "new-year"]))
    assert list(found) == ["christmas@2026", "new-year@2027"]
    assert found["christmas@2026"].major
    assert found["christmas@2026"].place == at("majors", "christmas")


def test_the_line_of_an_occurrence_is_its_place() -> None:
    given = (line("christmas", {"primary": "alice"}, season=2026), line("christmas", {"primary": "alice"}, season=2027))
    found = holidays(weekly(holidays=given, period=(JANUARY, date(2028, 1, 2))))
    assert found["christmas@2026"].place == given[0].place
    assert found["christmas@2027"].place == given[1].place
    assert found["thanksgiving@2026"].place == at("calendar")


def test_majors_without_a_date_are_subjects_once() -> None:
    found = holidays(weekly(region=None, majors=["thanksgiving", "christmas"]))
    assert list(found) == ["christmas@2026", "thanksgiving"]
    assert found["thanksgiving"].dates == ()
    assert found["thanksgiving"].place == at("majors", "thanksgiving")


def test_every_reading_has_the_same_holidays() -> None:
    """As of 15 January, MLK Day (the 19th) is in the span for some weekdays only."""
    both = views(team(rota(roles={"primary": FOUR})))
    listed = {tuple(each.key.id for each in both.view(number).each(Holiday)) for number in range(both.readings())}
    (only,) = listed
    assert "mlk-day@2026" not in only
    assert "presidents-day@2026" in only


def test_a_kind_that_teams_do_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="str"):
        views(weekly()).view().each(str)  # type: ignore[type-var]


def test_a_major_with_dates_but_none_in_the_span_is_nothing_to_judge() -> None:
    assert holidays(weekly(majors=["christmas", "thanksgiving"], period=(date(2026, 9, 7), date(2026, 10, 25)))) == {}


def test_where_the_span_is_not_told_majors_miss_what_it_misses() -> None:
    """Not `calendar.region`, which stands there."""
    for made, missing in (
        (team(rota(turn="4w", roles={"primary": FOUR}), majors=["christmas"]), "oncall.rotations.start"),
        (weekly(majors=["christmas"], period=(JANUARY, date(2926, 12, 31))), "oncall.period"),
        (
            team(rota(turn="9999y", roles={"primary": FOUR}, start=JANUARY, repeats=False), majors=["christmas"]),
            "oncall.rotations.turn",
        ),
    ):
        (christmas,) = holidays(made).values()
        with pytest.raises(NotStated) as raised:
            christmas.dates  # noqa: B018
        assert raised.value.undecided.missing == missing


def test_a_line_that_cannot_be_read_costs_the_holidays_nothing() -> None:
    aside = {"year": Undecided("oncall.holidays.year", at("holidays", 0, "year"))}
    bad = line("christmas", {"primary": "alice"}).replace(aside=aside)
    good = line("thanksgiving", {"primary": "alice"}, season=2026)
    found = holidays(weekly(majors=["christmas", "thanksgiving"], holidays=(bad, good)))
    assert {name: holiday.place for name, holiday in found.items()} == {
        "thanksgiving@2026": good.place,
        "christmas@2026": at("majors", "christmas"),
    }


def test_the_calendar_has_the_teams_own_days_and_seasons_and_knows_the_regions_of_its_members() -> None:
    season = Season("year-end", SeasonEnd(MonthDay(12, 23)), SeasonEnd(MonthDay(1, 2)), "Year end", at("seasons"))
    own = CustomDay("founding-day", date(2026, 4, 1), "Founding day", at("custom"))
    made = team(
        rota(roles={"primary": FOUR}, start=JANUARY),
        period=YEAR,
        members={"bob": {"region": "DE-BY"}},
        fields={"custom": (own,), "seasons": (season,)},
    )
    calendar = views(made).view().calendar
    assert calendar.date_of("founding-day", year=2026) == (date(2026, 4, 1),)
    assert calendar.date_of("year-end", year=2026)[0] == date(2026, 12, 23)
    assert calendar.resolve("corpus-christi") is not None
    assert views(weekly()).view().calendar.resolve("corpus-christi") is None
    assert views(weekly()).view().zones is ZONES


def test_a_team_without_duty_has_no_rotations_and_no_holidays_whatever_the_date() -> None:
    view = views(weekly().replace(oncall=None)).view()
    with view.watched() as watch:
        assert (view.subjects(Rotation), view.subjects(Holiday)) == ((), ())
    assert (watch.as_of, watch.schedule) == (False, False)


def test_what_is_no_subject_of_a_team_is_a_mistake_of_the_rule() -> None:
    with pytest.raises(TypeError, match=r"^a team has no subjects of the kind Resolved$"):
        views(weekly()).view().subjects(Resolved)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("first", "last", "listed"),
    [
        (date(2026, 12, 25), date(2026, 12, 25), ["christmas@2026"]),
        (date(2026, 12, 26), date(2026, 12, 31), []),
        (date(2026, 12, 21), date(2026, 12, 24), []),
        (date(2026, 12, 25), date(2027, 1, 1), ["christmas@2026", "new-year@2027"]),
    ],
)
def test_holidays_are_those_of_the_first_day_of_the_span_to_its_last(
    first: date, last: date, listed: list[str]
) -> None:
    assert list(holidays(team(rota(roles={"primary": FOUR}, start=JANUARY), period=(first, last)))) == listed
    east = team(
        rota(roles={"primary": FOUR}, start=JANUARY, timezone="Asia/Tokyo"),
        period=(first, last),
        timezone="Asia/Tokyo",
    )
    assert list(holidays(east)) == listed


def test_of_lines_for_one_day_the_last_is_the_place_and_one_of_which_some_was_set_aside_is_none() -> None:
    first, last = line("christmas", year=2026), line("christmas", date=date(2026, 12, 25))
    broken = line("christmas", year=2026).replace(place=at("broken"), aside={"split": Undecided("x", at("x"))})
    thanks = line("thanksgiving", year=2026).replace(place=at("thanks"))
    given = (first.replace(place=at("first")), broken, last.replace(place=at("last")), thanks)
    found = holidays(weekly(holidays=given))
    assert (found["christmas@2026"].place, found["thanksgiving@2026"].place) == (at("last"), at("thanks"))
    assert found["labor-day@2026"].place == weekly().at("calendar")
