"""Edits of texts: what is asked for is made, and every character outside it stays what it was."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipecheck.engine.amend import amended, rewritten
from pipecheck.model.outcome import Edit, Insert, Put, Remove
from pipecheck.source.edit import insert, leaves, put, remove
from pipecheck.source.emit import written
from pipecheck.source.place import Place, Route
from pipecheck.source.scalar import Data, plain_data
from pipecheck.source.yaml import read_yaml

TEXT = """\
version: 1
team: core  # ours
members:
  - id: alice
    name: A
  # about bob
  - {id: bob, tags: [x, y]}  # short
empty:
deep:
  one: {a: 1}
  two:
  - 1
  - 2
words: |
  several
  lines
flat: [a, b]
# the end
"""


def at(*route: str | int, file: str = "a.yaml") -> Place:
    return Place(file, route)


def changed(text: str, *edits: Edit, file: str = "a.yaml") -> list[str] | None:
    """The lines that went (-) and came (+)."""
    after = amended({file: text}, edits)
    if after is None:
        return None
    old, new = text.splitlines(), after[file].splitlines()
    lines = [f"-{line}" for line in old if line not in new] + [f"+{line}" for line in new if line not in old]
    kept = [line for line in old if line in new]
    assert kept == [line for line in new if line in old], "the lines that stay keep their order"
    return lines


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (Put(at("team"), "new: x"), ["-team: core  # ours", '+team: "new: x"  # ours']),
        (Put(at("team"), "no"), ["-team: core  # ours", '+team: "no"  # ours']),
        (Put(at("team"), ["a", True, None, 3]), ["-team: core  # ours", "+team: [a, true, null, 3]  # ours"]),
        (Put(at("new"), "2026-01-31"), ["+new: 2026-01-31"]),
        (Put(at("new"), [{"a": 1}, {"b": []}]), ["+new:", "+  - {a: 1}", "+  - {b: []}"]),
        (Put(at("new", "inner"), True), ["+new: {inner: true}"]),
        (Put(at("members", 0, "name"), "B"), ["-    name: A", "+    name: B"]),
        (Put(at("members", 0, "more"), {"k": "10:00"}), ['+    more: {k: "10:00"}']),
        (
            Put(at("members", 1, "tags", 0), "z"),
            ["-  - {id: bob, tags: [x, y]}  # short", "+  - {id: bob, tags: [z, y]}  # short"],
        ),
        (
            Put(at("members", 1, "name"), "B"),
            ["-  - {id: bob, tags: [x, y]}  # short", "+  - {id: bob, tags: [x, y], name: B}  # short"],
        ),
        (Put(at("empty"), 5), ["-empty:", "+empty: 5"]),
        (Put(at("empty", "inner"), 5), ["-empty:", "+empty: {inner: 5}"]),
        (Put(at("deep", "one", "b"), "x"), ["-  one: {a: 1}", "+  one: {a: 1, b: x}"]),
        (Put(at("deep", "two"), [3]), ["-  two:", "-  - 1", "-  - 2", "+  two: [3]"]),
        (Put(at("words"), "short"), ["-words: |", "-  several", "-  lines", "+words: short"]),
        (Insert(at("members"), {"id": "carol"}), ["+  - {id: carol}"]),
        (Insert(at("members"), {"id": "carol"}, 0), ["+  - {id: carol}"]),
        (Insert(at("members"), {"id": "carol"}, 1), ["+  - {id: carol}"]),
        (Insert(at("deep", "two"), 3), ["+  - 3"]),
        (Insert(at("flat"), "c"), ["-flat: [a, b]", "+flat: [a, b, c]"]),
        (Insert(at("flat"), "c", 1), ["-flat: [a, b]", "+flat: [a, c, b]"]),
        (Remove(at("members", 0)), ["-  - id: alice", "-    name: A"]),
        (Remove(at("members", 1)), ["-  - {id: bob, tags: [x, y]}  # short"]),
        (Remove(at("members", 0, "name")), ["-    name: A"]),
        (Remove(at("flat", 0)), ["-flat: [a, b]", "+flat: [b]"]),
        (Remove(at("flat", 1)), ["-flat: [a, b]", "+flat: [a]"]),
        (Remove(at("deep", "one", "a")), ["-  one: {a: 1}", "+  one: {}"]),
        (Remove(at("deep", "one")), ["-  one: {a: 1}"]),
        (Remove(at("words")), ["-words: |", "-  several", "-  lines"]),
    ],
)
def test_only_what_is_asked_for_changes(edit: Edit, lines: list[str]) -> None:
    assert changed(TEXT, edit) == lines


def test_a_long_map_takes_several_lines_unless_its_neighbours_take_one() -> None:
    long = {"rule": "single-owner", "subject": "pipeline data-core/orders", "reason": "w" * 60, "until": "2026-01-31"}
    assert changed("a: 1\n", Put(at("waivers"), [long])) == [
        "+waivers:",
        "+  - rule: single-owner",
        "+    subject: pipeline data-core/orders",
        f"+    reason: {'w' * 60}",
        "+    until: 2026-01-31",
    ]
    found = changed("waivers:\n- {rule: x}\n", Insert(at("waivers"), long))
    assert found is not None
    assert found[0].startswith("+- {rule: single-owner, ")


def test_several_edits_are_made_one_after_the_other_and_breaks_of_lines_stay() -> None:
    text = "a: 1\r\nb: [x]\r\n"
    after = amended(
        {"a.yaml": text, "b.yaml": "c: 1"}, [Put(at("c"), 3), Put(at("c"), 4), Put(at("d", file="b.yaml"), 1)]
    )
    assert after == {"a.yaml": "a: 1\r\nb: [x]\r\nc: 4\r\n", "b.yaml": "c: 1\nd: 1\n"}


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a: &x {b: 1}\nc: *x\n", Put(at("a", "b"), 2)),  # the alias would change with it
        ("a: &x {b: 1}\nc: {<<: *x}\n", Put(at("c", "b"), 2)),
        ("a:\n  - id: x\n    b: 1\n", Remove(at("a", 0, "id"))),  # the dash stands on its line
        ("a:\n  b: 1\n", Remove(at("a", "b"))),
    ],
)
def test_what_cannot_be_spliced_is_written_anew(text: str, edit: Edit) -> None:
    assert amended({"a.yaml": text}, [edit]) is None
    after = rewritten({"a.yaml": text}, [edit])
    assert after is not None
    assert plain_data(read_yaml(after["a.yaml"], "a.yaml").data) == plain_data(expected(text, edit))


@pytest.mark.parametrize(
    "edit",
    [
        Put(at("a", 3), 1),
        Put(at("a", "b", "c"), 1),
        Insert(at("a"), 1),
        Remove(at("b")),
        Put(at("x", file="c.yaml"), 1),
    ],
)
def test_an_edit_that_leads_nowhere_is_none(edit: Edit) -> None:
    assert rewritten({"a.yaml": "a: {b: 1}\n"}, [edit]) is None


RUNBOOK = "---\npipelines: [orders]\n# when\nreviewed: 2025-01-31\n---\n# Orders\n\nWords.\n"


def test_the_front_matter_of_a_runbook_is_edited_and_its_prose_is_not() -> None:
    edit = Put(at("front", "reviewed", file="r.md"), "2026-01-15")
    assert changed(RUNBOOK, edit, file="r.md") == ["-reviewed: 2025-01-31", "+reviewed: 2026-01-15"]
    added = Put(at("front", "owners", file="r.md"), {"primary": "alice"})
    assert changed(RUNBOOK, added, file="r.md") == ["+owners: {primary: alice}"]
    assert rewritten({"r.md": RUNBOOK}, [Put(at("sections", 0, file="r.md"), "x")]) is None
    bare = rewritten({"r.md": "# Orders\n"}, [Put(at("front", "template", file="r.md"), True)])
    assert bare == {"r.md": "---\n{template: true}\n---\n# Orders\n"}


# ---- whatever is edited, what comes out says what was asked for

LEAVES = st.sampled_from(
    ["x", "a b", "no", "1.10", "10:00", "", "it's: #1", "é", "null", "2026-01-31", "- x", "[", "'"]
)
KEYS = st.sampled_from(["a", "b", "key", "yes", "x y"])
VALUES = st.recursive(
    st.one_of(LEAVES, st.integers(-5, 99), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Lines of a mapping in block style, with comments, and brackets in places."""
    lines: list[str] = []
    for key in draw(st.lists(KEYS, min_size=1, max_size=3, unique=True)):
        head = f"{'  ' * depth}{written({key: []}).removeprefix('{').removesuffix(': []}')}:"
        if draw(st.booleans()):
            lines.append(f"{'  ' * depth}# a word")
        shape = draw(st.sampled_from(["flow", "empty", "list", "map"] if depth < 2 else ["flow", "empty"]))
        if shape == "flow":
            lines.append(f"{head} {written(leaves(draw(VALUES)))}{draw(st.sampled_from(['', '  # c']))}")
        elif shape == "empty":
            lines.append(head)
        elif shape == "map":
            lines += [head, *draw(blocks(depth + 1))]
        else:
            items = draw(st.lists(VALUES, min_size=1, max_size=3))
            lines += [head, *(f"{'  ' * depth}- {written(leaves(item))}" for item in items)]
    return lines


