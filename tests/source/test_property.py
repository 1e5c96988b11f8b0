"""Whatever is written: what a span cuts out of the text reads as what the data says."""

import re
from io import StringIO
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pipecheck.source.document import Document
from pipecheck.source.markdown import read_markdown
from pipecheck.source.outline import Block, Label, Section
from pipecheck.source.place import Part, Route, Span
from pipecheck.source.scalar import Data, Plain
from pipecheck.source.yaml import read_yaml
from tests.source.cut import cut

characters = st.characters(
    exclude_categories=["Cs", "Cc", "Cn", "Co", "Cf"],
    include_characters="\n\t é😀#:'\"-",
    exclude_characters="\x85\u2028\u2029\ufeff",
)
samples = st.sampled_from(["no", "10:00", "a: b", "x # y", "", "~", "- a", "it's", "é 😀", " x ", "x\n\ny\n"])
# libyaml does not take `[:x]`, and takes `[?x]` for a key, which ruamel.yaml both writes.
texts = (st.text(characters, max_size=12) | samples).filter(lambda text: not text.startswith((":", "?")))
trees = st.recursive(
    texts,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(texts.filter(lambda key: key.strip() != ""), inner, max_size=4)
    ),
    max_leaves=12,
)
styles = st.fixed_dictionaries(
    {
        "default_style": st.sampled_from([None, '"', "'", "|", ">"]),
        "default_flow_style": st.sampled_from([True, False, None]),
        "width": st.sampled_from([20, 10_000]),
        "indent": st.sampled_from([2, 4]),
        "allow_unicode": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n"]),
    }
)


def _routes(data: Data, route: Route = ()) -> list[tuple[Route, Data]]:
    below: list[tuple[Route, Data]] = []
    if isinstance(data, dict):
        below = [found for key, value in data.items() for found in _routes(value, (*route, key))]
    elif isinstance(data, list):
        below = [found for at, value in enumerate(data) for found in _routes(value, (*route, at))]
    return [(route, data), *below]


def _again(words: str) -> Data | None:
    # In brackets, so that what began behind a key may go on at the beginning of a line.
    return read_yaml(f"[{words}\n]", "again").data


def _check(text: str, document: Document) -> None:
    assert not document.is_broken, document.faults
    assert document.faults == ()
    assert document.data is not None
    for route, data in _routes(document.data):
        assert document.has(route)
        span = document.span(route)
        words = cut(text, span)
        if isinstance(data, str) and data and not isinstance(data, Plain) and words[:1] not in "|>":
            assert _again(words) == [data]
        if isinstance(data, Plain) and data:
            assert " ".join(re.split(r"[ \t]*\n\s*", words)) == data
        if route and isinstance(route[-1], str) and route[-1]:
            key = cut(text, document.span(route, Part.key))
            assert read_yaml(f"? {key}\n: x\n", "again").data == {route[-1]: "x"}
            assert cut(text, document.span(route, Part.entry)).startswith(key)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(trees, styles)
def test_spans_of_what_pyyaml_writes(tree: Any, style: dict[str, Any]) -> None:
    text = yaml.dump(tree, Dumper=yaml.SafeDumper, sort_keys=False, **style)
    document = read_yaml(text, "team.yaml")
    if document.data is None:
        assert tree == ""
        return
    _check(text, document)
    assert document.data == tree


@settings(max_examples=75, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(["id", "name", "é", "on"]), trees, min_size=1), st.booleans())
def test_spans_of_what_ruamel_writes(tree: Any, is_flow: bool) -> None:
    writer = YAML()
    writer.default_flow_style = is_flow
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    writer.dump(tree, stream)
    document = read_yaml(stream.getvalue(), "team.yaml")
    _check(stream.getvalue(), document)
    assert document.data == tree


hostile = st.text(st.sampled_from(list("ab:-#[]{}&*!|>'\"%@`,?~ \n\t\r\\<.\0\u2028\ufeffé")), max_size=30)
routes = st.lists(st.sampled_from(["a", "b", 0, 1]), max_size=3).map(tuple)


def _lies_in(document: Document, span: Span) -> None:
    rows = document.lines.rows
    assert 1 <= span.line <= span.end_line <= len(rows)
    assert 1 <= span.column <= len(rows[span.line - 1]) + 1
    assert 1 <= span.end_column <= len(rows[span.end_line - 1]) + 1
    assert (span.line, span.column) <= (span.end_line, span.end_column)
    assert len(span.text) <= 7
    assert span.text[span.line - span.first] == rows[span.line - 1]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(hostile, routes)
def test_no_text_raises_and_every_span_lies_in_it(text: str, route: Route) -> None:
    document = read_yaml(text, "team.yaml")
    for part in Part:
        _lies_in(document, document.span(route, part))
    for fault in (*document.faults, *document.traps):
        _lies_in(document, fault.span)
    for comment in document.comments:
        row = document.lines.rows[comment.line - 1]
        assert row[comment.column - 1 :].rstrip(" \t") == comment.text


ROWS = """\
# a
## b #
a
===
---
- a
  - **b:** c
1. a
> q
```
    c
<!-- x
-->
<b>

a: 1
| a | b |
|---|---|
**a**
<!-- y --> z
a  \\
"""
prose = st.lists(st.sampled_from([*ROWS.split("\n"), " ", "\t", "\0"]), max_size=12)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(prose, st.sampled_from(["\n", "\r\n", "\r"]), st.integers(0, 9), st.integers(0, 9))
def test_every_block_of_a_markdown_text_lies_in_it(rows: list[str], newline: str, start: int, length: int) -> None:
    text = newline.join(rows)
    document = read_markdown(text, "r.md")
    blocks: list[tuple[Route, Block]] = [(("preamble", at), block) for at, block in enumerate(document.preamble)]
    heads: list[tuple[Route, Section | Label]] = [(("sections", at), head) for at, head in enumerate(document.sections)]
    heads += [(("labels", at), head) for at, head in enumerate(document.labels)]
    blocks += [((*route, "body", at), block) for route, head in heads for at, block in enumerate(head.body)]
    for route in [route for route, _ in (*blocks, *heads)]:
        assert document.has(route)
        for part in Part:
            _lies_in(document, document.span(route, part))
        _lies_in(document, document.span(route, words=(start, start + length)))
    for route, block in blocks:
        first = block.text.split("\n")[0].strip()
        if block.kind != "table" and first and "  " not in first:
            at = block.text.index(first)
            assert cut(text, document.span(route, words=(at, at + len(first)))) == first.replace("\ufffd", "\0")
    for fault in document.faults:
        _lies_in(document, fault.span)
