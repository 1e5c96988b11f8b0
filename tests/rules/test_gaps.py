"""Gaps of one cause, where they begin, and when nobody watches a pipeline."""

from datetime import date, timedelta
from typing import Any

from pipecheck.model.duty import Condition, Coverage, Gap
from pipecheck.model.intervals import Intervals
from pipecheck.model.oncall import Requirement
from pipecheck.model.value import Selector
from pipecheck.model.views import View, Views
from pipecheck.rules.base import Place
from pipecheck.rules.gaps import causes, certain, gap_place, hours_place, unwatched_of
from tests.model.resolve.make import (
    ALL,
    AS_OF,
    CALENDARS,
    ZONES,
    at,
    column,
    party,
    pipeline,
    rota,
    row,
    team,
    utc,
    window,
)

MONDAY = date(2026, 1, 5)
OFFICE = (window("", 9, 17),)


def gap(start: str, end: str, *because: Place, is_open: bool = False) -> Gap:
    return Gap(utc(start), utc(end), is_open, "weekly", because)


def view(*rotations: Any, days: int = 14, **more: Any) -> View:
    period = (MONDAY, MONDAY + timedelta(days=days - 1))
    made = team(*rotations, pipelines=(pipeline("p"), pipeline("q")), period=period, timezone="UTC", **more)
    return Views(made, CALENDARS, ZONES, AS_OF).view()


def only(name: str) -> Selector:
    return ALL._replace(pipelines=party(name).names)


# ---- parts and causes


def test_only_what_no_condition_may_excuse_is_certain() -> None:
    one = gap("2026-01-05 00:00", "2026-01-05 12:00", at("a"))
    some = (
        Condition("unless", at("x"), ((utc("2026-01-05 02:00"), utc("2026-01-05 04:00")),), asked=True),
        Condition("if", at("y"), ((utc("2026-01-05 03:00"), utc("2026-01-05 05:00")),), asked=False),
    )
    covered = Coverage("p", "primary", (), (), (), (one,), some, (), asked=True)
    assert list(certain(one, covered)) == [
        gap("2026-01-05 00:00", "2026-01-05 02:00", at("a")),
        gap("2026-01-05 05:00", "2026-01-05 12:00", at("a")),
    ]
    assert list(certain(one, covered._replace(conditions=()))) == [one]


def test_each_open_slot_is_a_cause_and_all_else_is_one() -> None:
    one = gap("2026-01-05 00:00", "2026-01-05 01:00", at("a"))
    slot = gap("2026-01-06 00:00", "2026-01-06 01:00", at("a"), at("x"), at("b"), is_open=True)
    same = gap("2026-01-07 00:00", "2026-01-07 01:00", at("c"), at("y"), at("b"), is_open=True)
    other = gap("2026-01-08 00:00", "2026-01-08 01:00", at("b"), at("x"), at("c"), is_open=True)
    last = gap("2026-01-09 00:00", "2026-01-09 01:00", at("b"))
    assert list(causes((slot, one, other, same, last))) == [(one, last), (slot, same), (other,)]
    assert list(causes((slot,))) == [(slot,)]
    assert list(causes(())) == []


# ---- places


def test_hours_of_a_column_else_of_its_rotation() -> None:
    both = rota(
        roles={"first": column("first", ["alice"]), "primary": column("primary", ["bob"], hours=OFFICE)}, hours=OFFICE
    )
    told = both.columns[1].at
    assert hours_place(both, "primary") == told._replace(route=(*told.route, "hours"))
    assert hours_place(both, "first") == both.at("hours")
    assert hours_place(both, "nowhere") == both.at("hours")
    assert hours_place(both.replace(hours=()), "first") is None


