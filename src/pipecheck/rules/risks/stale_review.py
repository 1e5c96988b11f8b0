"""Something that was to be looked at again and was not.

What it checks
--------------
Each entry of `reviews` was last done no longer ago than its `every` as of the day of the run, or than the parameter
`every` where it tells none. Each risk was `reviewed` within `every`, too; where the team keeps a review of `risks`,
that one stands for all of them. One problem for each review, and one for all the risks that are due. A review that lies
in the future has not been done.

Without the day of the last one the verdict is undecided.

Why it matters
--------------
A list of risks describes the day on which it was made. Sources change, people leave, and what could not happen then can
happen now.

Fails
-----

```yaml
version: 1
team: data-core
reviews:
  - {what: risks, every: 3mo, last: 2025-09-30}
```

Passes
------

```yaml
version: 1
team: data-core
risks:
  - {id: late-upstream, title: Upstream data arrives late, reviewed: 2026-01-05}
reviews:
  - {what: runbooks, every: 1mo, last: 2025-12-20}
```

Known limits
------------
It judges the team as a whole, so `where` chooses it by `teams` only. It believes the dates. The verdict turns by the
calendar alone, so it is a warning at most, unless a policy says otherwise.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, NamedTuple

from pipecheck.model.runbook import Review, Risk
from pipecheck.model.team import Team
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
from pipecheck.rules.prose import counted, shortened

_OF_RISKS = "risks"


class Params(NamedTuple):
    every: Annotated[
        Duration, Doc("the longest time between two reviews that tell none of their own", source="every quarter")
    ] = Duration(3, "mo")


def _concerned(team: Team, params: Params) -> bool:
    return bool(team.sound("reviews") or team.sound("risks"))


@rule(Team, level=Level.warning, profile=Profile.strict, params=Params, applies=_concerned)
def check(team: Team, view: TeamView, params: Params) -> Iterator[Outcome]:
    told = {(each.what, each.last, each.every): each for each in team.reviews}
    for review in told.values():
        yield from _of_review(review, view, params)
    if team.risks and not any(review.what.casefold() == _OF_RISKS for review in told.values()):
        yield from _of_risks(team.risks, view, params)


# ---- a review


def _of_review(review: Review, view: TeamView, params: Params) -> Iterator[Outcome]:
    last, every = review.last, review.every or params.every
    if last is None:
        remedy = Remedy("say when it was last done: `last: 2026-01-05`")
        why = f"when the review of '{review.what}' was last done"
        yield Undecided("reviews.last", review.at("last"), (remedy,), why, key=(review.what,))
        return
    until = due(last, every, view)
    if last <= view.as_of <= until:
        return
    if last > view.as_of:
        said = f"is said to have been done on {last}, which is still to come as of {view.as_of}; correct the date"
    else:
        said = f"was last done on {last} and was due again after {every}, on {until}; do it"
    yield Problem(
        f"the review of '{review.what}' {said}",
        review.at("last"),
        key=("review", review.what, str(last)),
        evidence=(
            Fact("last", last, (review.at("last"),)),
            Fact("every", str(every), (review.at("every"),) if review.every is not None else ()),
            Fact("due", until),
        ),
        related=(Related(review.at("every"), "it says how often"),) if review.every is not None else (),
        remedies=(Remedy("do it, and set `last` to the day on which you did"),),
    )


# ---- risks that no review stands for


def _of_risks(risks: Sequence[Risk], view: TeamView, params: Params) -> Iterator[Outcome]:
    stale: list[tuple[Risk, date]] = []
    untold: list[Risk] = []
    for risk in risks:
        reviewed = risk.reviewed
        if reviewed is None:
            untold.append(risk)
        elif not reviewed <= view.as_of <= due(reviewed, params.every, view):
            stale.append((risk, reviewed))
    if stale:
        yield _stale(stale, len(risks), view, params)
    if untold:
        remedies = (Remedy("say when they were last looked at: `reviewed`, or a review of `risks` with its `last`"),)
        why = f"when {counted(len(untold), 'risk was', 'risks were')} last reviewed"
        yield Undecided("risks.reviewed", untold[0].at("reviewed"), remedies, why)


def _stale(stale: Sequence[tuple[Risk, date]], total: int, view: TeamView, params: Params) -> Problem:
    names = shortened(f"{risk.id} ({reviewed})" for risk, reviewed in stale)
    were = "was" if len(stale) == 1 else "were"
    return Problem(
        f"{len(stale)} of {counted(total, 'risk')} {were} not reviewed within {params.every} of {view.as_of}: {names}; "
        "look at them again, and change the dates",
        stale[0][0].at("reviewed"),
        key=(_OF_RISKS,),
        evidence=(
            Fact(
                "risks",
                {risk.id: reviewed for risk, reviewed in stale},
                tuple(risk.at("reviewed") for risk, _ in stale),
            ),
            Fact("every", str(params.every)),
        ),
        related=tuple(Related(risk.at("reviewed"), "not since then") for risk, _ in stale[1:6]),
        remedies=(Remedy("look at each, and set `reviewed` to the day on which you did"),),
    )
