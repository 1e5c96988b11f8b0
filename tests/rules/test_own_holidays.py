"""The public holidays of people who live elsewhere than their team."""

from datetime import UTC, date, datetime

from pipecheck.model.people import Member
from pipecheck.model.views import View
from pipecheck.rules.base import Undecided
from pipecheck.rules.own_holidays import day_of, own_holidays, region_of, untold_region
from tests.rules.views import view_of

TEAM = """\
timezone: America/New_York
calendar: {region: US}
members: [{id: alice}, {id: bob, region: DE, timezone: Asia/Tokyo}, {id: carol, region: Atlantis}]
"""


def member(view: View, name: str) -> Member:
    person = view.team.person(name)
    assert isinstance(person, Member)
    return person


def test_a_region_of_ones_own_or_the_teams_if_it_is_known() -> None:
    view = view_of(TEAM)
    assert [region_of(view, member(view, name)) for name in ("alice", "bob", "carol")] == ["US", "DE", None]
    untold = view_of("members: [{id: alice}]")
    assert region_of(untold, member(untold, "alice")) is None


def test_where_the_region_is_to_be_told() -> None:
    view = view_of(TEAM)
    why = "which days are public holidays for whom"
    carol = member(view, "carol")
    assert untold_region(view, carol) == Undecided("calendar.region", carol.at("region"), why=why)
    at = view.team.at("calendar", "region")
    assert untold_region(view, member(view, "alice")) == Undecided("calendar.region", at, why=why)


def test_days_off_of_a_region_in_order_both_ends_included() -> None:
    view = view_of(TEAM)
    found = own_holidays(view, "DE", date(2025, 12, 25), date(2026, 4, 3))
    assert found == {
        date(2025, 12, 25): "christmas",
        date(2025, 12, 26): "second-day-of-christmas",
        date(2026, 1, 1): "new-year",
        date(2026, 4, 3): "good-friday",
    }
    assert list(found) == sorted(found)
    assert list(own_holidays(view, "DE", date(2025, 12, 26), date(2026, 4, 2))) == list(found)[1:3]
    assert own_holidays(view, "Atlantis", date(2025, 12, 25), date(2026, 4, 3)) == {}


def test_a_day_off_for_another_counts_only_if_wanted() -> None:
    july = date(2026, 7, 1), date(2026, 7, 31)
    fourth = {date(2026, 7, 4): "independence-day"}
    assert own_holidays(view_of(TEAM), "US", *july) == {date(2026, 7, 3): "independence-day", **fourth}
    assert own_holidays(view_of(TEAM), "US", *july, observed=False) == fourth


def test_a_day_by_the_clock_of_whoever_lives_it() -> None:
    view = view_of(TEAM)
    first, last = date(2026, 1, 5), date(2026, 1, 6)
    assert day_of(view, member(view, "alice"), first, last) == (
        datetime(2026, 1, 5, 5, tzinfo=UTC),
        datetime(2026, 1, 7, 5, tzinfo=UTC),
    )
    assert day_of(view, member(view, "bob"), first, first) == (
        datetime(2026, 1, 4, 15, tzinfo=UTC),
        datetime(2026, 1, 5, 15, tzinfo=UTC),
    )
