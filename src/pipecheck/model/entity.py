"""The base of all entities: frozen, resolved, and able to say where they stand in the files."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, dataclass_transform

from pipecheck.model.outcome import Kind, NotStated, SubjectKey, Undecided
from pipecheck.source.place import Key, Part, Place
from pipecheck.source.scalar import Data

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False)
class _Declared:
    """Makes the annotated names of a class its fields. Their defaults are copied into each instance rather than left on
    the class: a field that was set aside must not fall back to its default."""

    _defaults: ClassVar[Mapping[str, Any]] = _NOTHING

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        defaults = dict(cls._defaults)
        for name in cls.__annotations__:
            if name in cls.__dict__ and name != "kind":
                defaults[name] = cls.__dict__[name]
                delattr(cls, name)
        cls._defaults = defaults

    if not TYPE_CHECKING:

        def __init__(self, **fields):
            values = self.__dict__
            values.update(self._defaults)
            values.update(fields)
            if values["aside"]:
                values["_sound"] = {name: values.pop(name) for name in values["aside"] if name in values}

        def __getattr__(self, name):
            undecided = self.__dict__.get("aside", _NOTHING).get(name)
            if undecided is not None:
                raise NotStated(undecided)
            raise AttributeError(f"{type(self).__name__} has no {name!r}")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("entities are frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("entities are frozen")


class Record(_Declared):
    """Fields that files tell. Built once by keyword, then never changed.

    A field whose value had the wrong shape, wholly or in part, is set aside: reading it raises `NotStated` with the
    place of the bad value (semantics §7), and only `sound` still shows what could be read of it.
    """

    aside: Mapping[str, Undecided] = _NOTHING
    """The fields that were set aside, and what to say when somebody needs them."""

    def sound(self, field: str) -> Any:
        """What could be read of a field, whether or not some of it was set aside; never raises `NotStated`.

        For those who list what can be judged, and for references; a verdict reads the field itself.
        """
        values = self.__dict__
        return values[field] if field in values else values.get("_sound", _NOTHING).get(field)

    def replace(self, **fields: Any) -> Self:
        """A copy in which some fields are others; what was set aside stays so unless it is given anew."""
        values = {**self.__dict__, **self.__dict__.get("_sound", _NOTHING), **fields}
        values.pop("_sound", None)
        if "aside" not in fields:
            values["aside"] = {name: said for name, said in self.aside.items() if name not in fields}
        return type(self)(**values)


class Entity(Record):
    """A thing that teams declare, and that a rule can judge."""

    kind: ClassVar[Kind]

    id: str
    team: str
    place: Place
    given: frozenset[str] = frozenset()
    """The keys that the file tells about it (those laid under it by `defaults` included)."""
    own: Mapping[str, Data] = _NOTHING
    """What the author's own keys hold, those that begin with `x-`, as it was written."""
    laid: Mapping[str, Place] = _NOTHING
    """The keys that `defaults` laid under it, and where their values stand."""

    def __repr__(self) -> str:
        return f"<{self.key}>"

    @property
    def key(self) -> SubjectKey:
        """Its identity in reports and waivers (semantics §5)."""
        return SubjectKey(self.kind, self.team, self.id)

    def at(self, *keys: Key, part: Part = Part.value) -> Place:
        """The place of what the keys lead to from here; without keys, of the entity itself."""
        if keys and isinstance(keys[0], str) and keys[0] in self.laid:
            base = self.laid[keys[0]]
            return Place(base.document, base.route + keys[1:], part)
        return Place(self.place.document, self.place.route + keys, part)

    def tells(self, key: str) -> bool:
        """Whether the file says anything under that key, be it empty or set aside."""
        return key in self.given
