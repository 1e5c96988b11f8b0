"""Days, times, stretches and durations as the team language writes them, parsed by us so that a bad one has a place."""

import re
from calendar import month_name, monthrange
from datetime import date, datetime

from pipecheck.model.shape.fault import says, wants
from pipecheck.model.shape.words import ID_LETTER, is_leaf
from pipecheck.model.value import Duration, MonthDay, SeasonEnd, Unit, When

_UNITS: tuple[Unit, ...] = ("m", "h", "d", "wd", "w", "mo", "y")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = tuple(day[:3] for day in WEEKDAYS)
DAY_WORDS = ("workdays", "off-days", "holidays", "last-7-of-month")

_LEAP = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_LONG, _SHORT = "(?:0[13578]|1[02])", "(?:0[469]|11)"
_TO_28 = "0[1-9]|1[0-9]|2[0-8]"
_EVERY_YEAR = f"(?:{_LONG}-(?:{_TO_28}|29|30|31)|{_SHORT}-(?:{_TO_28}|29|30)|02-(?:{_TO_28}))"
_DAY = rf"(?!0000)(?:[0-9]{{4}}-{_EVERY_YEAR}|{_LEAP}-02-29)"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_OFFSET = r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_WEEKDAY = f"(?:{'|'.join(WEEKDAYS)}|{'|'.join(DAYS)})"
_ANY_CASE = "|".join("".join(f"[{c.upper()}{c}]" for c in word[:3]) + f"(?:{word[3:]})?" for word in WEEKDAYS)

DURATION_PATTERN = r"^(?:0|[1-9][0-9]{0,5})(?:m|h|d|wd|w|mo|y)$"
DATE_PATTERN = f"^{_DAY}$"
WHEN_PATTERN = f"^{_DAY}(?:[T ]{_CLOCK}(?::[0-5][0-9])?{_OFFSET}?)?$"
TIME_PATTERN = f"^(?:{_CLOCK}|24:00)$"
TIMES_PATTERN = f"^{_CLOCK}-(?:{_CLOCK}|24:00)$"
MEETING_PATTERN = f"^{_WEEKDAY} {_CLOCK}$"
SEASON_END_PATTERN = f"^(?:{_EVERY_YEAR}|02-29|(?![0-9-]+$){ID_LETTER}+(?: [+-][0-9]{{1,3}}d)?)$"
# A word that is no day may be a season's id, unless it is a day but for its capitals.
DAYS_PATTERN = (
    f"^(?:{_WEEKDAY}(?:-{_WEEKDAY})?|{'|'.join(DAY_WORDS)}|(?!(?:{_ANY_CASE})(?:-(?:{_ANY_CASE}))?$){ID_LETTER}+)$"
)

_DURATION = re.compile(r"(0|[1-9][0-9]{0,5})(m|h|d|wd|w|mo|y)")
_DATE_LIKE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_OTHER_DATE = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})|([0-9]{4})[./]([0-9]{1,2})[./]([0-9]{1,2})")
_WHEN = re.compile(WHEN_PATTERN)
_TIME = re.compile(TIME_PATTERN)
_TIMES = re.compile(TIMES_PATTERN)
_DAYS = re.compile(DAYS_PATTERN)
_ONE_DIGIT = re.compile(r"([0-9]):([0-5][0-9])")
_MEETING = re.compile(MEETING_PATTERN)
_SEASON_END = re.compile(SEASON_END_PATTERN)
_DAY_INDEX = {word: index for words in (WEEKDAYS, DAYS) for index, word in enumerate(words)}
_WORDS_FOR = {
    "hourly": "1h",
    "daily": "1d",
    "nightly": "1d",
    "weekly": "1w",
    "biweekly": "2w",
    "fortnightly": "2w",
    "monthly": "1mo",
    "quarterly": "3mo",
    "yearly": "1y",
    "annually": "1y",
    "day": "1d",
    "week": "1w",
    "month": "1mo",
    "year": "1y",
}
_SPELT = re.compile(r"([0-9]+) *(minute|min|hour|hr|day|working day|business day|week|month|year)s?", re.IGNORECASE)
_UNIT_FOR = {
    "minute": "m",
    "min": "m",
    "hour": "h",
    "hr": "h",
    "day": "d",
    "working day": "wd",
    "business day": "wd",
    "week": "w",
    "month": "mo",
    "year": "y",
}


def duration(value: object) -> Duration:
    """`15m 12h 3d 10wd 2w 3mo 1y`."""
    words = value if is_leaf(value) else ""
    match = _DURATION.fullmatch(words)
    if match:
        return Duration(int(match[1]), next(unit for unit in _UNITS if unit == match[2]))
    lower = words.strip().lower()
    spelt = _SPELT.fullmatch(lower)
    put = f"{int(spelt[1])}{_UNIT_FOR[spelt[2]]}" if spelt else _WORDS_FOR.get(lower)
    if lower.isdecimal():
        hint = f"add a unit (m, h, d, wd, w, mo or y): `{lower}m`, `{lower}d`"
    else:
        hint = "" if put else "a number and a unit: m, h, d, wd (working days), w, mo or y"
    raise wants("a duration such as `1w`", hint, put)


def day(value: object) -> date:
    """A date, `2026-01-05`."""
    found = _dated(value, "a date such as `2026-01-05`")
    if isinstance(found, datetime):
        raise wants("a date without a time, such as `2026-01-05`", put=found.date().isoformat())
    return found


