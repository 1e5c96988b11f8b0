"""A risk that nobody watches, or of which the half is told.

What it checks
--------------
Every risk tells the fields in `always`, which is its owner. A risk whose scope holds a pipeline with one of the
`audiences` also tells the `fields`: its category, how likely and how bad it is, and what is done against it. A
placeholder such as *TBD* tells nothing; `owner: {none: "reason"}` is a statement, and passes. Where `categories` are
listed, the category is one of them. One problem a risk.

Why it matters
--------------
A risk without an owner is an observation. Without likelihood and impact nobody can say which of twenty to look at
first, and a list that cannot be sorted is not read.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}]
pipelines: [{id: revenue, audiences: [investors]}]
risks:
  - {id: late-upstream, title: Upstream data arrives late, category: freshness, scope: all}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}]
pipelines: [{id: revenue, audiences: [investors]}, {id: orders}]
risks:
  - id: late-upstream
    title: Upstream data arrives late
    category: freshness
    scope: {pipelines: [revenue]}
    owner: alice
    likelihood: medium
    impact: high
    mitigation: Reports wait for their input.
  - {id: full-disk, title: The disk is full, scope: {pipelines: [orders]}, owner: alice}
```

Known limits
------------
Likelihood and impact are free words. Whether the owner knows of it, and whether the mitigation helps, is not to be
seen.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Risk
from pipecheck.model.substance import is_placeholder
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import listed

_FIELDS = ("owner", "category", "likelihood", "impact", "mitigation")


class Params(NamedTuple):
    audiences: Annotated[
        tuple[str, ...], Doc("whose risks tell more; none named is everybody's", source="what investors read")
    ] = ("investors",)
    always: Annotated[tuple[str, ...], Doc("what every risk tells", choices=_FIELDS)] = ("owner",)
    fields: Annotated[tuple[str, ...], Doc("what the risks of these audiences tell, too", choices=_FIELDS)] = (
        "category",
        "likelihood",
        "impact",
        "mitigation",
    )
    categories: Annotated[tuple[str, ...], Doc("the categories there are; none named is any word")] = ()


@rule(Risk, level=Level.warning, profile=Profile.strict, params=Params)
def check(risk: Risk, view: TeamView, params: Params) -> Iterator[Outcome]:
    threatened = list(_threatened(risk, view.team))
    grave = [one for one in threatened if _is_read(one, params)]
    wanted = dict.fromkeys((*params.always, *(params.fields if grave else ())))
    missing = [field for field in wanted if not _is_told(risk, field)]
    if missing:
        yield _incomplete(risk, missing, threatened)
    category = risk.category if "category" in wanted and "category" not in missing else None
    if category is not None and params.categories and category not in params.categories:
        yield Problem(
            f"risk '{risk.id}' has the category '{category}', which is none of {listed(params.categories)}; choose one",
            risk.at("category"),
            key=("category",),
            evidence=(Fact("category", category, (risk.at("category"),)), Fact("known", params.categories)),
            remedies=(Remedy("choose one of the categories that the policy lists"),),
        )


def _threatened(risk: Risk, team: Team) -> Iterator[Pipeline]:
    if risk.scope is None:
        return iter(team.pipelines or ())
    return team.pipelines_of(risk.scope, off_call=True)


def _is_read(pipeline: Pipeline, params: Params) -> bool:
    return not params.audiences or any(word in params.audiences for word in pipeline.audiences)


def _is_told(risk: Risk, field: str) -> bool:
    match field:
        case "owner":
            return risk.owner is not None and not risk.owner.open
        case "category":
            return _says(risk.category)
        case "likelihood":
            return _says(risk.likelihood)
        case "impact":
            return _says(risk.impact)
    return _says(risk.mitigation)


def _says(text: str | None) -> bool:
    return text is not None and not is_placeholder(text)


def _incomplete(risk: Risk, missing: Sequence[str], threatened: Sequence[Pipeline]) -> Problem:
    return Problem(
        f"risk '{risk.id}' does not tell its {listed(missing)}; add {'it' if len(missing) == 1 else 'them'}",
        _place(risk, missing),
        evidence=(
            Fact("missing", tuple(missing)),
            Fact("pipelines", tuple(one.id for one in threatened), tuple(one.at("id") for one in threatened)),
        ),
        remedies=(_remedy(risk, missing, threatened),),
    )


def _place(risk: Risk, missing: Sequence[str]) -> Place:
    """The first field that stands there and says nothing; else the risk's name."""
    return next((risk.at(field) for field in missing if risk.tells(field)), risk.at("id"))


def _remedy(risk: Risk, missing: Sequence[str], threatened: Sequence[Pipeline]) -> Remedy:
    """Whoever is primary owner of all the pipelines may own the risk; everything else only people know."""
    primaries = [one.owner("primary") for one in threatened]
    names = {tuple(ref.id for ref in party.names) if party is not None else () for party in primaries}
    if list(missing) == ["owner"] and len(names) == 1 and len(name := names.pop()) == 1:
        return Remedy(f"let {name[0]} own it, who owns what it threatens", (Put(risk.at("owner"), name[0]),))
    return Remedy(f"add `{missing[0]}` to the risk" + (", and the others" if len(missing) > 1 else ""))
