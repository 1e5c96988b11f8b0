"""Texts made to harm: refused quickly, at a place, with a word why."""

import time
import tracemalloc

import pytest

from pipecheck.source.bounds import Bounds
from pipecheck.source.yaml import read_yaml
from tests.source.cut import cut

MEGABYTE = 1_000_000

DEEP = {
    "brackets": ("[" * MEGABYTE, 1, 101),
    "braces": ("{a: " * 250_000, 1, 401),
    "dashes": ("- " * 500_000, 1, 201),
    "questions": ("? " * 500_000, 1, 201),
    "keys": ("".join(f"{' ' * level}k:\n" for level in range(1000)), 101, 101),
}


@pytest.mark.parametrize(("text", "line", "column"), DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused_in_no_time(text: str, line: int, column: int) -> None:
    start = time.process_time()
    document = read_yaml(text, "team.yaml")
    (fault,) = document.faults
    assert time.process_time() - start < 1
    assert (fault.rule, fault.span.line, fault.span.column) == ("too-large", line, column)
    assert "more than 100 levels deep" in fault.message
    assert document.is_broken


def test_nesting_up_to_the_bound_is_read() -> None:
    assert not read_yaml("[" * 100 + "]" * 100, "team.yaml").is_broken
    assert read_yaml("[" * 101 + "]" * 101, "team.yaml").is_broken


def _bomb(levels: int, width: int) -> str:
    rows = ["a0: &a0 [x]"]
    rows += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels)]
    return "\n".join(rows) + "\n"


def test_an_alias_bomb_is_refused_at_the_alias_that_goes_too_far() -> None:
    text = _bomb(9, 9)
    document = read_yaml(text, "team.yaml")
    (fault,) = document.faults
    assert (fault.rule, fault.span.line) == ("too-large", 6)
    assert cut(text, fault.span) == "*a4"
    assert "more than 100,000 values" in fault.message
    assert document.is_broken


def test_a_ladder_of_aliases_is_refused_like_deep_nesting() -> None:
    (fault,) = read_yaml(_bomb(5000, 1), "team.yaml").faults
    assert (fault.rule, fault.span.line) == ("too-large", 100)
    assert "more than 100 levels deep" in fault.message


def test_merges_count_as_what_they_bring() -> None:
    base = "base: &b {" + ", ".join(f"k{key}: 1" for key in range(1000)) + "}\n"
    text = base + "".join(f"m{number}: {{<<: *b}}\n" for number in range(200))
    (fault,) = read_yaml(text, "team.yaml").faults
    assert (fault.rule, fault.span.line) == ("too-large", 101)


def test_aliases_up_to_the_bound_are_read() -> None:
    text = "a: &a [x, y]\nb: [*a, *a, *a]\n"
    assert not read_yaml(text, "f", Bounds(expansion=9)).is_broken
    assert read_yaml(text, "f", Bounds(expansion=8)).is_broken


@pytest.mark.parametrize(("text", "size"), [("a: " + "x" * 97, 100), ("a: " + "é" * 49, 101), ("a: " + "é" * 48, 99)])
def test_the_bound_on_size_counts_bytes(text: str, size: int) -> None:
    document = read_yaml(text, "team.yaml", Bounds(bytes=100))
    assert document.is_broken == (size > 100)
    assert [fault.rule for fault in document.faults] == ["too-large"] * (size > 100)
    assert all(f"{size} bytes" in fault.message for fault in document.faults)


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    text = "a: 1\n" * 2_000_000
    tracemalloc.start()
    document = read_yaml(text, "team.yaml")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTE
    assert document.faults[0].span.text == ("a: 1", "a: 1", "a: 1")


LARGE = {
    "quoted": 'a: "' + "x" * 4 * MEGABYTE + '"',
    "block": "a: |\n" + " x\n" * MEGABYTE,
    "unclosed quote": "a: '" + "x\n" * MEGABYTE,
    "spaces": "a: 1" + " " * 4 * MEGABYTE,
    "line breaks": "a: 1" + "\n" * 4 * MEGABYTE,
    "properties": "a: !t &b " + "\n " * MEGABYTE + "c",
    "comments": "a: &b\n" + "  # x\n" * 500_000 + "  c",
    "tags": "!<" * MEGABYTE,
    "anchors": "&a " * MEGABYTE,
    "control characters": "\0" * MEGABYTE,
    "separate control characters": "\0x" * MEGABYTE,
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_large_texts_take_time_in_proportion(text: str) -> None:
    start = time.process_time()
    document = read_yaml(text, "team.yaml")
    document.span(("a",))
    assert isinstance(document.comments, tuple)
    assert time.process_time() - start < 20
