"""Sets of instants, drawn: each column is an hour, and what is marked belongs to the set."""

from datetime import UTC, datetime, timedelta

import pytest

from pipecheck.model.intervals import common, length, minus, union, within

MIDNIGHT = datetime(2026, 1, 5, tzinfo=UTC)


def hour(number):
    return MIDNIGHT + timedelta(hours=number)


def drawn(text):
    """`=` marks an hour, `|` between two marked ones is the border of two stretches that touch."""
    found, start, at = [], None, 0
    for mark in text + " ":
        if mark != "=" and start is not None:
            found.append((hour(start), hour(at)))
            start = None
        if mark == "=" and start is None:
            start = at
        at += mark != "|"
    return tuple(found)


@pytest.mark.parametrize(
    ("stretches", "whole"),
    [
        ([], ""),
        (["==  =", "     "], "==  ="),
        (["== ", " =="], "==="),
        (["=|=|="], "==="),
        (["=====", " == "], "====="),
        (["   ==", "=    "], "=  =="),
        (["==    ", "  ==", "     ="], "==== ="),
    ],
)
def test_all_together(stretches, whole):
    assert union(one for text in stretches for one in drawn(text)) == drawn(whole)


def test_what_is_empty_or_ends_before_it_begins_counts_for_nothing():
    assert union([(hour(3), hour(3)), (hour(1), hour(0)), (hour(1), hour(2))]) == drawn(" =")


@pytest.mark.parametrize(
    ("one", "other", "both", "rest"),
    [
        ("== ", "  =", "", "=="),
        ("====", " == ", " ==", "=  ="),
        (" == ", "====", " ==", ""),
        ("== ==", " ===", " = =", "=   ="),
        ("=====", "= = =", "= = =", " = ="),
        ("= = =", " ====", "  = =", "="),
        ("  ==", "==", "", "  =="),
        ("", "==", "", ""),
        ("== ==", "", "", "== =="),
        ("=|=|=", " =", " =", "= ="),
        ("== == ==", "    =====", "    = ==", "== ="),
        ("=== ===", "=| =| =|=", "= = ==", " =    ="),
    ],
)
def test_what_two_sets_have_in_common_and_what_is_left(one, other, both, rest):
    assert union(common(drawn(one), drawn(other))) == drawn(both)
    assert union(common(drawn(other), drawn(one))) == drawn(both)
    assert union(minus(drawn(one), drawn(other))) == drawn(rest)


def test_nothing_in_it_is_empty():
    assert common(drawn("==  =="), drawn("  ==")) == ()
    assert minus(drawn("== =="), drawn("== ==")) == ()
    assert minus(drawn("=|="), drawn("=")) == drawn(" =")


@pytest.mark.parametrize(
    ("text", "first", "last", "found"),
    [
        ("== == ==", 0, 8, "== == =="),
        ("== == ==", 1, 7, " = == ="),
        ("== == ==", 2, 3, ""),
        ("== == ==", 2, 6, "   =="),
        ("== == ==", 4, 5, "    ="),
        ("== == ==", 8, 9, ""),
        ("", 0, 9, ""),
    ],
)
def test_what_lies_within(text, first, last, found):
    assert within(drawn(text), (hour(first), hour(last))) == drawn(found)


def test_how_long_they_are_together():
    assert length(drawn("== =")) == timedelta(hours=3)
    assert length(()) == timedelta(0)
