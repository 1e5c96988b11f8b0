"""What a rule may look at: one team and nothing else, or the ledgers of all teams."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar, TypeVarTuple, Unpack

from pipecheck.model.across import Individual
from pipecheck.model.calendar import TeamCalendar, Zones
from pipecheck.model.outcome import Subject
from pipecheck.model.people import Member
from pipecheck.model.schedule import Schedule
from pipecheck.model.team import Team

Sub = TypeVar("Sub", bound=Subject)
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class TeamView(Protocol):
    """One team. Any of these may raise `NotStated`, which the engine turns into an undecided for the subject."""

    @property
    def team(self) -> Team: ...
    @property
    def as_of(self) -> date:
        """The date at which everything is judged. Reading it marks the outcome `dated`."""
        ...

    @property
    def schedule(self) -> Schedule:
        """The resolved schedule. Raises NotStated where the file does not tell enough to resolve one."""
        ...

    @property
    def calendar(self) -> TeamCalendar: ...
    @property
    def zones(self) -> Zones: ...
    def each(self, kind: type[Sub]) -> Sequence[Sub]:
        """All subjects of a kind, in the order of the file; NotStated if one of them had to be set aside."""
        ...

    def measure(self, of: "Callable[[TeamView, Unpack[Ts]], T]", *args: *Ts) -> T:
        """The value of a measure, computed once per team, schedule, arguments (which are hashable) and run."""
        ...


class Workspace(Protocol):
    """All teams, for rules about people and pipelines across files."""

    @property
    def as_of(self) -> date: ...
    @property
    def teams(self) -> Sequence[TeamView]: ...
    def each(self, kind: type[Sub]) -> Sequence[Sub]: ...
    def view_of(self, team: Team) -> TeamView: ...
    def individual(self, team: Team, member: Member) -> Individual | None:
        """The person that a member is, if they stand in other files, too."""
        ...
