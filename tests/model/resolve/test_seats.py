"""Who leaves which seat, and who takes it, where somebody is named for another."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from pipecheck.model.resolve.rota import Rota, ground_of
from pipecheck.model.resolve.seats import Seats, laid_over, reseat, with_exchange
from pipecheck.model.resolve.starts import Start
from pipecheck.model.resolve.track import Seat
from tests.model.resolve.make import AS_OF, ZONES, at, calendar_of, rota, team

BEFORE = {"primary": "alice", "secondary": "bob", "third": "carol", "fourth": "dave"}


def seats(told: Mapping[str, str]) -> Seats:
    return {name: tuple(Seat(who, because=(at(name),)) for who in words.split()) for name, words in told.items()}


def said(found: Seats) -> dict[str, str]:
    return {name: " ".join(seat.holder or seat.state for seat in each) for name, each in found.items()}


@pytest.mark.parametrize(
    ("before", "named", "after"),
    [
        (BEFORE, {}, {}),
        (BEFORE, {"primary": "erin"}, {"primary": "erin"}),
        (BEFORE, {"primary": "bob"}, {"primary": "bob", "secondary": "alice"}),
        (BEFORE, {"third": "alice"}, {"third": "alice", "primary": "carol"}),
        (BEFORE, {"primary": "bob", "secondary": "alice"}, {"primary": "bob", "secondary": "alice"}),
        (BEFORE, {"primary": "bob", "secondary": "carol"}, {"primary": "bob", "secondary": "carol", "third": "alice"}),
        (BEFORE, {"primary": "carol", "third": "dave"}, {"primary": "carol", "third": "dave", "fourth": "alice"}),
        (
            {**BEFORE, "third": "bob"},
            {"primary": "bob", "secondary": "alice"},
            {"primary": "bob", "secondary": "alice", "third": ""},
        ),
        (BEFORE, {"fifth": "bob"}, {"fifth": "bob", "secondary": ""}),
        (BEFORE, {"primary": "alice bob"}, {"primary": "alice bob", "secondary": ""}),
        (
            {**BEFORE, "secondary": "carol bob dave"},
            {"primary": "bob"},
            {"primary": "bob", "secondary": "carol alice dave"},
        ),
        ({**BEFORE, "secondary": "bob alice"}, {"primary": "bob"}, {"primary": "bob", "secondary": "alice"}),
        (
            {**BEFORE, "primary": "alice dave", "third": "bob", "fourth": "erin"},
            {"primary": "alice bob", "fourth": "dave"},
            {"primary": "alice bob", "fourth": "dave", "secondary": "erin", "third": "erin"},
        ),
        (BEFORE, {"slot": "bob"}, {"slot": "bob", "secondary": ""}),
        ({"slot": "bob", **BEFORE}, {"primary": "bob"}, {"primary": "bob", "secondary": "alice"}),
    ],
)
def test_who_is_named_leaves_their_seat_to_whom_they_displace(
    before: Mapping[str, str], named: Mapping[str, str], after: Mapping[str, str]
) -> None:
    found = with_exchange(seats(before), seats(named), lambda name: name != "slot", at("line"))
    assert said(found) == after


def test_who_takes_a_seat_remembers_its_lines_and_the_line_that_gave_it() -> None:
    found = with_exchange(seats(BEFORE), seats({"primary": "bob"}), lambda _: True, at("line"))
    assert found["secondary"] == (Seat("alice", because=(at("secondary"), at("line"))),)
    assert found["primary"] == (Seat("bob", because=(at("primary"),)),)


def test_a_seat_that_is_open_stays_where_another_is_left() -> None:
    before = {**seats(BEFORE), "secondary": (Seat(None, "open"), Seat("bob"))}
    found = with_exchange(before, seats({"primary": "bob"}), lambda _: True, at("line"))
    assert said(found) == {"primary": "bob", "secondary": "open alice"}


def test_a_seat_for_other_pipelines_is_another_seat() -> None:
    p, q = frozenset("p"), frozenset("q")
    before = {**seats(BEFORE), "secondary": (Seat("bob", pipelines=p), Seat("alice", pipelines=q))}
    found = with_exchange(before, seats({"primary": "bob"}), lambda _: True, at("line"))
    assert [(seat.holder, seat.pipelines) for seat in found["secondary"]] == [("alice", p), ("alice", q)]


def test_new_seats_remember_what_they_are_laid_over() -> None:
    below = (Seat("alice", because=(at("rota"), at("line"))), Seat("bob", because=(at("line"), at("swap"))))
    (one,) = laid_over((Seat("carol", because=(at("own"), at("rota"))),), below)
    assert one.because == (at("rota"), at("line"), at("swap"), at("own"))
    (other,) = laid_over((Seat("carol", because=(at("own"),)),), below, at("given"))
    assert other.because == (at("rota"), at("line"), at("swap"), at("given"))


def test_seats_change_stretch_by_stretch_in_which_nobody_moves() -> None:
    rotation = rota(turn="1d", roles={"primary": ["alice", "bob"], "secondary": ["carol"]}, start=date(2026, 1, 5))
    made = team(rotation, timezone="UTC", period=(date(2026, 1, 5), date(2026, 1, 8)))
    found = Rota(rotation, ground_of(made, calendar_of(made), ZONES, Start(), lambda: AS_OF))
    seen: list[tuple[str, dict[str, str]]] = []

    def decide(before: Seats, instant: datetime) -> Seats:
        seen.append((f"{instant:%d %H}", said(before)))
        return {"primary": (Seat("bob"),)} if instant.day < 8 else {}

    def changed(first: datetime, last: datetime) -> bool:
        return reseat(found, first, last, decide)

    noon, later = datetime(2026, 1, 5, 12, tzinfo=UTC), datetime(2026, 1, 7, 6, tzinfo=UTC)
    assert changed(noon, later)
    assert seen == [
        ("05 12", {"primary": "alice", "secondary": "carol"}),
        ("06 00", {"primary": "bob", "secondary": "carol"}),
        ("07 00", {"primary": "alice", "secondary": "carol"}),
    ]
    pieces = [(f"{each.start:%d %H}", each.seats[0].holder) for each in found.tracks["primary"]]
    assert pieces[:6] == [
        ("05 00", "alice"), ("05 12", "bob"), ("06 00", "bob"), ("07 00", "bob"), ("07 06", "alice"), ("08 00", "bob"),
    ]  # fmt: skip
    assert not changed(noon, later)
    assert not changed(later, later)
    assert not changed(datetime(2026, 1, 8, tzinfo=UTC), datetime(2026, 1, 9, tzinfo=UTC))
