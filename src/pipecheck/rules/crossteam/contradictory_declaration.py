"""One fact that is told in two ways.

What it checks
--------------
Within a file: two entries of `defaults` do not give one pipeline different values of one key, a pipeline does not
promise one kind of SLA twice with different deadlines for the same target and severity, and no dated turn of a rota
lies outside `oncall.period`.

Across files: a person who stands in several (by one e-mail address, or by `person: team/member`) has one region, one
zone, and no more working time than there is: two parts of a week may differ, but not where they make up more than
one. A team that others name by `team:` has one name and one contact of each kind. A pipeline that a team says another
team owns is not said by that team to belong to a third.

One problem for each fact, however many files tell it.

Why it matters
--------------
Of two statements one is wrong, and pipecheck, like everybody else, believes whichever it reads: the holidays of the
wrong country, the promise that nobody keeps, the channel where nobody listens.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - id: revenue
    owners: {primary: alice, secondary: bob}
    slas: [{kind: freshness, within: 24h}, {kind: freshness, within: 48h}]
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - id: revenue
    owners: {primary: alice, secondary: bob}
    slas: [{kind: freshness, within: 24h, target: 95 %}, {kind: freshness, within: 48h, target: 99.9 %}]
```

Known limits
------------
A region or zone that a member only inherits from the team is not a statement about the person. Joining one team later
than another is no contradiction; name `active` under `facts` where people are in all their teams at the same time. What
a runbook repeats is for `disagreeing-runbook`, and `oncall: {none: …}` against a rota for `uncovered-pipeline` to say.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, NamedTuple

from pipecheck.model.across import Individual, WholeWorkspace
from pipecheck.model.oncall import Rotation, Turn
from pipecheck.model.people import Member, Partner
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import LaidTwice, Team
from pipecheck.model.value import Sla, When
from pipecheck.rules.base import (
    Doc,
    Fact,
    Level,
    NotStated,
    Outcome,
    Place,
    Problem,
    Profile,
    Related,
    Remedy,
    Workspace,
    workspace_rule,
)
from pipecheck.rules.deadlines import in_words
from pipecheck.rules.prose import bounds, days, listed, quoted, shortened
from pipecheck.rules.statements import Statement, contradiction, gathered

_RELATED = 5
_FACTS = ("region", "timezone", "fte")
_CONTACTS = ("email", "phone", "channel", "pager", "url")


class Params(NamedTuple):
    facts: Annotated[
        tuple[str, ...],
        Doc("what all files have to tell alike of one person", choices=(*_FACTS, "active")),
    ] = _FACTS


@workspace_rule(WholeWorkspace, level=Level.error, profile=Profile.recommended, params=Params)
def check(whole: WholeWorkspace, workspace: Workspace, params: Params) -> Iterator[Outcome]:
    teams = [view.team for view in workspace.teams]
    for team in teams:
        yield from _laid_twice(team)
        yield from _promised_twice(team)
        yield from _outside_period(team)
    for person in workspace.each(Individual):
        yield from _of_person(person, params.facts)
    yield from _of_teams(teams)
    yield from _of_pipelines(teams)


# ---- within a file


def _laid_twice(team: Team) -> Iterator[Problem]:
    """Two entries of `defaults`, told once for all pipelines under which they differ."""
    groups: dict[tuple[str, Place], list[LaidTwice]] = {}
    for one in team.conflicts:
        groups.setdefault((one.key, one.first), []).append(one)
    for (key, first), found in groups.items():
        pipelines = tuple(dict.fromkeys(one.pipeline for one in found))
        others = tuple(dict.fromkeys(one.second for one in found))
        yield Problem(
            f"entries of `defaults` of team '{team.team}' give {shortened(quoted(pipelines))} different `{key}`, and "
            "the first counts; let them select different pipelines",
            others[0],
            key=("defaults", team.team, key, pipelines[0]),
            evidence=(Fact("key", key, (first, *others)), Fact("pipelines", pipelines)),
            related=(Related(first, "this one counts"), *(Related(at, "and this not") for at in others[1:_RELATED])),
            remedies=(Remedy(f"take `{key}` out of one of them, or say it at the pipeline itself"),),
        )


def _promised_twice(team: Team) -> Iterator[Outcome]:
    for pipeline in team.sound("pipelines") or ():
        try:
            yield from _promises(team, pipeline)
        except NotStated as missing:
            if len(pipeline.sound("slas") or ()) > 1:
                yield missing.undecided


def _promises(team: Team, pipeline: Pipeline) -> Iterator[Problem]:
    """Promises that cannot both be meant: of one kind and severity, for one target, and not by the same time."""
    alike: dict[tuple[str, str, str, str], list[Sla]] = {}
    for sla in pipeline.slas:
        if sla.within is not None or sla.by is not None:
            target = "".join((sla.target or "").split())
            bound = "within" if sla.within is not None else "by"
            group = sla.kind.casefold(), (sla.severity or "").casefold(), target, bound
            alike.setdefault(group, []).append(sla)
    for (kind, severity, target, bound), slas in alike.items():
        said = tuple(dict.fromkeys(map(_said, slas)))
        if len(said) > 1:
            first, last = slas[0], next(sla for sla in reversed(slas) if _said(sla) != said[0])
            of = f" for '{last.severity}'" if last.severity else ""
            yield Problem(
                f"pipeline '{team.team}/{pipeline.id}' promises '{first.kind}'{of} {said[0]} and {_said(last)}; "
                "let one of the two go",
                last.at,
                key=("sla", team.team, pipeline.id, kind, severity, target, bound),
                evidence=(Fact("promises", said, tuple(sla.at for sla in slas)),),
                related=tuple(Related(sla.at, f"here it is {_said(sla)}") for sla in slas if sla is not last),
                remedies=(Remedy("keep the promise that is meant, or give each a `target` of its own"),),
            )


def _said(sla: Sla) -> str:
    return f"within {sla.within}" if sla.within is not None else f"by {in_words(sla.by)}" if sla.by else ""


def _outside_period(team: Team) -> Iterator[Outcome]:
    """Dated turns that lie wholly before or after the period, told once for each rota."""
    oncall = team.sound("oncall")
    if oncall is None:
        return
    try:
        period = oncall.period
    except NotStated as missing:
        if any(row.first is not None for rotation in oncall.sound("rotations") or () for row in rotation.turns):
            yield missing.undecided
        return
    if period is None:
        return
    for rotation in oncall.sound("rotations") or ():
        rows = [row for row in rotation.sound("turns") or () if _lies_outside(row, period.first, period.last)]
        if rows:
            yield _outside(team, rotation, rows, bounds(_day(period.first), _day(period.last)), period.at)


def _lies_outside(row: Turn, first: When | None, last: When | None) -> bool:
    begins, ends = _day(row.first), _day(row.last)
    begin, end = _day(first), _day(last)
    late = begins is not None and end is not None and begins > end
    return late or (ends is not None and begin is not None and ends < begin)


def _outside(team: Team, rotation: Rotation, rows: Sequence[Turn], period: str, at: Place) -> Problem:
    said = tuple(_days_of(row) for row in rows)
    if len(rows) == 1:
        which, them, their = f"a turn ({said[0]}) lies", "it", "its"
    else:
        which, them, their = f"{len(rows)} turns lie", "them", "their"
    return Problem(
        f"{which} outside the period of team '{team.team}', {period}, in rotation '{rotation.id}', so nobody looks at "
        f"{them}; correct {their} dates or the period",
        rows[0].at,
        key=("period", team.team, rotation.id),
        evidence=(Fact("turns", said, tuple(row.at for row in rows)), Fact("period", period, (at,))),
        related=(Related(at, "the period"), *(Related(row.at, "outside, too") for row in rows[1:_RELATED])),
        remedies=(Remedy("widen `oncall.period`, or move what is past to `history.shifts`"),),
    )


def _days_of(row: Turn) -> str:
    first, last = _day(row.first), _day(row.last)
    return days(first, last) if first is not None and last is not None else bounds(first, last)


def _day(when: When | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


# ---- across files


def _of_person(person: Individual, facts: Iterable[str]) -> Iterator[Outcome]:
    names = [(one.team.team, one.member) for one in person.memberships]
    for fact in facts:
        told, missing = gathered(names, fact, _SAYINGS[fact])
        if missing and len(told) + len(missing) > 1:
            yield missing[0]
        elif fact != "fte" or sum(one.member.fte for one in person.memberships if one.member.tells("fte")) > 1:
            yield from contradiction(f"the {_NOUNS[fact]} of '{person.id}'", told, ("person", person.id, fact))


def _active(member: Member) -> tuple[Hashable, str]:
    stretches = tuple((_day(one.first), _day(one.last)) for one in member.active)
    return stretches, listed(bounds(*one) for one in stretches) if stretches else "always"


_NOUNS: Mapping[str, str] = {"region": "region", "timezone": "zone", "fte": "working time", "active": "membership"}
_SAYINGS: Mapping[str, Callable[[Member], tuple[Hashable, str]]] = {
    "region": lambda member: (member.region, f"'{member.region}'"),
    "timezone": lambda member: (member.timezone, f"'{member.timezone}'"),
    "fte": lambda member: (member.fte, str(float(member.fte))),
    "active": _active,
}


def _of_teams(teams: Sequence[Team]) -> Iterator[Outcome]:
    """Names and contacts of teams, as their partners tell them and as they do themselves."""
    known = {team.team: team for team in reversed(teams)}
    named: dict[str, list[tuple[str, Team | Partner]]] = {}
    for team in teams:
        for partner in team.sound("partners") or ():
            meant = partner.sound("workspace_team")
            if meant is not None and meant.id != team.team:
                named.setdefault(meant.id, []).append((team.team, partner))
    for name, partners in named.items():
        own: list[tuple[str, Team | Partner]] = [(name, known[name])] if name in known else []
        told, missing = gathered([*own, *partners], "name", lambda one: (one.name, f"'{one.name}'"), owner=name)
        yield from missing[: len(told)]
        yield from contradiction(f"the name of team '{name}'", told, ("team", name, "name"))
        for kind in _CONTACTS:
            yield from _contacts(name, kind, partners)


def _contacts(name: str, kind: str, partners: Iterable[tuple[str, Team | Partner]]) -> Iterator[Problem]:
    """Contacts are private: a message says that they differ, and not what they are (semantics §31)."""
    told = [
        Statement("".join(contact[kind].split()).casefold(), "", team, partner.at("contact", kind))
        for team, partner in partners
        if isinstance(partner, Partner) and kind in (contact := partner.sound("contact") or {})
    ]
    yield from contradiction(f"the {kind} of team '{name}'", told, ("team", name, kind))


def _of_pipelines(teams: Sequence[Team]) -> Iterator[Problem]:
    """A pipeline that one file gives to a team, and that team's own file to a third."""
    known = {team.team: team for team in reversed(teams)}
    told: set[tuple[str, ...]] = set()
    for team in teams:
        for pipeline in team.sound("pipelines") or ():
            ours = _owned_by(team, pipeline)
            other = known.get(str(ours.value)) if ours is not None else None
            if ours is None or other is None or other is team:
                continue
            same = (one for one in other.sound("pipelines") or () if one.id == pipeline.id)
            theirs = next((said for one in same if (said := _owned_by(other, one)) is not None), None)
            key = ("pipeline", pipeline.id, *sorted((team.team, other.team)))
            if theirs is not None and key not in told:
                told.add(key)
                yield from contradiction(f"the team that owns pipeline '{pipeline.id}'", (ours, theirs), key)


def _owned_by(team: Team, pipeline: Pipeline) -> Statement | None:
    """The team of this workspace that is the one primary owner of a pipeline, if it is another team."""
    try:
        primary = pipeline.owner("primary")
    except NotStated:
        return None
    if primary is None or len(primary.names) != 1:
        return None
    partner = team.person(primary.names[0])
    meant = partner.sound("workspace_team") if isinstance(partner, Partner) else None
    if meant is None or meant.id == team.team:
        return None
    return Statement(meant.id, f"'{meant.id}'", team.team, primary.names[0].at)
