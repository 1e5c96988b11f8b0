"""A risk between pipelines that nobody has in common.

What it checks
--------------
A risk whose scope names two or more pipelines has an owner of its own, or those pipelines have an owner in common, at
any rank. A scope that chooses by area, audience or criticality, or `all`, is the whole team's and needs no such thing;
but it chooses a pipeline at all. Names that lead nowhere are for `unknown-reference`.

A risk that tells no scope is undecided.

Why it matters
--------------
"The daily and the aggregate number disagree" is nobody's bug: each of the two teams of owners can show that its own
number is right. Somebody has to own the difference.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines:
  - {id: daily, owners: {primary: alice, secondary: bob}}
  - {id: aggregate, owners: {primary: carol, secondary: dave}}
risks:
  - {id: misaligned, title: Daily and aggregate disagree, scope: {pipelines: [daily, aggregate]}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}, {id: dave}]
pipelines:
  - {id: daily, owners: {primary: alice, secondary: bob}}
  - {id: aggregate, owners: {primary: carol, secondary: dave}}
risks:
  - {id: misaligned, title: Daily and aggregate disagree, scope: {pipelines: [daily, aggregate]}, owner: alice}
```

Known limits
------------
Owners are compared by name: a team and one of its members, or a slot and whoever stands in it, are two.
"""

from collections.abc import Iterator, Sequence

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Risk
from pipecheck.model.team import Team
from pipecheck.model.value import Ref, Selector
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import shortened


@rule(Risk, level=Level.warning, profile=Profile.strict)
def check(risk: Risk, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    if risk.scope is None:
        yield Undecided("risks.scope", risk.at("scope"), why=f"which pipelines risk '{risk.id}' threatens")
        return
    chosen = list(view.team.pipelines_of(risk.scope, off_call=True))
    if not chosen and _is_known(risk.scope, view.team):
        yield _of_nothing(risk)
    elif risk.scope.pipelines is not None and len(chosen) > 1 and (risk.owner is None or risk.owner.open):
        untold = next((one for one in chosen if not one.tells("owners")), None)
        if untold is not None:
            why = f"whether '{untold.id}' has an owner in common with the others of risk '{risk.id}'"
            yield Undecided("pipelines.owners", untold.at("owners"), why=why)
        elif not set.intersection(*(_owners(one) for one in chosen)):
            yield _of_nobody(risk, chosen)


def _is_known(scope: Selector, team: Team) -> bool:
    """Whether every name in a scope leads somewhere: then it is their combination that chooses nothing."""
    pipelines = team.pipelines or ()
    known = (
        (scope.pipelines, {one.id for one in pipelines}),
        (scope.areas, {one.area for one in pipelines}),
        (scope.criticality, {one.criticality for one in pipelines}),
        (scope.audiences, {word for one in pipelines for word in one.audiences}),
    )
    return all(ref.id in words for refs, words in known for ref in refs or ())


def _owners(pipeline: Pipeline) -> set[str]:
    return {ref.id for rank in pipeline.owners or () for ref in _named(pipeline, rank)}


def _named(pipeline: Pipeline, rank: str) -> Sequence[Ref]:
    party = pipeline.owner(rank)
    return () if party is None or party.among else party.names


def _of_nothing(risk: Risk) -> Problem:
    return Problem(
        f"the scope of risk '{risk.id}' chooses no pipeline; correct it, or let the risk go",
        risk.at("scope"),
        key=("nothing",),
        evidence=(Fact("pipelines", (), (risk.at("scope"),)),),
        remedies=(Remedy("name the pipelines that it threatens: `scope: {pipelines: […]}`"),),
    )


def _of_nobody(risk: Risk, chosen: Sequence[Pipeline]) -> Problem:
    names = [one.id for one in chosen]
    first = next(((one, ref) for one in chosen for ref in _named(one, "primary")), None)
    remedies = [Remedy("name somebody who answers for all of them as its `owner`")]
    if first is not None:
        pipeline, ref = first
        remedies.insert(
            0, Remedy(f"let {ref.id}, who owns '{pipeline.id}', own the risk", (Put(risk.at("owner"), ref.id),))
        )
    return Problem(
        f"risk '{risk.id}' lies between {shortened(map(repr, names))}, which have no owner in common; name its owner",
        risk.at("scope"),
        evidence=(
            Fact("pipelines", tuple(names), tuple(one.at("id") for one in chosen)),
            Fact("owners", {one.id: tuple(sorted(_owners(one))) for one in chosen}),
        ),
        related=tuple(Related(one.at("owners"), f"who owns '{one.id}'") for one in chosen[:5]),
        remedies=tuple(remedies),
    )
