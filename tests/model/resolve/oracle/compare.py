"""One team, resolved twice: what the resolver says and what the oracle says at every quarter of an hour."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from math import lcm
from typing import Any, NamedTuple

import pytest
import yaml

from pipecheck.files.calendars import HolidayTables
from pipecheck.files.zones import ZoneTables
from pipecheck.model.outcome import NotStated
from pipecheck.model.resolve import Resolved
from pipecheck.model.schedule import Segment
from pipecheck.model.views import Views
from pipecheck.model.workspace import load_team
from tests.model.build.loading import Texts
from tests.model.resolve.oracle.clocks import DAY, STEPS_A_DAY, day_number, day_of, instant_of, step_of
from tests.model.resolve.oracle.features import of_clocks
from tests.model.resolve.oracle.people import Plan, Row
from tests.model.resolve.oracle.rota import UNITS, length_of
from tests.model.resolve.oracle.walk import Oracle, Walker

AS_OF = date(2026, 1, 15)
ZONES, CALENDARS = ZoneTables(), HolidayTables()
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_STARTS = 100
PATH = "teams/t.yaml"


class Outcome(NamedTuple):
    """The first difference in words, empty if there is none; and what happened in this team."""

    difference: str
    seen: Counter[str]


def text_of(plan: Plan) -> str:
    """A plan as JSON, which is YAML, and is written faster."""
    return json.dumps(plan, default=lambda when: when.isoformat())


def yaml_of(plan: Plan) -> str:
    """A plan for people, and for `pipecheck lint`."""
    return yaml.safe_dump(json.loads(text_of(plan)), sort_keys=False, width=120)


def views_of(plan: Plan) -> Views:
    """The team that pipecheck reads; a plan with mistakes in it proves nothing."""
    loaded = load_team(PATH, text_of(plan).encode(), Texts({}), ZONES)
    assert not loaded.problems, [(each.rule, each.problem.message) for each in loaded.problems]
    assert loaded.team is not None
    return Views(loaded.team, CALENDARS, ZONES, AS_OF)


def compare(plan: Plan, pick: int = 0) -> Outcome:
    """Resolves a plan both ways and looks for the first quarter of an hour at which they differ.

    Where starts are left open, `pick` chooses which is looked at.
    """
    views = views_of(plan)
    open_starts = starts_of(plan)
    if len(open_starts) > MOST_STARTS:
        with pytest.raises(NotStated):
            views.readings()
        return Outcome("", Counter({"too many starts": 1}))
    if views.readings() != len(open_starts):
        return Outcome(f"{views.readings()} starts, the oracle has {len(open_starts)}", Counter())
    way = pick % len(open_starts)
    days, years = open_starts[way]
    resolved = views.resolved(way)
    oracle = Oracle(plan, *bounds(plan), days, years)
    oracle.seen["one of many starts"] += len(open_starts) > 1
    return Outcome(next(filter(None, _differences(resolved, oracle)), ""), oracle.seen)


def bounds(plan: Plan) -> tuple[int, int]:
    """The first and last step that may be judged."""
    oncall = plan["oncall"]
    stretches = [oncall["period"]] if "period" in oncall else oncall["rotations"]
    first = min(_day(one.get("from") or one["start"]) for one in stretches)
    last = max(_day(one.get("to") or one["until"]) for one in stretches)
    return first * STEPS_A_DAY, max(first, last) * STEPS_A_DAY


def _day(when: date) -> int:
    return day_number(when.date() if isinstance(when, datetime) else when)


# ---- starts


def starts_of(plan: Plan) -> list[tuple[dict[str, date | None], int]]:
    """Every start that is left open: the first day of each rotation, and by how many years lines are further on."""
    oncall = plan["oncall"]
    rotations = oncall["rotations"]
    lines = [line for line in oncall.get("holidays", ()) if line.get("turn", "").endswith("y") and "start" not in line]
    orders = [order for line in lines for order in line.values() if isinstance(order, list)]
    years = range(lcm(*(len(order) for order in orders)))
    undated = [each for each in rotations if is_undated(each)]
    anchors = {each["id"]: each.get("start") for each in rotations}
    if not undated:
        return [(anchors, year) for year in years]
    weekdays = [each["handoff"]["day"] for each in undated if "day" in each.get("handoff", {})]
    base = oncall["period"]["from"]
    base = base.date() if isinstance(base, datetime) else base
    step = 7 if weekdays else 1
    first = _on_weekday(base, weekdays[0]) if weekdays else base
    if all(each.get("repeats", True) for each in undated):
        minutes = lcm(*(round_of(each) for each in undated), step * DAY)
        tried = [first - timedelta(days=offset) for offset in range(0, minutes // DAY, step)]
    else:
        tried = [first + timedelta(days=offset) for offset in range(0, 7, step)]
    return [(anchors | {each["id"]: _own(each, day) for each in undated}, year) for day in tried for year in years]


def is_undated(rotation: Plan) -> bool:
    rows = rotation.get("turns", ())
    return "start" not in rotation and "anchor" not in rotation and not any("from" in row for row in rows)


def _own(rotation: Plan, day: date) -> date:
    weekday = rotation.get("handoff", {}).get("day")
    return day if weekday is None else _on_weekday(day, weekday)


def _on_weekday(day: date, weekday: str) -> date:
    return day + timedelta(days=(WEEKDAYS.index(weekday) - day.weekday()) % 7)


def round_of(rotation: Plan) -> int:
    """How many minutes pass until everybody stands where they stood."""
    rows = rotation.get("turns", ())
    lengths = [length_of(row.get("for", rotation["turn"])) for row in rows] or [length_of(rotation["turn"])]
    by_rows = {name for row in rows for name in row}
    roles = [role for name, role in rotation.get("roles", {}).items() if name not in by_rows]
    orders = [role.get("order") if isinstance(role, dict) else role for role in roles]
    turns = lcm(len(rows) or 1, *(len(order) for order in orders if isinstance(order, list)))
    return sum(amount * UNITS[unit] for amount, unit in lengths) * turns // len(lengths)


# ---- both sides


def _differences(resolved: Resolved, oracle: Oracle) -> Any:
    spans = {walker.id: _span(walker, oracle) for walker in oracle.walkers}
    for walker in oracle.walkers:
        _notice(walker, oracle, *spans[walker.id])
        judged = tuple(map(step_of, resolved.span(walker.id)))
        if judged != spans[walker.id]:
            yield f"{walker.id} is judged from {_told(judged)}, the oracle says {_told(spans[walker.id])}"
            return
    low, high = min(span[0] for span in spans.values()), max(span[1] for span in spans.values())
    states = list(oracle.walk(low, high))
    for walker in oracle.walkers:
        begin, end = spans[walker.id]
        rows = [each[walker.id] for each in states[begin - low : end - low]]
        segments = resolved.segments(rotation=walker.id)
        for column in walker.rota.columns:
            found = _by_step([each for each in segments if each.column == column], begin, end)
            expected = _expected(rows, walker, column, range(begin - oracle.low, end - oracle.low))
            for step, (one, other) in enumerate(zip(found, expected, strict=True) if found != expected else ()):
                if one != other:
                    where = f"{instant_of(begin + step):%Y-%m-%d %H:%M} UTC, {walker.id}/{column}"
                    yield f"{where}: {_said(one)}, the oracle says {_said(other)}"


def _notice(walker: Walker, oracle: Oracle, begin: int, end: int) -> None:
    """Counts what happens in a span."""
    clock, rota = walker.clock[begin - oracle.low : end - oracle.low], walker.rota
    if clock:
        oracle.seen.update(of_clocks(clock, rota.begins))
        if rota.iso and any(day_of(minute // DAY).isocalendar().week == 53 for minute in (clock[0], clock[-1])):
            oracle.seen["a week 53"] += 1


def _span(walker: Walker, oracle: Oracle) -> tuple[int, int]:
    """The steps that are judged: the period by the rotation's own clock, or its life."""
    period = oracle.plan["oncall"].get("period")
    first, last = walker.rota.life
    if period is not None:
        first, last = walker.rota.first(period["from"]), walker.rota.after(period["to"])
    begin = bisect_left(walker.clock, first) + oracle.low
    return begin, max(begin, bisect_left(walker.clock, last) + oracle.low)


