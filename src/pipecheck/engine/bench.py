"""The rules of a run, loaded, with the parameters that the policy gives them: every team passes before them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date

from pipecheck.engine import audiences
from pipecheck.engine.asked import Onlooker, World
from pipecheck.engine.everyone import Everyone
from pipecheck.engine.faulty import WORKSPACE
from pipecheck.engine.fence import Fence, is_foreign
from pipecheck.engine.found import Found
from pipecheck.engine.judge import Judgement, Readings, asked_of, broken_at, crash_of, judge
from pipecheck.engine.locate import Locator
from pipecheck.engine.record import Record
from pipecheck.model.outcome import Fact, NotStated, Outcome, Problem, Related, Subject, SubjectKey, Undecided
from pipecheck.model.team import Team
from pipecheck.policy import schemas
from pipecheck.policy.faults import Broken
from pipecheck.policy.laid import Policy
from pipecheck.policy.select import Selection
from pipecheck.policy.setting import Effective
from pipecheck.rules.catalog import AnyRule, Entry
from pipecheck.source.place import Place

_RELATED = 5
_UNSEEN = nullcontext()


class Bench:
    """Judges teams one after the other, and keeps the record of it.

    Rules of others see views of their own behind a fence: what they may spoil there is nobody else's.
    """

    def __init__(self, policy: Policy, selection: Selection, record: Record, world: World) -> None:
        self._policy = policy
        self._selection = selection
        self._record = record
        self._world = world
        self._locator = Locator(world.reader)
        self._params: dict[str, tuple[Effective, object]] = {}
        self._rules = dict(self._loaded(selection.rules))

    @property
    def looks_across(self) -> bool:
        """Whether a rule of the run sees all teams at once."""
        return any(entry.whole_workspace for entry in self._selection.rules)

    def judge_team(self, team: Team) -> Iterator[Found]:
        """Every rule of one team, on every subject of it."""
        own, foreign = self._of(whole_workspace=False)
        yield from self._judge_rules(own, self._world.readings(team), None)
        if foreign:
            yield from self._judge_rules(foreign, self._world.readings(team), Fence((team,)))

    def judge_everyone(self, teams: Sequence[Team], as_of: date) -> Iterator[Found]:
        """Every rule that looks across files, on every subject of every team, every person and the workspace."""
        for rules in self._of(whole_workspace=True):
            if rules:
                readings = [self._world.readings(team) for team in teams]
                fence = Fence(teams) if is_foreign(rules[0][1]) else None
                yield from self._judge_across(rules, readings, Everyone(readings, as_of), fence)

    def _judge_rules(
        self, rules: Iterable[tuple[Entry, AnyRule]], readings: Readings, fence: Fence | None
    ) -> Iterator[Found]:
        view = readings.view(0)
        for entry, rule in rules:
            with view.watched() as watch:
                subjects = self._subjects(entry, rule, readings)
            if isinstance(subjects, Judgement):
                yield from self._of_team(entry, readings, subjects._replace(dated=watch.as_of))
                continue
            self._record.met(subjects)
            found: list[Found] = []
            for subject in subjects:
                found += self._judge(entry, rule, subject, (view.team,), readings, fence)
            if not subjects and rule.without is not None:
                found += self._without(entry, rule, readings, fence)
            # Which subjects there are may depend on as-of, as holidays do where no period is told.
            yield from _told_once([one._replace(dated=one.dated or watch.as_of) for one in found])

    def _judge_across(
        self,
        rules: Iterable[tuple[Entry, AnyRule]],
        teams: Sequence[Readings],
        everyone: Everyone,
        fence: Fence | None,
    ) -> Iterator[Found]:
        for entry, rule in rules:
            across = everyone.across(rule.on)
            self._record.met(subject for subject, _ in across or ())
            for subject, its_teams in across or ():
                found = self._judge(entry, rule, subject, its_teams, everyone, fence)
                yield from self._by_teams(found) if subject.key.kind == "workspace" else found
            for readings in teams if across is None else ():
                subjects = self._subjects(entry, rule, readings)
                if isinstance(subjects, Judgement):
                    yield from self._of_team(entry, readings, subjects)
                    continue
                self._record.met(subjects)
                for subject in subjects:
                    yield from self._judge(entry, rule, subject, (readings.view(0).team,), everyone, fence)

    def _subjects(self, entry: Entry, rule: AnyRule, readings: Readings) -> Sequence[Subject] | Judgement:
        """The subjects of the rule's kind in a team, or what there is to say where they cannot be listed."""
        view = readings.view(0)
        try:
            return view.subjects(rule.on)
        except NotStated as missing:
            return Judgement((missing.undecided,))
        except Exception as error:
            return Judgement(crash=crash_of(entry.id, rule.module, view.team.key, error))

    def _without(self, entry: Entry, rule: AnyRule, readings: Readings, fence: Fence | None) -> Iterable[Found]:
        """What a team that has no subject of the rule's kind would have to tell to have one."""
        view = readings.view(0)
        with view.watched() as watch, self._looked_at(entry, view.team.key):
            judgement = asked_of(entry.id, rule, view, fence)
        return self._of_team(entry, readings, judgement._replace(dated=watch.as_of))

    def _of_team(self, entry: Entry, readings: Readings, judgement: Judgement) -> Iterable[Found]:
        """What is said of a team as a whole by a rule on something else."""
        team = readings.view(0).team
        if not judgement.outcomes and judgement.crash is None:
            return ()
        try:
            setting = self._setting(entry, team, (team,))
        except (NotStated, Broken):
            setting = self._policy.default_for(entry)
        if setting is None:
            return ()
        self._record.saw(entry, team, (team,))
        self._record.judged(entry, team.key, judgement)
        dated = judgement.dated
        return [Found(entry, team.key, one, setting, team, (team,), dated) for one in judgement.outcomes]

    def _by_teams(self, found: Iterable[Found]) -> Iterator[Found]:
        """What is said of the workspace concerns the teams in whose files it lies: their setting holds for it."""
        for one in found:
            related = one.outcome.related if isinstance(one.outcome, Problem) else ()
            files = {one.at.document, *(each.at.document for each in related)}
            teams = tuple(team for team in one.teams if team.place.document in files)
            if one.entity is None or not teams:
                yield one
                continue
            setting = self._setting(one.entry, one.entity, teams)
            if setting is not None:
                yield one._replace(teams=teams, setting=setting)

    def _of(self, *, whole_workspace: bool) -> tuple[list[tuple[Entry, AnyRule]], list[tuple[Entry, AnyRule]]]:
        """The rules of the run that see one team, or all: pipecheck's own, and those of others."""
        found = [
            (entry, self._rules[entry.id])
            for entry in self._selection.rules
            if entry.whole_workspace == whole_workspace and entry.id in self._rules
        ]
        return [one for one in found if not is_foreign(one[1])], [one for one in found if is_foreign(one[1])]

    def _judge(
        self,
        entry: Entry,
        rule: AnyRule,
        subject: Subject,
        teams: Sequence[Team],
        before: Readings | Everyone,
        fence: Fence | None,
    ) -> Iterable[Found]:
        self._record.saw(entry, subject, teams)
        try:
            setting = self._setting(entry, subject, teams)
        except NotStated as missing:
            setting = self._policy.default_for(entry)
            judgement = Judgement((missing.undecided,))
        except Broken as broken:
            setting = self._policy.default_for(entry)
            judgement = broken_at(entry.id, subject.key, broken)
        else:
            if setting is None:
                return ()
            with self._looked_at(entry, subject.key):
                try:
                    params = self._made(entry, rule, setting, teams)
                except Exception as error:
                    judgement = Judgement(crash=crash_of(entry.id, rule.module, subject.key, error))
                else:
                    if isinstance(before, Everyone):
                        judgement = before.judge(entry.id, rule, params, subject, fence)
                    else:
                        judgement = judge(entry.id, rule, params, subject, before, fence)
        self._record.judged(entry, subject.key, judgement, teams)
        key, dated = subject.key, judgement.dated
        return [Found(entry, key, outcome, setting, subject, tuple(teams), dated) for outcome in judgement.outcomes]

    def _looked_at(self, entry: Entry, subject: SubjectKey) -> AbstractContextManager[None]:
        """Tells the onlooker, if there is one, what the run is busy with."""
        onlooker = self._world.onlooker
        return _UNSEEN if onlooker is None else _looked_at(onlooker, f"`{entry.id}` on {subject}")

    def _setting(self, entry: Entry, subject: Subject, teams: Sequence[Team]) -> Effective | None:
        if entry.id in self._selection.asked:
            return self._policy.default_for(entry)
        return self._policy.setting_for(entry, subject, teams)

    def _made(self, entry: Entry, rule: AnyRule, setting: Effective, teams: Sequence[Team]) -> object:
        """The rule's own parameters: made once, as long as the same setting holds."""
        if entry.id == audiences.RULE and audiences.PARAM not in setting.params:
            spoken = audiences.spoken_of(self._policy, self._selection)
            return rule.params(**setting.values, **{audiences.PARAM: spoken.known_to(teams[0])})
        if entry.module == schemas.MODULE:
            return rule.params(self._locator.document)
        known = self._params.get(entry.id)
        if known is None or known[0] is not setting:
            known = self._params[entry.id] = setting, rule.params(**setting.values)
        return known[1]

    def _loaded(self, entries: Iterable[Entry]) -> Iterator[tuple[str, AnyRule]]:
        """Only rules of the run are imported; one that cannot be is a crash of that rule."""
        for entry in entries:
            try:
                yield entry.id, self._policy.catalog.load(entry.id)
            except (Exception, SystemExit) as error:
                self._record.crashes.append(crash_of(entry.id, entry.module, WORKSPACE, error))


