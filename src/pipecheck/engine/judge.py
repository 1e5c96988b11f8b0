"""One rule on one subject: three verdicts, and whatever a rule may do instead is held here."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol, TypeVar

from pipecheck.engine.fence import Breach, Fence
from pipecheck.engine.report import Crash
from pipecheck.engine.undated import undated
from pipecheck.model.outcome import Fact, NotStated, Outcome, Problem, Subject, SubjectKey, Undecided
from pipecheck.model.team import Team
from pipecheck.model.view import TeamView
from pipecheck.policy.expressions import Looked
from pipecheck.policy.faults import Broken
from pipecheck.rules.catalog import AnyRule
from pipecheck.source.place import Place

_MOST = 10_000
"""Outcomes of one rule on one subject: far beyond what anybody reads, and a bound on a rule that never ends."""

Sub = TypeVar("Sub", bound=Subject)


class Watch(Protocol):
    """What was looked at meanwhile, measures that were already known included."""

    @property
    def as_of(self) -> bool: ...
    @property
    def schedule(self) -> bool: ...


class Reading(TeamView, Protocol):
    """A team under one reading of its rotas."""

    def watched(self) -> AbstractContextManager[Watch]: ...
    def subjects(self, kind: type[Sub]) -> Sequence[Sub]: ...


class Readings(Protocol):
    """A team under every reading of its rotas: one where they are dated, one for each start where they are not."""

    def readings(self) -> int: ...
    def view(self, reading: int) -> Reading: ...


class Judgement(NamedTuple):
    """What judging a subject came to; without outcomes it passed, unless it was not concerned."""

    outcomes: tuple[Outcome, ...] = ()
    dated: bool = False
    """As-of was read (semantics §19)."""
    concerned: bool = True
    looked: Looked | None = None
    """What an expression had to look at."""
    crash: Crash | None = None


class _Look(NamedTuple):
    """The outcomes under one reading."""

    outcomes: tuple[Outcome, ...]
    dated: bool
    schedule: bool
    assumed: str = ""
    looked: Looked | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Problem))

    @property
    def verdict(self) -> str:
        if self.problems:
            return "problem"
        return "undecided" if self.outcomes else "pass"


def judge(
    rule_id: str, rule: AnyRule, params: object, subject: Subject, team: Readings, fence: Fence | None = None
) -> Judgement:
    """One rule on one subject of a team, under every reading there is; it stops at the first disagreement."""
    return contained(rule_id, rule, subject.key, lambda: _judged(rule, params, subject, team), fence)


def asked_of(rule_id: str, rule: AnyRule, view: Reading, fence: Fence | None = None) -> Judgement:
    """What a team without a subject of the rule's kind would have to tell to have one; no outcome is nothing."""

    def ask() -> Judgement:
        missing = None if rule.without is None else rule.without(view)
        return Judgement(() if missing is None else (missing,))

    return contained(rule_id, rule, view.team.key, ask, fence)


def contained(
    rule_id: str, rule: AnyRule, subject: SubjectKey, judged: Callable[[], Judgement], fence: Fence | None = None
) -> Judgement:
    """Whatever a rule raises, an attempt to leave the program included, is a crash of that rule and no more.

    `fence` stands around the rules of others; only somebody at the keyboard interrupts a run.
    """
    try:
        return judged() if fence is None else fence.around(judged, lambda judgement: judgement.outcomes)
    except NotStated as missing:
        return Judgement((missing.undecided,))
    except Broken as broken:
        return broken_at(rule_id, subject, broken)
    except KeyboardInterrupt:
        raise
    except Breach as breach:
        return Judgement(crash=Crash(rule_id, subject, str(breach), _where_it_begins(rule)))
    except BaseException as error:
        return Judgement(crash=crash_of(rule_id, rule.module, subject, error))


def broken_at(rule_id: str, subject: SubjectKey, broken: Broken) -> Judgement:
    """An expression that failed on a subject: a crash, at its place in the policy."""
    return Judgement(crash=Crash(rule_id, subject, f"expression: {broken.message}", broken.at))


def outcomes_of(found: Iterator[Outcome]) -> tuple[Outcome, ...]:
    """What a rule yields. A fact that is not stated ends the judging; what was found before it stands."""
    outcomes: list[Outcome] = []
    if not isinstance(found, Iterable):
        raise Breach(f"it returned {type(found).__name__}, where a rule yields outcomes")
    try:
        for outcome in found:
            if len(outcomes) == _MOST:
                raise Breach(f"it yielded more than {_MOST:,} outcomes of one subject")
            if not isinstance(outcome, Problem | Undecided) or not isinstance(outcome.at, Place):
                raise Breach(f"it yielded {type(outcome).__name__}, not a problem or an undecided at a place")
            outcomes.append(outcome)
    except NotStated as missing:
        outcomes.append(missing.undecided)
    return tuple(outcomes)


