"""What a case expects and what was heard, held against one another in both directions."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from pipecheck.engine.report import Span, Verdict
from pipecheck.model.outcome import Value as Fact
from pipecheck.source.scalar import Value
from pipecheck.trial.case import Expected


class Difference(NamedTuple):
    """One thing that is told of an outcome, as it was expected and as it is, in words."""

    what: str
    expected: str
    found: str


class Mismatch(NamedTuple):
    """An outcome that was expected or found, and not both."""

    kind: Literal["missing", "unexpected", "different"]
    at: Span
    """In the case file: the outcome expected, or the name of the case for one that nobody expected."""
    rule: str
    subject: str
    decided: bool
    message: str = ""
    """Of the outcome found."""
    found_at: Span | None = None
    words: str = ""
    """The words that the outcome found points at."""
    differences: tuple[Difference, ...] = ()
    facts: Mapping[str, Value] = {}
    """The evidence of the outcome found."""
    missing: str = ""
    """The field that the undecided outcome found misses."""
    waived: bool = False
    """Whether a waiver covers the outcome found."""
    near: tuple[str, ...] = ()
    """What was found by the same rule on other subjects, or by other rules on the same one."""


def mismatches(
    expected: Sequence[Expected], found: Sequence[Verdict], at: Span, *, undecided: bool
) -> tuple[Mismatch, ...]:
    """What differs; nothing where the case holds. Without `undecided` only problems are compared."""
    left = [verdict for verdict in found if verdict.decided or undecided]
    open_ones: list[Expected] = []
    for one in expected:
        same = next(
            (verdict for verdict in left if _is_about(one, verdict) and not any(differences(one, verdict))), None
        )
        if same is None:
            open_ones.append(one)
        else:
            left.remove(same)
    out: list[Mismatch] = []
    for one in open_ones:
        like = next((verdict for verdict in left if _is_about(one, verdict)), None)
        if like is None:
            out.append(_missing(one, found))
        else:
            left.remove(like)
            told = tuple(differences(one, like))
            out.append(_found("different", one.at, like)._replace(differences=told))
    out += [_found("unexpected", at, verdict) for verdict in left]
    return tuple(sorted(out, key=lambda one: (one.at[:3], one.rule, one.subject)))


def differences(expected: Expected, found: Verdict) -> Iterator[Difference]:
    """What is told of an outcome and is not so."""
    facts = evidence(found)
    for name, value in expected.evidence.items():
        if name not in facts:
            there = f"it has {', '.join(facts)}" if facts else "it has no evidence"
            yield Difference(f"the fact `{name}`", _shown(value), f"no such fact; {there}")
        elif _shown(facts[name]) != _shown(value):
            yield Difference(f"the fact `{name}`", _shown(value), _shown(facts[name]))
    for key, wanted in expected.words.items():
        stands = _words_of(found, key)
        if stands != wanted:
            yield Difference(f"`{key}`", f"'{wanted}'", f"'{stands}'")
    for part in expected.contains:
        if part not in found.message:
            yield Difference("a message that contains", f"'{part}'", f"'{found.message}'")
    if expected.level is not None and expected.level is not found.level:
        yield Difference("`level`", expected.level.value, found.level.value)
    if expected.line is not None and expected.line != found.span.line:
        yield Difference("`line`", str(expected.line), str(found.span.line))
    if expected.waived != (found.waiver is not None):
        words = {True: "waived", False: "not waived"}
        yield Difference("`waived`", words[expected.waived], words[not expected.waived])


def evidence(found: Verdict) -> dict[str, Value]:
    """The facts of an outcome as a case file writes them."""
    return {fact.name: as_told(fact.value) for fact, _ in found.evidence}


def as_told(value: Fact) -> Value:
    """A fact's value as a case file writes it: whole numbers as such, other fractions and all dates as text."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    if isinstance(value, date):
        return str(value)
    if isinstance(value, Mapping):
        return {key: as_told(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [as_told(one) for one in value]
    return value


def underlined(span: Span) -> str:
    """The words under a span: of several lines, the first."""
    row = span.line - span.first
    if not 0 <= row < len(span.text):
        return ""
    text = span.text[row]
    return text[span.column - 1 : span.end_column - 1 if span.end_line == span.line else len(text)].strip()


def _is_about(expected: Expected, found: Verdict) -> bool:
    return (expected.rule, expected.subject, expected.decided) == (found.rule, str(found.subject), found.decided)


def _words_of(found: Verdict, key: str) -> str:
    match key:
        case "words":
            return underlined(found.span)
        case "file":
            return found.span.file
        case "hint":
            return found.hint
        case "missing":
            return found.missing
        case _:
            return found.message


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _missing(expected: Expected, found: Sequence[Verdict]) -> Mismatch:
    of_rule = [str(one.subject) for one in found if one.rule == expected.rule and one.decided == expected.decided]
    other = "undecided" if expected.decided else "a problem"
    turned = [
        f"{other}: {one.message}" for one in found if _is_about(expected._replace(decided=not expected.decided), one)
    ]
    near = tuple(dict.fromkeys([*turned, *(f"one on {subject}" for subject in of_rule)]))
    return Mismatch("missing", expected.at, expected.rule, expected.subject, expected.decided, near=near)


def _found(kind: Literal["unexpected", "different"], at: Span, verdict: Verdict) -> Mismatch:
    return Mismatch(
        kind,
        at,
        verdict.rule,
        str(verdict.subject),
        verdict.decided,
        verdict.message,
        verdict.span,
        underlined(verdict.span),
        facts=evidence(verdict),
        missing=verdict.missing,
        waived=verdict.waiver is not None,
    )
