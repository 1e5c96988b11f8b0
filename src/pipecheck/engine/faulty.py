"""What is wrong with the files themselves, as outcomes of the rules that are always on (semantics §13)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from pipecheck.engine.found import Found, Row
from pipecheck.engine.locate import Locator
from pipecheck.engine.record import Record
from pipecheck.engine.report import Lack, Verdict
from pipecheck.model.build.spot import field
from pipecheck.model.outcome import FileProblem, Outcome, Problem, Related, Remedy, SubjectKey, Undecided
from pipecheck.model.team import Team
from pipecheck.policy.laid import Policy
from pipecheck.policy.select import Selection
from pipecheck.policy.setting import Effective
from pipecheck.rules.catalog import Entry
from pipecheck.source.place import Place, Route, Span, TextFault

WORKSPACE = SubjectKey("workspace", "")


class Loaded(Protocol):
    """A team file that was read: its team, unless the file is none, and what was wrong on the way."""

    @property
    def path(self) -> str: ...
    @property
    def team(self) -> Team | None: ...
    @property
    def declares_team(self) -> bool:
        """Whether it says that it is a team file; one that cannot be read does not say that it is none."""
        ...

    @property
    def problems(self) -> tuple[FileProblem, ...]: ...
    @property
    def faults(self) -> tuple[TextFault, ...]: ...
    @property
    def files(self) -> tuple[str, ...]:
        """All files that belong to it, its own and its runbooks'."""
        ...


_TRAP = "yaml-trap"


class Speaker(NamedTuple):
    """Who says what is wrong with files, at the level that the policy gives it."""

    policy: Policy
    selection: Selection
    locator: Locator
    aside: frozenset[tuple[str, Route]] = frozenset()
    """Where something was set aside, as `set_aside` tells."""

    def rows(self, loaded: Loaded, record: Record) -> Iterator[Row]:
        """The outcomes about the files of one team."""
        subject = subject_of(loaded)
        for entry in self.policy.catalog:
            if entry.of_files and entry.waivable and self._setting(entry, subject) is not None:
                record.ran(entry, subject)
        for fault in map(self.locator.told, (*loaded.faults, *self._traps(loaded, subject))):
            remedies = (Remedy(fault.hint),) if fault.hint else ()
            problem = Problem(fault.message, Place(fault.span.file), remedies=remedies)
            yield from self.row(fault.rule, subject, problem, fault.span, fault.related)
        for rule, problem in loaded.problems:
            yield from self.row(rule, subject, problem)

    def _traps(self, loaded: Loaded, subject: SubjectKey) -> Sequence[TextFault]:
        """Looked for only where somebody wants to hear of them: the team file is read once more for it."""
        entry = self.policy.catalog.get(_TRAP)
        if entry is None or self._setting(entry, subject) is None:
            return ()
        document = self.locator.document(loaded.path)
        return () if document is None else document.traps

    def located(self, found: Found) -> Row:
        """The row of what a rule found, every place of it made a span."""
        outcome, span = found.outcome, self.locator.span
        verdict = Verdict(
            found.entry.id,
            found.subject,
            found.level,
            isinstance(outcome, Problem),
            outcome.message if isinstance(outcome, Problem) else in_words(outcome, self._lack(outcome)),
            span(outcome.at),
            remedies=outcome.remedies,
            dated=found.dated,
            also=found.also,
            setting=self.policy.span(found.setting.at) if found.setting.at else None,
            waivable=found.setting.waivable,
        )
        if isinstance(outcome, Undecided):
            verdict = verdict._replace(missing=outcome.missing, lack=self._lack(outcome))
        else:
            verdict = verdict._replace(
                related=tuple(dict.fromkeys((span(one.at), one.note) for one in outcome.related)),
                evidence=tuple((fact, tuple(map(span, fact.because))) for fact in outcome.evidence),
            )
        return Row(verdict, found, found.setting.waivable, outcome.key)

    def said(self, rule: str, team: Team, outcome: Outcome) -> Iterator[Row]:
        """The row of an outcome of a team that the engine finds for a rule, or none where the rule is off."""
        entry = self.policy.catalog[rule]
        setting = self._setting(entry, team.key)
        if setting is not None:
            yield self.located(Found(entry, team.key, outcome, setting, team, (team,)))

    def row(
        self,
        rule: str,
        subject: SubjectKey,
        problem: Problem,
        span: Span | None = None,
        related: Sequence[tuple[Span, str]] = (),
    ) -> Iterator[Row]:
        """The row of one problem, or none where its rule is off."""
        setting = self._setting(self.policy.catalog[rule], subject)
        if setting is None:
            return
        level = setting.level
        verdict = Verdict(
            rule,
            subject,
            level,
            True,
            problem.message,
            span or self.locator.span(problem.at),
            related=tuple(dict.fromkeys(related or ((self.locator.span(one.at), one.note) for one in problem.related))),
            evidence=tuple((fact, tuple(map(self.locator.span, fact.because))) for fact in problem.evidence),
            remedies=problem.remedies,
            setting=self.policy.span(setting.at) if setting.at else None,
            waivable=setting.waivable,
        )
        yield Row(verdict, waivable=setting.waivable, key=problem.key or (problem.at.document, problem.message))

    def _lack(self, undecided: Undecided) -> Lack:
        """Whether the field that is missed was set aside, stands there and tells too little, or is not there."""
        document, route = undecided.at.document, undecided.at.route
        if (document, route) in self.aside:
            return "unreadable"
        there = self.locator.document(document) if field(route) == undecided.missing else None
        return "short" if there is not None and there.has(route) else "absent"

    def _setting(self, entry: Entry, subject: SubjectKey) -> Effective | None:
        if not self.selection.has(entry.id):
            return None
        if entry.id in self.selection.asked:
            return self.policy.default_for(entry)
        return self.policy.setting_for_file(entry, subject.team)


