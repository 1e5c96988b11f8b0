"""What one pass of validation found: for each fault, where it is, what goes with it, and what is said."""

from collections.abc import Iterable, Mapping, Set
from typing import Any, NamedTuple

from pipecheck.model.privacy import is_private, is_private_key
from pipecheck.model.shape import habits, hints, prose
from pipecheck.model.shape.fault import Fault
from pipecheck.model.shape.forms import SHORT
from pipecheck.model.shape.grammar import Object
from pipecheck.model.shape.language import Language
from pipecheck.model.shape.pruning import Kept, original
from pipecheck.source.place import Part, Route
from pipecheck.source.scalar import Data


class Slip(NamedTuple):
    """One fault, by routes from the top of the data.

    `gone` is what is set aside; `costs` what is not told without it (None: a key of the users' own costs nothing), and
    `missing` how the language calls that. A slip without a message only follows from another, and is not reported.
    """

    at: Route
    gone: Route
    costs: Route | None
    missing: Route = ()
    message: str = ""
    fault: Fault = Fault()
    rule: str = "invalid-shape"
    part: Part = Part.value


class Pass:
    """One pass over data of which `kept` was left, when `aside` had been set aside before."""

    def __init__(self, language: Language[Any], data: Data, kept: Kept, aside: Iterable[Route]) -> None:
        self._root = language.root
        self._grammar = language.grammar
        self._data = data
        self._kept = kept
        self._aside = tuple(aside)

    def slips(self, errors: Iterable[Mapping[str, Any]]) -> list[Slip]:
        """What the errors of pydantic-core come to: unknown keys first, for they explain missing ones."""
        found: list[Slip] = []
        missing: list[Route] = []
        for error in errors:
            route = original(self._kept, (), *(key for key in error["loc"] if key != SHORT))
            own = next((i for i, key in enumerate(route) if isinstance(key, str) and key.startswith("x-")), None)
            if own is not None:
                found.append(Slip(route, route[: own + 1], None))
            elif error["type"] == "extra_forbidden":
                found.append(self._unknown(route))
            elif error["type"] == "missing":
                missing.append(route)
            else:
                faults = prose.faults_of(error, at(self._data, route), route, self._grammar)
                found += (self._wrong(fault, route) for fault in faults)
        told = {slip.missing for slip in found}
        told |= {(*slip.at[:-1], "to") for slip in found if habits.is_both_ends(slip.at, slip.missing)}
        return found + [self._missing(route, told) for route in missing]

    def _unknown(self, route: Route, known: tuple[str, ...] = ()) -> Slip:
        key, around = str(route[-1]), route[:-1]
        found = self._grammar.object_at(around)
        holder = Object("party", known, frozenset()) if known or found is None else found
        told = at(self._data, around)
        instead = hints.meant(key, holder, told if isinstance(told, dict) else {}, around, self._grammar)
        value = "" if is_private(route) else at(self._data, route)
        hint = hints.way_out(key, value, instead, around, self._grammar)
        if is_private_key(route):
            where = prose.holder(around, holder.title, self._root)
            hint = "an address or a reason may have lost its key, or its quotes"
            return Slip(
                route,
                route,
                None,
                around,
                f"{where} has a key that it does not know",
                Fault(hint=hint),
                "unknown-key",
                Part.key,
            )
        message = f"`{key}` is not a key of {prose.holder(around, holder.title, self._root)}"
        costs = (*around, instead) if instead else route
        return Slip(route, route, costs, costs, message, Fault(hint=hint), "unknown-key", Part.key)

    def _missing(self, route: Route, told: Set[Route]) -> Slip:
        gone = self._smallest(route[:-1])
        if route in told:
            return Slip(route, gone, gone, route)
        around = self._grammar.object_at(route[:-1])
        holder = prose.holder(route[:-1], around.title if around else "map", self._root)
        return Slip(route, gone, gone, route, f"{holder} has no `{route[-1]}`", Fault(hint=f"add `{route[-1]}`"))

    def _wrong(self, fault: Fault, leaf: Route) -> Slip:
        route = original(self._kept, leaf, *fault.at)
        if fault.known:
            return self._unknown(route, fault.known)
        subject = leaf if fault.whole else route
        gone = self._smallest(subject)
        if self._follows(subject):
            return Slip(route, gone, gone, subject)
        fault = habits.mended(fault, at(self._data, route), route)
        message = prose.sentence(fault, at(self._data, route), leaf if fault.key else route, self._root)
        return Slip(route, gone, gone, subject, message, fault, part=Part.key if fault.key else Part.value)

    def _follows(self, route: Route) -> bool:
        """Whether something inside was set aside before, so that this fault may be our own doing."""
        return any(gone[: len(route)] == route for gone in self._aside)

    def _smallest(self, route: Route) -> Route:
        """The smallest part around a fault that the file can do without (semantics §7)."""
        while route and isinstance(route[-1], str):
            around = self._grammar.object_at(route[:-1])
            if around is None or route[-1] not in around.required:
                break
            route = route[:-1]
        return route


def at(data: Data, route: Route) -> Data:
    """What stands at a route; where nothing does, an empty text."""
    for key in route:
        match data, key:
            case dict(), str():
                data = data.get(key, "")
            case list(), int():
                data = data[key]
            case _:
                data = ""
    return data
