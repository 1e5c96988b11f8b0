"""Whole-program scenarios: files, commands, and what they print, in one text file each.

A scenario is a title line, then parts that begin with a line `=== …`:

    === file teams/a.yaml       what stands in the file (`=== bytes …` holds Python escapes, for bytes that are no text)
    === run lint --as-of …      a command line; `cd sub && …` runs it in a directory of the scenario
    === exit 1
    === stdout                  everything that was printed, exactly; left out: nothing was
    === stderr

`BLESS=1 pytest tests/scenarios` writes what is printed today into the scenarios; read the diff before you commit it.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parent
SCENARIOS = sorted(HERE.glob("*.scenario"))


class Step(NamedTuple):
    command: str
    code: int
    stdout: str
    stderr: str


class Scenario(NamedTuple):
    title: str
    files: list[tuple[str, str, str]]
    steps: list[Step]


def read(path: Path) -> Scenario:
    parts: list[tuple[str, list[str]]] = [("title", [])]
    for line in path.read_text("utf-8").splitlines(keepends=True):
        if line.startswith("=== "):
            parts.append((line[4:].strip(), []))
        else:
            parts[-1][1].append(line)
    files, steps = [], []
    for head, lines in parts[1:]:
        word, _, rest = head.partition(" ")
        body = "".join(lines)
        if word in ("file", "bytes", "link", "directory"):
            files.append((word, rest, body))
        elif word == "run":
            steps.append(Step(rest, 0, "", ""))
        elif word == "exit":
            steps[-1] = steps[-1]._replace(code=int(rest))
        elif word in ("stdout", "stderr"):
            steps[-1] = steps[-1]._replace(**{word: body})
        else:
            raise AssertionError(f"{path.name}: no part is called '{word}'")
    return Scenario("".join(parts[0][1]).strip(), files, steps)


def lay_out(scenario: Scenario, root: Path) -> None:
    for word, name, body in scenario.files:
        target = root / name.split(" -> ")[0]
        target.parent.mkdir(parents=True, exist_ok=True)
        if word == "file":
            target.write_text(body, "utf-8")
        elif word == "bytes":
            target.write_bytes(body.strip().encode("latin-1").decode("unicode_escape").encode("latin-1"))
        elif word == "link":
            target.symlink_to(name.split(" -> ")[1])
        else:
            target.mkdir(parents=True, exist_ok=True)


def run(command: str, root: Path) -> Step:
    directory = root
    line = command
    if line.startswith("cd "):
        where, _, line = line[3:].partition(" && ")
        directory = root / where
    words = shlex.split(line)
    text = None
    if words and words[-1].startswith("<"):
        text = (root / words.pop()[1:]).read_text("utf-8")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("NO_COLOR", "PIPECHECK"))}
    done = subprocess.run(
        [sys.executable, "-m", "pipecheck", *words],
        cwd=directory,
        env={**environment, "COLUMNS": "100", "PYTHONUTF8": "1"},
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Step(command, done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path, tmp_path: Path) -> None:
    scenario = read(path)
    assert scenario.title, "a scenario begins with a sentence that says what it shows"
    assert scenario.steps, "a scenario runs something"
    (tmp_path / ".git").mkdir()
    lay_out(scenario, tmp_path)
    seen = [run(step.command, tmp_path) for step in scenario.steps]
    if os.environ.get("BLESS"):
        bless(path, seen)
        return
    for step, now in zip(scenario.steps, seen, strict=True):
        assert (now.stdout, now.stderr, now.code) == (step.stdout, step.stderr, step.code), step.command


def bless(path: Path, seen: list[Step]) -> None:
    out, keep = [], True
    for line in path.read_text("utf-8").splitlines(keepends=True):
        if line.startswith("=== "):
            word = line.split()[1]
            keep = word not in ("exit", "stdout", "stderr")
            if word == "run":
                out.append(line.rstrip("\n") + "\n")
                step = seen.pop(0)
                out.append(f"=== exit {step.code}\n")
                out.extend(
                    f"=== {name}\n{text}" for name, text in (("stdout", step.stdout), ("stderr", step.stderr)) if text
                )
                keep = False
                continue
        if keep:
            out.append(line)
    path.write_text("".join(out), "utf-8")


def test_the_scenarios_are_there() -> None:
    assert len(SCENARIOS) >= 10
