"""When something is so, and how much of the time: by the week, or by dates."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest

from pipecheck.model.intervals import Interval
from pipecheck.model.oncall import Rotation
from pipecheck.model.value import When
from pipecheck.model.views import View, Views
from pipecheck.rules.stretches import every_week, hours_in, hours_told, plain, said
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, at, column, rota, team, utc, window

MONDAY = date(2026, 1, 5)
WEEK = timedelta(days=7)
UTC = ZONES.zone("UTC")


def view(weeks: int = 6, first: When = MONDAY, *others: Rotation) -> View:
    weekly = rota(roles={"primary": ["alice", "bob"]}, start=MONDAY)
    made = team(weekly, *others, period=(first, MONDAY + weeks * WEEK - timedelta(days=1)), timezone="UTC")
    return Views(made, CALENDARS, ZONES, AS_OF).view()


def with_berlin() -> View:
    return view(6, MONDAY, rota("berlin", roles={"primary": ["carol"]}, start=MONDAY, timezone="Europe/Berlin"))


def between(start: str, end: str) -> Interval:
    return utc(start), utc(end)


def nights(weeks: Iterable[int]) -> list[Interval]:
    """Monday night of these weeks."""
    first = between("2026-01-05 18:00", "2026-01-06 08:00")
    return [(first[0] + week * WEEK, first[1] + week * WEEK) for week in weeks]


def weekly(one: View, stretches: Sequence[Interval]) -> list[str]:
    assert UTC is not None
    return [f"{start:%a %H:%M}-{end:%a %H:%M}" for start, end in every_week(one, stretches, UTC)]


def test_hours() -> None:
    assert hours_in([between("2026-01-05 18:00", "2026-01-06 08:00")]) == 14
    half = between("2026-01-05 18:00", "2026-01-05 18:30"), between("2026-01-07 18:00", "2026-01-07 18:45")
    assert hours_in(half) == Fraction(5, 4)
    assert hours_in([]) == 0


@pytest.mark.parametrize(
    ("hours", "text"),
    [(Fraction(106), "106"), (Fraction(15, 2), "7.5"), (Fraction(1200), "1,200"), (Fraction(5003, 2), "2,501.5")],
)
def test_hours_in_words(hours: Fraction, text: str) -> None:
    assert plain(hours) == text


def test_all_weeks_alike() -> None:
    assert weekly(view(), nights(range(6))) == ["Mon 18:00-Tue 08:00"]
    assert weekly(view(5), nights(range(5))) == ["Mon 18:00-Tue 08:00"]


def test_fewer_than_five_weeks_are_told_by_dates() -> None:
    assert weekly(view(4), nights(range(4))) == []


def test_the_first_and_the_last_week_may_lack_something() -> None:
    assert weekly(view(), nights(range(1, 6))) == ["Mon 18:00-Tue 08:00"]
    assert weekly(view(), nights(range(5))) == ["Mon 18:00-Tue 08:00"]


@pytest.mark.parametrize("week", [1, 2, 3, 4])
def test_another_week_may_lack_nothing(week: int) -> None:
    assert weekly(view(), nights(each for each in range(6) if each != week)) == []


@pytest.mark.parametrize("week", range(6))
def test_no_week_may_have_more(week: int) -> None:
    day = between("2026-01-07 18:00", "2026-01-07 20:00")
    more = (day[0] + week * WEEK, day[1] + week * WEEK)
    assert weekly(view(), sorted([*nights(range(6)), more])) == []


def test_what_the_ends_of_the_span_cut_off_is_not_looked_at() -> None:
    span = view().schedule
    cut = (span.start, span.start + timedelta(hours=3)), (span.end - timedelta(hours=5), span.end)
    assert weekly(view(), [cut[0], *nights(range(6)), cut[1]]) == ["Mon 18:00-Tue 08:00"]
    assert weekly(view(), [*nights(range(6)), (cut[1][0], span.end - timedelta(hours=1))]) == []


def test_a_span_that_begins_in_the_middle_of_a_week() -> None:
    one = view(first=date(2026, 1, 7))
    saturday = between("2026-01-10 10:00", "2026-01-10 12:00")
    both = sorted(
        [*nights(range(1, 6)), *((saturday[0] + week * WEEK, saturday[1] + week * WEEK) for week in range(6))]
    )
    assert weekly(one, both) == ["Mon 18:00-Tue 08:00", "Sat 10:00-Sat 12:00"]


def test_nothing_is_nothing() -> None:
    assert weekly(view(), []) == []


# ---- in words


def test_by_the_week() -> None:
    assert said(view(), "weekly", tuple(nights(range(6)))) == "14 of 168 hours a week, first Mon 18:00–Tue 08:00"
    assert said(with_berlin(), "berlin", tuple(nights(range(6)))) == "14 of 168 hours a week, first Mon 19:00–Tue 09:00"
    tokyo = Views(view().team.replace(timezone="Asia/Tokyo"), CALENDARS, ZONES, AS_OF).view()
    assert said(tokyo, "nowhere", tuple(nights(range(6)))) == "14 of 168 hours a week, first Tue 03:00–17:00"


def test_by_the_week_several_a_week() -> None:
    twice = sorted(
        [
            *nights(range(6)),
            *((start + 2 * timedelta(days=1), end + timedelta(days=2)) for start, end in nights(range(6))),
        ]
    )
    assert said(view(), "weekly", tuple(twice)) == "28 of 168 hours a week, first Mon 18:00–Tue 08:00"


def test_by_dates() -> None:
    (night,) = nights([2])
    assert said(view(), "weekly", (night,)) == "from Mon 2026-01-19 18:00 to Tue 2026-01-20 08:00"
    assert said(with_berlin(), "berlin", (night,)) == "from Mon 2026-01-19 19:00 to Tue 2026-01-20 09:00"
    assert said(view(), "weekly", (between("2026-01-19 00:00", "2026-01-21 00:00"),)) == (
        "from 2026-01-19 to 2026-01-20"
    )


def test_by_dates_the_first_of_several() -> None:
    some = tuple(nights([2, 3]))
    first = "from Mon 2026-01-19 18:00 to Tue 2026-01-20 08:00, the first of "
    assert said(view(), "weekly", some) == f"{first}2 times, 28 hours in all"
    assert said(view(), "weekly", some, "gap") == f"{first}2 gaps, 28 hours in all"


def test_a_team_without_duty_has_the_clock_of_its_zone() -> None:
    bare = view().team.replace(oncall=None, timezone="Asia/Tokyo")
    one = Views(bare, CALENDARS, ZONES, AS_OF).view()
    assert list(hours_told(one, ["weekly"])) == []


def test_where_hours_are_told() -> None:
    office = (window("mon", 9, 17),)
    first = rota(
        roles={"primary": column("primary", ["alice"], hours=office), "secondary": ["bob"]}, start=MONDAY, hours=office
    )
    other = rota("other", roles={"primary": ["carol"]}, start=MONDAY, hours=office)
    plain_one = rota("plain", roles={"primary": ["carol"]}, start=MONDAY)
    one = Views(team(first, other, plain_one), CALENDARS, ZONES, AS_OF).view()
    told = at("oncall", "rotations", 0, "roles", "primary", "hours")
    assert list(hours_told(one, ["weekly", "plain"])) == [told, first.at("hours")]
    assert list(hours_told(one, ["other"])) == [other.at("hours")]
