"""The base of all entities: frozen, resolved, and able to say where they stand in the files."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, dataclass_transform

from pipecheck.model.outcome import Kind, NotStated, SubjectKey, Undecided
from pipecheck.source.place import Key, Part, Place


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False)
class Entity:
    """A thing that teams declare. Built once by keyword, then never changed.

    A field whose value had the wrong shape is set aside: it is not there, and reading it raises `NotStated` with
    the place of the bad value (semantics §7). That is why defaults are copied into each instance rather than left on
    the class: a field set aside must not fall back to its default.
    """

    kind: ClassVar[Kind]
    _defaults: ClassVar[Mapping[str, Any]] = MappingProxyType({})

    id: str
    team: str
    place: Place
    given: frozenset[str] = frozenset()
    """The keys that the file tells about it (those laid under it by `defaults` included)."""
    laid: Mapping[str, Place] = MappingProxyType({})
    """The keys that `defaults` laid under it, and where their values stand."""
    aside: Mapping[str, Undecided] = MappingProxyType({})
    """The keys that were set aside, and what to say when somebody needs them."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        defaults = dict(cls._defaults)
        for name in cls.__dict__.get("__annotations__", ()):
            if name in cls.__dict__ and name not in ("kind", "_defaults"):
                defaults[name] = cls.__dict__[name]
                delattr(cls, name)
        cls._defaults = defaults

    if not TYPE_CHECKING:

        def __init__(self, **fields):
            values = self.__dict__
            values.update(self._defaults)
            values.update(fields)
            for name in values["aside"]:
                values.pop(name, None)

        def __getattr__(self, name):
            undecided = self.__dict__.get("aside", {}).get(name)
            if undecided is not None:
                raise NotStated(undecided)
            raise AttributeError(f"{type(self).__name__} has no {name!r}")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("entities are frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("entities are frozen")

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


def _collect_base_defaults() -> None:
    """Moves the base class's own defaults off the class, as `__init_subclass__` does for its children."""
    names = ("given", "laid", "aside")
    Entity._defaults = {name: Entity.__dict__[name] for name in names}
    for name in names:
        delattr(Entity, name)


_collect_base_defaults()
