"""How evenly holidays are shared, and whether what is not told could make it even, or uneven."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from pipecheck.model.duty import HeldHoliday
from pipecheck.model.fairness import floor
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Place

_MOST_CHOICES = 4096
"""How many ways to fill unknown cells are tried one by one; beyond, only the evenest and the most uneven."""
OUTSIDER = ""
"""Whoever is not counted: a partner, or somebody who has left."""


class Scope(NamedTuple):
    """The holidays of one role that are compared: of one year, of one class, or of all together."""

    name: str
    role: str
    cells: tuple[HeldHoliday, ...]
    people: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many everybody has for certain."""
        counts = dict.fromkeys(self.people, 0)
        for cell in self.cells:
            for who in cell.holders:
                if who in counts:
                    counts[who] += 1
        return counts

    @property
    def unknown(self) -> list[tuple[str, ...]]:
        """Who may have each holiday of which it is not told who has it."""
        candidates = (cell.candidates for cell in self.cells if cell.state in ("among", "open"))
        return [tuple(dict.fromkeys(map(self._counted, named))) or self.people for named in candidates]

    @property
    def total(self) -> int:
        """How many there are to share, at most: what an outsider may have is no longer to be shared."""
        return sum(self.counts.values()) + sum(named != (OUTSIDER,) for named in self.unknown)

    @property
    def ends(self) -> tuple[str, str]:
        """Who has most and who has least; of several, by what they may have."""
        counts = self.counts
        may = Counter(who for named in self.unknown for who in named)
        load = {who: (counts[who], may[who]) for who in counts}
        return max(load, key=load.__getitem__), min(load, key=load.__getitem__)

    def of(self, person: str) -> list[HeldHoliday]:
        """What somebody has; where nothing is certain, what they may have."""
        held = [cell for cell in self.cells if person in cell.holders]
        return held or [cell for cell in self.cells if person in cell.candidates]

    def _counted(self, person: str) -> str:
        return person if person in self.people else OUTSIDER

    def moved(self, cell: HeldHoliday, person: str) -> "Scope":
        """The same with one holiday given to somebody else."""
        cells = (each._replace(holders=(person,)) if each is cell else each for each in self.cells)
        return self._replace(cells=tuple(cells))


def choices(scope: Scope, slack: int) -> tuple[bool, bool]:
    """Whether it is even enough however its unknown cells are filled, and whether it is too uneven however they are."""
    counts, unknown = scope.counts, scope.unknown
    if prod(map(len, unknown)) <= _MOST_CHOICES:
        verdicts = {_is_even(counts, choice, slack) for choice in product(*unknown)}
        return False not in verdicts, True not in verdicts
    # The evenest way found may not be the evenest there is: then it is undecided, and never a violation.
    evenest: Counter[str] = Counter()
    for named in unknown:
        evenest[min(named, key=lambda who: counts.get(who, 0) + evenest[who])] += 1
    ways = [list(evenest.elements())]
    ways += [[who if who in named else min(named) for named in unknown] for who in counts]
    return all(_is_even(counts, way, slack) for way in ways), False


def _is_even(counts: Mapping[str, int], choice: Sequence[str], slack: int) -> bool:
    """Whether it is even enough if each unknown cell is of the person chosen for it."""
    more = Counter(choice)
    loads = [number + more[who] for who, number in counts.items()]
    return max(loads) - min(loads) <= floor(sum(loads), len(loads)) + slack


def said(cell: HeldHoliday) -> str:
    """`christmas 2026-12-25`; `christmas 2026` where it has no date here."""
    when = cell.dates[0] if cell.dates else cell.year or cell.season
    return f"{cell.holiday} {when}" if when is not None else f"{cell.holiday} of a year that is not told"


def place_of(cell: HeldHoliday, view: TeamView) -> Place:
    """The line that has the last word about it."""
    return cell.because[-1] if cell.because else view.team.at("oncall", "holidays")