def crash_of(rule_id: str, module: str, subject: SubjectKey, error: BaseException) -> Crash:
    """A crash in words that are the same on every machine, and tell nobody's address (semantics §31).

    Its frame is the last one in the rule's own module, where there is one, and the one that raised.
    """
    frames: list[str] = []
    own = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        file = code.co_filename.replace("\\", "/").rpartition("/")[2]
        frames.append(f"{file}:{trace.tb_lineno} in {code.co_name}")
        if trace.tb_frame.f_globals.get("__name__") == module:
            own = frames[-1]
        trace = trace.tb_next
    frame = frames[-1] if frames else ""
    if own and own != frame:
        frame = f"{own}, at {frame}"
    message = " ".join("…" if "@" in word else word for word in _told(error).split())
    return Crash(rule_id, subject, f"{type(error).__name__}: {message}" if message else type(error).__name__, frame)


def _told(error: BaseException) -> str:
    """The words of an error, whose class may be anybody's."""
    try:
        return str(error)
    except Exception as worse:
        return f"its message raises {type(worse).__name__}"


def _where_it_begins(rule: AnyRule) -> str:
    """The line on which a rule's function begins, for what has no frame of its own."""
    code = getattr(rule.check, "__code__", None)
    if code is None:
        return rule.module
    return f"{code.co_filename.replace(chr(92), '/').rpartition('/')[2]}:{code.co_firstlineno} in {code.co_name}"


def _judged(rule: AnyRule, params: object, subject: Subject, team: Readings) -> Judgement:
    if rule.applies is not None and not rule.applies(subject, params):
        return Judgement(concerned=False)
    first = _look(rule, params, subject, team.view(0))
    looks = [first]
    if first.schedule:
        for number in range(1, team.readings()):
            looks.append(_look(rule, params, subject, team.view(number)))
            if looks[-1].verdict != first.verdict:
                break
    settled = _settled(looks, team.view(0).team)
    return Judgement(settled, any(look.dated for look in looks), looked=first.looked)


def _look(rule: AnyRule, params: object, subject: Subject, view: Reading) -> _Look:
    with view.watched() as watch:
        found = rule.check(subject, view, params)
        looked: list[Looked] = []
        outcomes = outcomes_of(_ending(found, looked) if isinstance(found, Generator) else found)
    assumed = ""
    if watch.schedule and outcomes:
        try:
            assumed = view.schedule.assumed
        except NotStated:
            return _Look(outcomes, watch.as_of, schedule=False)
    return _Look(outcomes, watch.as_of, watch.schedule, assumed, next(iter(looked), None))


def _ending(found: Generator[Outcome, None, object], looked: list[Looked]) -> Iterator[Outcome]:
    """What a rule yields; and, when an expression ends, what it had to look at."""
    ended = yield from found
    if isinstance(ended, Looked):
        looked.append(ended)


def _settled(looks: Sequence[_Look], team: Team) -> tuple[Outcome, ...]:
    """What all readings agree on (semantics §22)."""
    first, last = looks[0], looks[-1]
    if last.verdict != first.verdict:
        # A fact that one reading misses is missing whatever the start; else it is the start that would decide.
        missed = next((look for look in (first, last) if look.verdict == "undecided"), None)
        return missed.outcomes if missed is not None else (undated(team),)
    if len(looks) == 1 or not first.problems:
        return first.outcomes
    others = tuple(outcome for outcome in first.outcomes if not isinstance(outcome, Problem))
    return _agreed(looks) + others


def _agreed(looks: Sequence[_Look]) -> tuple[Problem, ...]:
    """The problems that stand whichever week the rota begins; where each start has others, one of them for all."""
    first = looks[0]
    messages = [{problem.key: problem.message for problem in look.problems} for look in looks]
    common = [problem for problem in first.problems if all(problem.key in found for found in messages)]
    if not common:
        example = first.problems[0]
        return (_said(example, first, len(looks), alike=False)._replace(key=("whichever week it begins",)),)
    return tuple(
        _said(problem, first, len(looks), alike=all(found[problem.key] == problem.message for found in messages))
        for problem in common
    )


def _said(problem: Problem, look: _Look, starts: int, *, alike: bool) -> Problem:
    whichever = "whichever week it begins"
    if not alike and look.assumed:
        whichever = f"if {look.assumed}; the like holds {whichever}"
    return problem._replace(
        message=f"{problem.message} ({whichever})", evidence=(*problem.evidence, Fact("starts", starts))
    )
