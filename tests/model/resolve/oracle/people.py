"""Who is meant: parties as a file writes them, and the seats they fill."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

Plan: TypeAlias = Mapping[str, Any]
"""A team file as plain data: what its YAML says, dates as dates."""


class Seat(NamedTuple):
    """One place in a column: a holder, or why there is none."""

    state: str
    holder: str = ""
    candidates: tuple[str, ...] = ()
    pipelines: frozenset[str] | None = None
    """Those that it is for; None is all that the column covers."""


Seats: TypeAlias = tuple[Seat, ...]
Row: TypeAlias = dict[str, Seats]
"""Who sits in each column of a rotation at one time."""
Look: TypeAlias = Callable[[str], Seats | None]


def holders(seats: Sequence[Seat]) -> set[str]:
    return {seat.holder for seat in seats if seat.holder}


class People:
    """What names mean in one team."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.members: Sequence[Plan] = plan["members"]
        self.slots = {slot["id"] for slot in plan.get("slots", ())}
        everybody = (*self.members, *plan.get("partners", ()), *plan.get("slots", ()))
        self._ids = {alias: each["id"] for each in everybody for alias in (*each.get("aliases", ()), each["id"])}

    def id_of(self, name: str) -> str:
        return self._ids.get(name, name)

    def is_person(self, name: str) -> bool:
        return name in self._ids and self._ids[name] not in self.slots

    def eligible(self, role: str) -> list[str]:
        return [member["id"] for member in self.members if role in member.get("eligible", (role,))]

    def owners(self, rank: str, pipelines: Sequence[Plan]) -> Seats:
        owned: dict[str, set[str]] = {}
        for pipeline in pipelines:
            owners = pipeline.get("owners", {}).get(rank, ())
            for name in owners if isinstance(owners, list) else [owners] if owners else ():
                owned.setdefault(self.id_of(name), set()).add(pipeline["id"])
        return tuple(Seat("held", who, pipelines=frozenset(ids)) for who, ids in owned.items())

    def seats(self, party: Any, role: str, look: Look, pipelines: Sequence[Plan]) -> Seats:
        """The seats a party fills; `look` answers for role words."""
        if party == "open":
            return (Seat("open"),)
        if isinstance(party, dict):
            if "none" in party:
                return (Seat("nobody"),)
            if party["among"] == "all":
                return (Seat("among", candidates=tuple(self.eligible(role))),)
            named = [seat for name in party["among"] for seat in self._named(name, look, pipelines)]
            candidates = [who for seat in named for who in (seat.holder, *seat.candidates) if who]
            return (Seat("among", candidates=tuple(dict.fromkeys(candidates))),)
        names = party if isinstance(party, list) else [party]
        return tuple(dict.fromkeys(seat for name in names for seat in self._named(name, look, pipelines)))

    def _named(self, name: str, look: Look, pipelines: Sequence[Plan]) -> Seats:
        if not self.is_person(name) and name != self.plan["team"]:
            if name.startswith("owners."):
                return self.owners(name.removeprefix("owners."), pipelines)
            found = look(name)
            if found is not None:
                return found
        return (Seat("held", self.id_of(name)),)


def covered(plan: Plan, selector: Any) -> tuple[Plan, ...]:
    """The pipelines a selector chooses: none of which the file says that nobody is on call for it."""
    return tuple(
        each for each in plan["pipelines"] if "oncall" not in each and (selector == "all" or _selects(selector, each))
    )


def _selects(selector: Plan, pipeline: Plan) -> bool:
    own = {"areas": [pipeline.get("area")], "pipelines": [pipeline["id"]], "audiences": pipeline.get("audiences", ())}
    own["criticality"] = [pipeline.get("criticality")]
    return all(any(word in values for word in own[key]) for key, values in selector.items())


def give(before: Row, named: Row, movable: Callable[[str], bool]) -> Row:
    """Some columns are given to others. Whoever is named leaves their other columns, and whom they displace sits there.

    A column that is not movable (a slot, which is ownership) is left alone.
    """
    people = {who for seats in named.values() for who in holders(seats)}
    after = {**before, **named}
    for name in before:
        if name in named or not movable(name):
            continue
        kept: list[Seat] = []
        for seat in before[name]:
            if seat.holder not in people:
                kept.append(seat)
                continue
            heir = next(_displaced(seat.holder, before, named, people), None)
            taken = {(each.holder, each.pipelines) for each in (*before[name], *kept)}
            if heir is not None and (heir, seat.pipelines) not in taken:
                kept.append(seat._replace(holder=heir))
        after[name] = tuple(kept)
    return after


def _displaced(who: str, before: Row, named: Row, people: set[str]) -> Iterator[str]:
    """Whom `who` pushes off a seat; if those are named elsewhere, whom they push in turn."""
    tried: set[str] = set()
    while who not in tried:
        tried.add(who)
        seat = next((name for name, seats in named.items() if who in holders(seats)), None)
        if seat is None:
            return
        pushed = [
            each.holder for each in before.get(seat, ()) if each.holder and each.holder not in holders(named[seat])
        ]
        yield from (each for each in pushed if each not in people)
        who = pushed[0] if pushed else who