def when(value: object) -> When:
    """A date, or a moment: `2026-01-05T09:00`, in the zone of what it belongs to unless it ends in `Z` or an offset."""
    return _dated(value, "a date such as `2026-01-05`, or a moment such as `2026-01-05T09:00`")


def _dated(value: object, wanted: str) -> When:
    if not is_leaf(value):
        raise wants(wanted)
    if _WHEN.fullmatch(value):
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    like = _DATE_LIKE.match(value)
    if like:
        year, month, number = (int(part) for part in like.groups())
        if not 1 <= month <= 12:
            raise says(f"says {like[0]}, but there is no month {month}", "write year, month, day")
        if year and not 1 <= number <= monthrange(year, month)[1]:
            last = monthrange(year, month)[1]
            raise says(
                f"says {like[0]}, which is no day of the calendar",
                f"{month_name[month]} {year} ends on the {_nth(last)}",
            )
        if year and like.end() == len(value):
            raise wants(wanted, put=date(year, month, number).isoformat())
    readings = _other_date(value)
    if len(readings) == 1:
        raise wants(wanted, put=readings[0])
    raise wants(wanted, f"write year, month, day: `{'` or `'.join(readings)}`" if readings else "")


def _other_date(value: str) -> list[str]:
    """What `01/05/2026` and its kin can mean; where day and month could change places, both."""
    match = _OTHER_DATE.fullmatch(value.strip())
    if not match:
        return []
    if match[4]:
        readings = [(int(match[4]), int(match[5]), int(match[6]))]
    else:
        year, one, other = int(match[3]), int(match[1]), int(match[2])
        readings = list(dict.fromkeys([(year, one, other), (year, other, one)]))
    return [
        date(year, month, number).isoformat()
        for year, month, number in readings
        if year and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]
    ]


def _nth(number: int) -> str:
    return f"{number}{'st' if number == 31 else 'th'}"


def time(value: object) -> int:
    """A time of the day, `09:00`, in minutes from midnight; `24:00` is the end of the day."""
    if is_leaf(value) and _TIME.fullmatch(value):
        return _minutes(value)
    match = _ONE_DIGIT.fullmatch(value) if is_leaf(value) else None
    raise wants("a time from `00:00` to `24:00`", put=f"0{match[0]}" if match else None)


def times(value: object) -> tuple[int, int]:
    """A stretch of the day, `09:00-17:00`, in minutes from midnight."""
    if not is_leaf(value) or not _TIMES.fullmatch(value):
        raise wants("the hours of a day such as `09:00-17:00`")
    start, end = value.split("-")
    return _minutes(start), _minutes(end)


def _minutes(words: str) -> int:
    return int(words[:2]) * 60 + int(words[3:])


def weekday(value: object) -> int:
    """A day of the week in words, `monday` or `mon`; Monday is 0."""
    if is_leaf(value):
        if value in WEEKDAYS:
            return WEEKDAYS.index(value)
        if value in DAYS:
            return DAYS.index(value)
    raise wants("a day of the week such as `monday`", put=_weekday_meant(value))


def _weekday_meant(value: object) -> str | None:
    lower = value.strip().lower() if is_leaf(value) else ""
    near = [full for full in WEEKDAYS if len(lower) >= 3 and full.startswith(lower[:3])]
    return near[0] if near else None


def days(value: object) -> tuple[str, ...]:
    """Which days: one word, a range (`mon-fri`), or a list of these; ranges come out as their days.

    A word that is no day may be the id of a season.
    """
    items = value if isinstance(value, list) else [value]
    if not items:
        raise wants("at least one day", "leave the key out for every day")
    return tuple(dict.fromkeys(day for item in items for day in _days(item)))


def _days(item: object) -> tuple[str, ...]:
    if not is_leaf(item) or not _DAYS.fullmatch(item):
        lower = item.lower() if is_leaf(item) else ""
        put = lower if lower != item and _DAYS.fullmatch(lower) else None
        raise wants("days such as `mon-fri`, `workdays` or a season's id", put=put)
    ends = [_DAY_INDEX.get(part) for part in item.split("-")]
    if len(ends) == 1 and ends[0] is not None:
        return (DAYS[ends[0]],)
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        return tuple(DAYS[(ends[0] + step) % 7] for step in range((ends[1] - ends[0]) % 7 + 1))
    return (str(item),)


def season_end(value: object) -> SeasonEnd:
    """An end of a season: `12-23`, or a holiday with an offset in days if need be, `thanksgiving +1d`."""
    if not is_leaf(value) or not _SEASON_END.fullmatch(value):
        yearly = value[5:] if is_leaf(value) and re.fullmatch(DATE_PATTERN, value) else None
        hint = f"a season comes back every year: write `{yearly}`" if yearly else ""
        raise wants("a day such as `12-23`, or a holiday such as `thanksgiving +1d`", hint, yearly)
    if re.fullmatch(r"[0-9]{2}-[0-9]{2}", value):
        return SeasonEnd(day=MonthDay(int(value[:2]), int(value[3:])))
    holiday, _, offset = value.partition(" ")
    return SeasonEnd(holiday=holiday, offset=int(offset[:-1]) if offset else 0)


def meeting(value: object) -> tuple[int, int]:
    """`monday 09:00`: the weekday (Monday is 0) and the minute of the day."""
    if not is_leaf(value) or not _MEETING.fullmatch(value):
        raise wants("a day and a time such as `monday 09:00`")
    words, _, clock = value.partition(" ")
    return _DAY_INDEX[words], _minutes(clock)
