"""Days, times and durations: which texts are taken for what, and what is said of the others."""

from datetime import UTC, date, datetime

import pytest

from pipecheck.model.shape import clock
from pipecheck.model.shape.fault import Fault
from pipecheck.model.value import Duration, MonthDay, SeasonEnd
from tests.model.shape.parsing import fault, written

DURATION = "a duration such as `1w`"
UNITS = "a number and a unit: m, h, d, wd (working days), w, mo or y"
DATE = "a date such as `2026-01-05`"
WHEN = "a date such as `2026-01-05`, or a moment such as `2026-01-05T09:00`"
TIME = "a time from `00:00` to `24:00`"
TIMES = "the hours of a day such as `09:00-17:00`"
WEEKDAY = "a day of the week such as `monday`"
DAYS = "days such as `mon-fri`, `workdays` or a season's id"
SEASON_END = "a day such as `12-23`, or a holiday such as `thanksgiving +1d`"
MEETING = "a day and a time such as `monday 09:00`"
ORDER = "write year, month, day"


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (clock.duration, "0m", Duration(0, "m")),
        (clock.duration, "12h", Duration(12, "h")),
        (clock.duration, "999999d", Duration(999_999, "d")),
        (clock.duration, "10wd", Duration(10, "wd")),
        (clock.duration, "2w", Duration(2, "w")),
        (clock.duration, "3mo", Duration(3, "mo")),
        (clock.duration, '"1y"', Duration(1, "y")),
        (clock.day, "2024-02-29", date(2024, 2, 29)),
        (clock.day, '"2000-02-29"', date(2000, 2, 29)),
        (clock.when, "2026-01-05", date(2026, 1, 5)),
        (clock.when, "2026-01-05T09:00", datetime.fromisoformat("2026-01-05T09:00")),
        (clock.when, "2026-01-05 09:00:30Z", datetime(2026, 1, 5, 9, 0, 30, tzinfo=UTC)),
        (clock.when, "2026-01-05T09:00-05:30", datetime(2026, 1, 5, 14, 30, tzinfo=UTC)),
        (clock.time, "00:00", 0),
        (clock.time, "09:07", 547),
        (clock.time, '"24:00"', 1440),
        (clock.times, "09:00-17:30", (540, 1050)),
        (clock.times, "22:00-06:00", (1320, 360)),
        (clock.times, "00:01-24:00", (1, 1440)),
        (clock.weekday, "monday", 0),
        (clock.weekday, "sun", 6),
        (clock.days, "tue", ("tue",)),
        (clock.days, "thursday", ("thu",)),
        (clock.days, "mon-fri", ("mon", "tue", "wed", "thu", "fri")),
        (clock.days, "friday-mon", ("fri", "sat", "sun", "mon")),
        (clock.days, "wed-wed", ("wed",)),
        (clock.days, "off-days", ("off-days",)),
        (clock.days, "last-7-of-month", ("last-7-of-month",)),
        (clock.days, "mon-end", ("mon-end",)),
        (clock.days, "year-end", ("year-end",)),
        (clock.days, "end-mon", ("end-mon",)),
        (clock.days, "[sat, holidays, fri-sun]", ("sat", "holidays", "fri", "sun")),
        (clock.season_end, "12-23", SeasonEnd(day=MonthDay(12, 23))),
        (clock.season_end, '"02-29"', SeasonEnd(day=MonthDay(2, 29))),
        (clock.season_end, "thanksgiving", SeasonEnd(holiday="thanksgiving")),
        (clock.season_end, "thanksgiving +1d", SeasonEnd(holiday="thanksgiving", offset=1)),
        (clock.season_end, "new-year -10d", SeasonEnd(holiday="new-year", offset=-10)),
        (clock.meeting, "monday 09:00", (0, 540)),
        (clock.meeting, "fri 16:45", (4, 1005)),
    ],
)
def test_what_is_taken(parse, text, value):
    assert parse(written(text)) == value