@contextmanager
def _looked_at(onlooker: Onlooker, what: str) -> Iterator[None]:
    onlooker.busy(what)
    yield
    onlooker.idle()


def _told_once(found: Sequence[Found]) -> list[Found]:
    """What the team does not tell, or what several subjects miss at one place outside them, is told once, for the team
    (semantics §7): a file without `oncall` is one undecided, not one for each pipeline."""
    shared: dict[tuple[str, Place, str], list[Found]] = {}
    out: list[Found] = []
    for one in _laid_once(found):
        missing = _missing_outside(one)
        if missing is None:
            out.append(one)
        else:
            shared.setdefault(missing, []).append(one)
    return out + [_for_the_team(at, group) for (_, at, _), group in shared.items()]


def _laid_once(found: Sequence[Found]) -> list[Found]:
    """What a line of `defaults` does to several pipelines is one problem (semantics §6): that of the gravest, or the
    first; the others are related. A waiver has to name the one that is told."""
    groups: dict[object, list[Found]] = {}
    for number, one in enumerate(found):
        laid = isinstance(one.outcome, Problem) and one.subject.kind == "pipeline" and one.at.route[:1] == ("defaults",)
        groups.setdefault((one.at, one.outcome.key) if laid else number, []).append(one)
    return [_with_others(group) if len(group) > 1 else group[0] for group in groups.values()]


