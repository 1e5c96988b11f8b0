"""Two things of one file that go by the same name.

What it checks
--------------
Within a team file no two members, partners or slots share an id, an alias or a name, and none of them has the id of
the team itself; no two members give the same e-mail address; no two pipelines, rotations, risks or runbooks share an
id, and no two areas differ in nothing but case. Names are compared without regard to case, outer blanks and forms of
one letter that Unicode tells apart.

A pipeline and an area may have the same name. One problem for things that share a name, at the second of them.

Why it matters
--------------
Whatever names one of the two may mean the other. The first declared is taken, so the second loses its owners, its
duty or its load without a word.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob, aliases: [AL]}, {id: carol, aliases: [al]}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: revenue, owners: {primary: carol, secondary: alice}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob, aliases: [BB]}, {id: carol}]
pipelines:
  - {id: revenue, area: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: carol, secondary: alice}}
```

Known limits
------------
Two people who really have the same name need something in it that tells them apart. That two files declare one `team`
is told where the files are found, not here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

from pipecheck.model.entity import Entity
from pipecheck.model.people import Member
from pipecheck.model.pipeline import Area
from pipecheck.model.team import Person, Team
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Remove,
    TeamView,
    rule,
)
from pipecheck.rules.prose import listed


class Claim(NamedTuple):
    """Something goes by a name: by its id, an alias or a name, which stands at a place."""

    word: str
    by: str
    at: Place
    owner: Entity

    @property
    def kind(self) -> str:
        return type(self.owner).__name__.lower()

    def __str__(self) -> str:
        return f"{self.kind} '{self.owner.id or self.owner.team}'" + (f" (by {self.by})" if self.by != "id" else "")


@rule(Team, level=Level.error, profile=Profile.essential)
def check(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    people: Sequence[Person] = (*(team.members or ()), *team.partners, *team.slots)
    yield from _shared("person", [Claim(team.team, "id", team.at("team"), team), *_ids(people), *_names(people)])
    yield from _same_address(team.members or ())
    yield from _shared("pipeline", _ids(team.pipelines or ()))
    yield from _differing_in_case(team.areas)
    yield from _shared("rotation", _ids(() if team.oncall is None else team.oncall.rotations))
    yield from _shared("risk", _ids(team.risks))
    yield from _shared("runbook", _ids(team.runbooks))


def _ids(entities: Iterable[Entity]) -> list[Claim]:
    return [Claim(entity.id, "id", entity.at("id"), entity) for entity in entities]


def _names(people: Sequence[Person]) -> Iterator[Claim]:
    """Aliases before names: an alias can be written where a person is meant, a name cannot."""
    for person in people:
        for number, alias in enumerate(person.aliases):
            yield Claim(alias, "alias", person.at("aliases", number), person)
    for person in people:
        if person.tells("name"):
            yield Claim(person.name, "name", person.at("name"), person)


def _shared(group: str, claims: Iterable[Claim]) -> Iterator[Problem]:
    """One problem for things that share a name; those that share an id are not told again for a name."""
    by_word: dict[str, dict[Place, Claim]] = {}
    for claim in claims:
        by_word.setdefault(_folded(claim.word), {}).setdefault(claim.owner.place, claim)
    told: list[set[Place]] = []
    for word, by_owner in by_word.items():
        if len(by_owner) > 1 and not any(by_owner.keys() <= owners for owners in told):
            told.append(set(by_owner))
            yield _problem(group, word, list(by_owner.values()))


def _folded(word: str) -> str:
    return normalize("NFKC", word).strip().casefold()


def _problem(group: str, folded: str, claims: list[Claim]) -> Problem:
    first, second = claims[0], claims[1]
    if len({(claim.kind, claim.by) for claim in claims}) == 1 and first.by == "id":
        message = f"{len(claims)} {first.kind}s have the id '{second.word}'; give each its own"
    else:
        message = f"'{second.word}' means {listed(map(str, claims))}; a name is to mean one of them"
    return Problem(
        message,
        second.at,
        key=(group, folded),
        evidence=(Fact("name", second.word, tuple(claim.at for claim in claims)),),
        related=(
            Related(first.at, f"{first} comes first, and is taken"),
            *(Related(claim.at, f"{claim} too") for claim in claims[2:6]),
        ),
        remedies=(_remedy(second, claims),),
    )


def _remedy(second: Claim, claims: list[Claim]) -> Remedy:
    if second.by == "alias" and len(claims) == 2:
        return Remedy(f"take the alias '{second.word}' away from {second.owner.id}", (Remove(second.at),))
    if second.by == "name":
        return Remedy("add something to the name that tells them apart")
    return Remedy(f"give the second {second.kind} another {second.by}, or take it away if it is the same")


def _same_address(members: Sequence[Member]) -> Iterator[Problem]:
    """Two members with one address would be one person (semantics §23). Addresses are private: not shown either."""
    by_address: dict[str, list[Member]] = {}
    for member in members:
        if "email" in member.contact:
            by_address.setdefault(_folded(member.contact["email"]), []).append(member)
    for same in by_address.values():
        names = tuple(member.id for member in same)
        if len(set(names)) > 1:
            places = tuple(member.at("id") for member in same)
            yield Problem(
                f"members {_quoted(names)} give one e-mail address; give each their own",
                places[1],
                key=("email", *names),
                evidence=(Fact("members", names, places),),
                related=(Related(places[0], f"{names[0]} gives it too"),),
                remedies=(Remedy("correct one of the addresses, or take one of the members away"),),
            )


def _differing_in_case(areas: Iterable[Area]) -> Iterator[Problem]:
    by_name: dict[str, list[Area]] = {}
    for area in areas:
        by_name.setdefault(_folded(area.id), []).append(area)
    for folded, (first, *others) in by_name.items():
        if others:
            names = tuple(area.id for area in (first, *others))
            places = tuple(dict.fromkeys(pipeline.at("area") for area in others for pipeline in area.pipelines))
            yield Problem(
                f"areas {_quoted(names)} differ in case only; write them alike",
                others[0].at(),
                key=("area", folded),
                evidence=(Fact("areas", names, (first.at(), *places)),),
                related=(Related(first.at(), f"'{first.id}' comes first"),),
                remedies=(Remedy(f"write '{first.id}'", tuple(Put(place, first.id) for place in places)),),
            )


def _quoted(words: Iterable[str]) -> str:
    return listed(f"'{word}'" for word in words)
