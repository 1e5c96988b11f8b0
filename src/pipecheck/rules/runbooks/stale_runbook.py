"""A runbook that nobody has looked through for too long.

What it checks
--------------
A runbook that says how often it is to be looked through (`review_every`) was `reviewed` no longer ago than that, as of
the day of the run. With `max_age` every runbook is due after that time at the latest, whatever it says of itself.
A review that lies in the future has not been done.

A runbook that is due some day and does not say when it was last reviewed is undecided.

Why it matters
--------------
Runbooks go out of date without anybody touching them: the job moves, the dashboard is renamed, the person leaves. A
date in front of the text is how a team notices on an ordinary day.

Fails
-----

```yaml
version: 1
team: data-core
pipelines: [{id: revenue}]
runbooks:
  - {id: revenue, pipelines: [revenue], reviewed: 2025-06-30, review_every: 3mo}
```

Passes
------

```yaml
version: 1
team: data-core
pipelines: [{id: revenue}]
runbooks:
  - {id: revenue, pipelines: [revenue], reviewed: 2025-11-30, review_every: 3mo}
```

Known limits
------------
It believes the date: whether somebody really looked, and what changed since, is not to be seen. The verdict turns by
the calendar alone, so it is a warning at most, unless a policy says otherwise.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, NamedTuple

from pipecheck.model.runbook import Runbook
from pipecheck.model.value import Duration
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    Outcome,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.deadlines import due


class Params(NamedTuple):
    max_age: Annotated[
        Duration | None,
        Doc(
            "the longest time between two reviews; none: only what a runbook says of itself",
            source="90 days: the UK Ministry of Justice's pages are reviewed every three months",
        ),
    ] = None


def _concerned(runbook: Runbook, params: Params) -> bool:
    return not runbook.template and (params.max_age is not None or runbook.tells("review_every"))


@rule(Runbook, level=Level.warning, profile=Profile.recommended, params=Params, applies=_concerned)
def check(runbook: Runbook, view: TeamView, params: Params) -> Iterator[Outcome]:
    reviewed = runbook.reviewed
    if reviewed is None:
        remedy = Remedy("say when somebody last looked through it: `reviewed: 2026-01-05`")
        why = f"when runbook '{runbook.id}' was last reviewed"
        yield Undecided("runbooks.reviewed", runbook.at("reviewed"), (remedy,), why)
        return
    if reviewed > view.as_of:
        yield _to_come(runbook, reviewed, view.as_of)
        return
    wanted = [every for every in (runbook.review_every, params.max_age) if every is not None]
    last, every = min(((due(reviewed, one, view), one) for one in wanted), key=lambda each: each[0])
    if last < view.as_of:
        yield _stale(runbook, reviewed, every, last)


def _stale(runbook: Runbook, reviewed: date, every: Duration, last: date) -> Problem:
    own = every == runbook.review_every
    return Problem(
        f"runbook '{runbook.id}' was last reviewed on {reviewed} and was due again after {every}, on {last}; "
        "look through it, and change the date",
        runbook.at("reviewed"),
        evidence=(
            Fact("reviewed", reviewed, (runbook.at("reviewed"),)),
            Fact("every", str(every), (runbook.at("review_every"),) if own else ()),
            Fact("due", last),
        ),
        related=(Related(runbook.at("review_every"), "it says how often"),) if own else (),
        remedies=(Remedy("look through it, and set `reviewed` to the day on which you did"),),
    )


def _to_come(runbook: Runbook, reviewed: date, today: date) -> Problem:
    return Problem(
        f"runbook '{runbook.id}' says that it was reviewed on {reviewed}, which is still to come as of {today}; "
        "correct the date",
        runbook.at("reviewed"),
        key=("to come",),
        evidence=(Fact("reviewed", reviewed, (runbook.at("reviewed"),)),),
        remedies=(Remedy("set `reviewed` to the day on which somebody last looked through it"),),
    )