def _by_step(segments: Sequence[Segment], begin: int, end: int) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = [()] * (end - begin)
    for (start, stop), together in groupby(segments, key=lambda each: (each.start, each.end)):
        seats = _sorted((each.state, each.holder or "", each.candidates, each.pipelines) for each in together)
        first, last = step_of(start), step_of(stop)
        assert begin <= first < last <= end, start
        if any(found[first - begin : last - begin]):
            seats = _sorted((*found[first - begin], *seats))
        found[first - begin : last - begin] = [seats] * (last - first)
    return found


def _expected(rows: Sequence[Row], walker: Walker, column: str, steps: range) -> list[tuple[Any, ...]]:
    covers = frozenset(each["id"] for each in walker.rota.covers[column])
    known: dict[int, tuple[Any, ...]] = {}
    for row in rows:
        if id(row) not in known:
            known[id(row)] = _sorted(
                (
                    seat.state,
                    seat.holder,
                    seat.candidates,
                    covers if seat.pipelines is None else covers & seat.pipelines,
                )
                for seat in row.get(column, ())
            )
    if walker.hours[column] is None:
        return [known[id(row)] for row in rows]
    return [known[id(row)] if walker.is_served(column, step) else () for row, step in zip(rows, steps, strict=True)]


def _sorted(seats: Any) -> tuple[Any, ...]:
    return tuple(sorted(seats, key=lambda seat: (*seat[:3], sorted(seat[3]))))


def _said(seats: Sequence[Any]) -> str:
    return (
        " and ".join(f"{seat[1] or seat[0]} {' '.join(seat[2])}[{','.join(sorted(seat[3]))}]" for seat in seats)
        or "nobody"
    )


def _told(span: tuple[int, int]) -> str:
    return f"{instant_of(span[0]):%Y-%m-%d %H:%M} to {instant_of(span[1]):%Y-%m-%d %H:%M} UTC"


# ---- making a failure small


def shrunk(plan: Plan, pick: int = 0) -> Plan:
    """The plan without whatever can go while the two still differ."""
    smaller = True
    while smaller:
        smaller = False
        for candidate in _without_one(plan):
            if _still_differs(candidate, pick):
                plan, smaller = candidate, True
                break
    return plan


def _still_differs(plan: Plan, pick: int) -> bool:
    if not all(any(one.get("roles", one.get("turns", ()))) for one in plan.get("oncall", {}).get("rotations", ())):
        return False
    try:
        return bool(compare(plan, pick).difference)
    except Exception:
        return False


def _without_one(value: Any) -> Any:
    if isinstance(value, Mapping):
        for key in value:
            yield {each: other for each, other in value.items() if each != key}
        for key in value:
            for smaller in _without_one(value[key]):
                yield {**value, key: smaller}
    elif isinstance(value, list):
        for at in range(len(value) if len(value) > 1 else 0):
            yield [*value[:at], *value[at + 1 :]]
        for at, each in enumerate(value):
            for smaller in _without_one(each):
                yield [*value[:at], smaller, *value[at + 1 :]]