@pytest.mark.parametrize(
    ("parse", "text", "said"),
    [
        (clock.duration, "7", Fault(wants=DURATION, hint="add a unit (m, h, d, wd, w, mo or y): `7m`, `7d`")),
        (clock.duration, "weekly", Fault(wants=DURATION, put="1w")),
        (clock.duration, '" Fortnightly "', Fault(wants=DURATION, put="2w")),
        (clock.duration, "day", Fault(wants=DURATION, put="1d")),
        (clock.duration, "15 min", Fault(wants=DURATION, put="15m")),
        (clock.duration, "03 Business Days", Fault(wants=DURATION, put="3wd")),
        (clock.duration, "2months", Fault(wants=DURATION, put="2mo")),
        (clock.duration, "1h30m", Fault(wants=DURATION, hint=UNITS)),
        (clock.duration, "01d", Fault(wants=DURATION, hint=UNITS)),
        (clock.duration, "[1w]", Fault(wants=DURATION, hint=UNITS)),
        (clock.duration, "", Fault(wants=DURATION, hint=UNITS)),
        (clock.day, "2026-01-05T09:00", Fault(wants="a date without a time, such as `2026-01-05`", put="2026-01-05")),
        (clock.day, "soon", Fault(wants=DATE)),
        (clock.day, "", Fault(wants=DATE)),
        (clock.day, "[2026-01-05]", Fault(wants=DATE)),
        (clock.day, "2026-1-5", Fault(wants=DATE, put="2026-01-05")),
        (clock.day, "2026-12-1", Fault(wants=DATE, put="2026-12-01")),
        (clock.day, "2026-1-31", Fault(wants=DATE, put="2026-01-31")),
        (clock.day, "2026-00-05", Fault(says="says 2026-00-05, but there is no month 0", hint=ORDER)),
        (clock.day, "2026-13-05", Fault(says="says 2026-13-05, but there is no month 13", hint=ORDER)),
        (clock.day, "0000-04-01", Fault(wants=DATE)),
        (clock.day, "2026-1-5 at 9", Fault(wants=DATE)),
        (clock.day, "2026-01-05T9:00", Fault(wants=DATE)),
        (clock.day, "2026/1/5", Fault(wants=DATE, put="2026-01-05")),
        (clock.day, '" 25.12.2026 "', Fault(wants=DATE, put="2026-12-25")),
        (clock.day, "12-25-2026", Fault(wants=DATE, put="2026-12-25")),
        (clock.day, "01/05/2026", Fault(wants=DATE, hint=f"{ORDER}: `2026-01-05` or `2026-05-01`")),
        (clock.day, "05/05/2026", Fault(wants=DATE, put="2026-05-05")),
        (clock.day, "31.01.2026", Fault(wants=DATE, put="2026-01-31")),
        (clock.day, "12/12/2026", Fault(wants=DATE, put="2026-12-12")),
        (clock.day, "1/1/2026", Fault(wants=DATE, put="2026-01-01")),
        (clock.day, "13.13.2026", Fault(wants=DATE)),
        (clock.day, "0/1/2026", Fault(wants=DATE)),
        (clock.day, "29.02.2026", Fault(wants=DATE)),
        (clock.day, "01/05/0000", Fault(wants=DATE)),
        (clock.when, "01.05.2026", Fault(wants=WHEN, hint=f"{ORDER}: `2026-01-05` or `2026-05-01`")),
        (clock.when, "tomorrow", Fault(wants=WHEN)),
        (clock.time, "9:00", Fault(wants=TIME, put="09:00")),
        (clock.time, "24:01", Fault(wants=TIME)),
        (clock.time, "", Fault(wants=TIME)),
        (clock.time, "[09:00]", Fault(wants=TIME)),
        (clock.times, "9-5", Fault(wants=TIMES)),
        (clock.times, "[09:00-17:00]", Fault(wants=TIMES)),
        (clock.weekday, "Tue", Fault(wants=WEEKDAY, put="tuesday")),
        (clock.weekday, "Tue.", Fault(wants=WEEKDAY, put="tuesday")),
        (clock.weekday, '" Wednesdays "', Fault(wants=WEEKDAY, put="wednesday")),
        (clock.weekday, "mo", Fault(wants=WEEKDAY)),
        (clock.weekday, "", Fault(wants=WEEKDAY)),
        (clock.weekday, "[mon]", Fault(wants=WEEKDAY)),
        (clock.days, "[]", Fault(wants="at least one day", hint="leave the key out for every day")),
        (clock.days, "Mon-FRI", Fault(wants=DAYS, put="mon-fri")),
        (clock.days, "mon fri", Fault(wants=DAYS)),
        (clock.days, "Mon Fri", Fault(wants=DAYS)),
        (clock.days, "", Fault(wants=DAYS)),
        (clock.days, "[[mon]]", Fault(wants=DAYS)),
        (clock.season_end, "12-32", Fault(wants=SEASON_END)),
        (clock.season_end, "easter + 1d", Fault(wants=SEASON_END)),
        (clock.season_end, "[12-23]", Fault(wants=SEASON_END)),
        (clock.season_end, "", Fault(wants=SEASON_END)),
        (clock.meeting, "09:00", Fault(wants=MEETING)),
        (clock.meeting, "monday 24:00", Fault(wants=MEETING)),
        (clock.meeting, "[monday 09:00]", Fault(wants=MEETING)),
    ],
)
def test_what_is_said_of_the_rest(parse, text, said):
    assert fault(parse, text) == said


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026-02-29", "February 2026 ends on the 28th"),
        ("2026-12-32", "December 2026 ends on the 31st"),
        ("2026-04-00", "April 2026 ends on the 30th"),
    ],
)
def test_a_day_too_many_is_told_with_the_end_of_its_month(text, end):
    assert fault(clock.day, text) == Fault(says=f"says {text}, which is no day of the calendar", hint=end)


def test_a_season_has_no_year():
    hint = "a season comes back every year: write `12-23`"

    assert fault(clock.season_end, "2026-12-23") == Fault(wants=SEASON_END, hint=hint, put="12-23")
