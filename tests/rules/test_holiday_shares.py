"""How evenly holidays are shared, whatever is not told of them."""

from collections.abc import Sequence
from datetime import date

import pytest

from pipecheck.model.duty import HeldHoliday
from pipecheck.rules.holiday_shares import Scope, choices, place_of, said
from pipecheck.source.place import Place
from tests.rules.views import view_of

DAY = date(2026, 12, 25)
AT = Place("team.yaml", ("oncall", "holidays", 0))


def held(told: str) -> HeldHoliday:
    """`alice bob`: both have it; `? alice bob`: one of them; `?`: anybody, for it is open; empty: nobody on purpose."""
    unsure, names = told.startswith("?"), tuple(told.strip("? ").split())
    state = ("among" if names else "open") if unsure else "held" if names else "nobody"
    return HeldHoliday(
        "christmas", (DAY,), 2026, 2026, "primary", "weekly", () if unsure else names, state, names if unsure else ()
    )


def scope(*told: str, people: str = "alice bob carol") -> Scope:
    return Scope("all", "primary", tuple(map(held, told)), tuple(people.split()))


def test_what_everybody_has_for_certain() -> None:
    one = scope("alice", "alice dave", "bob", "? carol bob", "")
    assert one.counts == {"alice": 2, "bob": 1, "carol": 0}


def test_what_is_not_told() -> None:
    one = scope("alice", "? carol bob", "?", "? dave", "? dave erin bob", "")
    assert one.unknown == [("carol", "bob"), ("alice", "bob", "carol"), ("",), ("", "bob")]


def test_how_many_there_are_to_share() -> None:
    assert scope("alice", "bob carol", "? carol bob", "?", "? dave", "").total == 5


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        (["alice", "alice", "bob"], ("alice", "carol")),
        (["carol", "bob", "alice"], ("alice", "alice")),
        (["carol", "carol", "? bob"], ("carol", "alice")),
        (["alice", "bob", "? bob carol"], ("bob", "carol")),
        (["? alice carol", "? carol"], ("carol", "bob")),
    ],
)
def test_who_has_most_and_who_has_least(told: Sequence[str], ends: tuple[str, str]) -> None:
    assert scope(*told).ends == ends


def test_what_somebody_has_or_may_have() -> None:
    one = scope("alice", "? alice bob", "alice bob")
    assert one.of("alice") == [one.cells[0], one.cells[2]]
    assert scope("carol", "? alice bob").of("bob") == [held("? alice bob")]
    assert one.of("carol") == []


def test_one_given_to_somebody_else() -> None:
    one = scope("alice", "bob")._replace(cells=(first := held("alice"), held("alice")))
    assert [each.holders for each in one.moved(first, "carol").cells] == [("carol",), ("alice",)]


@pytest.mark.parametrize(
    ("told", "slack", "even"),
    [
        (["alice", "bob", "carol"], 0, (True, False)),
        (["alice", "bob", "alice"], 0, (False, True)),
        (["alice", "bob", "alice"], 1, (False, True)),
        (["alice", "bob", "alice"], 2, (True, False)),
        (["alice", "bob"], 0, (True, False)),
        (["alice", "alice"], 0, (False, True)),
        (["alice", "alice"], 1, (True, False)),
        (["alice", "bob", "?"], 0, (False, False)),
        (["alice", "bob", "? carol"], 0, (True, False)),
        (["alice", "alice", "?"], 0, (False, True)),
        (["alice", "bob", "? dave"], 0, (True, False)),
        (["alice", "alice", "bob", "? dave carol"], 0, (False, False)),
        (["? alice bob", "? alice bob", "? alice bob"], 0, (False, True)),
        (["", "", ""], 0, (True, False)),
    ],
)
def test_whatever_is_not_told(told: Sequence[str], slack: int, even: tuple[bool, bool]) -> None:
    assert choices(scope(*told), slack) == even


def test_of_too_many_ways_only_the_extremes_are_tried() -> None:
    """Twelve cells with two candidates each are 4096 ways; one more is too many, and no violation is found then."""
    pair = ["? alice bob"] * 12
    assert choices(scope(*pair, people="alice bob"), 0) == (False, False)
    assert choices(scope(*pair, people="alice bob"), 12) == (True, False)
    assert choices(scope(*["alice"] * 14, *pair, people="alice bob"), 0) == (False, True)
    assert choices(scope(*["alice"] * 14, *pair, "? alice bob", people="alice bob"), 0) == (False, False)
    assert choices(scope(*pair, "? alice bob", people="alice bob"), 12) == (True, False)
    assert choices(scope(*pair, "? alice bob", people="alice bob"), 11) == (False, False)
    assert choices(scope(*pair, "?", people="alice bob carol"), 12) == (True, False)


def certain(**counts: int) -> list[str]:
    return [who for who, count in counts.items() for _ in range(count)]


def test_of_too_many_ways_the_extremes_are_those_that_everybody_may_have() -> None:
    cells = ["? alice bob"] * 8 + ["? alice carol"] * 6
    assert choices(scope(*certain(alice=1, bob=7, carol=13), *cells), 11) == (True, False)
    assert choices(scope(*certain(bob=2), *["? alice dave"] * 13, people="alice bob"), 11) == (True, False)


def test_of_too_many_ways_an_even_one_is_tried_in_which_outsiders_take_their_turn() -> None:
    """Only with twelve of the thirteen would everybody else have one, and fifteen could be shared by fifteen."""
    others = [f"p{number}" for number in range(13)]
    cells = [*certain(carol=3), *(f"? dave {who}" for who in others)]
    assert choices(scope(*cells, people=" ".join(["alice", "carol", *others])), 2) == (False, False)
    assert choices(scope(*cells, people=" ".join(["alice", "bob", "carol", *others])), 2) == (True, False)


def test_a_cell_in_words() -> None:
    one = held("alice")
    assert said(one) == "christmas 2026-12-25"
    assert said(one._replace(dates=(), year=2027)) == "christmas 2027"
    assert said(one._replace(dates=(), year=None, season=2028)) == "christmas 2028"
    assert said(one._replace(dates=(), year=None, season=None)) == "christmas of a year that is not told"


def test_the_line_with_the_last_word() -> None:
    one, view = held("alice"), view_of("members: [{id: alice}]")
    assert place_of(one._replace(because=(Place("a"), Place("b"), AT)), view) == AT
    assert place_of(one, view) == Place("team.yaml", ("oncall", "holidays"))
