"""`where`: which subjects a setting speaks of (semantics §3)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.outcome import Kind, Subject
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.policy.field import Field
from pipecheck.policy.glob import Glob, glob
from pipecheck.policy.served import rotations_of, served_by
from pipecheck.source.place import Place

if TYPE_CHECKING:
    from pipecheck.policy.expression.condition import Condition

OF_PIPELINES = ("pipelines", "areas", "audiences", "criticality")
_SERVING = ("teams", *OF_PIPELINES)
_ROTATING = ("teams", "rotations", *OF_PIPELINES)

KEYS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "team": ("teams",),
        "holiday": ("teams",),
        "member": ("teams", "members"),
        "partner": ("teams", "members"),
        "pipeline": _SERVING,
        "area": _SERVING,
        "runbook": _SERVING,
        "risk": _SERVING,
        "review": _SERVING,
        "rotation": _ROTATING,
        "change": _ROTATING,
        "person": ("teams",),
        "workspace": ("teams",),
    }
)
ACROSS: tuple[Kind, ...] = ("person", "workspace")
"""Kinds that belong to several teams at once: a `where` may change the level for them, not the parameters."""
ALL_KEYS = ("teams", "members", "rotations", *OF_PIPELINES)


class Where(NamedTuple):
    """Globs by key: keys are joined by and, the globs of one key by or."""

    at: Place
    globs: tuple[tuple[str, tuple[Glob, ...]], ...]
    condition: "Condition | None" = None
    """An expression in the place of keys."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.globs)

    def of(self, key: str) -> tuple[Glob, ...] | None:
        """The globs of a key; None where it is not told."""
        return next((globs for one, globs in self.globs if one == key), None)

    def of_kind(self, kind: Kind) -> tuple[str, ...]:
        """The keys told that subjects of this kind do not have."""
        return tuple(key for key in self.keys if key not in KEYS[kind])

    def chooses(self, subject: Subject, teams: Sequence[Team]) -> bool:
        """Whether it speaks of a subject of these teams: one for most kinds, any of several for a person.

        Raises NotStated where a fact that it asks for was set aside or, for an expression, is missing, and Broken where
        an expression fails. Keys that the kind does not have match nothing.
        """
        if self.condition is not None:
            return any(self.condition.chooses(subject, team) for team in teams)
        if self.of_kind(subject.kind):
            return False
        if not self._any("teams", [team.team for team in teams]):
            return False
        if "members" in self.keys and not self._any("members", [subject.key.id]):
            return False
        pipelines_count = any(key in self.keys for key in OF_PIPELINES)
        if not pipelines_count and "rotations" not in self.keys:
            return True
        return any(
            self._any("rotations", rotations_of(subject, team))
            and (not pipelines_count or any(self._has(pipeline) for pipeline in served_by(subject, team)))
            for team in teams
        )

    def chooses_team(self, team_id: str) -> bool:
        """The same for what is known of a team by its id alone, as when its file cannot be read."""
        return not self.of_kind("team") and self._any("teams", [team_id])

    def _has(self, pipeline: Pipeline) -> bool:
        return (
            self._any("pipelines", [pipeline.id])
            and ("areas" not in self.keys or self._any("areas", [pipeline.area]))
            and ("audiences" not in self.keys or self._any("audiences", pipeline.audiences))
            and ("criticality" not in self.keys or self._any("criticality", [pipeline.criticality]))
        )

    def _any(self, key: str, names: Sequence[str | None]) -> bool:
        globs = self.of(key)
        return globs is None or any(one.match(name) for one in globs for name in names if name is not None)


def read_where(field: Field) -> Where:
    """Reads a `where` of keys; which of them a rule's kind has is looked at by whoever knows the rule."""
    entries = field.known("`where`", ALL_KEYS)
    globs = {key: tuple(glob(str(one.data)) for one in value.texts(f"`{key}`")) for key, value in entries.items()}
    if not entries and isinstance(field.data, dict):
        field.refuse("`where` names nothing", "leave it out to speak of everything")
    empty = [key for key, found in globs.items() if not found and entries[key].data == []]
    for key in empty:
        entries[key].refuse(f"`{key}` lists nothing, so the setting would never match")
    return Where(field.place, tuple(globs.items()))
