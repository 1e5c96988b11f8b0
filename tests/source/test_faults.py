"""What is wrong with a YAML text: the rule, the words underlined, what is said, and what stays of the data."""

from typing import Any

import pytest
import yaml

from pipecheck.source import events
from pipecheck.source.yaml import read_yaml
from tests.source.cut import cut

# text: line and column, words, a piece of the message
BROKEN = {
    "a:\n\tb: 1\n": (2, 1, "\t", "indented with a tab"),
    "a:\n  b: 1\n\t\tc: 2\n": (3, 1, "\t\t", "indented with a tab"),
    "a: b: c\n": (1, 5, ":", "second value on one line"),
    "- note: see: below\n": (1, 12, ":", "second value on one line"),
    "a: 1\n  bc: 2\n": (2, 3, "bc", "continues the value above"),
    "a:b\nc: d\n": (2, 1, "c", "continues the value above"),
    'a: "open  \nb: 1\n': (1, 4, '"open', 'this " is never closed'),
    "a: 'open\n": (1, 4, "'open", "this ' is never closed"),
    'a: "x\n---\nb: y"\n': (1, 4, '"x', 'this " is never closed'),
    "a: [1, 2\nb: 3\n": (1, 4, "[", "this '[' is not closed"),
    "a: {x: 1\nb: 3\n": (1, 4, "{", "this '{' is not closed"),
    "a: [1, 2\n": (1, 4, "[", "this '[' is not closed"),
    "a: [1,\n": (1, 6, ",", "ends inside brackets"),
    "a: {b: 1 c: 2}\n": (1, 11, ":", "a ',' or the closing '}' is missing"),
    "a: [b]]\n": (1, 7, "]", "this ']' closes nothing"),
    "a: ]\n": (1, 4, "]", "this ']' closes nothing"),
    "a: @x y # c\n": (1, 4, "@x y", "'@' needs quotes"),
    "a: `x`\n": (1, 4, "`x`", "'`' needs quotes"),
    "cron: */5 * * *\n": (1, 7, "*/5 * * *", "begins an alias"),
    "a: & b\n": (1, 4, "& b", "begins an anchor"),
    "a: !e!x b\n": (1, 4, "!e!x b", "the tag '!e!x' means nothing"),
    "a:\n  b: 1\n c: 2\n": (3, 2, "c", "fits no line above"),
    "- a\nb: 1\n": (2, 1, "b", "among the items of a list"),
    "a: 1\n- b\n": (2, 1, "- b", "a list item stands among keys"),
    "a: - b\n": (1, 4, "-", "cannot begin on the line of its key"),
    "a: b\nc d\ne: f\n": (2, 1, "c d", "'c d' stands where a key should"),
    "a: b\nc:d\ne: f\n": (2, 1, "c:d", "'c:d' is no key and value"),
    "a: 'it's'\n": (1, 8, "s'", "behind a closing quote"),
    "'a' b\n": (1, 5, "b", "behind a closing quote"),
    "{: x}\n": (1, 2, ":", "a key is missing"),
    "a: 1\n...\nb: 2\n": (3, 1, "b", "complete before this"),
    "{a: 1}\nb: 2\n": (2, 1, "b", "complete before this"),
    'a: "\\q"\n': (1, 5, "\\q", "'\\q' is no escape"),
    'a: "b\\c"\n': (1, 6, "\\c", "'\\c' is no escape"),
    'a: "\\u12"\n': (1, 5, "\\u", "is no escape"),
    "- : x\n": (1, 3, ":", "a key is missing"),
    "a: |x\n  y\n": (1, 5, "x", "may stand behind '|'"),
    "%FOO bar\n---\na: 1\n": (1, 1, "%FOO bar", "directive"),
}


@pytest.mark.parametrize("text", BROKEN)
def test_bad_syntax_leaves_nothing_and_is_told_at_its_place(text: str) -> None:
    document = read_yaml(text, "team.yaml")
    line, column, words, message = BROKEN[text]
    (fault,) = document.faults
    assert (fault.rule, fault.span.line, fault.span.column) == ("invalid-yaml", line, column)
    assert cut(text, fault.span) == words
    assert message in fault.message
    assert fault.hint
    assert document.is_broken
    assert document.data is None
    assert document.comments == ()
    assert document.traps == ()
    assert document.span(("a", "b")).line == 1


