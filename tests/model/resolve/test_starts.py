"""Undated rotas: every start that the files leave open, and no more."""

from datetime import date

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.resolve import starts
from pipecheck.model.team import Team
from tests.model.resolve.make import AS_OF, calendar_of, handoff, line, rota, row, schedule, team, ways

FOUR = ["alice", "bob", "carol", "dave"]


def test_a_dated_rota_leaves_nothing_open() -> None:
    (one,) = ways(team(rota(roles={"primary": FOUR}, start=date(2026, 1, 5))))
    assert one.assumed == ""


@pytest.mark.parametrize(
    ("made", "count"),
    [
        (rota(roles={"primary": FOUR}, handoff=handoff(0)), 4),
        (rota(roles={"primary": FOUR}), 28),
        (rota(roles={"primary": FOUR, "secondary": ["alice", "bob"]}, handoff=handoff(0)), 4),
        (rota(roles={"primary": FOUR, "secondary": ["alice", "bob", "carol"]}, handoff=handoff(0)), 12),
        (rota(turn="2w", roles={"primary": ["alice", "bob", "carol"]}, handoff=handoff(0)), 6),
        (rota(turn="1d", roles={"primary": ["alice", "bob", "carol"]}), 3),
        (rota(turn="12h", roles={"primary": ["alice", "bob", "carol"]}), 3),
        (rota(turn="1mo", roles={"primary": ["alice", "bob", "carol"]}), 3),
        (rota(turn="5wd", roles={"primary": ["alice", "bob"]}), 2),
        (rota(roles={"primary": "?", "secondary": ("primary", 1)}), 7),
        (rota(roles={"primary": "?"}, handoff=handoff(0)), 1),
        (rota(turns=tuple(row({"primary": name}) for name in FOUR), handoff=handoff(0)), 4),
        (rota(turns=(row({"primary": "alice"}, for_="2w"), row({"primary": "bob"})), handoff=handoff(0)), 3),
        (rota(roles={"primary": FOUR}, repeats=False), 7),
        (rota(roles={"primary": FOUR}, repeats=False, handoff=handoff(0)), 1),
        (rota(roles={"primary": FOUR}, anchor="iso-week"), 1),
    ],
)
def test_a_rota_may_begin_at_each_of_its_turns_and_on_each_weekday_not_told(made: object, count: int) -> None:
    found = ways(team(made))  # type: ignore[arg-type]
    assert len(found) == count
    assert len({way.day for way in found}) == count


def test_each_start_puts_somebody_else_first() -> None:
    made = team(rota(roles={"primary": FOUR}, handoff=handoff(0, 9)))
    first = [schedule(made, way).segments()[0] for way in ways(made)]
    assert {each.start.date() for each in first} == {date(2026, 1, 19)}
    assert {each.holder for each in first} == set(FOUR)
    assert ways(made)[0].assumed == "'weekly' begins on 2026-01-19"


def test_each_weekday_has_its_own_first_handoff() -> None:
    made = team(rota(roles={"primary": FOUR}))
    first = {schedule(made, way).turns()[0].first for way in ways(made)}
    assert first == {date(2026, 1, day) for day in range(15, 22)}


def test_a_period_begins_inside_the_rota_at_every_start() -> None:
    made = team(rota(roles={"primary": FOUR}), period=(date(2026, 1, 1), date(2026, 3, 1)))
    for way in ways(made):
        resolved = schedule(made, way)
        assert resolved.segments()[0].start == resolved.start
        assert not resolved.dated


def test_an_undated_rota_with_an_end_is_judged_up_to_it() -> None:
    resolved = schedule(team(rota(roles={"primary": FOUR}, handoff=handoff(0), until=date(2026, 3, 1))))
    assert resolved.turns()[-1].last == date(2026, 3, 1)
    assert resolved.end == resolved.turns()[-1].end
    assert resolved.dated


def test_rotations_without_a_start_begin_together() -> None:
    one = rota("one", roles={"primary": ["alice", "bob"]}, handoff=handoff(0))
    two = rota("two", roles={"primary": ["carol", "dave"]}, handoff=handoff(0))
    made = team(one, two)
    found = [tuple(each.holder for each in schedule(made, way).segments()[:2]) for way in ways(made)]
    assert sorted(found) == [("alice", "carol"), ("bob", "dave")]
    assert ways(made)[0].assumed == "'one' and 'two' begin on 2026-01-19"


def test_a_dated_rotation_beside_an_undated_one_stays_where_it_is() -> None:
    one = rota("one", roles={"primary": ["alice", "bob"]}, start=date(2026, 1, 5))
    two = rota("two", roles={"primary": ["carol", "dave"]}, handoff=handoff(0))
    made = team(one, two)
    assert len(ways(made)) == 2
    assert {schedule(made, way).segments(rotation="one")[0].holder for way in ways(made)} == {"alice"}


def test_a_rota_that_ends_begins_with_its_first_turn() -> None:
    made = team(rota(roles={"primary": FOUR}, repeats=False, handoff=handoff(0)))
    resolved = schedule(made)
    assert [each.holder for each in resolved.segments()] == FOUR
    assert resolved.turns()[0].first == date(2026, 1, 19)


def test_more_than_twelve_people_or_a_hundred_starts_are_too_many_to_try() -> None:
    thirteen = [f"p{number}" for number in range(13)]
    many = team(rota(roles={"primary": thirteen}, handoff=handoff(0)), people=" ".join(thirteen))
    long = team(rota(turn="3w", roles={"primary": [*FOUR, "erin"]}))
    for made in (many, long):
        with pytest.raises(NotStated) as raised:
            ways(made)
        assert raised.value.undecided.missing == "oncall.rotations.start"
        assert raised.value.undecided.at.route[-1] == "start"
    twelve = team(rota(roles={"primary": thirteen[:12]}, handoff=handoff(0)), people=" ".join(thirteen))
    assert len(ways(twelve)) == 12


def test_a_period_of_more_than_ten_years_is_not_judged() -> None:
    def made(last: date) -> Team:
        return team(rota(roles={"primary": FOUR}, start=date(2026, 1, 5)), period=(date(2026, 1, 5), last))

    assert len(schedule(made(date(2036, 1, 6))).turns()) == 522
    for last in (date(2036, 2, 6), date(2926, 12, 31), date(9999, 12, 31)):
        with pytest.raises(NotStated) as raised:
            schedule(made(last))
        assert (raised.value.undecided.missing, raised.value.undecided.at.route[-1]) == ("oncall.period", "period")


def test_lines_without_a_year_multiply_the_starts() -> None:
    yearly = line("christmas", {"primary": ["alice", "bob", "carol"]}, turn="1y")
    made = team(rota(roles={"primary": FOUR}, handoff=handoff(0)), holidays=(yearly,))
    assert len(ways(made)) == 12
    assert len({(way.day, way.years) for way in ways(made)}) == 12


def test_as_of_is_asked_only_where_it_decides() -> None:
    made = team(rota(roles={"primary": FOUR}, start=date(2026, 1, 5)))
    calendar = calendar_of(made)
    assert not starts(made, calendar, lambda: pytest.fail("nobody needs it")).dated
    told = team(rota(roles={"primary": FOUR}), period=(date(2026, 1, 1), date(2026, 3, 1)))
    assert not starts(told, calendar, lambda: pytest.fail("nobody needs it")).dated
    assert starts(team(rota(roles={"primary": FOUR})), calendar, lambda: AS_OF).dated
