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
    assert one.moved(first, "carol").counts == {"alice": 1, "bob": 0, "carol": 1}


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


def test_of_too_many_ways_the_evenest_that_is_found_counts_what_is_certain_and_what_was_given() -> None:
    """Whoever is outside the team may have one for each, and those who may have it are never as many as could make
    everything even: slack hides all but the evenest way."""
    cells = ["? dave alice"] * 6 + ["? bob alice"] * 7
    assert choices(scope(*cells, people="alice bob"), 13) == (True, False)
    assert choices(scope(*cells, people="alice bob"), 5) == (False, False)


def test_a_cell_in_words() -> None:
    one = held("alice")
    assert said(one) == "christmas 2026-12-25"
    assert said(one._replace(dates=(), year=2027)) == "christmas 2027"
    assert said(one._replace(dates=(), year=None, season=2028)) == "christmas 2028"
    assert said(one._replace(dates=(), year=None, season=None)) == "christmas of a year that is not told"


def test_the_line_with_the_last_word() -> None:
    one, view = held("alice"), view_of("members: [{id: alice}]")
    assert place_of(one._replace(because=(Place("a"), AT)), view) == AT
    assert place_of(one, view) == Place("team.yaml", ("oncall", "holidays"))
