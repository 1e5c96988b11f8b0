"""Where expressions deliberately come to something else than in Google's CEL: all of it, each with a reason.

A predicate does not excuse an expression for what it holds. It has to show that the deviation, and nothing else, makes
the difference: most ask one of the two again for what the other should have said.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from tests.policy.expression.oracle.both import REFUSED, Google, Ours


class Difference(NamedTuple):
    """An expression that the two do not agree on."""

    text: str
    ours: object
    theirs: object
    here: Ours
    there: Google


class Deviation(NamedTuple):
    """A difference that is meant, and how many of the 20,000 expressions show it."""

    name: str
    reason: str
    count: int
    explains: Callable[[Difference], bool]


_SPELT = (
    ('duration("2d")', 'duration("48h")'),
    ('duration("3w")', 'duration("504h")'),
    ('timestamp("2026-01-05")', 'timestamp("2026-01-05T00:00:00Z")'),
)
_BOTH_NUMBERS = re.compile(
    r"found no matching overload for '_(?:[<>]=?|==|!=)_' applied to '\((?:int, double|double, int)\)'"
)


def _standard(text: str) -> str:
    """The same in the spelling of CEL."""
    for ours, standard in _SPELT:
        text = text.replace(ours, standard)
    return text


def _coarse(text: str) -> str:
    """The same without what is less than a microsecond."""
    return text.replace('"1ns"', '"0s"').replace("15.000000001Z", "15Z")


def _theirs(one: Difference) -> object:
    """What the other says of the same in its own spelling."""
    return one.there.come_to(_coarse(_standard(one.text)))


def _unchecked(one: Difference) -> object:
    """The same where the other refuses nothing for its types."""
    return one.there.come_to_unchecked(_coarse(_standard(one.text)))


def _spelt_as_in_team_files(one: Difference) -> bool:
    return _standard(one.text) != one.text and one.there.come_to(_coarse(_standard(one.text))) == one.ours


def _below_a_microsecond(one: Difference) -> bool:
    told = _coarse(one.text)
    return told != one.text and one.there.come_to(told) == one.here.come_to(told) == one.ours


def _numbers_of_both_kinds(one: Difference) -> bool:
    if one.theirs != REFUSED or one.ours == REFUSED:
        return False
    refusals = one.there.refusals(one.text)
    compared = [refusal for refusal in refusals if _BOTH_NUMBERS.search(refusal)]
    return compared == refusals and _unchecked(one) == one.ours


def _records_have_types(one: Difference) -> bool:
    if "r." not in one.text:
        return False
    if one.ours == REFUSED:
        return one.theirs != REFUSED and one.here.come_to_untyped(one.text) == _theirs(one)
    return one.theirs == REFUSED and one.here.come_to_untyped(one.text) == _unchecked(one) == one.ours


def _empty_is_of_any_type(one: Difference) -> bool:
    has_empty = re.search(r"\[\]|\{\}", one.text) is not None
    return has_empty and one.theirs == REFUSED and _unchecked(one) == one.ours


def _left_out_forms(one: Difference) -> bool:
    told = one.text.replace("1u == 1u", "1 == 1").replace("b'a' == b'a'", "'a' == 'a'")
    told = told.replace("{true: 1}[true] == 1", "{1: 1}[1] == 1")
    told = told.replace(" == null)", " == dyn(null))")
    here = (one.here.come_to(told), one.here.come_to_untyped(told))
    return one.ours == REFUSED and told != one.text and _theirs(one) in here


def _patterns_are_read_first(one: Difference) -> bool:
    told = one.text.replace("'('", "dyn('(')")
    here = (one.here.come_to(told), one.here.come_to_untyped(told))
    return one.ours == REFUSED and told != one.text and _theirs(one) in here


def _words_of_numbers(one: Difference) -> bool:
    told = one.text.replace(" 12", "12").replace("0x10", "16")
    return told != one.text and one.there.come_to(told) == one.here.come_to(told)


def _classes_are_unicode(one: Difference) -> bool:
    told = one.text.replace("\\\\w", "[0-9A-Za-z_]").replace("\\\\d", "[0-9]")
    return told != one.text and one.here.come_to(told) == _theirs(one)


DEVIATIONS = (
    Deviation(
        "spelt as in team files",
        "`duration` takes days and weeks, `timestamp` takes a day alone: policies say what team files say",
        783,
        _spelt_as_in_team_files,
    ),
    Deviation(
        "below a microsecond",
        "instants and durations are whole microseconds: no team file can tell less than a minute",
        76,
        _below_a_microsecond,
    ),
    Deviation(
        "numbers of both kinds",
        "a whole number and one with a point are compared without `dyn`: an author need not know which a field holds",
        30,
        _numbers_of_both_kinds,
    ),
    Deviation(
        "records have types",
        "fields of subjects have types, so that a slip is found when the policy is loaded; the oracle is given a map",
        48,
        _records_have_types,
    ),
    Deviation(
        "empty is of any type",
        "what an empty list or map would hold is `dyn`; Google's checker settles on the first type that would fit",
        3,
        _empty_is_of_any_type,
    ),
    Deviation(
        "left-out forms",
        "no unsigned numbers, bytes, or keys that are true; no instants held against null, which people take for `has`",
        52,
        _left_out_forms,
    ),
    Deviation(
        "patterns are read first",
        "a pattern that stands in the expression and cannot be made is refused when the policy is loaded",
        245,
        _patterns_are_read_first,
    ),
    Deviation(
        "words of numbers",
        "a text with spaces around a number, or a hexadecimal one, is no number",
        1,
        _words_of_numbers,
    ),
    Deviation(
        "classes are Unicode",
        "`\\w` and `\\d` of Rust's patterns know more letters than those of ASCII",
        2,
        _classes_are_unicode,
    ),
)
