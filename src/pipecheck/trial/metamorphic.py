"""The self-check of rules: what they say of a workspace may not depend on how its files are written."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pipecheck.engine.asked import Options, World
from pipecheck.engine.report import Crash, Report, Verdict
from pipecheck.engine.run import run
from pipecheck.model.team import Team
from pipecheck.model.views import Views
from pipecheck.model.workspace import LoadedTeam, load_team
from pipecheck.policy.laid import Policy
from pipecheck.trial.around import Around, Laid
from pipecheck.trial.rewrite import GROUPS, REWRITINGS, Back, Files, Rewriting, together

WARM = "judged again with all that was measured"
NOT_TRIED = (
    "Another number of workers was not tried: this version judges in one process.",
    "A warm cache was not tried: this version keeps no verdicts between runs.",
)
"""What would have to be tried, and cannot be."""


class Said(NamedTuple):
    """What identifies an outcome: rule, subject, key, and whether it is decided."""

    rule: str
    subject: str
    key: tuple[str, ...]
    decided: bool


class Discord(NamedTuple):
    """A rule that says one thing of a subject before, and another after its files were written otherwise."""

    rewriting: str
    rule: str
    subject: str
    before: tuple[str, ...]
    """Messages of what is said only before, or what an undecided outcome misses."""
    after: tuple[str, ...]


class Metamorphosis(NamedTuple):
    """What the self-check came to."""

    teams: int
    rules: int
    outcomes: int
    tried: tuple[str, ...] = ()
    discords: tuple[Discord, ...] = ()
    crashes: tuple[tuple[str, Crash], ...] = ()
    """Rules that crashed, and under which rewriting; empty for the files as they are."""
    idle: tuple[str, ...] = ()
    """Rewritings that changed no file."""

    @property
    def exit_code(self) -> int:
        """4 a rule crashed · 3 nothing was judged · 1 a rule says otherwise · 0 otherwise."""
        if self.crashes:
            return 4
        if not self.teams:
            return 3
        return 1 if self.discords else 0


def metamorphosis(files: Files, policy: Policy, around: Around, as_of: date) -> Metamorphosis:
    """Judges the teams by every rule there is, and again with their files written otherwise.

    Several ways are tried at once, and one by one where something differs: that is rare, and judging is what costs.
    """
    rules = tuple(entry.id for entry in policy.catalog if not entry.of_files)
    options = Options(
        as_of=as_of, select=(*rules, *(entry.id for entry in policy.catalog if entry.of_files)), waivers=False
    )
    loaded = _loaded(files, around)
    judge = _Judge(policy, around, options)
    first = judge.report(files, loaded)
    before = _said(first, str)
    discords = list(_discords(WARM, before, _said(judge.report(files, loaded), str)))
    crashes = [("", crash) for crash in first.crashes]
    idle = [rewriting.name for rewriting in REWRITINGS if rewriting.make(files).files == files]
    for group in GROUPS:
        trial = _Rewriting(files, policy, around, options, before)
        found, crashed = trial.tried(group)
        if found or crashed:
            alone = [trial.tried([rewriting]) for rewriting in group]
            found = [one for each, _ in alone for one in each] or found
            crashed = [one for _, each in alone for one in each] or crashed
        discords += found
        crashes += [] if first.crashes else crashed
    return Metamorphosis(
        sum(one.team is not None for one in loaded),
        len(rules),
        len(before),
        (WARM, *(one.name for one in REWRITINGS if one.name not in idle)),
        tuple(discords),
        tuple(crashes),
        tuple(idle),
    )


class _Rewriting(NamedTuple):
    """The files, what is said of them, and all that is needed to judge them written otherwise."""

    files: Files
    policy: Policy
    around: Around
    options: Options
    before: Mapping[Said, str]

    def tried(self, rewritings: Sequence[Rewriting]) -> tuple[list[Discord], list[tuple[str, Crash]]]:
        """What differs, and what crashes, under these ways at once."""
        name = ", ".join(rewriting.name for rewriting in rewritings)
        rewritten = together(rewritings, self.files)
        judge = _Judge(self.policy, self.around, self.options)
        after = judge.report(rewritten.files, _loaded(rewritten.files, self.around))
        found = _discords(name, self.before, _said(after, rewritten.back))
        return found, [(name, crash) for crash in after.crashes]


class _Judge:
    """Judges files, and keeps what is measured on the way."""

    def __init__(self, policy: Policy, around: Around, options: Options) -> None:
        self._policy = policy
        self._around = around
        self._options = options
        self._views: dict[str, Views] = {}

    def report(self, files: Files, loaded: Sequence[LoadedTeam]) -> Report:
        world = World(Laid(files.texts, None), self._around.calendars, self._around.zones, self._readings)
        return run(loaded, self._policy, world, self._options)

    def _readings(self, team: Team) -> Views:
        path = team.at().document
        if path not in self._views:
            self._views[path] = Views(team, self._around.calendars, self._around.zones, self._options.as_of)
        return self._views[path]


def _loaded(files: Files, around: Around) -> list[LoadedTeam]:
    reader = Laid(files.texts, None)
    return [
        load_team(path, files.texts[path].encode("utf-8", "surrogatepass"), reader, around.zones)
        for path in sorted(files.teams)
    ]


def _said(report: Report, back: Back) -> Mapping[Said, str]:
    """Every outcome, in the words of the first hand, with what it says."""
    return {_identity(verdict, back): back(verdict.message) for verdict in report.verdicts}


def _identity(verdict: Verdict, back: Callable[[str], str]) -> Said:
    key = (*map(back, verdict.key), *((verdict.missing,) if verdict.missing else ()))
    return Said(verdict.rule, back(str(verdict.subject)), key, verdict.decided)


def _discords(name: str, before: Mapping[Said, str], after: Mapping[Said, str]) -> list[Discord]:
    lost = before.keys() - after.keys()
    new = after.keys() - before.keys()
    about = sorted({(one.rule, one.subject) for one in lost | new})
    return [
        Discord(
            name,
            rule,
            subject,
            tuple(sorted(before[one] for one in lost if (one.rule, one.subject) == (rule, subject))),
            tuple(sorted(after[one] for one in new if (one.rule, one.subject) == (rule, subject))),
        )
        for rule, subject in about
    ]
