"""When a load is uneven, and in which words that is told."""

from collections.abc import Sequence

import pytest

from pipecheck.model.views import View
from pipecheck.rules.base import Problem, Undecided
from pipecheck.rules.evenness import concerns, concerns_any, uneven, uneven_for
from pipecheck.rules.loads import OWNERS, PEOPLE, Counted, untold
from tests.rules.views import view_of

NAMES = "alice bob carol dave erin frank grace heidi ivan judy"


def view(people: int, *owners: str, more: str = "") -> View:
    named = ", ".join(f"{{id: {name}}}" for name in NAMES.split()[:people])
    told = [f"  - {{id: p{number}, owners: {{{each}}}}}" for number, each in enumerate(owners)]
    return view_of("\n".join([f"members: [{named}]", more, "pipelines:", *told]))


def problem(one: View, rank: str = "primary", slack: int = 0, cap: int | None = None) -> Problem:
    (found,) = uneven(one.team, one, rank, PEOPLE, slack, cap)
    assert isinstance(found, Problem)
    return found


def all_of(*who: str) -> Sequence[str]:
    return [f"primary: {name}" for name in who]


# ---- what concerns whom


def test_a_rank_that_nobody_counted_holds_is_no_concern() -> None:
    one = view(2, "primary: finance, secondary: alice", more="partners: [{id: finance}]")
    assert concerns(one.team, "primary", PEOPLE) is False
    assert concerns(one.team, "primary", OWNERS) is True
    assert concerns(one.team, "secondary", PEOPLE) is True
    assert concerns(one.team, "third", OWNERS) is False
    assert concerns(view_of("members: [{id: alice}]\npipelines: []").team, "primary", PEOPLE) is False


def test_an_audience_concerns_whom_any_of_its_ranks_or_any_audience_does() -> None:
    one = view_of(
        "members: [{id: alice}]\npartners: [{id: finance}]\npipelines:\n"
        "  - {id: p, audiences: [investors], owners: {primary: finance, secondary: alice}}\n"
        "  - {id: q, audiences: [board], owners: {primary: finance}}"
    )
    ranks = ("primary", "secondary")
    assert concerns_any(one.team, ["investors"], ranks, PEOPLE) is True
    assert concerns_any(one.team, ["board"], ranks, PEOPLE) is False
    assert concerns_any(one.team, ["board", "investors"], ranks, PEOPLE) is True
    assert concerns_any(one.team, ["nobody"], ranks, OWNERS) is False
    assert list(uneven_for(one.team, one, "board", ranks, PEOPLE, 0)) == []


def test_what_is_not_told_concerns() -> None:
    assert concerns(view_of("pipelines: [{id: p, owners: {primary: alice}}]").team, "primary", PEOPLE) is True
    assert concerns(view_of("members: [{id: alice}]").team, "primary", PEOPLE) is True


# ---- what is not told


@pytest.mark.parametrize(
    ("text", "missing", "route", "why"),
    [
        ("pipelines: [{id: p}]", "members", ("members",), "whose load as primary is counted"),
        ("members: [{id: alice}]", "pipelines", ("pipelines",), "whose load as primary is counted"),
        (
            "members: [{id: alice}]\npipelines: [{id: p, owners: {primary: alice}}, {id: q}]",
            "pipelines.owners",
            ("pipelines", 1, "owners"),
            "who is primary of 'q'",
        ),
        (
            "members: [{id: alice}]\npipelines: [{id: p, owners: {primary: {among: all}}}]",
            "pipelines.owners",
            ("pipelines", 0, "owners", "primary"),
            "who the primary is",
        ),
        (
            "members: [{id: alice}]\nslots: [{id: first}, {id: second}]\npipelines:\n"
            "  - {id: p, owners: {primary: alice}}\n  - {id: q, owners: {primary: [alice, second]}}",
            "oncall.rotations.roles",
            ("slots", 1, "id"),
            "who takes turns as 'second'",
        ),
    ],
)
def test_what_is_missing(text: str, missing: str, route: tuple[str | int, ...], why: str) -> None:
    one = view_of(text)
    (found,) = uneven(one.team, one, "primary", PEOPLE, 0, None)
    assert isinstance(found, Undecided)
    assert (found.missing, found.at.route, found.why) == (missing, route, why)
    assert found == untold(one.team, Counted(("primary",)))


def test_everything_is_told() -> None:
    assert untold(view(2, "primary: alice").team, Counted(("primary",))) is None


# ---- in words


