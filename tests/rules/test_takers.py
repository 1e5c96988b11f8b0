"""Who could take a duty, best first, and how a file says that they do."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from pipecheck.model.intervals import Interval
from pipecheck.model.value import Handoff, Stretch
from pipecheck.model.views import View, Views
from pipecheck.rules.base import Insert, Place, Put
from pipecheck.rules.takers import (
    Given,
    duties_of,
    duty_segments,
    given_away,
    handed_over,
    of_days,
    oncall_days,
    stretch_of,
    takers,
    told,
)
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, at, handoff, off, override, rota, team, utc

MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)


def view(*rotations: Any, weeks: int = 8, **more: Any) -> View:
    period = (MONDAY, MONDAY + weeks * 7 * DAY - DAY)
    made = team(*rotations, period=period, **{"timezone": "UTC", **more})
    return Views(made, CALENDARS, ZONES, AS_OF).view()


def weekly(*order: str | None, role: str = "primary", name: str = "weekly", **more: Any) -> Any:
    return rota(name, roles={role: list(order)}, start=MONDAY, **more)


def week(number: int) -> Interval:
    start = utc("2026-01-05 00:00") + number * 7 * DAY
    return start, start + 7 * DAY


def free(one: View, *weeks: int, role: str = "primary", but: str = "") -> str:
    return " ".join(takers(one, role, tuple(week(number) for number in weeks), but=but.split()))


# ---- who


def test_who_is_on_duty_then_cannot_take_it() -> None:
    one = view(weekly("alice", "bob"), people="alice bob carol")
    assert (free(one, 0), free(one, 1), free(one, 0, 1)) == ("carol bob", "carol alice", "carol")
    both = view(
        weekly("alice", "bob"), weekly("bob", "carol", name="other", role="secondary"), people="alice bob carol"
    )
    assert free(both, 0) == "carol"


def test_who_may_hold_the_role_and_is_not_left_out() -> None:
    members: Mapping[str, Mapping[str, Any]] = {"bob": {"eligible": ("secondary",)}, "dave": {"eligible": ()}}
    one = view(weekly("alice"), people="alice bob carol dave", members=members)
    assert (free(one, 0), free(one, 0, role="secondary")) == ("carol", "bob carol")
    assert free(one, 0, but="carol", role="secondary") == "bob"


def active(*stretches: tuple[date | None, date | None]) -> dict[str, Any]:
    return {"active": tuple(Stretch(first, last, at("active")) for first, last in stretches)}


def test_who_is_there_all_of_the_time() -> None:
    members = {
        "bob": active((date(2026, 1, 6), None)),
        "carol": active((None, date(2026, 1, 11))),
        "dave": active((None, date(2026, 1, 7)), (date(2026, 1, 8), None)),
    }
    away = {"erin": [off(date(2026, 1, 11), date(2026, 1, 12))]}
    one = view(weekly("alice"), people="alice bob carol dave erin", members=members, away=away)
    assert (free(one, 0), free(one, 1), free(one, 2)) == ("carol dave", "bob dave", "bob dave erin")


def test_who_has_less_of_the_role_comes_first_and_of_two_the_first_told() -> None:
    order = ("alice", None, "bob", None, None, "carol", None, "bob", None, None, "dave", None)
    one = view(rota(roles={"primary": list(order)}, start=MONDAY), weeks=24, people="alice erin bob carol dave")
    assert free(one, 9) == "erin alice carol bob dave"


def test_only_duty_of_the_role_itself_weighs() -> None:
    order = ["bob", "carol", None, None, None, "dave"]
    both = rota(roles={"primary": order, "secondary": [None, "bob", "bob", None, None, None]}, start=MONDAY)
    one = view(both, weeks=6, people="alice carol bob")
    two = view(both.replace(columns=both.columns[:1]), weeks=6, people="alice carol bob")
    assert free(one, 4) == free(two, 4) == "alice carol bob"
    assert free(one, 4, role="secondary") == "alice carol bob"
    three = view(both, weeks=6, people="alice bob carol")
    assert (free(three, 4), free(three, 4, role="secondary")) == ("alice bob carol", "alice carol bob")


def test_what_somebody_has_or_may_have_in_some_roles_or_in_all() -> None:
    both = rota(roles={"primary": ["alice", "bob"], "secondary": "? alice carol"}, start=MONDAY)
    one = view(both, weeks=2)

    def has(who: str, *roles: str) -> list[str]:
        return [f"{segment.role} {segment.start:%d}" for segment in duties_of(one, who, roles)]

    assert has("alice") == ["primary 05", "secondary 05", "secondary 12"]
    assert has("alice", "primary") == ["primary 05"]
    assert has("alice", "secondary", "standby") == ["secondary 05", "secondary 12"]
    assert (has("carol", "primary"), has("dave")) == ([], [])


def test_who_has_duty_of_their_own_close_by_comes_later() -> None:
    order = ("alice", "bob", "dave", "dave", "dave", "carol", "alice", "alice")
    one = view(weekly(*order), people="alice bob carol dave")
    assert free(one, 3, but="dave") == "bob carol alice"
    assert free(one, 2, but="dave") == "carol alice bob"
    assert free(one, 4, but="dave") == "bob alice carol"


def test_close_by_is_as_long_as_the_duty_itself_and_at_least_a_day() -> None:
    daily = rota(turn="1d", roles={"primary": ["alice", "bob", "carol", None, None, None]}, start=MONDAY)
    one = view(daily, weeks=1, people="alice carol bob dave")

    def order(start: str, end: str) -> str:
        return " ".join(takers(one, "primary", ((utc(start), utc(end)),)))

    assert order("2026-01-09 00:00", "2026-01-09 12:00") == "dave carol bob alice"
    assert order("2026-01-08 00:00", "2026-01-08 01:00") == "dave bob alice carol"
    assert order("2026-01-08 00:00", "2026-01-10 00:00") == "dave carol bob alice"
    assert order("2026-01-07 12:00", "2026-01-09 12:00") == "dave bob alice"


ZONED: Mapping[str, Mapping[str, Any]] = {
    "alice": {"timezone": "Europe/Berlin"},
    "bob": {"timezone": "America/New_York"},
    "carol": {"timezone": "Europe/London"},
    "dave": {"timezone": "Asia/Tokyo"},
    "erin": {"timezone": "Pacific/Honolulu"},
    "frank": {"timezone": "Asia/Dubai"},
    "grace": {"timezone": "Pacific/Auckland"},
}


def test_who_is_awake_when_those_are_whom_they_replace_comes_first() -> None:
    """Four hours are too many: Dubai is three ahead of Berlin and four of London."""
    people = "bob dave erin carol frank grace alice"
    one = view(weekly("alice"), people=people, members=ZONED)
    assert free(one, 0, but="alice") == "carol frank bob dave erin grace"
    two = view(weekly("carol"), people=people, members=ZONED)
    assert free(two, 0, but="carol") == "alice bob dave erin frank grace"


def test_two_zones_are_enough_to_be_apart() -> None:
    zones = {"alice": ZONED["alice"], "bob": ZONED["dave"], "carol": ZONED["alice"]}
    assert free(view(weekly("alice"), people="alice bob carol", members=zones), 0, but="alice") == "carol bob"


def test_the_date_line_parts_nobody() -> None:
    one = view(weekly("grace"), people="bob dave erin grace", members=ZONED)
    assert free(one, 0, but="grace") == "erin bob dave"
    two = view(weekly("erin"), people="bob dave grace erin", members=ZONED)
    assert free(two, 0, but="erin") == "grace bob dave"


def test_of_several_who_are_replaced_any_will_do() -> None:
    zones = {who: ZONED[who] for who in ("bob", "frank")} | {"alice": ZONED["dave"], "carol": ZONED["alice"]}
    one = view(weekly("alice"), people="alice bob frank carol", members=zones)
    assert free(one, 0, but="alice frank nobody") == "carol bob"


def test_who_is_replaced_need_not_be_a_member() -> None:
    one = view(weekly("alice"), people="alice bob carol")
    assert free(one, 0, but="finance") == "bob carol"


def test_one_zone_asks_for_no_offsets() -> None:
    one = view(weekly("alice"), people="alice bob", timezone=None)
    assert free(one, 0, but="alice") == "bob"


def test_slots_are_no_duty() -> None:
    slotted = rota(roles={"primary": ["alice"], "engineer": ["bob"]}, start=MONDAY)
    one = view(slotted, people="alice bob", slots="engineer")
    assert {segment.role for segment in duty_segments(one)} == {"primary"}
    assert free(one, 0) == "bob"


def test_one_of_several_may_be_on_duty() -> None:
    one = view(rota(roles={"primary": "? alice bob"}, start=MONDAY), people="alice bob carol")
    assert free(one, 0) == "carol"


# ---- when


def test_days_of_a_member_are_days_of_their_zone() -> None:
    one = view(weekly("alice"), people="alice bob", members={"bob": {"timezone": "Asia/Tokyo"}}, weeks=1)
    alice, bob = one.team.members or ()
    told_off = off(MONDAY, MONDAY)
    assert stretch_of(one, alice, told_off) == (utc("2026-01-05 00:00"), utc("2026-01-06 00:00"))
    assert stretch_of(one, bob, told_off) == (utc("2026-01-04 15:00"), utc("2026-01-05 15:00"))
    assert stretch_of(one, alice, Stretch(None, None, at())) == (one.schedule.start, one.schedule.end)
    gone = stretch_of(one, alice, Stretch(None, date(2025, 12, 31), at()))
    assert gone == (one.schedule.start, one.schedule.start)


def test_on_call_days_begin_at_the_handoff() -> None:
    one = view(weekly("alice", handoff=Handoff(at("handoff"), 0, 540)), weeks=2)
    day = of_days(one, "weekly", (MONDAY, MONDAY))
    assert day == (utc("2026-01-05 09:00"), utc("2026-01-06 09:00"))
    assert of_days(one, "weekly", (MONDAY, date(2026, 1, 7)))[1] == utc("2026-01-08 09:00")
    assert oncall_days(one, "weekly", (day,)) == ((MONDAY, MONDAY),)
    assert oncall_days(one, "weekly", ((utc("2026-01-06 08:00"), utc("2026-01-06 10:00")),)) == (
        (MONDAY, date(2026, 1, 6)),
    )
    assert of_days(one, "nowhere", (MONDAY, MONDAY)) == (utc("2026-01-05 00:00"), utc("2026-01-06 00:00"))


def test_the_clock_is_that_of_the_rotation_named() -> None:
    one = view(weekly("alice", handoff=handoff(0, 9)), weekly("bob", name="late", handoff=handoff(0, 17)))
    assert [of_days(one, name, (MONDAY, MONDAY))[0].hour for name in ("weekly", "late")] == [9, 17]


def test_runs_of_days_that_follow_one_another_are_one() -> None:
    one = view(weekly("alice"))

    def runs(*stretches: tuple[str, str]) -> list[str]:
        found = oncall_days(one, "weekly", [(utc(start), utc(end)) for start, end in stretches])
        return [f"{first:%d}-{last:%d}" for first, last in found]

    assert runs(("2026-01-05 00:00", "2026-01-06 00:00"), ("2026-01-06 12:00", "2026-01-07 00:00")) == ["05-06"]
    assert runs(("2026-01-05 00:00", "2026-01-06 00:00"), ("2026-01-07 00:00", "2026-01-08 00:00")) == [
        "05-05",
        "07-07",
    ]
    assert runs(("2026-01-05 01:00", "2026-01-05 02:00"), ("2026-01-05 03:00", "2026-01-05 04:00")) == ["05-05"]
    assert runs(("2026-01-05 00:00", "2026-01-06 00:01")) == ["05-06"]
    assert runs(("2026-01-05 00:00", "2026-01-07 00:00"), ("2026-01-07 12:00", "2026-01-08 00:00")) == ["05-07"]


# ---- how it is said

OVERRIDES = Place("teams/t.yaml", ("oncall", "overrides"))
GIVEN = [Given((MONDAY, date(2026, 1, 6)), "primary", "carol"), Given((MONDAY, MONDAY), "secondary", "dave")]
LINES: list[Any] = [
    {"from": "2026-01-05", "to": "2026-01-06", "rotation": "weekly", "role": "primary", "person": "carol"},
    {"from": "2026-01-05", "to": "2026-01-05", "rotation": "weekly", "role": "secondary", "person": "dave"},
]


def test_overrides_are_written_or_added() -> None:
    assert handed_over(view(weekly("alice")), "weekly", GIVEN) == (Put(OVERRIDES, LINES),)
    there = view(weekly("alice"), overrides=(override(MONDAY, MONDAY, "bob"),), given=frozenset({"overrides"}))
    assert handed_over(there, "weekly", GIVEN) == tuple(Insert(OVERRIDES, each) for each in LINES)
    bare = there.team.replace(oncall=None)
    assert handed_over(Views(bare, CALENDARS, ZONES, AS_OF).view(), "weekly", GIVEN) == ()


@pytest.mark.parametrize(
    ("stretch", "said"),
    [
        (("2026-01-05 09:00", "2026-01-06 09:00"), "on 2026-01-05"),
        (("2026-01-05 09:00", "2026-01-07 09:00"), "from 2026-01-05 to 2026-01-06"),
        (("2026-01-05 09:00", "2026-01-06 08:00"), "from Mon 2026-01-05 09:00 to Tue 2026-01-06 08:00"),
        (("2026-01-05 10:00", "2026-01-05 12:00"), "from Mon 2026-01-05 10:00 to 12:00"),
    ],
)
def test_whole_days_by_their_dates_and_parts_by_the_clock(stretch: tuple[str, str], said: str) -> None:
    one = view(weekly("alice", handoff=handoff(0, 9)))
    assert told(one, "weekly", (utc(stretch[0]), utc(stretch[1]))) == said


def remedy(one: View, who: str, *within: Interval) -> tuple[str, Sequence[object]]:
    segments = [segment for segment in one.schedule.segments() if segment.holder == who]
    found = given_away(one, "weekly", segments, within, who)
    return found.title, found.edits


def test_every_run_is_given_to_whoever_can_best_take_it() -> None:
    one = view(weekly("alice", "bob"), people="alice bob carol", weeks=4)
    title, edits = remedy(one, "alice", week(0), week(2))
    assert title == "give 2026-01-05 to 2026-01-11 to carol and 2026-01-19 to 2026-01-25 to carol"
    assert len(edits) == 1


def test_each_role_has_runs_of_its_own() -> None:
    both = rota(roles={"primary": ["alice"], "secondary": ["bob", "alice"]}, start=MONDAY)
    one = view(both, people="alice bob carol", weeks=2)
    only_primary = week(0)
    assert remedy(one, "alice", only_primary)[0] == "give 2026-01-05 to 2026-01-11 to carol"
    two = view(rota(roles={"primary": ["alice", "bob"], "secondary": ["bob", "alice"]}, start=MONDAY), weeks=2)
    title, (edit,) = remedy(two, "alice", week(0), week(1))
    assert title == "give 2026-01-05 to 2026-01-11 to carol and 2026-01-12 to 2026-01-18 to carol"
    assert isinstance(edit, Put)
    assert isinstance(edit.value, list)
    assert [each["role"] for each in edit.value] == ["primary", "secondary"]


def test_where_nobody_can_take_it_that_is_said() -> None:
    one = view(weekly("alice", "bob"), people="alice bob", weeks=2)
    bothered = view(weekly("alice", "bob"), weekly("bob", role="secondary", name="other"), people="alice bob", weeks=2)
    assert remedy(one, "alice", week(0))[0] == "give 2026-01-05 to 2026-01-11 to bob"
    assert remedy(bothered, "alice", week(0)) == (
        "find somebody for 2026-01-05 to 2026-01-11: every other member is away, on duty or not eligible",
        (),
    )
