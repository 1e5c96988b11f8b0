"""The self-check finds rules that depend on how files are written, and its rewritings change nothing else."""

import itertools
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pipecheck.files.calendars import HolidayTables
from pipecheck.files.zones import ZoneTables
from pipecheck.model.oncall import Rotation
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.team import Team
from pipecheck.policy.laid import Policy
from pipecheck.rules.base import Level, NoParams, Outcome, Problem, Profile, TeamView, rule
from pipecheck.rules.catalog import AnyRule, Catalog, built_in
from pipecheck.source.scalar import Data, Plain, core
from pipecheck.source.yaml import read_yaml
from pipecheck.trial.around import Around, Laid
from pipecheck.trial.metamorphic import WARM, Metamorphosis, metamorphosis
from pipecheck.trial.rewrite import REWRITINGS, Files

ROOT = Path(__file__).parent.parent.parent
TEAMS = sorted((ROOT / "teams").glob("**/*.yaml"))
ONE = """\
version: 1
team: data-core
members: [{id: alice, name: Alice Sample}, {id: bob}, {id: carol}]
pipelines:
  - {id: orders, area: sales, owners: &both {primary: alice, secondary: bob}, runbook: runbooks/orders.md}
  - {id: returns, area: sales, owners: *both}
oncall:
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob, carol], secondary: {before: primary, by: 1}}
"""
TWO = """\
version: 1
team: growth
members: [{id: dave}, {id: erin}]
pipelines: [{id: visits, owners: {primary: dave, secondary: erin}}]
"""
TEXTS = {"teams/data-core.yaml": ONE, "teams/runbooks/orders.md": "# Orders\n\nCall alice.\n", "teams/growth.yaml": TWO}
FILES = Files(
    {
        "teams/data-core.yaml": ("teams/data-core.yaml", "teams/runbooks/orders.md"),
        "teams/growth.yaml": ("teams/growth.yaml",),
    },
    TEXTS,
)
NAMED = {rewriting.name: rewriting for rewriting in REWRITINGS}
PLANTED = {}


def planted(name: str) -> Callable[[AnyRule], AnyRule]:
    """A rule that the self-check is to find, by the rewriting under which it differs."""

    def plant(one: AnyRule) -> AnyRule:
        PLANTED[name] = one
        return one

    return plant


