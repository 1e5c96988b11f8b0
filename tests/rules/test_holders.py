"""Who has an occurrence of a holiday, and the line that made it so."""

from datetime import date
from typing import Any

from pipecheck.model.duty import HeldHoliday, Pool
from pipecheck.model.oncall import History, PastHoliday
from pipecheck.model.value import Ref, Stretch
from pipecheck.model.views import View, Views
from pipecheck.rules.base import Place
from pipecheck.rules.holders import Holders, holders_of, occurrences, scheduled, there, untold_field
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, at, line, override, party, rota, team

CHRISTMAS = date(2026, 12, 25)
NOVEMBER = date(2026, 11, 2)
"""A Monday."""


def held(told: str, **more: Any) -> HeldHoliday:
    """`alice bob`: both have it; `? alice bob`: one of them."""
    unsure, names = told.startswith("?"), tuple(told.strip("? ").split())
    fields = {"role": "primary", "rotation": "weekly", "year": 2026, "season": 2026} | more
    return HeldHoliday(
        "christmas",
        (CHRISTMAS,),
        holders=() if unsure else names,
        state="among" if unsure else "held",
        candidates=names if unsure else (),
        **fields,
    )


def view(*rotations: Any, last: date = date(2027, 1, 3), **more: Any) -> View:
    fields = {"timezone": "UTC", "majors": ["christmas", "new-year"]} | more
    return Views(team(*rotations, period=(NOVEMBER, last), **fields), CALENDARS, ZONES, AS_OF).view()


WEEKLY = rota(roles={"primary": ["alice", "bob"], "secondary": ["bob", "alice"]}, start=NOVEMBER)


# ---- one occurrence


def test_who_has_it_for_certain_and_who_may() -> None:
    one = Holders((held("bob alice"), held("? carol bob"), held("alice", role="secondary")))
    assert one.certain == ("bob", "alice")
    assert one.possible == ("bob", "alice", "carol")
    assert (one.roles_of("alice"), one.roles_of("carol"), one.roles_of("dave")) == (
        ("primary", "secondary"),
        ("primary",),
        (),
    )


def test_what_and_when_it_is() -> None:
    one = Holders((held("alice", year=2027), held("bob")))
    assert (one.holiday, one.day, one.year) == ("christmas", CHRISTMAS, 2027)
    assert Holders((held("alice", year=None),)).year == 2026


def test_it_lies_ahead_unless_all_of_it_is_past() -> None:
    past, ahead = held("alice", source="history"), held("bob")
    assert (Holders((past, past)).lies_ahead, Holders((past, ahead)).lies_ahead) == (False, True)
    assert Holders((held("alice", source="line"), ahead)).lies_ahead


def test_a_pool_has_what_is_told_of_its_rotations_or_of_none() -> None:
    some = held("alice"), held("bob", rotation="other"), held("carol", rotation="")
    assert Holders(some).of(Pool((("weekly", "primary"),), ())).held == (some[0], some[2])


def test_the_last_line_that_puts_people_on_duty() -> None:
    laid = line("christmas", {"primary": "carol"}, season=2026)
    one = view(WEEKLY, holidays=(laid,))
    found = holders_of(one, ("primary", "secondary"), "christmas", (CHRISTMAS,))
    assert (found.certain, found.roles_of("carol")) == (("carol", "alice"), ("primary",))
    assert found.place_of(["carol"], one) == laid.cells["primary"][0].at
    assert found.place_of(["alice"], one) == at("oncall", "rotations", 0, "roles", "secondary", 1)
    same = view(WEEKLY, holidays=(line("christmas", {"primary": "bob"}, season=2026),))
    own = holders_of(same, ("primary",), "christmas", (CHRISTMAS,))
    assert own.place_of(["bob"], same).route[0] == "oncall"
    assert own.place_of(["bob"], same).route[1] == "holidays"
    elsewhere = Holders((held("dave", because=(at("a"), at("b"), at("c"))),))
    assert elsewhere.place_of(["dave"], one) == at("c")


# ---- occurrences


def test_one_occurrence_by_its_days() -> None:
    one = view(WEEKLY)
    assert holders_of(one, ("primary",), "christmas", (CHRISTMAS,)).certain == ("bob",)
    assert holders_of(one, ("primary",), "christmas", (date(2025, 12, 25),)).held == ()
    assert holders_of(one, ("primary",), "new-year", (CHRISTMAS,)).held == ()


def test_all_that_are_dated_in_order_of_time() -> None:
    past = PastHoliday(at("history"), Ref("christmas", at()), 2024, None, None, {"primary": party("dave")})
    untold = line("new-year", {"primary": "carol"})
    one = view(WEEKLY, holidays=(untold,), fields={"history": History(at=at("history"), holidays=(past,))}, region="US")
    found = occurrences(one, ("primary",))
    assert [(each.holiday, each.day, each.certain) for each in found][:2] == [
        ("christmas", date(2024, 12, 25), ("dave",)),
        ("christmas", CHRISTMAS, ("bob",)),
    ]
    assert all(each.held[0].dates for each in found)


def test_what_the_schedule_says_of_any_holiday() -> None:
    one = view(WEEKLY, majors=None)
    events = one.calendar.events(NOVEMBER, date(2026, 12, 31))
    found = scheduled(one, events, ("primary", "standby"))
    assert [(each.subject, each.role, each.rotation, each.holders) for each in found] == [
        ("veterans-day@2026", "primary", "weekly", ("bob",)),
        ("thanksgiving@2026", "primary", "weekly", ("bob",)),
        ("christmas@2026", "primary", "weekly", ("bob",)),
    ]
    assert len(scheduled(one, events, ("primary", "secondary"))) == 6


def test_a_day_is_a_day_of_the_team_else_of_the_rota() -> None:
    """Most of a day in Tokyo is the evening and night before it in Chicago."""
    rotation = rota(turn="1d", roles={"primary": ["alice", "bob"]}, start=NOVEMBER, timezone="America/Chicago")
    for zone, holders in (("Asia/Tokyo", ("alice",)), (None, ("bob",))):
        one = view(rotation, timezone=zone)
        events = one.calendar.events(CHRISTMAS, CHRISTMAS, ("christmas",))
        (found,) = scheduled(one, events, ("primary",))
        assert found.holders == holders


# ---- who is there, and what is missing


def test_what_would_have_to_name_somebody() -> None:
    laid = line("christmas", {"primary": "carol"}, season=2026)
    cover = override(NOVEMBER, NOVEMBER, "carol")
    one = view(WEEKLY, holidays=(laid,), overrides=(cover,))
    assert untold_field(one, Place(laid.place.document, (*laid.place.route, "primary"))) == "oncall.holidays"
    assert untold_field(one, at("oncall", "rotations", 0, "roles", "primary", 0)) == "oncall.rotations.roles"


def test_who_belongs_to_the_team_at_any_time_of_the_span() -> None:
    def active(first: date | None, last: date | None) -> dict[str, Any]:
        return {"active": (Stretch(first, last, at("active")),)}

    members = {
        "bob": active(None, NOVEMBER),
        "carol": active(None, date(2026, 11, 1)),
        "dave": active(date(2027, 1, 4), None),
        "erin": active(date(2027, 1, 3), None),
    }
    one = view(WEEKLY, people="alice bob carol dave erin", members=members)
    assert there(one, ["erin", "dave", "carol", "bob", "alice", "finance"]) == ("erin", "bob", "alice", "finance")
    bare = Views(one.team.replace(members=None), CALENDARS, ZONES, AS_OF).view()
    assert there(bare, ["carol"]) == ("carol",)
