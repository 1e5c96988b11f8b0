"""On which days, and at which minutes, runs and deliveries come round."""

from datetime import date, datetime, timedelta

import pytest

from pipecheck.model.runs import Moment
from pipecheck.model.value import Deadline, Duration, Unit
from pipecheck.rules.moments import Times, times
from pipecheck.source.place import Place
from tests.rules.views import view_of

AT = Place("team.yaml")
US = "calendar: {region: US}"
THURSDAY, WEDNESDAY = date(2026, 1, 1), date(2026, 1, 14)
EVERY_DAY = tuple(THURSDAY + timedelta(days=number) for number in range(14))
EVERY_HOUR = tuple(range(0, 1440, 60))


def of(
    minute: int | None = None, every: str = "", cron: str | None = None, by: Deadline | None = None, region: str = US
) -> Times:
    """The times of a moment in the first two weeks of 2026."""
    unit: Unit | str = every.lstrip("0123456789")
    told = Duration(int(every.removesuffix(unit)), unit) if every else None  # type: ignore[arg-type]
    return times(view_of(region), Moment(AT, "run", minute, cron, told, by, None, ""), THURSDAY, WEDNESDAY)


def january(*days: int) -> tuple[date, ...]:
    return tuple(date(2026, 1, day) for day in days)


# ---- every so often


@pytest.mark.parametrize("every", ["", "1d", "24h", "1440m"])
def test_once_a_day(every: str) -> None:
    assert of(570, every) == Times(EVERY_DAY, (570,))


def test_several_times_a_day_at_all_times_that_follow_and_precede() -> None:
    assert of(90, "6h") == Times(EVERY_DAY, (90, 450, 810, 1170))
    assert of(1410, "12h") == Times(EVERY_DAY, (690, 1410))
    assert of(5, "720m") == Times(EVERY_DAY, (5, 725))
    assert of(3, "1m") == Times(EVERY_DAY, tuple(range(1440)))


def test_midnight_at_the_end_of_a_day() -> None:
    assert of(1440, "1d") == Times(EVERY_DAY, (1440,))
    assert of(1440, "12h") == Times(EVERY_DAY, (0, 720))


def test_every_so_often_that_does_not_fit_into_a_day_is_any_hour() -> None:
    assert of(90, "7h") == Times(EVERY_DAY, EVERY_HOUR, "every")


def test_without_a_time_it_is_any_hour() -> None:
    assert of(None, "1d") == Times(EVERY_DAY, EVERY_HOUR, "at")


@pytest.mark.parametrize("every", ["2d", "1w", "1mo", "25h", "2wd", "0m"])
def test_without_its_days_it_is_any_day(every: str) -> None:
    assert of(90, every) == Times(EVERY_DAY, (90,), "by")


def test_working_days() -> None:
    assert of(90, "1wd") == Times(january(2, 5, 6, 7, 8, 9, 12, 13, 14), (90,))


def test_a_deadline_tells_its_days_whatever_else_is_told() -> None:
    assert of(90, "6h", by=Deadline(AT, weekday=4)) == Times(january(2, 9), (90,))
    assert of(90, "1wd", by=Deadline(AT, weekday=6)) == Times(january(4, 11), (90,))


def test_a_deadline_may_be_shifted_into_the_stretch_and_out_of_it() -> None:
    last_of_december = Deadline(AT, day_of_month=1, shift="next")
    assert of(90, by=last_of_december) == Times(january(2), (90,))
    assert of(90, by=last_of_december._replace(shift="previous")) == Times((), (90,))
    assert of(90, by=Deadline(AT, day_of_month=17, shift="previous")) == Times((), (90,))


def test_both_ends_are_included() -> None:
    assert of(90, by=Deadline(AT, weekday=3)).days == january(1, 8)
    assert of(90, by=Deadline(AT, weekday=2)).days == january(7, 14)


# ---- cron


