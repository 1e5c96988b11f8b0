"""A pipeline of another team that one of ours depends on, and for which nobody answers.

What it checks
--------------
Every `depends_on: [team/pipeline]` leads to a pipeline of a team in this workspace that has an owner. Where the team
has no file here, a partner of that name says how to reach it (`contact`), or that it is outside (`external: true`).
An upstream that says of its owner `{none: reason}` says so on purpose, and passes.

Why it matters
--------------
When data does not arrive, the question is whom to ask. An upstream without an owner is looked after by whoever misses
it first, which is us, at night, without access.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, depends_on: [finance/ledger], owners: {primary: alice, secondary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
partners: [{id: finance, contact: {channel: "#finance"}}]
pipelines:
  - {id: revenue, depends_on: [finance/ledger], owners: {primary: alice, secondary: bob}}
```

Known limits
------------
Only what `depends_on` names is looked at: sources that a runbook mentions have no owner to look up. Pipelines of our
own team are for `single-owner` to judge, and names that look like slips are told by `unknown-reference`.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import owners_of
from pipecheck.model.people import Partner
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.spelling import closest
from pipecheck.model.substance import is_placeholder
from pipecheck.model.team import Team
from pipecheck.model.value import Ref
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Undecided,
    Workspace,
    workspace_rule,
)


class Params(NamedTuple):
    ranks: Annotated[tuple[str, ...], Doc("the ranks of owners of which one is enough")] = ("primary", "secondary")


def _concerned(pipeline: Pipeline, params: Params) -> bool:
    return any("/" in ref.id for ref in pipeline.depends_on)


@workspace_rule(Pipeline, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(pipeline: Pipeline, workspace: Workspace, params: Params) -> Iterator[Outcome]:
    teams = {view.team.team: view.team for view in reversed(workspace.teams)}
    own = next(view.team for view in workspace.teams if view.team.place.document == pipeline.place.document)
    upstreams: dict[str, Ref] = {}
    for ref in pipeline.depends_on:
        upstreams.setdefault(ref.id, ref)
    for name, ref in upstreams.items():
        team, slash, target = name.rpartition("/")
        if not slash:
            continue
        if team in teams:
            yield from _within(pipeline, ref, teams[team], target, params)
        else:
            yield from _outside(pipeline, ref, own, team, closest(team, teams))


# ---- a team of this workspace


def _within(pipeline: Pipeline, ref: Ref, team: Team, name: str, params: Params) -> Iterator[Outcome]:
    if team.pipelines is None:
        why = f"whether '{team.team}' has a pipeline '{name}'"
        yield Undecided("pipelines", team.at("pipelines"), why=why, key=(ref.id,))
        return
    target = next((one for one in team.pipelines if one.id == name), None)
    if target is None:
        return
    if not target.tells("owners"):
        yield Undecided("pipelines.owners", target.at("owners"), why=f"who owns '{ref.id}'", key=(ref.id,))
    elif not any(party.names or party.everybody or party.reason for party in owners_of(target, params.ranks)):
        yield _ownerless(pipeline, ref, target)


def _ownerless(pipeline: Pipeline, ref: Ref, target: Pipeline) -> Problem:
    """One problem at both ends of the edge: at the file whose path sorts last (semantics §15)."""
    there = Related(target.at("owners"), f"'{target.id}' names no owner")
    here = Related(ref.at, f"'{pipeline.id}' depends on it")
    last, first = (there, here) if target.place.document > pipeline.place.document else (here, there)
    return Problem(
        f"pipeline '{pipeline.id}' depends on '{ref.id}', which nobody owns; let '{target.team}' name an owner",
        last.at,
        key=(ref.id,),
        evidence=(Fact("upstream", ref.id, (ref.at, target.at("owners"))),),
        related=(first,),
        remedies=(Remedy(f"ask '{target.team}' to name an owner of '{target.id}'"),),
    )


# ---- a team without a file here


def _outside(pipeline: Pipeline, ref: Ref, own: Team, name: str, near: str | None) -> Iterator[Problem]:
    partner = _partner(own, name)
    if partner is None and near is None:
        yield Problem(
            f"pipeline '{pipeline.id}' depends on '{ref.id}', but there is no team '{name}' in this workspace, nor a "
            "partner of that name; declare it as a partner, or correct the name",
            ref.at,
            key=(ref.id,),
            evidence=(Fact("upstream", ref.id, (ref.at,)),),
            remedies=(Remedy(f"declare '{name}' under `partners`, with a `contact` or as `external: true`"),),
        )
    elif partner is not None and not partner.external and all(map(is_placeholder, partner.contact.values())):
        yield Problem(
            f"pipeline '{pipeline.id}' depends on '{ref.id}', and nothing says whom to ask: '{name}' has no file in "
            f"this workspace, and partner '{partner.id}' no contact; add one, or say `external: true`",
            ref.at,
            key=(ref.id,),
            evidence=(Fact("upstream", ref.id, (ref.at,)), Fact("partner", partner.id, (partner.at("id"),))),
            related=(Related(partner.at("id"), f"how to reach '{partner.id}' would stand here"),),
            remedies=(
                Remedy(f"add a `contact` to partner '{partner.id}'"),
                Remedy(f"say that '{partner.id}' is outside", (Put(partner.at("external"), True),)),
            ),
        )


def _partner(team: Team, name: str) -> Partner | None:
    """The partner that a team's name stands for: by id or alias, or by the team that it is said to be."""
    person = team.person(name)
    if isinstance(person, Partner):
        return person
    partners = (one for one in team.partners if (known := one.sound("workspace_team")) and known.id == name)
    return next(partners, None)
