"""What YAML 1.2 reads a scalar as, when somebody asks."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pipecheck.source.scalar import Plain, core, is_null, plain_data
from pipecheck.source.yaml import read_yaml

CORE: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None, "nULL": "nULL",
    "true": True, "True": True, "FALSE": False, "yes": "yes", "no": "no", "on": "on", "tRUE": "tRUE",
    "0": 0, "-19": -19, "+7": 7, "0123": 123, "08": 8, "0o14": 12, "0x1F": 31, "0o8": "0o8", "-0x1": "-0x1",
    "0b11": "0b11", "1_000": "1_000", "10:00": "10:00", "1,5": "1,5", "١": "١",
    "1.10": 1.1, ".5": 0.5, "-.5": -0.5, "1.": 1.0, "1e3": 1000.0, "12e03": 12000.0, "-2E+05": -200000.0, ".": ".",
    ".inf": math.inf, "-.INF": -math.inf, "inf": "inf", "2026-01-05": "2026-01-05", "1 2": "1 2", "1\n": "1\n",
}  # fmt: skip


@pytest.mark.parametrize("words", CORE)
def test_core_reads_unquoted_words(words: str) -> None:
    value = core(Plain(words))
    assert (type(value), value) == (type(CORE[words]), CORE[words])


def test_not_a_number() -> None:
    value = core(Plain(".nan"))
    assert isinstance(value, float)
    assert math.isnan(value)


@pytest.mark.parametrize("words", CORE)
def test_quoted_words_stay_words(words: str) -> None:
    assert core(words) == words
    assert not is_null(words)


@pytest.mark.parametrize("words", CORE)
def test_null(words: str) -> None:
    assert is_null(Plain(words)) == (CORE[words] is None)


@pytest.mark.parametrize("data", [None, [], {}, 0])
def test_only_words_can_be_null(data: object) -> None:
    assert not is_null(data)


def test_a_number_too_long_to_convert_stays_words() -> None:
    assert core(Plain("9" * 5000)) == "9" * 5000


def test_plain_data_converts_a_whole_tree() -> None:
    document = read_yaml("a: [1, 'x', {b: ~}]\n1: 2.5\nc: '3'\nd: no\n", "f")
    assert plain_data(document.data) == {"a": [1, "x", {"b": None}], "1": 2.5, "c": "3", "d": "no"}
    assert plain_data(None) is None


@settings(deadline=None, derandomize=True)
@given(st.from_regex(r"[-+]?[0-9.xoeE+-]{1,6}", fullmatch=True))
def test_numbers_agree_with_another_reader_of_yaml(words: str) -> None:
    try:
        other = YAML(typ="safe", pure=True).load(words)
    except Exception:  # whatever it cannot read is no evidence
        return
    if isinstance(other, int | float) and not words.lstrip("+-").startswith("."):
        assert core(Plain(words)) == other
