"""A pipeline that another team has, too, by its id.

What it checks
--------------
No two teams of the workspace call a pipeline alike. It is told once, in the file that sorts last; the others are shown
beside it.

Why it matters
--------------
Ids are local to a team file, and pipecheck keeps them apart. ACME's dashboards do not: they show one of the two.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}]
pipelines: [{id: profit, owners: {primary: alice}}]
```

```yaml
version: 1
team: finance
members: [{id: bob}]
pipelines: [{id: profit, owners: {primary: bob}}]
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}]
pipelines: [{id: profit, owners: {primary: alice}}]
```

```yaml
version: 1
team: finance
members: [{id: bob}]
pipelines: [{id: finance-profit, owners: {primary: bob}}]
```

Known limits
------------
Case counts: `profit` and `Profit` are two ids.
"""

from collections.abc import Iterator

from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Problem,
    Profile,
    Related,
    Remedy,
    Workspace,
    workspace_rule,
)


@workspace_rule(Pipeline, level=Level.warning, profile=Profile.named)
def check(pipeline: Pipeline, view: Workspace, params: NoParams) -> Iterator[Outcome]:
    alike = [one for one in view.each(Pipeline) if one.id == pipeline.id and one.team != pipeline.team]
    if not alike or any(one.place.document > pipeline.place.document for one in alike):
        return
    teams = tuple(sorted(one.team for one in alike))
    yield Problem(
        f"pipeline '{pipeline.id}' of {pipeline.team} is called like one of {' and '.join(teams)}; rename one of them",
        pipeline.at("id"),
        evidence=(Fact("teams", teams),),
        related=tuple(Related(one.at("id"), f"that of {one.team}") for one in alike),
        remedies=(Remedy(f"call it `{pipeline.team}-{pipeline.id}`"),),
    )
