"""Which known word a misspelt one was meant to be."""

import pytest

from pipecheck.model.spelling import closest, is_number_of_turn, squashed


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("timezone", ["timezone"], None),
        ("Time-Zone", ["timezone", "time"], "timezone"),
        ("members", ["member", "menbers"], "member"),
        ("time zone", ["time_zone", "time-zone"], "time-zone"),
        ("regoin", ["region", "reason"], "region"),
        ("owner_s", ["owners"], "owners"),
        ("ruls", ["runs", "rules"], "runs"),
        ("rnus", ["runs"], "runs"),
        ("rsnu", ["runs"], None),
        ("abcd", ["abxy"], None),
        ("abcd", ["abcdef"], None),
        ("abcd", ["abcde"], "abcde"),
        ("abcde", ["abxye"], "abxye"),
        ("abcde", ["axyze"], None),
        ("abcde", ["abcdefg"], "abcdefg"),
        ("abcde", ["abcdefgh"], None),
        ("primray", ["primary", "secondary"], "primary"),
        ("PRIMRAY", ["primary"], "primary"),
        ("weekly", ["weakly", "weeklz", "meekly"], "meekly"),
        ("turns", ["turn", "burns"], "turn"),
        ("kinda", ["kind", "kinds"], "kinds"),
        ("kinder", ["kinds", "kindly"], "kindly"),
        ("abcdef", ["badcef"], "badcef"),
        ("abcdef", ["cbadef"], "cbadef"),
        ("abcdef", [], None),
        ("abcdexyf", ["abcdef"], "abcdef"),
        ("", ["x"], "x"),
    ],
)
def test_the_word_that_was_meant(word, known, meant):
    assert closest(word, known) == meant
    assert closest(word, reversed(known)) == meant


@pytest.mark.parametrize("word", ["Week 1", "week_12", "shift #2", "W3", "sprint-4", "day5", "TURN 6"])
def test_the_number_of_a_turn(word):
    assert is_number_of_turn(word)


@pytest.mark.parametrize("word", ["week", "weeks 1", "1", "week one", "month 1", "Week 1 "])
def test_no_number_of_a_turn(word):
    assert not is_number_of_turn(word)


@pytest.mark.parametrize(
    ("word", "bare"), [("Time_Off", "timeoff"), ("p.t.o. s", "pto"), ("Straße", "strasse"), ("as-s", "as")]
)
def test_a_word_without_what_people_write_as_they_like(word, bare):
    assert squashed(word) == bare
