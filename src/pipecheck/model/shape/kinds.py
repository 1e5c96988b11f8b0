"""The kinds of small values: for each a parser, and the JSON Schema that says the same to editors.

An editor sees the values that YAML 1.2 reads (a number, a boolean), pipecheck the words: where text is wanted, a scalar
of any kind will do, and its words are taken.
"""

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from pipecheck.model.shape import clock, cron, party, words
from pipecheck.model.value import Duration as DurationValue
from pipecheck.model.value import SeasonEnd as SeasonEndValue
from pipecheck.model.value import When as WhenValue

Json: TypeAlias = dict[str, Any]

KIND = "x-kind"
"""The key under which a JSON Schema in the making names an entry of `schemas`."""


def _is(name: str) -> Json:
    return {KIND: name}


def _scalar(**more: Any) -> Json:
    return {"type": ["string", "number", "boolean"], **more}


def _pattern(pattern: str, *examples: str, **more: Any) -> Json:
    return {"type": "string", "pattern": pattern, "examples": list(examples), **more}


def _words(pattern: str, *examples: str) -> Json:
    """Words that may be an id, which may look like a number."""
    return _scalar(pattern=pattern, examples=list(examples))


def _whole(parser: words.Whole) -> Json:
    return {"type": "integer", "minimum": parser.least, "maximum": parser.most}


def _or_last(parser: words.OrLast) -> Json:
    return {"anyOf": [_whole(parser.numbers), {"const": "last"}]}


def _list(name: str, **more: Any) -> Json:
    return {"type": "array", "items": _is(name), **more}


def _told(key: str, value: Json, description: str) -> Json:
    return {
        "description": description,
        "type": "object",
        "properties": {key: value, "name": _is("text"), "note": _is("text")},
        "required": [key],
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }


def one_of(how: str, *keys: str) -> Json:
    """The JSON Schema of a map that has one of the keys: at least (`anyOf`), exactly (`oneOf`)."""
    return {how: [{"required": [key]} for key in keys]}


def never(*pairs: tuple[str, str]) -> Json:
    """The JSON Schema of a map that has no such pair of keys."""
    return {"not": {"anyOf": [{"required": list(pair)} for pair in pairs]}}


def schemas() -> dict[str, Json]:
    """The JSON Schemas by name; they refer to one another by KIND."""
    return {
        "text": _scalar(
            description="Text. A number or a boolean will do too: its words are taken as they were written."
        ),
        "name": _scalar(pattern=r"\S", **{"not": {"enum": list(words.NO_NAMES)}}),
        "id": _scalar(
            description="Letters, digits, `-`, `_` and `.`.",
            pattern=words.ID_PATTERN,
            **{"not": {"enum": list(words.RESERVED)}},
        ),
        "person": _pattern(words.PERSON_PATTERN, "data-core/alice"),
        "zone": _pattern(words.ZONE_PATTERN, "America/New_York", "Europe/Berlin", "UTC"),
        "version": {"const": 1},
        "flag": {"type": "boolean"},
        "share": {"type": "number", "minimum": 0, "maximum": 1},
        "count": _whole(words.count),
        "ordinal": _whole(words.ordinal),
        "year": _whole(words.year),
        "day-of-month": _or_last(words.day_of_month),
        "working-day-of-month": _or_last(words.working_day_of_month),
        "want": {"enum": list(words.want.words)},
        "shift": {"enum": list(words.shift.words)},
        "if-holiday": {"enum": list(words.if_holiday.words)},
        "takes": {"enum": list(words.takes.words)},
        "anchor": {"enum": list(words.anchor.words)},
        "duration": _pattern(clock.DURATION_PATTERN, "15m", "12h", "3d", "10wd", "1w", "3mo", "1y"),
        "date": _pattern(clock.DATE_PATTERN, "2026-01-05", format="date"),
        "when": _pattern(clock.WHEN_PATTERN, "2026-01-05", "2026-01-05T09:00"),
        "time": _pattern(clock.TIME_PATTERN, "09:00", "24:00"),
        "times": _pattern(clock.TIMES_PATTERN, "09:00-17:00"),
        "weekday": {"enum": [*clock.WEEKDAYS, *clock.DAYS]},
        "day": _words(clock.DAYS_PATTERN, "mon-fri", *clock.DAYS, *clock.DAY_WORDS),
        "days": {"anyOf": [_is("day"), _list("day", minItems=1)]},
        "season-end": {**_words(clock.SEASON_END_PATTERN, "12-23", "thanksgiving +1d"), "type": ["string", "boolean"]},
        "meeting": _pattern(clock.MEETING_PATTERN, "monday 09:00"),
        "cron": _pattern(cron.CRON_PATTERN, "30 6 * * mon-fri"),
        "among": {"anyOf": [{"const": "all"}, _is("name"), _list("name")]},
        "party": {
            "anyOf": [
                {"const": "open", "description": "Wanted and not found."},
                {**_is("name"), "description": "A member, a partner, a slot, the team itself, or a role word."},
                _list("name", description="All of them."),
                _told("none", _is("text"), "Nobody, on purpose, and why."),
                _told("among", _is("among"), "One of them, not told which."),
            ]
        },
        "order": {"anyOf": [_list("party", description="One after the other."), _is("party")]},
    }