@planted("keys in another order")
@rule(Rotation, level=Level.note, profile=Profile.named)
def first_column(rotation: Rotation, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    yield Problem("the first column", rotation.at(), (rotation.columns[0].name,))


@planted("files in another order")
@rule(Team, level=Level.note, profile=Profile.named)
def lies_deep(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    if team.at().document.count("/") > 1:
        yield Problem("it lies deep", team.at())


@planted("people renamed")
@rule(Pipeline, level=Level.note, profile=Profile.named)
def by_the_alphabet(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    yield Problem("the first of all", pipeline.at(), (min(member.id for member in view.team.members or ()),))


COUNTER = itertools.count()


@planted(WARM)
@rule(Team, level=Level.note, profile=Profile.named)
def counts_its_runs(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    yield Problem("once more", team.at(), (str(next(COUNTER)),))


def check(*rules: AnyRule, files: Files = FILES) -> Metamorphosis:
    catalog = Catalog([entry for entry in built_in() if entry.of_files])
    catalog = catalog.joined({f"test/rule-{number}": one for number, one in enumerate(rules)})
    around = Around(Laid(files.texts, None), HolidayTables(), ZoneTables(), lambda roots: Policy((), (), catalog))
    return metamorphosis(files, Policy((), (), catalog), around, date(2026, 1, 15))


@pytest.mark.parametrize("name", PLANTED)
def test_a_rule_that_depends_on_the_writing_is_found(name: str) -> None:
    result = check(PLANTED[name])
    assert name in {discord.rewriting for discord in result.discords}
    assert result.exit_code == 1


def test_what_differs_is_told_both_ways() -> None:
    (found,) = [one for one in check(PLANTED["files in another order"]).discords if one.subject == "team growth"
                and one.rewriting == "files in another order"]  # fmt: skip
    assert (found.rule, found.before, found.after) == ("test/rule-0", (), ("it lies deep",))


@rule(Team, level=Level.note, profile=Profile.named)
def crashes_when_moved(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    if team.at().document.startswith("0"):
        raise ValueError("it was moved")
    yield from ()


def test_a_rule_that_crashes_under_a_rewriting_is_told() -> None:
    result = check(crashes_when_moved)
    assert {(name, crash.rule) for name, crash in result.crashes} == {("files in another order", "test/rule-0")}
    assert result.exit_code == 4


@rule(Pipeline, level=Level.note, profile=Profile.named)
def sound(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    yield Problem(
        f"'{pipeline.id}' has owners", pipeline.at("owners"), tuple(member.id for member in view.team.members or ())
    )


def test_a_sound_rule_says_the_same_and_people_are_called_by_their_names() -> None:
    result = check(sound)
    assert not result.discords
    assert (result.teams, result.outcomes, result.exit_code) == (2, 3, 0)
    assert set(result.tried) == {WARM, *NAMED}


def test_no_team_is_nothing_tested() -> None:
    assert check(sound, files=Files({}, {})).exit_code == 3


def meant(data: Data | None) -> object:
    """What is said, whatever the quotes and the order of keys."""
    if isinstance(data, dict):
        return {key: meant(value) for key, value in data.items()}
    if isinstance(data, list):
        return [meant(value) for value in data]
    return data if data is None or isinstance(core(data), str) else (str(data), core(data))


@pytest.mark.parametrize("path", TEAMS, ids=lambda path: path.parent.name)
@pytest.mark.parametrize(
    "name", ["keys in another order", "comments added", "other quotes", "anchors expanded or made"]
)
def test_a_rewriting_says_the_same_otherwise(name: str, path: Path) -> None:
    text = path.read_text("utf-8")
    rewritten = NAMED[name].make(Files({"a.yaml": ("a.yaml",)}, {"a.yaml": text})).files.texts["a.yaml"]
    assert rewritten != text
    before, after = read_yaml(text, "a.yaml"), read_yaml(rewritten, "a.yaml")
    assert not [fault for fault in after.faults if fault.rule != "yaml-trap"]
    assert meant(after.data) == meant(before.data)
    assert [fault.message for fault in after.traps] == [fault.message for fault in before.traps] or "order" in name


def test_what_each_rewriting_does() -> None:
    texts = {name: rewriting.make(FILES).files.texts for name, rewriting in NAMED.items()}
    assert texts["keys in another order"]["teams/growth.yaml"].startswith(
        "pipelines:\n  - owners:\n      secondary: erin"
    )
    assert "# said in passing" in texts["comments added"]["teams/data-core.yaml"]
    assert texts["comments added"]["teams/growth.yaml"].splitlines()[1].startswith("version: 1  #")
    assert 'team: "growth"' in texts["other quotes"]["teams/growth.yaml"]
    assert "*both" not in texts["anchors expanded or made"]["teams/data-core.yaml"]
    assert set(texts["files in another order"]) == {
        "00001/teams/growth.yaml", "00002/teams/data-core.yaml", "00002/teams/runbooks/orders.md"}  # fmt: skip
    assert set(texts["each team in a directory of its own"]) == {
        "teams/data-core/team.yaml", "teams/data-core/runbooks/orders.md", "teams/growth/team.yaml"}  # fmt: skip
    people = texts["people renamed"]
    assert not {"alice", "bob", "Alice", "dave"} & set(" ".join(people.values()).replace(".", " ").split())
    assert "orders" in people["teams/data-core.yaml"]


def test_anchors_are_made_where_there_are_none() -> None:
    text = "a: {x: [1, 2]}\nb: {x: [1, 2]}\nc: []\nd: []\n"
    made = NAMED["anchors expanded or made"].make(Files({"a.yaml": ("a.yaml",)}, {"a.yaml": text})).files
    assert made.texts["a.yaml"] == "a: &a1\n  x: &a2\n    - 1\n    - 2\nb: *a1\nc: []\nd: []\n"


def test_a_file_with_a_repeated_key_is_left_as_it_is() -> None:
    text = "team: a\nteam: b\n"
    files = Files({"a.yaml": ("a.yaml",)}, {"a.yaml": text})
    for name in ("keys in another order", "other quotes", "people renamed"):
        assert NAMED[name].make(files).files.texts["a.yaml"] == text


def test_a_plain_word_keeps_its_kind() -> None:
    renamed = NAMED["people renamed"].make(FILES).files.texts["teams/growth.yaml"]
    data = read_yaml(renamed, "a.yaml").data
    assert isinstance(data, dict)
    assert isinstance(data["members"], list)
    assert all(isinstance(member["id"], Plain) for member in data["members"] if isinstance(member, dict))
