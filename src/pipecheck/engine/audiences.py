"""The audiences that a run speaks of, by a `where` or by a parameter: any other is in nobody's mind (semantics §21)."""

from collections.abc import Sequence
from typing import NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.policy.expressions import DEFINING_MODULE
from pipecheck.policy.glob import Glob
from pipecheck.policy.laid import Policy
from pipecheck.policy.select import Selection

RULE = "misspelt-audience"
"""The rule that is told them all, unless a policy tells it which."""
PARAM = "audiences"
_PARAMS = frozenset(("audience", PARAM))


class Spoken(NamedTuple):
    """Words and patterns of words."""

    words: frozenset[str]
    patterns: tuple[Glob, ...]

    def has(self, word: str) -> bool:
        """Whether some setting of the run speaks of an audience."""
        return word in self.words or any(one.match(word) for one in self.patterns)

    def known_to(self, team: Team) -> tuple[str, ...]:
        """The words, and those of the team's own that a pattern means, sorted."""
        return tuple(sorted(self.words.union(filter(self.has, audiences_of(team)))))


def spoken_of(policy: Policy, selection: Selection) -> Spoken:
    """The audiences that the settings of a run name, and those that its rules name by themselves."""
    words: set[str] = set()
    patterns: list[Glob] = []
    running = {entry.id: entry for entry in selection.rules}
    told: set[tuple[str, str]] = set()
    for setting in policy.settings():
        if setting.rule not in running:
            continue
        for one in (setting.where.of("audiences") or ()) if setting.where else ():
            patterns += [one] if one.is_pattern else []
            words |= set() if one.is_pattern else {one.text}
        if setting.where is not None and setting.where.condition is not None:
            words.update(setting.where.condition.audiences)
        for name in setting.params.keys() & _PARAMS:
            given = setting.params[name].value
            told.add((setting.rule, name))
            words.update(given if isinstance(given, tuple) else (str(given),))
    for entry in running.values():
        if entry.module == DEFINING_MODULE:
            words.update(getattr(policy.catalog.load(entry.id), "audiences", ()))
        for param in entry.params:
            if param.name in _PARAMS and (entry.id, param.name) not in told:
                words.update(map(str, param.default) if isinstance(param.default, list) else (str(param.default),))
    return Spoken(frozenset(words), tuple(patterns))


def audiences_of(team: Team) -> Sequence[str]:
    """The audiences of a team's pipelines, once for each pipeline, as far as its file could be read."""
    pipelines: Sequence[Pipeline] = team.sound("pipelines") or ()
    return [word for pipeline in pipelines for word in pipeline.sound("audiences") or ()]
