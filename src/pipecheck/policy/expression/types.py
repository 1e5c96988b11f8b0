"""The types of expressions: CEL's, and records, which are the subjects and what they are made of."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple


class Type(NamedTuple):
    """`int`, `list(string)`, `map(string, party)`, the name of a record. A capital letter is any type, once chosen."""

    name: str
    of: tuple["Type", ...] = ()

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.of))})" if self.of else self.name


def a(kind: Type | str) -> str:
    """`a string`, `an int`: for a sentence."""
    return f"{'an' if str(kind)[0] in 'aeio' else 'a'} {kind}"


ANY: Final = Type("dyn")
BOOL: Final = Type("bool")
INT: Final = Type("int")
DOUBLE: Final = Type("double")
TEXT: Final = Type("string")
NULL: Final = Type("null_type")
TIMESTAMP: Final = Type("timestamp")
DURATION: Final = Type("duration")
TYPE: Final = Type("type")
A: Final = Type("A")
B: Final = Type("B")


def list_of(item: Type) -> Type:
    return Type("list", (item,))


def map_of(key: Type, value: Type) -> Type:
    return Type("map", (key, value))


NAMES: Mapping[str, Type] = MappingProxyType(
    {
        **{one.name: one for one in (BOOL, INT, DOUBLE, TEXT, NULL, TYPE)},
        "list": list_of(ANY),
        "map": map_of(ANY, ANY),
    }
)
"""Types that an expression can name, to hold `type(x)` against."""


class Field(NamedTuple):
    """A field of a record. `read` takes the record and the frame, and gives the value, or ABSENT."""

    type: Type
    read: Callable[[Any, Any], object]
    may_lack: bool
    """Whether files may leave it out, so that what needs it is undecided unless `has` guards it."""


class Record(NamedTuple):
    """A type with fields. `hidden` are names that no expression may read, and why."""

    name: str
    fields: Mapping[str, Field]
    hidden: Mapping[str, str] = MappingProxyType({})
    free: Field | None = None
    """What `x-` keys are read by, where they may stand: `read` also takes the key."""


class Signature(NamedTuple):
    """One way to call a function. `run` takes the values; where it is `framed`, the frame before them."""

    params: tuple[Type, ...]
    result: Type
    run: Callable[..., Any]
    framed: bool = False


class Language(NamedTuple):
    """What an expression may speak of."""

    variables: Mapping[str, Type]
    """In the order of their slots."""
    records: Mapping[str, Record]
    classes: Mapping[type, str]
    """The record that values of a class are."""
    functions: Mapping[str, tuple[Signature, ...]]
    methods: Mapping[str, tuple[Signature, ...]]
    named_elsewhere: Mapping[str, str] = MappingProxyType({})
    """Names that this expression may not use, and why."""


def is_free(kind: Type) -> bool:
    return kind in (A, B)


def fits(wanted: Type, given: Type, chosen: dict[Type, Type]) -> bool:
    """Whether a value of the type `given` can stand where `wanted` is; `chosen` holds what A and B are so far."""
    if wanted == ANY or given == ANY:
        if is_free(wanted):
            chosen.setdefault(wanted, ANY)
        return True
    if is_free(wanted):
        known = chosen.setdefault(wanted, given)
        if not fits(known, given, chosen) and not fits(given, known, chosen):
            return False
        chosen[wanted] = broader(known, given)
        return True
    if wanted.name != given.name or len(wanted.of) != len(given.of):
        return False
    return all(fits(one, other, chosen) for one, other in zip(wanted.of, given.of, strict=True))


def broader(one: Type, other: Type) -> Type:
    """The type that holds both: where they differ, `dyn`."""
    if one == other:
        return one
    if one.name == other.name and len(one.of) == len(other.of) and one.of:
        return Type(one.name, tuple(map(broader, one.of, other.of)))
    return ANY


def joined(types: Sequence[Type]) -> Type:
    """The type of the items of a list."""
    found = types[0] if types else ANY
    for one in types[1:]:
        found = broader(found, one)
    return found


def settled(kind: Type, chosen: Mapping[Type, Type]) -> Type:
    """A type with what A and B turned out to be."""
    if is_free(kind):
        return chosen.get(kind, ANY)
    return Type(kind.name, tuple(settled(one, chosen) for one in kind.of)) if kind.of else kind
