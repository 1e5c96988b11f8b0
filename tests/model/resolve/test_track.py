"""Pieces of a track: cut where something is laid over them, joined to nothing, found by an instant."""

from datetime import UTC, datetime, timedelta

import pytest

from pipecheck.model.resolve.track import (
    NO_TURN,
    Piece,
    Seat,
    Track,
    at_instant,
    because_of,
    filled,
    holders,
    lay,
    people_in,
    rest_of,
    within,
)
from tests.model.resolve.make import at

ROTA = [(2, 4, "alice"), (4, 6, "bob"), (8, 10, "carol")]
"""From two to ten o'clock, with a hole between six and eight."""


def hour(number: int) -> datetime:
    return datetime(2026, 1, 5, tzinfo=UTC) + timedelta(hours=number)


def piece(start: int, end: int, who: str, turn: int = 0) -> Piece:
    return Piece(hour(start), hour(end), turn, (Seat(who),) if who else ())


def track(*pieces: tuple[int, int, str]) -> Track:
    return [piece(*each, turn) for turn, each in enumerate(pieces or ROTA)]


def shown(pieces: Track) -> list[tuple[int, int, str]]:
    """Pieces as hours and names, and each must last."""
    assert all(each.start < each.end for each in pieces)
    begin = hour(0)
    return [
        (
            (each.start - begin) // timedelta(hours=1),
            (each.end - begin) // timedelta(hours=1),
            "+".join(seat.holder or seat.state for seat in each.seats),
        )
        for each in pieces
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, ROTA),
        (10, 12, ROTA),
        (6, 8, ROTA),
        (0, 12, [(2, 4, "dave"), (4, 6, "dave"), (8, 10, "dave")]),
        (2, 4, [(2, 4, "dave"), *ROTA[1:]]),
        (4, 6, [ROTA[0], (4, 6, "dave"), ROTA[2]]),
        (8, 10, [*ROTA[:2], (8, 10, "dave")]),
        (3, 5, [(2, 3, "alice"), (3, 4, "dave"), (4, 5, "dave"), (5, 6, "bob"), ROTA[2]]),
        (5, 9, [ROTA[0], (4, 5, "bob"), (5, 6, "dave"), (8, 9, "dave"), (9, 10, "carol")]),
        (0, 3, [(2, 3, "dave"), (3, 4, "alice"), *ROTA[1:]]),
        (9, 12, [*ROTA[:2], (8, 9, "carol"), (9, 10, "dave")]),
        (7, 9, [*ROTA[:2], (8, 9, "dave"), (9, 10, "carol")]),
    ],
)
def test_what_is_laid_over_a_track_cuts_its_pieces(start: int, end: int, expected: list[tuple[int, int, str]]) -> None:
    seen: Track = []

    def change(inner: Piece) -> tuple[Seat, ...]:
        seen.append(inner)
        return (Seat("dave"),)

    laid = lay(track(), hour(start), hour(end), change)
    assert shown(laid) == expected
    assert shown(seen) == shown(within(track(), hour(start), hour(end)))
    assert {each.turn for each in laid} == {0, 1, 2}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, []),
        (6, 8, []),
        (10, 12, []),
        (0, 12, ROTA),
        (2, 4, [(2, 4, "alice")]),
        (3, 5, [(3, 4, "alice"), (4, 5, "bob")]),
        (5, 9, [(5, 6, "bob"), (8, 9, "carol")]),
        (9, 10, [(9, 10, "carol")]),
        (1, 3, [(2, 3, "alice")]),
    ],
)
def test_the_pieces_between_two_instants_are_cut_to_them(
    start: int, end: int, expected: list[tuple[int, int, str]]
) -> None:
    assert shown(within(track(), hour(start), hour(end))) == expected


def test_an_instant_lies_in_the_piece_that_begins_then() -> None:
    found = [at_instant(track(), hour(number)) for number in range(1, 11)]
    names = [each and each.seats[0].holder for each in found]
    assert names == [None, "alice", "alice", "bob", "bob", None, None, "carol", "carol", None]


def test_holes_and_what_is_known_around_are_pieces_without_seats() -> None:
    assert shown(filled(track(), (hour(2), hour(10)))) == [*ROTA[:2], (6, 8, ""), ROTA[2]]
    wide = filled(track(), (hour(0), hour(12)))
    assert shown(wide) == [(0, 2, ""), *ROTA[:2], (6, 8, ""), ROTA[2], (10, 12, "")]
    assert [each.turn for each in wide] == [NO_TURN, 0, 1, NO_TURN, 2, NO_TURN]
    assert shown(filled([], (hour(0), hour(2)))) == [(0, 2, "")]
    assert NO_TURN < -1


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, [(0, 2)]),
        (2, 6, []),
        (6, 8, [(6, 8)]),
        (3, 7, [(6, 7)]),
        (0, 12, [(0, 2), (6, 8), (10, 12)]),
        (1, 3, [(1, 2)]),
        (10, 12, [(10, 12)]),
        (8, 10, []),
    ],
)
def test_the_rest_of_a_piece_is_what_no_piece_holds(start: int, end: int, expected: list[tuple[int, int]]) -> None:
    rest = list(rest_of(piece(start, end, "dave", 7), track()))
    assert shown(rest) == [(*each, "dave") for each in expected]
    assert {each.turn for each in rest} <= {7}


def test_lines_and_people_are_told_once_each() -> None:
    seats = (
        Seat("bob", because=(at("rota"), at("line"))),
        Seat(None, "open", because=(at("rota"),)),
        Seat("alice", because=(at("swap"),)),
        Seat("bob"),
        Seat(None, "among", ("alice", "carol")),
    )
    assert because_of(seats, at("line"), at("last")) == (at("rota"), at("line"), at("swap"), at("last"))
    assert holders(seats) == ("bob", "alice")
    assert people_in(seats) == {
        ("bob", "held", ()),
        ("alice", "held", ()),
        (None, "open", ()),
        (None, "among", ("alice", "carol")),
    }
