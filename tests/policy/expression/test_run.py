"""Expressions come to what CEL says they come to; the whole of it is held against Google's CEL in test_oracle.py."""

from datetime import UTC, datetime, timedelta

import pytest

from pipecheck.policy.expression.fault import Failed, Spent
from pipecheck.policy.expression.frame import Absent
from tests.policy.expression.sample import value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1 + 2 * 3 - 4 / 2 % 3", 5),
        ("-7 / 2", -3),
        ("-7 % 2", -1),
        ("1 + 2 == 3 && !(2 > 3) || false", True),
        ("number > 5 ? word : 'none'", "orders"),
        ("'a' + \"b\" + r'\\n' + '\\u00e4'", "ab\\nä"),
        ("'''a\nb'''", "a\nb"),
        ("0x1F + 1", 32),
        ("1.5e2 / 4.0", 37.5),
        ("[1, 2] + [3] == many", True),
        ("{'a': 1, 'b': 2}['b']", 2),
        ("2 in many && 'a' in table && !('c' in table)", True),
        ("has(table.a) && !has(table.c)", True),
        ("many.all(x, x > 0) && many.exists(x, x == 2) && many.exists_one(x, x > 2)", True),
        ("many.filter(x, x > 1).map(x, x * 10)", (20, 30)),
        ("many.map(x, x > 1, x * 10)", (20, 30)),
        ("{'a': 1, 'b': 2}.map(key, key)", ("a", "b")),
        ("[].all(x, x > 1) && ![].exists(x, x > 1)", True),
        ("word.startsWith('or') && word.endsWith('s') && word.contains('der')", True),
        ("word.matches('^o.*s$') && !word.matches('^r')", True),
        ("size(word) + size(many) + table.size()", 11),
        ("int('12') + int(3.9) + int(timestamp('1970-01-01T00:00:05Z'))", 20),
        ("double('1.5') + double(2)", 3.5),
        ("string(1) + string(true) + string(1.5) + string(duration('90m'))", "1true1.55400s"),
        ("bool('true')", True),
        ("timestamp('2026-01-31T09:00:00+01:00')", datetime(2026, 1, 31, 8, tzinfo=UTC)),
        ("timestamp('2026-01-31')", datetime(2026, 1, 31, tzinfo=UTC)),
        ("duration('1h30m') + duration('2d')", timedelta(days=2, minutes=90)),
        ("timestamp('2026-01-31T00:00:00Z').getDayOfWeek()", 6),
        ("timestamp('2026-01-31T23:30:00Z').getDate('+01:00')", 1),
        ("duration('90m').getHours()", 1),
        ("type(1) == int && type('a') != int && type([]) == list", True),
        ("anything == 5 && dyn(1) == 1.0 && dyn('a') != 1", True),
        ("1 < 1.5 && 1 == 1.0", True),
        ("word == 'orders' // what follows is a comment", True),
    ],
)
def test_what_expressions_come_to(text: str, wanted: object) -> None:
    found = value(text)
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("false && 1 / 0 == 1", False),
        ("1 / 0 == 1 && false", False),
        ("1 / 0 == 1 || true", True),
        ("table.c == 1 || true", True),
        ("many.exists(x, 1 / (x - 1) == 1)", True),
        ("many.all(x, 1 / (x - 1) == 7)", False),
        ("1 / 0 == 1 && true", Failed),
        ("1 / 0 == 1 || table.c == 1", Absent),
        ("many.exists_one(x, 1 / (x - 1) == 1)", Failed),
    ],
)
def test_what_decides_makes_errors_and_missing_facts_beside_it_count_for_nothing(text: str, wanted: object) -> None:
    assert value(text) is wanted


@pytest.mark.parametrize(
    "text",
    [
        "1 / 0",
        "1 % 0",
        "9223372036854775807 + 1",
        "-(-9223372036854775808)",
        "many[3]",
        "many[-1]",
        "{'a': 1}['b']",
        "{word: 1, 'orders': 2}",
        "anything + 'a'",
        "anything.field",
        "int('x')",
        "int(1e30)",
        "bool('yes')",
        "timestamp('yesterday')",
        "timestamp('2026-02-30')",
        "timestamp('9999-12-31T00:00:00Z') + duration('48h')",
        "duration('1 hour')",
        "word.matches(dyn('('))",
        "word.matches('(' + '')",
        "timestamp(0).getHours('Mars/Base')",
        "dyn(1) && true",
        "dyn(1) ? 1 : 2",
    ],
)
def test_an_operation_without_a_result_fails(text: str) -> None:
    assert value(text) is Failed


@pytest.mark.parametrize(
    "text",
    [
        "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, "
        "[1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, true)))))",
        "['0123456789']" + ".map(x, x + x)" * 14 + ".size() > 0",
        "[[1]]" + ".map(x, x + x)" * 17 + ".size() > 0",
        "[[0]]" + ".map(x, [x, x])" * 20 + " == [[0]]" + ".map(x, [x, x])" * 20,
    ],
)
def test_an_expression_that_explodes_is_stopped_and_nothing_absorbs_it(text: str) -> None:
    assert value(f"({text}) || true" if "==" in text or "all" in text or ">" in text else text) is Spent


def test_what_a_macro_does_with_an_item_counts_too() -> None:
    many = "[" + ", ".join(["1"] * 100) + "]"
    body = " || ".join(["x * 2 == 3"] * 300)
    assert value(f"{many}.all(x, !({body}))") is True
    assert value(f"{many}.all(x, {many}.all(y, !({body})))") is Spent


def test_a_pattern_made_for_every_item_is_stopped() -> None:
    many = "[" + ", ".join(["1"] * 100) + "]"
    assert value(f"{many}.all(x, {many}.all(y, word.matches('^' + word)))") is Spent


def test_a_pattern_that_would_backtrack_takes_linear_time() -> None:
    assert value("('a' + 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' + 'b').matches('^(a+)+$')") is False
