"""Who is behind a pipeline, and the exchanges and gifts of seats that would mix the sets of people."""

from collections.abc import Callable

import pytest

from pipecheck.model.views import View
from pipecheck.rules.base import NotStated, Put
from pipecheck.rules.sharing import Sets, everybody, exchanges, handings, shared, unknown_owner
from tests.rules.views import view_of

RANKS = ("primary", "secondary")


def view(*owners: str, more: str = "", members: str = "alice bob carol dave") -> View:
    """A pipeline each: `alice/bob`, or any owners in YAML; `+` in front for investors."""
    lines = []
    for number, each in enumerate(owners):
        primary, slash, secondary = each.strip("+").partition("/")
        told = f"primary: {primary}, secondary: {secondary}" if slash else each.strip("+")
        audience = "audiences: [investors], " if each.startswith("+") else ""
        lines.append(f"  - {{id: p{number}, {audience}owners: {{{told}}}}}")
    named = ", ".join(f"{{id: {name}}}" for name in members.split())
    return view_of("\n".join([f"members: [{named}]", "partners: [{id: finance}]", more, "pipelines:", *lines]))


def sets(one: View) -> Sets:
    return {each.pipeline.id: each.people for each in shared(one, RANKS)}


def pair(*people: str) -> Callable[[Sets], int]:
    """How many pipelines just these people have."""
    return lambda current: sum(each == set(people) for each in current.values())


# ---- who is behind


def test_everybody_known_is_behind_a_pipeline_and_whom_nobody_knows_is_told() -> None:
    slots = """\
slots: [{id: first}, {id: second}, {id: third}]
oncall:
  rotations:
    - {id: roles, start: 2026-01-05, turn: 1w, roles: {first: [bob, open], second: [carol, dave]}}
"""
    one = view(
        "primary: [alice, first], secondary: second",
        "primary: finance, secondary: third",
        "primary: {among: [alice, bob]}, secondary: {among: all}",
        more=slots,
    )
    first, second, third = shared(one, RANKS)
    assert (first.people, list(first.unknown)) == ({"alice", "bob", "carol", "dave"}, ["first"])
    assert first.unknown["first"].route == ("pipelines", 0, "owners", "primary", 1)
    assert (second.people, list(second.unknown)) == (set(), ["finance", "third"])
    assert (third.people, list(third.unknown)) == (set(), ["p2: one of alice and bob", "p2: one of all"])


def test_a_pipeline_without_owners_of_these_ranks_is_left_out() -> None:
    one = view("business: alice", "alice/bob")
    assert [each.pipeline.id for each in shared(one, RANKS)] == ["p1"]


@pytest.mark.parametrize(
    ("text", "missing", "why"),
    [
        ("pipelines: [{id: p}]", "members", "who could own what"),
        ("members: [{id: alice}]", "pipelines", "who owns what"),
        ("members: [{id: alice}]\npipelines: [{id: p}]", "pipelines.owners", "who owns 'p'"),
    ],
)
def test_what_is_missing_to_know(text: str, missing: str, why: str) -> None:
    with pytest.raises(NotStated) as raised:
        shared(view_of(text), RANKS)
    undecided = raised.value.undecided
    assert (undecided.missing, undecided.why) == (missing, why)
    assert undecided.at.route[-1] == missing.rpartition(".")[2]


def test_what_would_tell_who_stands_behind_an_owner() -> None:
    one = view("primary: [finance, first], secondary: stranger", "alice/bob", more="slots: [{id: first}]")
    pipeline = (one.team.pipelines or ())[0]
    told = [unknown_owner(one.team, pipeline, at, RANKS) for at in shared(one, RANKS)[0].unknown.values()]
    assert [each.why for each in told] == [
        f"how many people stand behind '{name}'" for name in ("finance", "first", "stranger")
    ]
    assert [each.at.route for each in told] == [
        ("partners", 0, "members"),
        ("slots", 0, "id"),
        ("pipelines", 0, "owners", "secondary"),
    ]
    assert [(each.missing, each.key, each.remedies[0].title) for each in told] == [
        ("partners.members", ("finance",), "list the members of 'finance' that answer for 'p0'"),
        ("oncall.rotations.roles", ("first",), "add a column 'first' to a rotation"),
        ("members", ("stranger",), "declare 'stranger' as a member, a partner or a slot"),
    ]
    elsewhere = unknown_owner(one.team, pipeline, one.team.at("x"), RANKS)
    assert (elsewhere.missing, elsewhere.why, elsewhere.key) == ("pipelines.owners", "who owns 'p0'", ("p0",))


def test_who_could_own_is_active_or_known_to_own_something() -> None:
    one = view_of(
        "members: [{id: alice}, {id: bob, active: [{until: 2025-12-31}]}, {id: carol, active: [{until: 2025-12-31}]}]\n"
        "pipelines: [{id: p, owners: {primary: bob}}]"
    )
    assert everybody(one, shared(one, RANKS)) == {"alice", "bob"}


# ---- exchanges


def exchanged(one: View, score: Callable[[Sets], int], rank: str = "secondary") -> list[str]:
    return [str(each) for each in exchanges(one.team, rank, sets(one), score)]


