"""Every name that a team's files write, gathered as it is read, and in the end whether it leads anywhere."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from pipecheck.model.outcome import Undecided
from pipecheck.model.team import ROLE_WORDS, Person, Reference
from pipecheck.model.value import Ref
from pipecheck.source.place import Place, Route

PARTY = ("person", "role", "team")
KNOWN_ROLES = frozenset({"primary", "secondary"})
_CALENDARS_KNOW = frozenset({"holiday"})
# The maps whose keys are names, and how such a name is written elsewhere.
_FREE_MAPS: Mapping[str, str] = {"roles": "{}", "owners": "owners.{}"}

# The lists that make a name known, without indices; what was set aside of them might have told the name.
_TOLD_BY: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "person": (
        *((list_,) for list_ in ("members", "partners", "slots")),
        *((list_, "aliases") for list_ in ("members", "partners", "slots")),
    ),
    "role": (("oncall",), ("oncall", "rotations"), ("oncall", "rotations", "roles"), ("pipelines", "owners")),
    "pipeline": (("pipelines",),),
    "area": (("pipelines",), ("pipelines", "area"), ("defaults",), ("defaults", "area"), ("defaults", "for")),
    "audience": (
        ("pipelines",),
        ("pipelines", "audiences"),
        ("defaults",),
        ("defaults", "audiences"),
        ("defaults", "for"),
    ),
    "criticality": (
        ("pipelines",),
        ("pipelines", "criticality"),
        ("defaults",),
        ("defaults", "criticality"),
        ("defaults", "for"),
    ),
    "rotation": (("oncall",), ("oncall", "rotations")),
    "column": (("oncall",), ("oncall", "rotations"), ("oncall", "rotations", "roles"), ("slots",)),
    "holiday": (("calendar",), ("calendar", "custom")),
    "season": (("calendar",), ("calendar", "seasons")),
    "runbook": (("runbooks",),),
}

_Lost: TypeAlias = Mapping[tuple[str, ...], Undecided]
"""What was set aside, by its route without indices; the first of a list."""


class _Written(NamedTuple):
    ref: Ref
    wants: tuple[str, ...]
    escalation: bool = False
    found: bool | None = None
    settled: bool = False
    elsewhere: bool = False
    doubt: Undecided | None = None


class Names:
    """The names of one team. People are met first, so that an alias comes out as the id it stands for."""

    def __init__(self, team: str, aside: Mapping[Route, Undecided]) -> None:
        self.team = team
        self.people: dict[str, Person] = {}
        self._written: list[_Written] = []
        lost: dict[tuple[str, ...], Undecided] = {}
        for route, undecided in aside.items():
            lost.setdefault(tuple(key for key in route if isinstance(key, str)), undecided)
        self._doubtful = dict(_doubtful(lost))
        self._lost = dict(_lost(lost))

    def meet(self, people: Iterable[Person]) -> None:
        """Members, partners and slots, in the order in which the first of a name counts; ids come before aliases."""
        everybody = tuple(people)
        for person in everybody:
            self.people.setdefault(person.id, person)
        for person in everybody:
            for alias in person.sound("aliases") or ():
                self.people.setdefault(alias, person)

    def doubt(self, kind: str, name: str = "") -> Undecided | None:
        """What was set aside that may have told names of a kind, or this one of them."""
        return self._doubtful.get(kind) or self._lost.get((kind, name))

    def is_doubtful(self, kind: str, name: str = "") -> bool:
        """Whether names of a kind, or this one of them, may be missing because something was set aside."""
        return self.doubt(kind, name) is not None

    def party(self, text: str, at: Place, *, escalation: bool = False, words: Collection[str] = ()) -> Ref:
        """A name where a party may stand: a person, the own team, a role word, or one of these further words."""
        person = self.people.get(text)
        ref = Ref(text if person is None else person.id, at)
        known = person is not None or text == self.team or text in words
        self._written.append(_Written(ref, PARTY, escalation, found=known, settled=known))
        return ref

    def member(self, text: str, at: Place) -> Ref:
        """A name where only people may stand."""
        person = self.people.get(text)
        return self.name(text if person is None else person.id, at, "person")

    def name(self, text: str, at: Place, *wants: str, elsewhere: bool = False) -> Ref:
        """A name of something that this file declares, found or not when all of it is read. `elsewhere`: if not found
        here, it may belong to another team."""
        ref = Ref(text, at)
        self._written.append(_Written(ref, wants, elsewhere=elsewhere))
        return ref

    def settled(self, text: str, at: Place, found: bool | None, *wants: str, doubt: Undecided | None = None) -> Ref:
        """A name of which it is known now whether it leads anywhere; None: another file or a calendar can tell, or
        `doubt`, which was set aside."""
        ref = Ref(text, at)
        self._written.append(_Written(ref, wants, found=found, settled=True, doubt=doubt))
        return ref

    def references(self, known: Mapping[str, Collection[str]]) -> Iterator[Reference]:
        """All names, in the order in which they were read. `known`: what the file declares, by what is wanted."""
        for one in dict.fromkeys(self._written):
            found, doubt = (one.found, one.doubt) if one.settled else self._found(one, known)
            yield Reference(one.ref, one.wants, found, one.escalation, doubt)

    def roles(self, columns: Iterable[str], ranks: Iterable[str]) -> frozenset[str]:
        """The words that stand for somebody by a place in a rota or among owners."""
        return ROLE_WORDS | KNOWN_ROLES | {*columns} | {f"owners.{rank}" for rank in (*ranks, *KNOWN_ROLES)}

    def _found(self, one: _Written, known: Mapping[str, Collection[str]]) -> tuple[bool | None, Undecided | None]:
        name = one.ref.id
        if any(name in known[want] for want in one.wants):
            return True, None
        if one.elsewhere:
            return None, None
        doubt = next((doubt for want in one.wants if (doubt := self.doubt(want, name)) is not None), None)
        return (False if doubt is None and _CALENDARS_KNOW.isdisjoint(one.wants) else None), doubt


def _doubtful(lost: _Lost) -> Iterator[tuple[str, Undecided]]:
    """The kinds of which any name may have been told by what was set aside, and the first of that."""
    for kind, lists in _TOLD_BY.items():
        first = next((lost[told] for told in lists if told in lost), None)
        if first is not None:
            yield kind, first


def _lost(lost: _Lost) -> Iterator[tuple[tuple[str, str], Undecided]]:
    """The names that were themselves keys of what was set aside, each with its kind: a column, a rank of owners."""
    for kind, lists in _TOLD_BY.items():
        for told in lists:
            written = _FREE_MAPS.get(told[-1])
            if written is not None:
                yield from (
                    ((kind, written.format(path[-1])), undecided)
                    for path, undecided in lost.items()
                    if path[:-1] == told
                )
