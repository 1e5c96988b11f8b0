"""What rules about fair duty share: who carries how much of a pool, what each should, and where to say that it differs.

A pool is columns of rotations that share people (semantics §33).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pipecheck.model.duty import Duty, Pool, duties, shifts, untold
from pipecheck.model.fairness import attainable, floor, pro_rated, spread
from pipecheck.model.intervals import common, union
from pipecheck.model.oncall import Rotation
from pipecheck.rules.base import Place, Related, TeamView
from pipecheck.rules.prose import listed, quoted
from pipecheck.rules.takers import stretch_of

_SECOND = timedelta(seconds=1)


class Tally(NamedTuple):
    """What everybody counted holds, and what everybody should hold."""

    loads: Mapping[str, Fraction]
    shares: Mapping[str, Fraction]
    """How much of a full load somebody should carry, by working time and time in the team."""
    unit: Fraction
    """The least that can be moved."""
    steps: int
    """By how many units nobody can share it more evenly, all columns together."""
    whole: bool = True
    """Whether all loads are made of equal units: then the fairest way to share them is known."""
    unequal: Fraction | None = None
    """Where units differ in size: the difference that nobody can beat if all are to carry the same."""

    @property
    def rated(self) -> Mapping[str, Fraction]:
        """Loads as if everybody were there full time, all the time."""
        return pro_rated(self.loads, self.shares)

    @property
    def total(self) -> Fraction:
        return sum(self.loads.values(), Fraction(0))

    @property
    def is_alike(self) -> bool:
        """Whether everybody should carry the same."""
        return len(set(self.shares.values())) <= 1

    @property
    def allowed(self) -> Fraction:
        """The difference that cannot be avoided."""
        lowest = min((part for part in self.shares.values() if part > 0), default=Fraction(1))
        if self.unequal is not None:
            return self.unequal / lowest
        if not self.whole or self.is_alike:
            return self.unit * self.steps / lowest
        best = pro_rated(self.best(), self.shares)
        return self.unit * (spread(best.values()) + max(0, self.steps - 1) / lowest)

    def best(self) -> dict[str, int]:
        """The fairest way to share so many units, parts of one counted as a whole one."""
        return attainable(-(-(self.total / self.unit) // 1), self.shares)

    def ends(self) -> tuple[str, str]:
        """Who has most, and who has least."""
        rated = self.rated
        return max(rated, key=rated.__getitem__), min(rated, key=rated.__getitem__)


def steps(numbers: Sequence[int], people: int) -> int:
    """By how many units the columns of a pool, with so many each, cannot be shared more evenly: where each divides
    evenly, so do all of them together."""
    return sum(floor(number, people) for number in numbers)


def unclear_cell(rotation: Rotation, pool: Pool, view: TeamView) -> Place | None:
    """A single turn that one of several has. A whole column that leaves its order open is shared equally."""
    whole = {(rotation.id, column.name) for column in rotation.columns if column.among or column.follows}
    single = (each for each in untold(view, pool) if (each.rotation, each.column) not in whole)
    return next((segment.because[-1] for segment in single if segment.rotation == rotation.id), None)


def turns_held(pool: Pool, view: TeamView) -> dict[str, Fraction]:
    """How many turns everybody counted has, however many columns of each; an equal share of what is left open."""
    loads = {who: Fraction(number) for who, number in shifts(view, pool).items()}
    for turns, candidates in _open_columns(pool, view):
        for who in candidates:
            if who in loads:
                loads[who] += Fraction(turns, len(candidates))
    return loads


def _open_columns(pool: Pool, view: TeamView) -> list[tuple[int, tuple[str, ...]]]:
    """The columns that leave their order open: how many turns they have, and who shares them."""
    found: dict[tuple[str, str], tuple[set[int], tuple[str, ...]]] = {}
    for segment in untold(view, pool):
        turns, _ = found.setdefault((segment.rotation, segment.column), (set(), segment.candidates))
        turns.add(segment.turn)
    return [(len(turns), candidates) for turns, candidates in found.values()]


def parts(pool: Pool, view: TeamView) -> dict[str, Fraction]:
    """How much everybody should carry, the most being 1: at any time, duty is shared by those who belong to the team
    then, by their working time. Who comes later owes nothing for the time before."""
    if view.team.members is None:
        return dict.fromkeys(pool.counted, Fraction(1))
    span = (view.schedule.start, view.schedule.end)
    members = [member for member in view.team.members if member.id in pool.counted]
    there = {
        each.id: union(stretch_of(view, each, one) for one in each.active) if each.active else (span,)
        for each in members
    }
    bounds = sorted({*span, *(at for stretches in there.values() for each in stretches for at in each)})
    found = dict.fromkeys((member.id for member in members), Fraction(0))
    for low, high in pairwise(at for at in bounds if span[0] <= at <= span[1]):
        present = [member for member in members if common(there[member.id], ((low, high),))]
        time = sum((member.fte for member in present), Fraction(0))
        for member in present:
            found[member.id] += member.fte / (time or 1) * ((high - low) // _SECOND)
    most = max(found.values(), default=Fraction(0))
    return {who: part / most if most else Fraction(1) for who, part in found.items()}


# ---- where to say so


def own_duties(person: str, pool: Pool, view: TeamView) -> list[Duty]:
    """The turns somebody has within the span, in order of time."""
    return [duty for duty in duties(view, pool) if duty.person == person and not (duty.beyond or duty.past)]


def heaviest_rotation(own: Sequence[Duty], pool: Pool) -> str:
    """Where somebody has most of these turns; of several the first."""
    turns = Counter(duty.rotation for duty in own)
    return max(pool.rotations, key=lambda name: turns[name])


def places_of(own: Sequence[Duty], rotation: str) -> list[Place]:
    """The lines that give turns of a rotation, in order of time: those of the rota first, then those laid over it."""
    segments = [segment for duty in own if duty.rotation == rotation for segment in duty.segments]
    segments.sort(key=lambda each: len(each.because) > 1)
    return list(dict.fromkeys(segment.because[-1] for segment in segments))


def also(places: Sequence[Place], note: str) -> tuple[Related, ...]:
    """The places after the first as related ones, four at most."""
    return tuple(Related(place, note) for place in places[1:5])


def declared(person: str, note: str, view: TeamView) -> tuple[Related, ...]:
    """Where a member is declared, as a related place."""
    return tuple(Related(member.at("id"), note) for member in view.team.members or () if member.id == person)


def where(pool: Pool) -> str:
    """`rotation 'weekly'`, `rotations 'days' and 'nights'`."""
    return f"rotation{'s' if len(pool.rotations) > 1 else ''} {listed(quoted(pool.rotations))}"
