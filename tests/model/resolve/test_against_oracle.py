"""Generated teams, resolved twice: by the resolver, and by an oracle that looks at every half hour."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pprint import pformat
from typing import Any

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from pipecheck.model.entity import Record
from pipecheck.model.schedule import Segment
from pipecheck.model.team import Team
from pipecheck.model.value import Party
from pipecheck.source.place import Place
from tests.model.resolve.make import (
    column,
    handoff,
    line,
    off,
    override,
    part,
    party,
    rota,
    schedule,
    swap,
    team,
    window,
)
from tests.model.resolve.oracle import STEP, Oracle, told

PEOPLE = ("alice", "bob", "carol", "dave", "erin")
ZONES = ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")
LENGTH = 24

# Each first day is a week or so before clocks change somewhere, or nowhere near.
BEGINS = (date(2026, 2, 27), date(2026, 3, 20), date(2026, 9, 28), date(2026, 10, 16), date(2026, 6, 1))

person = st.sampled_from(PEOPLE)
days = st.integers(0, LENGTH - 1)


@st.composite
def orders(draw: st.DrawFn) -> list[str | None]:
    entries = st.one_of(person, person, person, st.just("open"), st.none(), st.just("alice bob"))
    return draw(st.lists(entries, min_size=1, max_size=5))


@st.composite
def teams(draw: st.DrawFn) -> Team:
    begin = draw(st.sampled_from(BEGINS))
    end = begin + timedelta(days=LENGTH - 1)
    roles: list[Any] = [column("primary", draw(orders()), hours=draw(hours()))]
    if draw(st.booleans()):
        follows = ("primary", draw(st.sampled_from((-2, -1, 1, 2))))
        roles.append(column("secondary", draw(st.one_of(st.just(follows), orders())), hours=draw(hours())))
        if draw(st.booleans()):
            roles.append(column("third", draw(orders()), role="standby"))
    rotation = rota(
        turn=draw(st.sampled_from(("1w", "1d", "12h", "3d", "2w", "36h"))),
        roles={each.name: each for each in roles},
        start=begin + timedelta(days=draw(st.integers(-20, 5))),
        handoff=handoff(None, draw(st.sampled_from((None, 0, 2, 9, 23)))),
        hours=draw(hours()) or (),
    )
    names = [each.name for each in roles]

    def stretch() -> tuple[date, date]:
        first = begin + timedelta(days=draw(days))
        return first, min(first + timedelta(days=draw(st.integers(0, 8))), end + timedelta(days=3))

    lines = [draw(holiday_lines(begin, names)) for _ in range(draw(st.integers(0, 3)))]
    overrides = [
        override(*stretch(), draw(person), role=draw(st.sampled_from(names))) for _ in range(draw(st.integers(0, 3)))
    ]
    swaps = [
        swap(*stretch(), *draw(st.permutations(PEOPLE))[:2], accepted=begin + timedelta(days=draw(days)))
        for _ in range(draw(st.integers(0, 3)))
    ]
    away = {who: [off(*stretch()) for _ in range(draw(st.integers(0, 2)))] for who in PEOPLE[:3]}
    stand_in = draw(st.sampled_from((None, "next", "previous", "secondary", "erin")))
    return team(
        rotation,
        people=" ".join(PEOPLE),
        timezone=draw(st.sampled_from(ZONES)),
        period=(begin, end),
        away=away,
        members={who: {"timezone": draw(st.sampled_from((None, "Australia/Sydney")))} for who in PEOPLE[:2]},
        holidays=tuple(lines),
        overrides=tuple(overrides),
        swaps=tuple(swaps),
        stand_in=party(stand_in) if stand_in else None,
    )


@st.composite
def hours(draw: st.DrawFn) -> Any:
    night = window("", 19, 7)
    office = window("mon tue wed thu fri", 8, 18)
    weekend = window("sat sun", 0, 24)
    return draw(st.sampled_from((None, None, (office,), (night,), (office, weekend), (night, weekend))))


@st.composite
def holiday_lines(draw: st.DrawFn, begin: date, names: Sequence[str]) -> Any:
    day = begin + timedelta(days=draw(days))
    cells = {name: draw(person) for name in draw(st.sets(st.sampled_from(names), min_size=1))}
    kind = draw(st.sampled_from(("day", "turn", "none", "split")))
    if kind == "none":
        return line("christmas", date=day, none="nobody")
    if kind == "split":
        parts = (part(0, 12, **{names[0]: draw(person)}), part(12, 24, **{names[0]: draw(person)}))
        return line("christmas", date=day, split=parts)
    return line("christmas", cells, date=day, takes=kind)


def story(made: Team) -> str:
    """What a generated team says, for whoever has to read a failure."""

    def plain(value: object) -> object:
        if isinstance(value, Party):
            return "open" if value.open else "-" if value.reason else " ".join(ref.id for ref in value.names)
        if isinstance(value, Place):
            return "@"
        if isinstance(value, Record):
            return {name: plain(each) for name, each in vars(value).items() if each and name not in ("place", "aside")}
        if isinstance(value, Mapping):
            return {name: plain(each) for name, each in value.items()}
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return [plain(each) for each in value]
        if isinstance(value, tuple):
            return {name: plain(each) for name, each in zip(value._fields, value, strict=True) if each}
        return value if isinstance(value, int) else str(value)

    return pformat([made.timezone, plain(made.oncall), plain(made.members)], width=160)


def at_every_step(segments: Sequence[Segment], oracle: Oracle) -> list[dict[str, list[str]]]:
    found: list[dict[str, list[str]]] = [{name: [] for name in oracle.columns} for _ in oracle.inside]
    begin = oracle.instants[oracle.inside[0]]
    signs = {"nobody": "-", "open": "+"}
    for segment in segments:
        low = (segment.start - begin) // STEP
        for at in range(low, (segment.end - begin) // STEP):
            found[at][segment.column].append(segment.holder or signs[segment.state])
    return found


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(teams())
def test_every_half_hour_is_as_the_oracle_says(made: Team) -> None:
    note(story(made))
    resolved = schedule(made)
    assert made.oncall is not None
    oracle = Oracle(made, made.oncall.rotations[0], resolved.start, resolved.end)
    found = at_every_step(resolved.segments(), oracle)
    for at, expected in enumerate(oracle.states()):
        assert {name: told(tuple(seats)) for name, seats in found[at].items()} == expected, resolved.start + at * STEP


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(teams())
def test_segments_are_in_order_and_of_one_column_never_hold_twice(made: Team) -> None:
    segments = schedule(made).segments()
    assert list(segments) == sorted(segments, key=lambda each: (each.start, each.rotation, each.column))
    last: dict[tuple[str, str | None], Segment] = {}
    for segment in segments:
        assert segment.start < segment.end
        key = (segment.column, segment.holder)
        assert key not in last or last[key].end <= segment.start
        last[key] = segment


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(teams(), teams())
def test_the_order_of_rotations_in_the_file_changes_nothing(one: Team, other: Team) -> None:
    assert one.oncall is not None
    assert other.oncall is not None
    both = (one.oncall.rotations[0], other.oncall.rotations[0].replace(id="other"))
    there = schedule(one.replace(oncall=one.oncall.replace(rotations=both)))
    back = schedule(one.replace(oncall=one.oncall.replace(rotations=both[::-1])))
    assert there.segments() == back.segments()
    assert there.stretches() == back.stretches()
    assert set(there.conflicts) == set(back.conflicts)
    assert there.unapplied == back.unapplied
