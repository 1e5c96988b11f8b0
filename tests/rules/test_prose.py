"""Names, numbers and days as every message says them."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

import pytest

from pipecheck.rules.prose import (
    bounds,
    counted,
    days,
    listed,
    ordinal,
    quoted,
    shortened,
    stretch,
    tallied,
    weekday,
    when,
)

MONDAY, SUNDAY = date(2026, 4, 6), date(2026, 4, 12)


@pytest.mark.parametrize(
    ("words", "said"), [("a", "a"), ("ab", "a and b"), ("abc", "a, b and c"), ("abcd", "a, b, c and d")]
)
def test_a_list_ends_with_and(words: str, said: str) -> None:
    assert listed(words) == said
    assert listed(words, "or") == said.replace("and", "or")


@pytest.mark.parametrize(
    ("words", "most", "said"),
    [
        ("abcde", 5, "a, b, c, d and e"),
        ("abcdef", 5, "a, b, c, d and 2 more"),
        ("abcdefgh", 5, "a, b, c, d and 4 more"),
        ("abc", 3, "a, b and c"),
        ("abcd", 3, "a, b and 2 more"),
    ],
)
def test_a_long_list_counts_what_it_leaves_out(words: str, most: int, said: str) -> None:
    assert shortened(words, most) == said
    if most == 5:
        assert shortened(words) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 turns"),
        (1, "1 turn"),
        (2, "2 turns"),
        (Fraction(1), "1 turn"),
        (Fraction(1, 2), "1/2 turns"),
    ],
)
def test_one_is_singular(number: int | Fraction, said: str) -> None:
    assert counted(number, "turn") == said


def test_a_plural_of_its_own() -> None:
    assert counted(1, "person", "people") == "1 person"
    assert counted(2, "person", "people") == "2 people"


def test_a_tally_keeps_its_order() -> None:
    assert tallied({"bob": 3, "alice": Fraction(1, 2), "carol": 0}) == "bob 3, alice 1/2, carol 0"


@pytest.mark.parametrize(
    ("numbers", "suffix"),
    [
        ((1, 21, 31, 101), "st"),
        ((2, 22, 102), "nd"),
        ((3, 23, 103), "rd"),
        ((0, 4, 5, 9, 10, 11, 12, 13, 14, 20, 24, 30, 111, 112, 113), "th"),
    ],
)
def test_ordinals(numbers: Sequence[int], suffix: str) -> None:
    assert [ordinal(number) for number in numbers] == [f"{number}{suffix}" for number in numbers]


def test_days_of_the_week() -> None:
    said = [weekday(date.fromordinal(MONDAY.toordinal() + each)) for each in range(7)]
    assert said == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-04-06T09:00", "2026-04-06T17:30", "Mon 09:00–17:30"),
        ("2026-04-06T18:00", "2026-04-07T08:00", "Mon 18:00–Tue 08:00"),
        ("2026-04-10T17:05", "2026-04-13T00:00", "Fri 17:05–Mon 00:00"),
    ],
)
def test_a_stretch_of_the_week(start: str, end: str, said: str) -> None:
    assert stretch(datetime.fromisoformat(start), datetime.fromisoformat(end)) == said


def test_one_day_or_several() -> None:
    assert days(MONDAY, MONDAY) == "2026-04-06"
    assert days(MONDAY, SUNDAY) == "2026-04-06 to 2026-04-12"
    assert when(MONDAY, MONDAY) == "on 2026-04-06"
    assert when(MONDAY, SUNDAY) == "from 2026-04-06 to 2026-04-12"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (MONDAY, SUNDAY, "from 2026-04-06 to 2026-04-12"),
        (MONDAY, MONDAY, "on 2026-04-06"),
        (MONDAY, None, "from 2026-04-06 on"),
        (None, SUNDAY, "until 2026-04-12"),
        (None, None, "always"),
    ],
)
def test_what_may_have_no_beginning_or_no_end(first: date | None, last: date | None, said: str) -> None:
    assert bounds(first, last) == said


def test_names_in_quotes() -> None:
    assert quoted(["a", "b"]) == ("'a'", "'b'")
