"""What of a policy its cases reach: rules that fail, settings and `where` that speak of someone, waivers that cover."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pipecheck.model.outcome import NotStated, Subject
from pipecheck.model.team import Team
from pipecheck.policy.faults import Broken
from pipecheck.policy.laid import Layer, Policy
from pipecheck.policy.setting import Setting
from pipecheck.policy.where import Where
from pipecheck.source.place import Part, Place, Span
from pipecheck.trial.trial import Heard, Trial


class Item(NamedTuple):
    """Something that a policy says, and whether any case has to do with it."""

    kind: Literal["rule", "setting", "where", "waiver"]
    rule: str
    """The id of the rule, or, of a waiver, the glob of rules; empty for the `where` of a whole file."""
    at: Span
    covered: bool


class Coverage(NamedTuple):
    """What the cases of a policy reach of what its own file says. What it extends is tested where it stands."""

    policy: str
    items: tuple[Item, ...]

    @property
    def open(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.covered)

    @property
    def percent(self) -> int:
        """Rounded down: 100 only if all is covered."""
        return 100 * (len(self.items) - len(self.open)) // len(self.items) if self.items else 100


def coverage(policy: Policy, name: str, heard: Sequence[tuple[Trial, Heard]]) -> Coverage:
    """How much of the file of that name the cases reach."""
    layer = own_layer(policy, name)
    reached = _Reached(policy, layer)
    for trial, _ in heard:
        reached.look(trial)
    verdicts = [verdict for _, one in heard for verdict in one.verdicts]
    failing = {verdict.rule for verdict in verdicts if verdict.decided}
    used = {verdict.waiver.span for verdict in verdicts if verdict.waiver is not None}
    items = [*_of_settings(policy, layer, reached, failing)]
    if layer.file.where is not None:
        where = layer.file.where.at
        items.append(Item("where", "", _key(policy, where), where in reached.wheres))
    items += [Item("waiver", waiver.rule.text, waiver.span, waiver.span in used) for waiver in layer.file.waivers]
    return Coverage(name, tuple(sorted(items, key=lambda item: (item.at[:3], item.kind))))


def own_layer(policy: Policy, name: str) -> Layer:
    """The file of a policy that has its name, without what it extends."""
    return next(layer for layer in policy.layers if layer.file.file == name)


def _of_settings(policy: Policy, layer: Layer, reached: "_Reached", failing: set[str]) -> Iterator[Item]:
    for rule_id, settings in layer.file.settings.items():
        if any(setting.level != "none" for setting in settings):
            key = Place(layer.file.file, settings[0].at.route[:2], Part.key)
            yield Item("rule", rule_id, policy.span(key), rule_id in failing)
        for setting in settings:
            yield Item("setting", rule_id, policy.span(setting.at), setting.at in reached.settings)
            if setting.where is not None:
                yield Item("where", rule_id, _key(policy, setting.where.at), setting.where.at in reached.wheres)


def _key(policy: Policy, at: Place) -> Span:
    return policy.span(at._replace(part=Part.key))


class _Reached:
    """The settings and `where` of one file that some subject falls under."""

    def __init__(self, policy: Policy, layer: Layer) -> None:
        self._policy = policy
        self._layer = layer
        self.settings: set[Place] = set()
        self.wheres: set[Place] = set()

    def look(self, trial: Trial) -> None:
        """Puts every subject of a case before the settings of its rules."""
        file = self._layer.file
        for views in trial.views:
            view = views.view(0)
            teams = (view.team,)
            for rule_id, settings in file.settings.items():
                entry = self._policy.catalog[rule_id]
                subjects: Sequence[Subject] = teams
                if not entry.of_files:
                    try:
                        subjects = view.subjects(self._policy.catalog.load(rule_id).on)
                    except NotStated:
                        continue
                for subject in subjects:
                    self._fall(settings, subject, teams)

    def _fall(self, settings: Sequence[Setting], subject: Subject, teams: Sequence[Team]) -> None:
        own = self._layer.file.where
        self.wheres.update(one.where.at for one in settings if one.where and _chooses(one.where, subject, teams))
        if own is not None and _chooses(own, subject, teams):
            self.wheres.add(own.at)
        if not any(all(_chooses(where, subject, teams) for where in chain) for chain in self._layer.scopes):
            return
        first = next((one for one in settings if one.where is None or _chooses(one.where, subject, teams)), None)
        if first is not None:
            self.settings.add(first.at)


def _chooses(where: Where, subject: Subject, teams: Sequence[Team]) -> bool:
    try:
        return where.chooses(subject, teams)
    except (NotStated, Broken):
        return False
