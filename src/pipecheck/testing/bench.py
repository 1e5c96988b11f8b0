"""A bench to try rules on: small teams from texts, judged as the engine judges them, with the words they point at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from pipecheck.engine.everyone import Everyone
from pipecheck.engine.fence import Fence
from pipecheck.engine.judge import Judgement, asked_of, judge
from pipecheck.engine.locate import Locator
from pipecheck.files.calendars import HolidayTables
from pipecheck.files.globs import matches
from pipecheck.files.zones import ZoneTables
from pipecheck.model.outcome import FileProblem, Problem, Subject, Undecided, Value
from pipecheck.model.views import Views
from pipecheck.model.workspace import LoadedTeam, load_team
from pipecheck.policy.faults import Faults
from pipecheck.policy.field import Field
from pipecheck.policy.values import given
from pipecheck.rules.catalog import AnyRule
from pipecheck.rules.describe import described
from pipecheck.source.document import Document
from pipecheck.source.place import Place, Route, Span
from pipecheck.source.scalar import Data
from pipecheck.source.scalar import Value as Scalar
from pipecheck.source.yaml import read_yaml
from pipecheck.testing.casefile import TEAM, Case

CALENDARS = HolidayTables()
ZONES = ZoneTables()


class Texts:
    """A reader of files that are only texts."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = dict(files)

    def read(self, path: str) -> bytes | None:
        text = self._files.get(path)
        return None if text is None else text.encode("utf-8")

    def paths(self, pattern: str) -> Sequence[str]:
        return sorted(path for path in self._files if matches(path, pattern))


class Judged(NamedTuple):
    """Every subject of a rule in a team, as it prints, and what judging it came to."""

    verdicts: Mapping[str, Judgement]
    locator: Locator
    faults: tuple[FileProblem, ...]

    def problems(self) -> list[tuple[str, Problem]]:
        return [
            (subject, outcome)
            for subject, judgement in self.verdicts.items()
            for outcome in judgement.outcomes
            if isinstance(outcome, Problem)
        ]

    def undecided(self) -> list[tuple[str, Undecided]]:
        return [
            (subject, outcome)
            for subject, judgement in self.verdicts.items()
            for outcome in judgement.outcomes
            if isinstance(outcome, Undecided)
        ]

    def passed(self) -> list[str]:
        return [subject for subject, one in self.verdicts.items() if one.concerned and not one.outcomes]

    def not_concerned(self) -> list[str]:
        return [subject for subject, one in self.verdicts.items() if not one.concerned]

    def span(self, place: Place) -> Span:
        return self.locator.span(place)

    def words(self, place: Place) -> str:
        """The words that a report would underline; of several lines, the first."""
        span = self.locator.span(place)
        lines = (self.locator.text(span.file) or "").splitlines()
        line = lines[span.line - 1]
        return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else len(line)].strip()


def params_of(rule: AnyRule, case: Case) -> object:
    """The parameters that a case gives, read as a policy's are. Raises BadPolicy, or ValueError for an unknown name."""
    return _params(rule, case.source, case.params_at, case.params)


def params_under(rule: AnyRule, policy: str) -> object:
    """The parameters that the text of a policy gives a rule, with or without its namespace. Raises as `params_of`."""
    document = read_yaml(policy, "policy.yaml")
    data: Any = document.data
    name = next(key for key in data["rules"] if key.rpartition("/")[2] == rule.id)
    return _params(rule, document, ("rules", name, "params"), data["rules"][name]["params"])


def _params(rule: AnyRule, source: Document, route: Route, params: Mapping[str, Data]) -> object:
    known = {param.name: param for param in described(rule, rule.id).params}
    unknown = next((name for name in params if name not in known), None)
    if unknown is not None:
        raise ValueError(f"`{rule.id}` has no parameter '{unknown}'")
    faults = Faults()
    values = {name: given(Field(source, (*route, name), data, faults), known[name]) for name, data in params.items()}
    faults.settle()
    return rule.params(**values)


def judge_team(rule: AnyRule, files: Mapping[str, str], as_of: date, params: object = None) -> Judged:
    """What a rule says of every subject of its kind in the team of `team.yaml`; one that looks across files, in every
    team of the files. It is held to all that rules of others are. Raises AssertionError for a crash."""
    reader = Texts(files)
    others = [path for path in files if path != TEAM and _is_team(path, files[path])] if rule.whole_workspace else []
    loaded = [load_team(path, files[path].encode("utf-8"), reader, ZONES) for path in (TEAM, *others)]
    teams = [_views(one, as_of) for one in sorted(loaded, key=lambda one: one.path)]
    everyone = Everyone(teams, as_of)
    values: Any = rule.params() if params is None else params
    verdicts: dict[str, Judgement] = {}
    for subject, judgement in _judgements(rule, values, teams, everyone):
        if judgement.crash is not None:
            crash = judgement.crash
            raise AssertionError(f"the rule crashed on {crash.subject}: {crash.error} ({crash.frame})")
        name = str(subject.key)
        while name in verdicts:
            name += "'"
        verdicts[name] = judgement
    return Judged(verdicts, Locator(reader), tuple(problem for one in loaded for problem in one.problems))


def _judgements(
    rule: AnyRule, params: object, teams: Sequence[Views], everyone: Everyone
) -> Iterator[tuple[Subject, Judgement]]:
    fence = Fence([views.team for views in teams])
    across = everyone.across(rule.on)
    for subject, _ in across or ():
        yield subject, everyone.judge(rule.id, rule, params, subject, fence)
    for views in teams if across is None else ():
        view = views.view(0)
        subjects = view.subjects(rule.on)
        for subject in subjects:
            if rule.whole_workspace:
                yield subject, everyone.judge(rule.id, rule, params, subject, fence)
            else:
                yield subject, judge(rule.id, rule, params, subject, views, fence)
        if not subjects and rule.without is not None:
            asked = asked_of(rule.id, rule, view, fence)
            if asked.outcomes or asked.crash is not None:
                yield view.team, asked


def _is_team(path: str, text: str) -> bool:
    return path.endswith((".yaml", ".yml")) and "\nteam:" in f"\n{text}"


def _views(loaded: LoadedTeam, as_of: date) -> Views:
    if loaded.team is None:
        raise AssertionError(f"the team of the case cannot be read: {[*loaded.faults, *loaded.problems]}")
    return Views(loaded.team, CALENDARS, ZONES, as_of)


def as_printed(value: Value) -> Scalar:
    """A fact's value as a case file writes it."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    if isinstance(value, date | datetime):
        return str(value)
    if isinstance(value, Mapping):
        return {key: as_printed(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [as_printed(one) for one in value]
    return value
