"""Measures pipecheck beside its peers on the same files, in one run, as ratios.

python benchmarks/run.py [--teams N] [--rounds N]

Peers that are not installed are left out and named. Times are medians of whole processes, run in turn (A B A B …), so
that a machine that drifts drifts for all alike. Read the ratios, not the seconds.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable

PARSE = "import sys, yaml\nfor path in sys.argv[1:]: yaml.load(open(path), Loader=yaml.CSafeLoader)"
READ = (
    "import sys\nfrom pipecheck.source.yaml import read_yaml\n"
    "for path in sys.argv[1:]: read_yaml(open(path, encoding='utf-8').read(), path)"
)


def workspace(where: Path, teams: int) -> list[str]:
    """A workspace of copies of the exemplary team, each under a name of its own; the paths of the team files."""
    source = ROOT / "teams/exemplary"
    (where / ".git").mkdir()
    paths = []
    for number in range(teams):
        name = f"team-{number:05}"
        folder = where / "teams" / name
        shutil.copytree(source, folder)
        path = folder / "team.yaml"
        path.write_text(path.read_text("utf-8").replace("team: exemplary", f"team: {name}", 1), "utf-8")
        paths.append(f"teams/{name}/team.yaml")
    return paths


def contestants(paths: Sequence[str]) -> dict[str, list[str]]:
    """Command lines by name; a peer that is not installed is missing."""
    here = Path(PYTHON).parent
    lines = {
        "python -c pass": [PYTHON, "-c", "pass"],
        "parse with libyaml": [PYTHON, "-c", PARSE, *paths],
        "read with spans": [PYTHON, "-c", READ, *paths],
        "pipecheck lint": [PYTHON, "-m", "pipecheck", "lint", "--as-of", "2026-01-15"],
    }
    for name, words in (
        ("yamllint", ["-d", "{rules: {}}", *paths]),
        ("check-jsonschema", ["--schemafile", str(ROOT / "schemas/team.schema.json"), *paths]),
    ):
        if (here / name).exists():
            lines[name] = [str(here / name), *words]
    return lines


def measure(lines: dict[str, list[str]], where: Path, rounds: int) -> dict[str, float]:
    """Median seconds of each command line, measured in turn, after one round that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in lines}
    for number in range(rounds + 1):
        for name, line in lines.items():
            start = time.perf_counter()
            subprocess.run(line, cwd=where, env={**os.environ, "COLUMNS": "100"}, capture_output=True, check=False)
            if number:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teams", type=int, nargs="+", default=[1, 50])
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    for teams in asked.teams:
        with tempfile.TemporaryDirectory() as folder:
            where = Path(folder)
            lines = contestants(workspace(where, teams))
            medians = measure(lines, where, asked.rounds)
            base = medians["pipecheck lint"]
            print(f"{teams} team file(s), median of {asked.rounds}")
            for name, seconds in medians.items():
                print(f"  {name:<20} {seconds:8.3f} s   {seconds / base:6.2f} × pipecheck lint")
    print("peers that are not installed are left out: yamllint, check-jsonschema")


if __name__ == "__main__":
    main()
