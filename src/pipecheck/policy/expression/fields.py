"""The fields of every subject and of what it is made of, derived from the entities: the one place that names them.

What a field is called and what it holds comes from the entity's own annotations. The tables below say only where the
language of team files calls it otherwise, or where no expression may look.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from pipecheck.model.entity import Entity
from pipecheck.model.holiday import Holiday
from pipecheck.model.oncall import (
    Change,
    HolidayAssignment,
    OnCall,
    Override,
    PastShift,
    Rotation,
    SplitPart,
    Swap,
    Turn,
)
from pipecheck.model.outcome import Kind
from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.pipeline import Area, Pipeline
from pipecheck.model.runbook import Review, Risk, Runbook
from pipecheck.model.team import Team
from pipecheck.model.value import (
    Deadline,
    Duration,
    Handoff,
    Handover,
    Party,
    Ref,
    Run,
    Season,
    Selector,
    Stretch,
    TimeOff,
    Window,
)
from pipecheck.policy.expression import reading
from pipecheck.policy.expression.frame import ABSENT
from pipecheck.policy.expression.reading import Convert
from pipecheck.policy.expression.types import (
    ANY,
    BOOL,
    DOUBLE,
    DURATION,
    INT,
    TEXT,
    TIMESTAMP,
    Field,
    Record,
    Type,
    list_of,
    map_of,
)

KINDS: Mapping[Kind, type[Entity]] = MappingProxyType(
    {one.kind: one for one in (Team, Member, Partner, Area, Pipeline, Rotation, Holiday, Change, Runbook, Risk, Review)}
)
"""The kinds of subject that a team has."""

_PRIVATE: Final = "it is private: reports show whatever an expression saw"
_HIDDEN: Final = frozenset(("place", "aside", "given", "own", "laid", "at", "heading"))
_CHANGES = (HolidayAssignment, Override, Swap)


class _As(NamedTuple):
    """A field that the language calls otherwise, or that holds what its annotation does not show."""

    name: str
    convert: Convert | None = None
    type: Type | None = None


class _Part(NamedTuple):
    """A field of the language whose entries an entity holds itself: name of each entry to the attribute."""

    name: str
    entries: Mapping[str, str]


_CLOCK = (reading.clock, TEXT)
_DAY = (reading.weekday, TEXT)
_CALLED: Mapping[type, Mapping[str, _As]] = MappingProxyType(
    {
        Team: {"team": _As("id"), "working_days": _As("working_days", reading.weekdays, list_of(TEXT))},
        Stretch: {"first": _As("from"), "last": _As("to")},
        TimeOff: {"first": _As("from"), "last": _As("to")},
        Change: {"first": _As("from"), "last": _As("to")},
        Season: {"first": _As("from"), "last": _As("to")},
        Turn: {"first": _As("from"), "last": _As("to"), "length": _As("for")},
        PastShift: {"first": _As("from"), "last": _As("to")},
        Party: {"reason": _As("none")},
        Rotation: {"columns": _As("roles")},
        Window: {"start": _As("from", *_CLOCK), "end": _As("to", *_CLOCK)},
        SplitPart: {"start": _As("from", *_CLOCK), "end": _As("to", *_CLOCK)},
        Deadline: {"minute": _As("at", *_CLOCK), "weekday": _As("weekday", *_DAY)},
        Handoff: {"minute": _As("time", *_CLOCK), "day": _As("day", *_DAY)},
        Run: {"minute": _As("at", *_CLOCK)},
    }
)
_LEFT_OUT: Mapping[type, frozenset[str]] = MappingProxyType(
    {
        Team: frozenset(("id", "references", "conflicts", "people")),
        Handover: frozenset(("weekday", "minute")),
        TimeOff: frozenset(("there",)),
        OnCall: frozenset(("on_holidays_reason", "exchange")),
        Runbook: frozenset(("labels",)),
    }
)
_PRIVATE_FIELDS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {Member: ("contact",), Partner: ("contact",), TimeOff: ("kind", "reason"), Change: ("reason",)}
)
_PARTS: Mapping[type, tuple[_Part, ...]] = MappingProxyType(
    {
        Pipeline: (
            _Part("oncall", {"none": "oncall_none"}),
            _Part("runbook", {"path": "runbook", "url": "runbook_url", "none": "runbook_none"}),
        ),
        Team: (
            _Part("calendar", {"region": "region", "majors": "majors", "custom": "custom", "seasons": "seasons"}),
            _Part("working_week", {"days": "working_days", "hours": "working_hours"}),
        ),
    }
)
_SCALARS: Mapping[Any, tuple[Type, Convert | None]] = MappingProxyType(
    {
        str: (TEXT, None),
        int: (INT, None),
        bool: (BOOL, None),
        Fraction: (DOUBLE, reading.number),
        date: (TIMESTAMP, reading.instant),
        Duration: (DURATION, reading.length),
        Ref: (TEXT, reading.name_of),
    }
)
_COMPUTED: Mapping[type, Mapping[str, tuple[Type, Callable[[Any], Any]]]] = MappingProxyType(
    {
        Selector: {"all": (BOOL, lambda selector: selector.is_all)},
        Change: {"kind": (TEXT, lambda change: _CHANGED[type(change)])},
    }
)
_CHANGED: Mapping[type, str] = MappingProxyType({HolidayAssignment: "holiday", Override: "override", Swap: "swap"})


class Vocabulary(NamedTuple):
    """Every record there is, and which of them the values of a class are."""

    records: Mapping[str, Record]
    classes: Mapping[type, str]


def vocabulary() -> Vocabulary:
    """The records of all kinds of subject."""
    maker = _Maker()
    for one in (*KINDS.values(), Slot):
        maker.name_of(one)
    return Vocabulary(MappingProxyType(maker.records), MappingProxyType(maker.classes))


class _Maker:
    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.classes: dict[type, str] = {}

    def name_of(self, of: type) -> str:
        """The name of a class's record, made if there is none yet."""
        if issubclass(of, Change):
            of = Change
        if of not in self.classes:
            name = _snake(of.__name__)
            self.classes[of] = name
            for one in _CHANGES if of is Change else ():
                self.classes[one] = name
            self.records[name] = self._record(of, name)
        return self.classes[of]

    def _record(self, of: type, name: str) -> Record:
        fields: dict[str, Field] = {}
        hints = _hints(of)
        parts = _PARTS.get(of, ())
        inside = {attribute for part in parts for attribute in part.entries.values()}
        unseen = {*_PRIVATE_FIELDS.get(of, ()), *_LEFT_OUT.get(of, ()), *(("kind",) if issubclass(of, Entity) else ())}
        left_out = _HIDDEN | unseen | inside
        for attribute, (hint, everywhere) in hints.items():
            if attribute not in left_out and not attribute.startswith("_"):
                called = _CALLED.get(of, {}).get(attribute, _As(attribute))
                fields[called.name] = self._field(attribute, hint, called, everywhere=everywhere)
        for part in parts:
            fields[part.name] = self._part(of, name, part, hints)
        for computed, (kind, get) in _COMPUTED.get(of, {}).items():
            fields[computed] = Field(kind, _got(get), may_lack=False)
        free = Field(ANY, reading.own, may_lack=True) if issubclass(of, Entity) else None
        hidden = dict.fromkeys(_PRIVATE_FIELDS.get(of, ()), _PRIVATE)
        return Record(name, MappingProxyType(fields), MappingProxyType(hidden), free)

    def _part(self, of: type, name: str, part: _Part, hints: Mapping[str, tuple[Any, bool]]) -> Field:
        """A record that shows some attributes of an entity under one key, as team files have them."""
        called = _CALLED.get(of, {})
        fields = {
            entry: self._field(attribute, hints[attribute][0], called.get(attribute, _As(attribute)), everywhere=True)
            for entry, attribute in part.entries.items()
        }
        inner = f"{name}.{part.name}"
        self.records[inner] = Record(inner, MappingProxyType(fields))
        lacking = [attrgetter(attribute) for attribute in part.entries.values()]
        may_lack = all(field.may_lack for field in fields.values())

        def read(entity: Any, frame: Any) -> object:
            return ABSENT if may_lack and all(get(entity) is None for get in lacking) else entity

        return Field(Type(inner), read, may_lack)

    def _field(self, attribute: str, hint: Any, called: _As, *, everywhere: bool) -> Field:
        hint, is_optional = _without_none(hint)
        kind, convert = self._kind(hint)
        kind, convert = called.type or kind, called.convert or convert
        short = kind == DURATION
        get = attrgetter(attribute) if everywhere else lambda of: getattr(of, attribute, None)
        return Field(kind, _reader(get, convert), is_optional or short or not everywhere)

    def _kind(self, hint: Any) -> tuple[Type, Convert | None]:
        if hint in _SCALARS:
            return _SCALARS[hint]
        origin, of = get_origin(hint), get_args(hint)
        if origin is Literal:
            return TEXT, None
        if origin is tuple or origin is frozenset:
            inner, convert = self._kind(of[0])
            return list_of(inner), None if convert is None else reading.each(convert)
        if origin is Mapping:
            inner, convert = self._kind(of[1])
            return map_of(TEXT, inner), None if convert is None else reading.entries(convert)
        if origin in (Union, UnionType):
            return TIMESTAMP, reading.instant  # a date or a moment: the only union there is
        if issubclass(hint, Enum):
            return TEXT, reading.word
        return Type(self.name_of(hint)), None


def _hints(of: type) -> dict[str, tuple[Any, bool]]:
    """The fields of a class, and whether all its forms have them: what one kind of change has, others may not."""
    forms = [get_type_hints(one) for one in (_CHANGES if of is Change else (of,))]
    names = dict.fromkeys(name for form in forms for name in form)
    return {
        name: (next(form[name] for form in forms if name in form), all(name in form for form in forms))
        for name in names
    }


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    options = [one for one in get_args(hint) if one is not NoneType]
    told: Any = options[0] if len(options) == 1 else Union[tuple(options)]  # noqa: UP007  (made while it runs)
    return told, len(options) < len(get_args(hint))


def _reader(get: Callable[[Any], Any], convert: Convert | None) -> Callable[[Any, Any], object]:
    if convert is None:

        def read(of: Any, frame: Any) -> object:
            found = get(of)
            return ABSENT if found is None else found

        return read

    def convert_read(of: Any, frame: Any) -> object:
        found = get(of)
        return ABSENT if found is None else convert(found, frame)

    return convert_read


def _got(get: Callable[[Any], Any]) -> Callable[[Any, Any], object]:
    return lambda of, frame: get(of)


def _snake(name: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() and at else sign.lower() for at, sign in enumerate(name))
