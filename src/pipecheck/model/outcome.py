"""What judging a subject can come to: a problem, an undecided, or nothing; and the evidence and edits they carry."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import ClassVar, Literal, NamedTuple, Protocol, TypeAlias

from pipecheck.source.place import Key, Part, Place

Value: TypeAlias = "str | int | bool | Fraction | date | datetime | tuple[Value, ...] | Mapping[str, Value] | None"
Plain: TypeAlias = "str | int | float | bool | Sequence[Plain] | Mapping[str, Plain] | None"

Kind: TypeAlias = Literal[
    "workspace",
    "person",
    "team",
    "member",
    "partner",
    "area",
    "pipeline",
    "rotation",
    "holiday",
    "change",
    "runbook",
    "risk",
    "review",
]


class SubjectKey(NamedTuple):
    """Who is judged, in words that survive edits: no index, line, count or as-of stands in it (semantics §5).

    `team` is empty for a person and for the workspace; `id` is empty for a team and for the workspace.
    """

    kind: Kind
    team: str
    id: str = ""

    def __str__(self) -> str:
        name = "/".join(part for part in (self.team, self.id) if part)
        return f"{self.kind} {name}" if name else self.kind


class Subject(Protocol):
    """An entity a rule can judge."""

    kind: ClassVar[Kind]

    @property
    def key(self) -> SubjectKey: ...

    def at(self, *keys: Key, part: Part = ...) -> Place: ...


class Fact(NamedTuple):
    """A number or name behind the sentence, and where each came from. `name` is stable: tests and reports key on it."""

    name: str
    value: Value
    because: tuple[Place, ...] = ()


class Related(NamedTuple):
    """A further place that the reader should look at, and why."""

    at: Place
    note: str


class Put(NamedTuple):
    """Sets the value at a place; makes it the last key if it is missing."""

    at: Place
    value: Plain


class Insert(NamedTuple):
    """Puts an item into the list at a place, before the item of that index or at the end."""

    into: Place
    value: Plain
    before: int | None = None


class Remove(NamedTuple):
    """Takes a key or an item away."""

    at: Place


Edit: TypeAlias = Put | Insert | Remove


class Remedy(NamedTuple):
    """A titled way out. Without edits it is advice in words."""

    title: str
    edits: tuple[Edit, ...] = ()


class Problem(NamedTuple):
    """What a rule yields: the fact with its values, then what is asked, at one place.

    `key` tells it from its siblings on the same subject and stands in the fingerprint; `remedies` are best
    first, and the first title is the hint.
    """

    message: str
    at: Place
    key: tuple[str, ...] = ()
    evidence: tuple[Fact, ...] = ()
    related: tuple[Related, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    at_most: Literal["warning", "note"] | None = None
    """It weighs less than the rule's other problems: no more than this, whatever level the policy gives the rule."""


class Undecided(NamedTuple):
    """The third verdict: the files do not say enough. `missing` is a field of the language, such as
    `oncall.rotations.start`; `at` is where it would stand; `why` says what was to be judged, if that helps."""

    missing: str
    at: Place
    remedies: tuple[Remedy, ...] = ()
    why: str = ""
    key: tuple[str, ...] = ()


Outcome: TypeAlias = Problem | Undecided


class FileProblem(NamedTuple):
    """A problem of a file itself, found while it was read: `invalid-shape`, `unknown-key`, `unreadable-file` …"""

    rule: str
    problem: Problem


class NotStated(Exception):  # noqa: N818  (it is a verdict on its way up, not an error)
    """Raised by entities and measures when a fact is not there; the engine turns it into its `undecided`."""

    def __init__(self, undecided: Undecided) -> None:
        super().__init__(undecided.missing)
        self.undecided = undecided
