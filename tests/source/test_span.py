"""Routes to spans: what a person would point at."""

import pytest

from pipecheck.source.place import Part, Route
from pipecheck.source.yaml import read_yaml
from tests.source.cut import cut

TEXT = """\
# top
version: 1
team: data   # a comment
quoted: "a # b\\tc"
members:
  - id: alice
    name: 'it''s'
  - id: bob
  -
  - [x, y]
block: |  # header
  text # not
    more

# after
owners: &o
  primary: alice   # why
  secondary: [bob,
     carol]
copy: *o
word: &w hello
again: *w
merged:
  <<: *o
  third: dave
items:
  - <<: *o  # merge
  - owners:
      - x
  - *o
  -   - deep
empty:
tagged: !!str &q no
map: {a: 1, b: [2, 3]}
last:
"""

K, V, E = Part.key, Part.value, Part.entry

SPANS: list[tuple[Route, Part, str]] = [
    (("version",), K, "version"),
    (("version",), V, "1"),
    (("version",), E, "version: 1"),
    (("team",), V, "data"),
    (("team",), E, "team: data"),
    (("quoted",), V, '"a # b\\tc"'),
    # a block has no words of its own: its key
    (("members",), V, "members"),
    (("members",), K, "members"),
    (("owners",), V, "owners"),
    (("owners",), E, "owners: &o\n  primary: alice   # why\n  secondary: [bob,\n     carol]"),
    (("members",), E, "members:\n  - id: alice\n    name: 'it''s'\n  - id: bob\n  -\n  - [x, y]"),
    # or, in a list, the first line of its first entry
    (("members", 0), V, "id: alice"),
    (("members", 0), K, "id: alice"),
    (("members", 0), E, "id: alice\n    name: 'it''s'"),
    (("members", 0, "name"), V, "'it''s'"),
    (("members", 1), E, "id: bob"),
    (("members", 2), V, "-"),
    (("members", 2), E, "-"),
    (("members", 3), V, "[x, y]"),
    (("members", 3, 1), V, "y"),
    (("members", 3, 1), K, "y"),
    (("items", 1), V, "owners:"),
    (("items", 1, "owners"), V, "owners"),
    (("items", 1, "owners", 0), V, "x"),
    (("items", 3), V, "deep"),
    (("block",), V, "|  # header\n  text # not\n    more"),
    (("block",), K, "block"),
    (("owners", "secondary"), V, "[bob,\n     carol]"),
    (("owners", "secondary", 1), V, "carol"),
    (("map",), V, "{a: 1, b: [2, 3]}"),
    (("map", "b"), V, "[2, 3]"),
    (("map", "b"), E, "b: [2, 3]"),
    # an empty value: its key
    (("empty",), V, "empty"),
    (("empty",), E, "empty:"),
    (("last",), V, "last"),
    (("last",), E, "last:"),
    # behind an anchor and a tag
    (("tagged",), V, "no"),
    (("tagged",), E, "tagged: !!str &q no"),
    (("word",), V, "hello"),
    # an alias leads to the text it repeats
    (("copy",), K, "copy"),
    (("copy",), V, "primary: alice"),
    (("copy",), E, "copy: *o"),
    (("copy", "primary"), E, "primary: alice"),
    (("again",), V, "hello"),
    (("again",), E, "again: *w"),
    (("items", 2), V, "primary: alice"),
    (("items", 2), E, "*o"),
    # and so does a merge
    (("merged", "primary"), V, "alice"),
    (("merged", "third"), V, "dave"),
    (("merged",), E, "merged:\n  <<: *o\n  third: dave"),
    (("items", 0), V, "<<: *o"),
    # the document
    ((), V, "version: 1"),
    # what is not there: the nearest key around it, or the first entry of the item or document without it
    (("nowhere",), V, "version: 1"),
    (("nowhere", "deep", 3), V, "version: 1"),
    (("members", 0, "email"), V, "id: alice"),
    (("members", 0, "email"), E, "id: alice"),
    (("members", 9), V, "members"),
    (("members", "alice"), V, "members"),
    (("owners", "backup"), E, "owners"),
    (("owners", 0), V, "owners"),
    (("copy", "backup"), V, "copy"),
    (("items", 0, "backup"), V, "<<: *o"),
    (("team", "x"), V, "team"),
    (("members", 3, 5), V, "[x, y]"),
    (("members", 3, 1, "x"), V, "y"),
    (("empty", "x", "y"), V, "empty"),
]


