"""Whether outcomes are what they say they are, down to the last value: types are promises, and only checked here."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from pipecheck.model.outcome import Fact, Insert, Problem, Put, Related, Remedy, Remove, Undecided
from pipecheck.source.place import Part, Place

_DEEPEST = 50

T = TypeVar("T")


def check_outcomes(outcomes: Sequence[object], documents: Collection[str]) -> None:
    """Raises TypeError, with a sentence, for the first thing that is not sound in what a rule yielded.

    `documents` are the files that its places may lie in.
    """
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            _problem(outcome, documents)
        elif isinstance(outcome, Undecided):
            _undecided(outcome, documents)
        else:
            raise TypeError(f"a problem or an undecided is wanted; here is {_a(outcome)}")


def _problem(problem: Problem, documents: Collection[str]) -> None:
    _text(problem.message, "the message")
    _place(problem.at, "the place of a problem", documents)
    _each(problem.key, str, "the key")
    for fact in _each(problem.evidence, Fact, "the evidence"):
        _text(fact.name, "the name of a fact")
        _value(fact.value, f"the fact `{fact.name}`")
        for at in _each(fact.because, Place, f"the places of the fact `{fact.name}`"):
            _place(at, f"a place of the fact `{fact.name}`", documents)
    for related in _each(problem.related, Related, "the related places"):
        _place(related.at, "a related place", documents)
        _text(related.note, "the note of a related place")
    _remedies(problem.remedies, documents)
    if problem.at_most not in (None, "warning", "note"):
        raise TypeError(f"`at_most` is `warning`, `note` or None; here it is {_a(problem.at_most)}")


def _undecided(undecided: Undecided, documents: Collection[str]) -> None:
    _text(undecided.missing, "the missing field")
    _place(undecided.at, "the place of an undecided", documents)
    if not isinstance(undecided.why, str):
        raise TypeError(f"`why` of an undecided is text; here it is {_a(undecided.why)}")
    _each(undecided.key, str, "the key")
    _remedies(undecided.remedies, documents)


def _remedies(remedies: object, documents: Collection[str]) -> None:
    for remedy in _each(remedies, Remedy, "the remedies"):
        _text(remedy.title, "the title of a remedy")
        for edit in _each(remedy.edits, object, "the edits of a remedy"):
            _edit(edit, documents)


def _edit(edit: object, documents: Collection[str]) -> None:
    if isinstance(edit, Insert):
        _place(edit.into, "the place of an edit", documents)
        _value(edit.value, "what an edit writes")
        if edit.before is not None and not _is_index(edit.before):
            raise TypeError(f"`before` of an edit is an index; here it is {_a(edit.before)}")
    elif isinstance(edit, Put):
        _place(edit.at, "the place of an edit", documents)
        _value(edit.value, "what an edit writes")
    elif isinstance(edit, Remove):
        _place(edit.at, "the place of an edit", documents)
    else:
        raise TypeError(f"the edits of a remedy are Put, Insert and Remove; here is {_a(edit)}")


def _text(value: object, what: str) -> None:
    if not isinstance(value, str):
        raise TypeError(f"{what} is text; here it is {_a(value)}")
    if not value.strip():
        raise TypeError(f"{what} is empty")


def _place(place: object, what: str, documents: Collection[str]) -> None:
    if not isinstance(place, Place):
        raise TypeError(f"{what} is a Place; here it is {_a(place)}")
    if not isinstance(place.document, str) or place.document not in documents:
        raise TypeError(f"{what} lies in '{place.document}', which is no file of what it judged")
    if not isinstance(place.route, tuple) or not all(_is_key(key) for key in place.route):
        raise TypeError(f"the route of {what} is a tuple of keys and indices")
    if not isinstance(place.part, Part):
        raise TypeError(f"the part of {what} is a Part; here it is {_a(place.part)}")
    words = place.words
    if words is not None and not (isinstance(words, tuple) and len(words) == 2 and all(map(_is_index, words))):
        raise TypeError(f"the words of {what} are two numbers")


def _is_key(key: object) -> bool:
    return isinstance(key, str) or _is_index(key)


def _is_index(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _value(value: object, what: str, depth: int = 0) -> None:
    if value is None or isinstance(value, str | int | Fraction | date):
        return
    if depth == _DEEPEST:
        raise TypeError(f"{what} goes more than {_DEEPEST} levels deep")
    if isinstance(value, Mapping):
        for key, one in value.items():
            _text(key, f"a key of {what}")
            _value(one, what, depth + 1)
    elif isinstance(value, tuple | list):
        for one in value:
            _value(one, what, depth + 1)
    else:
        raise TypeError(f"{what} holds {_a(value)}, which no report can show")


def _each(values: object, kind: type[T], what: str) -> Sequence[T]:
    if not isinstance(values, tuple):
        raise TypeError(f"{what} stand in a tuple; here they are {_a(values)}")
    for value in values:
        if not isinstance(value, kind):
            raise TypeError(f"{what} hold {_a(value)}, and {_a_name(kind.__name__)} is wanted")
    return values


def _a(value: object) -> str:
    return "None" if value is None else _a_name(type(value).__name__)


def _a_name(name: str) -> str:
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
