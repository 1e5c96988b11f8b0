"""All teams at once, for the few rules that look across files."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar, TypeVarTuple, Unpack, cast

from pipecheck.engine.fence import Fence
from pipecheck.engine.judge import Judgement, Reading, Readings, contained, outcomes_of
from pipecheck.engine.undated import undated
from pipecheck.model.across import Individual, WholeWorkspace, individuals, whole
from pipecheck.model.calendar import TeamCalendar, Zones
from pipecheck.model.outcome import NotStated, Subject
from pipecheck.model.people import Member
from pipecheck.model.schedule import Schedule
from pipecheck.model.team import Team
from pipecheck.model.view import TeamView
from pipecheck.rules.catalog import AnyRule

Sub = TypeVar("Sub", bound=Subject)
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Everyone:
    """The teams of a workspace, sorted by path. It remembers whether as-of was read."""

    def __init__(self, teams: Sequence[Readings], as_of: date) -> None:
        self._as_of = as_of
        self.dated = False
        self._views = tuple(_OneReading(team, self) for team in teams)

    @property
    def as_of(self) -> date:
        self.dated = True
        return self._as_of

    @property
    def teams(self) -> Sequence[TeamView]:
        return self._views

    def each(self, kind: type[Sub]) -> Sequence[Sub]:
        """The subjects of all teams; NotStated if one of them had to be set aside."""
        across = self.across(kind)
        if across is None:
            return tuple(subject for view in self._views for subject in view.each(kind))
        return cast(Sequence[Sub], [subject for subject, _ in across])

    def across(self, kind: type[Subject]) -> Sequence[tuple[Subject, tuple[Team, ...]]] | None:
        """Subjects that only all teams together make up, with the teams they belong to; None for all other kinds."""
        if kind is Individual:
            return [(person, person.teams) for person in self._individuals]
        if kind is WholeWorkspace:
            teams = tuple(view.team for view in self._views)
            return [(one, teams) for one in whole(teams)]
        return None

    def view_of(self, team: Team) -> TeamView:
        """The view of one of these teams."""
        return self._by_file[team.place.document]

    def individual(self, team: Team, member: Member) -> Individual | None:
        """The person that a member is, if they stand in other files, too."""
        return self._by_member.get((team.place.document, member.id))

    @cached_property
    def _by_file(self) -> Mapping[str, TeamView]:
        return {view.team.place.document: view for view in self._views}

    @cached_property
    def _by_member(self) -> Mapping[tuple[str, str], Individual]:
        return {
            (one.team.place.document, one.member.id): person
            for person in self._individuals
            for one in person.memberships
        }

    @cached_property
    def _individuals(self) -> tuple[Individual, ...]:
        return individuals([view.team for view in self._views])

    def judge(
        self, rule_id: str, rule: AnyRule, params: object, subject: Subject, fence: Fence | None = None
    ) -> Judgement:
        """One rule that looks across files, on one subject."""
        return contained(rule_id, rule, subject.key, lambda: self._judged(rule, params, subject), fence)

    def _judged(self, rule: AnyRule, params: object, subject: Subject) -> Judgement:
        if rule.applies is not None and not rule.applies(subject, params):
            return Judgement(concerned=False)
        self.dated = False
        outcomes = outcomes_of(rule.check(subject, self, params))
        return Judgement(outcomes, self.dated)


class _OneReading:
    """A team whose schedule is one thing: where its rota could begin at several dates it is not stated, for no one
    combination of the starts of all teams is more likely than another."""

    def __init__(self, team: Readings, everyone: Everyone) -> None:
        self._readings = team
        self._everyone = everyone
        self._view: Reading = team.view(0)

    @property
    def team(self) -> Team:
        return self._view.team

    @property
    def as_of(self) -> date:
        self._everyone.dated = True
        return self._view.as_of

    @property
    def schedule(self) -> Schedule:
        schedule = self._view.schedule
        if self._readings.readings() > 1:
            raise NotStated(undated(self.team))
        self._everyone.dated |= schedule.dated
        return schedule

    @property
    def calendar(self) -> TeamCalendar:
        return self._view.calendar

    @property
    def zones(self) -> Zones:
        return self._view.zones

    def each(self, kind: type[Sub]) -> Sequence[Sub]:
        return self._view.each(kind)

    def measure(self, of: Callable[[TeamView, Unpack[Ts]], T], *args: *Ts) -> T:
        with self._view.watched() as watch:
            value = self._view.measure(of, *args)
        if watch.schedule and self._readings.readings() > 1:
            raise NotStated(undated(self.team))
        self._everyone.dated |= watch.as_of
        return value