@pytest.mark.parametrize(("route", "part", "words"), SPANS)
def test_span(route: Route, part: Part, words: str) -> None:
    assert cut(TEXT, read_yaml(TEXT, "team.yaml").span(route, part)) == words


def test_the_last_of_a_duplicate_key_ends_the_entry_around_it() -> None:
    text = "a:\n  b: 1\n  b: [2,\n   3]\nc: 4\n"
    assert cut(text, read_yaml(text, "f").span(("a",), E)) == "a:\n  b: 1\n  b: [2,\n   3]"


@pytest.mark.parametrize(
    ("value", "content", "said", "words"),
    [
        ("hello there", "hello there", "there", "there"),
        ("'it''s here'", "it's here", "s here", "s here"),
        ("'it''s here'", "it's here", "t's", "t''s"),
        ('"a\\tb \\u00e9 \\x41 c"', "a\tb é A c", "é A", "\\u00e9 \\x41"),
        ('"a\\tb"', "a\tb", "a\tb", "a\\tb"),
        ("&x hello", "hello", "ell", "ell"),
        ("|\n  one\n    two\n\n  three", "one\n  two\n\nthree\n", "two", "two"),
        ("|\n  one\n    two\n\n  three", "one\n  two\n\nthree\n", "one\n  two", "one\n    two"),
        ("|-\r\n  one\r\n  two", "one\ntwo", "two", "two"),
        # folded over lines, the whole scalar
        ("one\n  two", "one two", "two", "one\n  two"),
        ('"one\n  two"', "one two", "two", '"one\n  two"'),
        (">\n  one\n  two", "one two\n", "two", ">\n  one\n  two"),
        ("|2\n   one", " one\n", "one", "|2\n   one"),
    ],
)
def test_words_inside_a_scalar(value: str, content: str, said: str, words: str) -> None:
    text = f"k: {value}\nz: 1\n"
    document = read_yaml(text, "team.yaml")
    assert document.data == {"k": content, "z": "1"}
    start = content.index(said)
    assert cut(text, document.span(("k",), words=(start, start + len(said)))) == words


@pytest.mark.parametrize("words", [(0, 99), (-1, 2), (3, 2)])
def test_words_that_are_not_inside_are_the_whole_scalar(words: tuple[int, int]) -> None:
    assert cut("k: abc", read_yaml("k: abc", "f").span(("k",), words=words)) == "abc"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_and_columns_are_an_editors(newline: str) -> None:
    text = newline.join(["\ufeffé😀: [x, 😀😀, yy]", "", "b: 'ü' # ä", "c: |", "  z", "d: end"])
    document = read_yaml(text, "team.yaml")
    places = [document.span(route)[1:5] for route in [("é😀", 0), ("é😀", 1), ("é😀", 2), ("b",), ("d",)]]
    assert places == [(1, 6, 1, 7), (1, 9, 1, 11), (1, 13, 1, 15), (3, 4, 3, 7), (6, 4, 6, 7)]
    assert cut(text, document.span(("c",))) == "|\n  z"


FRAMES = {
    "in the middle": (("m5",), 3, 7),
    "at the top": (("m1",), 1, 3),
    "at the end": (("m9",), 7, 9),
    "of three lines": (("three",), 8, 14),
    "of many lines": (("many",), 11, 17),
}


@pytest.mark.parametrize(("route", "first", "last"), FRAMES.values(), ids=FRAMES)
def test_a_frame_holds_two_lines_around_and_seven_at_most(route: Route, first: int, last: int) -> None:
    rows = [f"m{line}: {line}" for line in range(1, 10)]
    if route[0] in ("three", "many"):
        rows += ["three: [", " x,", " y]", "many: [", *[" x,"] * 20, " ]", "z: 1"]
    text = "\n".join(rows) + "\n"
    span = read_yaml(text, "team.yaml").span(route)
    assert (span.first, span.first + len(span.text) - 1) == (first, last)
    assert span.text == tuple(rows[first - 1 : last])


def test_a_span_names_its_file() -> None:
    assert read_yaml("a: 1", "teams/x.yaml").span(("a",)).file == "teams/x.yaml"


@pytest.mark.parametrize(("text", "words"), [("", ""), ("\n\n", ""), ("# only\n", "# only"), ("\n  # x  \n", "# x")])
def test_a_file_without_data_is_shown_by_its_first_words(text: str, words: str) -> None:
    assert cut(text, read_yaml(text, "team.yaml").span(("team",))) == words


def test_a_document_of_one_scalar_is_shown_by_it() -> None:
    assert cut("hello there\n", read_yaml("hello there\n", "f").span(("team",))) == "hello there"
