"""Measures what rules that a policy defines cost: ten of them over a thousand team files, beside parsing the files.

python benchmarks/expressions.py [--teams N] [--rounds N]

Everything is measured in one process, in turn, as the least of several rounds, so that a busy machine is busy for all
alike. Read the ratio: the ten rules are to cost at most half of what parsing costs.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import yaml

from pipecheck.engine.asked import Options, World
from pipecheck.engine.run import run
from pipecheck.files.calendars import HolidayTables
from pipecheck.files.profiles import profile_text
from pipecheck.files.zones import ZoneTables
from pipecheck.model.views import Views
from pipecheck.model.workspace import LoadedTeam, load_team
from pipecheck.policy.load import Sources, load_policy
from pipecheck.rules.catalog import built_in

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 1, 15)
EXPRESSIONS = (
    ("pipeline", "pipeline.slas.all(s, s.kind != 'freshness' || s.within <= duration('48h'))"),
    ("pipeline", "!('investors' in pipeline.audiences) || has(pipeline.runbook)"),
    ("pipeline", "has(pipeline.criticality) && pipeline.criticality in ['low', 'medium', 'high']"),
    ("pipeline", "pipeline.owners.primary.names.all(p, !(p in pipeline.owners.secondary.names))"),
    ("pipeline", "pipeline.runs.exists(r, has(r.at)) && pipeline.id.matches('^[a-z-]+$')"),
    ("pipeline", "pipeline.depends_on.all(d, team.pipelines.exists(p, p.id == d))"),
    ("member", "member.time_off.all(t, t.to - t.from < duration('21d')) && member.fte > 0.5"),
    ("member", "team.pipelines.exists(p, member.id in p.owners.primary.names)"),
    ("rotation", "rotation.turn <= duration('7d') && rotation.handoff.day == 'mon'"),
    ("team", "size(team.members) >= 3 && team.oncall.escalation.size() > 0"),
)


class Texts:
    """The files, as texts."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    def read(self, path: str) -> bytes | None:
        return self._files.get(path)

    def paths(self, pattern: str) -> Sequence[str]:
        return ()


def policy_of(expressions: Sequence[tuple[str, str]]) -> str:
    """A policy that defines one rule for each expression."""
    lines = ["version: 1", "rules:" if expressions else "rules: {}"]
    for number, (kind, require) in enumerate(expressions):
        lines += [f"  acme/rule-{number}:", f"    each: {kind}", f'    require: "{require}"', "    message: broken"]
    return "\n".join([*lines, ""])


def least(rounds: int, does: Callable[[], object]) -> float:
    """Seconds of the fastest of several rounds."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        does()
        found.append(time.perf_counter() - start)
    return min(found)


def judging(teams: Sequence[LoadedTeam], files: dict[str, bytes], policy: str) -> Callable[[], object]:
    """A run over teams that are loaded, under a policy."""
    reader = Texts({**files, "p.yaml": policy.encode()})
    calendars, zones = HolidayTables(), ZoneTables()
    laid = load_policy(["p.yaml"], Sources(reader, profile_text, built_in()))

    def judge() -> None:
        world = World(reader, calendars, zones, lambda team: Views(team, calendars, zones, AS_OF))
        report = run(teams, laid, world, Options(AS_OF))
        assert not report.verdicts
        assert not report.crashes

    return judge


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teams", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    text = (ROOT / "teams/exemplary/team.yaml").read_text("utf-8")
    names = [f"team-{number:05}" for number in range(asked.teams)]
    files = {f"teams/{name}.yaml": text.replace("team: exemplary", f"team: {name}", 1).encode() for name in names}
    reader, zones = Texts(files), ZoneTables()
    teams = [load_team(path, raw, reader, zones) for path, raw in files.items()]
    parse = least(asked.rounds, lambda: [yaml.load(raw, Loader=yaml.CSafeLoader) for raw in files.values()])
    nothing = least(asked.rounds, judging(teams, files, policy_of(())))
    ten = least(asked.rounds, judging(teams, files, policy_of(EXPRESSIONS)))
    print(f"{asked.teams} team files of {len(text):,} characters, {len(EXPRESSIONS)} rules, least of {asked.rounds}")
    print(f"  parse with libyaml     {parse:8.3f} s")
    print(f"  judge ten expressions  {ten - nothing:8.3f} s   {(ten - nothing) / parse:6.2f} × the parse")


if __name__ == "__main__":
    main()