def in_words(undecided: Undecided, lack: Lack) -> str:
    """The sentence of an undecided outcome."""
    missing, why = f"`{undecided.missing}`", undecided.why
    if lack == "unreadable":
        return f"{missing} cannot be read, so it is not told {why}" if why else f"{missing} cannot be read"
    if why:
        return f"it is not told {why} ({missing})"
    return f"{missing} does not tell enough" if lack == "short" else f"{missing} is not told"


def set_aside(loaded: Iterable[Loaded]) -> frozenset[tuple[str, Route]]:
    """The files and routes where something has the wrong shape: what needs it points there (semantics §7)."""
    places = (one.problem.at for file in loaded for one in file.problems)
    return frozenset((place.document, place.route) for place in places)


def is_broken(loaded: Loaded) -> bool:
    """Whether a file may hold a team that nobody could read. One that says it is no team file is not broken."""
    return loaded.team is None and loaded.declares_team


def subject_of(loaded: Loaded) -> SubjectKey:
    """Whose a file is: its team, or the workspace where none is known."""
    return WORKSPACE if loaded.team is None else SubjectKey("team", loaded.team.team)


def repeated(loaded: Sequence[Loaded], speaker: Speaker) -> Iterator[Row]:
    """Two files that declare one team, which no rule of one team can see (semantics §11)."""
    if not speaker.selection.has("duplicate-identity"):
        return
    first: dict[str, str] = {}
    for one in loaded:
        if one.team is None:
            continue
        team = one.team.team
        other = first.setdefault(team, one.path)
        if other != one.path:
            problem = Problem(
                f"the team '{team}' is declared in two files, and both are judged",
                Place(one.path, ("team",)),
                key=("team", team),
                related=(Related(Place(other, ("team",)), "declared here too"),),
                remedies=(Remedy("give one of them another id, or make the two files one"),),
            )
            yield from speaker.row("duplicate-identity", SubjectKey("team", team), problem)