@pytest.mark.parametrize(
    ("line", "days", "minutes"),
    [
        ("30 1 * * *", EVERY_DAY, (90,)),
        ("0 9-17/4 * * *", EVERY_DAY, (540, 780, 1020)),
        ("15,45 6,18 * * *", EVERY_DAY, (375, 405, 1095, 1125)),
        ("*/20 23 * * *", EVERY_DAY, (1380, 1400, 1420)),
        ("0 20/2 * * *", EVERY_DAY, (1200, 1320)),
        ("58-59 0 * * *", EVERY_DAY, (58, 59)),
        ("0 0 * * 1", january(5, 12), (0,)),
        ("0 0 * * MON", january(5, 12), (0,)),
        ("0 0 * * sun", january(4, 11), (0,)),
        ("0 0 * * 0", january(4, 11), (0,)),
        ("0 0 * * 7", january(4, 11), (0,)),
        ("0 0 * * 5-7", january(2, 3, 4, 9, 10, 11), (0,)),
        ("0 0 * * 5/1", january(2, 3, 4, 9, 10, 11), (0,)),
        ("0 0 * * sat", january(3, 10), (0,)),
        ("0 0 1 * *", january(1), (0,)),
        ("0 0 14 * *", january(14), (0,)),
        ("0 0 1 * 1", january(1, 5, 12), (0,)),
        ("0 0 */5 * mon", (), (0,)),
        ("0 0 */5 * tue", january(6), (0,)),
        ("0 0 6 * */2", january(6), (0,)),
        ("0 0 13 1 *", january(13), (0,)),
        ("0 0 13 jan-mar *", january(13), (0,)),
        ("0 0 13 Dec *", (), (0,)),
        ("0 0 13 2 *", (), (0,)),
    ],
)
def test_cron(line: str, days: tuple[date, ...], minutes: tuple[int, ...]) -> None:
    assert of(cron=line) == Times(days, minutes)


def test_the_last_months_have_names() -> None:
    moment = Moment(AT, "run", None, "0 0 1 oct-dec *", None, None, None, "")
    found = times(view_of(US), moment, THURSDAY, date(2026, 12, 31))
    assert found.days == (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1))


def test_the_31st_is_a_day() -> None:
    moment = Moment(AT, "run", None, "0 0 31 * *", None, None, None, "")
    assert times(view_of(US), moment, THURSDAY, date(2026, 3, 31)).days == (date(2026, 1, 31), date(2026, 3, 31))


def test_every_hour_and_minute() -> None:
    assert of(cron="* * * * *").minutes == tuple(range(1440))


# ---- one after the other


def test_local_times_in_order() -> None:
    assert [str(each) for each in Times(january(1, 2), (0, 90)).local] == [
        "2026-01-01 00:00:00",
        "2026-01-01 01:30:00",
        "2026-01-02 00:00:00",
        "2026-01-02 01:30:00",
    ]


@pytest.mark.parametrize(
    ("after", "before", "count", "first"),
    [
        ("2026-01-02T06:00", "2026-01-02T18:00", 1, "2026-01-02T12:00"),
        ("2026-01-02T05:59", "2026-01-02T18:01", 3, "2026-01-02T06:00"),
        ("2026-01-02T06:00", "2026-01-02T18:01", 2, "2026-01-02T12:00"),
        ("2026-01-02T05:59", "2026-01-02T18:00", 2, "2026-01-02T06:00"),
        ("2026-01-02T18:00", "2026-01-04T06:01", 4, "2026-01-03T06:00"),
        ("2026-01-02T17:59:30", "2026-01-02T18:00:30", 1, "2026-01-02T18:00"),
        ("2026-01-02T12:00", "2026-01-02T12:00", 0, None),
        ("2026-01-02T18:00", "2026-01-03T06:00", 0, None),
        ("2026-01-01T00:00", "2026-01-01T23:00", 0, None),
        ("2025-12-01T00:00", "2026-12-31T00:00", 9, "2026-01-02T06:00"),
    ],
)
def test_between_two_moments_both_excluded(after: str, before: str, count: int, first: str | None) -> None:
    told = Times(january(2, 3, 4), (360, 720, 1080))
    found = told.between(datetime.fromisoformat(after), datetime.fromisoformat(before))
    assert found == (count, datetime.fromisoformat(first) if first else None)
