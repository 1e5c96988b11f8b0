"""Dated turns of one rota that overlap."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from pipecheck.model.oncall import Turn
from pipecheck.model.value import When
from pipecheck.model.views import Views
from pipecheck.rules.base import Problem, Put
from pipecheck.rules.overlaps import overlaps
from tests.model.resolve.make import AS_OF, CALENDARS, ZONES, rota, row, team


def day(told: int | str | None) -> When | None:
    """A day of January 2026, or an instant of it."""

    if isinstance(told, str):
        return datetime.fromisoformat(f"2026-01-{told}")
    return None if told is None else date(2026, 1, told)


def turn(who: str, first: int | str, last: int | str | None) -> Turn:
    return row({"primary": who}, day(first), day(last))


def found(*turns: Turn, others: Sequence[Turn] = ()) -> list[Problem]:
    table = rota(turn=None, roles={"primary": None}, turns=tuple(turns))
    more = [rota("other", turn=None, roles={"primary": None}, turns=tuple(others))] if others else []
    made = team(table, *more, people="alice bob carol", timezone="UTC")
    return list(overlaps(table, Views(made, CALENDARS, ZONES, AS_OF).view()))


def only(*turns: Turn) -> Problem:
    (problem,) = found(*turns)
    return problem


ASK = ", and only the later line counts; end one before the other begins"


def test_turns_that_follow_one_another_do_not_overlap() -> None:
    assert found(turn("alice", 5, 11), turn("bob", 12, 18)) == []
    assert found(turn("alice", 5, 11), turn("alice", 11, 18)) == []


def test_two_turns_share_a_day() -> None:
    first, second = turn("alice", 5, 11), turn("bob", 11, 18)
    problem = only(first, second)
    assert problem.message == (
        "two turns of rotation 'weekly' overlap on 2026-01-11: 'alice' and 'bob' would both be primary then" + ASK
    )
    assert problem.at == second.at._replace(route=(*second.at.route, "from"))
    assert problem.key == ("overlap",)
    assert [(each.at, each.note) for each in problem.related] == [
        (first.at._replace(route=(*first.at.route, "to")), "the other turn ends here")
    ]
    assert [(fact.name, fact.value, fact.because) for fact in problem.evidence] == [
        ("overlaps", 1, (second.at,)),
        ("first", "2026-01-11", (first.cells["primary"].at, second.cells["primary"].at)),
    ]
    assert [(each.title, each.edits) for each in problem.remedies] == [
        (
            "end the first of them on the day before the next begins",
            (Put(first.at._replace(route=(*first.at.route, "to")), "2026-01-10"),),
        ),
        ("end one turn before the other begins, or make the shorter an override", ()),
    ]


def test_several_people_at_once() -> None:
    assert only(turn("alice bob", 5, 11), turn("carol", 10, 18)).message == (
        "two turns of rotation 'weekly' overlap from 2026-01-10 to 2026-01-11: "
        "'alice', 'bob' and 'carol' would all be primary then" + ASK
    )


def test_a_turn_that_is_looked_for_names_nobody() -> None:
    assert only(turn("alice", 5, 11), turn("open", 11, 18)).message == (
        "two turns of rotation 'weekly' overlap on 2026-01-11: they do not agree on who is primary then" + ASK
    )


def test_many_pairs_are_told_once() -> None:
    names = ["alice", "bob"] * 4
    turns = [turn(who, 1 + 3 * number, 4 + 3 * number) for number, who in enumerate(names)]
    problem = only(*turns)
    assert "overlap on 2026-01-04, the first of 7 such pairs: 'alice' and 'bob' would both be" in problem.message
    assert len(problem.related) == 5
    assert problem.evidence[0].value == 7
    remedy = problem.remedies[0]
    assert remedy.title == "end each of these turns on the day before the next begins"
    assert [edit.value for edit in remedy.edits if isinstance(edit, Put)] == [
        f"2026-01-{3 + 3 * number:02}" for number in range(7)
    ]


@pytest.mark.parametrize(
    ("first", "second", "edited"),
    [
        (turn("alice", 5, 11), turn("bob", 6, 11), "2026-01-05"),
        (turn("alice", 5, 11), turn("bob", 5, 18), None),
        (turn("alice", 5, 18), turn("bob", 11, 12), None),
        (turn("alice", 11, 18), turn("bob", 5, 12), None),
        (turn("alice", 5, "11T12:00"), turn("bob", 11, 18), None),
        (turn("alice", 5, 11), turn("bob", "11T12:00", 18), None),
    ],
)
def test_a_turn_is_ended_where_that_is_all_it_takes(first: Turn, second: Turn, edited: str | None) -> None:
    problem = only(first, second)
    assert [edit.value for each in problem.remedies for edit in each.edits if isinstance(edit, Put)] == (
        [edited] if edited else []
    )
    assert len(problem.remedies) == (2 if edited else 1)


def test_one_pair_that_it_does_not_help_hides_the_edit_of_all() -> None:
    problem = only(turn("alice", 5, 11), turn("bob", 11, 18), turn("carol", 14, 16))
    assert [each.edits for each in problem.remedies] == [()]
    assert "on 2026-01-11, the first of 2 such pairs: " in problem.message


def test_a_turn_that_ends_where_the_next_begins_is_not_ended_by_an_edit() -> None:
    first, second = turn("alice", 5, 18), turn("bob", 11, None)
    problem = only(first, second, turn("carol", 19, 25))
    assert problem.at == second.at._replace(route=(*second.at.route, "from"))
    assert problem.evidence[1].value == "2026-01-11 to 2026-01-18"
    assert [each.edits for each in problem.remedies] == [()]


def test_each_rotation_tells_its_own() -> None:
    two = [turn("alice", 5, 11), turn("bob", 11, 18)]
    apart = [turn("alice", 5, 10), turn("bob", 11, 18)]
    assert found(*apart, others=two) == []
    assert len(found(*two, others=apart)) == 1
