"""What several files say of one thing, and where they do not agree."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from pipecheck.model.entity import Entity
from pipecheck.rules.base import Fact, NotStated, Place, Problem, Put, Related, Remedy, Undecided
from pipecheck.rules.prose import listed, quoted, shortened

Sub = TypeVar("Sub", bound=Entity)


class Statement(NamedTuple):
    """What a team's file says of something."""

    value: Hashable
    """What is compared."""
    shown: str
    """How it is said in a message; empty for what is private."""
    team: str
    at: Place
    owns: bool = False
    """Whether it is said by the team it is about, which should know."""


def gathered(
    entities: Iterable[tuple[str, Sub]], key: str, said: Callable[[Sub], tuple[Hashable, str]], *, owner: str = ""
) -> tuple[list[Statement], list[Undecided]]:
    """What entities of several teams tell under a key, and what could not be read of it."""
    told: list[Statement] = []
    missing: list[Undecided] = []
    for team, entity in entities:
        if not entity.tells(key):
            continue
        try:
            value, shown = said(entity)
        except NotStated as lack:
            missing.append(lack.undecided)
        else:
            told.append(Statement(value, shown, team, entity.at(key), team == owner))
    return told, missing


def contradiction(what: str, told: Sequence[Statement], key: tuple[str, ...]) -> Iterator[Problem]:
    """One problem where statements differ, at the file whose path sorts last (semantics §15)."""
    if len({one.value for one in told}) < 2:
        return
    last = max(told, key=lambda one: one.at.document)
    others = sorted((one for one in told if one is not last), key=lambda one: one.at.document)
    own = next((one for one in told if one.owns and one.shown), None)
    yield Problem(
        f"{what} is {_by_whom(told)}; let the files say the same",
        last.at,
        key=key,
        evidence=(
            Fact("said by", tuple(one.team for one in told), tuple(one.at for one in told)),
            *((Fact("said", tuple(one.shown for one in told)),) if all(one.shown for one in told) else ()),
        ),
        related=tuple(Related(one.at, f"what '{one.team}' says of it") for one in others),
        remedies=(
            _believed(own, told) if own is not None else Remedy("find out which is right, and write it in each"),
        ),
    )


def _by_whom(told: Sequence[Statement]) -> str:
    """`'US' in 'core' and 'DE' in 'shop'`; of what is private, only that it is not the same."""
    teams: dict[Hashable, dict[str, None]] = {}
    for one in told:
        teams.setdefault(one.value, {})[f"'{one.team}'"] = None
    if not all(one.shown for one in told):
        return f"not the same in the files of {listed(quoted(dict.fromkeys(one.team for one in told)))}"
    words = {one.value: one.shown for one in told}
    return shortened(f"{words[value]} in {listed(by)}" for value, by in teams.items())


def _believed(own: Statement, told: Sequence[Statement]) -> Remedy:
    """What the team says of itself, written everywhere."""
    edits = tuple(Put(one.at, str(own.value)) for one in told if one.value != own.value)
    return Remedy(f"write {own.shown}, as '{own.team}' does", edits)
