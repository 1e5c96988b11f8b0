"""What a run saw while it judged, so that nothing passes in silence: counts, settings that spoke to nobody, waivers."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pipecheck.engine.found import name_of
from pipecheck.engine.judge import Judgement
from pipecheck.engine.report import Asked, Crash, RuleCount
from pipecheck.model.outcome import NotStated, Problem, Subject, SubjectKey
from pipecheck.model.team import Team
from pipecheck.policy.expressions import DEFINING_MODULE
from pipecheck.policy.faults import Broken
from pipecheck.policy.laid import Policy
from pipecheck.policy.select import Selection
from pipecheck.policy.setting import Waiver
from pipecheck.policy.where import Where
from pipecheck.rules.catalog import Entry
from pipecheck.source.place import Place


class Record:
    """The notes of one run. They grow while it judges and are read when it is over."""

    def __init__(self, policy: Policy, selection: Selection, waivers: Iterable[Waiver]) -> None:
        self.crashes: list[Crash] = []
        self._met: set[SubjectKey] = set()
        self._policy = policy
        self._selection = selection
        self._counts: dict[str, Counter[str]] = {entry.id: Counter() for entry in selection.rules}
        self._wheres = {entry.id: _wheres(entry, policy) for entry in selection.rules}
        self._spoken: set[Place] = set()
        self._by_subject = [waiver for waiver in waivers if waiver.subject is not None]
        self._watched = {
            entry.id: [waiver for waiver in self._by_subject if waiver.rule.match(entry.id)] for entry in policy.catalog
        }
        self._seen: set[Waiver] = set()
        self._ran: set[Waiver] = set()
        self._unsure: set[Waiver] = set()
        self._ran_in: set[tuple[str, str]] = set()
        self._filled: dict[str, dict[str, bool]] = {}

    # ---- while judging

    def met(self, subjects: Iterable[Subject]) -> None:
        """These subjects were put before a rule."""
        self._met.update(subject.key for subject in subjects)

    def saw(self, entry: Entry, subject: Subject, teams: Sequence[Team]) -> None:
        """A subject of the rule's kind is there, whether or not the rule is on for it."""
        if wheres := self._wheres[entry.id]:
            pending = (where for where in wheres if where.at not in self._spoken)
            self._spoken.update({where.at for where in pending if _speaks(where, subject, teams)})
        if self._watched[entry.id]:
            self._seen.update(self._concerned(entry, subject.key))

    def judged(self, entry: Entry, subject: SubjectKey, judgement: Judgement, teams: Sequence[Team] = ()) -> None:
        """A rule looked at a subject; `teams` are those it belongs to, if they are several."""
        counts = self._counts[entry.id]
        if judgement.crash is not None:
            self.crashes.append(judgement.crash)
            self._unsure.update(self._concerned(entry, subject))
        elif not judgement.concerned:
            counts["not concerned"] += 1
        else:
            problems = any(isinstance(outcome, Problem) for outcome in judgement.outcomes)
            counts["problems" if problems else "undecided" if judgement.outcomes else "passed"] += 1
            for words, filled in judgement.looked.alls if judgement.looked else ():
                alls = self._filled.setdefault(entry.id, {})
                alls[words] = alls.get(words, False) or filled
            self.ran(entry, subject)
            self._ran_in.update((entry.id, team.team) for team in teams)

    def ran(self, entry: Entry, subject: SubjectKey) -> None:
        """A rule came to a verdict; for rules about files, the team's files were read."""
        concerned = self._concerned(entry, subject)
        self._seen.update(concerned)
        self._ran.update(concerned)
        self._ran_in.add((entry.id, subject.team))

    def _concerned(self, entry: Entry, subject: SubjectKey) -> list[Waiver]:
        watched = self._watched[entry.id]
        if not watched:
            return watched
        name = name_of(subject)
        return [one for one in watched if one.subject is not None and one.subject.match(subject.kind, name)]

    # ---- afterwards

    @property
    def subjects(self) -> int:
        """How many subjects there were for the rules of the run."""
        return len(self._met)

    def counts(self) -> tuple[RuleCount, ...]:
        """How each rule of the run fared, sorted by id. Numbers are subjects, not problems."""
        return tuple(self._count(entry) for entry in self._selection.rules)

    def expressions(self) -> tuple[Asked, ...]:
        """How the rules that policies define fared: sorted by id, those that judged nothing left out."""
        asked = [entry for entry in self._selection.rules if entry.module == DEFINING_MODULE]
        found = (self._asked(entry.id) for entry in asked)
        return tuple(one for one in found if one.held or one.failed or one.undecided)

    def _asked(self, rule_id: str) -> Asked:
        counts = self._counts[rule_id]
        hollow = tuple(words for words, filled in self._filled.get(rule_id, {}).items() if not filled)
        return Asked(rule_id, counts["passed"], counts["problems"], counts["undecided"], hollow)

    def silent_wheres(self) -> list[tuple[str, Place]]:
        """A rule, and a `where` that narrows it and that no subject matched; one of a whole file is named once."""
        silent: dict[Place, str] = {}
        for rule_id, wheres in self._wheres.items():
            for where in wheres:
                if where.at not in self._spoken:
                    silent.setdefault(where.at, rule_id)
        return [(rule_id, at) for at, rule_id in silent.items()]

    def why_unused(self, waiver: Waiver, team: SubjectKey, *, all_read: bool) -> str | None:
        """Why a waiver that covered nothing is unused; None where its rule did not run on its subject."""
        rules = [entry.id for entry in self._policy.catalog if waiver.rule.match(entry.id) and entry.waivable]
        if waiver in self._unsure or not any(map(self._selection.has, rules)):
            return None
        if waiver.subject is None:
            ran = any((rule_id, team.team) in self._ran_in for rule_id in rules)
            return "no such violation begins on its line" if ran else None
        if waiver in self._ran:
            return f"there is no such violation of '{waiver.subject.text}'"
        if waiver in self._seen or not all_read:
            return None
        return f"the rule judges nothing that is called '{waiver.subject.text}'"

    def _count(self, entry: Entry) -> RuleCount:
        counts = self._counts[entry.id]
        return RuleCount(
            entry.id,
            entry.level,
            entry.summary,
            judged=counts["passed"] + counts["problems"] + counts["undecided"],
            passed=counts["passed"],
            problems=counts["problems"],
            undecided=counts["undecided"],
            not_concerned=counts["not concerned"],
            category=entry.category,
            help=self._policy.catalog.page(entry.id),
        )


def _wheres(entry: Entry, policy: Policy) -> tuple[Where, ...]:
    """Every `where` that narrows a rule: of its settings, and of the files that hold them."""
    holding = [layer for layer in policy.layers if entry.id in layer.file.settings]
    told = (setting.where for layer in holding for setting in layer.file.settings[entry.id])
    own = (where for where in told if where is not None)
    around = (where for layer in holding for chain in layer.scopes for where in chain)
    return tuple(dict.fromkeys((*own, *around)))


def _speaks(where: Where, subject: Subject, teams: Sequence[Team]) -> bool:
    try:
        return where.chooses(subject, teams)
    except (NotStated, Broken):
        return True
