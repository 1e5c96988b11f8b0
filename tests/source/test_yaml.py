"""YAML text to plain data."""

import pytest

from pipecheck.source.scalar import Plain
from pipecheck.source.yaml import read_yaml

READ = {
    "mapping": ("a: 1\nb: x\n", {"a": "1", "b": "x"}),
    "list": ("- 1\n- [x, y]\n- {k: v}\n", ["1", ["x", "y"], {"k": "v"}]),
    "list under a key, not indented": ("a:\n- b\n- c\n", {"a": ["b", "c"]}),
    "quotes": ("a: \"x\\ty\"\nb: 'it''s'\n", {"a": "x\ty", "b": "it's"}),
    "blocks": ("a: |\n  one\n  two\nb: >-\n  one\n  two\n", {"a": "one\ntwo\n", "b": "one two"}),
    "folded plain": ("a: one\n  two\n", {"a": "one two"}),
    "nulls": ("a:\nb: ~\nc: null\n", {"a": "", "b": "~", "c": "null"}),
    "words stay": ("a: NO\nb: 0123\nc: 10:00\nd: 1.10\n", {"a": "NO", "b": "0123", "c": "10:00", "d": "1.10"}),
    "keys are words": ("on: x\n1: y\n~: z\n", {"on": "x", "1": "y", "~": "z"}),
    "explicit key": ("? a\n: b\n", {"a": "b"}),
    "alias": ("a: &x {k: v}\nb: *x\n", {"a": {"k": "v"}, "b": {"k": "v"}}),
    "alias of a scalar": ("a: &x v\nb: [*x, *x]\n", {"a": "v", "b": ["v", "v"]}),
    "anchor set twice": ("a: &x 1\nb: &x 2\nc: *x\n", {"a": "1", "b": "2", "c": "2"}),
    "merge": ("a: &x {k: 1, l: 2}\nb: {<<: *x, k: 3}\n", {"a": {"k": "1", "l": "2"}, "b": {"k": "3", "l": "2"}}),
    "merge of two": (
        "- &x {k: 1}\n- &y {k: 2, l: 3}\n- <<: [*x, *y]\n", [{"k": "1"}, {"k": "2", "l": "3"}, {"k": "1", "l": "3"}],
    ),
    "merge in an anchor": ("- &x {k: 1}\n- &y {<<: *x}\n- *y\n", [{"k": "1"}, {"k": "1"}, {"k": "1"}]),
    "quoted merge key": ('"<<": x\n', {"<<": "x"}),
    "core tags": ("a: !!str 1\nb: !!int '2'\nc: !!map {}\nd: !!seq []\n", {"a": "1", "b": "2", "c": {}, "d": []}),
    "document marks": ("%YAML 1.2\n---\na: 1\n...\n", {"a": "1"}),
    "byte order mark": ("\ufeffa: 1\n", {"a": "1"}),
    "CR LF": ("a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": "1", "b": "x\ny\n"}),
    "CR": ("a: 1\rb: 2\r", {"a": "1", "b": "2"}),
    "no last line break": ("a: 1", {"a": "1"}),
    "scalar alone": ("hello", "hello"),
    "empty": ("", None),
    "comment alone": ("# nothing\n", None),
    "empty document": ("---\n", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "data"), READ.values(), ids=READ)
def test_data(text: str, data: object) -> None:
    document = read_yaml(text, "team.yaml")
    assert document.data == data
    assert document.faults == ()
    assert not document.is_broken


@pytest.mark.parametrize(
    ("value", "is_plain"),
    [
        ("no", True),
        ("", True),
        ("~", True),
        ("&x no", True),
        ("!!int '1'", True),
        ("!!int 1", True),
        ("'no'", False),
        ('"no"', False),
        ("|\n  no", False),
        ("!!str no", False),
        ("! no", False),
    ],
)
def test_unquoted_scalars_are_told_from_quoted_ones(value: str, is_plain: bool) -> None:
    document = read_yaml(f"a: {value}\n", "team.yaml")
    assert isinstance(document.data, dict)
    assert (type(document.data["a"]) is Plain) == is_plain


def test_an_alias_keeps_whether_its_scalar_is_quoted() -> None:
    document = read_yaml("a: &x 'no'\nb: &y no\nc: [*x, *y]\n", "team.yaml")
    assert isinstance(document.data, dict)
    assert [type(item) for item in document.data["c"]] == [str, Plain]


def test_keys_keep_the_order_of_the_file_and_merged_ones_come_last() -> None:
    document = read_yaml("base: &b {z: 1, c: 2}\nteam:\n  d: 1\n  <<: *b\n  a: 2\n", "team.yaml")
    assert document.siblings(("team", "a")) == ("d", "a", "z", "c")
    assert document.siblings(("team", "nowhere")) == ("d", "a", "z", "c")
    assert document.siblings(("team", "d", "x")) == ()
    assert document.siblings(("nowhere", "x")) == ()


def test_siblings_in_a_list_are_indices() -> None:
    assert read_yaml("a: [x, y, z]\n", "f").siblings(("a", 1)) == (0, 1, 2)


def test_has_tells_a_null_from_nothing() -> None:
    document = read_yaml("a:\nb: [x]\n", "team.yaml")
    assert document.has(())
    assert document.has(("a",))
    assert document.has(("b", 0))
    assert not document.has(("c",))
    assert not document.has(("b", 1))
    assert not document.has(("b", -1))
    assert not document.has(("a", "x"))
    assert not document.has((0,))


def test_an_empty_file_has_nothing() -> None:
    assert not read_yaml("", "team.yaml").has(())
