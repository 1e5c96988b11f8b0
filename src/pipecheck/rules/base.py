"""What a rule is made of, and the decorators that make one. Importing a rule registers nothing."""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, overload

from pipecheck.model.outcome import (
    Edit,
    Fact,
    Insert,
    Kind,
    NotStated,
    Outcome,
    Plain,
    Problem,
    Put,
    Related,
    Remedy,
    Remove,
    Subject,
    SubjectKey,
    Undecided,
    Value,
)
from pipecheck.model.schedule import Schedule, Segment, TurnSpan
from pipecheck.model.view import TeamView, Workspace
from pipecheck.source.place import Key, Part, Place, Route

__all__ = [
    "Check",
    "Doc",
    "Edit",
    "Fact",
    "Insert",
    "Key",
    "Kind",
    "Level",
    "NoParams",
    "NotStated",
    "Outcome",
    "Part",
    "Place",
    "Plain",
    "Problem",
    "Profile",
    "Put",
    "Related",
    "Remedy",
    "Remove",
    "Route",
    "Rule",
    "Schedule",
    "Segment",
    "Subject",
    "SubjectKey",
    "TeamView",
    "TurnSpan",
    "Undecided",
    "Value",
    "Workspace",
    "rule",
    "workspace_rule",
]


class Level(Enum):
    """How much a violation weighs, in SARIF's words. Ordered by `rank`."""

    note = "note"
    warning = "warning"
    error = "error"

    @property
    def rank(self) -> int:
        return ("note", "warning", "error").index(self.value)


class Profile(Enum):
    """The smallest shipped profile that turns a rule on; `named` is on only where a policy names it."""

    essential = "essential"
    recommended = "recommended"
    strict = "strict"
    named = "named"


class Doc(NamedTuple):
    """What a parameter means, where its default comes from, and the values it may take."""

    text: str
    source: str = ""
    choices: tuple[str, ...] = ()


class NoParams(NamedTuple):
    """The parameters of a rule that has none."""


Sub = TypeVar("Sub", bound=Subject)
P = TypeVar("P", bound=tuple[Any, ...])
View = TypeVar("View", TeamView, Workspace)
Check: TypeAlias = Callable[[Sub, View, P], Iterator[Outcome]]
Applies: TypeAlias = Callable[[Sub, P], bool]
Without: TypeAlias = Callable[[TeamView], Undecided | None]


class Rule(Generic[Sub, View, P]):
    """One rule: what it judges, how it weighs by default, and the function that looks.

    Its id is the module's name in kebab case and its category the folder, so neither can drift from where it stands.
    """

    id: str
    category: str
    module: str
    on: type[Sub]
    level: Level
    profile: Profile
    params: type[P]
    check: Check[Sub, View, P]
    applies: Applies[Sub, P] | None
    defers_to: tuple[str, ...]
    aliases: tuple[str, ...]
    without: Without | None
    whole_workspace: bool

    def __init__(
        self,
        check: Check[Sub, View, P],
        *,
        on: type[Sub],
        level: Level,
        profile: Profile,
        params: type[P],
        applies: Applies[Sub, P] | None,
        defers_to: tuple[str, ...],
        aliases: tuple[str, ...],
        without: Without | None = None,
        whole_workspace: bool,
    ) -> None:
        path = check.__module__.split(".")
        self.module = check.__module__
        self.id = path[-1].replace("_", "-")
        self.category = path[-2] if len(path) > 1 else ""
        self.check = check
        self.on = on
        self.level = level
        self.profile = profile
        self.params = params
        self.applies = applies
        self.defers_to = defers_to
        self.aliases = aliases
        self.without = without
        self.whole_workspace = whole_workspace

    def __repr__(self) -> str:
        return f"<rule {self.id}>"


@overload
def rule(
    on: type[Sub],
    *,
    level: Level,
    profile: Profile,
    defers_to: tuple[str, ...] = ...,
    aliases: tuple[str, ...] = ...,
    without: Without | None = ...,
) -> Callable[[Check[Sub, TeamView, NoParams]], Rule[Sub, TeamView, NoParams]]: ...
@overload
def rule(
    on: type[Sub],
    *,
    level: Level,
    profile: Profile,
    params: type[P],
    applies: Applies[Sub, P] | None = ...,
    defers_to: tuple[str, ...] = ...,
    aliases: tuple[str, ...] = ...,
    without: Without | None = ...,
) -> Callable[[Check[Sub, TeamView, P]], Rule[Sub, TeamView, P]]: ...
def rule(
    on: Any,
    *,
    level: Level,
    profile: Profile,
    params: Any = NoParams,
    applies: Any = None,
    defers_to: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    without: Without | None = None,
) -> Any:
    """Makes a rule of a function that judges one subject and sees its team only.

    `applies` tells whether a subject concerns the rule at all: false is "not concerned", which is not a pass.
    `defers_to` names rules that say the same thing better; where they speak, this one is listed under `also`.
    `without` is asked of a team that has no subject of the kind: what it would have to tell to have one, if anything.
    """
    return _maker(on, level, profile, params, applies, defers_to, aliases, without, whole_workspace=False)


@overload
def workspace_rule(
    on: type[Sub],
    *,
    level: Level,
    profile: Profile,
    defers_to: tuple[str, ...] = ...,
    aliases: tuple[str, ...] = ...,
) -> Callable[[Check[Sub, Workspace, NoParams]], Rule[Sub, Workspace, NoParams]]: ...
@overload
def workspace_rule(
    on: type[Sub],
    *,
    level: Level,
    profile: Profile,
    params: type[P],
    applies: Applies[Sub, P] | None = ...,
    defers_to: tuple[str, ...] = ...,
    aliases: tuple[str, ...] = ...,
) -> Callable[[Check[Sub, Workspace, P]], Rule[Sub, Workspace, P]]: ...
def workspace_rule(
    on: Any,
    *,
    level: Level,
    profile: Profile,
    params: Any = NoParams,
    applies: Any = None,
    defers_to: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
) -> Any:
    """Makes a rule of a function that judges one subject and sees all teams."""
    return _maker(on, level, profile, params, applies, defers_to, aliases, None, whole_workspace=True)


def _maker(
    on: Any,
    level: Level,
    profile: Profile,
    params: Any,
    applies: Any,
    defers_to: tuple[str, ...],
    aliases: tuple[str, ...],
    without: Any,
    *,
    whole_workspace: bool,
) -> Callable[[Any], Rule[Any, Any, Any]]:
    def make(check: Any) -> Rule[Any, Any, Any]:
        return Rule(
            check,
            on=on,
            level=level,
            profile=profile,
            params=params,
            applies=applies,
            defers_to=defers_to,
            aliases=aliases,
            without=without,
            whole_workspace=whole_workspace,
        )

    return make
