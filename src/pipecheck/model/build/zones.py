"""Zones that do not exist: the shape knows what a zone looks like, only the zones themselves know which there are."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipecheck.model.build.spot import field
from pipecheck.model.outcome import FileProblem, Problem, Remedy, Undecided
from pipecheck.source.place import Place, Route
from pipecheck.source.scalar import Data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipecheck.model.calendar.days import Zones


def unknown_zones(
    file: str, data: Data | None, zones: "Zones", aside: "Mapping[Route, Undecided]", base: Route = ()
) -> Iterator[tuple[FileProblem, Undecided]]:
    """Every `timezone` below `base` that names no zone, in the order of the file; those set aside are known as bad."""
    for route, name in _named(data, base):
        if any(route[: depth + 1] in aside for depth in range(len(route))) or zones.zone(name) is not None:
            continue
        at = Place(file, route)
        problem = Problem(
            f"`timezone` names '{name}', and there is no such zone", at, remedies=(_way_out(name, zones),)
        )
        yield FileProblem("invalid-shape", problem), Undecided(field(route), at)


def _named(data: Data | None, base: Route) -> Iterator[tuple[Route, str]]:
    waiting: list[tuple[Route, Data | None]] = [(base, data)]
    while waiting:
        route, here = waiting.pop()
        inner: list[tuple[Route, Data | None]] = []
        if isinstance(here, dict):
            zone = here.get("timezone")
            if isinstance(zone, str):
                yield (*route, "timezone"), zone
            for key, value in here.items():
                if not isinstance(value, str) and not key.startswith("x-"):
                    inner.append(((*route, key), value))
        elif isinstance(here, list):
            for index, value in enumerate(here):
                if not isinstance(value, str):
                    inner.append(((*route, index), value))
        waiting += reversed(inner)


def _way_out(name: str, zones: "Zones") -> Remedy:
    from pipecheck.model.spelling import closest

    known = {zone.lower(): zone for zone in zones.names()}
    meant = closest(name, known)
    if meant is not None:
        return Remedy(f"did you mean `{known[meant]}`?")
    return Remedy("name a zone of the IANA database, such as `Europe/Berlin`, or `UTC`")
