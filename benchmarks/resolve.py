"""Measures what it costs to resolve and judge a team beside reading its file, in one process, as ratios.

python benchmarks/resolve.py [--rounds N] [--profile TEAM]

The yardstick is the product's own reading of the text, with a span for everything in it; libyaml's bare load, and the
load of ruamel.yaml that keeps comments, stand beside it. To judge is to judge every rule of a profile on a team that
nobody has looked at before, its schedule to be resolved first. Times are medians of processor time, measured in turn,
after a round that is not counted, and nobody collects what another has left.
"""

import argparse
import cProfile
import gc
import pstats
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import yaml
from ruamel.yaml import YAML

from pipecheck.engine.asked import Options, World
from pipecheck.engine.run import run
from pipecheck.files.calendars import HolidayTables
from pipecheck.files.disk import Disk
from pipecheck.files.profiles import profile_text
from pipecheck.files.zones import ZoneTables
from pipecheck.model.team import Team
from pipecheck.model.views import Views
from pipecheck.model.workspace import LoadedTeam, load_team
from pipecheck.policy.laid import Policy
from pipecheck.policy.load import Sources, load_policy, policy_roots
from pipecheck.rules.catalog import built_in
from pipecheck.source.yaml import read_yaml

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 1, 15)
FIRST = date(2026, 1, 5)
FOUR, FORTY = "4 people, 1 year, 1 rotation", "40 people, 2 years, 12 rotations"
WANTED = {FOUR: 4, FORTY: 60}
"""How many readings of its file judging a team may cost at most."""


def forty() -> str:
    """Forty people in twelve rotations over two years, with time off, swaps, overrides and a holiday each."""
    people = [f"person-{number:02}" for number in range(40)]
    rotations = []
    lines, overrides, swaps = [], [], []
    for number in range(12):
        crew = [people[(number * 3 + each) % 40] for each in range(6)]
        rotations.append(
            f"""
    - id: rota-{number:02}
      covers: {{areas: [area-{number:02}]}}
      start: {FIRST}
      turn: 1w
      handoff: {{day: monday, time: "{9 + number % 3:02}:00"}}
      roles: {{primary: [{", ".join(crew)}], secondary: {{before: primary, by: 3}}}}"""
        )
        day = FIRST + timedelta(weeks=6 * (number % 8) + 12)
        lines.append(
            f"    - {{holiday: christmas, year: 2026, rotation: rota-{number:02}, primary: {crew[number % 6]}}}"
        )
        overrides.append(
            f"    - {{from: {day + timedelta(days=9)}, to: {day + timedelta(days=10)}, rotation: rota-{number:02},"
            f" role: primary, person: {crew[4]}}}"
        )
        swaps.append(
            f"    - {{from: {day}, to: {day + timedelta(days=6)}, rotation: rota-{number:02}, give: {crew[0]},"
            f" take: {crew[2]}, requested: {day - timedelta(days=30)}, accepted: {day - timedelta(days=20)}}}"
        )
    days = [FIRST + timedelta(days=9 * at + 40) for at in range(40)]
    members = [
        f"  - {{id: {who}, contact: {{email: {who}@example.com}},"
        f" time_off: [{{from: {day}, to: {day + timedelta(days=4)}, kind: vacation}}]}}"
        for who, day in zip(people, days, strict=True)
    ]
    pipelines = [
        f"  - id: pipeline-{number:02}\n    area: area-{number % 12:02}\n    criticality: high\n"
        f"    owners: {{primary: {people[number % 12 * 3]}, secondary: {people[(number % 12 * 3 + 3) % 40]}}}\n"
        f'    runs: [{{at: "0{number % 9}:30", every: 1d, timezone: UTC}}]\n'
        f"    slas: [{{kind: response, within: 30m}}, {{kind: freshness, within: 24h}}]"
        for number in range(48)
    ]
    return "\n".join(
        [
            "version: 1\nteam: forty\ntimezone: America/New_York",
            "calendar: {region: US, majors: [thanksgiving, christmas, new-year, independence-day, labor-day]}",
            "members:",
            *members,
            "pipelines:",
            *pipelines,
            f"oncall:\n  period: {{from: {FIRST}, to: {FIRST + timedelta(weeks=104, days=-1)}}}",
            "  stand_in: next\n  rotations:" + "".join(rotations),
            "  holidays:",
            *lines,
            "  overrides:",
            *overrides,
            "  swaps:",
            *swaps,
        ]
    )


class Subject:
    """A team, and what can be done with it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.reader = Disk(str(ROOT))
        self.zones, self.calendars = ZoneTables(), HolidayTables()
        self.policies = {name: self._policy(name) for name in ("recommended", "strict")}
        self.loaded = self.load()

    def _policy(self, profile: str) -> Policy:
        sources = Sources(self.reader, profile_text, built_in(), None)
        return load_policy(policy_roots([f"pipecheck:{profile}"], [], self.reader), sources)

    def load(self) -> LoadedTeam:
        loaded = load_team("teams/exemplary/team.yaml", self.text.encode(), self.reader, self.zones)
        if loaded.team is None or loaded.problems:
            raise SystemExit(f"the sample is at fault: {[each.problem.message for each in loaded.problems]}")
        return loaded

    def views(self, team: Team) -> Views:
        return Views(team, self.calendars, self.zones, AS_OF)

    def resolve(self) -> None:
        if self.loaded.team is not None:
            _ = self.views(self.loaded.team).view().schedule

    def judge(self, profile: str = "strict") -> None:
        world = World(self.reader, self.calendars, self.zones, self.views)
        run([self.loaded], self.policies[profile], world, Options(as_of=AS_OF))

    def steps(self) -> Mapping[str, Callable[[], object]]:
        return {
            "read with spans": lambda: read_yaml(self.text, "team.yaml"),
            "load with libyaml": lambda: yaml.load(self.text, Loader=yaml.CSafeLoader),
            "load with ruamel.yaml": lambda: YAML().load(self.text),
            "build the team": self.load,
            "resolve": self.resolve,
            "judge, recommended": lambda: self.judge("recommended"),
            "judge, strict": self.judge,
        }


def measure(steps: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each step, measured in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for number in range(rounds + 1):
        for name, step in steps.items():
            gc.collect()
            start = time.process_time()
            step()
            if number:
                seconds[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--profile", choices=("4", "40"))
    asked = parser.parse_args()
    texts = {FOUR: (ROOT / "teams/exemplary/team.yaml").read_text("utf-8"), FORTY: forty()}
    if asked.profile:
        subject = Subject(texts[FOUR if asked.profile == "4" else FORTY])
        subject.judge()
        profile = cProfile.Profile()
        profile.runcall(subject.judge)
        pstats.Stats(profile).sort_stats("cumulative").print_stats(90)
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
        return
    for name, text in texts.items():
        medians = measure(Subject(text).steps(), asked.rounds)
        base = medians["read with spans"]
        print(f"{name}: {len(text):,} bytes, median of {asked.rounds}")
        for step, seconds in medians.items():
            print(f"  {step:<21} {seconds * 1000:9.2f} ms   {seconds / base:7.2f} × read with spans")
        ratio = medians["judge, strict"] / base
        print(f"  wanted: at most {WANTED[name]} ×: {'holds' if ratio <= WANTED[name] else 'does not hold'}")


if __name__ == "__main__":
    main()