def test_a_gap_within_a_turn_begins_with_its_hours_and_one_after_it_with_the_turn() -> None:
    rows = (
        row({"primary": "alice"}, MONDAY, date(2026, 1, 11)),
        row({"primary": "bob"}, date(2026, 1, 13), date(2026, 1, 18)),
    )
    office = rota(turn=None, roles={"primary": None}, turns=rows, hours=OFFICE)
    one = view(office)
    evening = gap("2026-01-06 17:00", "2026-01-07 09:00", at("a"), at("x"), at("b"))
    assert gap_place(office, "primary", [evening], [], one) == office.at("hours")
    assert gap_place(office, "primary", [evening._replace(open=True)], [], one) == at("b")
    between = gap("2026-01-12 00:00", "2026-01-13 00:00", at("a"), at("b"))
    assert gap_place(office, "primary", [between, evening], [], one) == at("b")
    declared = [at("needed"), at("too")]
    assert gap_place(office, "primary", [between._replace(because=())], declared, one) == at("needed")
    at_once = gap("2026-01-05 00:00", "2026-01-05 09:00", at("a"))
    assert gap_place(office, "primary", [at_once], [], one) == office.at("hours")
    assert gap_place(office, "secondary", [evening], [], one) == at("b")
    always = office.replace(hours=())
    assert gap_place(always, "primary", [evening], [], view(always)) == at("b")


# ---- when nobody watches


def hours(stretches: Intervals) -> list[str]:
    return [f"{start:%d %H}-{end:%d %H}" for start, end in stretches]


def unwatched(one: View, name: str = "p") -> list[str]:
    pipelines = one.team.pipelines
    assert pipelines is not None
    return hours(unwatched_of(next(each for each in pipelines if each.id == name), one))


def test_outside_the_hours_nobody_watches() -> None:
    one = view(rota(roles={"primary": ["alice", "bob"]}, start=MONDAY, hours=OFFICE), days=2)
    assert unwatched(one) == ["05 00-05 09", "05 17-06 09", "06 17-07 00"]


def test_one_of_several_watches_and_an_open_slot_does_not() -> None:
    assert unwatched(view(rota(roles={"primary": "? alice bob"}, start=MONDAY))) == []
    assert unwatched(view(rota(roles={"primary": ["open", "alice"]}, start=MONDAY))) == ["05 00-12 00"]


def test_any_role_watches() -> None:
    both = rota(roles={"primary": ["open", "alice"], "secondary": ["bob", "open"]}, start=MONDAY)
    assert unwatched(view(both)) == []


def test_only_rotations_that_cover_it_watch() -> None:
    one = view(rota(roles={"primary": ["alice"]}, start=MONDAY, covers=only("p")))
    assert (unwatched(one), unwatched(one, "q")) == ([], ["05 00-19 00"])


def test_nobody_on_purpose_is_no_lack() -> None:
    assert unwatched(view(rota(roles={"primary": [None]}, start=MONDAY))) == []
    assert unwatched(view(rota(roles={"primary": [None, "alice", "open"]}, start=MONDAY), days=21)) == ["19 00-26 00"]


def test_a_need_for_nobody_is_no_lack() -> None:
    office = rota(roles={"primary": ["alice"]}, start=MONDAY, hours=OFFICE)
    none = Requirement(at("oncall", "required", 0), ALL, (window("", 17, 24),), None, none="it waits")
    need = Requirement(at("oncall", "required", 1), ALL, (window("", 0, 9),), None)
    assert unwatched(view(office, days=2, required=(need, none))) == ["05 00-05 09", "06 00-06 09"]
    assert unwatched(view(office, days=1, required=(none,))) == ["05 00-05 09"]
    assert unwatched(view(office, days=1, required=(need,))) == ["05 00-05 09", "05 17-06 00"]


def test_without_any_duty_nobody_watches() -> None:
    bare = view(rota(roles={"primary": ["alice"]}, start=MONDAY)).team
    assert bare.oncall is not None
    one = Views(bare.replace(oncall=bare.oncall.replace(rotations=())), CALENDARS, ZONES, AS_OF).view()
    assert unwatched(one) == ["05 00-19 00"]