@pytest.mark.parametrize("text", BROKEN)
def test_every_hint_and_message_is_prose(text: str) -> None:
    (fault,) = read_yaml(text, "team.yaml").faults
    for said in (fault.message, fault.hint):
        assert not said.endswith((".", "!"))
        assert not any(jargon in said for jargon in ("scalar", "token", "block mapping", "flow", "context", "stream"))


READ_AROUND: dict[str, tuple[str, int, int, str, str, Any]] = {
    "a: !foo x\n": ("invalid-yaml", 1, 4, "!foo", "the tag '!foo' means nothing", {"a": "x"}),
    "a: &n !foo x\n": ("invalid-yaml", 1, 7, "!foo", "the tag '!foo' means nothing", {"a": "x"}),
    "a: !!python/object:os.system {b: c}\n": (
        "invalid-yaml", 1, 4, "!!python/object:os.system", "means nothing", {"a": {"b": "c"}},
    ),
    "a: !!set [x]\n": ("invalid-yaml", 1, 4, "!!set", "means nothing", {"a": ["x"]}),
    "!!map a: 1\n": ("invalid-yaml", 1, 1, "!!map", "means nothing", {"a": "1"}),
    "a: *gone\n": ("invalid-yaml", 1, 4, "*gone", "no anchor '&gone' stands before it", {"a": ""}),
    "a: &x [b, *x]\n": ("invalid-yaml", 1, 11, "*x", "inside the very thing it repeats", {"a": ["b", ""]}),
    "a: &x\n  b: *x\n": ("invalid-yaml", 2, 6, "*x", "inside the very thing it repeats", {"a": {"b": ""}}),
    "a: 1\n---\nb: 2\n": ("invalid-yaml", 2, 1, "---", "a second document begins here", {"a": "1"}),
    "? [a, b]\n: c\nd: e\n": ("invalid-yaml", 1, 3, "[", "a key must be a word", {"d": "e"}),
    "{a: b}: c\nd: e\n": ("invalid-yaml", 1, 1, "{", "a key must be a word", {"d": "e"}),
    "a: &x k\n*x : c\n": ("invalid-yaml", 2, 1, "*x", "a key must be a word", {"a": "k"}),
    "?\n: x\nb: c\n": ("invalid-yaml", 1, 1, "?", "a key is missing", {"b": "c"}),
    "a: {<<: x}\n": ("invalid-yaml", 1, 9, "x", "`<<` merges mappings", {"a": {}}),
    "a: x\0\0y\nb: 1\n": ("invalid-yaml", 1, 5, "\0\0", "NUL", {"a": "x\ufffd\ufffdy", "b": "1"}),
    "a: x\x1by\n": ("invalid-yaml", 1, 5, "\x1b", "control character U+001B", {"a": "x\ufffdy"}),
    "a: x\u202ey\n": ("invalid-yaml", 1, 5, "\u202e", "U+202E (right-to-left override)", {"a": "x\ufffdy"}),
    "# x\u2066y\na: 1\n": ("invalid-yaml", 1, 4, "\u2066", "U+2066", {"a": "1"}),
    "a: x\u2028y\nb: 1\n": ("invalid-yaml", 1, 5, "\u2028", "U+2028 (line separator)", {"a": "x\ufffdy", "b": "1"}),
    "a: x\x85y\nb: 1\n": ("invalid-yaml", 1, 5, "\x85", "U+0085 (next line)", {"a": "x\ufffdy", "b": "1"}),
    "a: 1\nb: \ufeffx\n": ("invalid-yaml", 2, 4, "\ufeff", "byte order mark", {"a": "1", "b": "\ufffdx"}),
    "a: \ud800\n": ("invalid-yaml", 1, 4, "\ud800", "U+D800", {"a": "\ufffd"}),
    'a: "x\\0y"\n': ("invalid-yaml", 1, 4, '"x\\0y"', "NUL", {"a": "x\ufffdy"}),
    'a: "\\u202e"\n': ("invalid-yaml", 1, 4, '"\\u202e"', "U+202E", {"a": "\ufffd"}),
    "a: 1\nb: 2\na: 3\n": ("duplicate-key", 3, 1, "a", "'a' stands here twice", {"a": "1", "b": "2"}),
    "{'a': 1, a: {x: [y]}}\n": ("duplicate-key", 1, 10, "a", "'a' stands here twice", {"a": "1"}),
}  # fmt: skip


