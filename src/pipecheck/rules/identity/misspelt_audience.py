"""An audience that looks like a slip for one that policies speak of.

What it checks
--------------
Every audience of a pipeline against those that the policy names: it is equal to one of them, or it is not like any. An
audience that differs only in case or number, or by one or two letters, is most likely meant to be the same. One problem
a spelling, at the first pipeline that has it.

Why it matters
--------------
Audiences are free words, and rules are switched on by them. `audiences: [investor]` takes a pipeline out of everything
that is said of `investors`, in silence: its runbook is not missed, its owners are not counted, and the run is green.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, audiences: [investor], owners: {primary: alice, secondary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: revenue, audiences: [investors], owners: {primary: alice, secondary: bob}}
  - {id: churn, audiences: [experiments], owners: {primary: bob, secondary: alice}}
```

Known limits
------------
A word of up to four letters is like another when one letter differs, not two: nearly all short words are two letters
apart. An audience that is misspelt beyond recognition is not found here; the summary lists the audiences seen.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from pipecheck.model.spelling import closest
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
    Related,
    Remedy,
    TeamView,
    rule,
)
from pipecheck.rules.prose import counted


class Params(NamedTuple):
    audiences: Annotated[tuple[str, ...], Doc("the audiences that policies speak of")] = ("investors",)


@rule(Team, level=Level.warning, profile=Profile.essential, params=Params)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    for word, places in _written(team).items():
        meant = None if word in params.audiences else closest(word, params.audiences)
        if meant is not None:
            yield _problem(word, meant, list(places))


def _written(team: Team) -> Mapping[str, Mapping[Place, str]]:
    """Every audience, and where it is written, and of which pipeline; what `defaults` lay is written once."""
    written: dict[str, dict[Place, str]] = {}
    for pipeline in team.pipelines or ():
        for number, word in enumerate(pipeline.audiences):
            written.setdefault(word, {}).setdefault(pipeline.at("audiences", number), pipeline.id)
    return written


def _problem(word: str, meant: str, places: list[Place]) -> Problem:
    where = f" ({counted(len(places), 'place')})" if len(places) > 1 else ""
    return Problem(
        f"no setting speaks of the audience '{word}'{where}, but of '{meant}'; write '{meant}' if that is meant",
        places[0],
        key=(word,),
        evidence=(Fact("audience", word, tuple(places)), Fact("meant", meant)),
        related=tuple(Related(place, "written here too") for place in places[1:5]),
        remedies=(Remedy(f"write '{meant}'", tuple(Put(place, meant) for place in places)),),
    )