def test_up_to_eight_are_told_one_by_one() -> None:
    eight = problem(view(8, *all_of("alice", "alice", "bob")))
    assert eight.message == (
        "primary load alice 2, bob 1, carol 0, dave 0, erin 0, frank 0, grace 0, heidi 0; "
        "the best for 3 over 8 is 1, 1, 1, 0, 0, 0, 0, 0"
    )


def test_of_more_only_the_ends() -> None:
    nine = problem(view(9, *all_of("alice", "alice", "bob")))
    assert nine.message == (
        "primary load is 2 for alice and 0 for carol, dave and 5 more, over 9 people; "
        "the best for 3 over 9 is 1 or 0 each"
    )
    ten = problem(view(10, *all_of(*["alice", "bob", "carol", "dave"] * 5)))
    assert ten.message == (
        "primary load is 5 for alice, bob and 2 more and 0 for erin, frank and 4 more, over 10 people; "
        "the best for 20 over 10 is 2 each"
    )


def test_who_works_part_time_says_so() -> None:
    one = view_of(
        "members: [{id: alice}, {id: bob, fte: 0.5}]\npipelines:\n"
        + "\n".join(f"  - {{id: p{number}, owners: {{primary: bob}}}}" for number in range(3))
    )
    assert problem(one).message == ("primary load alice 0, bob 3 (there for 1/2); the fairest for 3 is alice 2, bob 1")


def test_a_cap_that_is_exceeded_however_even_it_is() -> None:
    one = view(2, *all_of("alice", "alice", "bob", "bob"))
    found = problem(one, cap=1)
    assert found.message == "primary load of alice and bob is 2; at most 1 is allowed"
    assert [(fact.name, fact.value) for fact in found.evidence][2:] == [
        ("best", {"alice": 2, "bob": 2}),
        ("spread", 0),
        ("allowed", 0),
        ("cap", 1),
    ]
    assert list(uneven(one.team, one, "primary", PEOPLE, 0, 2)) == []
    uneven_too = view(2, *all_of("alice", "alice", "alice", "bob", "bob"))
    assert problem(uneven_too, cap=2).message == "primary load of alice is 3; at most 2 is allowed"


def test_slack_allows_more() -> None:
    one = view(2, *all_of("alice", "alice", "alice", "bob"))
    assert problem(one, slack=1).evidence[-1].value == 1
    assert list(uneven(one.team, one, "primary", PEOPLE, 2, None)) == []


@pytest.mark.parametrize(
    ("seats", "said"),
    [
        (2, "move 'p0' from alice to bob"),
        (4, "move 'p0' from alice to bob and move 'p1' from alice to bob"),
        (6, "move 'p0' from alice to bob, move 'p1' from alice to bob and move 'p2' from alice to bob"),
        (8, "move 'p0' from alice to bob, move 'p1' from alice to bob and 2 more moves"),
        (10, "move 'p0' from alice to bob, move 'p1' from alice to bob and 3 more moves"),
    ],
)
def test_up_to_three_moves_are_told(seats: int, said: str) -> None:
    (remedy,) = problem(view(2, *all_of(*["alice"] * seats))).remedies
    assert remedy.title == said
    assert len(remedy.edits) == seats // 2


def test_where_no_move_helps_it_is_said_in_words() -> None:
    one = view(2, *["primary: alice, third: bob"] * 7)
    found = problem(one)
    assert [each.title for each in found.remedies] == ["let bob be primary of something that alice has now"]
    assert found.at.route == ("pipelines", 0, "owners", "primary")
    assert [(each.at.route[:2], each.note) for each in found.related] == [
        (("pipelines", 1), "alice is primary here too"),
        (("pipelines", 2), "alice is primary here too"),
        (("pipelines", 3), "alice is primary here too"),
        (("pipelines", 4), "alice is primary here too"),
        (("members", 1), "bob has none"),
    ]


def test_an_audience_is_told() -> None:
    pipelines = "\n".join(
        f"  - {{id: p{number}, audiences: [investors], owners: {{primary: alice}}}}" for number in range(3)
    )
    one = view_of(f"members: [{{id: alice}}, {{id: bob}}]\npipelines:\n{pipelines}")
    (found,) = uneven_for(one.team, one, "investors", ("primary",), PEOPLE, 0)
    assert isinstance(found, Problem)
    assert (found.message, found.key) == (
        "load for investors alice 3, bob 0; the best for 3 over 2 is 2, 1",
        ("investors",),
    )
    assert found.related[0].note == "alice is owner for investors here too"
