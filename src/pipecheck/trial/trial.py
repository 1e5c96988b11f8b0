"""A case laid out: its files read once, ready to be judged under the policy, and under others like it."""

from collections.abc import Collection, Mapping
from posixpath import dirname, join, normpath
from typing import NamedTuple

from pipecheck.engine.asked import Options, World
from pipecheck.engine.faulty import WORKSPACE
from pipecheck.engine.report import Crash, Verdict
from pipecheck.engine.run import run
from pipecheck.model.team import Team
from pipecheck.model.views import Views
from pipecheck.model.workspace import LoadedTeam, load_team
from pipecheck.policy.faults import Faults
from pipecheck.policy.laid import Policy
from pipecheck.source.decode import decode
from pipecheck.source.reader import OutsideRoot, Unreadable
from pipecheck.source.yaml import read_yaml
from pipecheck.trial.around import Around, Laid
from pipecheck.trial.case import Base, Case, CaseFile
from pipecheck.trial.edit import edited

TEAM = "team.yaml"
"""Where the team of a case lies that brings its own text."""
_OF_WAIVERS = frozenset(("unused-waiver", "expired-waiver", "expiring-waiver", "excessive-waiver"))


class Heard(NamedTuple):
    """What a policy says of a case."""

    verdicts: tuple[Verdict, ...]
    crashes: tuple[Crash, ...]


class Trial:
    """One case of a file. It keeps what was read and measured: judging it again costs only the judging."""

    def __init__(self, file: CaseFile, case: Case, team: str, files: Mapping[str, str], around: Around) -> None:
        """`team` is the path of the team file; `files` are all texts of the case by path."""
        self.file = file
        self.case = case
        self._around = around
        self._texts = tuple(files.values())
        self._reader = Laid(files, around.reader if case.base.path else None)
        paths = [team, *(path for path in files if path != team and _is_team(path, files[path]))]
        self.loaded: tuple[LoadedTeam, ...] = tuple(
            load_team(path, files[path].encode("utf-8", "surrogatepass"), self._reader, around.zones) for path in paths
        )
        self._views: dict[str, Views] = {}

    @property
    def views(self) -> tuple[Views, ...]:
        """The teams that could be read."""
        return tuple(self._readings(one.team) for one in self.loaded if one.team is not None)

    @property
    def has_comments(self) -> bool:
        """Whether a file of it may hold a waiver."""
        return any("pipecheck:" in text for text in self._texts)

    def hear(self, policy: Policy, only: Collection[str] | None = None) -> Heard:
        """Judges the case under a policy; `only` these rules, where what the others say is known already.

        What a policy's own waivers come to is told only where the case waits for it: most cases are not about the
        subjects that they name.
        """
        ignored = () if only is None else [entry.id for entry in policy.rules_on if entry.id not in only]
        report = run(
            self.loaded,
            policy,
            World(self._reader, self._around.calendars, self._around.zones, self._readings),
            Options(as_of=self.case.as_of, ignore=ignored),
        )
        waited_for = {one.rule for one in self.case.expected if one.subject == str(WORKSPACE)}
        own = frozenset(policy.files)
        told = (
            verdict
            for verdict in report.verdicts
            if verdict.rule not in _OF_WAIVERS or verdict.rule in waited_for or verdict.span.file not in own
        )
        return Heard(tuple(told), report.crashes)

    def _readings(self, team: Team) -> Views:
        path = team.at().document
        if path not in self._views:
            self._views[path] = Views(team, self._around.calendars, self._around.zones, self.case.as_of)
        return self._views[path]


def lay_out(file: CaseFile, case: Case, around: Around, faults: Faults) -> Trial | None:
    """The case with its base read and its edits made; None, and faults, where that cannot be done."""
    base = case.base
    text = base.text or _text(base, around, faults)
    if text is None:
        return None
    path = base.path or TEAM
    if case.steps:
        document = read_yaml(text, path)
        broken = [fault.message for fault in document.faults if fault.rule != "yaml-trap"]
        if broken:
            base.field.refuse(
                f"the base cannot be edited: {broken[0]}", "mend it, or give the case a `team` of its own"
            )
            return None
        edited_text = edited(document, case.steps)
        if edited_text is None:
            return None
        text = edited_text
    files = {normpath(join(dirname(path), name)): one for name, one in case.files.items()}
    return Trial(file, case, path, {**files, path: text}, around)


def _text(base: Base, around: Around, faults: Faults) -> str | None:
    """The text of a base that is a file of the workspace."""
    try:
        raw = around.reader.read(base.path)
    except (OutsideRoot, Unreadable) as why:
        base.field.refuse(f"the base '{base.path}' cannot be read: {why}")
        return None
    if raw is None:
        base.field.refuse(f"there is no file '{base.path}'", "a base is named relative to the file that names it")
        return None
    text, fault = decode(raw, base.path)
    faults.adopt(() if fault is None else (fault,))
    return text if fault is None else None


def _is_team(path: str, text: str) -> bool:
    return path.endswith((".yaml", ".yml")) and "\nteam:" in f"\n{text}"