def _with_others(group: Sequence[Found]) -> Found:
    told = max(group, key=lambda one: one.level.rank)
    others = [one.entity.at("id") for one in group if one is not told and one.entity is not None]
    if not isinstance(told.outcome, Problem):
        return told
    related = tuple(Related(at, "the same holds here") for at in others[:_RELATED])
    fact = Fact("pipelines", tuple(one.subject.id for one in group))
    outcome = told.outcome._replace(related=(*told.outcome.related, *related), evidence=(*told.outcome.evidence, fact))
    return told._replace(outcome=outcome, dated=any(one.dated for one in group))


def _for_the_team(at: Place, group: Sequence[Found]) -> Found:
    """One for all who miss it; what a single subject misses in some entry elsewhere stays that subject's own."""
    first = group[0]
    if len(group) == 1 and any(isinstance(key, int) for key in at.route):
        return first
    team = first.teams[0]
    return first._replace(
        subject=SubjectKey("team", team.team),
        entity=team,
        dated=any(one.dated for one in group),
        stands_for=frozenset(one.subject for one in group),
    )


def _missing_outside(one: Found) -> tuple[str, Place, str] | None:
    outcome: Outcome = one.outcome
    if not isinstance(outcome, Undecided) or one.entity is None or one.subject.kind == "team":
        return None
    around, at = one.entity.at(), outcome.at
    inside = around.document == at.document and at.route[: len(around.route)] == around.route
    # A holiday without a line of its own stands at `calendar`, which is the team's.
    if inside and (one.subject.kind != "holiday" or outcome.missing.startswith("oncall.holidays")):
        return None
    return outcome.missing, at, one.setting.undecided.value
