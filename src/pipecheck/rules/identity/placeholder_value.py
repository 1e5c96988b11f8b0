"""A word that keeps room for a name, or for a text, that nobody has written yet.

What it checks
--------------
Who owns, answers, takes turns or keeps a risk is named by a name: not `tbd`, `todo`, `n/a`, `unknown` and their kin,
nor one of `words`, such as the owner that a scheduler writes where nobody gave one. Members, partners and slots do not
go by such a name either. One problem a name, however often it is written.

Nor is a text a placeholder: the reason for `{none: …}`, and what a risk, a review, a pipeline or a delivery says of
itself. What runbooks say is for `thin-runbook`.

Why it matters
--------------
`primary: tbd` fills the field, so that nothing is missing and nobody owns. A reason that reads "todo" is a permission
that nobody ever gave.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: tbd}}
  - {id: growth, owners: {primary: bob, secondary: alice}, oncall: {none: TODO}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}, oncall: {none: the next working day is soon enough}}
```

Known limits
------------
The words are English ones, and a policy adds others. Names such as `Engineer 1` may be how a plan speaks of people
before it knows them: list them in `words` to have them told.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, NamedTuple

from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.substance import is_placeholder
from pipecheck.model.team import Team
from pipecheck.model.value import Party
from pipecheck.rules.base import Doc, Fact, Level, Outcome, Place, Problem, Profile, Related, Remedy, TeamView, rule
from pipecheck.rules.prose import counted

_LEVELS = frozenset({"none", "nothing"})
"""What stands for no text stands for a level: a risk may have no impact."""


class Params(NamedTuple):
    words: Annotated[
        tuple[str, ...],
        Doc("further names that stand for nobody", source="Airflow's example policy refuses the default owner"),
    ] = ("airflow",)


class Text(NamedTuple):
    """Something that is to say something."""

    what: str
    text: str
    at: Place
    key: tuple[str, ...]


@rule(Team, level=Level.warning, profile=Profile.strict, params=Params, defers_to=("unknown-reference",))
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    refused = frozenset(word.casefold() for word in params.words)
    for name, places in _names(team, refused).items():
        yield _nobody(name, list(places))
    told: set[Place] = set()
    keys: set[tuple[str, ...]] = set()
    for text in _texts(team):
        if is_placeholder(text.text) and text.at not in told and text.key not in keys:
            told.add(text.at)
            keys.add(text.key)
            yield _nothing(text)


# ---- names


def _names(team: Team, refused: frozenset[str]) -> Mapping[str, dict[Place, None]]:
    """Every name that stands for nobody, and where: where it is declared first, then where it is used."""
    found: dict[str, dict[Place, None]] = {}
    meant: dict[str, str] = {}
    for person in (*(team.sound("members") or ()), *(team.sound("partners") or ()), *(team.sound("slots") or ())):
        for word, at in _called(person):
            if _stands_for_nobody(word, refused):
                found.setdefault(word, {})[at] = None
                meant.setdefault(person.id, word)
    for reference in team.references:
        name = reference.ref.id
        if "person" in reference.wants and (name in meant or _stands_for_nobody(name, refused)):
            found.setdefault(meant.get(name, name), {})[reference.ref.at] = None
    return found


def _called(person: Member | Partner | Slot) -> Iterator[tuple[str, Place]]:
    yield person.id, person.at("id")
    if person.tells("name"):
        yield person.name, person.at("name")
    for number, alias in enumerate(person.sound("aliases") or ()):
        yield alias, person.at("aliases", number)
    for number, name in enumerate(person.sound("members") or () if isinstance(person, Partner) else ()):
        yield name, person.at("members", number)


def _stands_for_nobody(word: str, refused: frozenset[str]) -> bool:
    return word.strip().casefold() in refused or is_placeholder(word.replace("-", " ").replace("_", " "))


def _nobody(name: str, places: list[Place]) -> Problem:
    often = f" ({counted(len(places), 'place')})" if len(places) > 1 else ""
    return Problem(
        f"'{name}' keeps room for a name, and stands for nobody{often}; name a person, a partner or a slot, or say "
        "`{none: …}` with the reason",
        places[0],
        key=("name", name),
        evidence=(Fact("name", name, tuple(places)),),
        related=tuple(Related(place, "written here too") for place in places[1:6]),
        remedies=(Remedy("name who it is, or `open` if somebody is still looked for"),),
    )


# ---- texts


def _texts(team: Team) -> Iterator[Text]:
    for pipeline in team.sound("pipelines") or ():
        yield from _of_pipeline(pipeline)
    yield from _of_oncall(team)
    for risk in team.sound("risks") or ():
        for field in ("title", "category", "likelihood", "impact", "mitigation"):
            text = risk.sound(field)
            if text is not None and not (field in ("likelihood", "impact") and text.casefold() in _LEVELS):
                yield Text(f"the {field} of risk '{risk.id}'", text, risk.at(field), ("risk", risk.id, field))
    for review in team.sound("reviews") or ():
        yield Text("what is reviewed", review.what, review.at("what"), ("review", review.what))


def _of_pipeline(pipeline: Pipeline) -> Iterator[Text]:
    name = pipeline.id
    for field, key in (("oncall_none", "oncall"), ("runbook_none", "runbook")):
        text = pipeline.sound(field)
        if text is not None:
            what = f"the reason why '{name}' has nobody on call" if key == "oncall" else f"why '{name}' has no runbook"
            yield Text(what, text, pipeline.at(key, "none"), ("pipeline", name, key))
    for rank, party in (pipeline.sound("owners") or {}).items():
        yield from _reason(f"the reason why '{name}' has no {rank} owner", party, ("pipeline", name, rank))
    for field in ("name", "area"):
        text = pipeline.sound(field)
        if text is not None and pipeline.tells(field):
            yield Text(f"the {field} of pipeline '{name}'", text, pipeline.at(field), ("pipeline", name, field))
    for number, text in enumerate(pipeline.sound("audiences") or ()):
        yield Text(f"an audience of '{name}'", text, pipeline.at("audiences", number), ("pipeline", name, "to", text))
    for number, delivery in enumerate(pipeline.sound("deliveries") or ()):
        if delivery.what:
            at = delivery.at._replace(route=(*delivery.at.route, "what"))
            yield Text(f"what '{name}' delivers", delivery.what, at, ("pipeline", name, "delivery", str(number)))


def _of_oncall(team: Team) -> Iterator[Text]:
    oncall = team.sound("oncall")
    if oncall is None:
        return
    if oncall.sound("on_holidays_reason") is not None:
        at = oncall.at._replace(route=(*oncall.at.route, "on_holidays", "none"))
        yield Text("the reason why nobody is on call on holidays", oncall.on_holidays_reason, at, ("on_holidays",))
    for number, need in enumerate(oncall.sound("required") or ()):
        if need.none is not None:
            at = need.at._replace(route=(*need.at.route, "none"))
            yield Text("the reason why nobody is required", need.none, at, ("required", str(number)))
    for line in oncall.sound("holidays") or ():
        if line.sound("none") is not None:
            yield Text(f"the reason why nobody has {line.holiday.id}", line.none, line.at("none"), ("holiday", line.id))
        yield from _reasons(f"the reason why nobody has {line.holiday.id}", line.sound("cells"), ("holiday", line.id))
    for rotation in oncall.sound("rotations") or ():
        for column in rotation.sound("columns") or ():
            parties = {column.name: column.order or ()}
            yield from _reasons(f"the reason in rotation '{rotation.id}'", parties, ("rotation", rotation.id))
        for number, row in enumerate(rotation.sound("turns") or ()):
            parties = {name: (party,) for name, party in row.cells.items()}
            key = ("rotation", rotation.id, str(row.first or number))
            yield from _reasons(f"the reason in rotation '{rotation.id}'", parties, key)


def _reasons(what: str, cells: Mapping[str, Iterable[Party]] | None, key: tuple[str, ...]) -> Iterator[Text]:
    for name, parties in (cells or {}).items():
        for number, party in enumerate(parties):
            yield from _reason(what, party, (*key, name, str(number)))


def _reason(what: str, party: Party, key: tuple[str, ...]) -> Iterator[Text]:
    if party.reason is not None:
        yield Text(what, party.reason, party.at._replace(route=(*party.at.route, "none")), key)


def _nothing(text: Text) -> Problem:
    said = f"only keeps room for one: '{text.text}'" if text.text.strip() else "is empty"
    return Problem(
        f"{text.what} {said}; write what is meant",
        text.at,
        key=("text", *text.key),
        evidence=(Fact("text", text.text, (text.at,)),),
        remedies=(Remedy("write it, or take the key away"),),
    )
