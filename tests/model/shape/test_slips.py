"""What is said of faulty lines of a team file, in `slips.said`: where, in which words, with which way out, and what is
missing without it.

`BLESS=1` writes what is said now under the lines; look at every difference.
"""

import os
from pathlib import Path

import pytest

from tests.model.shape.telling import aside, edits, team, told

FILE = Path(__file__).parent / "slips.said"
INDENT = "    "


def blocks() -> list[tuple[str, list[str]]]:
    """Each text of the file with the lines under it; a comment is a text that nothing is said of."""
    found: list[tuple[str, list[str]]] = []
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith(INDENT):
            found[-1][1].append(line.removeprefix(INDENT))
        else:
            found.append((line, []))
    return found


def said(text: str) -> list[str]:
    reading = team(text)
    lines = told(reading)
    lines += [f"edit {edit}" for edit in edits(reading)]
    return lines + [f"aside {part}" for part in aside(reading)]


def is_case(text: str) -> bool:
    return bool(text) and not text.startswith("#")


if os.environ.get("BLESS"):
    now = [(text, said(text) if is_case(text) else []) for text, _ in blocks()]
    FILE.write_text("".join(f"{line}\n" for text, lines in now for line in (text, *(INDENT + one for one in lines))))

CASES = [(text, lines) for text, lines in blocks() if is_case(text)]


@pytest.mark.parametrize(("text", "lines"), CASES, ids=[text for text, _ in CASES])
def test_what_is_said(text, lines):
    assert said(text) == lines
