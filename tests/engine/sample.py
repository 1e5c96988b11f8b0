"""Small workspaces of texts, judged under a policy by rules that are made for a test."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pipecheck.engine.asked import Options, World
from pipecheck.engine.report import Report, Verdict
from pipecheck.engine.run import run
from pipecheck.files.calendars import HolidayTables
from pipecheck.files.zones import ZoneTables
from pipecheck.model.holiday import Holiday
from pipecheck.model.people import Member
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.model.views import Views
from pipecheck.model.workspace import load_team
from pipecheck.policy.load import Sources, load_policy
from pipecheck.rules.always import ALWAYS
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Problem,
    Profile,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.catalog import AnyRule, Catalog
from tests.policy.texts import Texts

AS_OF = date(2026, 1, 15)
CALENDARS = HolidayTables()
ZONES = ZoneTables()

CORE = """\
version: 1
team: core
members: [{id: alice}, {id: bob}]
pipelines:
  - id: growth
    area: product
    owners: {primary: alice}
  - id: profit
    area: finance
    owners: {primary: bob}
"""


class Params(NamedTuple):
    word: str = "lonely"


@rule(Pipeline, level=Level.error, profile=Profile.essential, params=Params)
def lonely(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    """Every pipeline without a secondary owner."""
    if pipeline.owner("secondary") is None:
        yield Problem(
            f"pipeline '{pipeline.id}' is {params.word}",
            pipeline.at("owners", "primary"),
            evidence=(Fact("owners", 1, (pipeline.at("owners"),)),),
            related=(Related(pipeline.at("id"), "this pipeline"),),
            remedies=(Remedy("name a secondary"),),
        )


@rule(Member, level=Level.warning, profile=Profile.essential)
def unreachable(member: Member, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    """Undecided for every member without a contact."""
    if not member.contact:
        yield Undecided("members.contact", member.at("contact"), (Remedy("add `contact`"),))


@rule(Pipeline, level=Level.error, profile=Profile.essential)
def uncovered(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    """Undecided for every pipeline of a team that tells no on-call."""
    if view.team.oncall is None:
        yield Undecided("oncall", view.team.at("oncall"))


@rule(Team, level=Level.warning, profile=Profile.essential)
def aged(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    """A problem that stands because of the date alone."""
    if view.as_of >= date(2026, 1, 1):
        yield Problem("the year is over", team.at("team"))


@rule(Pipeline, level=Level.error, profile=Profile.essential)
def broken(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    """Raises at one pipeline."""
    if pipeline.id == "profit":
        raise ValueError("no such\nthing")
    yield from ()


@rule(Pipeline, level=Level.error, profile=Profile.essential)
def quitting(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    """Tries to leave the program."""
    if pipeline.id:
        raise SystemExit(0)
    yield from ()


@rule(Pipeline, level=Level.error, profile=Profile.essential)
def meddling(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    """Tries to change what it judges."""
    pipeline.name = "mine"  # type: ignore[misc]  # that is the point
    yield from ()


@rule(Holiday, level=Level.warning, profile=Profile.essential)
def festive(holiday: Holiday, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    """Undecided for every holiday of a team that declares no majors."""
    if view.team.majors is None:
        yield Undecided("calendar.majors", view.team.at("calendar", "majors"))


@rule(Holiday, level=Level.warning, profile=Profile.essential)
def dated(holiday: Holiday, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    """A problem for every holiday that has no date."""
    if not holiday.dates:
        yield Problem(f"'{holiday.holiday}' has no date", holiday.at())


@rule(Pipeline, level=Level.error, profile=Profile.essential)
def unowned(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    """Undecided for each pipeline of the finance area, for want of something about the first member."""
    if pipeline.area == "finance":
        yield Undecided("members.region", view.team.at("members", 0, "region"), why="where its owner is")


RULES: Mapping[str, AnyRule] = {
    "lonely": lonely,
    "unreachable": unreachable,
    "uncovered": uncovered,
    "aged": aged,
    "broken": broken,
    "quitting": quitting,
    "unowned": unowned,
    "meddling": meddling,
    "festive": festive,
    "dated": dated,
}
CATALOG = Catalog(ALWAYS).joined(RULES)


def policy_of(rules: str, more: str = "") -> str:
    return f"version: 1\nrules: {rules}\n{more}"


def lint(
    files: Mapping[str, str | bytes],
    rules: str = "{lonely: error}",
    more: str = "",
    *,
    catalog: Catalog = CATALOG,
    order: Sequence[str] = (),
    **options: Any,
) -> Report:
    """Judges the team files among the texts under a policy with these rules."""
    texts = {path: text for path, text in files.items() if isinstance(text, str)}
    reader = Texts({**texts, "p.yaml": policy_of(rules, more)})
    policy = load_policy(["p.yaml"], Sources(reader, lambda name: None, catalog))
    raw = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    paths = order or [path for path in files if path.endswith(".yaml")]
    loaded = [load_team(path, raw[path], reader, ZONES) for path in paths]
    as_of = options.pop("as_of", AS_OF)
    world = World(reader, CALENDARS, ZONES, lambda team: Views(team, CALENDARS, ZONES, as_of))
    return run(loaded, policy, world, Options(as_of, **options))


def lines(verdicts: Sequence[Verdict]) -> list[str]:
    """Verdicts as lines: place, level, rule, subject, message."""
    return [
        f"{one.span.file}:{one.span.line}:{one.span.column} {one.level.value} {one.rule} [{one.subject}] {one.message}"
        for one in verdicts
    ]


def by_rule(report: Report, rule_id: str) -> list[Verdict]:
    return [verdict for verdict in report.verdicts if verdict.rule == rule_id]