def routes(data: Data, around: Route = ()) -> list[Route]:
    inner: Sequence[tuple[str | int, Data]] = ()
    if isinstance(data, dict):
        inner = list(data.items())
    elif isinstance(data, list):
        inner = list(enumerate(data))
    return [around, *(route for key, value in inner for route in routes(value, (*around, key)))]


def expected(text: str, edit: Edit) -> Data:
    data = read_yaml(text, "a.yaml").data
    assert data is not None
    match edit:
        case Put(place, value):
            return put(data, place.route, leaves(value))
        case Insert(place, value, before):
            return insert(data, place.route, leaves(value), before)
        case Remove(place):
            return remove(data, place.route)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), lines=blocks(), value=VALUES)
def test_what_comes_out_says_what_was_asked_for(data: st.DataObject, lines: list[str], value: object) -> None:
    text = "\n".join(lines) + "\n"
    whole = read_yaml(text, "a.yaml").data
    assert whole is not None
    route = data.draw(st.sampled_from([route for route in routes(whole) if route]))
    kind = data.draw(st.sampled_from(["put", "add", "remove"]))
    place = at(*route)
    edit: Edit = Remove(place) if kind == "remove" else Put(place, value)  # type: ignore[arg-type]
    if kind == "add":
        edit = Put(at(*route[:-1], "added"), value) if isinstance(route[-1], str) else Insert(at(*route[:-1]), value)  # type: ignore[arg-type]
    meant = plain_data(expected(text, edit))
    anew = rewritten({"a.yaml": text}, [edit])
    assert anew is not None
    assert plain_data(read_yaml(anew["a.yaml"], "a.yaml").data) == meant
    kept = amended({"a.yaml": text}, [edit])
    if kept is not None and kind == "add":
        assert kept["a.yaml"].count("# ") == text.count("# ")
