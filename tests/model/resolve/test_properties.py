"""What holds of every schedule, whoever is in it: order of keys, cuts of the span, swaps and their way back, rounds."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from math import lcm
from random import Random
from typing import Any, TypeAlias

from pipecheck.model.resolve import Resolved
from pipecheck.model.schedule import Segment
from tests.model.resolve.oracle.clocks import DAY
from tests.model.resolve.oracle.compare import is_undated, round_of, views_of
from tests.model.resolve.oracle.people import Plan
from tests.model.resolve.oracle.teams import plan

TEAMS = 150

Stretch: TypeAlias = tuple[str, str, str, str, datetime, datetime]


def plans(fits: Callable[[Plan], bool] = lambda _: True) -> Iterator[Plan]:
    """Some of the generated teams that are so, and dated."""
    dated = (made for made in map(plan, range(20 * TEAMS)) if not any(map(is_undated, made["oncall"]["rotations"])))
    found = list(islice(filter(fits, dated), TEAMS))
    assert len(found) == TEAMS
    yield from found


def resolved(made: Plan) -> Resolved:
    return views_of(made).resolved(0)


def with_oncall(made: Plan, **more: Any) -> Plan:
    return {**made, "oncall": {**made["oncall"], **more}}


def who_when(segments: Sequence[Segment], low: datetime | None = None, high: datetime | None = None) -> list[Stretch]:
    """Who has what when, whatever lines and turns say so: stretches that follow one another are one."""
    whole: dict[tuple[str, str, str, str], list[tuple[datetime, datetime]]] = {}
    for each in sorted(segments, key=lambda one: one.start):
        start, end = max(each.start, low or each.start), min(each.end, high or each.end)
        who = each.holder or f"{each.state} {sorted(each.candidates)}"
        own = whole.setdefault((each.rotation, each.column, who, str(sorted(each.pipelines))), [])
        if own and own[-1][1] == start:
            start, _ = own.pop()
        if start < end:
            own.append((start, end))
    return sorted((*key, *stretch) for key, stretches in whole.items() for stretch in stretches)


# ---- order


def shuffled(value: Any, dice: Random) -> Any:
    """The same with the keys of its maps in another order. That of columns and of members means something."""
    if isinstance(value, dict):
        keys = list(value)
        if "roles" not in value and not {"primary", "secondary"} & value.keys():
            dice.shuffle(keys)
        return {key: value[key] if key == "roles" else shuffled(value[key], dice) for key in keys}
    return [shuffled(each, dice) for each in value] if isinstance(value, list) else value


def test_the_order_of_keys_and_rotations_changes_nothing() -> None:
    for number, made in enumerate(plans()):
        other = shuffled(made, Random(number))
        other = with_oncall(other, rotations=other["oncall"]["rotations"][::-1])
        there, back = resolved(made), resolved(other)
        assert who_when(there.segments()) == who_when(back.segments())
        assert [each.change.key for each in there.unapplied] == [each.change.key for each in back.unapplied]


def test_segments_are_in_order_and_one_column_never_holds_anybody_twice() -> None:
    for made in plans():
        segments = resolved(made).segments()
        assert list(segments) == sorted(segments, key=lambda each: (each.start, each.rotation, each.column))
        last: dict[tuple[str, str, str, frozenset[str]], Segment] = {}
        for segment in segments:
            assert segment.start < segment.end
            key = (segment.rotation, segment.column, segment.holder or segment.state, segment.pipelines)
            assert key not in last or last[key].end <= segment.start
            last[key] = segment


# ---- swaps


def test_what_is_swapped_and_swapped_back_is_as_before() -> None:
    """Where the first of two can be applied; it is laid over everything that the team has, other swaps included."""
    applied = 0
    for made in plans(lambda each: bool(each["oncall"].get("swaps"))):
        swaps = [each for each in made["oncall"]["swaps"] if "accepted" in each]
        if not swaps:
            continue
        there = {**swaps[0], "accepted": date(2040, 1, 1)}
        back = {**there, "give": there["take"], "take": there["give"], "accepted": date(2040, 1, 2)}
        kept = with_oncall(made, swaps=swaps[1:])
        both = with_oncall(made, swaps=[*swaps[1:], there, back])
        before, after = resolved(kept), resolved(both)
        if len(after.unapplied) == len(before.unapplied):
            applied += 1
            assert who_when(after.segments()) == who_when(before.segments())
    assert applied > TEAMS / 10


# ---- the span


def test_a_shorter_period_changes_nothing_inside_it() -> None:
    for made in plans(lambda each: type(each["oncall"].get("period", {}).get("from")) is date):
        period = made["oncall"]["period"]
        inner = {"from": period["from"] + timedelta(days=1), "to": period["to"] - timedelta(days=1)}
        whole, part = resolved(made), resolved(with_oncall(made, period=inner))
        for rotation in made["oncall"]["rotations"]:
            low, high = part.span(rotation["id"])
            there = who_when(whole.segments(rotation=rotation["id"]), low, high)
            assert there == who_when(part.segments(rotation=rotation["id"]))


def test_a_rota_that_began_whole_rounds_earlier_is_the_same() -> None:
    def goes_round(made: Plan) -> bool:
        told = made["oncall"]
        (one, *more) = told["rotations"]
        lengths = [one.get("turn", ""), *(row.get("for", "") for row in one.get("turns", ()))]
        return (
            not more
            and "period" in told
            and "start" in one
            and "anchor" not in one
            and one.get("repeats", True)
            and not any(text.endswith(("wd", "mo")) for text in lengths)
            and not any("row" in line for line in told.get("holidays", ()))
            and not any(_day(each["from"]) < one["start"] for each in told.get("swaps", ()))
            and one["start"] < _day(told["period"]["from"])
        )

    for made in plans(goes_round):
        (one,) = made["oncall"]["rotations"]
        days = lcm(round_of(one), DAY) // DAY
        earlier = {**one, "start": one["start"] - timedelta(days=days)}
        there, back = resolved(made), resolved(with_oncall(made, rotations=[earlier]))
        assert who_when(there.segments()) == who_when(back.segments())


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when
