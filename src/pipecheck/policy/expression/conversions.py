"""Conversions between the kinds of values, in the forms that CEL reads and writes."""

import math
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from pipecheck.policy.expression.fault import Failed
from pipecheck.policy.expression.values import length, whole

_DATE = r"(\d{4})-(\d{2})-(\d{2})"
_INSTANT = re.compile(_DATE + r"[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([-+])(\d{2}):(\d{2}))", re.ASCII)
_DAY = re.compile(_DATE, re.ASCII)
_INTEGER = re.compile(r"[-+]?\d{1,30}", re.ASCII)
_NUMBER = re.compile(r"[-+]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][-+]?\d{1,4})?", re.ASCII)
_PART = re.compile(r"(\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(ns|us|ms|h|m|s)", re.ASCII)
_OWN = re.compile(r"(\d{1,6})([dw])", re.ASCII)
_MICROSECONDS = {"h": 3_600_000_000, "m": 60_000_000, "s": 1_000_000, "ms": 1_000, "us": 1}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TRUE = frozenset(("1", "t", "true", "TRUE", "True"))
_FALSE = frozenset(("0", "f", "false", "FALSE", "False"))


def int_of_double(number: float) -> int:
    """Towards zero."""
    if not math.isfinite(number) or not -(2.0**63) < number < 2.0**63:
        raise Failed("a number is too large to be made whole")
    return int(number)


def int_of_text(text: str) -> int:
    if _INTEGER.fullmatch(text) is None:
        raise Failed(f"'{text[:40]}' is no whole number")
    return whole(int(text))


def int_of_instant(when: datetime) -> int:
    """Seconds since 1970."""
    return (when - _EPOCH) // timedelta(seconds=1)


def double_of_text(text: str) -> float:
    special = {"inf": math.inf, "infinity": math.inf, "nan": math.nan}.get(text.lower().lstrip("+-"))
    if special is not None:
        return -special if text.startswith("-") else special
    if _NUMBER.fullmatch(text) is None:
        raise Failed(f"'{text[:40]}' is no number")
    return float(text)


def bool_of_text(text: str) -> bool:
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise Failed(f"'{text[:40]}' is neither true nor false")


def text_of_bool(value: bool) -> str:
    return "true" if value else "false"


def text_of_double(number: float) -> str:
    """The fewest digits that read as the same number; with an exponent from a million on, and below 1/10,000."""
    if not math.isfinite(number) or number == 0:
        return f"{number:g}"
    mantissa, _, exponent = f"{Decimal(repr(number)).normalize():e}".partition("e")
    power = int(exponent)
    if -5 < power < 6:
        return f"{Decimal(repr(number)).normalize():f}"
    return f"{mantissa}e{'-' if power < 0 else '+'}{abs(power):02}"


def instant_of_text(text: str) -> datetime:
    """An instant as RFC 3339 writes it. A day alone is its midnight in UTC."""
    found = _INSTANT.fullmatch(text)
    day = _DAY.fullmatch(text)
    try:
        if found is not None:
            year, month, date, hour, minute, second = map(int, found.groups()[:6])
            fraction = int((found[7] or "0").ljust(9, "0")[:6])
            naive = datetime(year, month, date, hour, minute, second, fraction, tzinfo=UTC)
            if found[8] is None:
                return naive
            hours, minutes = int(found[9]), int(found[10])
            if hours < 24 and minutes < 60:
                offset = timedelta(hours=hours, minutes=minutes)
                return naive - offset if found[8] == "+" else naive + offset
        elif day is not None:
            return datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=UTC)
    except (ValueError, OverflowError):
        pass
    raise Failed(f"'{text[:40]}' is no instant such as 2026-01-31T09:00:00Z, and no day such as 2026-01-31")


def instant_of_int(seconds: int) -> datetime:
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        raise Failed("an instant lies outside the years 1 to 9999") from None


def text_of_instant(when: datetime) -> str:
    words = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S").zfill(19)
    return f"{words}{_fraction(when.microsecond)}Z"


def duration_of_text(text: str) -> timedelta:
    """A length as CEL writes it (`1h30m`, `-1.5s`), or one in days or weeks (`2d`, `3w`)."""
    own = _OWN.fullmatch(text)
    if own is not None:
        return timedelta(days=int(own[1]) * (7 if own[2] == "w" else 1))
    words = text[1:] if text[:1] in ("-", "+") else text
    if words == "0":
        return timedelta(0)
    parts = list(_PART.finditer(words))
    if not parts or "".join(part[0] for part in parts) != words:
        raise Failed(f"'{text[:40]}' is no duration such as 90m, 24h or 30d")
    total = sum(_microseconds(part[1], part[2]) for part in parts)
    try:
        found = timedelta(microseconds=total)
    except OverflowError:
        raise Failed("a duration is longer than 10,000 years") from None
    return length(-found if text[0] == "-" else found)


def _microseconds(number: str, unit: str) -> int:
    """Whole microseconds; what is less is cut off."""
    before, _, after = number.partition(".")
    scaled = int((before or "0") + after)
    parts: int = 10 ** len(after)
    return scaled // (1000 * parts) if unit == "ns" else scaled * _MICROSECONDS[unit] // parts


def text_of_duration(of: timedelta) -> str:
    """In seconds, as CEL writes them."""
    total = of // timedelta(microseconds=1)
    seconds, rest = divmod(abs(total), 1_000_000)
    return f"{'-' if total < 0 else ''}{seconds}{_fraction(rest)}s"


def _fraction(microseconds: int) -> str:
    if not microseconds:
        return ""
    return f".{microseconds // 1000:03}" if microseconds % 1000 == 0 else f".{microseconds:06}"
