"""The small values, and the questions that teams and people answer about themselves."""

import pytest

from pipecheck.model.outcome import NotStated, SubjectKey, Undecided
from pipecheck.model.people import Member
from pipecheck.model.team import selects
from pipecheck.model.value import Duration, Ref, Selector
from pipecheck.source.place import Place
from tests.model.build.loading import core

HERE = Place("team.yaml")


@pytest.mark.parametrize(
    ("length", "minutes", "text"),
    [
        (Duration(0, "m"), 0, "0m"),
        (Duration(15, "m"), 15, "15m"),
        (Duration(2, "h"), 120, "2h"),
        (Duration(3, "d"), 4320, "3d"),
        (Duration(2, "w"), 20160, "2w"),
        (Duration(10, "wd"), None, "10wd"),
        (Duration(1, "mo"), None, "1mo"),
        (Duration(1, "y"), None, "1y"),
    ],
)
def test_how_long_a_duration_is(length, minutes, text):
    assert (length.minutes, str(length)) == (minutes, text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (SubjectKey("workspace", ""), "workspace"),
        (SubjectKey("team", "core"), "team core"),
        (SubjectKey("pipeline", "core", "p"), "pipeline core/p"),
        (SubjectKey("person", "", "core/alice"), "person core/alice"),
    ],
)
def test_how_a_subject_is_called(key, text):
    assert str(key) == text


@pytest.mark.parametrize(
    ("eligible", "may"), [(None, [True, True]), ((), [False, False]), (("secondary",), [False, True])]
)
def test_which_roles_a_member_may_hold(eligible, may):
    alice = Member(id="alice", team="core", place=HERE, name="Alice", eligible=eligible)

    assert [alice.may_hold(role) for role in ("primary", "secondary")] == may


def names(*words):
    return tuple(Ref(word, HERE) for word in words)


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ({}, "p q r"),
        ({"areas": names("x")}, "p q"),
        ({"areas": names("x", "y")}, "p q r"),
        ({"areas": ()}, ""),
        ({"criticality": names("high")}, "p"),
        ({"audiences": names("board", "investors")}, "p q"),
        ({"audiences": names("staff")}, "p"),
        ({"audiences": ()}, ""),
        ({"pipelines": names("q", "r", "zzz")}, "q r"),
        ({"areas": names("x"), "pipelines": names("q", "r")}, "q"),
        ({"audiences": names("investors"), "criticality": names("high")}, "p"),
        ({"areas": names("y"), "audiences": names("investors")}, ""),
    ],
)
def test_what_a_selector_chooses(keys, chosen):
    team = core(
        "pipelines: [{id: p, area: x, audiences: [staff, investors], criticality: high},"
        " {id: q, area: x, audiences: [investors], oncall: {none: no}}, {id: r, area: y}]\n"
    )
    selector = Selector(HERE, **keys)

    assert " ".join(one.id for one in team.pipelines if selects(selector, one)) == chosen
    assert " ".join(one.id for one in team.pipelines_of(selector, off_call=True)) == chosen
    on_call = [one for one in chosen.split() if one != "q"]
    assert [one.id for one in team.pipelines_of(selector)] == on_call
    assert selector.is_all == (keys == {})


def test_who_a_name_stands_for():
    team = core("members: [{id: alice, aliases: [al]}]\n")

    assert team.person("al") is team.person(Ref("alice", HERE)) is team.members[0]
    assert team.person("core") is None


def test_what_is_not_stated_says_which_field():
    undecided = Undecided("calendar.region", HERE)

    assert str(NotStated(undecided)) == "calendar.region"
    assert NotStated(undecided).undecided is undecided
