"""A pipeline that has to be there, and is not.

What it checks
--------------
Every id in `required` is that of a pipeline of the team. Without `required` there is nothing to judge; a policy that
speaks of several teams says with `where` whose list it is.

Why it matters
--------------
What nobody lists nobody owns, nobody is called for, and no other rule can miss. A list of what there has to be is the
only way to see a hole.

Fails
-----
Under a policy that says

```yaml
# in a policy
rules:
  missing-pipeline: {level: error, params: {required: [revenue, growth]}}
```

this team lacks one of the two:

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
  - {id: growth, owners: {primary: bob, secondary: alice}}
```

Known limits
------------
Ids are compared, not what a pipeline does. A pipeline of another team is not found here.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.spelling import closest
from pipecheck.model.team import Team
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Part,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)


class Params(NamedTuple):
    required: Annotated[tuple[str, ...], Doc("ids of the pipelines that have to be there")] = ()


def _concerned(team: Team, params: Params) -> bool:
    return bool(params.required)


@rule(Team, level=Level.error, profile=Profile.named, params=Params, applies=_concerned)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    known = {pipeline.id: pipeline for pipeline in team.sound("pipelines") or ()}
    missing = [name for name in dict.fromkeys(params.required) if name not in known]
    if not missing:
        return
    if team.pipelines is None:
        yield Undecided("pipelines", team.at("pipelines"), why="which pipelines there are")
        return
    for name in missing:
        near = closest(name, known.keys() - params.required)
        meant = f"; '{near}' is the name most like it" if near is not None else ""
        yield Problem(
            f"the policy requires a pipeline '{name}', and the team has none{meant}; add it",
            team.at("pipelines", part=Part.key),
            key=(name,),
            evidence=(Fact("required", params.required), Fact("missing", name)),
            related=(Related(known[near].at("id"), f"is this '{name}'?"),) if near is not None else (),
            remedies=(
                *([Remedy(f"call '{near}' '{name}' here, or in the policy, if it is the same")] if near else []),
                Remedy(f"add `- {{id: {name}, owners: …}}` under `pipelines`"),
            ),
        )
