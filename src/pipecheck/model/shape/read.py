"""From the data of a document to its shape: what is wrong is told and set aside, what is right is kept."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from pydantic_core import ValidationError

from pipecheck.model.outcome import FileProblem, Problem, Put, Remedy, Remove, Undecided
from pipecheck.model.privacy import is_private
from pipecheck.model.shape.language import Language, front, team
from pipecheck.model.shape.pruning import Kept, original, without
from pipecheck.model.shape.slips import Pass, Slip, at
from pipecheck.source.document import Document
from pipecheck.source.place import Key, Place, Route
from pipecheck.source.scalar import Data, is_null

if TYPE_CHECKING:
    from pipecheck.model.shape.front import FrontShape
    from pipecheck.model.shape.team import TeamShape

S = TypeVar("S")


class Reading(NamedTuple, Generic[S]):
    """What a document says, as far as it holds (semantics §7, §28). All routes are routes of the document.

    `shape` is None when nothing smaller than the file could be set aside. `aside` tells for each part that was: what
    is missing without it, and where the fault is. `kept` holds, for each list that lost items, the indices in the
    file of those the shape still has.
    """

    shape: S | None
    problems: tuple[FileProblem, ...] = ()
    aside: Mapping[Route, Undecided] = MappingProxyType({})
    kept: Kept = MappingProxyType({})

    def route(self, base: Route, *keys: Key) -> Route:
        """Where in the document stands what the shape holds at `keys` below `base`, a route of the document."""
        return original(self.kept, base, *keys)


def read_team(document: Document) -> "Reading[TeamShape]":
    """The shape of a team file. It never raises for what the file holds; a file that YAML could not read has none."""
    if document.data is None:
        return Reading(None) if document.is_broken else _empty(document.file)
    return _Reader(team(), document.file, (), document.data).reading()


def read_front(document: Document) -> "Reading[FrontShape]":
    """The shape of the front matter of a runbook, which stands under the key `front` of its data."""
    data = document.data
    inside = data.get("front") if isinstance(data, dict) else None
    return _Reader(front(), document.file, ("front",), {} if inside is None else inside).reading()


class _Reader(Generic[S]):
    """Validates, tells, sets aside, and validates again, until what is left holds."""

    def __init__(self, language: Language[S], file: str, base: Route, data: Data) -> None:
        self._language = language
        self._file = file
        self._base = base
        self._data = data
        self._gone: set[Route] = set()
        self._aside: dict[Route, Undecided] = {}
        self._told: list[Slip] = []

    def reading(self) -> Reading[S]:
        shape: S | None = None
        kept: Kept = {}
        while () not in self._gone:
            left, kept = without(self._data, self._gone)
            try:
                shape = self._language.validator.validate_python(left)
                break
            except ValidationError as error:
                self._set_aside(error, kept)
        return Reading(
            shape,
            tuple(self._problem(slip) for slip in sorted(self._told, key=self._position)),
            {self._base + route: undecided for route, undecided in self._aside.items()},
            {self._base + route: items for route, items in kept.items()},
        )

    def _set_aside(self, error: ValidationError, kept: Kept) -> None:
        errors = error.errors(include_url=False, include_input=False)
        # Of a file in another version, or of no map at all, nothing else can be said.
        first = [one for one in errors if one["loc"] in ((), ("version",))]
        before = len(self._gone)
        for slip in Pass(self._language, self._data, kept, self._aside).slips(first or errors):
            self._gone.add(slip.gone)
            if slip.message:
                self._told.append(slip)
            if slip.costs is not None:
                self._aside.setdefault(slip.costs, self._undecided(slip) if slip.message else self._cause(slip.gone))
        if len(self._gone) == before:
            self._gone.add(())
            self._told.append(Slip((), (), None, (), f"{self._language.root} is not what is wanted"))

    def _undecided(self, slip: Slip) -> Undecided:
        words = (self._language.path, *(key for key in slip.missing if isinstance(key, str)))
        return Undecided(".".join(filter(None, words)), Place(self._file, self._base + slip.at, slip.part))

    def _cause(self, route: Route) -> Undecided:
        """What was set aside before, in the part that now cannot stand either."""
        return next(said for cost, said in self._aside.items() if cost[: len(route)] == route)

    def _problem(self, slip: Slip) -> FileProblem:
        place = Place(self._file, self._base + slip.at, slip.part)
        problem = Problem(
            slip.message, place, key=self._key(slip.at), remedies=_remedies(slip, place, at(self._data, slip.at))
        )
        return FileProblem(slip.rule, problem)

    def _key(self, route: Route) -> tuple[str, ...]:
        """The route in words that survive edits: an item of a list is called by its id, or by its own words."""
        words: list[str] = []
        for depth, key in enumerate(route):
            if isinstance(key, str):
                words.append(key)
                continue
            item = at(self._data, route[: depth + 1])
            name = item.get("id", "") if isinstance(item, dict) else item
            if isinstance(name, str) and name and not is_private(route[: depth + 1]):
                words.append(str(name))
        return tuple(words)

    def _position(self, slip: Slip) -> tuple[int, ...]:
        """Where it comes in the file; what is missing comes last in its object."""
        position: list[int] = []
        data = self._data
        for key in slip.at:
            keys: list[Key] = [*data] if isinstance(data, dict) else [*range(len(data))]
            position.append(keys.index(key) if key in keys else len(keys))
            data = at(data, (key,))
        return tuple(position)


def _remedies(slip: Slip, place: Place, value: Data) -> tuple[Remedy, ...]:
    put, hint = slip.fault.put, slip.fault.hint
    if put is not None:
        shown = str(put).lower() if isinstance(put, bool) else put
        return (Remedy(hint or f"write `{shown}`", (Put(place, put),)),)
    if is_null(value) and not hint and slip.fault.wants:
        what = "the key" if slip.at and isinstance(slip.at[-1], str) else "it"
        return (Remedy(f"give it one, or remove {what}", (Remove(place),)),)
    return (Remedy(hint),) if hint else ()


def _empty(file: str) -> Reading[S]:
    hint = Remedy("begin with `version: 1` and `team: <id>`")
    return Reading(None, (FileProblem("invalid-shape", Problem("the file is empty", Place(file), remedies=(hint,))),))
