"""Where the builder stands in a file, and what was set aside below."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from pipecheck.model.outcome import Undecided
from pipecheck.source.place import Key, Part, Place, Route
from pipecheck.source.scalar import Data

T = TypeVar("T")
_NOTHING: Mapping[str, Data] = MappingProxyType({})


class Ground(NamedTuple):
    """A file as the builder reads it: its data, what was set aside, and which items of its lists were kept."""

    file: str
    data: Data | None
    aside: Mapping[Route, Undecided]
    kept: Mapping[Route, tuple[int, ...]]


class Spot(NamedTuple):
    """A place on the ground, and the raw data found there: None where the file tells nothing."""

    ground: Ground
    route: Route
    data: Data | None

    def down(self, *keys: Key) -> "Spot":
        """The spot that the keys lead to from here."""
        data = self.data
        for key in keys:
            data = _step(data, key)
        return Spot(self.ground, self.route + keys, data)

    def each(self, key: str, shapes: Sequence[T] | None) -> Iterator[tuple["Spot", T]]:
        """The items of a list under a key, each where it really stands: items that were set aside are skipped over."""
        if not shapes:
            return
        under = self.down(key)
        kept = self.ground.kept.get(under.route)
        for index, shape in enumerate(shapes):
            yield under.down(index if kept is None else kept[index]), shape

    def place(self, part: Part = Part.value) -> Place:
        """This spot as rules and reports name it."""
        return Place(self.ground.file, self.route, part)

    def at(self, *keys: Key, part: Part = Part.value) -> Place:
        """The place that the keys lead to from here."""
        return Place(self.ground.file, self.route + keys, part)

    def told(self) -> frozenset[str]:
        """The keys that the file tells here, those set aside included."""
        return frozenset(self.data) if isinstance(self.data, dict) else frozenset()

    def own(self) -> Mapping[str, Data]:
        """What the author's own keys hold here, those that begin with `x-`, as it was written."""
        if not isinstance(self.data, dict):
            return _NOTHING
        found = {key: value for key, value in self.data.items() if key.startswith("x-")}
        return MappingProxyType(found) if found else _NOTHING

    def aside(
        self, fields: Mapping[str, tuple[str, ...]] | None = None, inner: frozenset[str] = frozenset()
    ) -> dict[str, Undecided]:
        """The fields of the entity at this spot that something below it was set aside of.

        A bad leaf anywhere inside a field costs the field, for a selector without one of its keys selects too much.
        `fields` names the fields that a key (`calendar`) or a key in a key (`calendar.region`) feeds where they are
        called otherwise, and under `*` those of every key it does not name. `inner` holds the lists of entities,
        which answer for what is inside their items, and, with a dot at the end, the records, which answer for all
        inside them.
        """
        if not self.ground.aside:
            return {}
        found: dict[str, Undecided] = {}
        depth = len(self.route)
        for route, undecided in self.ground.aside.items():
            if len(route) <= depth or route[:depth] != self.route:
                continue
            rest = route[depth:]
            key = str(rest[0])
            if (key in inner and len(rest) > 2) or (f"{key}." in inner and len(rest) > 1):
                continue
            for name in _fed(key, rest, fields or {}):
                found.setdefault(name, undecided)
        return found


def field(route: Route) -> str:
    """The route as a field of the language, without indices: `oncall.rotations.start`."""
    return ".".join(key for key in route if isinstance(key, str))


def _step(data: Data | None, key: Key) -> Data | None:
    if isinstance(data, dict):
        return data.get(str(key))
    if isinstance(data, list) and isinstance(key, int) and key < len(data):
        return data[key]
    return None


def _fed(key: str, rest: Route, fields: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if len(rest) > 1 and f"{key}.{rest[1]}" in fields:
        return fields[f"{key}.{rest[1]}"]
    return fields.get(key) or fields.get("*") or (key,)
