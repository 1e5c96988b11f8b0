"""Loads as seats: which are counted, who holds them, and how many each should hold."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pipecheck.model.fairness import attainable, pro_rated, spread
from pipecheck.model.ownership import RANKS, Seats, active_members, owners_of, seats
from pipecheck.model.people import Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.rules.base import Place, TeamView, Undecided

PEOPLE = "people"
OWNERS = "owners"


class Counted(NamedTuple):
    """Which seats are counted: those of a rank over all pipelines, or of several over those for an audience."""

    ranks: tuple[str, ...]
    audience: str = ""

    @property
    def role(self) -> str:
        """What whoever holds one of them is."""
        return f"owner for {self.audience}" if self.audience else self.ranks[0]

    def pipelines(self, team: Team) -> Sequence[Pipeline]:
        """Raises NotStated where audiences were set aside."""
        return [one for one in team.pipelines or () if not self.audience or self.audience in one.audiences]


class Load(NamedTuple):
    """The seats that are counted, by who holds them, in the order of the file."""

    of: Counted
    counts: Mapping[str, Fraction]
    """Everybody who is counted, those without a seat too."""
    shares: Mapping[str, Fraction]
    """The part of a full load that each should carry."""
    places: Mapping[str, tuple[Place, ...]]

    @property
    def total(self) -> Fraction:
        return sum(self.counts.values(), Fraction(0))

    def best(self) -> Mapping[str, Fraction]:
        """The fairest way to share so many seats, parts of one counted as a whole one."""
        return {who: Fraction(load) for who, load in attainable(-(-self.total // 1), self.shares).items()}

    def rated(self, counts: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
        """Counts as if everybody were there full time."""
        return pro_rated(counts, self.shares)

    def unevenness(self, counts: Mapping[str, Fraction]) -> Fraction:
        return Fraction(spread(self.rated(counts).values()))


class Bounds(NamedTuple):
    """How uneven a load may be, and how many seats anybody may hold."""

    spread: Fraction
    cap: int | None

    def hold(self, load: Load, counts: Mapping[str, Fraction]) -> bool:
        fits = self.cap is None or max(counts.values()) <= self.cap
        return fits and load.unevenness(counts) <= self.spread


def untold(team: Team, of: Counted) -> Undecided | None:
    """The first fact that is missing to know who holds which of these seats."""
    whose = f"whose load as {of.role} is counted"
    if team.members is None:
        return Undecided("members", team.at("members"), why=whose)
    if team.pipelines is None:
        return Undecided("pipelines", team.at("pipelines"), why=whose)
    pipelines = of.pipelines(team)
    for pipeline in pipelines:
        if not pipeline.tells("owners"):
            return Undecided("pipelines.owners", pipeline.at("owners"), why=f"who is {of.role} of '{pipeline.id}'")
    missing = [place for rank in of.ranks for place in seats(team, rank, pipelines).unknown]
    if not missing:
        return None
    named = (ref for one in pipelines for party in owners_of(one, of.ranks) for ref in party.names)
    person = next((team.person(ref) for ref in named if ref.at == missing[0]), None)
    if isinstance(person, Slot):
        why = f"who takes turns as '{person.id}'"
        return Undecided("oncall.rotations.roles", person.at("id"), why=why, key=(person.id,))
    return Undecided("pipelines.owners", missing[0], why=f"who the {of.role} is")


def of_people(team: Team, view: TeamView, of: Counted) -> Load:
    """Active members, each by the part of a working week they are there; whoever is not there at all is left out."""
    held = _held(team, of)
    shares = {member.id: member.fte for member in active_members(team, lambda: view.as_of) if member.fte > 0}
    return Load(of, {name: held.shares[name] for name in shares}, shares, held.places)


def _held(team: Team, of: Counted) -> Seats:
    """The seats of all its ranks together."""
    each = [seats(team, rank, of.pipelines(team)) for rank in of.ranks]
    return Seats(_added([one.shares for one in each]), _added([one.parties for one in each]), _joined(each))


def _added(tables: Sequence[Mapping[str, Fraction]]) -> Mapping[str, Fraction]:
    names = dict.fromkeys(name for table in tables for name in table)
    return {name: sum((table.get(name, Fraction(0)) for table in tables), Fraction(0)) for name in names}


def _joined(each: Sequence[Seats]) -> Mapping[str, tuple[Place, ...]]:
    names = dict.fromkeys(name for one in each for name in one.places)
    return {name: tuple(place for one in each for place in one.places.get(name, ())) for name in names}


def of_owners(team: Team, of: Counted) -> Load:
    """Every party that owns something at this rank or another: members, partners and the own team alike."""
    own = _held(team, of)
    tables = [{**held.shares, **held.parties} for held in (own, *(seats(team, each) for each in RANKS))]
    names = dict.fromkeys(name for table in tables for name, count in table.items() if count)
    counts = {name: tables[0].get(name, Fraction(0)) for name in names}
    return Load(of, counts, dict.fromkeys(names, Fraction(1)), own.places)
