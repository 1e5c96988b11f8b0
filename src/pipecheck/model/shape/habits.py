"""The way out for values that people write from habit: `24/7`, `2am`, one date for both ends."""

import re

from pipecheck.model.shape import clock
from pipecheck.model.shape.cron import cron
from pipecheck.model.shape.fault import Fault, Wrong
from pipecheck.model.shape.words import is_leaf
from pipecheck.model.spelling import squashed
from pipecheck.source.place import Route
from pipecheck.source.scalar import Data

_ALWAYS = frozenset({"24/7", "24x7", "24h", "24hours", "7x24", "allday", "anytime", "alway", "roundtheclock"})
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]([0-5][0-9])(?::[0-5][0-9])?)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_WORDS = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def mended(fault: Fault, value: Data, route: Route) -> Fault:
    """The fault of the value at a route, with the way out where the value shows what was meant."""
    key = route[-1] if route else ""
    if fault.wants.startswith("`always`") and is_leaf(value) and squashed(value) in _ALWAYS:
        return fault._replace(put="always", hint="")
    if key == "by" and isinstance(value, dict) and fault.wants and "at" in value:
        says = f"has an `at` but no day: it wants {fault.wants}"
        hint = 'a daily time is a delivery: `deliveries: [{at: "…", every: 1d}]`'
        if is_leaf(value["at"]):
            hint = hint.replace("…", _time(value["at"]) or "09:00")
        return fault._replace(says=says, hint=hint)
    if fault.wants.startswith("the hours of a day") and is_leaf(value):
        day = _hours(value)
        return fault._replace(put=day, hint=f'write `"{day}"`') if day else fault
    if fault.wants.startswith("a time from") and is_leaf(value):
        time = _time(value)
        return fault._replace(put=time, hint=f'write `"{time}"`') if time else fault
    return fault


def is_both_ends(route: Route, meant: Route) -> bool:
    """Whether a `date` stands where `from` and `to` are wanted: then neither of them is missing."""
    return bool(route) and meant[-1:] == ("from",) and squashed(str(route[-1])) == "date"


def as_run(words: str) -> str:
    """When a pipeline runs, as a map, where only a word tells it: how often, at what time, or by cron; empty if that is
    not known."""
    for key, read in (("every", clock.duration), ("at", clock.time), ("cron", cron)):
        put = words
        try:
            read(words)
        except Wrong as wrong:
            put = str(wrong.faults[0].put or "") or (_time(words) if key == "at" else "")
        if put:
            return f"{{{key}: {put}}}" if key == "every" else f'{{{key}: "{put}"}}'
    return ""


def _hours(words: str) -> str:
    """Two times as the language writes them; `9-5` ends in the afternoon."""
    if squashed(words) in _ALWAYS:
        return "00:00-24:00"
    first, dash, last = words.replace("–", "-").replace(" to ", "-").partition("-")
    start, end = _time(first), _time(last)
    if not (dash and start and end):
        return ""
    if end <= start and end < "12:00":
        end = f"{int(end[:2]) + 12}{end[2:]}"
    return f"{start}-{end}" if start < end else ""


def _time(words: str) -> str:
    """A time of the day as the language writes it, or the empty text where none is meant."""
    lower = words.strip().lower()
    if lower in _WORDS:
        return _WORDS[lower]
    match = _CLOCK.fullmatch(lower)
    if match is None:
        return ""
    hour, half = int(match[1]), (match[3] or "")[:1]
    if half and not 1 <= hour <= 12:
        return ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{match[2] or '00'}" if hour < 24 or (hour == 24 and match[2] in (None, "00")) else ""
