"""What one person does in several teams, added up, and how much of it somebody has to do at least."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple, TypeAlias

from pipecheck.model.across import Individual
from pipecheck.model.intervals import common, length, union
from pipecheck.model.oncall import OnCall
from pipecheck.model.ownership import active_members
from pipecheck.model.people import Member
from pipecheck.model.schedule import Segment
from pipecheck.model.view import TeamView, Workspace

_SECOND = timedelta(seconds=1)
_SECONDS = timedelta(days=1) // _SECOND
_MOST_TEAMS = 5
"""Of more teams than this, only each for itself and all together are looked at: there are too many sets of them."""

Who: TypeAlias = tuple[str, str]
"""A person, whatever teams they are in; a member of one file by its document and id."""


class Post(NamedTuple):
    """What somebody is in one team."""

    view: TeamView
    member: Member

    @property
    def team(self) -> str:
        return self.view.team.team

    @property
    def document(self) -> str:
        return self.view.team.place.document


def who(post: Post, workspace: Workspace) -> Who:
    """The person behind a post, the same one in all their teams."""
    person = workspace.individual(post.view.team, post.member)
    return (post.document, post.member.id) if person is None else ("", person.id)


def is_alone(post: Post, workspace: Workspace) -> bool:
    """Whether somebody is in this team only."""
    return workspace.individual(post.view.team, post.member) is None


def working_time(posts: Iterable[Post], workspace: Workspace) -> dict[Who, Fraction]:
    """The part of a working week that everybody has for some teams together: one week at most."""
    found: dict[Who, Fraction] = {}
    for post in posts:
        person = who(post, workspace)
        found[person] = min(Fraction(1), found.get(person, Fraction(0)) + post.member.fte)
    return found


def posts_of(person: Individual, workspace: Workspace) -> tuple[Post, ...]:
    """What a person is in each of their teams, in the order of the files."""
    own = {one.team.place.document: one for one in reversed(person.memberships)}
    order = sorted(own, key=lambda path: path.encode("utf-8", "surrogatepass"))
    return tuple(Post(workspace.view_of(own[path].team), own[path].member) for path in order)


def colleagues(view: TeamView, role: str = "") -> Iterator[Post]:
    """The active members of a team, or those of them who may hold a role; whoever works no time at all is left out."""
    for member in active_members(view.team, lambda: view.as_of):
        if member.fte > 0 and (not role or member.may_hold(role)):
            yield Post(view, member)


def needed(
    totals: Mapping[str, Fraction],
    teams: Mapping[str, Sequence[Post]],
    posts: Sequence[Post],
    workspace: Workspace,
) -> Fraction:
    """How much somebody with these posts has to carry, if all is shared as evenly as can be.

    `totals` and `teams` tell by document what a team has to share and who could take it. Whatever some teams have can
    only be shared among their own people: the set of teams with most for each of them decides (semantics §34).
    """
    names = list(totals)
    sizes = range(1, len(names) + 1) if len(names) <= _MOST_TEAMS else (1, len(names))
    most = Fraction(0)
    for size in sizes:
        for some in combinations(names, size):
            there = working_time((one for name in some for one in teams[name]), workspace)
            people = sum(there.values(), Fraction(0))
            if people:
                most = max(most, sum((totals[name] for name in some), Fraction(0)) / people)
    return most * sum(working_time(posts, workspace).values(), Fraction(0))


# ---- duty


def serves(post: Post) -> bool:
    """Whether anything under `oncall` may put a member on duty: only then does a schedule have to be told."""
    oncall: OnCall | None = post.view.team.sound("oncall")
    if oncall is None:
        return False
    columns = (column for rotation in oncall.sound("rotations") or () for column in rotation.sound("columns") or ())
    cells = (
        party for line in oncall.sound("holidays") or () for many in line.sound("cells").values() for party in many
    )
    if any(column.among is not None and column.among.everybody for column in columns):
        return True
    if any(party.everybody for party in cells):
        return True
    named = (one.ref for one in post.view.team.references if one.ref.at.route[:1] == ("oncall",))
    return any(post.view.team.person(ref) is post.member for ref in named)


def held(view: TeamView, who: str, roles: frozenset[str]) -> tuple[Segment, ...]:
    """The stretches of duty that somebody has, or is one of several to have, in order of time."""
    return tuple(
        segment
        for segment in view.schedule.segments()
        if segment.role in roles and (segment.holder == who or (segment.state == "among" and who in segment.candidates))
    )


def days_held(view: TeamView, role: str, start: datetime, end: datetime) -> Mapping[str, Fraction]:
    """The days of a role by member between two instants, from handoff to handoff; an equal share of what is open."""
    window = ((start, end),)
    own: dict[str, list[tuple[datetime, datetime]]] = {}
    found: dict[str, Fraction] = {member.id: Fraction(0) for member in view.team.members or ()}
    for stretch in view.schedule.stretches(role=role):
        if stretch.holder in found:
            own.setdefault(stretch.holder, []).append((stretch.start, stretch.end))
        elif stretch.state == "among":
            shared = Fraction(length(common(((stretch.start, stretch.end),), window)) // _SECOND, _SECONDS)
            for who in stretch.candidates:
                if who in found:
                    found[who] += shared / len(stretch.candidates)
    for who, stretches in own.items():
        found[who] += Fraction(length(common(union(stretches), window)) // _SECOND, _SECONDS)
    return found
