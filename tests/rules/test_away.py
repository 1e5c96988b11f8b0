"""Who is away on which working day."""

from datetime import date

import pytest

from pipecheck.model.views import View, Views
from pipecheck.rules.away import days_unknown, runs, working_days_away
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, off, team
from tests.rules.views import view_of


def view(*members: str, region: str = "calendar: {region: US}", more: str = "") -> View:
    names = "abcd"
    told = ", ".join(f"{{id: {names[number]}, time_off: [{each}]}}" for number, each in enumerate(members))
    return view_of(f"timezone: UTC\n{region}\nmembers: [{told}]\n{more}")


def days(one: View) -> dict[str, str]:
    return {f"{day:%m-%d}": "".join(each.member for each in found) for day, found in working_days_away(one).items()}


def test_working_days_only_in_order_of_time() -> None:
    one = view("{from: 2026-01-16, to: 2026-01-20}", "{from: 2026-01-15, to: 2026-01-16}")
    assert days(one) == {"01-15": "b", "01-16": "ab", "01-20": "a"}
    assert list(days(one)) == ["01-15", "01-16", "01-20"]
    (away,) = working_days_away(one)[date(2026, 1, 20)]
    assert (away.first, away.last) == (date(2026, 1, 16), date(2026, 1, 20))
    assert away.at.route == ("members", 0, "time_off", 0)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ('{from: "2026-01-14T00:00", to: "2026-01-16T00:00"}', ["01-14", "01-15"]),
        ('{from: "2026-01-14T09:00", to: "2026-01-16T17:00"}', ["01-15"]),
        ('{from: "2026-01-14T09:00", to: 2026-01-16}', ["01-15", "01-16"]),
        ('{from: "2026-01-14T09:00", to: "2026-01-14T17:00"}', []),
        ('{from: "2026-01-14T00:00", to: "2026-01-15T00:00"}', ["01-14"]),
        ("{from: 2026-01-14, to: 2026-01-14}", ["01-14"]),
        ("{from: 2026-01-15, to: 2026-01-14}", []),
        ("{from: 2026-01-14, to: 2026-01-14, kind: no-duty}", []),
    ],
)
def test_whole_days_only(told: str, found: list[str]) -> None:
    assert list(days(view(told))) == found


def test_one_that_does_not_count_hides_none_of_the_others() -> None:
    thursday = date(2026, 1, 15)
    one = off(thursday, thursday)
    made = team(away={"bob": [one._replace(there=True), off(thursday, date(2026, 1, 14)), one]})
    found = working_days_away(Views(made, CALENDARS, ZONES, AS_OF).view())
    assert {day: [each.member for each in aways] for day, aways in found.items()} == {thursday: ["bob"]}


def test_ten_years_are_looked_at() -> None:
    long = working_days_away(view("{from: 2026-01-05, to: 9999-12-31}"))
    assert max(long) == date(2036, 1, 11)
    (away,) = long[max(long)]
    assert (away.first, away.last) == (date(2026, 1, 5), date(2036, 1, 13))


def test_nobody_is_away_where_nobody_is_told() -> None:
    assert working_days_away(view_of("calendar: {region: US}")) == {}


def test_which_days_are_working_days_is_to_be_told() -> None:
    assert days_unknown(view("")) is None
    unknown = days_unknown(view("", region=""))
    assert unknown is not None
    assert (unknown.missing, unknown.at.route, unknown.why) == (
        "calendar.region",
        ("calendar", "region"),
        "which days are working days",
    )


def test_days_in_a_row_have_no_other_working_day_in_between() -> None:
    one = view("")
    friday, tuesday, thursday = date(2026, 1, 16), date(2026, 1, 20), date(2026, 1, 22)
    assert runs(one, [friday, tuesday, thursday]) == [(friday, tuesday), (thursday,)]
    assert runs(one, []) == []
    sundays = view("", more="working_week: {days: [sun, mon]}")
    assert runs(sundays, [date(2026, 1, 11), date(2026, 1, 12), date(2026, 1, 18)]) == [
        (date(2026, 1, 11), date(2026, 1, 12), date(2026, 1, 18))
    ]