def test_two_exchange_a_seat_each() -> None:
    one = view("alice/bob", "carol/dave")
    (exchange,) = exchanges(one.team, "secondary", sets(one), pair("alice", "bob"))
    assert str(exchange) == "let bob and dave exchange 'p0' and 'p1' as secondary"
    assert [edit.value for edit in exchange.edits if isinstance(edit, Put)] == ["dave", "bob"]
    wanted = {"p0": {"alice", "dave"}, "p1": {"carol", "bob"}}
    assert exchanged(one, lambda current: int(current != wanted)) == [str(exchange)]


def test_no_exchange_is_looked_for_where_none_is_needed_or_none_helps() -> None:
    one = view("alice/bob", "carol/dave")
    assert exchanges(one.team, "secondary", sets(one), lambda _: 0) == ()
    assert exchanges(one.team, "secondary", sets(one), lambda _: 1) == ()
    alone = view("alice/bob", "alice/bob")
    assert exchanges(alone.team, "secondary", sets(alone), pair("alice", "bob")) == ()


def test_an_exchange_that_helps_only_with_another_is_not_taken() -> None:
    one = view("alice/bob", "alice/bob", "carol/dave", "carol/dave")
    both = pair("alice", "bob")
    assert exchanged(one, lambda current: int(both(current) > 0)) == []
    assert len(exchanged(one, both)) == 2


def test_a_seat_is_exchanged_once() -> None:
    assert exchanged(view("alice/bob", "alice/bob", "carol/dave"), pair("alice", "bob")) == []


def test_six_exchanges_are_the_most() -> None:
    for number, found in ((6, 6), (7, 0)):
        one = view(*["alice/bob"] * number, *["carol/dave"] * number)
        assert len(exchanged(one, pair("alice", "bob"))) == found


def test_of_exchanges_that_help_alike_one_among_the_same_audience_comes_first() -> None:
    one = view("+alice/bob", "carol/dave", "+carol/dave")
    assert exchanged(one, pair("alice", "bob")) == ["let bob and dave exchange 'p0' and 'p2' as secondary"]
    plain = view("alice/bob", "+carol/dave", "+carol/dave")
    assert exchanged(plain, pair("alice", "bob")) == ["let bob and dave exchange 'p0' and 'p1' as secondary"]


def test_nobody_receives_what_is_theirs_and_only_members_exchange() -> None:
    assert exchanged(view("alice/bob", "bob/carol"), pair("alice", "bob")) == []
    assert exchanged(view("alice/bob", "dave/alice"), pair("alice", "bob")) == []
    assert exchanged(view("alice/bob", "carol/finance"), pair("alice", "bob")) == []


# ---- gifts


def handed(one: View, *takers: str, score: Callable[[Sets], int] = lambda _: 0) -> list[str]:
    return [str(each) for each in handings(one.team, "secondary", sets(one), score, takers)]


def given(taker: str, giver: str, pipeline: str) -> str:
    return f"name {taker} in place of {giver} as secondary of '{pipeline}'"


OTHERS = "alice bob carol dave erin"


def test_who_has_most_gives_one_and_has_one_less_then() -> None:
    one = view("dave/bob", "dave/alice", "dave/alice", members=OTHERS)
    assert handed(one, "carol", "erin") == [given("carol", "alice", "p1"), given("erin", "bob", "p0")]


def test_each_pipeline_is_given_once() -> None:
    one = view("dave/alice", "dave/alice", members=OTHERS)
    assert handed(one, "carol", "erin") == [given("carol", "alice", "p0"), given("erin", "alice", "p1")]


def test_one_taker_may_take_several_while_they_have_fewer() -> None:
    one = view(*["dave/alice"] * 3)
    assert handed(one, "carol", "carol") == [given("carol", "alice", "p0"), given("carol", "alice", "p1")]
    assert handed(one, "carol", "carol", "carol") == []
    assert handed(view("dave/alice", "dave/bob"), "bob") == []


def test_what_makes_the_score_least_is_given_first() -> None:
    one = view("dave/alice", "dave/alice")
    assert handed(one, "carol", score=lambda current: int("carol" not in current["p1"])) == [
        given("carol", "alice", "p1")
    ]


def test_nobody_is_given_what_is_theirs_and_only_members_give() -> None:
    one = view("carol/alice", "carol/alice")
    assert handings(one.team, "secondary", sets(one), lambda _: 0, ["carol"]) == ()
    assert handed(view("dave/finance", "dave/finance", "dave/alice"), "carol") == [given("carol", "alice", "p2")]
    assert handed(view("dave/finance", "dave/finance"), "carol") == []


def test_gifts_that_do_not_help_are_none() -> None:
    one = view("dave/alice", "dave/alice")
    assert handed(one, "carol", score=lambda _: 1) == []
    assert handed(one) == []
    (gift,) = handings(one.team, "secondary", sets(one), lambda _: 0, ["carol"])
    (edit,) = gift.edits
    assert isinstance(edit, Put)
    assert edit.value == "carol"
