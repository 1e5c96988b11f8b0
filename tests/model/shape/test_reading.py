"""Whole documents: what is told first, in which order, under which key, and what is left to build from."""

import pytest

from pipecheck.model.shape import language, prose, read
from pipecheck.model.shape.fault import Fault, Wrong
from pipecheck.model.shape.language import Language
from pipecheck.model.shape.light import before, shape
from tests.model.shape.telling import aside, front, team, told, whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", [": the file is empty → begin with `version: 1` and `team: <id>`"]),
        ("# nothing but a remark\n", [": the file is empty → begin with `version: 1` and `team: <id>`"]),
        ("[a, b]", [": the team file wants a map with `version`, `team`; here stands a list"]),
        ("core", [": the team file wants a map with `version`, `team`; here stands 'core'"]),
        (
            "{}",
            ["version: the team file has no `version` → add `version`"],
        ),
        ("version: 1", ["team: the team file has no `team` → add `team`"]),
        ("team: core\nmembers: x", ["version: the team file has no `version` → add `version`"]),
        (
            "version: 2\nteam: core\nmembers: x",
            ["version: `version` wants `1`, the only version of the language there is; here stands '2' → write `1`"],
        ),
        (
            "version: 1\nteam: all\nname: [x]",
            [
                "team: `team` takes the reserved word 'all' for an id → choose another word",
                "name: `name` wants text; here stands a list",
            ],
        ),
    ],
)
def test_a_file_of_which_nothing_is_left(text, said):
    reading = whole(text)

    assert told(reading) == said
    assert {problem.rule for problem in reading.problems} == {"invalid-shape"}
    assert reading.shape is None


def test_a_file_that_is_no_yaml_is_told_of_elsewhere():
    assert whole("team: [core") == (None, (), {}, {})


def test_a_healthy_file():
    reading = team("members: [{id: alice}]")

    assert reading[1:] == ((), {}, {})
    assert [member.id for member in reading.shape.members] == ["alice"]


def test_what_is_told_comes_in_the_order_of_the_file():
    text = """
zzz: 1
members:
  - {name: Alice}
  - {id: bob, fte: 2, hobby: chess}
calendar: US
"""

    assert [line.partition(":")[0] for line in told(team(text))] == [
        "zzz!~",
        "members.0.id",
        "members.1.fte",
        "members.1.hobby!~",
        "calendar",
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("members: [{id: alice, fte: 2}]", [("members", "alice", "fte")]),
        ("members: [{name: Alice, fte: 2}]", [("members", "fte"), ("members", "id")]),
        (
            "members: [Alice Johnson, {id: [x], fte: 2}]",
            [("members", "Alice Johnson"), ("members", "id"), ("members", "fte")],
        ),
        ("members: ['']", [("members",)]),
        ("members: [{id: '', fte: 2}]", [("members", "id"), ("members", "fte")]),
        ("members: [{id: alice, contact: {email: [a@example.com]}}]", [("members", "alice", "contact", "email")]),
        ("members: [{id: alice, time_off: [sick]}]", [("members", "alice", "time_off")]),
        ("pipelines: [{id: p, owners: {primary: [a, all]}}]", [("pipelines", "p", "owners", "primary", "all")]),
        ("oncall: {rotations: [{id: w, turns: [{for: x}]}]}", [("oncall", "rotations", "w", "turns", "for")]),
    ],
)
def test_a_problem_is_known_by_words_that_survive_edits(text, keys):
    assert [problem.key for _, problem in team(text).problems] == keys


def test_what_follows_from_another_fault_is_not_told():
    reading = team("oncall: {rotations: [{id: w, covers: {area: p}}, {id: v, covers: {name: x}}]}")

    assert [line.partition(":")[0] for line in told(reading)] == [
        "oncall.rotations.0.covers.area!~",
        "oncall.rotations.1.covers",
    ]
    assert [rotation.covers for rotation in reading.shape.oncall.rotations] == [None, None]


def test_a_fault_that_another_one_hid_is_told_too():
    text = "pipelines: [{id: p, slas: [{kind: fix, by: {weekday: x}}], owners: {secundary: b, primary: [all, a]}}]"

    assert [line.partition(":")[0] for line in told(team(text))] == [
        "pipelines.0.slas.0.by.weekday",
        "pipelines.0.owners.secundary!~",
        "pipelines.0.owners.primary.0",
    ]


def test_a_key_of_ones_own_may_hold_anything():
    reading = team("oncall: {rotations: [{id: w, roles: {x-own: {zzz: 1}}}]}\nx-a: {x-b: [~]}")

    assert (told(reading), aside(reading)) == ([], [])
    assert [rotation.id for rotation in reading.shape.oncall.rotations] == ["w"]


def test_what_the_shape_holds_is_found_again_in_the_file():
    reading = team("members: [{id: [x]}, {id: bob, time_off: [{from: x, to: x}, {from: 2026-01-05, to: 2026-01-06}]}]")
    (bob,) = reading.shape.members

    assert (bob.id, len(bob.time_off)) == ("bob", 1)
    assert reading.route(("members",), 0, "time_off", 0, "from") == ("members", 1, "time_off", 1, "from")
    assert reading.kept == {("members",): (1,), ("members", 1, "time_off"): (1,)}


@pytest.mark.parametrize(
    ("text", "said", "parts"),
    [
        ("pipelines: [p]\nescalation: [bob, primary]\nx-own: y", [], []),
        ("{}", [], []),
        ("~", [], []),
        (
            "pipelines: p",
            ["front.pipelines: `pipelines` wants a list; here stands 'p' → write `[p]`"],
            ["front.pipelines: runbooks.pipelines"],
        ),
        (
            "owner: alice",
            ["front.owner!~: `owner` is not a key of the front matter → write `owners: {primary: alice}`"],
            ["front.owners: runbooks.owners, for front.owner"],
        ),
        (
            "acknowledged: [{on: 2026-01-05}, {member: bob}]",
            ["front.acknowledged.0.member: an acknowledgement has no `member` → add `member`"],
            ["front.acknowledged.0: runbooks.acknowledged.member, for front.acknowledged.0.member"],
        ),
    ],
)
def test_front_matter(text, said, parts):
    reading = front(text)

    assert (told(reading), aside(reading)) == (said, parts)
    assert reading.shape is not None
    assert all(problem.at.document == "page.md" for _, problem in reading.problems)


def test_what_is_kept_of_front_matter_is_a_route_of_the_page():
    reading = front("acknowledged: [{on: 2026-01-05}, {member: bob}]")

    assert [one.member for one in reading.shape.acknowledged] == ["bob"]
    assert reading.route(("front", "acknowledged"), 0) == ("front", "acknowledged", 1)


def test_a_fault_that_cannot_be_set_aside_costs_the_file(monkeypatch):
    def stumble(value: object) -> object:
        raise Wrong(Fault(says="stumbles", at=("nowhere",)))

    monkeypatch.setattr(
        read, "team", lambda: Language(before(stumble, shape("Thing", {"title": "thing"}, {}, None)), "the thing")
    )
    reading = team("")

    assert told(reading) == [": the thing is not what is wanted", "nowhere: `nowhere` stumbles"]
    assert reading.shape is None


def test_an_error_that_nobody_foresaw_is_told_in_general_words():
    error = {"type": "frozen_set_type", "loc": ("members",)}
    (fault,) = prose.faults_of(error, "x", ("members",), language.team().grammar)

    assert prose.sentence(fault, "x", ("members",), "the team file") == "`members` is not what is wanted here"
