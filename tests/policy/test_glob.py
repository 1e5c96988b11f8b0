"""Globs mean the same on every machine, and those over subjects know where a team's name ends."""

import pytest

from pipecheck.policy.glob import glob, subject_glob


@pytest.mark.parametrize(
    ("pattern", "matched", "not_matched"),
    [
        ("data-core", ["data-core"], ["Data-core", "data-core2", "data"]),
        ("data-*", ["data-", "data-core", "data-a/b"], ["xdata-core", "DATA-core"]),
        ("d?ta", ["data", "d.ta"], ["dta", "daata"]),
        ("[ab]x", ["ax", "bx"], ["cx", "[ab]x"]),
        ("[!ab]x", ["cx"], ["ax"]),
        ("a.b*", ["a.b", "a.bc"], ["axb"]),
        ("[", ["["], ["x"]),
        ("[^a]", ["^", "a"], ["b"]),
    ],
)
def test_names(pattern: str, matched: list[str], not_matched: list[str]) -> None:
    assert [name for name in matched if not glob(pattern).match(name)] == []
    assert [name for name in not_matched if glob(pattern).match(name)] == []


@pytest.mark.parametrize(
    ("pattern", "matched", "not_matched"),
    [
        ("data-core", ["team data-core"], ["pipeline data-core/x", "team data-core2"]),
        (
            "data-core/*",
            ["pipeline data-core/x", "change data-core/override@2026-03-03/weekly/primary"],
            ["team data-core", "pipeline data-core2/x"],
        ),
        ("pipeline data-*/*", ["pipeline data-a/x"], ["member data-a/x", "pipeline core/x", "pipeline core/data-a/x"]),
        ("data-*", ["team data-a"], ["pipeline data-a/x"]),
        ("holiday */christmas@*", ["holiday core/christmas@2026"], ["holiday core/new-year@2026"]),
        ("*", ["team core", "pipeline core/x", "workspace workspace"], []),
        ("workspace", ["workspace workspace"], ["team core"]),
        ("*/*", ["pipeline core/x"], ["team core"]),
    ],
)
def test_subjects(pattern: str, matched: list[str], not_matched: list[str]) -> None:
    wanted = subject_glob(pattern)

    def is_matched(subject: str) -> bool:
        kind, _, name = subject.partition(" ")
        return wanted.match(kind, name)

    assert [subject for subject in matched if not is_matched(subject)] == []
    assert [subject for subject in not_matched if is_matched(subject)] == []
