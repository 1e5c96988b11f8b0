"""One expression, twice: by pipecheck and by Google's CEL, with the same variables."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import Any, NamedTuple

from cel_expr_python import cel

from pipecheck.files.zones import ZoneTables
from pipecheck.policy.expression.fault import Failed, Malformed, Spent
from pipecheck.policy.expression.frame import ABSENT, Absent
from pipecheck.policy.expression.functions import FUNCTIONS, METHODS
from pipecheck.policy.expression.program import Program
from pipecheck.policy.expression.types import (
    ANY,
    BOOL,
    DOUBLE,
    DURATION,
    INT,
    TEXT,
    TIMESTAMP,
    Field,
    Language,
    Record,
    Type,
    list_of,
    map_of,
)

REFUSED, ERROR = "refused", "error"


class Thing(NamedTuple):
    """A record of which two scalars and a flag are not told."""

    count: int = 4
    name: str = "orders"
    ratio: float = 0.25
    flag: bool = True
    many: tuple[int, ...] = (3, 1, 2)
    gone: int | None = None
    lost: str | None = None
    unsure: bool | None = None


_VALUES: Mapping[str, tuple[Type, Any, cel.Type]] = {
    "i": (INT, 5, cel.Type.INT),
    "j": (INT, -3, cel.Type.INT),
    "f": (DOUBLE, 2.5, cel.Type.DOUBLE),
    "s": (TEXT, "orders", cel.Type.STRING),
    "b": (BOOL, False, cel.Type.BOOL),
    "ts": (TIMESTAMP, datetime(2026, 1, 5, 9, 30, 15, 250_000, tzinfo=UTC), cel.Type.TIMESTAMP),
    "dur": (DURATION, timedelta(hours=36, milliseconds=-1500), cel.Type.DURATION),
    "li": (list_of(INT), (1, 2, 3), cel.Type.List(cel.Type.INT)),
    "ls": (list_of(TEXT), ("a", "ab", "orders"), cel.Type.List(cel.Type.STRING)),
    "m": (map_of(TEXT, INT), {"a": 1, "b": 2}, cel.Type.Map(cel.Type.STRING, cel.Type.INT)),
    "r": (Type("thing"), Thing(), cel.Type.Map(cel.Type.STRING, cel.Type.DYN)),
}
_TYPES = {"int": INT, "str": TEXT, "float": DOUBLE, "bool": BOOL, "tuple": list_of(INT)}


def _field(name: str, kind: Type) -> Field:
    def read(of: Any, frame: Any) -> object:
        found = getattr(of, name)
        return ABSENT if found is None else found

    return Field(kind, read, may_lack=True)


_FIELDS = {"gone": INT, "lost": TEXT, "unsure": BOOL} | {
    name: _TYPES[type(value).__name__] for name, value in Thing()._asdict().items() if value is not None
}
_LANGUAGE = Language(
    {name: kind for name, (kind, _, _) in _VALUES.items()},
    {"thing": Record("thing", MappingProxyType({name: _field(name, kind) for name, kind in _FIELDS.items()}))},
    {Thing: "thing"},
    FUNCTIONS,
    METHODS,
)
_ZONES = ZoneTables()


class World:
    """The zones, as a rule would see them."""

    view: Any = None

    def zone(self, name: str) -> tzinfo | None:
        return _ZONES.zone(name)

    def moment(self, when: datetime) -> datetime:
        raise AssertionError


_UNTYPED = _LANGUAGE._replace(variables={**_LANGUAGE.variables, "r": map_of(TEXT, ANY)})


class Ours:
    """pipecheck."""

    def come_to(self, text: str) -> object:
        """The value of an expression in plain form, REFUSED, or ERROR."""
        return self._run(text, _LANGUAGE, Thing())

    def come_to_untyped(self, text: str) -> object:
        """The same where the record is a map of anything, as the oracle has it."""
        return self._run(text, _UNTYPED, {name: one for name, one in Thing()._asdict().items() if one is not None})

    def _run(self, text: str, language: Language, record: object) -> object:
        try:
            program = Program(text, language)
        except Malformed:
            return REFUSED
        try:
            values = [record if name == "r" else value for name, (_, value, _) in _VALUES.items()]
            return plain(program.run(program.frame(values, World())))
        except (Failed, Absent):
            return ERROR
        except Spent:
            return "spent"


class Google:
    """Google's CEL, in C++."""

    def __init__(self) -> None:
        self._env = cel.NewEnv(variables={name: kind for name, (_, _, kind) in _VALUES.items()})
        told = {name: list(value) if isinstance(value, tuple) else value for name, (_, value, _) in _VALUES.items()}
        told["r"] = {name: _listed(value) for name, value in Thing()._asdict().items() if value is not None}
        self._activation = self._env.Activation(told)

    def come_to(self, text: str) -> object:
        """The value of an expression in plain form, REFUSED, or ERROR."""
        return self._run(text, unchecked=False)

    def come_to_unchecked(self, text: str) -> object:
        """The same where nothing is refused for its types."""
        return self._run(text, unchecked=True)

    def refusals(self, text: str) -> list[str]:
        """Why an expression is refused."""
        try:
            self._env.compile(text)
        except RuntimeError as error:
            return [line for line in str(error).splitlines() if "ERROR: <input>" in line]
        return []

    def _run(self, text: str, *, unchecked: bool) -> object:
        try:
            expression = self._env.compile(text, disable_check=unchecked)
        except RuntimeError:
            return REFUSED
        try:
            found = expression.eval(self._activation)
        except RuntimeError:
            return ERROR
        return ERROR if found.type() == cel.Type.ERROR else plain(found.plain_value())


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def plain(value: Any) -> object:
    """A value in a form in which equal ones are equal, and those of different kinds are not."""
    if isinstance(value, bool) or value is None:
        return ("bool", value)
    if isinstance(value, int):
        return ("int", int(value))
    if isinstance(value, float):
        return ("double", "nan" if math.isnan(value) else value)
    if isinstance(value, str):
        return ("string", str(value))
    if isinstance(value, datetime):
        return ("timestamp", value.astimezone(UTC))
    if isinstance(value, timedelta):
        return ("duration", value)
    if isinstance(value, Mapping):
        return ("map", frozenset((key, plain(one)) for key, one in value.items()))
    return ("list", tuple(plain(one) for one in value))
