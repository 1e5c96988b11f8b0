"""Who lives in which part of the world."""

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.views import Views
from pipecheck.rules.sites import sites
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, rota, team
from tests.rules.views import view_of


def found(**zones: str) -> tuple[tuple[str, ...], ...]:
    made = team(
        rota(roles={"primary": list(zones)}, start=AS_OF),
        people=" ".join(zones),
        timezone="UTC",
        members={who: {"timezone": zone} for who, zone in zones.items()},
    )
    return sites(Views(made, CALENDARS, ZONES, AS_OF).view(), zones)


def test_zones_that_differ_by_less_than_six_hours_are_one_site() -> None:
    assert found(a="Europe/London", b="Europe/Berlin", c="Asia/Kolkata") == (("a", "b", "c"),)


def test_six_hours_are_another_part_of_the_world() -> None:
    assert found(a="Europe/Berlin", b="America/New_York") == (("b",), ("a",))
    assert found(a="Europe/London", b="America/New_York") == (("b", "a"),)


def test_the_date_line_parts_nobody() -> None:
    assert found(a="Pacific/Auckland", b="Pacific/Honolulu") == (("b", "a"),)
    assert found(a="Pacific/Auckland", b="Pacific/Honolulu", c="Europe/Berlin") == (("b", "a"), ("c",))


def test_only_the_people_asked_for_are_told() -> None:
    made = team(rota(roles={"primary": ["alice"]}, start=AS_OF))
    assert sites(Views(made, CALENDARS, ZONES, AS_OF).view(), ["alice"]) == (("alice",),)


def test_nobody_lives_nowhere() -> None:
    assert found(a="Europe/London") == (("a",),)
    made = team(rota(roles={"primary": ["a"]}, start=AS_OF), people="a b", timezone=None)
    assert sites(Views(made, CALENDARS, ZONES, AS_OF).view(), ["a", "b"]) == (("a", "b"),)
    assert sites(Views(made, CALENDARS, ZONES, AS_OF).view(), []) == ()
    untold = made.replace(members=None)
    assert sites(Views(untold, CALENDARS, ZONES, AS_OF).view(), ["a"]) == ()


def test_a_site_may_span_more_than_six_hours_step_by_step() -> None:
    zones = {"a": "Europe/London", "b": "Asia/Dubai", "c": "Asia/Tokyo"}
    assert found(**zones) == (("a", "b", "c"),)


def test_people_of_one_offset_are_one_site_whatever_their_zones_are_called() -> None:
    assert found(a="Europe/Berlin", b="America/New_York", c="Europe/Paris", d="America/Toronto") == (
        ("b", "d"),
        ("a", "c"),
    )
    assert found(a="UTC", b="Europe/London", c="Asia/Tokyo") == (("a", "b"), ("c",))


def test_an_unknown_zone_counts_as_utc() -> None:
    assert found(a="Nowhere/Town", b="Europe/London", c="Asia/Tokyo") == (("a", "b"), ("c",))


def test_neighbours_across_the_date_line_are_one_of_several_sites() -> None:
    zones = {"a": "Pacific/Auckland", "b": "America/Los_Angeles", "c": "Europe/Berlin", "d": "Pacific/Honolulu"}
    assert found(**zones) == (("d", "b", "a"), ("c",))
    assert found(a="Pacific/Auckland", b="America/Los_Angeles", c="Europe/Berlin") == (("b", "a"), ("c",))
    assert found(a="Pacific/Auckland", b="America/New_York") == (("b",), ("a",))


def test_a_team_all_around_the_world_is_one_site() -> None:
    zones = ["Pacific/Honolulu", "America/New_York", "Europe/London", "Asia/Karachi", "Australia/Brisbane"]
    assert found(**dict(zip("abcde", zones, strict=True))) == (("a", "b", "c", "d", "e"),)


def test_one_zone_is_one_site_without_any_schedule() -> None:
    unknown = view_of(
        "timezone: UTC\nmembers: [{id: a}, {id: b, timezone: UTC}]\noncall: {rotations: oops}", sound=False
    )
    with pytest.raises(NotStated):
        assert unknown.schedule
    assert sites(unknown, ["a", "b"]) == (("a", "b"),)
