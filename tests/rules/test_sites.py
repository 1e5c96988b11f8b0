"""Who lives in which part of the world."""

from pipecheck.model.views import Views
from pipecheck.rules.sites import sites
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, rota, team


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
