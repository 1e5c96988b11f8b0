"""Who claims which seat at one level: two lines that want different people there are in conflict."""

from typing import Literal

from pipecheck.model.intervals import Interval
from pipecheck.model.schedule import Conflict
from pipecheck.model.value import Party
from pipecheck.source.place import Place


class Claims:
    """Collects the claims of one level after the other, in the order of the file."""

    def __init__(self) -> None:
        self._claims: dict[tuple[str, str, str], list[tuple[Interval, Party, Place]]] = {}
        self.conflicts: list[Conflict] = []

    def claim(
        self, level: Literal["holiday", "override"], rotation: str, column: str, stretch: Interval, party: Party
    ) -> None:
        """Notes that a line gives a seat to a party; remembers every earlier line that gave it to another."""
        earlier = self._claims.setdefault((level, rotation, column), [])
        for (start, end), other, place in earlier:
            low, high = max(start, stretch[0]), min(end, stretch[1])
            if low < high and _says(other) != _says(party):
                self.conflicts.append(Conflict(level, rotation, column, low, high, place, party.at))
        earlier.append((stretch, party, party.at))


def _says(party: Party) -> tuple[frozenset[str], bool, bool, bool]:
    """What a party says, wherever it stands; nobody on purpose is what is left when it says nothing else."""
    return frozenset(ref.id for ref in party.names), party.among, party.everybody, party.open
