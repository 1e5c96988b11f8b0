"""Rules of others: what they yield is looked at closely, and whatever they do besides is told.

Their words may be as wrong as their verdicts: a place in a file that nobody has, a message that is no text. And Python
lets everybody print, leave and reach into what he was given. None of that may spoil a report or another rule's verdict.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any, NamedTuple, TypeVar

from pipecheck.engine.sound import check_outcomes
from pipecheck.model.entity import Entity, Record
from pipecheck.model.outcome import NotStated, Outcome
from pipecheck.model.team import Team
from pipecheck.rules.catalog import AnyRule
from pipecheck.source.place import Place

_OURS = "pipecheck."
_SHOWN = 200

T = TypeVar("T")


class Breach(Exception):  # noqa: N818  (it is told as a crash of the rule)
    """A rule did something that rules do not do. The message goes on after "the rule crashed on …:"."""


def is_foreign(rule: AnyRule) -> bool:
    """Whether a rule is not pipecheck's own."""
    return not rule.module.startswith(_OURS)


class Fence:
    """Stands around the rules of others while they judge some teams."""

    def __init__(self, teams: Sequence[Team]) -> None:
        self._seals, self._documents = _sealed(teams)

    def around(self, judged: Callable[[], T], outcomes: Callable[[T], Sequence[Outcome]]) -> T:
        """What was judged. Raises what the rule raises, and Breach for what it should not have done."""
        said = StringIO()
        try:
            with redirect_stdout(said), redirect_stderr(said):
                found = judged()
        except NotStated as missing:
            self._check((missing.undecided,))
            raise
        finally:
            altered = [name for seal in self._seals if (name := seal.mended())]
        if altered:
            raise Breach(f"it altered what it was given, which was put back: {', '.join(altered)}")
        if words := _words(said):
            raise Breach(f"it printed '{words}'; a rule speaks by what it yields")
        self._check(outcomes(found))
        return found

    def _check(self, outcomes: Sequence[Outcome]) -> None:
        try:
            check_outcomes(outcomes, self._documents)
        except TypeError as why:
            raise Breach(str(why)) from None


class _Seal(NamedTuple):
    """What an object held before others saw it. Entities are frozen, but Python has back doors."""

    of: Record | type
    held: Mapping[str, Any]

    def mended(self) -> str:
        """Puts back what was altered; its name if there was any, else the empty text."""
        now = vars(self.of)
        if len(now) == len(self.held) and all(now.get(name, self) is value for name, value in self.held.items()):
            return ""
        names = {name for name in (*now, *self.held) if now.get(name, self) is not self.held.get(name, self)}
        if isinstance(self.of, type):
            for name in names:
                if name in self.held:
                    setattr(self.of, name, self.held[name])
                else:
                    delattr(self.of, name)
        else:
            self.of.__dict__.clear()
            self.of.__dict__.update(self.held)
        whose = str(self.of.key) if isinstance(self.of, Entity) else _class(self.of).__name__
        return f"{', '.join(f'`{name}`' for name in sorted(names))} of {whose}"


def _class(of: Record | type) -> type:
    return of if isinstance(of, type) else type(of)


def _sealed(teams: Sequence[Team]) -> tuple[tuple[_Seal, ...], frozenset[str]]:
    """Every record that the teams lead to with what it holds, the classes of these, and the files they stand in."""
    seen: set[int] = set()
    classes: dict[type, None] = {}
    seals: list[_Seal] = []
    documents: set[str] = set()
    pending: list[object] = list(teams)
    while pending:
        one = pending.pop()
        if isinstance(one, Place):
            documents.add(one.document)
        elif isinstance(one, Record):
            if id(one) not in seen:
                seen.add(id(one))
                classes.update(dict.fromkeys(_lineage(type(one))))
                seals.append(_Seal(one, dict(one.__dict__)))
                pending.extend(one.__dict__.values())
        elif isinstance(one, tuple | list | frozenset | set):
            pending.extend(one)
        elif isinstance(one, Mapping):
            pending.extend(one.values())
    seals += [_Seal(each, dict(vars(each))) for each in classes]
    return tuple(seals), frozenset(documents)


def _lineage(of: type) -> Iterator[type]:
    return (each for each in of.__mro__ if each.__module__.startswith(_OURS))


def _words(said: StringIO) -> str:
    try:
        words = " ".join(said.getvalue().split())
    except ValueError:
        return "nothing, but closed the output"
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
