"""What is wrong with an expression is found before anything is judged: all of it, each at its own characters."""

import pytest

from pipecheck.policy.expression.parser import DEEPEST, LONGEST
from tests.policy.expression.sample import faults


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1 +", "[+] the expression ends where a value is wanted"),
        ("number = 1", "[=] '=' means nothing here / `==` compares"),
        ("flag and flag", "[and] here stands 'and' where an operator is wanted / write `&&`"),
        ("not flag", "[flag] here stands 'flag' where an operator is wanted"),
        ("(1", "[1] the expression ends where `)` for the `(` before is wanted"),
        ("[1, 2", "[2] the expression ends where `,` or `]` after an item is wanted"),
        ("'abc", "['abc] this text has no closing quote / end it with `'`"),
        ("'\\q'", "[\\q] '\\q' is no escape / write `\\\\` for a backslash, or put `r` before the quote"),
        ("1u", "[1u] there are no unsigned numbers here / leave out the `u`"),
        ("b'a'", "[b'] there are no bytes here / leave out the `b`: text is enough"),
        (
            "99999999999999999999",
            "[99999999999999999999] 99999999999999999999 is too large: whole numbers have 64 bits",
        ),
        ("for", "[for] `for` is a word that CEL keeps for itself"),
        ("many.all(x)", "[all] `all` wants a name for the item and what to do with it / write `list.all(x, …)`"),
        ("many.all(1, true)", "[1] `all` wants a simple name for the item here"),
        ("has(word)", "[has(word)] `has` wants one field of something / write `has(pipeline.area)`"),
        ("wrod == 'a'", "[wrod] there is no `wrod` / did you mean `word`?"),
        ("number == 'a'", "[==] `==` cannot take an int and a string"),
        ("number + 1.5", "[+] `+` cannot take an int and a double / write both with a point, as in `1.0`, or convert"),
        ("word == null", "[==] a string is never null / what files leave out is asked for with `has(pipeline.area)`"),
        ("number.field", "[field] an int has no fields"),
        ("many.size == 3", "[size] a list(int) has no fields / `size(…)` counts what is in it"),
        ("many['a']", "['a'] a list is indexed by an int, not by a string"),
        ("number[0]", "[0] an int has no entries"),
        ("number && flag", "[number] `&&` joins what is true or false; this is an int"),
        ("flag ? 1 : 'a'", "[1 : 'a'] the two results of `?` are of one type; these are int and string"),
        ("number ? 1 : 2", "[number] what stands before `?` is true or false; this is an int"),
        ("number.all(x, true)", "[number] `all` looks at a list or a map, not at an int"),
        ("many.filter(x, x)", "[x] what `filter` asks is true or false; this is an int"),
        ("startsWith(word, 'a')", "[startsWith] `startsWith` is a method / write it behind what it is asked of: "),
        ("number.int()", "[int] `int` is no method / write `int(…)`"),
        ("many.exits(x, x > 1)", "[exits] there is no method `exits` / did you mean `exists` or `exists_one`?"),
        ("len(word)", "[len] there is no function `len` / there are `bool`, `double`, `duration`, `dyn`, `int`, "),
        ("word.startsWith(1)", "[startsWith] `startsWith` of a string cannot take int / it takes string"),
        ("word.matches('(')", "['('] '(' is no pattern that can be matched in linear time / there are no look-arounds"),
        ("word.matches('(a)\\\\1')", "['(a)\\\\1'] '(a)\\1' is no pattern that can be matched in linear time"),
        ("{'a': 1, 'a': 2}", "['a'] the key 'a' stands twice in this map"),
        ("{1.5: 1}", "[1.5] the key of a map is a string or an int; this is a double"),
    ],
)
def test_what_is_wrong(text: str, line: str) -> None:
    found = faults(text)
    assert len(found) == 1
    assert found[0].startswith(line), found


def test_several_faults_are_told_at_once() -> None:
    assert faults("wrod == 'a' && number + 'b' == 1 || many.exists(x, y > x)") == [
        "[wrod] there is no `wrod` / did you mean `word`?",
        "[+] `+` cannot take an int and a string",
        "[y] there is no `y` / there are `x`, `number`, `word`, `flag`, `many`, `table` and `anything`; "
        "text stands in quotes",
    ]


def test_a_variable_of_a_macro_hides_one_of_its_name() -> None:
    assert faults("many.all(word, word > 1) && word == 'a'") == []


@pytest.mark.parametrize(
    "text",
    [
        "(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1),
        "!" * (DEEPEST + 1) + "flag",
        "number" + " + number" * DEEPEST,
        "[" * 5000,
        "number" + ".a" * 3000,
    ],
)
def test_an_expression_that_is_too_deep_is_refused(text: str) -> None:
    assert "levels deep" in faults(text)[0]


def test_a_long_row_of_conditions_is_not_deep() -> None:
    assert faults(" && ".join(["flag"] * 500)) == []


def test_an_expression_that_is_too_long_is_refused() -> None:
    assert faults("'" + "a" * LONGEST + "'")[0].endswith("an expression has at most 10,000 characters; this has 10,002")