def _as(name: str) -> WithJsonSchema:
    return WithJsonSchema(_is(name))


Text = Annotated[str, PlainValidator(words.text), _as("text")]
Name = Annotated[str, PlainValidator(words.name), _as("name")]
Id = Annotated[str, PlainValidator(words.ident), _as("id")]
PersonRef = Annotated[str, PlainValidator(words.person), _as("person")]
Zone = Annotated[str, PlainValidator(words.zone), _as("zone")]
Version = Annotated[int, PlainValidator(words.version), _as("version")]
Flag = Annotated[bool, PlainValidator(words.flag), _as("flag")]
Share = Annotated[Fraction, PlainValidator(words.share), _as("share")]
Count = Annotated[int, PlainValidator(words.count), _as("count")]
Ordinal = Annotated[int, PlainValidator(words.ordinal), _as("ordinal")]
Year = Annotated[int, PlainValidator(words.year), _as("year")]
DayOfMonth = Annotated[int, PlainValidator(words.day_of_month), _as("day-of-month")]
WorkingDay = Annotated[int, PlainValidator(words.working_day_of_month), _as("working-day-of-month")]
Want = Annotated[str, PlainValidator(words.want), _as("want")]
Shift = Annotated[str, PlainValidator(words.shift), _as("shift")]
IfHoliday = Annotated[str, PlainValidator(words.if_holiday), _as("if-holiday")]
Takes = Annotated[str, PlainValidator(words.takes), _as("takes")]
Anchor = Annotated[str, PlainValidator(words.anchor), _as("anchor")]
Duration = Annotated[DurationValue, PlainValidator(clock.duration), _as("duration")]
Day = Annotated[date, PlainValidator(clock.day), _as("date")]
When = Annotated[WhenValue, PlainValidator(clock.when), _as("when")]
Time = Annotated[int, PlainValidator(clock.time), _as("time")]
Times = Annotated[tuple[int, int], PlainValidator(clock.times), _as("times")]
Weekday = Annotated[int, PlainValidator(clock.weekday), _as("weekday")]
Days = Annotated[tuple[str, ...], PlainValidator(clock.days), _as("days")]
SeasonEnd = Annotated[SeasonEndValue, PlainValidator(clock.season_end), _as("season-end")]
Meeting = Annotated[tuple[int, int], PlainValidator(clock.meeting), _as("meeting")]
Cron = Annotated[str, PlainValidator(cron.cron), _as("cron")]
Party = Annotated[party.PartyShape, PlainValidator(party.party), _as("party")]
Order = Annotated[tuple[party.PartyShape, ...], PlainValidator(party.order), _as("order")]
Among = Annotated[party.PartyShape, PlainValidator(party.among), _as("among")]
