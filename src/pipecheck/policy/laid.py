"""Policy files laid over one another: what holds for one rule and one subject (semantics §2)."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from pipecheck.model.outcome import Subject
from pipecheck.model.team import Team
from pipecheck.policy.limits import Limits, strictest
from pipecheck.policy.setting import Effective, Given, Laid, PolicyFile, Setting, Told, Waiver
from pipecheck.policy.where import Where
from pipecheck.rules.base import Level
from pipecheck.rules.catalog import Catalog, Entry
from pipecheck.source.place import Place, Span


class Layer(NamedTuple):
    """A file in its place, and the scopes under which it counts.

    Each scope is a chain of `where`: its own, and those of the files it was reached through. A file reached through
    several chains counts for what any of them chooses.
    """

    file: PolicyFile
    scopes: tuple[tuple[Where, ...], ...]

    @property
    def is_scoped(self) -> bool:
        return () not in self.scopes


class Root(NamedTuple):
    """A policy the run was made under, and all it extends, in the order they are laid."""

    name: str
    extends: tuple[str, ...]


class Policy:
    """All files of a run, furthest ancestor first. Frozen in all but what it has looked up."""

    def __init__(self, roots: Sequence[Root], layers: Sequence[Layer], catalog: Catalog) -> None:
        self.roots = tuple(roots)
        self.layers = tuple(layers)
        self.catalog = catalog
        self._same_for_all: dict[str, Effective | None] = {}
        self._bounds = {
            rule_id: (layer, next((one.where for one in layer.file.settings.get(rule_id, ())), None))
            for layer in self.layers
            for rule_id in layer.file.defines
        }
        self._varying = {entry.id for entry in catalog if self._varies(entry)}

    def setting_for(self, entry: Entry, subject: Subject, teams: Sequence[Team]) -> Effective | None:
        """What holds for a rule and a subject of these teams; None if the rule is off for it.

        Raises NotStated where a `where` asks for a fact that was set aside.
        """
        if entry.id in self._varying:
            return self._laid(entry, lambda where: where.chooses(subject, teams))
        if entry.id not in self._same_for_all:
            self._same_for_all[entry.id] = self._laid(entry, lambda where: True)
        return self._same_for_all[entry.id]

    def setting_for_file(self, entry: Entry, team_id: str) -> Effective | None:
        """The same for a rule about the files themselves; `team_id` is empty where no team is known."""
        return self._laid(entry, lambda where: where.chooses_team(team_id))

    def told_of(self, entry: Entry, subject: Subject, teams: Sequence[Team]) -> Laid:
        """What the files say of a rule and a subject of these teams, be it on or off, and where. Raises NotStated."""
        return self._told(entry, lambda where: where.chooses(subject, teams))

    def told_of_all(self, entry: Entry) -> Laid | None:
        """The same where it is one for all subjects; None where it depends on the subject."""
        return None if entry.id in self._varying else self._told(entry, lambda where: True)

    def default_for(self, entry: Entry) -> Effective:
        """What holds for a rule that was asked for by name though no setting turns it on (semantics §10)."""
        wide = [layer.file.undecided for layer in self.layers if layer.file.undecided and not layer.is_scoped]
        return Effective(entry.level, wide[-1] if wide else Level.note, {}, entry.waivable, None)

    @cached_property
    def turned_on(self) -> frozenset[str]:
        """The ids of the rules that some setting turns on, were it for few subjects."""
        return frozenset(setting.rule for setting in self.settings() if setting.level not in (None, "none"))

    @cached_property
    def rules_on(self) -> tuple[Entry, ...]:
        """Those of them that judge; sorted by id."""
        return tuple(entry for entry in self.catalog if entry.id in self.turned_on and not entry.of_files)

    @cached_property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers of all files, in the order of files and lines."""
        found = [
            waiver._replace(scopes=layer.scopes) if layer.is_scoped else waiver
            for layer in self.layers
            for waiver in layer.file.waivers
        ]
        return tuple(sorted(found, key=lambda waiver: waiver.span[:3]))

    @cached_property
    def limits(self) -> Limits:
        """What is asked of waivers: the strictest of all files, for nobody further down can undo it."""
        return strictest(layer.file.limits for layer in self.layers)

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(layer.file.file for layer in self.layers)

    def settings(self) -> Iterator[Setting]:
        """Every setting of every file, in the order they are laid."""
        for layer in self.layers:
            for settings in layer.file.settings.values():
                yield from settings

    def span(self, place: Place) -> Span:
        """Where something stands in the policy file that holds it."""
        document = next(layer.file.document for layer in self.layers if layer.file.file == place.document)
        return document.span(place.route, place.part)

    def _is_defined_for(self, entry: Entry, holds: Callable[[Where], bool]) -> bool:
        """Whether a rule that a policy defines is there for a subject: no other file brings back what its own `where`,
        or that of its file, leaves out."""
        bound = self._bounds.get(entry.id)
        if bound is None:
            return True
        layer, where = bound
        return any(all(map(holds, chain)) for chain in layer.scopes) and (where is None or holds(where))

    def _varies(self, entry: Entry) -> bool:
        return any(
            (layer.is_scoped and (entry.id in layer.file.settings or layer.file.undecided is not None))
            or any(setting.where is not None for setting in layer.file.settings.get(entry.id, ()))
            for layer in self.layers
        )

    def _laid(self, entry: Entry, holds: Callable[[Where], bool]) -> Effective | None:
        told = self._told(entry, holds)
        if told.level is None or told.level == "none":
            return None
        return Effective(told.level, told.undecided, told.params, told.waivable, told.at)

    def _told(self, entry: Entry, holds: Callable[[Where], bool]) -> Laid:
        level: Told = entry.level if entry.always else None
        at: Place | None = None
        wide, wide_at = Level.note, None
        own, own_at = None, None
        params: dict[str, Given] = {}
        waivable, waivable_at = entry.waivable, None
        if not self._is_defined_for(entry, holds):
            return Laid(None, None, params, wide, None, waivable, None)
        for layer in self.layers:
            concerns = entry.id in layer.file.settings or layer.file.undecided is not None
            if not concerns or not any(all(map(holds, chain)) for chain in layer.scopes):
                continue
            if layer.file.undecided is not None:
                wide, wide_at = layer.file.undecided, Place(layer.file.file, ("undecided",))
            settings = layer.file.settings.get(entry.id, ())
            setting = next((one for one in settings if one.where is None or holds(one.where)), None)
            if setting is None:
                continue
            if setting.level is not None:
                level, at = setting.level, setting.at
            params.update(setting.params)
            if setting.undecided is not None:
                own, own_at = setting.undecided, setting.undecided_at
            if waivable and not setting.waivable:
                waivable, waivable_at = False, setting.waivable_at
        undecided, undecided_at = (wide, wide_at) if own is None else (own, own_at)
        return Laid(level, at, params, undecided, undecided_at, waivable, waivable_at)