@pytest.mark.parametrize("text", READ_AROUND)
def test_other_faults_cost_only_themselves(text: str) -> None:
    document = read_yaml(text, "team.yaml")
    rule, line, column, words, message, data = READ_AROUND[text]
    (fault,) = document.faults
    assert (fault.rule, fault.span.line, fault.span.column) == (rule, line, column)
    assert cut(text, fault.span) == words
    assert message in fault.message
    assert fault.hint
    assert document.data == data
    assert not document.is_broken


def test_a_duplicate_key_shows_the_first_one() -> None:
    text = 'x: 0\n"a": 1\nb: 2\na: 3\n'
    (fault,) = read_yaml(text, "team.yaml").faults
    ((first, note),) = fault.related
    assert cut(text, first) == '"a"'
    assert note == "first here"


def test_the_value_of_a_duplicate_key_is_read_for_its_own_faults() -> None:
    document = read_yaml("a: 1\na: {b: !x 1}\nc: 2\n", "team.yaml")
    assert [fault.rule for fault in document.faults] == ["duplicate-key", "invalid-yaml"]
    assert document.data == {"a": "1", "c": "2"}


def test_faults_come_in_the_order_of_the_text() -> None:
    text = "a: !x 1\nb: \u202ec\na: 2\nd: *y\n"
    assert [fault.span.line for fault in read_yaml(text, "team.yaml").faults] == [1, 2, 3, 4]


def test_brackets_show_what_cannot_stand_inside() -> None:
    (fault,) = read_yaml("a: [1, 2\nb: 3\n", "team.yaml").faults
    assert [(span.line, span.column, note) for span, note in fault.related] == [(2, 2, "this cannot stand inside")]


def test_a_frame_never_holds_what_a_terminal_would_obey() -> None:
    (fault,) = read_yaml("a: \x1b[31mred\n", "team.yaml").faults
    assert fault.span.text == ("a: \ufffd[31mred",)


def test_many_faults_are_counted_and_not_listed() -> None:
    document = read_yaml("a: 1\n" * 151, "team.yaml")
    assert len(document.faults) == 101
    assert document.faults[-1].rule == "too-large"
    assert "50 more faults" in document.faults[-1].message


def test_what_ends_the_reading_is_listed_however_many_faults_came_before() -> None:
    document = read_yaml("a: 1\n" * 151 + "b: [\n", "team.yaml")
    assert document.is_broken
    assert any("inside brackets" in fault.message for fault in document.faults)


# PyYAML's own parser passes over directives it does not know.
@pytest.mark.parametrize("text", [text for text in (*BROKEN, *READ_AROUND) if not text.startswith("%")])
def test_without_libyaml_the_same_is_said_of_the_same_place(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read_yaml(text, "team.yaml")
    monkeypatch.setattr(events, "CParser", None)
    slow = read_yaml(text, "team.yaml")
    assert (slow.data, slow.is_broken) == (fast.data, fast.is_broken)
    # The two stop at different words of one misplaced tab, escape or line; never in another line.
    assert [(fault.rule, fault.span.line) for fault in slow.faults] == [(f.rule, f.span.line) for f in fast.faults]


def test_an_unknown_error_of_the_parser_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> Any:
        raise yaml.MarkedYAMLError(problem="found something new", context="while doing it")

    monkeypatch.setattr(events, "events", fail)
    (fault,) = read_yaml("a: 1\n", "team.yaml").faults
    assert fault.message == "this is not valid YAML: found something new while doing it"
