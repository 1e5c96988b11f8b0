"""Words that YAML 1.1 tools read otherwise."""

from datetime import date

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipecheck.source.scalar import Plain, core
from pipecheck.source.traps import told_otherwise
from pipecheck.source.yaml import read_yaml
from tests.source.cut import cut

TRAPS = {
    "no": "false", "NO": "false", "off": "false", "Yes": "true", "on": "true",
    "10:00": "the number 600", "1:30:00": "the number 5400", "-1:30": "the number -90", "9:00.5": "the number 540.5",
    "0123": "the number 83", "-010": "the number -8", "1_000": "the number 1000", "0b11": "the number 3",
    "1_0.5": "the number 10.5",
    "0o17": "text, not a number,", "08": "text, not a number,", "1e3": "text, not a number,",
}  # fmt: skip
NO_TRAPS = (
    "", "y", "n", "true", "FALSE", "~", "null", "0", "12", "-3", "1.5", ".5", "0x1F", "1.5e+3", ".inf", "-.INF", ".nan",
    "09:00", "00", "0:30", "24:61", "2026-01-05", "99.5 %", "1w", "none", "nobody", "2026-01-05T10:00:00Z", "1" * 60,
)  # fmt: skip


@pytest.mark.parametrize("words", TRAPS)
def test_trap(words: str) -> None:
    text = f"k: [{words}]\n"
    (trap,) = read_yaml(text, "team.yaml").traps
    assert trap.rule == "yaml-trap"
    assert cut(text, trap.span) == words
    assert trap.message == f"'{words}' is {TRAPS[words]} to tools that read YAML 1.1"
    assert f'"{words}"' in trap.hint


@pytest.mark.parametrize("words", NO_TRAPS)
def test_no_trap(words: str) -> None:
    assert read_yaml(f"k: {words}\n", "team.yaml").traps == ()


@pytest.mark.parametrize("value", ['"no"', "'10:00'", "|\n  no", "!!str no"])
def test_quoted_words_are_no_trap(value: str) -> None:
    assert read_yaml(f"k: {value}\n", "team.yaml").traps == ()


def test_a_key_can_be_a_trap() -> None:
    text = "on: {push: x}\n"
    (trap,) = read_yaml(text, "team.yaml").traps
    assert cut(text, trap.span) == "on"
    assert trap.message.startswith("the key 'on' is true")


def test_traps_are_no_faults_and_come_in_order() -> None:
    document = read_yaml("a: [no, 10:00]\nb: yes\nc: {<<: {e: on}}\n", "team.yaml")
    assert document.faults == ()
    assert [(trap.span.line, trap.span.column) for trap in document.traps] == [(1, 5), (1, 9), (2, 4), (3, 13)]


def test_a_trap_is_told_once_however_often_it_is_repeated() -> None:
    document = read_yaml("a: &x {k: no}\nb: *x\nc: {<<: *x}\nd: [{<<: *x}, *x]\n", "team.yaml")
    assert [(trap.span.line, trap.span.column) for trap in document.traps] == [(1, 11)]


words = st.one_of(
    st.from_regex(r"[-+]?[0-9._:xobeE+-]{1,9}", fullmatch=True),
    st.sampled_from(["yes", "no", "on", "off", "true", "null", "~", "YES", "oN"]),
)


@settings(deadline=None, derandomize=True)
@given(words)
@example("-.5")
@example("0b_")
@example("0_")
@example("1:2:3.")
def test_a_trap_is_what_pyyaml_reads_otherwise(words: str) -> None:
    try:
        old = yaml.safe_load(words)
    except (yaml.YAMLError, ValueError):
        return
    if isinstance(old, date | list | dict) or words.startswith(("---", "...")):
        return
    new = core(Plain(words))
    assert bool(told_otherwise(words)) == ((type(old), old) != (type(new), new))
