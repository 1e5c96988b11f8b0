"""No report holds a contact, nor why somebody is away (semantics §31): whatever else is wrong with the file."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest

from pipecheck.api import check_texts
from pipecheck.engine.report import Report
from pipecheck.render import FORMATS, Options, render
from tests.policy.texts import Texts

SECRET = "xyzzy"
TEAM = """\
version: 1
team: core
timezone: UTC
members:
  - id: alice
    contact: {email: xyzzy@example.com, phone: "+1 xyzzy"}
    time_off:
      - {from: 2026-12-24, to: 2026-12-20, kind: xyzzy, reason: "a xyzzy: yes"}
  - id: bob
    contact:
      email: xyzzy-bob@example.com
      pager: |
        call xyzzy
        or xyzzy again
    time_off:
      - from: 2026-02-02
        to: 2026-02-08
        kind: xyzzy
        reason: >
          some xyzzy
          and xyzzy
partners:
  - {id: finance, contact: {channel: "#xyzzy"}}
slots: [{id: engineer-1, name: One}]
pipelines:
  - {id: p, owners: {primary: alice, secondary: nobody}, slas: [{kind: freshness, within: 24h}]}
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob], secondary: [bob, alice]}}
  overrides:
    - {from: 2026-02-03, to: 2026-02-04, rotation: weekly, role: primary, person: bob, reason: a xyzzy}
  swaps:
    - {from: 2026-02-09, to: 2026-02-15, give: alice, take: bob, reason: the other xyzzy}
"""
ROWS = TEAM.splitlines()


def judged(text: str) -> Report:
    return check_texts(Texts({"teams/core.yaml": text}), as_of=date(2026, 1, 15), policy=["pipecheck:strict"])


def leaks(text: str, formats: Sequence[str] = ("text", "json")) -> list[str]:
    """The lines of some formats that hold the secret: of these two, one has all the report holds."""
    report = judged(text)
    printed = {name: render(report, name, Options(width=200, statistics=True)) for name in formats}
    return [f"{name}: {line}" for name, lines in printed.items() for line in lines.splitlines() if SECRET in line]


def at_each_row(change: Callable[[str], list[str]]) -> Iterator[str]:
    """The team with one line changed, of those that hold a secret or stand beside one."""
    for number, row in enumerate(ROWS):
        if SECRET in "".join(ROWS[max(0, number - 1) : number + 2]):
            yield "\n".join([*ROWS[:number], *change(row), *ROWS[number + 1 :], ""])


def at_each_key(change: Callable[[str], str]) -> Iterator[str]:
    for match in re.finditer(r"\b(?:contact|email|phone|pager|channel|time_off|kind|reason|overrides)(?=:)", TEAM):
        yield TEAM[: match.start()] + change(match[0]) + TEAM[match.end() :]


def at_each_secret(before: str, after: str = "") -> Iterator[str]:
    for match in re.finditer(r"\"?[\w+# -]*xyzzy[-@.\w]*\"?", TEAM):
        found = match[0].lstrip()
        start = match.end() - len(found)
        yield TEAM[:start] + before + found + after + TEAM[match.end() :]


MUTATIONS: dict[str, Callable[[], Iterator[str]]] = {
    "a line is missing": lambda: at_each_row(lambda row: []),
    "a line stands twice": lambda: at_each_row(lambda row: [row, row]),
    "a line is indented too far": lambda: at_each_row(lambda row: [f" {row}"]),
    "a line is not indented": lambda: at_each_row(lambda row: [row.lstrip()]),
    "a line is indented with a tab": lambda: at_each_row(lambda row: [f"\t{row.lstrip()}"]),
    "a colon is missing": lambda: at_each_row(lambda row: [row.replace(":", "", 1)]),
    "a space is missing": lambda: at_each_row(lambda row: [row.replace(": ", ":", 1)]),
    "a bracket is missing": lambda: at_each_row(lambda row: [row.rstrip("}]")]),
    "a quote is open": lambda: at_each_row(lambda row: [row.replace(": ", ': "', 1)]),
    "a second document begins": lambda: at_each_row(lambda row: [row, "---"]),
    "a key is misspelt": lambda: at_each_key(lambda key: key[:-1] if len(key) > 4 else key),
    "letters change places": lambda: at_each_key(lambda key: key[0] + key[2:3] + key[1:2] + key[3:]),
    "a key is in capitals": lambda: at_each_key(str.capitalize),
    "a key is another": lambda: at_each_key(lambda key: {"contact": "email", "time_off": "vacation"}.get(key, key)),
    "a secret is a list": lambda: at_each_secret("[", "]"),
    "a secret is a map": lambda: at_each_secret("{", "}"),
    "a secret is a key": lambda: at_each_secret("{kind: {", ": 1}}"),
    "a secret is an alias": lambda: at_each_secret("*"),
    "a secret is an anchor": lambda: at_each_secret("&"),
    "a secret is a tag": lambda: at_each_secret("!"),
    "a secret holds a tab": lambda: at_each_secret('"\\x01', '"'),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_no_format_tells_a_secret(mutation: str) -> None:
    told = {leak: text for text in MUTATIONS[mutation]() for leak in leaks(text)}
    assert list(told) == []


def test_no_format_tells_one_of_a_file_without_slips() -> None:
    assert leaks(TEAM, [one.name for one in FORMATS]) == []


def test_the_rest_of_a_line_stays_where_it_was() -> None:
    (verdict,) = (one for one in judged(TEAM).verdicts if one.rule == "invalid-time-off")
    assert verdict.span.text == (
        "    contact: {email: ·················, phone: ··········}",
        "    time_off:",
        "      - {from: 2026-12-24, to: 2026-12-20, kind: ·····, reason: ··············}",
        "  - id: bob",
        "    contact:",
    )
    assert (verdict.span.line, verdict.span.column) == (8, 32)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("contact: xyzzy", "`contact` wants a map with `email`, `phone`, `channel`; here stands text"),
        ("contact: {xyzzy: 1}", "`contact` has a key that it does not know"),
        ("contact: {email: [xyzzy]}", "`email` wants text; here stands a list"),
        ("time_off: xyzzy", "`time_off` wants a list; here stands text"),
        ("time_off: [xyzzy]", "an entry of `time_off` wants a map with `from`, `to`; here stands text"),
        ("contact: *xyzzy", "'…' is an alias, and no anchor '…' stands before it"),
        ("contact: {email: !xyzzy on}", "the tag '…' means nothing here"),
    ],
)
def test_what_is_said_instead(text: str, message: str) -> None:
    report = judged(f"version: 1\nteam: core\nmembers:\n  - {{id: alice, {text}}}\n")
    assert message in [verdict.message for verdict in report.verdicts]


def test_a_key_of_ones_own_choice_is_no_contact() -> None:
    text = TEAM.replace(
        "slots:", "runbooks: [{id: r, pipelines: [p], sections: {contact: Call finance., Email: Ask}}]\nslots:"
    )
    spans = [
        verdict.span for verdict in judged(text.replace("[p]", "[q]")).verdicts if verdict.rule == "unknown-reference"
    ]
    assert any("sections: {contact: Call finance., Email: Ask}" in line for span in spans for line in span.text)


def test_an_address_is_nobody_s_name_and_is_not_shown_among_owners_or_in_a_rota() -> None:
    text = TEAM.replace("secondary: nobody", "secondary: bob <xyzzy-bob@example.com>")
    assert leaks(text.replace("primary: [alice, bob]", "primary: [alice, xyzzy@example.com]")) == []
